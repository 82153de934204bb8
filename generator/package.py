"""Building the package from a document, deterministically and offline."""

import json
from dataclasses import dataclass
from pathlib import Path

from generator.emit.format import format_package
from generator.emit.render import PACKAGE, Modules, Origin, emit
from generator.emit.typed_dicts import emit_requests
from generator.ir.build import read
from generator.ir.parse import parse
from generator.normalise import Normalised, normalise
from generator.spec import lock, patch
from generator.spec.document import Object, operations, schemas
from generator.spec.lock import Lock
from generator.spec.prefect_server import without_environment
from generator.spec.validate import validate
from generator.verify.check import check

PATCHES = Path(__file__).parent.parent / "spec" / "patches.toml"

DOCUMENT = "openapi.json"
"""File name of the document in the package. ``prefect-http contract`` compares servers with this document."""


@dataclass(frozen=True)
class Source:
    """Source of a package: a document and the versions of its server.

    Attributes:
        content: Document in canonical form, as in ``spec/openapi.json``.
        document: Parsed *content*. Its keys are sorted, so the package does not depend on their original order.
        server_version: Version of the server.
        api_version: Version of the server's API, or None if unknown.
    """

    content: bytes
    document: Object
    server_version: str
    api_version: str | None

    @classmethod
    def of(cls, document: Object, server_version: str, api_version: str | None) -> "Source":
        """Create a source with *document* in canonical form, without what depends on the server's environment."""
        content = lock.canonical(without_environment(document))
        return cls(content, json.loads(content), server_version, api_version)


def patch_and_normalise(source: Source, patches: Path = PATCHES) -> Normalised:
    """Return the document of *source*, validated, patched and normalised.

    Raises:
        GeneratorError: The document is invalid or unsupported, or a patch does not apply.
    """
    validate(source.document)
    return normalise(patch.apply(patch.load(patches), source.document, source.server_version))


def render_package(source: Source, normalised: Normalised) -> tuple[Modules, Lock]:
    """Return the contents of all package files, including the document, and the lock.

    Raises:
        GeneratorError: A part of the document is not supported.
    """
    origin = Origin(source.server_version, source.api_version, lock.sha256(source.content))
    api = read(normalised.responses, parse(normalised.responses), normalised.requests)
    modules = emit(api, origin) | emit_requests(normalised.requests, origin.banner, api.enums)
    modules[DOCUMENT] = source.content.decode()
    counts = {
        "paths": len(source.document["paths"]),
        "operations": sum(1 for _ in operations(source.document)),
        "schemas": len(schemas(source.document)),
        "response_types": sum(len(found) for found in api.definitions.values()),
        "request_types": sum(len(found) for found in api.requests.values()),
    }
    return modules, Lock(source.server_version, source.api_version, origin.spec_sha256, counts, lock.tool_versions())


def write_package(modules: Modules, folder: Path) -> Path:
    """Write *modules* as a package below *folder*, format it and return its path."""
    package = folder / PACKAGE
    for path, text in modules.items():
        target = package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    format_package(package)
    return package


def check_package(folder: Path, locked: Lock) -> None:
    """Audit and import the package in *folder*.

    Raises:
        GeneratorError: A module contains code that is not allowed, a module cannot be imported, or an operation is
            missing.
    """
    check(folder, locked.counts["operations"])

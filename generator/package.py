"""From a document to a package, in memory and in one folder: no server, no network, no clock."""

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
from generator.spec.validate import validate
from generator.verify.check import check

PATCHES = Path(__file__).parent.parent / "spec" / "patches.toml"

# What was promised, for who compares it with a server; see `prefect-http contract`.
DOCUMENT = "openapi.json"


@dataclass(frozen=True)
class Source:
    """A document, and what is known of the server that it came from.

    Attributes:
        content: the document in its canonical form, which is that of ``spec/openapi.json``.
        document: what the content says. It has the content's order, so that a package is the same however the document
            came.
    """

    content: bytes
    document: Object
    server_version: str
    api_version: str | None

    @classmethod
    def of(cls, document: Object, server_version: str, api_version: str | None) -> "Source":
        """Return the source that *document* is, whatever the order of its keys."""
        content = lock.canonical(document)
        return cls(content, json.loads(content), server_version, api_version)


def patch_and_normalise(source: Source, patches: Path = PATCHES) -> Normalised:
    """Return the document of *source*, patched and normalised.

    Raises:
        GeneratorError: the document is not one that a package can be made of, or a patch does not apply.
    """
    validate(source.document)
    return normalise(patch.apply(patch.load(patches), source.document, source.server_version))


def render_package(source: Source, normalised: Normalised) -> tuple[Modules, Lock]:
    """Return the text of each file of the package, the document among them, and what they are made from.

    Raises:
        GeneratorError: a part of the document would be lost.
    """
    origin = Origin(source.server_version, source.api_version, lock.sha256(source.content))
    api = read(normalised.answers, parse(normalised.answers), normalised.requests)
    modules = emit(api, origin) | emit_requests(normalised.requests, origin.banner)
    modules[DOCUMENT] = source.content.decode()
    counts = {
        "paths": len(source.document["paths"]),
        "operations": sum(1 for _ in operations(source.document)),
        "schemas": len(schemas(source.document)),
        "answer_types": sum(len(found) for found in api.definitions.values()),
        "request_types": sum(len(found) for found in api.requests.values()),
    }
    return modules, Lock(source.server_version, source.api_version, origin.spec_sha256, counts, lock.tool_versions())


def write_package(modules: Modules, folder: Path) -> Path:
    """Write *modules* as a package into *folder*, formatted, and return the package's own folder."""
    package = folder / PACKAGE
    for path, text in modules.items():
        target = package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    format_package(package)
    return package


def check_package(folder: Path, made_from: Lock) -> None:
    """Check the package in *folder*; see ``check.check``."""
    check(folder, made_from.counts["operations"])

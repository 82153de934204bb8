"""First versions: since which supported server version each operation and request key exists.

``python -m generator.first_versions`` writes them to ``overlay/prefect_http/_http/first_versions.py``.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import GeneratorError
from generator.ir.layout import module_of
from generator.normalise import Normalised
from generator.package import patch_and_normalise
from generator.progress import Progress
from generator.servers.documents import document_of
from generator.servers.recipes import load_recipes
from generator.spec.document import Object, operations, schemas
from generator.staging import write_atomically

FILE = Path(__file__).parent.parent / "overlay" / "prefect_http" / "_http" / "first_versions.py"

MODULE = '''\
"""First supported server version of each feature. Written by ``nox -s bump`` and ``nox -s matrix``.

A version is the first one in ``spec/servers.toml`` whose OpenAPI document contains the feature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OPERATIONS: Final[Mapping[str, str]] = {operations}
"""First version of each operation that some supported servers lack."""

KEYS: Final[Mapping[str, str]] = {keys}
"""First version of each request key that some supported servers reject, although they accept other keys of its class.

Classes whose unknown keys are ignored by the server are left out, because no error reveals that a key is unknown.
"""
'''


@dataclass(frozen=True)
class FirstVersions:
    """First versions of features, without features that the oldest version has.

    Attributes:
        operations: First version of each operation, by its name in the package.
        keys: First version of each request key, by its class and name, such as ``FlowRunCreate.labels``.
    """

    operations: dict[str, str]
    keys: dict[str, str]


def find_first_versions(documents: Mapping[str, Normalised]) -> FirstVersions:
    """Return the first version of each feature of the newest document.

    Args:
        documents: Corrected document of each version, oldest first.
    """
    newest = list(documents)[-1]
    names = operation_names(documents[newest])
    # An operation is named as in the newest package, whatever the older server calls it.
    served = {
        version: {names[at] for at in operation_names(each) if at in names} for version, each in documents.items()
    }
    keys = {version: strict_keys(each.requests) for version, each in documents.items()}
    classes = {version: {key.partition(".")[0] for key in found} for version, found in keys.items()}
    first_of_class = _first_of_each(classes)
    return FirstVersions(
        _first_of_each(served),
        # If the whole class is as new, the key that holds it is the one that an older server rejects.
        {
            key: first
            for key, first in _first_of_each(keys).items()
            if first != first_of_class.get(key.partition(".")[0])
        },
    )


def operation_names(normalised: Normalised) -> dict[tuple[str, str], str]:
    """Return the name of each operation in the package, by method and path."""
    return {
        (method, path): f"{module_of(operation)}.{operation['operationId']}"
        for path, method, operation in operations(normalised.responses)
    }


def strict_keys(document: Object) -> set[str]:
    """Return the keys of all classes that reject unknown keys."""
    return {
        f"{name}.{key}"
        for name, schema in schemas(document).items()
        if schema.get("additionalProperties") is False
        for key in schema.get("properties", ())
    }


def render(found: FirstVersions) -> str:
    """Return the source code of the module that holds *found*."""
    return MODULE.format(operations=_literal(found.operations), keys=_literal(found.keys))


def write_first_versions(progress: Progress) -> None:
    """Write the module for all versions in ``spec/servers.toml``.

    Raises:
        GeneratorError: A server could not be installed or started.
    """
    with progress.step("since") as step:
        documents = {version: patch_and_normalise(document_of(version, say=step.say)) for version in load_recipes()}
        found = find_first_versions(documents)
        write_atomically(FILE, render(found))
        step.result = f"{len(found.operations)} operations and {len(found.keys)} keys are newer than the oldest server"


def _first_of_each(found: Mapping[str, set[str]]) -> dict[str, str]:
    """Return the first version of each name in the newest version, except names in the oldest."""
    oldest, *_, newest = found
    return {
        name: first
        for name in sorted(found[newest])
        if (first := next(version for version, names in found.items() if name in names)) != oldest
    }


def _literal(entries: Mapping[str, str]) -> str:
    return "{\n" + "".join(f'    "{name}": "{version}",\n' for name, version in entries.items()) + "}"


def main() -> int:
    """Write the module and return the exit code."""
    try:
        write_first_versions(Progress())
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

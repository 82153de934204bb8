"""Patches: corrections to documents of single server versions, from ``spec/patches.toml``."""

import tomllib
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn, get_args

from generator.errors import GeneratorError
from generator.spec.document import Json, Object, pointer_parts

Action = Literal["add", "replace", "remove"]


@dataclass(frozen=True)
class Patch:
    """A correction of a document.

    Attributes:
        pointer: JSON pointer to the node to correct.
        action: Change to make at the pointer.
        reason: Why the document is wrong.
        proof: Request to a running server that demonstrates the error.
        versions: Server versions whose document is corrected.
        value: New value. Default: null.
    """

    pointer: str
    action: Action
    reason: str
    proof: str
    versions: tuple[str, ...]
    value: Json = None


def load(path: Path) -> list[Patch]:
    """Return the patches in a file.

    Raises:
        GeneratorError: The file cannot be read, or a patch has missing, unknown or invalid keys.
    """
    try:
        listed: Json = tomllib.loads(path.read_text("utf-8")).get("patch", [])
    except (OSError, ValueError) as error:
        raise GeneratorError(f"{path.name} cannot be read: {error}", "Fix the file.") from error
    if not isinstance(listed, list):
        raise GeneratorError(
            f"{path.name} does not contain a list of patches", "Begin each patch with the line [[patch]]."
        )
    return [_read(number, entry) for number, entry in enumerate(listed, 1)]


def _read(number: int, entry: Json) -> Patch:
    try:
        patch = Patch(**{**entry, "versions": tuple(entry["versions"])})
    except (KeyError, TypeError) as error:
        raise _invalid(number, f"has missing or unknown keys: {error}") from error
    if not all(isinstance(value, str) for value in (patch.pointer, patch.action, patch.reason, patch.proof)):
        raise _invalid(number, "is invalid: pointer, action, reason and proof must be strings")
    if not patch.pointer.startswith("/"):
        raise _invalid(number, f"has an invalid pointer {patch.pointer!r}: it must begin with a slash")
    if patch.action not in get_args(Action):
        raise _invalid(number, f"has an invalid action {patch.action!r}: expected one of {', '.join(get_args(Action))}")
    # tuple() splits a string into characters.
    if not isinstance(entry["versions"], list) or not all(isinstance(version, str) for version in patch.versions):
        raise _invalid(number, "is invalid: versions must be a list of strings")
    return patch


def apply(patches: list[Patch], document: Object, server_version: str) -> Object:
    """Return a copy of *document* with the patches for *server_version* applied.

    Raises:
        GeneratorError: The pointer of a patch matches nothing, because the node was removed or moved.
    """
    patched = deepcopy(document)
    for number, patch in enumerate(patches, 1):
        if server_version in patch.versions:
            _apply(patch, patched, number)
    return patched


def _apply(patch: Patch, document: Object, number: int) -> None:
    def no_match() -> NoReturn:
        raise _invalid(number, f"does not match the document: {patch.pointer} does not exist")

    *parents, last = pointer_parts(patch.pointer) or no_match()
    node: Json = document
    for part in parents:
        node = _child(node, part) if _has(node, part) else no_match()
    if patch.action == "add":
        if not isinstance(node, dict):
            no_match()
        node[last] = patch.value
    elif not _has(node, last):
        no_match()
    elif patch.action == "remove":
        del node[int(last) if isinstance(node, list) else last]
    else:
        node[int(last) if isinstance(node, list) else last] = patch.value


def _has(node: Json, part: str) -> bool:
    if isinstance(node, list):
        return part.isdecimal() and int(part) < len(node)
    return isinstance(node, dict) and part in node


def _child(node: Json, part: str) -> Json:
    return node[int(part)] if isinstance(node, list) else node[part]


def _invalid(number: int, problem: str) -> GeneratorError:
    return GeneratorError(f"patch {number} of patches.toml {problem}", "Fix or remove the patch.")

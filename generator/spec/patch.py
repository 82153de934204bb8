"""Corrections of one version's document that no rule can make, from ``spec/patches.toml``."""

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
    """One correction: what to do at which JSON pointer, for which server versions, why, and how that is known."""

    pointer: str
    action: Action
    reason: str
    proof: str
    versions: tuple[str, ...]
    value: Json = None


def load(path: Path) -> list[Patch]:
    """Return the patches that the file at *path* lists.

    Raises:
        GeneratorError: the file is no TOML, or a patch lacks its pointer, action, reason, proof or versions.
    """
    try:
        listed: Json = tomllib.loads(path.read_text("utf-8")).get("patch", [])
    except (OSError, ValueError) as error:
        raise GeneratorError(f"{path.name} can't be read: {error}", "Correct the file.") from error
    if not isinstance(listed, list):
        raise GeneratorError(f"{path.name} has no list of patches", "Begin each with a line [[patch]].")
    return [_read(number, entry) for number, entry in enumerate(listed, 1)]


def _read(number: int, entry: Json) -> Patch:
    try:
        patch = Patch(**{**entry, "versions": tuple(entry["versions"])})
    except (KeyError, TypeError) as error:
        raise _wrong(number, f"is not complete: {error}") from error
    if not all(isinstance(text, str) for text in (patch.pointer, patch.action, patch.reason, patch.proof)):
        raise _wrong(number, "has a pointer, an action, a reason or a proof that is no text")
    if not patch.pointer.startswith("/"):
        raise _wrong(number, f"has the pointer {patch.pointer!r}, which does not begin with a slash")
    if patch.action not in get_args(Action):
        raise _wrong(number, f"does {patch.action!r}, which is none of {', '.join(get_args(Action))}")
    # A lone text would be a list of its characters, of which none is a version.
    if not isinstance(entry["versions"], list) or not all(isinstance(version, str) for version in patch.versions):
        raise _wrong(number, "has versions that are no list of texts")
    return patch


def apply(patches: list[Patch], document: Object, server_version: str) -> Object:
    """Return a copy of *document*, the one of a server of *server_version*, with the patches for that version applied.

    Raises:
        GeneratorError: a patch's pointer matches nothing: what it corrected is gone, or has moved.
    """
    patched = deepcopy(document)
    for number, patch in enumerate(patches, 1):
        if server_version in patch.versions:
            _apply(patch, patched, number)
    return patched


def _apply(patch: Patch, document: Object, number: int) -> None:
    def lost() -> NoReturn:
        raise _wrong(number, f"points to {patch.pointer}, which the document does not have")

    *way, last = pointer_parts(patch.pointer) or lost()
    node: Json = document
    for part in way:
        node = _child(node, part) if _has(node, part) else lost()
    if patch.action == "add":
        if not isinstance(node, dict):
            lost()
        node[last] = patch.value
    elif not _has(node, last):
        lost()
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


def _wrong(number: int, what: str) -> GeneratorError:
    return GeneratorError(f"patch {number} of patches.toml {what}", "Correct the patch, or remove it.")

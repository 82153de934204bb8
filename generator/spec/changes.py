"""What changed between two documents, by operation."""

from dataclasses import dataclass

from generator.ir.layout import module_of
from generator.normalise import Normalised
from generator.spec.document import Json, Object, operations, pointer, reachable, root_schemas, schemas

NAMES_TOLD = 12


@dataclass(frozen=True)
class Changes:
    """The names of the operations that are new, gone, or not what they were."""

    added: list[str]
    removed: list[str]
    changed: list[str]

    def lines(self) -> list[str]:
        """Return the changes in words, a line for each kind; none when nothing changed."""
        kinds = (("added", self.added), ("removed", self.removed), ("changed", self.changed))
        return [f"{len(names)} {kind}: {_shortened(names)}" for kind, names in kinds if names]


def _shortened(names: list[str]) -> str:
    more = len(names) - NAMES_TOLD
    return ", ".join(names[:NAMES_TOLD]) + (f" and {more} more" if more > 0 else "")


def compare(before: Normalised, after: Normalised) -> Changes:
    """Return what the operations of *after* are to those of *before*: their parameters, requests and answers."""
    old, new = _operations(before), _operations(after)
    return Changes(
        added=sorted(new.keys() - old.keys()),
        removed=sorted(old.keys() - new.keys()),
        changed=sorted(name for name in new.keys() & old.keys() if new[name] != old[name]),
    )


def _operations(normalised: Normalised) -> dict[str, list[Object]]:
    found: dict[str, list[Object]] = {}
    for document in (normalised.answers, normalised.requests):
        named = schemas(document)
        outermost = list(root_schemas(document))
        for path, method, operation in operations(document):
            here = ("paths", path, method)
            used = reachable(document, [schema for where, schema in outermost if where[:3] == here])
            whole = {
                "at": pointer(path, method),
                "operation": operation,
                "schemas": {name: named[name] for name in used},
            }
            found.setdefault(f"{module_of(operation)}.{operation['operationId']}", []).append(_without_prose(whole))
    return found


def _without_prose(node: Json) -> Json:
    """Return *node* without what is only told to a reader: a reworded description changes no operation."""
    if isinstance(node, dict):
        return {key: _without_prose(value) for key, value in node.items() if not _is_prose(key, value)}
    return [_without_prose(item) for item in node] if isinstance(node, list) else node


def _is_prose(key: str, value: Json) -> bool:
    return isinstance(value, {"description": str, "summary": str, "examples": list}.get(key, ()))

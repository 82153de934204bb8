"""Changes between two documents: which operations were added, removed and changed."""

from dataclasses import dataclass

from generator.ir.layout import module_of
from generator.normalise import Normalised
from generator.spec.document import Json, Object, operations, pointer, reachable, root_schemas, schemas

MAX_NAMES = 12
"""Maximum number of names on a line."""


@dataclass(frozen=True)
class Changes:
    """Names of the added, removed and changed operations."""

    added: list[str]
    removed: list[str]
    changed: list[str]

    def lines(self) -> list[str]:
        """Return one line per kind of change, without kinds that did not occur."""
        kinds = (("added", self.added), ("removed", self.removed), ("changed", self.changed))
        return [f"{len(names)} {kind}: {_shortened(names)}" for kind, names in kinds if names]


def _shortened(names: list[str]) -> str:
    more = len(names) - MAX_NAMES
    return ", ".join(names[:MAX_NAMES]) + (f" and {more} more" if more > 0 else "")


def compare(before: Normalised, after: Normalised) -> Changes:
    """Compare the operations of two documents: their parameters, requests and responses."""
    old, new = _operations(before), _operations(after)
    return Changes(
        added=sorted(new.keys() - old.keys()),
        removed=sorted(old.keys() - new.keys()),
        changed=sorted(name for name in new.keys() & old.keys() if new[name] != old[name]),
    )


def _operations(normalised: Normalised) -> dict[str, list[Object]]:
    found: dict[str, list[Object]] = {}
    for document in (normalised.responses, normalised.requests):
        named = schemas(document)
        all_roots = list(root_schemas(document))
        for path, method, operation in operations(document):
            parent = ("paths", path, method)
            used = reachable(document, [schema for location, schema in all_roots if location[:3] == parent])
            definition = {
                "at": pointer(path, method),
                "operation": operation,
                "schemas": {name: named[name] for name in used},
            }
            found.setdefault(f"{module_of(operation)}.{operation['operationId']}", []).append(
                _without_prose(definition)
            )
    return found


def _without_prose(node: Json) -> Json:
    """Return *node* without descriptions, summaries and examples: rewording does not change an operation."""
    if isinstance(node, dict):
        return {key: _without_prose(value) for key, value in node.items() if not _is_prose(key, value)}
    return [_without_prose(item) for item in node] if isinstance(node, list) else node


def _is_prose(key: str, value: Json) -> bool:
    return isinstance(value, {"description": str, "summary": str, "examples": list}.get(key, ()))

"""What is the same in two documents, word for word: most of it, which need not be looked into."""

from __future__ import annotations

from collections.abc import Iterator

from prefect_http._contract.openapi.document import Document, Json, Located, is_array, is_object, target_of


class Unchanged:
    """Knows the schemas that are the same in both documents, with all that they refer to."""

    def __init__(self, promised: Document, server: Document) -> None:
        same = {name for name, schema in promised.schemas.items() if server.schemas.get(name) == schema}
        leads_to = {name: set(_references(promised.schemas[name])) for name in same}
        while changed := {name for name in same if not leads_to[name] <= same}:
            same -= changed
        self._same = same

    def __call__(self, old: Located, new: Located) -> bool:
        """Tell whether the two are the same, with all that they refer to."""
        return old.schema == new.schema and set(_references(old.schema)) <= self._same


def _references(node: Json) -> Iterator[str]:
    if is_object(node):
        if (target := target_of(node)) is not None:
            yield target
        for value in node.values():
            yield from _references(value)
    elif is_array(node):
        for value in node:
            yield from _references(value)

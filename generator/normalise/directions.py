"""Directions: split the document into responses and requests."""

from copy import deepcopy

from generator.ir.names import class_name, unique
from generator.spec.document import Object, operations, reachable, rename_schemas, root_schemas, schemas

OUTPUT, INPUT = "-Output", "-Input"


def split(document: Object) -> tuple[Object, Object]:
    """Return two documents with the operations of *document*: one with the responses, one with the requests.

    pydantic splits a schema into ``X-Input`` and ``X-Output`` if requests and responses differ, and whether they differ
    depends on its version. Here, each direction has its own ``X``, so names do not depend on the pydantic version.
    """
    return (
        _direction(document, without="requestBody", suffix=OUTPUT),
        _direction(document, without="responses", suffix=INPUT),
    )


def _direction(document: Object, *, without: str, suffix: str) -> Object:
    result = deepcopy(document)
    for _, _, operation in operations(result):
        operation.pop(without, None)
    outermost = [schema for where, schema in root_schemas(result) if where[:1] != ("components",)]
    wanted = reachable(result, outermost)
    kept = {name: schema for name, schema in schemas(result).items() if name in wanted}
    result["components"] = {"schemas": kept}
    renamed: dict[str, str] = {}
    for name in kept:
        plain = class_name(name.removesuffix(suffix))
        if plain != name:
            renamed[name] = unique(plain, [*kept, *renamed.values()], joint="")
    rename_schemas(result, renamed)
    return result

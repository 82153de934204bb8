"""The document's two directions: what is answered, and what is asked."""

from copy import deepcopy

from generator.ir.names import class_name, unique
from generator.spec.document import Object, operations, reachable, rename_schemas, root_schemas, schemas

ANSWERED, ASKED = "-Output", "-Input"


def split(document: Object) -> tuple[Object, Object]:
    """Return the document's answers and its requests, as two documents with the same operations.

    pydantic writes a schema twice, as ``X-Input`` and ``X-Output``, where the two differ, and which ones do changes
    with its version. Here each direction has its own ``X``, always, so that names do not depend on that.
    """
    return (
        _direction(document, without="requestBody", suffix=ANSWERED),
        _direction(document, without="responses", suffix=ASKED),
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

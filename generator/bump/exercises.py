"""Exercises: operations that ``tests/generated/exercise.py`` does not call, each with a call to paste."""

import re
from collections.abc import Iterator

from generator.first_versions import operation_names
from generator.normalise import Normalised
from generator.spec.document import Object, operations, schemas, shared_part

_CALLED = re.compile(r'"([a-z0-9_]+\.[a-z0-9_]+)"')


def missing_exercises(exercise: str, normalised: Normalised) -> dict[str, str]:
    """Return a call to paste for each operation that the source code *exercise* does not call.

    An operation that only reads and requires no argument needs no exercise, because it is called anyway.
    """
    called = set(_CALLED.findall(exercise))
    names = operation_names(normalised)
    return {
        name: skeleton(name, operation, normalised.requests)
        for path, method, operation in operations(normalised.requests)
        if (name := names[method, path]) not in called and not _is_called_anyway(method, operation, normalised.requests)
    }


def _is_called_anyway(method: str, operation: Object, document: Object) -> bool:
    return method == "get" and not any(parameter.get("required") for parameter in _parameters(operation, document))


def skeleton(name: str, operation: Object, document: Object) -> str:
    """Return a call of *operation* with all of its arguments."""
    arguments = [
        *(f"...,  # {each['name']}" for each in _parameters(operation, document) if each["in"] == "path"),
        *(
            _keyword(each["name"].replace("-", "_"), each.get("schema", {}), is_required=each.get("required", False))
            for each in _parameters(operation, document)
            if each["in"] != "path"
        ),
        *_body(operation, document),
    ]
    if not arguments:
        return f'self.call("{name}")'
    return "\n".join(["self.call(", f'    "{name}",', *(f"    {argument}" for argument in arguments), ")"])


def _parameters(operation: Object, document: Object) -> list[Object]:
    return [shared_part(document, each) for each in operation.get("parameters", ())]


def _body(operation: Object, document: Object) -> Iterator[str]:
    content = shared_part(document, operation.get("requestBody", {})).get("content", {})
    for media in content.values():
        schema = _resolved(media.get("schema", {}), document)
        if "properties" not in schema:
            yield f"...,  # body: {_kind(schema, is_required=True)}"
        for key, value in schema.get("properties", {}).items():
            yield _keyword(key, value, is_required=key in schema.get("required", ()))


def _resolved(schema: Object, document: Object) -> Object:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Object = schemas(document).get(name, schema)
    return found


def _keyword(name: str, schema: Object, *, is_required: bool) -> str:
    return f"{name}=...,  # {_kind(schema, is_required=is_required)}"


def _kind(schema: Object, *, is_required: bool) -> str:
    return " or ".join(dict.fromkeys(_types(schema))) + (", required" if is_required else "")


def _types(schema: Object) -> Iterator[str]:
    """Yield the names of the types in *schema*, without null, which only means that the argument is optional."""
    for alternative in schema.get("anyOf", ()):
        yield from _types(alternative)
    if "anyOf" not in schema and schema.get("type") != "null":
        yield schema.get("$ref", "").rpartition("/")[2] or str(schema.get("type", "any JSON"))

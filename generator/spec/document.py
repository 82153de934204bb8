"""The OpenAPI document as plain JSON: its types, and how to walk and point into it."""

from collections.abc import Iterable, Iterator
from typing import Any

# An OpenAPI document is "any JSON" until it has been parsed; Any is the honest type of what is in it.
Json = Any
Object = dict[str, Json]

Where = tuple[str | int, ...]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def pointer(*parts: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of *parts*."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def parts_of(json_pointer: str) -> list[str]:
    """Return the parts of a JSON pointer (RFC 6901): the inverse of :func:`pointer`."""
    return [part.replace("~1", "/").replace("~0", "~") for part in json_pointer.split("/")[1:]]


def operations(document: Object) -> Iterator[tuple[str, str, Object]]:
    """Yield (path, method, operation) of every operation, in the document's order."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def schemas(document: Object) -> Object:
    """Return the document's named schemas; an empty dict when it has none."""
    found: Object = document.get("components", {}).get("schemas", {})
    return found


def subschemas(schema: Json, where: Where = ()) -> Iterator[tuple[Where, Object]]:
    """Yield *schema* and every schema in it, outermost first, with the path that leads to each."""
    if not isinstance(schema, dict):
        return
    yield where, schema
    for keyword in ("properties", "patternProperties"):
        for name in list(schema.get(keyword, {})):
            yield from subschemas(schema[keyword][name], (*where, keyword, name))
    for keyword in ("items", "additionalProperties", "propertyNames", "not"):
        yield from subschemas(schema.get(keyword), (*where, keyword))
    for keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for index, alternative in enumerate(schema.get(keyword, ())):
            yield from subschemas(alternative, (*where, keyword, index))


def roots(document: Object) -> Iterator[tuple[Where, Object]]:
    """Yield every outermost schema: the named ones, and those of parameters, request bodies and answers."""
    for name, schema in schemas(document).items():
        yield ("components", "schemas", name), schema
    for path, method, operation in operations(document):
        here: Where = ("paths", path, method)
        for index, parameter in enumerate(operation.get("parameters", ())):
            yield (*here, "parameters", index, "schema"), parameter.get("schema", {})
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            yield (*here, "requestBody", "content", media_type, "schema"), content.get("schema", {})
        for status, answer in operation.get("responses", {}).items():
            for media_type, content in answer.get("content", {}).items():
                yield (*here, "responses", status, "content", media_type, "schema"), content.get("schema", {})


def every_schema(document: Object) -> Iterator[tuple[Where, Object]]:
    """Yield every schema of the document, named or not, with the path that leads to it."""
    for where, root in roots(document):
        yield from subschemas(root, where)


SECRET = "x-secret"  # noqa: S105  # a key of a schema
"""Marks what is not shown where the answer that it belongs to is."""

SCHEMA_NAME = "x-schema-name"
"""Key of a renamed schema: its name in the server's document."""

REFERENCE = "#/components/schemas/"


def whole(schema: Object, named: Object) -> Object:
    """Return *schema* with the properties, and what is required, of all that it is made of."""
    parts = [
        named[part["$ref"].removeprefix(REFERENCE)] if "$ref" in part else part for part in schema.get("allOf", ())
    ]
    if not parts:
        return schema
    every = [whole(part, named) for part in parts] + [schema]
    return schema | {
        "properties": {key: value for part in every for key, value in part.get("properties", {}).items()},
        "required": [key for part in every for key in part.get("required", ())],
    }


def references(schema: Json) -> Iterator[str]:
    """Yield the name of every schema that *schema* refers to, with repetitions."""
    for _, found in subschemas(schema):
        if "$ref" in found:
            yield found["$ref"].removeprefix(REFERENCE)


def reachable(document: Object, start: Iterable[Json]) -> set[str]:
    """Return the names of the schemas that those of *start* refer to, directly or by way of others."""
    named = schemas(document)
    seen: set[str] = set()
    waiting = [name for schema in start for name in references(schema)]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(references(named[name]))
    return seen


def rename_schemas(document: Object, renamed: dict[str, str]) -> None:
    """Give the document's named schemas the names that *renamed* maps theirs to, and refer to them by these."""
    if "components" in document:
        document["components"]["schemas"] = {
            renamed.get(name, name): schema for name, schema in schemas(document).items()
        }
    for _, schema in every_schema(document):
        name = schema["$ref"].removeprefix(REFERENCE) if "$ref" in schema else None
        if name in renamed:
            schema["$ref"] = REFERENCE + renamed[name]

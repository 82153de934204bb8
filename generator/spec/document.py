"""An OpenAPI document as plain JSON: its types, traversal, and JSON pointers."""

from collections.abc import Iterable, Iterator
from typing import Any

# Until it is parsed, a document can contain any JSON.
Json = Any
Object = dict[str, Json]

Location = tuple[str | int, ...]
"""Keys and indexes that lead from the root of a document to a node."""

MAX_REFERENCES = 10
"""Maximum length of a chain of references to shared parts."""

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def pointer(*parts: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of *parts*."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def pointer_parts(json_pointer: str) -> list[str]:
    """Return the parts of a JSON pointer (RFC 6901): the inverse of :func:`pointer`."""
    return [part.replace("~1", "/").replace("~0", "~") for part in json_pointer.split("/")[1:]]


def operations(document: Object) -> Iterator[tuple[str, str, Object]]:
    """Yield (path, method, operation) of each operation: paths in document order, methods as in `METHODS`."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def schemas(document: Object) -> Object:
    """Return the document's named schemas, or an empty dict if it has none."""
    found: Object = document.get("components", {}).get("schemas", {})
    return found


def subschemas(schema: Json, location: Location = ()) -> Iterator[tuple[Location, Object]]:
    """Yield *schema* and every schema nested in it, outermost first, each with its location."""
    if not isinstance(schema, dict):
        return
    yield location, schema
    for keyword in ("properties", "patternProperties"):
        for name in list(schema.get(keyword, {})):
            yield from subschemas(schema[keyword][name], (*location, keyword, name))
    for keyword in ("items", "additionalProperties", "propertyNames", "not"):
        yield from subschemas(schema.get(keyword), (*location, keyword))
    for keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for index, alternative in enumerate(schema.get(keyword, ())):
            yield from subschemas(alternative, (*location, keyword, index))


SHARED_PARTS = ("parameters", "requestBodies", "responses")
"""Components other than schemas that operations may refer to."""


def shared_part(document: Object, reference: Object) -> Object:
    """Return the parameter, request body or response that *reference* refers to, directly or through others.

    Raises:
        KeyError: The document does not define it.
        RecursionError: It refers to itself.
    """
    part = reference
    for _ in range(MAX_REFERENCES):
        if "$ref" not in part:
            return part
        components, kind, name = pointer_parts(part["$ref"].removeprefix("#"))
        if components != "components" or kind not in SHARED_PARTS:
            raise KeyError(part["$ref"])
        part = document[components][kind][name]
    raise RecursionError(reference["$ref"])


def root_schemas(document: Object) -> Iterator[tuple[Location, Object]]:
    """Yield every outermost schema with its location: named, parameter, request and response schemas."""
    for name, schema in schemas(document).items():
        yield ("components", "schemas", name), schema
    for kind in SHARED_PARTS:
        for name, part in document.get("components", {}).get(kind, {}).items():
            yield from _schemas_of(part, ("components", kind, name))
    for path, method, operation in operations(document):
        parent: Location = ("paths", path, method)
        for index, parameter in enumerate(operation.get("parameters", ())):
            yield from _schemas_of(parameter, (*parent, "parameters", index))
        if "requestBody" in operation:
            yield from _schemas_of(operation["requestBody"], (*parent, "requestBody"))
        for status, response in operation.get("responses", {}).items():
            yield from _schemas_of(response, (*parent, "responses", status))


def _schemas_of(part: Object, location: Location) -> Iterator[tuple[Location, Object]]:
    if "schema" in part:
        yield (*location, "schema"), part["schema"]
    for media_type, content in part.get("content", {}).items():
        yield (*location, "content", media_type, "schema"), content.get("schema", {})


def every_schema(document: Object) -> Iterator[tuple[Location, Object]]:
    """Yield every schema of the document, named or not, with its location."""
    for location, root in root_schemas(document):
        yield from subschemas(root, location)


SECRET = "x-secret"  # noqa: S105  # a schema keyword
"""Schema keyword of properties to mask in ``repr``."""

NULL_AS_EMPTY = "x-null-as-empty"
"""Schema keyword of lists and maps that are null in some responses."""

DURATION = "x-duration"
"""Schema keyword of numbers of seconds that are durations as text in some responses."""

CLIENT_ONLY = "x-client-only"
"""Schema keyword of properties that the client adds: the server does not send them."""

ALWAYS_SENT = "x-always-sent"
"""Schema keyword of properties that may be null in the document, but are not in any response."""

ABOVE_WORKSPACE = "x-above-workspace"
"""Keyword of operations whose path is relative to the API above the workspace."""

SCHEMA_NAME = "x-schema-name"
"""Schema keyword with the original name of a renamed schema."""

REFERENCE = "#/components/schemas/"


def merge_all_of(schema: Object, named: Object) -> Object:
    """Return *schema* with the properties and required keys of its ``allOf`` parts merged into it."""
    parts = [
        named[part["$ref"].removeprefix(REFERENCE)] if "$ref" in part else part for part in schema.get("allOf", ())
    ]
    if not parts:
        return schema
    every = [merge_all_of(part, named) for part in parts] + [schema]
    return schema | {
        "properties": {key: value for part in every for key, value in part.get("properties", {}).items()},
        "required": [key for part in every for key in part.get("required", ())],
    }


def references(schema: Json) -> Iterator[str]:
    """Yield the name of every schema that *schema* references, with repetitions."""
    for _, found in subschemas(schema):
        if "$ref" in found:
            yield found["$ref"].removeprefix(REFERENCE)


def reachable(document: Object, start: Iterable[Json]) -> set[str]:
    """Return the names of the schemas that *start* references, directly or through other schemas."""
    named = schemas(document)
    seen: set[str] = set()
    pending = [name for schema in start for name in references(schema)]
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            pending.extend(references(named[name]))
    return seen


def rename_schemas(document: Object, renamed: dict[str, str]) -> None:
    """Rename schemas in place, and update every reference to them.

    Args:
        document: Document to change.
        renamed: New names by old name.
    """
    if "components" in document:
        document["components"]["schemas"] = {
            renamed.get(name, name): schema for name, schema in schemas(document).items()
        }
    for _, schema in every_schema(document):
        name = schema["$ref"].removeprefix(REFERENCE) if "$ref" in schema else None
        if name in renamed:
            schema["$ref"] = REFERENCE + renamed[name]

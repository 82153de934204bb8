"""Minimal documents with one operation."""

from typing import Any

Schema = dict[str, Any]
Schemas = dict[str, Schema]

PATH = "/things/"
HERE = "/paths/~1things~1/post"
BODY = f"{HERE}/requestBody/content/application~1json/schema"
RESPONSE = f"{HERE}/responses/200/content/application~1json/schema"
QUERY = f"{HERE}/parameters/0/schema"

STRING: Schema = {"type": "string"}
NULL: Schema = {"type": "null"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}


def document(operation: Schema | None, schemas: Schemas | None = None) -> Schema:
    """Return a document with one *operation*, or none."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Prefect REST API", "version": "3.0.0"},
        "paths": {} if operation is None else {PATH: {"post": {"responses": {"204": {}}, **operation}}},
        "components": {"schemas": schemas or {}},
    }


def accepting(schema: Schema, schemas: Schemas | None = None, *, required: bool = True) -> Schema:
    """Return a document whose operation accepts a body."""
    return document({"requestBody": body(schema, required=required)}, schemas)


def body(schema: Schema, *, required: bool = True, media_type: str = "application/json") -> Schema:
    return {"required": required, "content": {media_type: {"schema": schema}}}


def responding(
    schema: Schema, schemas: Schemas | None = None, *, status: str = "200", media_type: str = "application/json"
) -> Schema:
    """Return a document whose operation has one response."""
    return document({"responses": {status: {"content": {media_type: {"schema": schema}}}}}, schemas)


def responding_twice(schema: Schema, status: str) -> Schema:
    """Return a document whose operation has the same response for 200 and for *status*."""
    responses = (responding(schema, status=one)["paths"][PATH]["post"]["responses"] for one in ("200", status))
    return document({"responses": {key: value for response in responses for key, value in response.items()}})


def querying(schema: Schema | None, *, required: bool = False, name: str = "limit") -> Schema:
    """Return a document whose operation has one query parameter, or none."""
    parameter = {"in": "query", "name": name, "required": required, "schema": schema}
    return document({"parameters": [] if schema is None else [parameter]})


def thing(*required: str, **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required)}


def either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def values(*allowed: Any) -> Schema:
    return {"enum": list(allowed)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}

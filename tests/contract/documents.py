"""Documents of one operation, as small as they can be."""

from typing import Any

Schema = dict[str, Any]
Schemas = dict[str, Schema]

PATH = "/things/"
HERE = "/paths/~1things~1/post"
BODY = f"{HERE}/requestBody/content/application~1json/schema"
ANSWER = f"{HERE}/responses/200/content/application~1json/schema"
QUERY = f"{HERE}/parameters/0/schema"

TEXT: Schema = {"type": "string"}
NULL: Schema = {"type": "null"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}


def document(operation: Schema | None, schemas: Schemas | None = None) -> Schema:
    """The document of a server that has one *operation*, or none."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Prefect REST API", "version": "3.0.0"},
        "paths": {} if operation is None else {PATH: {"post": {"responses": {"204": {}}, **operation}}},
        "components": {"schemas": schemas or {}},
    }


def asking(schema: Schema, schemas: Schemas | None = None, *, required: bool = True) -> Schema:
    """The document of a server that takes one body."""
    return document({"requestBody": body(schema, required=required)}, schemas)


def body(schema: Schema, *, required: bool = True, media_type: str = "application/json") -> Schema:
    return {"required": required, "content": {media_type: {"schema": schema}}}


def answering(
    schema: Schema, schemas: Schemas | None = None, *, status: str = "200", media_type: str = "application/json"
) -> Schema:
    """The document of a server that gives one answer."""
    return document({"responses": {status: {"content": {media_type: {"schema": schema}}}}}, schemas)


def answering_two(schema: Schema, status: str) -> Schema:
    """The document of a server that gives an answer with 200, and the same with another *status*."""
    answers = (answering(schema, status=one)["paths"][PATH]["post"]["responses"] for one in ("200", status))
    return document({"responses": {status: answer for answer in answers for status, answer in answer.items()}})


def querying(schema: Schema | None, *, required: bool = False, name: str = "limit") -> Schema:
    """The document of a server that takes one parameter in the query, or none."""
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

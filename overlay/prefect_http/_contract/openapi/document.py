"""OpenAPI document: its operations, with the schemas of their requests and responses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeGuard

import msgspec

from prefect_http._contract.openapi import canonical
from prefect_http._contract.openapi.schema import DocumentShape

Json = Any
Schema = dict[str, Json]
Pointer = tuple[str, ...]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON: Final = "application/json"

SCHEMAS: Final[Pointer] = ("components", "schemas")
"""Pointer to the named schemas: the targets of references."""

_REFERENCE: Final = "#/components/schemas/"
_PATH_PARAMETER: Final = re.compile(r"\{([^{}]*)\}")


class InvalidDocumentError(Exception):
    """The content is not a valid OpenAPI 3 document. The message gives the reason."""


def is_object(value: object) -> TypeGuard[Schema]:
    """Return whether *value* is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Json]]:
    """Return whether *value* is a JSON array."""
    return isinstance(value, list)


def reference_target(schema: Schema) -> str | None:
    """Return the name of the schema that *schema* refers to, or None if *schema* is not a reference."""
    reference = schema.get("$ref")
    return reference.removeprefix(_REFERENCE) if isinstance(reference, str) else None


class Located(msgspec.Struct, frozen=True):
    """A schema and its pointer in the document."""

    schema: Schema
    pointer: Pointer

    def at(self, *keys: str | int) -> Located:
        """Return the schema at *keys* below this one."""
        node: Json = self.schema
        for key in keys:
            node = node[key]
        return Located(node if is_object(node) else {}, (*self.pointer, *map(str, keys)))


class Parameter(msgspec.Struct, frozen=True):
    """A path, query or header parameter."""

    location: str
    name: str
    required: bool
    value: Located


class Body(msgspec.Struct, frozen=True):
    """A request body, with its schemas by media type."""

    required: bool
    content: dict[str, Located]
    pointer: Pointer


class Response(msgspec.Struct, frozen=True):
    """A successful response.

    Attributes:
        content: Schemas by media type. Empty if the response has no body.
        pointer: JSON pointer to the response.
        declared: Whether the document describes the body. If false, *content* may hold the schema that the client
            decodes the body with.
    """

    content: dict[str, Located]
    pointer: Pointer
    declared: bool = True


class Operation(msgspec.Struct, frozen=True):
    """An operation: one method of one path."""

    method: str
    path: str
    name: str
    parameters: dict[tuple[str, str], Parameter]
    body: Body | None
    responses: dict[int, Response]
    deprecated: bool
    pointer: Pointer


class Document(msgspec.Struct, frozen=True):
    """A parsed OpenAPI document.

    Attributes:
        title: Title of the API.
        version: Prefect version of the server.
        operations: Operations by method and path, such as ``("GET", "/flows/{}")``. Path parameters are unnamed.
        schemas: Named schemas.
    """

    title: str
    version: str
    operations: dict[tuple[str, str], Operation]
    schemas: dict[str, Schema]

    def resolve(self, located: Located) -> Located:
        """Follow references, and return the schema that they point to.

        A circular reference, or one to a missing schema, allows any value.
        """
        located = Located(canonical.unwrap_single_all_of(located.schema), located.pointer)
        followed = 0
        while (name := reference_target(located.schema)) is not None:
            if name not in self.schemas or followed > len(self.schemas):
                return Located({}, located.pointer)
            located = Located(self.schemas[name], (*SCHEMAS, name))
            followed += 1
        return located


def parse(document: Json) -> Document:
    """Parse a decoded OpenAPI 3 document.

    Raises:
        InvalidDocumentError: *document* is not an OpenAPI 3 document, or is malformed.
        RecursionError: *document* is nested too deeply.
    """
    if not is_object(document) or not is_object(document.get("paths")) or "openapi" not in document:
        raise InvalidDocumentError("not an OpenAPI 3 document")
    try:
        info = msgspec.convert(document, DocumentShape).info
        found = list(_operations(document["paths"]))
    except ValueError as error:
        raise InvalidDocumentError(f"malformed OpenAPI document: {error}") from None
    schemas = document.get("components", {}).get("schemas", {})
    operations = {(operation.method, _PATH_PARAMETER.sub("{}", operation.path)): operation for operation in found}
    return Document(info.title, info.version, operations, schemas)


def _operations(paths: Mapping[str, Json]) -> Iterator[Operation]:
    relative = canonical.relative_paths(paths)
    for path, item in paths.items():
        for method in METHODS:
            if method in item:
                yield _operation(relative[path], method, item[method], ("paths", path, method))


def _operation(path: str, method: str, declared: Schema, pointer: Pointer) -> Operation:
    body = declared.get("requestBody")
    return Operation(
        method.upper(),
        path,
        f"{method.upper()} {path}",
        {(parameter.location, _key(parameter, path)): parameter for parameter in _parameters(declared, pointer)},
        None if body is None else _body(body, (*pointer, "requestBody")),
        dict(_responses(declared.get("responses", {}), (*pointer, "responses"))),
        bool(declared.get("deprecated", False)),
        pointer,
    )


def _parameters(declared: Schema, pointer: Pointer) -> Iterator[Parameter]:
    for index, parameter in enumerate(declared.get("parameters", ())):
        # The client sends this header with every request.
        if parameter["name"].lower() == canonical.VERSION_HEADER:
            continue
        value = Located(parameter.get("schema", {}), (*pointer, "parameters", str(index), "schema"))
        yield Parameter(parameter["in"], parameter["name"], bool(parameter.get("required", False)), value)


def _key(parameter: Parameter, path: str) -> str:
    """Return the position of a path parameter, or the name of any other parameter, in lower case for a header."""
    if parameter.location == "path":
        return str(_PATH_PARAMETER.findall(path).index(parameter.name))
    return parameter.name.lower() if parameter.location == "header" else parameter.name


def _body(declared: Schema, pointer: Pointer) -> Body:
    return Body(bool(declared.get("required", False)), _content(declared, pointer), pointer)


def _responses(declared: Schema, pointer: Pointer) -> Iterator[tuple[int, Response]]:
    for status, response in declared.items():
        if re.fullmatch("2[0-9]{2}", status):
            content = _content(response, (*pointer, status))
            is_declared = not content or any(located.schema for located in content.values())
            yield int(status), Response(content, (*pointer, status), is_declared)


def _content(declared: Schema, pointer: Pointer) -> dict[str, Located]:
    return {
        media_type: Located(content.get("schema", {}), (*pointer, "content", media_type, "schema"))
        for media_type, content in declared.get("content", {}).items()
    }

"""OpenAPI document: its operations, with the schemas of their requests and responses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeGuard
from urllib.parse import unquote

import msgspec

from prefect_http._contract.cloud import CLOUD
from prefect_http._contract.openapi import canonical
from prefect_http._contract.openapi.schema import BodyShape, DocumentShape, ParameterShape, PathShape, SchemaShape

Json = Any
Schema = dict[str, Json]
Pointer = tuple[str, ...]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON: Final = canonical.JSON

SCHEMAS: Final[Pointer] = ("components", "schemas")
"""Pointer to the named schemas: the targets of references."""

_PATH_PARAMETER: Final = re.compile(r"\{([^{}]*)\}")


class InvalidDocumentError(Exception):
    """The content is not a valid OpenAPI 3 document. The message gives the reason."""


def is_object(value: object) -> TypeGuard[Schema]:
    """Return whether *value* is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Json]]:
    """Return whether *value* is a JSON array."""
    return isinstance(value, list)


def reference_pointer(node: Schema) -> Pointer | None:
    """Return the pointer that *node* refers to, or None if *node* is not a reference within the document."""
    reference = node.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in unquote(reference).split("/")[1:])


def schema_name(pointer: Pointer) -> str:
    """Return the name of the schema at *pointer*, or an empty string if the schema is not a named one."""
    return pointer[-1] if pointer[:-1] == SCHEMAS else ""


class Located(msgspec.Struct, frozen=True):
    """A schema and its pointer in the document."""

    schema: Schema
    pointer: Pointer

    def at(self, *keys: str | int) -> Located:
        """Return the schema at *keys* below this one. A boolean schema allows any value or none."""
        node: Json = self.schema
        for key in keys:
            node = node[key]
        schema = canonical.NOTHING if node is False else node if is_object(node) else {}
        return Located(schema, (*self.pointer, *map(str, keys)))


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
        version: Prefect version of the server, or ``CLOUD``.
        operations: Operations by method and path, such as ``("GET", "/flows/{}")``. Path parameters are unnamed.
        root: The document as decoded JSON.
    """

    title: str
    version: str
    operations: dict[tuple[str, str], Operation]
    root: Schema

    @property
    def is_cloud(self) -> bool:
        """Whether the document describes Prefect Cloud."""
        return self.version == CLOUD

    @property
    def schemas(self) -> dict[str, Schema]:
        """Named schemas."""
        found: dict[str, Schema] = self.root.get("components", {}).get("schemas", {})
        return found

    def resolve(self, located: Located) -> Located:
        """Follow references, and return the schema that they point to.

        A circular reference, or one to a missing schema, allows any value.
        """
        found = resolve(self.root, Located(canonical.unwrap_single_all_of(located.schema), located.pointer))
        # The shape of a named schema has been checked. A reference may also point to anything else in the document.
        is_checked = found.pointer == located.pointer or schema_name(found.pointer)
        return found if is_checked or _is_schema(found.schema) else Located({}, located.pointer)


def resolve(root: Schema, located: Located) -> Located:
    """Follow references in the document *root*, and return the node that they point to.

    A circular reference, or one to a missing node, returns an empty object.
    """
    followed: set[Pointer] = set()
    while "$ref" in located.schema:
        pointer = reference_pointer(located.schema)
        if pointer is None or pointer in followed:
            return Located({}, located.pointer)
        followed.add(pointer)
        node: Json = root
        for part in pointer:
            if is_array(node) and part.isdecimal() and int(part) < len(node):
                node = node[int(part)]
            else:
                node = node.get(part) if is_object(node) else None
        if not is_object(node):
            return Located({}, located.pointer)
        located = Located(node, pointer)
    return located


def _is_schema(node: Schema) -> bool:
    try:
        msgspec.convert(node, SchemaShape)
    except msgspec.ValidationError:
        return False
    return True


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
        found = list(_Operations(document).read())
    except ValueError as error:
        raise InvalidDocumentError(f"malformed OpenAPI document: {error}") from None
    operations = {(operation.method, _PATH_PARAMETER.sub("{}", operation.path)): operation for operation in found}
    version = CLOUD if canonical.is_cloud(document["paths"]) else info.version
    return Document(info.title, version, operations, document)


class _Operations:
    """Reads the operations of a document. Path items, parameters, bodies and responses may be references."""

    def __init__(self, root: Schema) -> None:
        self._root = root

    def read(self) -> Iterator[Operation]:
        paths: Schema = self._root["paths"]
        relative = canonical.relative_paths(paths)
        for path, rest in relative.items():
            item = self._follow(Located(self._root, ()), PathShape, "paths", path)
            # The API URL of a workspace contains its ID and that of the account.
            in_api_url = _PATH_PARAMETER.findall(path.removesuffix(rest))
            for method in METHODS:
                if method in item.schema:
                    yield self._operation(rest, method, item, in_api_url)

    def _follow(self, parent: Located, shape: type[msgspec.Struct], *keys: str | int) -> Located:
        """Return the node at *keys* below *parent*, or the one that it refers to. Check its shape."""
        located = resolve(self._root, parent.at(*keys))
        msgspec.convert(located.schema, shape)
        return located

    def _operation(self, path: str, method: str, item: Located, in_api_url: list[str]) -> Operation:
        declared = item.at(method)
        parameters = [
            parameter
            # Those of the operation override those of its path.
            for owner in (item, declared)
            for parameter in self._parameters(owner)
            if parameter.location != "path" or parameter.name not in in_api_url
        ]
        body = self._follow(declared, BodyShape, "requestBody") if declared.schema.get("requestBody") else None
        return Operation(
            method.upper(),
            path,
            f"{method.upper()} {path}",
            {(parameter.location, _key(parameter, path)): parameter for parameter in parameters},
            None if body is None else Body(bool(body.schema.get("required", False)), _content(body), body.pointer),
            dict(self._responses(declared)),
            bool(declared.schema.get("deprecated", False)),
            declared.pointer,
        )

    def _parameters(self, owner: Located) -> Iterator[Parameter]:
        for index in range(len(owner.schema.get("parameters", ()))):
            located = self._follow(owner, ParameterShape, "parameters", index)
            parameter = located.schema
            # The client sends this header with every request.
            if parameter["name"].lower() == canonical.VERSION_HEADER:
                continue
            value = located.at("schema") if "schema" in parameter else next(iter(_content(located).values()), None)
            yield Parameter(
                parameter["in"],
                parameter["name"],
                bool(parameter.get("required", False)),
                value or Located({}, (*located.pointer, "schema")),
            )

    def _responses(self, operation: Located) -> Iterator[tuple[int, Response]]:
        for status in operation.schema.get("responses", {}):
            if re.fullmatch("2[0-9]{2}", status):
                response = self._follow(operation, BodyShape, "responses", status)
                content = _content(response)
                is_declared = not content or any(located.schema for located in content.values())
                yield int(status), Response(content, response.pointer, is_declared)


def _key(parameter: Parameter, path: str) -> str:
    """Return the position of a path parameter, or the name of any other parameter, in lower case for a header."""
    if parameter.location == "path":
        return str(_PATH_PARAMETER.findall(path).index(parameter.name))
    return parameter.name.lower() if parameter.location == "header" else parameter.name


def _content(owner: Located) -> dict[str, Located]:
    """Return the schemas of a body by media type, in canonical form."""
    found: dict[str, Located] = {}
    for media_type, content in owner.schema.get("content", {}).items():
        schema = owner.at("content", media_type, "schema") if "schema" in content else None
        found.setdefault(
            canonical.media_type(media_type),
            schema or Located({}, (*owner.pointer, "content", media_type, "schema")),
        )
    return found

"""An OpenAPI document, as far as it says what may be sent and what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

import msgspec

from prefect_http._contract.openapi import canonical as equivalences
from prefect_http._contract.openapi.schema import DocumentShape

# A document is "any JSON" until it has been read; Any is the honest type of what is in it.
Json = Any
Schema = dict[str, Json]
Pointer = tuple[str, ...]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"

SCHEMAS: Pointer = ("components", "schemas")
"""Where the schemas are that others refer to."""

_REFERENCE = "#/components/schemas/"


def is_object(value: object) -> TypeGuard[Schema]:
    """Tell whether *value* is an object of JSON."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Json]]:
    """Tell whether *value* is an array of JSON."""
    return isinstance(value, list)


def target_of(schema: Schema) -> str | None:
    """Return the name of the schema that *schema* refers to; None when it refers to none."""
    reference = schema.get("$ref")
    return reference.removeprefix(_REFERENCE) if isinstance(reference, str) else None


class UnreadableDocumentError(Exception):
    """What was found is not the OpenAPI document of a server that this client could speak to; the message says why."""


class Located(msgspec.Struct, frozen=True):
    """A schema, and where it is in its document."""

    schema: Schema
    pointer: Pointer

    def at(self, *parts: str | int) -> Located:
        """Return the schema that is found by these keys."""
        node: Json = self.schema
        for part in parts:
            node = node[part]
        return Located(node if is_object(node) else {}, (*self.pointer, *map(str, parts)))


class Parameter(msgspec.Struct, frozen=True):
    """A parameter of a path, a query or a header."""

    place: str
    name: str
    required: bool
    value: Located


class Body(msgspec.Struct, frozen=True):
    """A request's body: its schema by media type."""

    required: bool
    content: dict[str, Located]
    pointer: Pointer


class Answer(msgspec.Struct, frozen=True):
    """A success: its schema by media type; without any, it has no body.

    Attributes:
        declared: whether the document says anything about the body. Where it does not, the schema that is given is
            what the client reads.
    """

    content: dict[str, Located]
    pointer: Pointer
    declared: bool = True


class Operation(msgspec.Struct, frozen=True):
    """One method of one path."""

    method: str
    path: str
    name: str
    parameters: dict[tuple[str, str], Parameter]
    body: Body | None
    answers: dict[int, Answer]
    deprecated: bool
    pointer: Pointer


class Document(msgspec.Struct, frozen=True):
    """What a server declares.

    Attributes:
        title: what it calls itself.
        version: the server's version of Prefect.
        operations: each by method and path, in which parameters have no name.
        schemas: the schemas that others refer to.
    """

    title: str
    version: str
    operations: dict[tuple[str, str], Operation]
    schemas: dict[str, Schema]

    def resolve(self, located: Located) -> Located:
        """Return what a reference leads to, or *located* itself where it is none."""
        located = Located(equivalences.unwrap_single_all_of(located.schema), located.pointer)
        seen = 0
        while (name := target_of(located.schema)) is not None:
            # A reference that leads nowhere, or only to itself, says nothing.
            if name not in self.schemas or seen > len(self.schemas):
                return Located({}, located.pointer)
            located = Located(self.schemas[name], (*SCHEMAS, name))
            seen += 1
        return located


def read(document: Json) -> Document:
    """Return what *document*, the JSON of an OpenAPI 3 document, says.

    Raises:
        UnreadableDocumentError: it is something else, or damaged.
        RecursionError: it is nested too deep.
    """
    if not is_object(document) or not is_object(document.get("paths")) or "openapi" not in document:
        raise UnreadableDocumentError("this is no OpenAPI 3 document")
    try:
        info = msgspec.convert(document, DocumentShape).info
        found = list(_operations(document["paths"]))
    except ValueError as error:
        raise UnreadableDocumentError(f"this OpenAPI document is damaged: {error}") from None
    schemas = document.get("components", {}).get("schemas", {})
    return Document(info.title, info.version, {(one.method, _anonymous(one.path)): one for one in found}, schemas)


def _operations(paths: Mapping[str, Json]) -> Iterator[Operation]:
    relative = equivalences.relative_paths(paths)
    for path, item in paths.items():
        for method in METHODS:
            if method in item:
                yield _operation(relative[path], method, item[method], ("paths", path, method))


def _operation(path: str, method: str, declared: Schema, pointer: Pointer) -> Operation:
    name = f"{method.upper()} {path}"
    body = declared.get("requestBody")
    return Operation(
        method.upper(),
        path,
        name,
        {(one.place, _key(one, path)): one for one in _parameters(declared, pointer)},
        None if body is None else _body(body, (*pointer, "requestBody")),
        dict(_answers(declared.get("responses", {}), (*pointer, "responses"))),
        bool(declared.get("deprecated", False)),
        pointer,
    )


def _parameters(declared: Schema, pointer: Pointer) -> Iterator[Parameter]:
    for index, parameter in enumerate(declared.get("parameters", ())):
        # The client sends it with every request.
        if parameter["name"].lower() == equivalences.VERSION_HEADER:
            continue
        value = Located(parameter.get("schema", {}), (*pointer, "parameters", str(index), "schema"))
        yield Parameter(parameter["in"], parameter["name"], bool(parameter.get("required", False)), value)


def _key(parameter: Parameter, path: str) -> str:
    """What tells a parameter from others: its name, or in a path its position there."""
    if parameter.place == "path":
        return str(_NAMES.findall(path).index(parameter.name))
    return parameter.name.lower() if parameter.place == "header" else parameter.name


_NAMES = re.compile(r"\{([^{}]*)\}")


def _anonymous(path: str) -> str:
    return _NAMES.sub("{}", path)


def _body(declared: Schema, pointer: Pointer) -> Body:
    return Body(bool(declared.get("required", False)), _content(declared, pointer), pointer)


def _answers(declared: Schema, pointer: Pointer) -> Iterator[tuple[int, Answer]]:
    for status, answer in declared.items():
        if re.fullmatch("2[0-9]{2}", status):
            content = _content(answer, (*pointer, status))
            said = not content or any(located.schema for located in content.values())
            yield int(status), Answer(content, (*pointer, status), said)


def _content(declared: Schema, pointer: Pointer) -> dict[str, Located]:
    return {
        media_type: Located(content.get("schema", {}), (*pointer, "content", media_type, "schema"))
        for media_type, content in declared.get("content", {}).items()
    }

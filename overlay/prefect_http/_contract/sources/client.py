"""Client document: load the OpenAPI document that the installed client was generated from."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import msgspec
from msgspec.structs import replace

import prefect_http_api
from prefect_http._contract.openapi.document import JSON, Document, Located, Operation, Response, parse
from prefect_http_api import Operation as ClientOperation
from prefect_http_api.operations import OPERATIONS


def client_document() -> Document:
    """Return the document that the installed client was generated from.

    Operations are named after the client's functions. Responses that the document does not describe have the schema
    that the client decodes them with.
    """
    content = files(prefect_http_api).joinpath("openapi.json").read_bytes()
    document = parse(msgspec.json.decode(content))
    functions = {(function.method, function.path): function for function in OPERATIONS.values()}
    return replace(document, operations=dict(_operations(document, functions)))


def _operations(
    document: Document, functions: dict[tuple[str, str], ClientOperation[object]]
) -> Iterator[tuple[tuple[str, str], Operation]]:
    for key, operation in document.operations.items():
        function = functions[operation.method, operation.path]
        responses = {
            status: _with_decoded_schema(response, function, status) for status, response in operation.responses.items()
        }
        yield key, replace(operation, name=function.name, responses=responses)


def _with_decoded_schema(response: Response, function: ClientOperation[object], status: int) -> Response:
    if response.declared:
        return response
    media_type = function.media_type
    schema = msgspec.json.schema(function.response(status)) if media_type == JSON else {"type": "string"}
    return replace(response, content={media_type: Located(schema, response.pointer)})

"""What the installed client was promised: the document that it was generated from."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import msgspec
from msgspec.structs import replace

import prefect_http_api
from prefect_http._contract.openapi.document import JSON, Answer, Document, Located, Operation, read
from prefect_http_api import Operation as ClientOperation
from prefect_http_api.operations import OPERATIONS


def promised() -> Document:
    """Return what the installed client was generated from; operations are called as the client's functions are.

    Where the document says nothing about an answer, what the client reads was promised.
    """
    content = files(prefect_http_api).joinpath("openapi.json").read_bytes()
    document = read(msgspec.json.decode(content))
    functions = {(function.method, function.path): function for function in OPERATIONS.values()}
    return replace(document, operations=dict(_operations(document, functions)))


def _operations(
    document: Document, functions: dict[tuple[str, str], ClientOperation[object]]
) -> Iterator[tuple[tuple[str, str], Operation]]:
    for key, operation in document.operations.items():
        function = functions[operation.method, operation.path]
        answers = {status: _read_by(function, status, answer) for status, answer in operation.answers.items()}
        yield key, replace(operation, name=function.name, answers=answers)


def _read_by(function: ClientOperation[object], status: int, answer: Answer) -> Answer:
    if answer.declared:
        return answer
    media_type = function.media_type
    schema = msgspec.json.schema(function.answer(status)) if media_type == JSON else {"type": "string"}
    return replace(answer, content={media_type: Located(schema, answer.pointer)})

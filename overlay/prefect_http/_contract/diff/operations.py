"""Compare operations: their presence, parameters, bodies and responses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from prefect_http._contract.cloud import LACKING
from prefect_http._contract.diff.schemas import Difference, Direction, SchemaComparison, UnchangedSchemas
from prefect_http._contract.openapi.canonical import accepts_media_type
from prefect_http._contract.openapi.document import JSON, Body, Document, Located, Operation, Parameter, Response


def compare_operations(client: Document, server: Document) -> Iterator[tuple[Operation, Difference]]:
    """Yield each difference between the client's and the server's documents, with its operation.

    A difference in a schema is repeated for each operation that uses the schema. Operations that Prefect Cloud lacks by
    design, or that only it has, are no differences.
    """
    unchanged = UnchangedSchemas(client, server)
    for key, old in client.operations.items():
        new = server.operations.get(key)
        if new is None:
            if server.is_cloud and old.name in LACKING:
                continue
            yield old, Difference("operation-removed", old.pointer, "", f"{old.method} {old.path} is missing")
            continue
        comparison = _OperationComparison(old, new, partial(SchemaComparison, client, server, unchanged))
        yield from ((old, difference) for difference in comparison.differences())
    for key, new in () if server.is_cloud else server.operations.items():
        if key not in client.operations:
            what = f"{new.method} {new.path} is unknown to this client"
            yield new, Difference("operation-added", new.pointer, "", what)


class _OperationComparison:
    """Compares one operation in both documents."""

    def __init__(self, old: Operation, new: Operation, schemas: Callable[[Direction], SchemaComparison]) -> None:
        self._old = old
        self._new = new
        self._schemas = schemas

    def differences(self) -> Iterator[Difference]:
        if self._new.deprecated and not self._old.deprecated:
            yield Difference("operation-deprecated", self._old.pointer, "", "the operation is deprecated")
        yield from self._compare_parameters()
        yield from self._compare_body()
        yield from self._compare_responses()

    def _compare_parameters(self) -> Iterator[Difference]:
        before, after = self._old.parameters, self._new.parameters
        for key in (key for key in before if key not in after):
            yield _of_parameter(before[key], "request-parameter-removed", "is missing")
        for key in (key for key in after if key not in before):
            if after[key].required:
                rule, what = "request-parameter-required-added", "is required and unknown to this client"
            else:
                rule, what = "request-parameter-optional-added", "is optional and unknown to this client"
            yield _of_parameter(after[key], rule, what)
        for key in (key for key in before if key in after):
            old, new = before[key], after[key]
            if new.required and not old.required:
                yield _of_parameter(old, "request-parameter-became-required", "is required")
            elif old.required and not new.required:
                yield _of_parameter(old, "request-parameter-became-optional", "is optional")
            schemas = self._schemas("request")
            if not new.required:
                yield from schemas.compare_defaults(old.value, new.value, _parameter_path(old))
            yield from schemas.compare(old.value, new.value, _parameter_path(old))

    def _compare_body(self) -> Iterator[Difference]:
        old, new = self._old.body, self._new.body
        if old is None and new is not None:
            if new.required:
                yield Difference("request-body-required-added", new.pointer, "$", "a body is required")
            else:
                yield Difference("request-body-optional-added", new.pointer, "$", "a body is accepted")
        elif old is not None and new is None:
            yield Difference("request-body-removed", old.pointer, "$", "no body is accepted")
        elif old is not None and new is not None:
            yield from self._compare_bodies(old, new)

    def _compare_bodies(self, old: Body, new: Body) -> Iterator[Difference]:
        if new.required and not old.required:
            yield Difference("request-body-became-required", old.pointer, "$", "the body is required")
        elif old.required and not new.required:
            yield Difference("request-body-became-optional", old.pointer, "$", "the body is optional")
        for media_type, schema in old.content.items():
            accepted = _for_media_type(new.content, media_type)
            if accepted is None:
                what = f"{media_type} is not accepted"
                yield Difference("request-media-type-removed", old.pointer, "$", what, media_type)
                continue
            schemas = self._schemas("request")
            if not new.required:
                yield from schemas.compare_defaults(schema, accepted, "$")
            yield from schemas.compare(schema, accepted)

    def _compare_responses(self) -> Iterator[Difference]:
        before, after = self._old.responses, self._new.responses
        for status in (status for status in before if status not in after):
            what = f"the server never responds with {status}"
            yield Difference("response-status-removed", before[status].pointer, "", what, str(status))
        for status in (status for status in after if status not in before):
            what = f"the server may respond with {status}"
            yield Difference("response-status-added", after[status].pointer, "", what, str(status))
        for status, new in after.items():
            # The client decodes an undeclared success status like the first declared one.
            old = before.get(status) or next(iter(before.values()), None)
            if old is not None:
                yield from self._compare_response(old, new)

    def _compare_response(self, old: Response, new: Response) -> Iterator[Difference]:
        if not (old.declared or new.declared):
            return
        is_readable = any(_for_media_type(new.content, media_type) for media_type in old.content)
        if old.content and new.content and not is_readable:
            what = f"the response changed from {', '.join(old.content)} to {', '.join(new.content)}"
            yield Difference("response-media-type-changed", old.pointer, "$", what)
            return
        yield from self._schemas("response").compare(_json_schema(old), _json_schema(new))


def _json_schema(response: Response) -> Located:
    """Return the schema of a response: null if the body is empty, and string if the media type is not JSON."""
    if not response.content:
        return Located({"type": "null"}, response.pointer)
    return _for_media_type(response.content, JSON) or Located({"type": "string"}, response.pointer)


def _for_media_type(content: dict[str, Located], media_type: str) -> Located | None:
    """Return the schema of *media_type* or of a range that includes it, or None."""
    return content.get(media_type) or next(
        (schema for accepted, schema in content.items() if accepts_media_type(accepted, media_type)), None
    )


def _of_parameter(parameter: Parameter, rule: str, what: str) -> Difference:
    return Difference(rule, parameter.value.pointer, _parameter_path(parameter), f"`{parameter.name}` {what}")


def _parameter_path(parameter: Parameter) -> str:
    return f"{parameter.location}.{parameter.name}"

"""Evidence of a replay: which operations were called, and how their responses differ from the client's document."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import msgspec

from prefect_http._contract.diff.collect import collect
from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.findings import AffectedOperation, Finding
from prefect_http._contract.live.rejections import rejection_differences
from prefect_http._contract.live.responses import ResponseChecker, undecodable
from prefect_http._contract.openapi.document import JSON, Pointer
from prefect_http_api import DecodeError, Operation
from prefect_http_api.operations import OPERATIONS


class Evidence:
    """Collects responses, and turns their differences into findings.

    Attributes:
        called: Names of the operations that were called.
    """

    def __init__(self) -> None:
        self.called: set[str] = set()
        self._checker = ResponseChecker()
        self._found: list[tuple[AffectedOperation, Difference]] = []

    def record(self, operation: Operation[Any], status: int, content: bytes) -> None:
        """Record a response to *operation*."""
        self.called.add(operation.name)
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            differences = _success_differences(self._checker, operation, status, content)
        else:
            differences = rejection_differences(status, content, _pointer(operation))
        self._found += [(_affected(operation, difference.at), difference) for difference in differences]

    def add(self, operation: Operation[Any], rule: str, what: str) -> None:
        """Add a difference that does not come from a recorded response."""
        self._found.append((_affected(operation), Difference(rule, _pointer(operation), "", what)))

    def findings(self) -> list[Finding]:
        """Return the findings for all differences, most severe first."""
        never_sent = (
            (_affected(OPERATIONS[operation], difference.at), difference)
            for operation, difference in self._checker.never_sent()
        )
        return collect([*self._found, *never_sent])


def _success_differences(
    checker: ResponseChecker, operation: Operation[Any], status: int, content: bytes
) -> Iterator[Difference]:
    pointer = *_pointer(operation), "responses", str(status)
    # The client ignores a response that is declared to have no content, whatever its status.
    if status not in operation.statuses and operation.response(status) is not None:
        what = f"the server responded with {status} instead of {' or '.join(map(str, operation.statuses))}"
        yield Difference("live-status-undeclared", pointer, "", what, str(status))
    found: list[Difference] = []
    if operation.media_type == JSON and content:
        found += _body_differences(checker, operation, status, content, pointer)
    yield from found
    try:
        operation.decode(status, content)
    except DecodeError as error:
        if not any(difference.rule in {"live-key-missing", "live-value-undecodable"} for difference in found):
            yield undecodable(error, pointer)


def _body_differences(
    checker: ResponseChecker, operation: Operation[Any], status: int, content: bytes, pointer: Pointer
) -> Iterator[Difference]:
    try:
        value = msgspec.json.decode(content)
    except ValueError:
        return  # Invalid JSON is reported when the response is decoded.
    yield from checker.differences(operation.name, value, operation.response(status), pointer)


def _pointer(operation: Operation[Any]) -> Pointer:
    return "paths", operation.path, operation.method.lower()


def _affected(operation: Operation[Any], at: str = "") -> AffectedOperation:
    return AffectedOperation(operation.name, operation.method, operation.path, at)

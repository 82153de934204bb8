"""What was seen of a server: which operations answered, and how that differs from what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import msgspec

from prefect_http._contract.diff.collect import gather
from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.findings import Finding, Place
from prefect_http._contract.live.rejections import refusal
from prefect_http._contract.live.responses import Answers, unreadable
from prefect_http._contract.openapi.document import JSON, Pointer
from prefect_http_api import DecodeError, Operation
from prefect_http_api.operations import OPERATIONS


class Evidence:
    """Takes in one answer after the other, and tells in the end what they come to."""

    def __init__(self) -> None:
        self.called: set[str] = set()
        self._answers = Answers()
        self._found: list[tuple[Place, Difference]] = []

    def take(self, operation: Operation[Any], status: int, content: bytes) -> None:
        """Take in an answer of *operation*."""
        self.called.add(operation.name)
        differences = _success if httpx.codes.is_success(status) else _refused
        self._found += [
            (_place(operation, difference.at), difference)
            for difference in differences(self._answers, operation, status, content)
        ]

    def add(self, operation: Operation[Any], rule: str, what: str) -> None:
        """Add what was found out about *operation* without an answer of it."""
        self._found.append((_place(operation), Difference(rule, _pointer(operation), "", what)))

    def findings(self) -> list[Finding]:
        """Return what differs from what was promised, most severe first."""
        never_sent = (
            (_place(OPERATIONS[operation], difference.at), difference)
            for operation, difference in self._answers.never_sent()
        )
        return gather([*self._found, *never_sent])


def _refused(_: Answers, operation: Operation[Any], status: int, content: bytes) -> Iterator[Difference]:
    return refusal(status, content, _pointer(operation))


def _success(answers: Answers, operation: Operation[Any], status: int, content: bytes) -> Iterator[Difference]:
    pointer = *_pointer(operation), "responses", str(status)
    if status not in operation.statuses:
        what = f"it is answered {status}, and not {' or '.join(map(str, operation.statuses))}"
        yield Difference("live-status-undeclared", pointer, "", what, str(status))
    found: list[Difference] = []
    if operation.media_type == JSON and content:
        found += _differences(answers, operation, status, content, pointer)
    yield from found
    try:
        operation.decode(status, content)
    except DecodeError as error:
        if not any(difference.rule in {"live-key-missing", "live-value-undecodable"} for difference in found):
            yield unreadable(error, pointer)


def _differences(
    answers: Answers, operation: Operation[Any], status: int, content: bytes, pointer: Pointer
) -> Iterator[Difference]:
    try:
        value = msgspec.json.decode(content)
    except ValueError:
        return  # What is no JSON is told of where it is decoded.
    yield from answers.differences(operation.name, value, operation.answer(status), pointer)


def _pointer(operation: Operation[Any]) -> Pointer:
    return "paths", operation.path, operation.method.lower()


def _place(operation: Operation[Any], at: str = "") -> Place:
    return Place(operation.name, operation.method, operation.path, at)

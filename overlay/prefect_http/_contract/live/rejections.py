"""Rejections: turn non-2xx responses to valid calls into differences."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import msgspec

from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.openapi.document import Pointer
from prefect_http._http.status_errors import make_status_error
from prefect_http._utils import truncate

_UNKNOWN_OPERATION = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}


class _Problem(msgspec.Struct):
    loc: list[str | int]
    msg: str


class _Rejection(msgspec.Struct):
    """Validation errors of a response, without the quoted parts of the request body."""

    exception_detail: list[_Problem] = []


def rejection_differences(status: int, content: bytes, pointer: Pointer) -> Iterator[Difference]:
    """Yield the differences that a non-2xx response reveals in the operation at *pointer*."""
    detail = make_status_error(status=status, content=content, method="", url="", api_url="").detail
    what = f"the server responded with {status}"
    if _is_unknown_operation(status, detail):
        yield Difference("live-operation-missing", pointer, "", what)
    elif status == HTTPStatus.SERVICE_UNAVAILABLE:
        yield Difference("live-operation-busy", pointer, "", what)
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        yield Difference("live-operation-failed", pointer, "", f"{what}: {detail}" if detail else what, str(status))
    elif problems := _problems(content):
        for at, message in problems.items():
            yield Difference("live-operation-refused", pointer, at, f"{what}: {message}", f"{status} {at}")
    else:
        yield Difference("live-operation-refused", pointer, "", f"{what}: {detail}" if detail else what, str(status))


def _is_unknown_operation(status: int, detail: str) -> bool:
    # For an unknown path, FastAPI responds "Not Found"; for an unknown flow, Prefect responds "Flow not found".
    return status in _UNKNOWN_OPERATION or (status == HTTPStatus.NOT_FOUND and detail in {"", "Not Found"})


def _problems(content: bytes) -> dict[str, str]:
    """Return the validation errors of the request body, by JSON path."""
    try:
        problems = msgspec.json.decode(content, type=_Rejection).exception_detail
    except ValueError:
        return {}
    # Messages are truncated, because some list all valid values.
    return {_path(problem.loc[1:]): truncate(problem.msg) for problem in problems if problem.loc[:1] == ["body"]}


def _path(location: list[str | int]) -> str:
    return "$" + "".join("[*]" if isinstance(part, int) else f".{part}" for part in location)

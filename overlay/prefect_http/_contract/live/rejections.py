"""An answer that is no success, to a call that was promised one."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import msgspec

from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.openapi.document import Pointer
from prefect_http._http.response import status_error
from prefect_http._utils import shortened

_UNKNOWN = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}


class _Problem(msgspec.Struct):
    loc: list[str | int]
    msg: str


class _Refusal(msgspec.Struct):
    """What a server says about a body that it does not take; never what it repeats of it."""

    exception_detail: list[_Problem] = []


def refusal(status: int, content: bytes, pointer: Pointer) -> Iterator[Difference]:
    """Yield what an answer with *status*, which is not 2xx, says of the operation that *pointer* leads to."""
    said = status_error(status=status, content=content, method="", url="").detail
    what = f"it is answered {status}"
    if _is_unknown(status, said):
        yield Difference("live-operation-missing", pointer, "", what)
    elif status == HTTPStatus.SERVICE_UNAVAILABLE:
        yield Difference("live-operation-busy", pointer, "", what)
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        yield Difference("live-operation-failed", pointer, "", f"{what}: {said}" if said else what, str(status))
    elif problems := _problems(content):
        for at, message in problems.items():
            yield Difference("live-operation-refused", pointer, at, f"{what}: {message}", f"{status} {at}")
    else:
        yield Difference("live-operation-refused", pointer, "", f"{what}: {said}" if said else what, str(status))


def _is_unknown(status: int, said: str) -> bool:
    # An unknown path gives FastAPI's own "Not Found", where an unknown thing gives "Flow not found".
    return status in _UNKNOWN or (status == HTTPStatus.NOT_FOUND and said in {"", "Not Found"})


def _problems(content: bytes) -> dict[str, str]:
    """Return what the server says is wrong with the body, by its JSON path."""
    try:
        problems = msgspec.json.decode(content, type=_Refusal).exception_detail
    except ValueError:
        return {}
    # Some quote a whole list of what would be right.
    return {_path(one.loc[1:]): shortened(one.msg) for one in problems if one.loc[:1] == ["body"]}


def _path(place: list[str | int]) -> str:
    return "$" + "".join("[*]" if isinstance(part, int) else f".{part}" for part in place)

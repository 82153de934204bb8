"""An answer that is no success, to a call that was promised one."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import msgspec

from prefect_http._answers import status_error
from prefect_http._contract.document import Pointer
from prefect_http._contract.values import Difference

_UNKNOWN = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}


class _Problem(msgspec.Struct):
    loc: list[str | int]


class _Refusal(msgspec.Struct):
    """What a server says about a body that it does not take; never what it repeats of it."""

    exception_detail: list[_Problem] = []


def refusal(status: int, content: bytes, pointer: Pointer) -> Iterator[Difference]:
    """Yield what an answer with *status*, which is not 2xx, says of the operation that *pointer* leads to."""
    said = status_error(status=status, content=content, method="", url="").detail
    what = f"it is answered {status}" + (f": {said}" if said else "")
    if _is_unknown(status, said):
        yield Difference("live-operation-missing", pointer, "", what)
    elif status == HTTPStatus.SERVICE_UNAVAILABLE:
        yield Difference("live-operation-busy", pointer, "", what)
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        yield Difference("live-operation-failed", pointer, "", what, str(status))
    else:
        for at in _places(content) or [""]:
            yield Difference("live-operation-refused", pointer, at, what, f"{status} {at}".rstrip())


def _is_unknown(status: int, said: str) -> bool:
    # An unknown path gives FastAPI's own "Not Found", where an unknown thing gives "Flow not found".
    return status in _UNKNOWN or (status == HTTPStatus.NOT_FOUND and said in {"", "Not Found"})


def _places(content: bytes) -> list[str]:
    """Return where in the body the problems are, as JSON paths."""
    try:
        problems = msgspec.json.decode(content, type=_Refusal).exception_detail
    except ValueError:
        return []
    return sorted({_path(problem.loc[1:]) for problem in problems if problem.loc[:1] == ["body"]})


def _path(place: list[str | int]) -> str:
    return "$" + "".join("[*]" if isinstance(part, int) else f".{part}" for part in place)

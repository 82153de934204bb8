"""How a replay calls a server: each answer is taken into evidence, and the ids of what was made are kept."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import msgspec

from prefect_http import _concurrency
from prefect_http._contract.live.evidence import Evidence
from prefect_http._http.retry import RetryPolicy, repeatable

if TYPE_CHECKING:
    import httpx

    from prefect_http import Prefect
    from prefect_http_api import Call

W = TypeVar("W")

_PATIENCE = RetryPolicy(attempts=9, wait_initial=0.5, wait_max=4.0, timeout=30.0)
_BUSY_TRIES = 30
_BUSY_SECONDS = 1.0


class Named(msgspec.Struct):
    """What is needed of most things that the server makes."""

    id: UUID


class SkippedError(Exception):
    """What comes next needs something that could not be made."""


class Made(dict[str, UUID]):
    """The ids of what was made, by what it is."""

    def __missing__(self, kind: str) -> UUID:
        raise SkippedError(f"there is no {kind}")


class Replay:
    """One replay: what it calls, how it names what it makes, and what it has seen.

    Attributes:
        prefix: what the names of all that is made begin with.
        made: the ids of what was made.
        evidence: what was seen.
    """

    def __init__(self, prefect: Prefect, prefix: str) -> None:
        self._prefect = prefect
        self.prefix = prefix
        self.made = Made()
        self.evidence = Evidence()

    def name(self, kind: str) -> str:
        """Return the name of a thing of this *kind*."""
        return f"{self.prefix}-{kind}"

    def result(self, kind: str) -> dict[str, str]:
        """Return the data of a state of this *kind* of run.

        The server makes an artifact of it that outlives the run. ``artifact_key`` is where it takes its name from.
        """
        name = self.name(f"{kind}-result")
        return {"artifact_key": name, "result": name}

    def call(self, call: Call[Any]) -> bytes | None:
        """Send *call*, take the answer into evidence, and return its body; None where the server said no."""
        response = self.ask(call)
        self.evidence.take(call.operation, response.status_code, response.content)
        return response.content if response.is_success else None

    def read(self, call: Call[Any], wanted: type[W]) -> W:
        """Send *call* as ``call`` does, and return of its answer what is *wanted*.

        Raises:
            SkippedError: the server said no, or what is wanted is not in the answer.
        """
        content = self.call(call)
        if content is None:
            raise SkippedError(f"{call.operation.name} was refused")
        try:
            return msgspec.json.decode(content, type=wanted)
        except ValueError as error:
            raise SkippedError(f"{call.operation.name} did not say what it made") from error

    def make(self, *calls: Call[Any]) -> UUID:
        """Send the first of *calls* that the server takes, and return the id of what it made.

        Raises:
            SkippedError: it took none of them, or did not say what it made.
        """
        for call in calls[:-1]:
            with suppress(SkippedError):
                return self.read(call, Named).id
        return self.read(calls[-1], Named).id

    def ask(self, call: Call[Any]) -> httpx.Response:
        """Send *call* and return the answer, whatever it is; ask again, for a while, where the database is busy.

        A server whose database is busy has done nothing: to ask again is safe whatever is asked.
        """
        response = self._prefect.send_raw(call, retry=_PATIENCE)
        # What may be sent twice the client has sent again by now.
        tries = 0 if repeatable(call) else _BUSY_TRIES
        while response.status_code == HTTPStatus.SERVICE_UNAVAILABLE and tries:
            tries -= 1
            _concurrency.sleep(_BUSY_SECONDS)
            response = self._prefect.send_raw(call, retry=_PATIENCE)
        return response

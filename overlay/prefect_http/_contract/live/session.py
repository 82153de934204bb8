"""Session of a replay: send calls, record the responses, and keep the IDs of created objects."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import msgspec

import prefect_http
import prefect_http_api
from prefect_http import _concurrency
from prefect_http._contract.live.evidence import Evidence
from prefect_http._http.idempotency import is_idempotent
from prefect_http._http.retry import RetryPolicy
from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import httpx
else:
    httpx = lazy_module("httpx")

T = TypeVar("T")

_RETRY = RetryPolicy(attempts=9, wait_initial=0.5, wait_max=4.0, timeout=30.0)
_BUSY_ATTEMPTS = 30
_BUSY_SECONDS = 1.0


class Identified(msgspec.Struct):
    """ID of an object, decoded from a response."""

    id: UUID


class SkippedError(Exception):
    """The rest of a step requires an object that could not be created."""


class CreatedIDs(dict[str, UUID]):
    """IDs of created objects, by kind."""

    def __missing__(self, kind: str) -> UUID:
        raise SkippedError(f"no {kind} was created")


class Replay:
    """Session of one replay.

    Args:
        client: Client of the server.
        prefix: Prefix of the names of all created objects.
        skipped: Names of the operations not to call. Default: none.

    Attributes:
        prefix: Prefix of the names of all created objects.
        skipped: Names of the operations not to call.
        created: IDs of created objects, by kind.
        evidence: Recorded responses.
    """

    def __init__(self, client: prefect_http.Prefect, prefix: str, skipped: AbstractSet[str] = frozenset()) -> None:
        self._client = client
        self.prefix = prefix
        self.skipped = skipped
        self.created = CreatedIDs()
        self.evidence = Evidence()

    def name(self, kind: str) -> str:
        """Return the name for an object of *kind*."""
        return f"{self.prefix}-{kind}"

    def result(self, kind: str) -> dict[str, str]:
        """Return state data for a finished run of *kind*.

        The server stores the data as an artifact that outlives the run, under the key ``artifact_key``.
        """
        name = self.name(f"{kind}-result")
        return {"artifact_key": name, "result": name}

    def call(self, call: prefect_http_api.Call[Any]) -> bytes | None:
        """Send *call*, record the response, and return its body, or None if the call is skipped or not successful."""
        if call.operation.name in self.skipped:
            return None
        response = self.send(call)
        self.evidence.record(call.operation, response.status_code, response.content)
        return response.content if response.is_success else None

    def read(self, call: prefect_http_api.Call[Any], type_: type[T]) -> T:
        """Send *call*, record the response, and return its body decoded as *type_*.

        Raises:
            SkippedError: The status is not 2xx, or the body cannot be decoded as *type_*.
        """
        content = self.call(call)
        if content is None:
            raise SkippedError(f"{call.operation.name} was rejected")
        try:
            return msgspec.json.decode(content, type=type_)
        except ValueError as error:
            raise SkippedError(f"{call.operation.name} returned an unexpected response") from error

    def create(self, *calls: prefect_http_api.Call[Any]) -> UUID:
        """Send *calls* until one succeeds, and return the ID of the created object.

        Raises:
            SkippedError: No call succeeded, or the response has no ID.
        """
        for call in calls[:-1]:
            with suppress(SkippedError):
                return self.read(call, Identified).id
        return self.read(calls[-1], Identified).id

    def send(self, call: prefect_http_api.Call[Any]) -> httpx.Response:
        """Send *call* and return the response, whatever its status.

        If the server responds with 503 because its database is busy, the call is retried for about 30 seconds. This is
        safe even for non-idempotent calls, because the server has not acted on the call.
        """
        response = self._client.send_raw(call, retry=_RETRY)
        # The client has already retried idempotent calls.
        attempts = 0 if is_idempotent(call) else _BUSY_ATTEMPTS
        while response.status_code == HTTPStatus.SERVICE_UNAVAILABLE and attempts:
            attempts -= 1
            _concurrency.sleep(_BUSY_SECONDS)
            response = self._client.send_raw(call, retry=_RETRY)
        return response

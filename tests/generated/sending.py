"""Sends calls of the generated package and compares responses with their decoded form."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import httpx

from prefect_http_api import Call, to_json
from tests.support.transports import PatientTransport

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Response:
    """A response of the server."""

    call: Call[Any]
    status: int
    content: bytes

    @property
    def operation(self) -> str:
        return self.call.operation.name


class RefusedError(Exception):
    """The response is not a success."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"{response.operation} returned {response.status}: {response.content.decode()}")
        self.response = response

    @property
    def body(self) -> Any:
        return json.loads(self.response.content)


class Sender:
    """Sends calls to one server and records the responses."""

    def __init__(self, api_url: str, headers: Mapping[str, str] | None = None) -> None:
        # The server closes a connection after a 500 without announcing it, so none is reused.
        one_each = PatientTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self._http = httpx.Client(base_url=api_url, transport=one_each, trust_env=False, headers=headers)
        self.responses: list[Response] = []

    def raw(self, call: Call[Any]) -> Response:
        headers = {**call.headers, **({} if call.content is None else {"Content-Type": "application/json"})}
        request = self._http.build_request(
            call.method, call.path, params=call.query or None, headers=headers, content=call.content
        )
        sent = self._http.send(request)
        return Response(call, sent.status_code, sent.content)

    def send(self, call: Call[T]) -> T:
        return self.send_with_status(call)[1]

    def send_with_status(self, call: Call[T]) -> tuple[int, T]:
        response = self.raw(call)
        if not httpx.codes.is_success(response.status):
            raise RefusedError(response)
        self.responses.append(response)
        return response.status, call.decode(response.status, response.content)

    def close(self) -> None:
        self._http.close()


def losses(response: Response, decoded: object, media_type: str) -> list[str]:
    """Return the differences between *response* and *decoded*, each with its JSON path."""
    if not media_type.endswith("json"):
        return [] if decoded == response.content.decode() else ["$: the text differs"]
    if not response.content:
        return [] if decoded is None else ["$: no content was decoded to a value"]
    return list(differences(json.loads(response.content), json.loads(to_json(decoded))))


def differences(sent: Any, kept: Any, where: str = "$") -> Iterator[str]:
    """Yield where *kept* differs from *sent*. Strings of the same instant are equal, and so are no labels and null."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        for key in sent.keys() | kept.keys():
            if key not in kept:
                yield f"{where}.{key}: lost"
            elif key not in sent:
                yield f"{where}.{key}: made up"
            elif key != "labels" or sent[key] is not None or kept[key] != {}:
                yield from differences(sent[key], kept[key], f"{where}.{key}")
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for index, (one, other) in enumerate(zip(sent, kept, strict=True)):
            yield from differences(one, other, f"{where}[{index}]")
    elif not _same(sent, kept):
        yield f"{where}: {sent!r} became {kept!r}"


def _same(sent: object, kept: object) -> bool:
    # In Python True equals 1, in JSON it does not. 1 and 1.0 are equal in both.
    if isinstance(sent, bool) or isinstance(kept, bool):
        return sent is kept
    return sent == kept or (isinstance(sent, str) and isinstance(kept, str) and _same_instant(sent, kept))


def _same_instant(sent: str, kept: str) -> bool:
    try:
        return datetime.fromisoformat(sent) == datetime.fromisoformat(kept)
    except (ValueError, TypeError):
        return False

"""Sends a call of the generated package, and says whether its answer survives being decoded and encoded."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import httpx

from prefect_http_api import Call, encode

T = TypeVar("T")

# A server on SQLite answers 503, and does nothing, when something else was writing at that moment.
BUSY_TRIES = 60
BUSY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    operation: str
    status: int
    content: bytes


class RefusedError(Exception):
    """The server answered with something else than success."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.operation} answered {answer.status}: {answer.content.decode()}")
        self.answer = answer

    @property
    def body(self) -> Any:
        return json.loads(self.answer.content)


class Sender:
    """Sends calls to one server, and remembers every answer. It knows no more of a call than any client may."""

    def __init__(self, api_url: str, headers: Mapping[str, str] | None = None) -> None:
        # The server closes a connection after an answer of 500 without saying so: none is used twice.
        one_each = httpx.Limits(max_keepalive_connections=0)
        self._http = httpx.Client(base_url=api_url, timeout=60, trust_env=False, limits=one_each, headers=headers)
        self.answers: list[Answer] = []

    def raw(self, call: Call[Any]) -> Answer:
        headers = {**call.headers, **({} if call.content is None else {"Content-Type": "application/json"})}
        request = self._http.build_request(
            call.method, call.path, params=call.query or None, headers=headers, content=call.content
        )
        sent = self._http.send(request)
        for _ in range(BUSY_TRIES):
            if sent.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(BUSY_SECONDS)
            sent = self._http.send(request)
        return Answer(call.operation.name, sent.status_code, sent.content)

    def send(self, call: Call[T]) -> T:
        return self.send_with_status(call)[1]

    def send_with_status(self, call: Call[T]) -> tuple[int, T]:
        answer = self.raw(call)
        if not httpx.codes.is_success(answer.status):
            raise RefusedError(answer)
        self.answers.append(answer)
        return answer.status, call.decode(answer.status, answer.content)

    def close(self) -> None:
        self._http.close()


def losses(answer: Answer, decoded: object, media_type: str) -> list[str]:
    """What *answer* says and *decoded* does not, or the other way round, each with its place in the JSON."""
    if not media_type.endswith("json"):
        return [] if decoded == answer.content.decode() else ["$: the text is another"]
    if not answer.content:
        return [] if decoded is None else ["$: something was made of nothing"]
    return list(differences(json.loads(answer.content), json.loads(encode(decoded))))


def differences(sent: Any, kept: Any, where: str = "$") -> Iterator[str]:
    """Where *kept* is not *sent*; two texts are the same if they name the same instant."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        for key in sent.keys() | kept.keys():
            if key not in kept:
                yield f"{where}.{key}: lost"
            elif key not in sent:
                yield f"{where}.{key}: made up"
            else:
                yield from differences(sent[key], kept[key], f"{where}.{key}")
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for index, (one, other) in enumerate(zip(sent, kept, strict=True)):
            yield from differences(one, other, f"{where}[{index}]")
    elif not _same(sent, kept):
        yield f"{where}: {sent!r} became {kept!r}"


def _same(sent: object, kept: object) -> bool:
    # To Python True is 1; to JSON a boolean is no number. 1 and 1.0 are one number to both.
    if isinstance(sent, bool) or isinstance(kept, bool):
        return sent is kept
    return sent == kept or (isinstance(sent, str) and isinstance(kept, str) and _same_instant(sent, kept))


def _same_instant(sent: str, kept: str) -> bool:
    try:
        return datetime.fromisoformat(sent) == datetime.fromisoformat(kept)
    except (ValueError, TypeError):
        return False

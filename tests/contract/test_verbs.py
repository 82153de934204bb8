"""The table of verbs is up to date, and lists every operation that a verb calls."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from generator import verbs as generator_verbs
from prefect_http import Prefect, PrefectHTTPError, _concurrency
from prefect_http._contract.openapi.document import JSON, Document
from prefect_http._contract.sources.client import client_document
from prefect_http._contract.usage import verbs as table
from prefect_http._sync.resources._base import Resource
from prefect_http_api.operations import OPERATIONS
from tests.contract.random_calls import Dice

API = "http://prefect.test/api"
ROUNDS = 20
"""Number of trials for each verb, with different arguments and responses."""

MAX_REQUESTS = 30
"""Requests after which the server disconnects, because some verbs poll until they succeed."""

OWN = ("health", "ready", "wait_until_ready", "server_version", "check_compatibility")
"""Verbs of the client itself."""

DETAILS = ["Not Found", "Flow run not found", "CSRF token is missing", "database is locked"]
"""Messages of failures, some of which the client interprets."""

ROUTES = [
    (one.method, re.compile(re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(one.path))), one.name)
    # Literal path segments take precedence over parameters.
    for one in sorted(OPERATIONS.values(), key=lambda one: one.path.count("{"))
]


def operation(request: httpx.Request) -> str:
    path = request.url.raw_path.decode().partition("?")[0].removeprefix("/api")
    return next(name for method, pattern, name in ROUTES if request.method == method and pattern.fullmatch(path))


class Server:
    """Server that sends random valid responses and failures, and records the operations that were called."""

    def __init__(self, document: Document, dice: Dice) -> None:
        self._document = document
        self._dice = dice
        self._behaviour = dice.choice(["valid", "valid", "unknown", "mixed"])
        self._left = MAX_REQUESTS
        self.called: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self._left -= 1
        if self._left < 0:
            raise httpx.ConnectError("too many requests")
        name = operation(request)
        self.called.add(name)
        if self._behaviour == "unknown" or (self._behaviour == "mixed" and self._dice.random() < 0.5):
            status = 404 if self._behaviour == "unknown" else self._dice.choice([403, 404, 405, 409, 422, 500, 503])
            detail = self._dice.choice(DETAILS)
            return httpx.Response(status, json={"detail": detail, "exception_message": detail})
        declared = self._document.operations[OPERATIONS[name].method, anonymous(OPERATIONS[name].path)]
        status, response = self._dice.choice(list(declared.responses.items()))
        located = response.content.get(JSON)
        if located is None:
            return httpx.Response(status, text="name" if response.content else "")
        return httpx.Response(status, json=self._dice.body(self._document, located))


def anonymous(path: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", path)


def verbs(owner: Any, path: str = "") -> Iterator[str]:
    """Yield the verbs of all resources, found by inspecting the client."""
    for name in dir(type(owner)):
        if not name.startswith("_"):
            if isinstance(getattr(type(owner), name), property):
                group = getattr(owner, name)
                if isinstance(group, Resource):
                    yield from verbs(group, f"{path}{name}.")
            elif path:
                yield f"{path}{name}"


def found(prefect: Prefect, verb: str) -> Callable[..., Any]:
    value: Any = prefect
    for name in verb.split("."):
        value = getattr(value, name)
    return value  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def document() -> Document:
    return client_document()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000_000, 10))
    monkeypatch.setattr(_concurrency, "sleep", lambda _seconds: None)
    monkeypatch.setattr(_concurrency, "wait", lambda event, _seconds: event.wait(0.001))
    monkeypatch.setattr(_concurrency, "monotonic", lambda: float(next(clock)))


def consume(result: Any) -> None:
    """Read a few rows of a listing, or run an empty block."""
    if hasattr(result, "__enter__"):
        with result:
            return
    if hasattr(result, "__iter__") and not isinstance(result, str | dict | list | tuple):
        for _ in zip(range(5), result, strict=False):
            pass
        if hasattr(result, "first"):
            result.first()


VERBS = [*OWN, *verbs(Prefect(API))]


def test_table_has_every_verb() -> None:
    assert sorted(VERBS) == list(table.OPERATIONS)
    assert len(VERBS) == 185


def test_table_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert generator_verbs.main(["--check"]) == 0, capsys.readouterr().out


def test_outdated_table_is_shown_as_a_diff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "verbs.py"
    target.write_text(generator_verbs.TARGET.read_text().replace('("admin.read_settings",)', "()"))
    monkeypatch.setattr(generator_verbs, "TARGET", target)
    monkeypatch.setattr(generator_verbs, "ROOT", tmp_path)
    assert generator_verbs.main(["--check"]) == 1
    printed = capsys.readouterr()
    assert '-    "admin.settings": (),' in printed.out
    assert '+    "admin.settings": ("admin.read_settings",),' in printed.out
    assert printed.err.startswith("error: verbs.py is out of date. Run `python -m generator.verbs`")


@pytest.mark.parametrize("verb", VERBS)
def test_verb_calls_only_operations_in_the_table(verb: str, document: Document) -> None:
    called: set[str] = set()
    for seed in range(ROUNDS):
        dice = Dice(f"{verb} {seed}")
        server = Server(document, dice)
        with Prefect(API, retry=False, transport=httpx.MockTransport(server)) as prefect:
            wanted = found(prefect, verb)
            positional, keywords = dice.arguments(wanted)
            with suppress(PrefectHTTPError, ValueError):
                consume(wanted(*positional, **keywords))
        called |= server.called
    assert called - {"root.create_csrf_token"}
    assert called <= {*table.OPERATIONS[verb], *table.ALWAYS}

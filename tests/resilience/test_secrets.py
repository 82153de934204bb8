"""The client goes through all that can go wrong, and what comes to light of it on the way holds no secret.

The secrets are those of ``tests.support.leaks``, which also looks for them in what every other test emits.
"""

import copy
import html
import json
import logging
import os
import pickle
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    DecodeError,
    NotFoundError,
    PermissionDeniedError,
    Prefect,
    PrefectHTTPError,
    RetryPolicy,
    ValidationError,
)
from prefect_http._settings.resolve import resolve
from prefect_http_api import block_documents, deployments, events, flow_runs, root, variables
from tests.conftest import PINNED
from tests.support.leaks import API_KEY, AUTH_STRING, BLOCK, CSRF, HEADER, SECRETS, URL_PASSWORD, leaked, watch
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import RUN, flow_run
from tests.support.transports import PatientTransport

Survived = Callable[[str, str, str], None]

POINT = "Secrets stay secret"
HEADERS = {"X-Vault": HEADER, "CF-Access-Client-Id": f'{HEADER} with "quotes" & more'}
API = f"http://me:{URL_PASSWORD}@prefect.test/api"
ONCE_MORE = RetryPolicy(attempts=2, wait_initial=0.0)

pytestmark = pytest.mark.anyio


class Emitted:
    """All that came to light: what objects say of themselves, what errors hold, and what is logged."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.errors = 0
        self.records = 0

    def take_record(self, record: logging.LogRecord) -> None:
        """Take in a record of a log."""
        self.records += 1
        self.texts += [logging.Formatter().format(record), repr(vars(record))]

    def take(self, *values: object) -> None:
        """Take in what each of *values* shows of itself, and its pickle, where it has one."""
        for value in values:
            self.texts += [repr(value), str(value), f"{value}", _pickled(value)]

    def take_error(self, error: BaseException) -> None:
        """Take in *error* and all that it came of: what they say, what they hold, and their pickles."""
        self.errors += 1
        self.texts.append("".join(traceback.format_exception(error)))
        for each in _chain(error):
            self.take(each)
            self.texts += [repr(each.args), repr(vars(each)), *getattr(each, "__notes__", ())]

    @contextmanager
    def expected(self, kind: type[BaseException] = PrefectHTTPError) -> Iterator[None]:
        """Take in the error of that *kind*, which has to come."""
        with pytest.raises(kind) as caught:
            yield
        self.take_error(caught.value)

    def check(self) -> None:
        found = {(secret, text[:300]) for text in self.texts for secret in leaked(text)}
        assert not found


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and each not in found:
            found.append(each)
            waiting += [each.__cause__, each.__context__]
    return found


def _pickled(value: object) -> str:
    try:
        return pickle.dumps(value, protocol=0).decode("latin-1")
    except (TypeError, AttributeError, pickle.PicklingError) as refusal:
        return str(refusal)


@pytest.fixture
def emitted(capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder) -> Iterator[Emitted]:
    made = Emitted()
    watch.listeners.append(made.take_record)
    yield made
    watch.listeners.remove(made.take_record)
    made.texts += [*capfd.readouterr(), *(str(warning.message) for warning in recwarn)]
    made.check()


@pytest.fixture(scope="module")
def guarded(server_of: Provide) -> ServerAddress:
    """A server that wants a password with each request, and a CSRF token with each that may change something."""
    return server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true", PREFECT_SERVER_API_AUTH_STRING=AUTH_STRING)


def test_of_a_real_server(
    guarded: ServerAddress, emitted: Emitted, survived: Survived, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[str] = []

    def note(request: httpx.Request) -> None:
        tokens.append(request.headers.get("Prefect-Csrf-Token", ""))

    options: dict[str, Any] = {"headers": HEADERS, "event_hooks": {"request": [note]}}
    with Prefect(guarded.api_url, auth_string=AUTH_STRING, transport=PatientTransport(), **options) as prefect:
        name = f"canary-{uuid4().hex[:8]}"
        made = prefect.block_documents.create("secret", name, {"value": BLOCK})
        clear = prefect.block_documents.get(made.id, include_secrets=True)
        assert clear.data == {"value": BLOCK}
        # Whoever pickles a block has what is in it.
        emitted.texts += [repr(made), repr([clear]), f"{clear}"]
        with emitted.expected(ConflictError):
            prefect.block_documents.create("secret", name, {"value": BLOCK})
        with emitted.expected(ValidationError):
            prefect.block_documents.create("secret", "no/name", {"value": BLOCK})
        with emitted.expected(ValidationError):
            prefect.block_documents.create("secret", name, [BLOCK])  # type: ignore[arg-type]
        with emitted.expected(NotFoundError):
            prefect.send(block_documents.update_block_document_data(UUID(int=0), data={"value": BLOCK}))
        with emitted.expected(NotFoundError):
            prefect.block_documents.update("secret/nothing", data={"value": BLOCK})
        with emitted.expected(NotFoundError):
            prefect.deployments.trigger(RUN, parameters={"token": BLOCK})
        for unwritable in (object(), f"{BLOCK}\ud800", float("nan")):
            with emitted.expected(ArgumentError):
                prefect.block_documents.create("secret", name, {"value": [BLOCK, unwritable]})
        # The server knows one token of a client only, so that the next request has to get another one.
        token = prefect.send(root.create_csrf_token(client=prefect._sender._csrf.client_id))
        tokens.append(token.token)
        emitted.texts.append(repr(token))
        prefect.block_documents.delete(made.id)
        with emitted.expected(DecodeError):
            prefect.send(root.create_csrf_token(client="x").decode_as(int))
        emitted.take(prefect, prefect.with_options(timeout=1), prefect._settings, prefect.retry_policy)
        emitted.take(prefect.flows, prefect.block_documents.list(), prefect.send, prefect._requests.__class__)
        emitted.take(prefect.send_raw(root.server_version()), copy.copy(prefect))
        with emitted.expected(TypeError):
            copy.deepcopy(prefect)
    with emitted.expected():
        prefect.health()  # It is closed.
    wrong = Prefect(guarded.api_url, auth_string=f"{AUTH_STRING}-not", transport=PatientTransport(), **options)
    with wrong, emitted.expected(AuthenticationError):
        wrong.server_version()
    monkeypatch.setenv("PREFECT_CLIENT_CSRF_SUPPORT_ENABLED", "false")
    without = Prefect(guarded.api_url, auth_string=AUTH_STRING, transport=PatientTransport(), **options)
    with without, emitted.expected(PermissionDeniedError):
        without.variables.set("canary", BLOCK)
    shown = set(filter(None, tokens))
    assert len(shown) > 2
    assert not any(token in text for token in shown for text in emitted.texts)
    survived(POINT, "a real server with Basic and CSRF says no", figure(emitted))


def echo(request: httpx.Request) -> dict[str, Any]:
    """Return what a server knows of *request*."""
    headers = dict(request.headers)
    if "prefect-csrf-token" not in headers:
        headers["prefect-csrf-token"] = CSRF
    return {"headers": headers, "url": str(request.url), "request_body": request.content.decode()}


def said(request: httpx.Request) -> str:
    """Return what a server that is fond of quoting says of *request*."""
    headers = {name: value for name, value in request.headers.items() if name not in {"host", "accept"}}
    return f"It came with {headers} and {request.content.decode()}"


class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of an answer that breaks off."""

    def __iter__(self) -> Iterator[bytes]:
        yield b'{"id": "'
        raise httpx.ReadError("reset")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b'{"id": "'
        raise httpx.ReadError("reset")


def fault(kind: type[httpx.RequestError], text: str = "") -> Callable[[httpx.Request], httpx.Response]:
    """Return what fails as httpx's own transports and client do, with the request in its hands."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise kind(text or said(request), request=request)

    return fail


ANSWERS: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "Prefect's 422": lambda r: httpx.Response(
        422, json={"exception_message": "Invalid request received.", "exception_detail": [], **echo(r)}
    ),
    "a problem that quotes": lambda r: httpx.Response(
        422, json={"exception_detail": [{"loc": ["body", said(r)], "msg": said(r), "input": echo(r)}]}
    ),
    "a detail that quotes": lambda r: httpx.Response(400, json={"detail": said(r)}),
    "a gateway's message": lambda r: httpx.Response(403, json={"message": said(r)}),
    "a 422 that breaks off": lambda r: httpx.Response(422, text=json.dumps(echo(r))[:-9]),
    "JSON of another form": lambda r: httpx.Response(500, json=[{"data": BLOCK, **echo(r)}]),
    "a page that quotes": lambda r: httpx.Response(502, html=f"<pre>{html.escape(said(r))}</pre>"),
    "text that quotes": lambda r: httpx.Response(401, text=said(r)),
    "a page where JSON is due": lambda r: httpx.Response(200, html=f"<p>{said(r)}</p>"),
    "JSON that breaks off": lambda r: httpx.Response(200, text=json.dumps({"data": BLOCK, **echo(r)})[:-9]),
    "what is no Unicode": lambda _: httpx.Response(200, content=b'{"name": "' + BLOCK.encode() + b'\xff"}'),
    "other JSON": lambda r: httpx.Response(200, json=echo(r)),
    "a redirect elsewhere": lambda r: httpx.Response(
        307, headers={"location": f"https://{quote(said(r))}@evil.test/{quote(said(r))}?{quote(said(r))}"}
    ),
    "an answer that breaks off": lambda _: httpx.Response(200, stream=Broken()),
    "broken gzip": lambda r: httpx.Response(
        200, stream=httpx.ByteStream(said(r).encode()), headers={"content-encoding": "gzip"}
    ),
    "no connection": fault(httpx.ConnectError),
    "no answer in time": fault(httpx.ReadTimeout),
    "a proxy's refusal": fault(httpx.ProxyError),
    "what is no HTTP": fault(httpx.RemoteProtocolError),
    "what is refused as no HTTP": fault(httpx.LocalProtocolError),
}

CALLS = {
    "a read": flow_runs.read_flow_run(RUN),
    "a trigger": deployments.create_flow_run_from_deployment(RUN, parameters={"n": 1}, idempotency_key="mine"),
    "a new block": block_documents.create_block_document(
        name="canary", block_type_id=RUN, block_schema_id=RUN, data={"value": BLOCK, "more": [{"than": f'"{BLOCK}"'}]}
    ),
    "a changed block": block_documents.update_block_document_data(RUN, data={"value": BLOCK}),
    "a deletion": variables.delete_variable_by_name("canary"),
    "a page of events": events.read_account_events_page(page_token="canary"),
}


class Protected:
    """A server that wants to see its CSRF token, and then answers as *answer* does."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/csrf-token":
            when = "2099-01-01T00:00:00Z"
            row = {"id": str(RUN), "created": when, "updated": when, "client": "x", "token": CSRF, "expiration": when}
            return httpx.Response(200, json=row)
        if request.method in {"POST", "PATCH", "DELETE"} and request.headers.get("Prefect-Csrf-Token") != CSRF:
            return httpx.Response(403, json={"detail": "Missing CSRF token."})
        return self._answer(request)


CREDENTIALS: list[dict[str, Any]] = [
    {"api_key": API_KEY},
    {"auth_string": AUTH_STRING},
    {},  # those of the URL
]


@pytest.mark.parametrize("credentials", CREDENTIALS, ids=["key", "Basic", "URL"])
def test_of_a_server_that_repeats_what_it_is_sent(
    credentials: dict[str, Any], emitted: Emitted, survived: Survived
) -> None:
    for answer in ANSWERS.values():
        transport = httpx.MockTransport(Protected(answer))
        with Prefect(API, headers=HEADERS, retry=ONCE_MORE, transport=transport, **credentials) as prefect:
            for call in CALLS.values():
                with emitted.expected():
                    prefect.send(call)
                emitted.take(call, call.curl(API, headers={**HEADERS, "Authorization": f"Bearer {API_KEY}"}))
            emitted.take(prefect)
    assert emitted.errors == len(ANSWERS) * len(CALLS)
    with_what = next(iter(credentials), "userinfo of the URL").replace("_", " ")
    survived(POINT, f"a server, with {with_what}, repeats in all forms what it is sent, or breaks off", figure(emitted))


async def test_of_the_async_client(emitted: Emitted) -> None:
    for answer in ANSWERS.values():
        transport = httpx.MockTransport(Protected(answer))
        async with AsyncPrefect(API, api_key=API_KEY, headers=HEADERS, retry=ONCE_MORE, transport=transport) as prefect:
            with emitted.expected():
                await prefect.send(CALLS["a new block"])
            emitted.take(prefect)


class Echo:
    """A server on a socket that sends back what it is sent, as *answer* makes it of that."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)
        self.api_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/api"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with connection:
            connection.sendall(self._answer(connection.recv(65536)))


QUOTED = "canary-that-is-quoted"
"""None of ``SECRETS``, since httpcore logs at DEBUG what an answer has in place of a header, as it came."""


def vault(request: bytes) -> bytes:
    """Return the line of *request* that has a secret in it, as no header is written."""
    (line,) = [line for line in request.split(b"\r\n") if line.lower().startswith(b"x-vault")]
    return line.replace(b":", b"")


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: request,
        lambda request: vault(request) + b"\r\n\r\n",
        lambda request: b"HTTP/1.1 200 OK\r\n" + vault(request) + b"\r\n\r\n",
        lambda request: b"HTTP/1.1 200 OK\r\nContent-Length: " + vault(request) + b"\r\n\r\n",
    ],
    ids=["all", "its status", "a header", "its length"],
)
def test_of_what_is_no_http(answer: Callable[[bytes], bytes]) -> None:
    emitted = Emitted()
    with (
        Echo(answer) as server,
        Prefect(server.api_url, headers={"X-Vault": QUOTED}, retry=False) as prefect,
        emitted.expected(),
    ):
        prefect.send(CALLS["a read"])
    assert not [text for text in emitted.texts if QUOTED in text]


SETTINGS: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({}, {"api_url": f"http://me:{URL_PASSWORD}@host:x/api"}),
    ({}, {"api_url": f"http://me:{URL_PASSWORD}/x@host/api"}),
    ({}, {"api_url": f"http://me:{URL_PASSWORD}@[host/api"}),
    ({}, {"api_url": f"ftp://me:{URL_PASSWORD}@host/api"}),
    ({}, {"api_url": f"http://me:{URL_PASSWORD}\ud800@host/api"}),
    ({}, {"api_key": f"{API_KEY}\r\nX-Evil: 1"}),
    ({}, {"api_key": f"{API_KEY}\x0bx"}),
    ({}, {"api_key": f"{API_KEY}é"}),
    ({}, {"auth_string": "me:hunter2\r\nX-Evil: 1"}),
    ({}, {"auth_string": "me:hunter2\ud800"}),
    ({}, {"headers": {"X-Vault": f"{HEADER}\r\nX-Evil: 1"}}),
    ({}, {"headers": {"X-Vault": f"{HEADER}\0"}}),
    ({}, {"headers": {"X-Vault": f"{HEADER}é"}}),
    ({}, {"headers": {"X-Vault": [HEADER]}}),
    ({}, {"headers": {f"X-Vault: {HEADER}\r\nX": "1"}}),
    ({}, {"headers": {f"Bearer {API_KEY}": "1"}}),
    ({}, {"headers": {"Content-Length": HEADER}}),
    ({"PREFECT_CLIENT_CUSTOM_HEADERS": f'{{"X-Vault": "{HEADER}"'}, {}),
    ({"PREFECT_API_KEY": f"{API_KEY}\udcff"}, {}),
    ({"PREFECT_CLIENT_MAX_RETRIES": API_KEY}, {}),
]

FILES = {
    "prefect.toml": f'[api]\nkey = "{API_KEY}\n'.encode(),
    ".env": f"PREFECT_API_KEY={API_KEY}".encode() + b"\xff",
    "pyproject.toml": f"[tool.prefect.api]\nkey = {API_KEY}".encode(),
}


def test_of_settings_that_are_malformed(emitted: Emitted, survived: Survived, tmp_path: Path) -> None:
    url = {"PREFECT_API_URL": f"http://me:{URL_PASSWORD}@host/api"}
    for environment, arguments in SETTINGS:
        with emitted.expected(ConfigurationError):
            resolve({**url, **environment}, folder=tmp_path, home=tmp_path, **arguments)
    for name, content in FILES.items():
        path = tmp_path / name
        path.write_bytes(content)
        with emitted.expected(ConfigurationError):
            resolve(url, folder=tmp_path, home=tmp_path)
        path.unlink()
    emitted.take(resolve(url, folder=tmp_path, home=tmp_path, api_key=API_KEY, headers=HEADERS))
    survived(POINT, "settings in arguments, variables and files are malformed", figure(emitted))


@pytest.mark.parametrize(
    "proxy", [f"gopher://me:{URL_PASSWORD}@proxy", f"http://me:{URL_PASSWORD}/x@proxy:1", "http://127.0.0.1:9"]
)
def test_of_a_proxy(proxy: str, emitted: Emitted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with emitted.expected(), Prefect(API, api_key=API_KEY, headers=HEADERS, retry=False) as prefect:
        prefect.server_version()


def test_of_a_run_input(emitted: Emitted) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, text=BLOCK))
    with Prefect(API, transport=transport) as prefect:
        with emitted.expected(DecodeError):
            prefect.flow_runs.inputs.get(RUN, "key")
        with emitted.expected(ArgumentError):
            prefect.flow_runs.inputs.set(RUN, "key", f"{BLOCK}\ud800")


def test_of_a_csrf_token_that_is_two_headers(emitted: Emitted) -> None:
    """A token with a line break would begin another header."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        response = Protected(lambda _: httpx.Response(200, json=flow_run(1)))(request)
        return httpx.Response(response.status_code, text=response.text.replace(CSRF, f"{CSRF}\\r\\nX-Evil: 1"))

    with Prefect(API, transport=httpx.MockTransport(answer)) as prefect, emitted.expected(DecodeError):
        prefect.send(CALLS["a trigger"])
    assert "x-evil" not in "".join(str(request.headers) for request in seen).lower()


def figure(emitted: Emitted) -> str:
    emitted.check()
    came = f"{emitted.errors} errors, {emitted.records} log records"
    return f"{came}: 0 of {len(SECRETS)} secrets in {len(emitted.texts)} texts"


PROGRAM = """
import logging, sys
from tests.support.leaks import API_KEY

def test_prints():
    print("The key is", API_KEY)

def test_writes():
    sys.stderr.write(f"{API_KEY} is the key")

def test_logs():
    logging.getLogger("prefect_http").warning("The key is %s", API_KEY)

def test_logs_what_nobody_reads():
    logging.getLogger("httpcore.connection").debug("The key is %s", API_KEY)

def test_is_silent():
    assert API_KEY
"""

CONFTEST = """
from tests import leaks

def pytest_configure(config):
    config.pluginmanager.register(leaks)
"""


def test_what_any_test_emits_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_emitting.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "pytest", "-q", "-rf", "--color=no", "-p", "no:cacheprovider", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    places = "captured stdout call", "captured stderr call", "the log of prefect_http", "the log of httpcore.connection"
    for where in places:
        assert f"A secret was emitted: '{API_KEY}' is in {where}" in done.stdout
    assert "4 failed, 1 passed" in done.stdout

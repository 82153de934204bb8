"""Errors, reprs, pickles, logs and output contain no secrets.

The secrets are those of ``tests.support.secret_leaks``, a plugin that looks for them in all output and logs.
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
from contextlib import contextmanager, nullcontext
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
from tests.support.secret_leaks import API_KEY, AUTH_STRING, BLOCK, CSRF, HEADER, SECRETS, URL_PASSWORD, leaked, watch
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import RUN, flow_run
from tests.support.transports import PatientTransport
from tests.support.versions import PINNED

Survived = Callable[[str, str, str], None]

GUARANTEE = "Secrets stay secret"
HEADERS = {"X-Vault": HEADER, "CF-Access-Client-Id": f'{HEADER} with "quotes" & more'}
API = f"http://me:{URL_PASSWORD}@prefect.test/api"
ONE_RETRY = RetryPolicy(attempts=2, wait_initial=0.0)

pytestmark = pytest.mark.anyio


class Emitted:
    """Every string that the client exposed: reprs, error attributes, pickles and log records."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.errors = 0
        self.records = 0

    def add_record(self, record: logging.LogRecord) -> None:
        """Add a log record."""
        self.records += 1
        self.strings += [logging.Formatter().format(record), repr(vars(record))]

    def add(self, *values: object) -> None:
        """Add the string forms of each of *values*, and its pickle if it has one."""
        for value in values:
            self.strings += [repr(value), str(value), f"{value}", _pickled(value)]

    def add_error(self, error: BaseException) -> None:
        """Add the traceback of *error*, and the message, attributes and pickle of each error in its chain."""
        self.errors += 1
        self.strings.append("".join(traceback.format_exception(error)))
        for each in _chain(error):
            self.add(each)
            self.strings += [repr(each.args), repr(vars(each)), *getattr(each, "__notes__", ())]

    @contextmanager
    def expected(self, kind: type[BaseException] = PrefectHTTPError) -> Iterator[None]:
        """Assert that the block raises an error of this *kind*, and add the error."""
        with pytest.raises(kind) as caught:
            yield
        self.add_error(caught.value)

    def check(self) -> None:
        leaks = {(secret, string[:300]) for string in self.strings for secret in leaked(string)}
        assert not leaks


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    pending: list[BaseException | None] = [error]
    while pending:
        each = pending.pop()
        if each is not None and each not in found:
            found.append(each)
            pending += [each.__cause__, each.__context__]
    return found


def _pickled(value: object) -> str:
    try:
        return pickle.dumps(value, protocol=0).decode("latin-1")
    except (TypeError, AttributeError, pickle.PicklingError) as error:
        return str(error)


@pytest.fixture
def emitted(capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder) -> Iterator[Emitted]:
    emitted = Emitted()
    watch.listeners.append(emitted.add_record)
    yield emitted
    watch.listeners.remove(emitted.add_record)
    emitted.strings += [*capfd.readouterr(), *(str(warning.message) for warning in recwarn)]
    emitted.check()


@pytest.fixture(scope="module")
def protected(server_of: Provide) -> ServerAddress:
    """Return a server that requires Basic auth, and a CSRF token for every write."""
    return server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true", PREFECT_SERVER_API_AUTH_STRING=AUTH_STRING)


def test_real_server_errors_contain_no_secrets(
    protected: ServerAddress, emitted: Emitted, survived: Survived, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[str] = []

    def record_token(request: httpx.Request) -> None:
        tokens.append(request.headers.get("Prefect-Csrf-Token", ""))

    options: dict[str, Any] = {"headers": HEADERS, "event_hooks": {"request": [record_token]}}
    with Prefect(protected.api_url, auth_string=AUTH_STRING, transport=PatientTransport(), **options) as prefect:
        name = f"canary-{uuid4().hex[:8]}"
        made = prefect.block_documents.create("secret", name, {"value": BLOCK})
        clear = prefect.block_documents.get(made.id, include_secrets=True)
        assert clear.data == {"value": BLOCK}
        # Not pickled: the pickle of a block contains its data by design.
        emitted.strings += [repr(made), repr([clear]), f"{clear}"]
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
        for unserializable in (object(), f"{BLOCK}\ud800", float("nan")):
            with emitted.expected(ArgumentError):
                prefect.block_documents.create("secret", name, {"value": [BLOCK, unserializable]})
        # The server keeps one token per client, so this invalidates the client's own, and the delete fetches another.
        token = prefect.send(root.create_csrf_token(client=prefect._sender._csrf.client_id))
        tokens.append(token.token)
        emitted.strings.append(repr(token))
        prefect.block_documents.delete(made.id)
        with emitted.expected(DecodeError):
            prefect.send(root.create_csrf_token(client="x").decode_as(int))
        emitted.add(prefect, prefect.with_options(timeout=1), prefect._settings, prefect.retry_policy)
        emitted.add(prefect.flows, prefect.block_documents.list(), prefect.send, prefect._requests.__class__)
        emitted.add(prefect.send_raw(root.server_version()), copy.copy(prefect))
        with emitted.expected(TypeError):
            copy.deepcopy(prefect)
    with emitted.expected():
        prefect.health()  # The client is closed.
    wrong = Prefect(protected.api_url, auth_string=f"{AUTH_STRING}-not", transport=PatientTransport(), **options)
    with wrong, emitted.expected(AuthenticationError):
        wrong.server_version()
    monkeypatch.setenv("PREFECT_CLIENT_CSRF_SUPPORT_ENABLED", "false")
    without = Prefect(protected.api_url, auth_string=AUTH_STRING, transport=PatientTransport(), **options)
    with without, emitted.expected(PermissionDeniedError):
        without.variables.set("canary", BLOCK)
    used = set(filter(None, tokens))
    assert len(used) > 2
    assert not any(token in string for token in used for string in emitted.strings)
    survived(GUARANTEE, "errors of a real server with Basic auth and CSRF protection", figure(emitted))


def echo(request: httpx.Request) -> dict[str, Any]:
    """Return everything the server knows about *request*, as JSON."""
    headers = dict(request.headers)
    if "prefect-csrf-token" not in headers:
        headers["prefect-csrf-token"] = CSRF
    return {"headers": headers, "url": str(request.url), "request_body": request.content.decode()}


def quote_request(request: httpx.Request) -> str:
    """Return a server message that quotes the headers and body of *request*."""
    headers = {name: value for name, value in request.headers.items() if name not in {"host", "accept"}}
    return f"invalid request with {headers} and {request.content.decode()}"


class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A response body that breaks off."""

    def __iter__(self) -> Iterator[bytes]:
        yield b'{"id": "'
        raise httpx.ReadError("reset")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b'{"id": "'
        raise httpx.ReadError("reset")


def fault(kind: type[httpx.RequestError], message: str = "") -> Callable[[httpx.Request], httpx.Response]:
    """Return a handler that raises *kind* as httpx does, with the request attached."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise kind(message or quote_request(request), request=request)

    return fail


RESPONSES: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "Prefect's 422": lambda r: httpx.Response(
        422, json={"exception_message": "Invalid request received.", "exception_detail": [], **echo(r)}
    ),
    "validation errors that quote the request": lambda r: httpx.Response(
        422, json={"exception_detail": [{"loc": ["body", quote_request(r)], "msg": quote_request(r), "input": echo(r)}]}
    ),
    "a detail that quotes the request": lambda r: httpx.Response(400, json={"detail": quote_request(r)}),
    "a gateway's message that quotes the request": lambda r: httpx.Response(403, json={"message": quote_request(r)}),
    "a truncated 422": lambda r: httpx.Response(422, text=json.dumps(echo(r))[:-9]),
    "unexpected JSON in an error": lambda r: httpx.Response(500, json=[{"data": BLOCK, **echo(r)}]),
    "an HTML error that quotes the request": lambda r: httpx.Response(
        502, html=f"<pre>{html.escape(quote_request(r))}</pre>"
    ),
    "a plain-text error that quotes the request": lambda r: httpx.Response(401, text=quote_request(r)),
    "HTML in place of JSON": lambda r: httpx.Response(200, html=f"<p>{quote_request(r)}</p>"),
    "truncated JSON": lambda r: httpx.Response(200, text=json.dumps({"data": BLOCK, **echo(r)})[:-9]),
    "invalid UTF-8": lambda _: httpx.Response(200, content=b'{"name": "' + BLOCK.encode() + b'\xff"}'),
    "unexpected JSON": lambda r: httpx.Response(200, json=echo(r)),
    "a redirect to another host": lambda r: httpx.Response(
        307,
        headers={
            "location": f"https://{quote(quote_request(r))}@evil.test/{quote(quote_request(r))}?{quote(quote_request(r))}"
        },
    ),
    "a dropped connection": lambda _: httpx.Response(200, stream=Broken()),
    "broken gzip": lambda r: httpx.Response(
        200, stream=httpx.ByteStream(quote_request(r).encode()), headers={"content-encoding": "gzip"}
    ),
    "no connection": fault(httpx.ConnectError),
    "a timeout": fault(httpx.ReadTimeout),
    "a proxy error": fault(httpx.ProxyError),
    "a response that is not HTTP": fault(httpx.RemoteProtocolError),
    "a request that is not HTTP": fault(httpx.LocalProtocolError),
}

CALLS = {
    "read": flow_runs.read_flow_run(RUN),
    "trigger": deployments.create_flow_run_from_deployment(RUN, parameters={"n": 1}, idempotency_key="mine"),
    "create block": block_documents.create_block_document(
        name="canary", block_type_id=RUN, block_schema_id=RUN, data={"value": BLOCK, "more": [{"than": f'"{BLOCK}"'}]}
    ),
    "update block": block_documents.update_block_document_data(RUN, data={"value": BLOCK}),
    "set variable": variables.create_variable(name="canary", value={"a": [BLOCK]}),
    "set input": flow_runs.create_flow_run_input(RUN, key="k", value=BLOCK),
    "resume": flow_runs.resume_flow_run(RUN, run_input={"a": BLOCK}),
    "set state": flow_runs.set_flow_run_state(RUN, state={"type": "COMPLETED", "data": BLOCK}),
    "override": deployments.create_flow_run_from_deployment(RUN, job_variables={"env": {"URL": BLOCK}}),
    "delete": variables.delete_variable_by_name("canary"),
    "read events page": events.read_account_events_page(page_token="canary"),
}

IGNORED = {("unexpected JSON", "set input")}
"""Responses whose content is not declared, so that any JSON is accepted."""


class CsrfProtected:
    """A handler that requires a CSRF token and then delegates to *respond*."""

    def __init__(self, respond: Callable[[httpx.Request], httpx.Response]) -> None:
        self._respond = respond

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/csrf-token":
            when = "2099-01-01T00:00:00Z"
            row = {"id": str(RUN), "created": when, "updated": when, "client": "x", "token": CSRF, "expiration": when}
            return httpx.Response(200, json=row)
        if request.method in {"POST", "PATCH", "DELETE"} and request.headers.get("Prefect-Csrf-Token") != CSRF:
            return httpx.Response(403, json={"detail": "Missing CSRF token."})
        return self._respond(request)


CREDENTIALS: list[dict[str, Any]] = [
    {"api_key": API_KEY},
    {"auth_string": AUTH_STRING},
    {},  # the credentials in the URL
]


@pytest.mark.parametrize("credentials", CREDENTIALS, ids=["key", "Basic", "URL"])
def test_errors_that_quote_the_request_contain_no_secrets(
    credentials: dict[str, Any], emitted: Emitted, survived: Survived
) -> None:
    for form, respond in RESPONSES.items():
        transport = httpx.MockTransport(CsrfProtected(respond))
        with Prefect(API, headers=HEADERS, retry=ONE_RETRY, transport=transport, **credentials) as prefect:
            for name, call in CALLS.items():
                with nullcontext() if (form, name) in IGNORED else emitted.expected():
                    prefect.send(call)
                emitted.add(call, call.curl(API, headers={**HEADERS, "Authorization": f"Bearer {API_KEY}"}))
            emitted.add(prefect)
    assert emitted.errors == len(RESPONSES) * len(CALLS) - len(IGNORED)
    sent = next(iter(credentials), "userinfo of the URL").replace("_", " ")
    survived(GUARANTEE, f"responses that quote requests with {sent}, in {len(RESPONSES)} forms", figure(emitted))


async def test_errors_of_the_async_client_contain_no_secrets(emitted: Emitted) -> None:
    for respond in RESPONSES.values():
        transport = httpx.MockTransport(CsrfProtected(respond))
        async with AsyncPrefect(API, api_key=API_KEY, headers=HEADERS, retry=ONE_RETRY, transport=transport) as prefect:
            with emitted.expected():
                await prefect.send(CALLS["create block"])
            emitted.add(prefect)


class RawEcho:
    """A TCP server that handles one request and sends the bytes that *respond* returns for it."""

    def __init__(self, respond: Callable[[bytes], bytes]) -> None:
        self._respond = respond
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
            connection.sendall(self._respond(connection.recv(65536)))


QUOTED = "canary-that-is-quoted"
"""Not one of ``SECRETS``, since httpcore logs malformed response headers verbatim at DEBUG."""


def malformed_header(request: bytes) -> bytes:
    """Return the secret header of *request* without its colon."""
    (line,) = [line for line in request.split(b"\r\n") if line.lower().startswith(b"x-vault")]
    return line.replace(b":", b"")


@pytest.mark.parametrize(
    "respond",
    [
        lambda request: request,
        lambda request: malformed_header(request) + b"\r\n\r\n",
        lambda request: b"HTTP/1.1 200 OK\r\n" + malformed_header(request) + b"\r\n\r\n",
        lambda request: b"HTTP/1.1 200 OK\r\nContent-Length: " + malformed_header(request) + b"\r\n\r\n",
    ],
    ids=["whole request", "status line", "header", "Content-Length"],
)
def test_errors_about_malformed_http_contain_no_secrets(respond: Callable[[bytes], bytes]) -> None:
    emitted = Emitted()
    with (
        RawEcho(respond) as server,
        Prefect(server.api_url, headers={"X-Vault": QUOTED}, retry=False) as prefect,
        emitted.expected(),
    ):
        prefect.send(CALLS["read"])
    assert not [string for string in emitted.strings if QUOTED in string]


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


def test_errors_about_malformed_settings_contain_no_secrets(
    emitted: Emitted, survived: Survived, tmp_path: Path
) -> None:
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
    emitted.add(resolve(url, folder=tmp_path, home=tmp_path, api_key=API_KEY, headers=HEADERS))
    survived(GUARANTEE, "malformed settings in arguments, environment variables and files", figure(emitted))


@pytest.mark.parametrize(
    "proxy", [f"gopher://me:{URL_PASSWORD}@proxy", f"http://me:{URL_PASSWORD}/x@proxy:1", "http://127.0.0.1:9"]
)
def test_proxy_errors_contain_no_secrets(proxy: str, emitted: Emitted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with emitted.expected(), Prefect(API, api_key=API_KEY, headers=HEADERS, retry=False) as prefect:
        prefect.server_version()


def test_run_input_errors_contain_no_secrets(emitted: Emitted) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, text=BLOCK))
    with Prefect(API, transport=transport) as prefect:
        with emitted.expected(DecodeError):
            prefect.flow_runs.inputs.get(RUN, "key")
        with emitted.expected(ArgumentError):
            prefect.flow_runs.inputs.set(RUN, "key", f"{BLOCK}\ud800")


def test_csrf_token_with_a_line_break_is_rejected(emitted: Emitted) -> None:
    """A line break in the token would start another header."""
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        response = CsrfProtected(lambda _: httpx.Response(200, json=flow_run(1)))(request)
        return httpx.Response(response.status_code, text=response.text.replace(CSRF, f"{CSRF}\\r\\nX-Evil: 1"))

    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect, emitted.expected(DecodeError):
        prefect.send(CALLS["trigger"])
    assert "x-evil" not in "".join(str(request.headers) for request in requests).lower()


def figure(emitted: Emitted) -> str:
    emitted.check()
    counts = f"{emitted.errors} errors, {emitted.records} log records"
    return f"{counts}: 0 of {len(SECRETS)} secrets in {len(emitted.strings)} strings"


PROGRAM = """
import logging, sys
from tests.support.secret_leaks import API_KEY

def test_prints():
    print("The key is", API_KEY)

def test_writes():
    sys.stderr.write(f"{API_KEY} is the key")

def test_logs():
    logging.getLogger("prefect_http").warning("The key is %s", API_KEY)

def test_logs_at_debug():
    logging.getLogger("httpcore.connection").debug("The key is %s", API_KEY)

def test_emits_nothing():
    assert API_KEY
"""

CONFTEST = """
from tests.support import secret_leaks

def pytest_configure(config):
    config.pluginmanager.register(secret_leaks)
"""


def test_plugin_fails_tests_that_emit_a_secret(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_emitting.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "pytest", "-q", "-rf", "--color=no", "-p", "no:cacheprovider", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    channels = "captured stdout call", "captured stderr call", "log of prefect_http", "log of httpcore.connection"
    for channel in channels:
        assert f"secret emitted: '{API_KEY}' in {channel}" in done.stdout
    assert "4 failed, 1 passed" in done.stdout

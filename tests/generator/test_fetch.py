import base64
import gzip
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import pytest
import trustme

from generator.errors import GeneratorError
from generator.spec.client_settings import request_headers
from generator.spec.fetch import fetch
from generator.spec.load import MAX_DEPTH, LoadedSpec, load_file, parse
from generator.spec.urls import document_and_api_urls
from tests.support.servers import Provide, ServerAddress
from tests.support.versions import LOCKED, PINNED

DOCUMENT: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Prefect", "version": "3.8.8"}, "paths": {}}
RAW = json.dumps(DOCUMENT).encode()
SECRET = "s3cr3t-value"

Respond = Callable[[BaseHTTPRequestHandler], None]


def respond_with(
    body: bytes = RAW, status: int = 200, kind: str = "application/json", headers: Mapping[str, str] | None = None
) -> Respond:
    def respond(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return respond


class Site:
    """A web server with a stubbed response for each path, which records its requests."""

    def __init__(self, routes: Mapping[str, Respond], context: ssl.SSLContext | None) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                with suppress(OSError):  # The client may have closed the connection.
                    routes.get(self.path.partition("?")[0], respond_with(b"{}", 404))(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"http{'s' if context else ''}://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def site(document: Respond | None = None, *, context: ssl.SSLContext | None = None, **more: Respond) -> Iterator[Site]:
    """Run a server with *document* at /openapi.json. Other keyword arguments are paths without their slash."""
    routes = {f"/{name}": respond for name, respond in more.items()}
    with Site({"/openapi.json": document or respond_with(), **routes}, context) as running:
        yield running


def error_message(action: Callable[[], object]) -> str:
    with pytest.raises(GeneratorError) as caught:
        action()
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.problem
    assert caught.value.hint
    assert caught.value.__cause__ is None
    return message


def fetching(url: str, environ: Mapping[str, str] | None = None, **limits: Any) -> Callable[[], LoadedSpec]:
    return lambda: fetch(url, environ=environ or {}, **limits)


# Fetching


def test_real_server_is_fetched_with_server_and_api_version(server: ServerAddress) -> None:
    fetched = fetch(server.origin, environ={})
    assert fetched.source == f"{server.origin}/openapi.json"
    assert fetched.server_version == server.version
    assert fetched.api_version == LOCKED.api_version
    assert json.loads(fetched.raw) == fetched.document
    assert "/flow_runs/filter" in fetched.document["paths"]


@pytest.mark.parametrize("suffix", ["", "/", "/api", "/api/", "/openapi.json", "/api/openapi.json"])
def test_every_form_of_server_url_finds_the_document_with_the_server_version(suffix: str) -> None:
    with site() as running:
        assert fetch(running.url + suffix, environ={}).raw == RAW
        assert [path for path, _ in running.requests] == ["/openapi.json", "/api/version"]


@pytest.mark.parametrize(
    ("url", "document", "api"),
    [
        ("http://host:4200", "http://host:4200/openapi.json", "http://host:4200/api"),
        (" http://host/ ", "http://host/openapi.json", "http://host/api"),
        ("https://host/prefect/api", "https://host/prefect/openapi.json", "https://host/prefect/api"),
        ("https://host/prefect/", "https://host/prefect/openapi.json", "https://host/prefect/api"),
        ("https://host/a%2Fb/api#x", "https://host/a%2Fb/openapi.json", "https://host/a%2Fb/api"),
        ("https://host/docs/spec.json?v=1#x", "https://host/docs/spec.json?v=1", "https://host/docs/api"),
        ("http://[::1]:4200/api", "http://[::1]:4200/openapi.json", "http://[::1]:4200/api"),
    ],
)
def test_document_and_api_urls(url: str, document: str, api: str) -> None:
    assert tuple(map(str, document_and_api_urls(url))) == (document, api)


WORKSPACE = "/api/accounts/{account_id}/workspaces/{workspace_id}"
CLOUD_DOCUMENT = json.dumps(
    {
        "openapi": "3.1.0",
        "info": {"title": "Prefect Cloud API", "version": "0.8.4"},
        "paths": {f"{WORKSPACE}/flows/filter": {}, "/api/me/": {}},
    }
).encode()


@pytest.mark.parametrize("suffix", ["", "/", "/api", "/api/", "/api/openapi.json"])
def test_every_form_of_cloud_url_finds_the_document_above_the_workspaces(suffix: str) -> None:
    with Site({"/api/openapi.json": respond_with(CLOUD_DOCUMENT)}, None) as running:
        fetched = fetch(running.url + suffix, environ={"PREFECT_CLOUD_API_URL": f"{running.url}/api"})
        assert (fetched.raw, fetched.api_url) == (CLOUD_DOCUMENT, None)
        assert (fetched.server_version, fetched.api_version) == ("Cloud", "0.8.4")
        # Prefect Cloud has no version to ask for.
        assert [path for path, _ in running.requests] == ["/api/openapi.json"]


@pytest.mark.parametrize("suffix", ["", "/", "/openapi.json"])
def test_url_of_a_workspace_finds_the_document_above_it(suffix: str) -> None:
    with Site({"/api/openapi.json": respond_with(CLOUD_DOCUMENT)}, None) as running:
        api_url = f"{running.url}/api/accounts/a/workspaces/w"
        fetched = fetch(api_url + suffix, environ={"PREFECT_API_KEY": SECRET})
        assert (fetched.source, fetched.api_url) == (f"{running.url}/api/openapi.json", api_url)
        ((_, headers),) = running.requests
        assert headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("suffix", ["", "/api"])
@pytest.mark.parametrize("status", [401, 403, 404])
def test_cloud_at_an_unknown_host_is_recognized_by_its_document(status: int, suffix: str) -> None:
    routes = {"/openapi.json": respond_with(b"{}", status), "/api/openapi.json": respond_with(CLOUD_DOCUMENT)}
    with Site(routes, None) as running:
        fetched = fetch(running.url + suffix, environ={})
        assert (fetched.source, fetched.server_version) == (f"{running.url}/api/openapi.json", "Cloud")


def test_document_of_cloud_is_loaded_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(CLOUD_DOCUMENT)
    loaded = load_file(file)
    assert (loaded.server_version, loaded.api_version, loaded.api_url) == ("Cloud", "0.8.4", None)


@pytest.mark.parametrize(
    ("url", "document"),
    [
        ("https://api.prefect.cloud", "https://api.prefect.cloud/api/openapi.json"),
        ("https://api.prefect.cloud/api/openapi.json", "https://api.prefect.cloud/api/openapi.json"),
        ("https://api.stg.prefect.dev/api/accounts/a", "https://api.stg.prefect.dev/api/openapi.json"),
        ("https://acme.private.prefect.cloud/api/", "https://acme.private.prefect.cloud/api/openapi.json"),
        ("https://cloud.test/p/api/accounts/a/workspaces/w", "https://cloud.test/p/api/openapi.json"),
        ("https://own.test/prefect/api", "https://own.test/prefect/api/openapi.json"),
        ("https://own.test/prefect/api/accounts/a", "https://own.test/prefect/api/openapi.json"),
        ("https://own.test/other/api", "https://own.test/other/openapi.json"),
        ("https://prefect.cloud.test/api", "https://prefect.cloud.test/openapi.json"),
    ],
)
def test_hosts_of_cloud_are_recognized(url: str, document: str) -> None:
    assert str(document_and_api_urls(url, "https://own.test/prefect/api")[0]) == document


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:4200", "localhost", "ftp://host", "file:///etc/passwd", "http://", "http://[::1"]
)
def test_invalid_url_is_rejected(url: str) -> None:
    assert "such as http://127.0.0.1:4200" in error_message(lambda: document_and_api_urls(url))


def test_password_in_the_url_is_rejected_and_not_quoted() -> None:
    message = error_message(lambda: document_and_api_urls(f"http://user:{SECRET}@host"))
    assert "PREFECT_API_AUTH_STRING" in message
    assert SECRET not in message


@pytest.mark.parametrize("body", [b"not json", b"[]", b'"<script>"', b"[" * 500])
def test_api_version_is_none_if_the_server_does_not_report_it(body: bytes) -> None:
    with Site({"/openapi.json": respond_with(), "/api/version": respond_with(body)}, None) as running:
        assert fetch(running.url, environ={}).api_version is None


def test_api_version_is_read_from_the_server() -> None:
    with Site({"/openapi.json": respond_with(), "/api/version": respond_with(b'"0.8.4"')}, None) as running:
        assert fetch(running.url, environ={}).api_version == "0.8.4"


MOUNTED = json.dumps(DOCUMENT | {"info": {"title": "Prefect", "version": "0.1.0"}}).encode()
"""Document below the API path, which does not declare the version of the server."""

PAGE = respond_with(b"<!DOCTYPE html><title>Prefect</title>", kind="text/html")
"""User interface. Old servers return it for unknown paths."""


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("/prefect/api", "/prefect/api"),
        ("/prefect/api/", "/prefect/api"),
        ("/prefect/api/openapi.json", "/prefect/api"),
        ("/prefect", "/prefect/api"),
        ("/workflows", "/workflows"),
        ("/workflows/openapi.json", "/workflows"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("elsewhere", [respond_with(b"{}", 404), PAGE])
def test_document_below_the_api_is_fetched_with_the_version_of_the_server(
    url: str, api: str, elsewhere: Respond
) -> None:
    routes = {
        "/prefect/openapi.json": elsewhere,
        f"{api}/openapi.json": respond_with(MOUNTED),
        f"{api}/admin/version": respond_with(b'"3.8.8"'),
        f"{api}/version": respond_with(b'"0.8.4"'),
    }
    with Site(routes, None) as running:
        fetched = fetch(running.url + url, environ={})
        assert (fetched.source, fetched.api_url) == (f"{running.url}{api}/openapi.json", running.url + api)
    assert (fetched.server_version, fetched.api_version) == ("3.8.8", "0.8.4")
    # What is written to spec/ declares the version of the server.
    assert fetched.document == DOCUMENT


def test_real_server_with_another_base_path(server_of: Provide) -> None:
    server = server_of(PINNED, PREFECT_SERVER_API_BASE_PATH="/workflows")
    fetched = fetch(server.api_url, environ={})
    assert fetched.source == f"{server.origin}/workflows/openapi.json"
    assert (fetched.server_version, fetched.api_version) == (PINNED, LOCKED.api_version)
    assert fetched.document["paths"] == fetch(server.origin, environ={}).document["paths"]


@pytest.mark.parametrize("version", [b"<html>", b'"3.x"', b"[]"])
def test_document_without_the_version_of_the_server_is_rejected(version: bytes) -> None:
    with Site({"/openapi.json": respond_with(MOUNTED), "/admin/version": respond_with(version)}, None) as running:
        message = error_message(fetching(running.url))
    assert f"{running.url}/openapi.json declares version 0.1.0, that of the mounted application and not of" in message


def test_file_of_the_mounted_application_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_bytes(MOUNTED)
    assert "declares version 0.1.0, which is not the server's version" in error_message(
        lambda: load_file(tmp_path / "openapi.json")
    )


def test_error_is_about_the_document_next_to_the_api() -> None:
    with Site({}, None) as running:
        message = error_message(fetching(f"{running.url}/prefect/api"))
        assert message.startswith(f"{running.url}/prefect/openapi.json returned 404")
        assert [path for path, _ in running.requests] == ["/prefect/openapi.json", "/prefect/api/openapi.json"]


# Credentials


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"PREFECT_API_KEY": ""}, None),
        ({"PREFECT_API_KEY": "pnu_1"}, "Bearer pnu_1"),
        ({"PREFECT_API_AUTH_STRING": "admin:pä:ss"}, basic("admin:pä:ss")),
        ({"PREFECT_API_AUTH_STRING": "a:b", "PREFECT_API_KEY": "pnu_1"}, basic("a:b")),
        ({"PREFECT_API_KEY": "k", "PREFECT_CLIENT_CUSTOM_HEADERS": '{"Authorization": "Token t"}'}, "Token t"),
    ],
)
def test_credentials_come_from_the_environment(environ: dict[str, str], expected: str | None) -> None:
    assert request_headers(environ).get("authorization") == expected


def test_custom_headers_are_sent_but_do_not_override_protected_ones() -> None:
    custom = json.dumps({"X-Team": "data", "User-Agent": "me", "Prefect-Csrf-Token": "x", "HOST": "other"})
    with site() as running:
        fetch(running.url, environ={"PREFECT_CLIENT_CUSTOM_HEADERS": custom})
        for _, headers in running.requests:
            assert headers["x-team"] == "data"
            assert headers["user-agent"] == "prefect-http-generator"
            assert headers["host"] == running.url.removeprefix("http://")
            assert "prefect-csrf-token" not in headers


@pytest.mark.parametrize(
    "value",
    [
        "x",
        "[]",
        '{"A": 1}',
        '{"A": null}',
        '{"": "x"}',
        '{"A b": "x"}',
        '{"A": "x\\r\\nB: y"}',
        '{"A": "ä"}',
        "[" * 9999,
    ],
)
def test_invalid_custom_headers_are_rejected_and_not_quoted(value: str) -> None:
    message = error_message(lambda: request_headers({"PREFECT_CLIENT_CUSTOM_HEADERS": value}))
    assert message.startswith("PREFECT_CLIENT_CUSTOM_HEADERS is not a JSON object")


@pytest.mark.parametrize("key", [f"{SECRET}\n", f"{SECRET}\r\nX: y", f"{SECRET}ä", f"\0{SECRET}"])
def test_api_key_with_invalid_characters_is_rejected_and_not_quoted(key: str) -> None:
    message = error_message(lambda: request_headers({"PREFECT_API_KEY": key}))
    assert "PREFECT_API_KEY" in message
    assert SECRET not in message


@pytest.mark.parametrize("status", [401, 403])
def test_rejected_credentials_error_names_the_variables_not_their_values(status: int) -> None:
    with site(respond_with(SECRET.encode(), status)) as running:
        message = error_message(fetching(running.url, {"PREFECT_API_KEY": SECRET}))
        assert f"returned {status}: the server rejected the credentials" in message
        assert SECRET not in message
        message = error_message(fetching(running.url))
        assert "the server requires credentials" in message
        assert "PREFECT_API_AUTH_STRING" in message
        assert "PREFECT_API_KEY" in message


def test_query_is_sent_but_not_quoted() -> None:
    with site(respond_with(status=500)) as running:
        message = error_message(fetching(f"{running.url}/spec.json?token={SECRET}"))
        assert SECRET in running.requests[0][0]
        assert SECRET not in message


# Redirects


def redirect(target: str) -> Respond:
    return respond_with(b"", 307, headers={"Location": target})


ENVIRON = {"PREFECT_API_KEY": SECRET, "PREFECT_CLIENT_CUSTOM_HEADERS": json.dumps({"X-Gate": SECRET})}


def test_redirect_within_the_origin_keeps_credentials() -> None:
    with site(redirect("/moved"), moved=respond_with()) as running:
        assert fetch(running.url, environ=ENVIRON).raw == RAW
        assert [headers.get("authorization") for _, headers in running.requests] == [f"Bearer {SECRET}"] * 3


def test_redirect_to_another_origin_drops_credentials() -> None:
    with site() as other, site(redirect(f"{other.url}/openapi.json")) as start:
        assert fetch(start.url, environ=ENVIRON).raw == RAW
        assert all(SECRET in headers["authorization"] for _, headers in start.requests)
        assert other.requests
        assert SECRET not in str(other.requests)


def test_credentials_stay_dropped_after_a_redirect_back() -> None:
    routes: dict[str, Respond] = {"/again": respond_with()}
    with Site(routes, None) as start, site(redirect(f"{start.url}/again")) as detour:
        routes["/openapi.json"] = redirect(f"{detour.url}/openapi.json")
        assert fetch(start.url, environ=ENVIRON).raw == RAW
        requests = dict(start.requests)
    assert SECRET in str(requests["/openapi.json"])
    assert SECRET not in str(requests["/again"])


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/openapi.json", "redirects more than 5 times"),
        ("file:///etc/passwd", "which is not HTTP"),
        ("javascript:alert(1)", "an invalid URL"),
    ],
)
def test_invalid_redirects_are_rejected(target: str, expected: str) -> None:
    with site(redirect(target)) as running:
        assert expected in error_message(fetching(running.url))


# Transport errors


def test_connection_refused() -> None:
    with site() as running:
        url = running.url
    message = error_message(fetching(url))
    assert message.startswith(f"{url}/openapi.json cannot be reached: connection refused. Start the server")


def test_unknown_host() -> None:
    assert "cannot resolve the host" in error_message(fetching("http://no-such-host.invalid"))
    assert "invalid host name" in error_message(fetching(f"http://{'a' * 100}.invalid"))


def test_https_url_of_a_plain_http_server() -> None:
    with site() as running:
        assert "http:// or https://" in error_message(fetching(running.url.replace("http:", "https:")))


def test_certificate_is_verified_unless_its_authority_is_given_or_verification_is_off(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(file := tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with site(context=context) as running:
        assert "PREFECT_API_SSL_CERT_FILE" in error_message(fetching(running.url))
        assert fetch(running.url, environ={"PREFECT_API_SSL_CERT_FILE": str(file)}).raw == RAW
        assert fetch(running.url, environ={"SSL_CERT_FILE": str(file)}).raw == RAW
        assert fetch(running.url, environ={"PREFECT_API_TLS_INSECURE_SKIP_VERIFY": "true"}).raw == RAW


def test_invalid_certificate_file_is_rejected(tmp_path: Path) -> None:
    (empty := tmp_path / "empty.pem").write_text("nothing")
    for file in (tmp_path / "missing.pem", empty):
        message = error_message(fetching("https://127.0.0.1:1", {"PREFECT_API_SSL_CERT_FILE": str(file)}))
        assert message.startswith("PREFECT_API_SSL_CERT_FILE is not a readable certificate file")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "OpenAPI document not found"),
        (429, "Try again"),
        (500, "Try again"),
        (503, "Try again"),
        (204, "expected 200"),
    ],
)
def test_status_other_than_200_is_an_error(status: int, expected: str) -> None:
    with site(respond_with(b"", status)) as running:
        message = error_message(fetching(running.url))
        assert f"returned {status}" in message
        assert expected in message


def test_missing_response_times_out() -> None:
    with site(lambda _: time.sleep(1)) as running:
        assert "did not respond in time" in error_message(fetching(running.url, phase_timeout=0.1))


def test_endless_response_times_out() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(40):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.05)

    with site(drip) as running:
        started = time.monotonic()
        assert "was not received within" in error_message(fetching(running.url, total_timeout=0.5))
        assert time.monotonic() - started < 1.5


def test_endless_headers_time_out() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        for _ in range(40):
            request.wfile.write(b"H")
            request.wfile.flush()
            time.sleep(0.05)

    with site(drip) as running:
        assert "was not received within" in error_message(fetching(running.url, total_timeout=0.5))


def test_connection_closed_in_mid_response() -> None:
    with site(respond_with(RAW, headers={"Content-Length": "9999"})) as running:
        assert "closed the connection early" in error_message(fetching(running.url))


def test_server_without_http() -> None:
    def speak(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    with site(speak) as running:
        assert "closed the connection early" in error_message(fetching(running.url))


def test_too_large_body_is_rejected_before_it_is_received() -> None:
    def flood(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b" " * 65536)

    with site(flood) as running:
        assert "is larger than 1 MiB" in error_message(fetching(running.url, max_bytes=2**20))


def test_size_limit_applies_to_the_decompressed_body() -> None:
    bomb = respond_with(gzip.compress(b" " * 2**22), headers={"Content-Encoding": "gzip"})
    with site(bomb) as running:
        assert "is larger than 1 MiB" in error_message(fetching(running.url, max_bytes=2**20))
    with site(respond_with(b"not gzip", headers={"Content-Encoding": "gzip"})) as running:
        assert "could not be decompressed" in error_message(fetching(running.url))


# Documents that are rejected


def changed(**changes: object) -> bytes:
    return json.dumps(DOCUMENT | changes).encode()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8 (byte"),
        (b"\x89PNG", "is not UTF-8 (byte"),
        (b"<!doctype html><title>Log in</title>", "is HTML or XML"),
        (b"\n <html>", "is HTML or XML"),
        (b"openapi: 3.1.0", "is not JSON: "),
        (b'{"a": 1,}', "is not JSON: "),
        (RAW[:-1], "is truncated"),
        (RAW[: len(RAW) // 2], "is truncated"),
        (b'{"openapi": "3.', "is truncated"),
        (b"{", "is truncated"),
        (b"[]", "is JSON, but not an object"),
        (b"null", "is JSON, but not an object"),
        (b'"openapi"', "is JSON, but not an object"),
        (b"{}", "is JSON, but not an OpenAPI document"),
        (b'{"openapi": 3}', "is JSON, but not an OpenAPI document"),
        (b'{"swagger": "2.0", "paths": {}}', "Swagger 2"),
        (changed(openapi="2.0"), "OpenAPI 2.0"),
        (changed(openapi="4.0.0"), "OpenAPI 4.0.0"),
        (changed(paths=[]), "without paths"),
        (changed(paths=None), "without paths"),
        (changed(info={}), "without a version"),
        (changed(info={"version": 3}), "without a version"),
        (changed(info="3.8.8"), "without a version"),
        (changed(info={"version": ""}), "is not a Prefect version"),
        (changed(info={"version": "latest"}), "is not a Prefect version"),
        (changed(info={"version": "3.x"}), "is not a Prefect version"),
        (changed(info={"version": "3."}), "is not a Prefect version"),
        (changed(info={"version": "3.8.8\n"}), "is not a Prefect version"),
        (changed(info={"version": "3.8.8\n'''; import os"}), "is not a Prefect version"),
        (changed(info={"version": "../../3"}), "is not a Prefect version"),
        (changed(info={"version": "3." + "8" * 999}), "is not a Prefect version"),
        (changed(x=float("nan")), "a number that JSON does not allow"),
        (b'{"x": ' + b"9" * 5000 + b"}", "a number that JSON does not allow"),
        (changed(x="\ud800"), "a lone surrogate"),
        (b'{"\\udfff": 1}', "a lone surrogate"),
        (b"[" * 10_000_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "nested deeper"),
    ],
    ids=lambda value: value[:30].decode("ascii", "replace") if isinstance(value, bytes) else "",
)
def test_anything_but_the_document_is_rejected(raw: bytes, expected: str) -> None:
    message = error_message(lambda: parse(raw, "it", hint="Use another."))
    assert message.startswith("it ")
    assert expected in message
    assert len(message) < 300


@pytest.mark.parametrize(
    "version", ["3", "3.8.8", "3.0.0rc1", "3.6.12.dev3", "3.8.8+4.g1a2b3c4.dirty", "2.20.4", "3.8.8.post1", "v3.1"]
)
def test_prefect_versions_are_accepted(version: str) -> None:
    assert parse(changed(info={"version": version}), "it", hint="")["info"]["version"] == version


def test_nesting_up_to_the_limit_is_accepted() -> None:
    inner = b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1)
    assert parse(RAW[:-1] + b', "x": ' + inner + b"}", "it", hint="")


def test_last_of_repeated_keys_is_kept() -> None:
    raw = RAW[:-1] + b', "paths": {"/b": {}}}'
    assert parse(raw, "it", hint="")["paths"] == {"/b": {}}


def test_byte_order_mark_is_ignored() -> None:
    assert parse(b"\xef\xbb\xbf" + RAW, "it", hint="") == DOCUMENT


def test_login_page_with_status_200_is_rejected() -> None:
    with site(respond_with(b"<html><form action=/login>", kind="text/html")) as running:
        assert "possibly a login page" in error_message(fetching(running.url))


# Files


def test_file_is_loaded(tmp_path: Path) -> None:
    (file := tmp_path / "spec.json").write_bytes(RAW)
    assert load_file(file) == LoadedSpec(str(file), RAW, DOCUMENT, "3.8.8", None)


def test_invalid_files_are_rejected(tmp_path: Path) -> None:
    (latin := tmp_path / "latin.json").write_bytes('{"ä": 1}'.encode("latin-1"))
    (sparse := tmp_path / "huge.json").touch()
    with sparse.open("r+b") as file:
        file.truncate(200 * 2**20)
    assert error_message(lambda: load_file(tmp_path / "none.json")).startswith("file not found: ")
    assert "is a folder" in error_message(lambda: load_file(tmp_path))
    assert "cannot be read" in error_message(lambda: load_file(tmp_path / "\0"))
    assert "cannot be read" in error_message(lambda: load_file(latin / "below.json"))
    assert "is not UTF-8 (byte" in error_message(lambda: load_file(latin))
    assert "is larger than 64 MiB" in error_message(lambda: load_file(sparse))


def test_file_without_a_size_is_read_up_to_the_limit() -> None:
    assert "is larger than 1 MiB" in error_message(lambda: load_file(Path("/dev/zero"), max_bytes=2**20))


def test_error_message_is_always_one_line() -> None:
    error = GeneratorError("It said\x1b[31m\nred\r\n", "Do\n this.")
    assert str(error) == "It said [31m red. Do this."

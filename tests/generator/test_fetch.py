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
from generator.spec.fetch import MAX_DEPTH, Fetched, addresses, fetch, parse, read, request_headers
from tests.support.servers import ServerAddress

DOCUMENT: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Prefect", "version": "3.8.8"}, "paths": {}}
RAW = json.dumps(DOCUMENT).encode()
SECRET = "s3cr3t-value"

Respond = Callable[[BaseHTTPRequestHandler], None]


def answer(
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
    """A web server of which each path answers as told; it keeps what it was asked."""

    def __init__(self, routes: Mapping[str, Respond], context: ssl.SSLContext | None) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                with suppress(OSError):  # The client may have heard enough.
                    routes.get(self.path.partition("?")[0], answer(b"{}", 404))(self)

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
    """A server with *document* at /openapi.json; further keyword arguments name a path without its slash."""
    routes = {f"/{name}": respond for name, respond in more.items()}
    with Site({"/openapi.json": document or answer(), **routes}, context) as running:
        yield running


def complaint(action: Callable[[], object]) -> str:
    with pytest.raises(GeneratorError) as caught:
        action()
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.what
    assert caught.value.hint
    assert caught.value.__cause__ is None
    return message


def fetching(url: str, environ: Mapping[str, str] | None = None, **limits: Any) -> Callable[[], Fetched]:
    return lambda: fetch(url, environ=environ or {}, **limits)


# What is fetched


def test_a_real_server_is_fetched_with_both_of_its_versions(server: ServerAddress) -> None:
    fetched = fetch(server.origin, environ={})
    assert fetched.source == f"{server.origin}/openapi.json"
    assert fetched.server_version == server.version
    assert fetched.api_version == "0.8.4"
    assert json.loads(fetched.raw) == fetched.document
    assert "/flow_runs/filter" in fetched.document["paths"]


@pytest.mark.parametrize("suffix", ["", "/", "/api", "/api/", "/openapi.json", "/api/openapi.json"])
def test_each_way_to_name_a_server_finds_the_document_that_has_its_version(suffix: str) -> None:
    with site() as running:
        assert fetch(running.url + suffix, environ={}).raw == RAW
        assert [path for path, _ in running.asked] == ["/openapi.json", "/api/version"]


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
def test_addresses(url: str, document: str, api: str) -> None:
    assert tuple(map(str, addresses(url))) == (document, api)


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:4200", "localhost", "ftp://host", "file:///etc/passwd", "http://", "http://[::1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert "such as http://127.0.0.1:4200" in complaint(lambda: addresses(url))


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    message = complaint(lambda: addresses(f"http://user:{SECRET}@host"))
    assert "PREFECT_API_AUTH_STRING" in message
    assert SECRET not in message


@pytest.mark.parametrize("body", [b"not json", b"[]", b'"<script>"', b"[" * 500])
def test_a_server_that_does_not_tell_its_api_version_is_fetched_all_the_same(body: bytes) -> None:
    with Site({"/openapi.json": answer(), "/api/version": answer(body)}, None) as running:
        assert fetch(running.url, environ={}).api_version is None


def test_the_api_version_is_what_the_server_says() -> None:
    with Site({"/openapi.json": answer(), "/api/version": answer(b'"0.8.4"')}, None) as running:
        assert fetch(running.url, environ={}).api_version == "0.8.4"


def test_the_document_of_the_mounted_application_is_refused() -> None:
    mounted = json.dumps(DOCUMENT | {"info": {"version": "0.1.0"}}).encode()
    with site(answer(mounted)) as running:
        assert "not the server's" in complaint(fetching(running.url))


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


def test_custom_headers_are_sent_but_do_not_replace_what_is_ours() -> None:
    custom = json.dumps({"X-Team": "data", "User-Agent": "me", "Prefect-Csrf-Token": "x", "HOST": "other"})
    with site() as running:
        fetch(running.url, environ={"PREFECT_CLIENT_CUSTOM_HEADERS": custom})
        for _, headers in running.asked:
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
def test_custom_headers_that_are_none_are_refused_without_repeating_them(value: str) -> None:
    message = complaint(lambda: request_headers({"PREFECT_CLIENT_CUSTOM_HEADERS": value}))
    assert message.startswith("PREFECT_CLIENT_CUSTOM_HEADERS is not a JSON object")


@pytest.mark.parametrize("key", [f"{SECRET}\n", f"{SECRET}\r\nX: y", f"{SECRET}ä", f"\0{SECRET}"])
def test_a_key_that_no_header_can_hold_is_refused_without_repeating_it(key: str) -> None:
    message = complaint(lambda: request_headers({"PREFECT_API_KEY": key}))
    assert "PREFECT_API_KEY" in message
    assert SECRET not in message


@pytest.mark.parametrize("status", [401, 403])
def test_refused_credentials_name_the_variables_and_not_their_values(status: int) -> None:
    with site(answer(SECRET.encode(), status)) as running:
        message = complaint(fetching(running.url, {"PREFECT_API_KEY": SECRET}))
        assert f"answered {status}: it refused the credentials" in message
        assert SECRET not in message
        message = complaint(fetching(running.url))
        assert "it asks for credentials" in message
        assert "PREFECT_API_AUTH_STRING" in message
        assert "PREFECT_API_KEY" in message


def test_a_query_is_sent_but_not_shown() -> None:
    with site(answer(status=500)) as running:
        message = complaint(fetching(f"{running.url}/spec.json?token={SECRET}"))
        assert SECRET in running.asked[0][0]
        assert SECRET not in message


# Redirects


def redirect(target: str) -> Respond:
    return answer(b"", 307, headers={"Location": target})


ENVIRON = {"PREFECT_API_KEY": SECRET, "PREFECT_CLIENT_CUSTOM_HEADERS": json.dumps({"X-Gate": SECRET})}


def test_a_redirect_on_the_same_origin_keeps_the_credentials() -> None:
    with site(redirect("/moved"), moved=answer()) as running:
        assert fetch(running.url, environ=ENVIRON).raw == RAW
        assert [headers.get("authorization") for _, headers in running.asked] == [f"Bearer {SECRET}"] * 3


def test_a_redirect_to_another_origin_gets_no_credentials_there() -> None:
    with site() as other, site(redirect(f"{other.url}/openapi.json")) as start:
        assert fetch(start.url, environ=ENVIRON).raw == RAW
        assert all(SECRET in headers["authorization"] for _, headers in start.asked)
        assert other.asked
        assert SECRET not in str(other.asked)


def test_credentials_do_not_come_back_after_a_detour() -> None:
    routes: dict[str, Respond] = {"/again": answer()}
    with Site(routes, None) as start, site(redirect(f"{start.url}/again")) as detour:
        routes["/openapi.json"] = redirect(f"{detour.url}/openapi.json")
        assert fetch(start.url, environ=ENVIRON).raw == RAW
        asked = dict(start.asked)
    assert SECRET in str(asked["/openapi.json"])
    assert SECRET not in str(asked["/again"])


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/openapi.json", "redirects more than 5 times"),
        ("file:///etc/passwd", "which is not HTTP"),
        ("javascript:alert(1)", "not a URL"),
    ],
)
def test_redirects_that_lead_nowhere(target: str, expected: str) -> None:
    with site(redirect(target)) as running:
        assert expected in complaint(fetching(running.url))


# What goes wrong on the way


def test_a_dead_port() -> None:
    with site() as running:
        url = running.url
    message = complaint(fetching(url))
    assert message.startswith(f"{url}/openapi.json cannot be reached: nothing listens there. Start the server")


def test_a_host_that_does_not_exist() -> None:
    assert "is not known to DNS" in complaint(fetching("http://no-such-host.invalid"))
    assert "is not one" in complaint(fetching(f"http://{'a' * 100}.invalid"))


def test_plain_http_where_tls_was_expected() -> None:
    with site() as running:
        assert "http:// or https://" in complaint(fetching(running.url.replace("http:", "https:")))


def test_a_certificate_is_checked_unless_it_is_given_or_checking_is_turned_off(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(file := tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with site(context=context) as running:
        assert "PREFECT_API_SSL_CERT_FILE" in complaint(fetching(running.url))
        assert fetch(running.url, environ={"PREFECT_API_SSL_CERT_FILE": str(file)}).raw == RAW
        assert fetch(running.url, environ={"SSL_CERT_FILE": str(file)}).raw == RAW
        assert fetch(running.url, environ={"PREFECT_API_TLS_INSECURE_SKIP_VERIFY": "true"}).raw == RAW


def test_a_file_of_certificates_that_is_none(tmp_path: Path) -> None:
    (empty := tmp_path / "empty.pem").write_text("nothing")
    for file in (tmp_path / "missing.pem", empty):
        message = complaint(fetching("https://127.0.0.1:1", {"PREFECT_API_SSL_CERT_FILE": str(file)}))
        assert message.startswith("PREFECT_API_SSL_CERT_FILE does not name")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "there is no OpenAPI document"),
        (429, "Try again"),
        (500, "Try again"),
        (503, "Try again"),
        (204, "200 was"),
    ],
)
def test_a_status_that_is_not_200(status: int, expected: str) -> None:
    with site(answer(b"", status)) as running:
        message = complaint(fetching(running.url))
        assert f"answered {status}" in message
        assert expected in message


def test_an_answer_that_never_comes() -> None:
    with site(lambda _: time.sleep(1)) as running:
        assert "did not answer in time" in complaint(fetching(running.url, phase_timeout=0.1))


def test_an_answer_that_never_ends() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(40):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.05)

    with site(drip) as running:
        started = time.monotonic()
        assert "did not arrive within" in complaint(fetching(running.url, total_timeout=0.5))
        assert time.monotonic() - started < 1.5


def test_headers_that_never_end() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        for _ in range(40):
            request.wfile.write(b"H")
            request.wfile.flush()
            time.sleep(0.05)

    with site(drip) as running:
        assert "did not arrive within" in complaint(fetching(running.url, total_timeout=0.5))


def test_a_connection_that_breaks_in_the_middle() -> None:
    with site(answer(RAW, headers={"Content-Length": "9999"})) as running:
        assert "broke off in the middle" in complaint(fetching(running.url))


def test_what_is_not_http() -> None:
    def speak(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    with site(speak) as running:
        assert "broke off" in complaint(fetching(running.url))


def test_a_body_that_is_too_large_is_refused_before_it_has_come() -> None:
    def flood(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b" " * 65536)

    with site(flood) as running:
        assert "is larger than 1 MiB" in complaint(fetching(running.url, max_bytes=2**20))


def test_a_compressed_body_counts_unpacked() -> None:
    bomb = answer(gzip.compress(b" " * 2**22), headers={"Content-Encoding": "gzip"})
    with site(bomb) as running:
        assert "is larger than 1 MiB" in complaint(fetching(running.url, max_bytes=2**20))
    with site(answer(b"not gzip", headers={"Content-Encoding": "gzip"})) as running:
        assert "cannot be unpacked" in complaint(fetching(running.url))


# What is not the document


def changed(**changes: object) -> bytes:
    return json.dumps(DOCUMENT | changes).encode()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8 text"),
        (b"\x89PNG", "is not UTF-8 text"),
        (b"<!doctype html><title>Log in</title>", "is a web page or XML"),
        (b"\n <html>", "is a web page or XML"),
        (b"openapi: 3.1.0", "is not JSON: "),
        (b'{"a": 1,}', "is not JSON: "),
        (RAW[:-1], "is cut off"),
        (RAW[: len(RAW) // 2], "is cut off"),
        (b'{"openapi": "3.', "is cut off"),
        (b"{", "is cut off"),
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
        (changed(info={}), "does not say its version"),
        (changed(info={"version": 3}), "does not say its version"),
        (changed(info="3.8.8"), "does not say its version"),
        (changed(info={"version": ""}), "is not one of a Prefect server"),
        (changed(info={"version": "latest"}), "is not one of a Prefect server"),
        (changed(info={"version": "3.8.8\n'''; import os"}), "is not one of a Prefect server"),
        (changed(info={"version": "../../3"}), "is not one of a Prefect server"),
        (changed(info={"version": "3." + "8" * 999}), "is not one of a Prefect server"),
        (changed(x=float("nan")), "a number that JSON does not allow"),
        (b'{"x": ' + b"9" * 5000 + b"}", "a number that JSON does not allow"),
        (changed(x="\ud800"), "half a character"),
        (b'{"\\udfff": 1}', "half a character"),
        (b"[" * 10_000_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "nested deeper"),
    ],
    ids=lambda value: value[:30].decode("ascii", "replace") if isinstance(value, bytes) else "",
)
def test_what_is_not_the_document_is_refused(raw: bytes, expected: str) -> None:
    message = complaint(lambda: parse(raw, "it", hint="Give another."))
    assert message.startswith("it ")
    assert expected in message
    assert len(message) < 300


@pytest.mark.parametrize(
    "version", ["3", "3.8.8", "3.0.0rc1", "3.6.12.dev3", "3.8.8+4.g1a2b3c4.dirty", "2.20.4", "3.8.8.post1", "v3.1"]
)
def test_versions_of_servers(version: str) -> None:
    assert parse(changed(info={"version": version}), "it", hint="")["info"]["version"] == version


def test_depth_up_to_the_limit_is_accepted() -> None:
    inner = b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1)
    assert parse(RAW[:-1] + b', "x": ' + inner + b"}", "it", hint="")


def test_the_last_of_equal_keys_counts() -> None:
    raw = RAW[:-1] + b', "paths": {"/b": {}}}'
    assert parse(raw, "it", hint="")["paths"] == {"/b": {}}


def test_a_byte_order_mark_is_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf" + RAW, "it", hint="") == DOCUMENT


def test_a_login_page_with_status_200() -> None:
    with site(answer(b"<html><form action=/login>", kind="text/html")) as running:
        assert "perhaps a login page" in complaint(fetching(running.url))


# Files


def test_a_file_is_read(tmp_path: Path) -> None:
    (file := tmp_path / "spec.json").write_bytes(RAW)
    assert read(file) == Fetched(str(file), RAW, DOCUMENT, "3.8.8", None)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (text := tmp_path / "latin.json").write_bytes('{"ä": 1}'.encode("latin-1"))
    (sparse := tmp_path / "huge.json").touch()
    with sparse.open("r+b") as file:
        file.truncate(200 * 2**20)
    assert complaint(lambda: read(tmp_path / "none.json")).startswith("There is no file")
    assert "is a folder" in complaint(lambda: read(tmp_path))
    assert "cannot be read" in complaint(lambda: read(tmp_path / "\0"))
    assert "cannot be read" in complaint(lambda: read(text / "below.json"))
    assert "is not UTF-8" in complaint(lambda: read(text))
    assert "is larger than 64 MiB" in complaint(lambda: read(sparse))


def test_a_file_that_does_not_tell_its_size_is_not_read_for_ever() -> None:
    assert "is larger than 1 MiB" in complaint(lambda: read(Path("/dev/zero"), max_bytes=2**20))


def test_an_error_is_one_line_whatever_it_quotes() -> None:
    error = GeneratorError("It said\x1b[31m\nred\r\n", "Do\n this.")
    assert str(error) == "It said [31m red. Do this."

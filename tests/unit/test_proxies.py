"""Proxies: the environment, exceptions from it, and the argument *proxy*."""

import re
from typing import Any

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, ConfigurationError, Prefect
from prefect_http._http.proxies import bypasses_proxy, environment_proxy
from prefect_http._http.transport import open_async_transport, open_transport

pytestmark = pytest.mark.every_python

HTTP = "http://prefect.test:4200/api"
PROXY = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "request_method"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("no_proxy", "url"),
    [
        ("*", HTTP),
        ("prefect.test", HTTP),
        ("PREFECT.test", HTTP),
        ("prefect.test.", HTTP),
        ("prefect.test", "http://Prefect.Test./api"),
        ("test", HTTP),
        (".test", HTTP),
        ("*.test", HTTP),
        (".prefect.test", HTTP),
        ("a, ,prefect.test ,b", HTTP),
        ("a prefect.test", HTTP),
        ("prefect.test:4200", HTTP),
        ("prefect.test:80", "http://prefect.test/api"),
        ("prefect.test:443", "https://prefect.test/api"),
        ("http://prefect.test", HTTP),
        ("http://prefect.test:4200/", HTTP),
        ("all://prefect.test", HTTP),
        ("https://*", "https://prefect.test/api"),
        ("localhost", "http://localhost:4200/api"),
        ("127.0.0.1", "http://127.0.0.1:4200/api"),
        ("127.0.0.0/8", "http://127.0.0.1:4200/api"),
        ("127.0.0.1/8", "http://127.1.2.3:4200/api"),
        ("127.0.0.1:4200", "http://127.0.0.1:4200/api"),
        ("127.0.0.0/8", "http://[::ffff:127.0.0.1]:4200/api"),
        ("::1", "http://[::1]:4200/api"),
        ("[::1]", "http://[::1]:4200/api"),
        ("0:0:0:0:0:0:0:1", "http://[::1]:4200/api"),
        ("[::1]:4200", "http://[::1]:4200/api"),
        ("http://[::1]:4200", "http://[::1]:4200/api"),
        ("fd00::/8", "http://[fd12:3456::1]/api"),
        ("münchen.test", "http://xn--mnchen-3ya.test/api"),
        ("xn--mnchen-3ya.test", "http://münchen.test/api"),
    ],
)
def test_no_proxy_exempts(no_proxy: str, url: str) -> None:
    assert bypasses_proxy(url, no_proxy)


@pytest.mark.parametrize(
    ("no_proxy", "url"),
    [
        ("", HTTP),
        (" , ", HTTP),
        (".", HTTP),
        ("fect.test", HTTP),
        ("prefect.test.example", HTTP),
        ("prefect.test:80", HTTP),
        ("https://prefect.test", HTTP),
        ("http://prefect.test:80", HTTP),
        ("10.0.0.0/8", "http://127.0.0.1/api"),
        ("0.0.0.0/0", HTTP),
        ("0.0.0.1", "http://127.0.0.0.1/api"),
        ("fd00::/8", "http://[fe80::1]/api"),
        ("[::1]:80", "http://[::1]:4200/api"),
        ("::/0", "http://127.0.0.1/api"),
        ("1", "http://[::1]/api"),
    ],
)
def test_no_proxy_does_not_exempt(no_proxy: str, url: str) -> None:
    assert not bypasses_proxy(url, no_proxy)


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({"HTTP_PROXY": PROXY}, PROXY),
        ({"http_proxy": PROXY, "HTTP_PROXY": "http://other"}, PROXY),
        ({"http_proxy": "", "HTTP_PROXY": PROXY}, None),
        ({"ALL_PROXY": "127.0.0.1:9"}, PROXY),
        ({"HTTP_PROXY": PROXY, "NO_PROXY": "prefect.test"}, None),
        ({"HTTP_PROXY": PROXY, "no_proxy": "other.test", "NO_PROXY": "prefect.test"}, PROXY),
        # In a CGI script, the header ``Proxy`` of the request becomes HTTP_PROXY.
        ({"REQUEST_METHOD": "GET", "HTTP_PROXY": "http://other"}, None),
        ({"REQUEST_METHOD": "GET", "HTTP_PROXY": "http://other", "ALL_PROXY": PROXY}, PROXY),
    ],
)
def test_environment_chooses_the_proxy(
    environment: dict[str, str], proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert environment_proxy(HTTP) == proxy


@pytest.mark.parametrize("proxy", [PROXY, "127.0.0.1:9", httpx.URL(PROXY), httpx.Proxy(PROXY), "https://127.0.0.1:9"])
def test_proxy_argument_overrides_the_environment(proxy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://other")
    monkeypatch.setenv("NO_PROXY", "*")
    for transport in (open_transport(HTTP, verify=True, proxy=proxy), open_async_transport(HTTP, True, proxy)):
        assert b"127.0.0.1" in vars(transport._pool)["_proxy_url"].host


def test_false_disables_the_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", PROXY)
    with open_transport(HTTP, verify=True, proxy=False) as transport:
        assert "Proxy" not in type(transport._pool).__name__


@pytest.mark.parametrize("client", [Prefect, AsyncPrefect])
@pytest.mark.parametrize("proxy", ["", "gopher://me:hunter2@proxy", "socks5://me:hunter2@proxy:99999", 5, True])
def test_invalid_proxy_is_rejected_without_its_credentials(
    client: type[Prefect] | type[AsyncPrefect], proxy: Any
) -> None:
    with pytest.raises(ArgumentError, match="proxy") as caught:
        client(HTTP, proxy=proxy)
    assert "hunter2" not in f"{caught.value!r}{caught.value.__context__!r}"


def test_credentials_of_a_proxy_are_not_shown() -> None:
    with Prefect(HTTP, proxy="http://me:hunter2@127.0.0.1:9", retry=False) as prefect:
        assert "hunter2" not in f"{prefect!r}{vars(prefect)!r}"


@pytest.mark.parametrize(
    ("option", "value"), [("verify", False), ("verify", "ca.pem"), ("proxy", PROXY), ("proxy", False)]
)
@pytest.mark.parametrize("client", [Prefect, AsyncPrefect])
def test_options_that_a_transport_would_ignore_are_rejected(
    client: type[Prefect] | type[AsyncPrefect], option: str, value: Any
) -> None:
    transport: Any = httpx.MockTransport(lambda _: httpx.Response(200))
    with pytest.raises(ArgumentError, match=f"{option} cannot be combined with transport"):
        client(HTTP, transport=transport, **{option: value})


@pytest.mark.parametrize(
    ("client", "transport", "expected"),
    [
        (Prefect, "http", "BaseTransport, got 'http'"),
        (Prefect, httpx.AsyncHTTPTransport(verify=False), "BaseTransport, got AsyncHTTPTransport"),
        (AsyncPrefect, httpx.HTTPTransport(verify=False), "AsyncBaseTransport, got HTTPTransport"),
    ],
)
def test_transport_of_the_wrong_kind_is_rejected(client: Any, transport: Any, expected: str) -> None:
    with pytest.raises(ArgumentError, match=f"transport must be an httpx.{re.escape(expected)}"):
        client(HTTP, transport=transport)


def test_proxy_without_a_socks_library_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_socks(**_: object) -> None:
        raise ImportError("socksio")

    monkeypatch.setattr(httpx, "HTTPTransport", no_socks)
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with pytest.raises(ConfigurationError, match=r"install httpx\[socks\]"):
        Prefect(HTTP)
    with pytest.raises(ArgumentError, match=r"install httpx\[socks\]"):
        Prefect(HTTP, proxy="socks5://127.0.0.1:9")

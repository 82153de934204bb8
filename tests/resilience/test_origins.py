"""Credentials and headers go to the server that they are for, and nowhere else, whatever it answers."""

import datetime as dt
import json
import os
import ssl
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import trustme

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConfigurationError,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    Prefect,
    PrefectHTTPError,
    StatusError,
)
from prefect_http_api import deployments, events, flow_runs, flows, work_queues
from tests.resilience.sites import Answer, Asked, Reply, Site, serving
from tests.support.leaks import API_KEY, CSRF, HEADER, URL_PASSWORD, leaked
from tests.support.stub import RUN, flow_run

Survived = Callable[[str, str, str], None]

POINT = "Credentials go to one origin only"
HEADERS = {"X-Vault": HEADER}
READ = flow_runs.read_flow_run(RUN)
CREATE = deployments.create_flow_run_from_deployment(RUN, idempotency_key="mine")
STATUSES = (301, 302, 303, 307, 308)
ELSEWHERE = "/api/elsewhere"

pytestmark = pytest.mark.anyio


def as_json(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


def home(asked: Asked, answer: Answer) -> Reply:
    """Answer as a server with CSRF protection does, and what passes that as *answer* does."""
    if asked.target.startswith("/api/csrf-token"):
        when = "2099-01-01T00:00:00Z"
        return as_json(
            {"id": str(RUN), "created": when, "updated": when, "client": "x", "token": CSRF, "expiration": when}
        )
    if asked.method != "GET" and asked.headers.get("prefect-csrf-token") != CSRF:
        return as_json({"detail": "Missing CSRF token."}, 403)
    return answer(asked)


def always(reply: Reply) -> Answer:
    """Return what answers everything with *reply*."""
    return lambda _: reply


def found(_asked: Asked) -> Reply:
    return as_json(flow_run(1))


def never(_request: httpx.Request) -> httpx.Response:
    pytest.fail("it was sent")


def client(api_url: str, **options: Any) -> Prefect:
    return Prefect(api_url, api_key=API_KEY, headers=HEADERS, retry=False, **options)


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    """Another server on this machine, which would take anything."""
    with serving(found) as site:
        yield site


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


LOCATIONS: dict[str, Callable[[Site, Site], str]] = {
    "another port": lambda _, other: other.at("127.0.0.1", ELSEWHERE),
    "another name": lambda _, other: other.at("localhost", ELSEWHERE),
    "another scheme": lambda _, other: f"https://127.0.0.1:{other.port}{ELSEWHERE}",
    "no scheme": lambda _, other: f"//127.0.0.1:{other.port}{ELSEWHERE}",
    "the right name as a user": lambda own, other: f"http://127.0.0.1:{own.port}@localhost:{other.port}{ELSEWHERE}",
    "backslashes": lambda _, other: f"\\\\localhost:{other.port}{ELSEWHERE}",
    "a name that goes on": lambda own, other: f"http://127.0.0.1.localhost:{other.port}/{own.port}",
    "a name that ends in a dot": lambda own, _: f"http://127.0.0.1.:{own.port}{ELSEWHERE}",
    "a file": lambda _own, _other: "file:///etc/passwd",
    "no URL": lambda _own, _other: "http://[broken",
}


def test_a_redirect_to_another_origin_is_not_followed(elsewhere: Site, survived: Survived) -> None:
    told = 0
    for name, location in LOCATIONS.items():
        for status in STATUSES:

            def redirect(_asked: Asked) -> Reply:
                return Reply(status, headers={"Location": location(site, elsewhere)})  # noqa: B023  # called at once

            with serving(partial(home, answer=redirect)) as site, client(site.at("127.0.0.1", "/api")) as prefect:
                for call in (READ, CREATE):
                    with pytest.raises(StatusError, match="PREFECT_API_URL") as caught:
                        prefect.send(call)
                    assert caught.value.status == status, name
                    assert not leaked(str(caught.value))
                    told += 1
                assert ELSEWHERE not in {asked.target for asked in site.asked}
    assert elsewhere.asked == []
    survived(POINT, f"redirects to {len(LOCATIONS)} forms of another origin, {len(STATUSES)} statuses", told_of(told))


def told_of(count: int) -> str:
    return f"{count} errors that say where to, 0 requests there"


async def test_nor_by_the_async_client(elsewhere: Site) -> None:
    answer = Reply(307, headers={"Location": elsewhere.at("localhost", ELSEWHERE)})
    with serving(partial(home, answer=always(answer))) as site:
        async with AsyncPrefect(site.at("127.0.0.1", "/api"), api_key=API_KEY, headers=HEADERS) as prefect:
            with pytest.raises(StatusError, match=f"localhost:{elsewhere.port}"):
                await prefect.send(CREATE)
    assert elsewhere.asked == []


def test_nor_is_one_from_https_to_http(
    authority: trustme.CA, trusted: str, elsewhere: Site, survived: Survived
) -> None:
    tls = context_of(authority.issue_cert("127.0.0.1"))
    told = 0
    for status in STATUSES:
        answer = Reply(status, headers={"Location": elsewhere.at("127.0.0.1", ELSEWHERE)})
        with (
            serving(partial(home, answer=always(answer)), tls) as site,
            client(site.at("127.0.0.1", "/api"), verify=trusted) as prefect,
        ):
            for call in (READ, CREATE):
                with pytest.raises(StatusError, match=f"a redirect to http://127.0.0.1:{elsewhere.port}"):
                    prefect.send(call)
                told += 1
    assert elsewhere.asked == []
    survived(POINT, "redirects from https to http", told_of(told))


@pytest.mark.parametrize("written", ["LocalHost", "LOCALHOST", "localhost"])
def test_one_to_the_same_origin_in_other_letters_is_followed(written: str) -> None:
    def redirect(asked: Asked) -> Reply:
        if asked.target == ELSEWHERE:
            return found(asked)
        return Reply(307, headers={"Location": site.at(written, ELSEWHERE)})

    with serving(redirect) as site, client(site.at("lOCALHOST", "/api")) as prefect:
        assert prefect.send(READ).name == "run-1"
        assert [asked.target for asked in site.asked] == [f"/api/flow_runs/{RUN}", ELSEWHERE]
        assert {asked.headers["authorization"] for asked in site.asked} == {f"Bearer {API_KEY}"}


@pytest.mark.parametrize(
    ("api_url", "location", "followed"),
    [
        ("http://prefect.test/api", "http://prefect.test:80/api/x", True),
        ("http://prefect.test:80/api", "http://PREFECT.test/api/x", True),
        ("https://prefect.test/api", "https://prefect.test:443/api/x", True),
        ("https://prefect.test/api", "https://prefect.test:80/api/x", False),
        ("http://prefect.test/api", "http://prefect.test:443/api/x", False),
        ("http://prefect.test:8080/api", "http://prefect.test/api/x", False),
        ("http://prefect.test:8080/api", "https://prefect.test:8080/api/x", False),
        ("https://prefect.test:8080/api", "http://prefect.test:8080/api/x", False),
        ("http://xn--mnchen-3ya.test/api", "http://münchen.test/api/x", True),
        ("http://münchen.test/api", "http://xn--mnchen-3ya.test/api/x", True),
    ],
)
def test_ports_and_names_are_compared_as_the_network_knows_them(api_url: str, location: str, followed: bool) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if len(seen) == 1:
            return httpx.Response(307, headers={b"location": location.encode()})
        return httpx.Response(200, json=flow_run(1))

    with client(api_url, transport=httpx.MockTransport(answer)) as prefect:
        assert prefect.send_raw(READ).status_code == (200 if followed else 307)
    assert len(seen) == 1 + followed
    assert {request.headers["host"] for request in seen} == {httpx.URL(api_url).netloc.decode()}


@pytest.fixture
def _no_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no host go past the environment's proxy."""
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_no_exceptions")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxys_redirect_is_not_followed(
    scheme: str, elsewhere: Site, monkeypatch: pytest.MonkeyPatch, survived: Survived
) -> None:
    told = 0
    for status in STATUSES:
        answer = Reply(status, headers={"Location": elsewhere.at("127.0.0.1", ELSEWHERE)})
        with serving(always(answer)) as proxy:
            monkeypatch.setenv(f"{scheme}_proxy", f"http://me:{URL_PASSWORD}@127.0.0.1:{proxy.port}")
            with client(f"{scheme}://prefect.test/api") as prefect:
                for call in (READ, CREATE):
                    with pytest.raises(PrefectHTTPError, match=f" {status} |\\({status} ") as caught:
                        prefect.send(call)
                    assert not leaked(str(caught.value))
                    told += 1
        assert {asked.method for asked in proxy.asked} == ({"CONNECT"} if scheme == "https" else {"GET", "POST"})
        if scheme == "https":
            # It is to pass on what it cannot read.
            assert not {"authorization", "x-vault"} & {name for asked in proxy.asked for name in asked.headers}
    assert elsewhere.asked == []
    came = told_of(told) if scheme == "http" else f"{told} errors, 0 requests there, nor one header to the proxy"
    survived(POINT, f"a proxy for {scheme} answers with redirects", came)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize(
    "form", ["http://{host}:{port}/api/events/filter/next", "file:///etc/passwd", "//{host}:{port}/"]
)
def test_a_next_page_elsewhere_is_asked_for_at_home_and_told(
    host: str, form: str, elsewhere: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "prefect_http")
    when = "2026-01-31T08:00:00Z"
    event = {"id": str(RUN), "occurred": when, "received": when, "event": "e", "resource": {"prefect.resource.id": "r"}}
    next_page = form.format(host=host, port=elsewhere.port) + "?page-token=canary"

    def page(asked: Asked) -> Reply:
        last = asked.target.startswith("/api/events/filter/next")
        if not last and json.loads(asked.body)["filter"]["occurred"]["until"] < when:
            return as_json({"events": [], "total": 0, "next_page": None})
        other = {**event, "id": str(RUN).replace("1", "2")} if last else event
        return as_json({"events": [other], "total": 3, "next_page": None if last else next_page})

    with serving(partial(home, answer=page)) as site, client(site.at("127.0.0.1", "/api")) as prefect:
        assert len(list(prefect.events.list())) == 2
    assert "/api/events/filter/next?page-token=canary" in {asked.target for asked in site.asked}
    named = next_page.partition("?")[0]
    assert [record.getMessage() for record in caplog.records] == [
        f"The server names {named} for the next page of events; requesting it from {site.at('127.0.0.1', '/api')}"
    ]
    assert elsewhere.asked == []


def test_cookies_are_not_kept() -> None:
    with (
        serving(lambda _: Reply(200, json.dumps(flow_run(1)).encode(), {"Set-Cookie": "session=1"})) as site,
        client(site.at("127.0.0.1", "/api")) as prefect,
    ):
        prefect.send(READ)
        prefect.send(READ)
    assert not any("cookie" in asked.headers for asked in site.asked)


class TestTLS:
    """What a server has to show before anything is sent to it."""

    @pytest.mark.parametrize(
        ("names", "lifetime", "said"),
        [
            (["127.0.0.1"], {}, "unable to get local issuer certificate|self-signed"),
            (["prefect.test"], {}, "mismatch"),
            (["127.0.0.1"], {"not_after": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "expired"),
        ],
        ids=["unknown authority", "another name", "expired"],
    )
    def test_what_cannot_be_trusted_is_sent_nothing(
        self, names: list[str], lifetime: dict[str, Any], said: str, authority: trustme.CA, trusted: str
    ) -> None:
        options = {} if "issuer" in said else {"verify": trusted}
        with (
            serving(found, context_of(authority.issue_cert(*names, **lifetime))) as site,
            client(site.at("127.0.0.1", "/api"), **options) as prefect,
            pytest.raises(ConnectionError, match=said) as caught,
        ):
            prefect.send(READ)
        assert not caught.value.may_have_been_sent
        assert site.asked == []

    def test_what_is_trusted_is_sent_all(self, authority: trustme.CA, trusted: str) -> None:
        with (
            serving(found, context_of(authority.issue_cert("127.0.0.1"))) as site,
            client(site.at("127.0.0.1", "/api"), verify=trusted) as prefect,
        ):
            assert prefect.send(READ).name == "run-1"

    @pytest.mark.parametrize("by", ["argument", "variable", "context"])
    def test_a_client_that_trusts_anyone_warns_once(
        self, by: str, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        options: dict[str, Any] = {}
        if by == "argument":
            options = {"verify": False}
        elif by == "context":
            options = {"verify": ssl._create_unverified_context()}  # noqa: S323  # that is the point
        else:
            monkeypatch.setenv("PREFECT_API_TLS_INSECURE_SKIP_VERIFY", "true")
        with (
            serving(found, context_of(authority.issue_cert("prefect.test"))) as site,
            warnings.catch_warnings(record=True) as told,
        ):
            warnings.simplefilter("always")
            with client(site.at("127.0.0.1", "/api"), **options) as prefect:
                for _ in range(3):
                    assert prefect.with_options(timeout=5).send(READ).name == "run-1"
        (warning,) = told
        assert str(warning.message).startswith(f"{site.at('127.0.0.1', '/api')}: TLS certificates are not verified")
        assert warning.filename == __file__
        assert not leaked(str(warning.message))

    def test_where_there_is_no_tls_there_is_nothing_to_warn_of(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            client("http://127.0.0.1:9/api", verify=False).close()
            client("https://127.0.0.1:9/api").close()
            client("https://127.0.0.1:9/api", verify=False, transport=httpx.MockTransport(never)).close()

    def test_one_line_of_a_program_warns_once(self) -> None:
        program = (
            "from prefect_http import AsyncPrefect, Prefect\n"
            "for _ in range(3):\n"
            "    Prefect('https://127.0.0.1:9/api', verify=False).close()\n"
        )
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
        )
        assert done.stderr.count("UserWarning") == 1


EVIL = "\r\nX-Evil: 1"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}{EVIL}",
        f"{HEADER}\n1",
        f"{HEADER}\r1",
        f"{HEADER}\0",
        f"{HEADER}\x0b1",
        f"{HEADER}€",
        f"{HEADER}\ud800",
    ],
)
class TestInjection:
    """What would be two headers, or none."""

    def test_in_arguments(self, text: str) -> None:
        wrong: tuple[dict[str, Any], ...] = (
            {"headers": {"X-Vault": text}},
            {"headers": {text: "1"}},
            {"headers": {f"X-{text}": "1"}},
            {"api_key": text},
        )
        for options in wrong:
            with pytest.raises(ConfigurationError) as caught:
                Prefect("http://127.0.0.1:9/api", **options)
            assert not leaked(f"{caught.value}{caught.value!r}")

    def test_in_variables(self, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
        monkeypatch.setenv("PREFECT_CLIENT_CUSTOM_HEADERS", json.dumps({"X-Vault": text}))
        with pytest.raises(ConfigurationError) as caught:
            Prefect()
        assert not leaked(f"{caught.value}{caught.value!r}")

    def test_in_what_a_hook_writes(self, text: str) -> None:
        def write(request: httpx.Request) -> None:
            request.headers["X-Trace"] = text

        hooks = {"event_hooks": {"request": [write]}}
        with client("http://prefect.test/api", transport=httpx.MockTransport(never), **hooks) as prefect:
            # What no byte stands for httpx refuses to the hook itself, and UTF-8 is sent as it is.
            if text.isascii():
                with pytest.raises(ArgumentError, match="event_hooks") as caught:
                    prefect.send(READ)
                assert not leaked(f"{caught.value}{caught.value!r}")

    def test_in_what_is_no_header(self, text: str) -> None:
        if "\ud800" in text:
            return
        with serving(partial(home, answer=found)) as site, client(site.at("127.0.0.1", "/api")) as prefect:
            prefect.deployments.trigger(RUN, idempotency_key=text, name=text, tags=[text])
            prefect.send_raw(flows.read_flow_by_name(text))
            prefect.send_raw(events.read_account_events_page(page_token=text))
            prefect.send_raw(flow_runs.read_flow_runs(flow_runs={"name": {"any_": [text]}}))
        triggered, named, paged, filtered = site.asked[2:]
        assert json.loads(triggered.body)["idempotency_key"] == text
        assert named.target == f"/api/flows/name/{quote(text, safe='')}"
        assert httpx.URL(paged.target).params["page-token"] == text
        assert json.loads(filtered.body)["flow_runs"]["name"]["any_"] == [text]
        assert not any("x-evil" in asked.headers for asked in site.asked)
        assert len(site.asked) == 6

    def test_in_a_header_of_an_operation(self, text: str) -> None:
        call = work_queues.read_work_queue_runs(RUN, x_prefect_ui=text)  # type: ignore[arg-type]
        prefect = client("http://prefect.test/api", transport=httpx.MockTransport(never))
        with prefect, pytest.raises(ArgumentError) as caught:
            prefect.send(call)
        assert not leaked(f"{caught.value}{caught.value!r}")


@pytest.mark.parametrize("text", [f"me:{HEADER}{EVIL}", f"me:{HEADER}\0", f"me:{HEADER}\ud800"])
def test_an_auth_string_that_is_no_text_in_one_line_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Prefect("http://127.0.0.1:9/api", auth_string=text)
    assert not leaked(f"{caught.value}{caught.value!r}")


@pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding", "User-Agent", "Prefect-Csrf-Token"])
def test_a_header_that_is_the_clients_own_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match="the client sets this header itself"):
        Prefect("http://127.0.0.1:9/api", headers={name: "5"})


def test_a_page_without_a_token_is_an_error(elsewhere: Site) -> None:
    when = "2026-01-31T08:00:00Z"
    event = {"id": str(RUN), "occurred": when, "received": when, "event": "e", "resource": {"prefect.resource.id": "r"}}
    page = {"events": [event], "total": 2, "next_page": elsewhere.at("localhost", f"/{HEADER}?x={HEADER}")}
    with (
        serving(partial(home, answer=always(as_json(page)))) as site,
        client(site.at("127.0.0.1", "/api")) as prefect,
        pytest.raises(DecodeError, match="page-token"),
    ):
        list(prefect.events.list())
    assert elsewhere.asked == []

"""CSRF tokens, on real servers and with simulated failures."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import anyio
import httpx
import pytest

from prefect_http import (
    AsyncPrefect,
    AuthenticationError,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    PermissionDeniedError,
    Prefect,
    RetryPolicy,
    ServerError,
)
from prefect_http_api import deployments, flow_runs, flows, root, variables
from tests.support.clock import Clock
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import API, RUN, flow_run
from tests.support.transports import AsyncPatientTransport, PatientTransport
from tests.support.versions import PINNED

PASSWORD = "me:hunter2"

Protected = tuple[ServerAddress, str | None]


@pytest.fixture(scope="module", params=[None, PASSWORD], ids=["CSRF", "CSRF and Basic auth"])
def protected(server_of: Provide, request: pytest.FixtureRequest) -> Protected:
    """A server with CSRF protection, and the auth string that it requires."""
    auth_string: str | None = request.param
    basic = {} if auth_string is None else {"PREFECT_SERVER_API_AUTH_STRING": auth_string}
    return server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true", **basic), auth_string


class Recording(PatientTransport):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        return super().handle_request(request)

    @property
    def tokens(self) -> int:
        """Number of tokens that were requested."""
        return sum(request.url.path == "/api/csrf-token" for request in self.seen)


@pytest.fixture
def sent() -> Recording:
    return Recording()


@pytest.fixture
def prefect(protected: Protected, sent: Recording) -> Iterator[Prefect]:
    server, auth_string = protected
    with Prefect(server.api_url, auth_string=auth_string, transport=sent) as client:
        yield client


def a_deployment(prefect: Prefect) -> UUID:
    flow = prefect.send(flows.create_flow(name=str(uuid4())))
    return prefect.send(deployments.create_deployment(name="d", flow_id=flow.id)).id


def test_one_token_serves_many_requests(prefect: Prefect, sent: Recording) -> None:
    deployment = a_deployment(prefect)
    run = prefect.deployments.trigger(deployment)
    prefect.send(flow_runs.update_flow_run(run.id, name="renamed"))
    prefect.send(flow_runs.delete_flow_run(run.id))
    assert sent.tokens == 1


def test_reads_do_not_request_a_token(prefect: Prefect, sent: Recording) -> None:
    prefect.server_version()
    assert sent.tokens == 0


def test_threads_share_a_token(prefect: Prefect, sent: Recording) -> None:
    start = threading.Barrier(8)

    def create(number: int) -> str:
        start.wait()
        return prefect.send(flows.create_flow(name=f"{number}-{uuid4()}")).name.partition("-")[0]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(create, range(8))) == [str(number) for number in range(8)]
    assert sent.tokens == 1


def test_invalidated_token_is_renewed(prefect: Prefect, sent: Recording) -> None:
    deployment = a_deployment(prefect)
    # The server keeps one token per client ID, so this invalidates the one used above.
    prefect.send(root.create_csrf_token(client=sent.seen[-1].headers["Prefect-Csrf-Client"]))
    before = sent.tokens
    assert prefect.deployments.trigger(deployment).deployment_id == deployment
    assert sent.tokens == before + 1


def test_clients_that_share_connections_share_a_token(prefect: Prefect, sent: Recording) -> None:
    a_deployment(prefect.with_options(timeout=30))
    a_deployment(prefect)
    assert sent.tokens == 1


@pytest.mark.parametrize("auth_string", ["me:wrong", None])
def test_wrong_credentials_raise_authentication_error(server_of: Provide, auth_string: str | None) -> None:
    server = server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true", PREFECT_SERVER_API_AUTH_STRING=PASSWORD)
    with Prefect(server.api_url, auth_string=auth_string, transport=PatientTransport()) as prefect:
        for call in (flows.create_flow(name="mine"), flows.count_flows(), root.server_version()):
            with pytest.raises(AuthenticationError, match=r"401 Unauthorized: .*auth_string") as caught:
                prefect.send(call)
            assert "wrong" not in str(caught.value)
        assert prefect.health()
        assert prefect.ready()


def test_server_rejects_requests_without_csrf_support(protected: Protected, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_CLIENT_CSRF_SUPPORT_ENABLED", "false")
    server, auth_string = protected
    with (
        Prefect(server.api_url, auth_string=auth_string, transport=PatientTransport()) as prefect,
        pytest.raises(PermissionDeniedError, match="Missing CSRF token"),
    ):
        prefect.send(flows.create_flow(name="mine"))


def test_no_token_is_requested_without_protection(server: ServerAddress, sent: Recording) -> None:
    with Prefect(server.api_url, transport=sent) as prefect:
        prefect.deployments.trigger(a_deployment(prefect))
    assert sent.tokens == 0


@pytest.mark.anyio
async def test_tasks_share_a_token(protected: Protected) -> None:
    tokens: list[httpx.Request] = []

    class AsyncRecording(AsyncPatientTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path == "/api/csrf-token":
                tokens.append(request)
            return await super().handle_async_request(request)

    server, auth_string = protected
    async with AsyncPrefect(server.api_url, auth_string=auth_string, transport=AsyncRecording()) as prefect:

        async def create() -> None:
            await prefect.send(flows.create_flow(name=str(uuid4())))

        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(create)
    assert len(tokens) == 1


# Simulated servers


class Guarded:
    """A server that accepts only the last token that it issued."""

    def __init__(self, expires_in: float = 3600.0) -> None:
        self.expires_in = expires_in
        self.issued = 0
        self.valid = "none yet"
        self.seen: list[str] = []
        self.rejecting = False
        self.on_token: Callable[[], httpx.Response | None] = lambda: None
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.path == "/api/csrf-token":
            return self.on_token() or self._token(request.url.params["client"])
        self.seen.append(f"{request.method} {request.headers.get('Prefect-Csrf-Token')}")
        if request.method != "GET" and (self.rejecting or not self.seen[-1].endswith(f" {self.valid}")):
            return httpx.Response(403, json={"detail": "Invalid CSRF token or client identifier."})
        return httpx.Response(200, json=flow_run(1))

    def _token(self, client: str) -> httpx.Response:
        self.issued += 1
        expiration = datetime.now(UTC) + timedelta(seconds=self.expires_in)
        stamp = {"id": str(uuid4()), "created": None, "updated": None}
        self.valid = f"token-{self.issued}"
        token = {"token": self.valid, "client": client, "expiration": expiration.isoformat()}
        return httpx.Response(200, json=stamp | token)


STEADY = RetryPolicy(wait_jitter=0)
CREATE = variables.create_variable(name="n", value=1)


def client(guarded: Guarded, timeout: float = 60.0) -> Prefect:
    return Prefect(API, retry=STEADY, timeout=timeout, transport=httpx.MockTransport(guarded))


@pytest.mark.parametrize("expires_in", [-7200, 3600])
def test_token_is_kept_until_the_server_rejects_it(expires_in: float) -> None:
    guarded = Guarded(expires_in)
    with client(guarded) as prefect:
        prefect.send_raw(CREATE)
        prefect.send_raw(flow_runs.read_flow_run(RUN))
        prefect.send_raw(CREATE)
        guarded.valid = "another"
        prefect.send_raw(CREATE)
    assert guarded.seen == ["POST None", "POST token-1", "GET None", "POST token-1", "POST token-1", "POST token-2"]


def test_token_is_renewed_only_once() -> None:
    guarded = Guarded()
    guarded.rejecting = True
    with client(guarded) as prefect, pytest.raises(PermissionDeniedError, match="Invalid CSRF token"):
        prefect.send(CREATE)
    assert guarded.seen == ["POST None", "POST token-1"]


def test_token_rejection_is_not_a_retried_403(clock: Clock) -> None:
    guarded = Guarded()
    with client(guarded).with_options(retry=RetryPolicy(statuses=frozenset({403}))) as prefect:
        assert prefect.deployments.trigger(RUN).name == "run-1"
    assert guarded.seen == ["POST None", "POST token-1"]
    assert not clock.slept


def test_other_403_does_not_request_a_token() -> None:
    seen: list[httpx.Request] = []

    def forbid(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(403, json={"detail": "You may not."})

    with Prefect(API, transport=httpx.MockTransport(forbid)) as prefect, pytest.raises(PermissionDeniedError):
        prefect.send(CREATE)
    assert len(seen) == 1


def test_token_request_is_retried(clock: Clock) -> None:
    guarded = Guarded()
    busy = iter([httpx.Response(503)] * 2)
    guarded.on_token = lambda: next(busy, None)
    with client(guarded) as prefect:
        assert prefect.send_raw(CREATE).status_code == 200
    assert clock.slept == [1, 2]


def test_failed_token_request_is_raised_and_not_retried_twice(clock: Clock) -> None:
    guarded = Guarded()
    guarded.on_token = lambda: httpx.Response(503, json={"exception_message": "Service Unavailable"})
    with client(guarded) as prefect, pytest.raises(ServerError) as caught:
        prefect.deployments.trigger(RUN)
    assert str(caught.value).startswith(f"GET {API}/csrf-token: 503 Service Unavailable")
    assert str(caught.value).endswith(". The request failed 6 times.")
    assert clock.slept == [1, 2, 4, 8, 16]
    assert guarded.seen == ["POST None"]


def test_token_connection_error_names_the_original_request(clock: Clock) -> None:
    guarded = Guarded()

    def fail() -> httpx.Response:
        raise httpx.ConnectError("refused")

    guarded.on_token = fail
    with client(guarded) as prefect, pytest.raises(ConnectionError) as caught:
        prefect.deployments.trigger(RUN)
    purpose = f"The failed request was for the CSRF token that POST {API}/deployments/{RUN}/create_flow_run requires."
    assert str(caught.value).endswith(f" The request failed 6 times. {purpose}")
    assert len(clock.slept) == 5


def test_malformed_token_is_a_decode_error() -> None:
    guarded = Guarded()
    guarded.on_token = lambda: httpx.Response(200, html="<title>Sign in</title>")
    with client(guarded) as prefect, pytest.raises(DecodeError, match="csrf-token"):
        prefect.send(CREATE)


def test_token_request_uses_the_timeout_of_the_request() -> None:
    guarded = Guarded()
    with client(guarded, timeout=60) as prefect:
        prefect.with_options(timeout=3).send_raw(CREATE)
    assert [request.extensions["timeout"]["read"] for request in guarded.requests] == [3, 3, 3]

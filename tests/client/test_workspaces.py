"""Workspaces of Prefect Cloud: list those that an API key can access, and find one by its handle."""

import os
import pickle
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import anyio
import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    AuthenticationError,
    ClientReuseError,
    ConfigurationError,
    ConnectionError,  # noqa: A004  # the package's own
    Prefect,
    UnknownRouteError,
    cloud,
)
from tests.support.cloud import CloudStandIn

pytestmark = pytest.mark.anyio

CLOUD = "https://api.prefect.cloud/api"
KEY = "pnu_secret"
ACME, OTHER = UUID(int=1), UUID(int=2)
PROD, DEV, OTHER_PROD = UUID(int=3), UUID(int=4), UUID(int=0xABC)


def row(account: str, account_id: UUID, workspace: str, workspace_id: UUID) -> dict[str, str]:
    return {
        "account_id": str(account_id),
        "account_name": account.title(),
        "account_handle": account,
        "workspace_id": str(workspace_id),
        "workspace_name": workspace.title(),
        "workspace_description": "",
        "workspace_handle": workspace,
    }


ROWS = [
    row("other", OTHER, "prod", OTHER_PROD),
    row("acme", ACME, "prod", PROD),
    row("acme", ACME, "dev", DEV),
]


def api_url(account: UUID, workspace: UUID, cloud_url: str = CLOUD) -> str:
    return f"{cloud_url}/accounts/{account}/workspaces/{workspace}"


class FakeCloud:
    """Prefect Cloud with *rows* as the workspaces of the API key."""

    def __init__(self, rows: object = ROWS) -> None:
        self.rows = rows
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return httpx.Response(401, json={"detail": "Invalid authentication credentials"})
        if request.url.path.endswith("/me/workspaces"):
            return httpx.Response(200, json=self.rows)
        return httpx.Response(200, json=0)

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self)

    @property
    def urls(self) -> list[str]:
        return [str(request.url) for request in self.requests]


def client(server: FakeCloud, workspace: str | UUID = "acme/prod") -> Prefect:
    return Prefect(workspace=workspace, api_key=KEY, transport=server.transport)


# Listing


async def test_workspaces_of_a_key_are_listed() -> None:
    server = FakeCloud()
    found = cloud.workspaces(KEY, transport=server.transport)
    assert await cloud.async_workspaces(KEY, transport=server.transport) == found
    assert server.urls == [f"{CLOUD}/me/workspaces"] * 2
    assert list(map(str, found)) == ["acme/dev", "acme/prod", "other/prod"]
    assert repr(found[0]) == "<Workspace acme/dev>"
    dev = found[0]
    assert (dev.id, dev.handle, dev.name) == (DEV, "dev", "Dev")
    assert (dev.account_id, dev.account_handle, dev.account_name) == (ACME, "acme", "Acme")
    assert dev.api_url == api_url(ACME, DEV)
    assert pickle.loads(pickle.dumps(dev)) == dev  # noqa: S301  # pickled above
    with Prefect(dev.api_url) as prefect:
        assert prefect.cloud_url == CLOUD


def test_only_the_ids_of_a_workspace_are_required() -> None:
    server = FakeCloud([{"account_id": str(ACME), "workspace_id": str(DEV), "new": {"key": 1}}])
    (found,) = cloud.workspaces(KEY, transport=server.transport)
    assert found.api_url == api_url(ACME, DEV)
    assert (found.handle, found.account_name) == ("", "")


def test_key_without_workspaces_lists_none() -> None:
    assert cloud.workspaces(KEY, transport=FakeCloud([]).transport) == []


def test_key_and_url_come_from_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    server = FakeCloud()
    monkeypatch.setenv("PREFECT_API_KEY", KEY)
    monkeypatch.setenv("PREFECT_CLOUD_API_URL", "https://cloud.test/api/")
    assert cloud.workspaces(transport=server.transport)[1].api_url == api_url(ACME, PROD, "https://cloud.test/api")
    with Prefect(workspace="acme/prod", transport=server.transport) as prefect:
        assert prefect.api_url == api_url(ACME, PROD, "https://cloud.test/api")
    cloud.workspaces(cloud_api_url="https://argument.test/api", transport=server.transport)
    assert [request.url.host for request in server.requests] == ["cloud.test", "cloud.test", "argument.test"]


def test_rejected_key_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_wrong")
    with pytest.raises(AuthenticationError) as raised:
        cloud.workspaces(transport=FakeCloud().transport)
    assert "Prefect Cloud rejected the API key from PREFECT_API_KEY (environment)" in str(raised.value)
    assert "pnu_wrong" not in str(raised.value)
    with pytest.raises(AuthenticationError, match="API key from api_key \\(argument of the client\\)"):
        cloud.workspaces("pnu_other", transport=FakeCloud().transport)


def test_unreachable_cloud_raises() -> None:
    with pytest.raises(ConnectionError, match="/api/me/workspaces: no connection"):
        cloud.workspaces(KEY, cloud_api_url="http://127.0.0.1:1/api", retry=False)


def test_other_server_is_recognized() -> None:
    transport = httpx.MockTransport(lambda _request: httpx.Response(404, json={"detail": "Not Found"}))
    with pytest.raises(UnknownRouteError, match="PREFECT_CLOUD_API_URL is not the URL of its API"):
        cloud.workspaces(KEY, cloud_api_url="http://prefect.test/api", transport=transport)


# Finding


@pytest.mark.parametrize(
    ("workspace", "url"),
    [
        ("acme/prod", api_url(ACME, PROD)),
        ("other/prod", api_url(OTHER, OTHER_PROD)),
        ("Acme/PROD", api_url(ACME, PROD)),
        ("dev", api_url(ACME, DEV)),
        (DEV, api_url(ACME, DEV)),
        (str(OTHER_PROD).upper(), api_url(OTHER, OTHER_PROD)),
        (f"{ACME}/prod", api_url(ACME, PROD)),
        (f"acme/{PROD}", api_url(ACME, PROD)),
    ],
)
async def test_workspace_is_found(workspace: str | UUID, url: str) -> None:
    server = FakeCloud()
    with client(server, workspace) as prefect:
        assert prefect.api_url == url
        assert prefect.cloud_url == CLOUD
        assert prefect.flow_runs.count() == 0
        assert prefect.flow_runs.count() == 0
    async with AsyncPrefect(workspace=workspace, api_key=KEY, transport=server.transport) as async_prefect:
        assert async_prefect.api_url == url
        assert await async_prefect.flow_runs.count() == 0
    count = f"{url}/flow_runs/count"
    assert server.urls == [f"{CLOUD}/me/workspaces", count, count, f"{CLOUD}/me/workspaces", count]


async def test_workspace_is_looked_up_before_the_first_request_without_a_block() -> None:
    server = FakeCloud()
    prefect = client(server)
    assert server.requests == []
    assert prefect.api_url == f"{CLOUD}/accounts/acme/workspaces/prod"
    assert repr(prefect) == f"<Prefect {CLOUD}/accounts/acme/workspaces/prod, authentication: Bearer>"
    assert prefect.cloud_url == CLOUD
    assert prefect.flow_runs.count() == 0
    assert repr(prefect) == f"<Prefect {api_url(ACME, PROD)}, authentication: Bearer>"
    prefect.close()
    async_prefect = AsyncPrefect(workspace="dev", api_key=KEY, transport=server.transport)
    assert async_prefect.api_url == f"{CLOUD}/accounts/-/workspaces/dev"
    assert await async_prefect.flow_runs.count() == 0
    assert async_prefect.api_url == api_url(ACME, DEV)
    await async_prefect.aclose()


def test_request_above_the_workspace_looks_nothing_up() -> None:
    server = FakeCloud()
    prefect = client(server, "nonsense")
    assert prefect.request("GET", "/me/") == 0
    assert server.urls == [f"{CLOUD}/me/"]
    prefect.close()


ALL = "the API key has access to acme/dev, acme/prod, other/prod"


@pytest.mark.parametrize(
    ("workspace", "message"),
    [
        ("acme/prdo", f"workspace 'acme/prdo' not found (did you mean 'acme/prod'?): {ALL}"),
        ("deb", f"workspace 'deb' not found (did you mean 'acme/dev'?): {ALL}"),
        (
            UUID(int=9),
            f"workspace '{UUID(int=9)}' not found: the API key has access to acme/dev, acme/prod, other/prod",
        ),
        ("other/dev", "workspace 'other/dev' not found"),
        ("prod", "workspace 'prod' is ambiguous: use 'acme/prod' or 'other/prod'"),
    ],
)
async def test_unknown_or_ambiguous_workspace_is_explained(workspace: str | UUID, message: str) -> None:
    server = FakeCloud()
    with pytest.raises(ConfigurationError) as raised, client(server, workspace):
        pass
    assert str(raised.value).startswith(message)
    prefect = client(server, workspace)
    with pytest.raises(ConfigurationError) as raised:
        prefect.flow_runs.count()
    assert str(raised.value).startswith(message)
    with pytest.raises(ConfigurationError) as raised:
        async with AsyncPrefect(workspace=workspace, api_key=KEY, transport=server.transport):
            pass
    assert str(raised.value).startswith(message)


def test_at_most_five_workspaces_are_listed() -> None:
    server = FakeCloud([row("acme", ACME, f"team-{number}", UUID(int=number)) for number in range(8)])
    with pytest.raises(ConfigurationError) as raised, client(server, "zzz"):
        pass
    assert str(raised.value) == (
        "workspace 'zzz' not found: the API key has access to acme/team-0, acme/team-1, acme/team-2, acme/team-3, "
        "acme/team-4 and 3 more"
    )
    with pytest.raises(ConfigurationError, match="the API key has access to no workspace"), client(FakeCloud([])):
        pass


def test_client_that_finds_no_workspace_is_closed() -> None:
    prefect = client(FakeCloud(), "nonsense")
    with pytest.raises(ConfigurationError, match="not found"), prefect:
        pass
    assert "closed" in repr(prefect)


async def test_shared_connections_share_the_lookup() -> None:
    server = FakeCloud()
    prefect = client(server)
    for _ in range(3):
        assert prefect.with_options(timeout=5).flow_runs.count() == 0
    assert prefect.api_url == api_url(ACME, PROD)
    prefect.close()
    async_prefect = AsyncPrefect(workspace="dev", api_key=KEY, transport=server.transport)
    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(async_prefect.with_options(timeout=5).flow_runs.count)
    await async_prefect.aclose()
    assert server.urls.count(f"{CLOUD}/me/workspaces") == 2
    assert len(server.urls) == 2 + 3 + 5


def test_threads_share_the_lookup() -> None:
    server = FakeCloud()
    prefect = client(server)
    threads = [threading.Thread(target=prefect.flow_runs.count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    prefect.close()
    assert server.urls.count(f"{CLOUD}/me/workspaces") == 1
    assert len(server.urls) == 1 + 8


def test_lookup_in_another_process_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    prefect = client(FakeCloud(), "nonsense")
    with pytest.raises(ConfigurationError):
        prefect.flow_runs.count()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    # Locked by a thread of the other process.
    with prefect._workspace_lock, pytest.raises(ClientReuseError):
        prefect.flow_runs.count()


def test_failed_lookup_is_repeated() -> None:
    server = FakeCloud([])
    prefect = client(server)
    with pytest.raises(ConfigurationError):
        prefect.flow_runs.count()
    server.rows = ROWS
    assert prefect.flow_runs.count() == 0
    prefect.close()


# On a real server


async def test_workspaces_of_a_real_server(
    cloud_of: Callable[..., CloudStandIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = cloud_of(workspaces=("acme/main", "acme/dev", "other/main"), routes={"GET /slas/x": {"name": "x"}})
    monkeypatch.setenv("PREFECT_CLOUD_API_URL", stand_in.cloud_url)
    monkeypatch.setenv("PREFECT_API_KEY", stand_in.api_key)
    assert list(map(str, cloud.workspaces())) == ["acme/dev", "acme/main", "other/main"]
    with Prefect(workspace="acme/main") as prefect:
        assert prefect.api_url == stand_in.api_url
        assert prefect.health() is True
        assert prefect.request("GET", "/slas/x") == {"name": "x"}
        assert len(prefect.request("GET", "/me/accounts")) == 2
        assert prefect.request("GET", "/collections/views/aggregate-worker-metadata")["prefect"]
        with pytest.raises(UnknownRouteError):
            prefect.request("GET", "/slas/y")
    async with AsyncPrefect(workspace="dev") as async_prefect:
        assert async_prefect.api_url == cloud.workspaces()[0].api_url
        assert await async_prefect.request("GET", "/slas/x") == {"name": "x"}
        assert (await async_prefect.request("GET", "/me/workspaces"))[0]["account_handle"] == "acme"
    with pytest.raises(AuthenticationError, match="API key from api_key"):
        cloud.workspaces("pnu_wrong")


# Arguments


@pytest.mark.parametrize("kind", [Prefect, AsyncPrefect])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"api_url": CLOUD}, "workspace cannot be combined with api_url: Prefect Cloud requires only an API key"),
        ({"auth_string": "user:password"}, "workspace cannot be combined with auth_string"),
        ({"workspace": ""}, "workspace must be \"account/workspace\", a handle or an ID, got ''"),
        ({"workspace": "a/b/c"}, 'workspace must be "account/workspace", a handle or an ID'),
        ({"workspace": "acme/"}, 'workspace must be "account/workspace", a handle or an ID'),
        ({"workspace": "my workspace"}, 'workspace must be "account/workspace", a handle or an ID'),
    ],
)
def test_invalid_arguments_are_rejected(kind: Callable[..., object], arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        kind(**{"workspace": "acme/prod", "api_key": KEY} | arguments)
    assert str(raised.value).startswith(message)

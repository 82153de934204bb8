"""Errors for unknown names suggest similar ones."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from prefect_http import NotFoundError, Prefect
from tests.support.stub import RUN, async_client, client

MISSING = httpx.Response(404, json={"detail": "Nothing not found"})


class Server:
    """Stub server that knows no resource by name, and answers searches with a response, or fails."""

    def __init__(self, *searches: httpx.Response) -> None:
        self.searches = list(searches)
        self.sent: list[tuple[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/filter"):
            return MISSING
        self.sent.append((request.url.path.removeprefix("/api"), json.loads(request.content)))
        return self.searches.pop(0)


def rows(*names: str, key: str = "name") -> httpx.Response:
    more = {
        "id": str(RUN),
        "flow_id": str(RUN),
        "value": 1,
        "type": "process",
        "limit": 1,
        "slug": "s",
        "concurrency_limit": 1,
        "active_slots": [] if key == "tag" else 0,
        "denied_slots": 0,
        "slot_decay_per_second": 0.0,
        "avg_slot_occupancy_seconds": 1.0,
        "active": True,
    }
    return httpx.Response(
        200, json=[{**more, "created": None, "updated": None, "name": name, key: name} for name in names]
    )


USES: list[tuple[Callable[[Any], Any], str, str, str]] = [
    (
        lambda client: client.work_pools.get("k8"),
        "/work_pools",
        "name",
        "work pool 'k8' not found (did you mean 'k8s'?): ",
    ),
    (
        lambda client: client.work_pools.pause("k8"),
        "/work_pools",
        "name",
        "work pool 'k8' not found (did you mean 'k8s'?)",
    ),
    (
        lambda client: client.work_pools.delete("k8"),
        "/work_pools",
        "name",
        "work pool 'k8' not found (did you mean 'k8s'",
    ),
    (lambda client: client.work_queues.create("k8", name="q"), "/work_pools", "name", "(did you mean 'k8s'?)"),
    (lambda client: client.flow_runs.count(work_pool="k8"), "/work_pools", "name", "(did you mean 'k8s'?)"),
    (
        lambda client: client.work_queues.get("pool/k8"),
        "/work_pools/pool/queues",
        "name",
        "work queue 'pool/k8' not found (did you mean 'pool/k8s'?)",
    ),
    (
        lambda client: client.work_queues.resume("pool/k8"),
        "/work_pools/pool/queues",
        "name",
        "did you mean 'pool/k8s'?",
    ),
    (
        lambda client: client.concurrency_limits.get("k8"),
        "/v2/concurrency_limits",
        "name",
        "concurrency limit 'k8' not found (did you mean 'k8s'?)",
    ),
    (
        lambda client: client.concurrency_limits.update("k8", limit=1),
        "/v2/concurrency_limits",
        "name",
        "did you mean 'k8s'",
    ),
    (
        lambda client: client.concurrency_limits.tags.delete("k8"),
        "/concurrency_limits",
        "tag",
        "limit of the tag 'k8' not found (did you mean 'k8s'?)",
    ),
    (lambda client: client.variables.get("k8"), "/variables", "name", "variable 'k8' not found (did you mean 'k8s'?)"),
    (lambda client: client.variables.update("k8", value=1), "/variables", "name", "(did you mean 'k8s'?)"),
    (lambda client: client.variables.delete("k8"), "/variables", "name", "(did you mean 'k8s'?)"),
    (
        lambda client: client.block_types.delete("k8"),
        "/block_types",
        "slug",
        "block type 'k8' not found (did you mean 'k8s'",
    ),
]


@pytest.mark.parametrize(("use", "path", "key", "message"), USES)
def test_similar_names_are_suggested_with_one_request(
    use: Callable[[Any], Any], path: str, key: str, message: str
) -> None:
    server = Server(rows("other", "k8s", key=key))
    with client(server) as prefect, pytest.raises(NotFoundError) as caught:
        use(prefect)
    assert message in str(caught.value)
    assert str(caught.value).endswith("404 Not Found: Nothing not found")
    assert [sent for sent, _ in server.sent] == [f"{path}/filter"]


@pytest.mark.parametrize(
    "search",
    [httpx.Response(403), httpx.Response(404), httpx.Response(500), httpx.Response(200, json=[{}]), rows("unlike")],
)
def test_nothing_is_suggested_if_nothing_is_similar_or_may_be_listed(search: httpx.Response) -> None:
    for use, _, _, _ in USES:
        with client(Server(*[search] * 3)) as prefect, pytest.raises(NotFoundError) as caught:
            use(prefect)
        assert "did you mean" not in str(caught.value)
        assert caught.value.detail == "Nothing not found"


def test_nothing_is_searched_for_an_id() -> None:
    server = Server()
    with client(server) as prefect:
        for use in (prefect.variables.get, prefect.concurrency_limits.get, prefect.work_queues.get):
            with pytest.raises(NotFoundError, match=r"^GET "):
                use(RUN)
    assert not server.sent


def test_variables_are_searched_by_half_of_the_name() -> None:
    server = Server(rows(), rows("batch_size"))
    with client(server) as prefect, pytest.raises(NotFoundError, match="did you mean 'batch_size'"):
        prefect.variables.get("bacth_size")
    assert [body["variables"]["name"]["like_"] for _, body in server.sent] == ["bacth", "_size"]


def test_unknown_pool_of_a_queue_is_suggested() -> None:
    server = Server(MISSING, rows("pool-1"))
    with client(server) as prefect, pytest.raises(NotFoundError, match=r"did you mean 'pool-1/default'\?"):
        prefect.work_queues.get("pool1/default")


def test_block_documents_of_the_type_are_suggested(prefect: Prefect) -> None:
    name = f"db-{uuid4().hex[:8]}"
    prefect.block_documents.create("secret", name, {"value": "x"})
    try:
        for attempt in (prefect.block_documents.get, prefect.block_documents.delete):
            with pytest.raises(NotFoundError, match=rf"no block document '{name}s' \(did you mean 'secret/{name}'\?\)"):
                attempt(f"secret/{name}s")
    finally:
        prefect.block_documents.delete(f"secret/{name}")


def test_names_are_suggested_on_a_real_server(prefect: Prefect) -> None:
    # Limits cannot be filtered by name, so only the first page is searched.
    name = f"0_similar_{uuid4().hex[:8]}"
    prefect.variables.create(name=name, value=1)
    prefect.work_pools.create(name=name, type="process")
    prefect.concurrency_limits.create(name=name, limit=1)
    prefect.artifacts.create(key=name.replace("_", "-"), type="markdown", data="x")
    for attempt in (prefect.variables.get, prefect.work_pools.get, prefect.concurrency_limits.get):
        with pytest.raises(NotFoundError, match=rf"not found \(did you mean '{name}'"):
            attempt(f"{name}x")
    with pytest.raises(NotFoundError, match=r"did you mean '0-similar-"):
        prefect.artifacts.get_latest(f"{name.replace('_', '-')}x")
    with pytest.raises(NotFoundError, match=rf"did you mean '{name}'"), prefect.concurrency_limits.hold(f"{name}x"):
        pass


@pytest.mark.anyio
async def test_async_client() -> None:
    for use, _, key, message in USES:
        async with async_client(Server(rows("other", "k8s", key=key))) as prefect:
            with pytest.raises(NotFoundError) as caught:
                await use(prefect)
        assert message in str(caught.value)

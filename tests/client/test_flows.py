"""Flows, on a real server."""

from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect, ValidationError
from prefect_http._domain.references import parse_flow
from prefect_http._domain.suggestions import fragments
from tests.support.stub import API


@pytest.fixture
def name() -> str:
    return f"flow é#?-{uuid4()}"


def test_a_flow_is_made_once_and_found_by_name_and_by_id(prefect: Prefect, name: str) -> None:
    flow = prefect.flows.create(name=name, tags=["a"], labels={"team": "x"})
    assert prefect.flows.create(name=name, tags=["b"]) == flow
    assert (flow.name, flow.tags, flow.labels) == (name, ["a"], {"team": "x"})
    assert prefect.flows.get(name) == flow
    assert prefect.flows.get(flow.id) == flow
    assert prefect.flows.get(str(flow.id)) == flow


def test_a_flow_is_changed_and_deleted_by_name_and_by_id(prefect: Prefect, name: str) -> None:
    flow = prefect.flows.create(name=name, tags=["a"])
    prefect.flows.update(name, tags=["b"])
    assert prefect.flows.get(name).tags == ["b"]
    prefect.flows.update(flow.id)
    assert prefect.flows.get(name).tags == ["b"]
    prefect.flows.delete(name)
    with pytest.raises(NotFoundError, match="Flow not found"):
        prefect.flows.delete(flow.id)


def test_all_flows_that_match_are_listed_by_name_and_counted(prefect: Prefect, name: str) -> None:
    made = [prefect.flows.create(name=f"{name}-{i}", tags=[name]) for i in (2, 1, 3)]
    found = prefect.flows.list(flows={"tags": {"all_": [name]}})
    assert [flow.id for flow in found] == [made[1].id, made[0].id, made[2].id]
    assert prefect.flows.count(flows={"tags": {"all_": [name]}}) == 3
    assert prefect.flows.list(flows={"id": {"any_": [made[0].id]}}).first() == made[0]


def test_pages_of_flows_end_and_repeat_nothing(prefect: Prefect, name: str) -> None:
    made = {prefect.flows.create(name=f"{name}-{i}", tags=[name]).id for i in range(203)}
    found = [flow.id for flow in prefect.flows.list(flows={"tags": {"all_": [name]}})]
    assert len(found) == 203
    assert set(found) == made


def test_an_unknown_flow_names_those_that_are_called_alike(prefect: Prefect, name: str) -> None:
    prefect.flows.create(name=name)
    for wrong in (name[:-1] + "!", "F" + name[1:], name[:4] + name[5:]):
        with pytest.raises(NotFoundError, match="there is no flow") as caught:
            prefect.flows.get(wrong)
        assert f"did you mean {name!r}" in str(caught.value)
    with pytest.raises(NotFoundError) as caught:
        prefect.flows.delete("§§§§")
    assert "did you mean" not in str(caught.value)
    assert caught.value.status == 404


def test_what_tells_of_names_that_are_alike_hides_nothing() -> None:
    asked: list[str] = []

    def busy(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.method == "GET":
            return httpx.Response(404, json={"detail": "Flow not found"})
        return httpx.Response(503, json={"exception_message": "busy"})

    transport = httpx.MockTransport(busy)
    with (
        Prefect(API, transport=transport) as prefect,
        pytest.raises(NotFoundError, match=r"^there is no flow 'x': .*Flow not found"),
    ):
        prefect.flows.get("x")
    assert asked == ["/api/flows/name/x", "/api/flows/filter"]


def test_the_server_says_which_names_are_banned(prefect: Prefect) -> None:
    with pytest.raises(ValidationError, match=r"body\.name: String should match"):
        prefect.flows.create(name="a/b")


@pytest.mark.parametrize("wrong", ["", "a/b", ".."])
def test_what_no_flow_is_called_is_not_sent(wrong: str) -> None:
    with pytest.raises(ArgumentError, match="a flow is written as its name, or as its id"):
        parse_flow(wrong)


def test_a_text_that_is_an_id_is_one() -> None:
    assert parse_flow("00000000-0000-0000-0000-000000000007") == UUID(int=7)
    assert parse_flow(UUID(int=7)) == UUID(int=7)
    assert parse_flow("7" * 32) == "7" * 32


def test_names_that_are_alike_are_looked_for_by_halves() -> None:
    assert fragments("abcde") == ["ab", "cde", None]
    assert fragments("a") == ["a", None]


@pytest.mark.anyio
async def test_the_async_client_does_the_same(async_prefect: AsyncPrefect, name: str) -> None:
    flows = async_prefect.flows
    flow = await flows.create(name=name)
    assert await flows.get(name) == flow
    assert [found async for found in flows.list(flows={"name": {"any_": [name]}})] == [flow]
    assert await flows.count(flows={"name": {"any_": [name]}}) == 1
    await flows.update(name, tags=["b"])
    with pytest.raises(NotFoundError, match="did you mean"):
        await flows.get(name[:-1] + "!")
    await flows.delete(flow.id)

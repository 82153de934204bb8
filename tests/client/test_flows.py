"""Flows, on a real server."""

from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect, ValidationError
from prefect_http._domain.references import FLOW
from prefect_http._domain.suggestions import name_fragments
from tests.support.stub import API


@pytest.fixture
def name() -> str:
    return f"flow é#?-{uuid4()}"


def test_flow_is_created_once_and_found_by_name_and_id(prefect: Prefect, name: str) -> None:
    flow = prefect.flows.create(name=name, tags=["a"], labels={"team": "x"})
    assert prefect.flows.create(name=name, tags=["b"]) == flow
    assert (flow.name, flow.tags, flow.labels) == (name, ["a"], {"team": "x"})
    assert prefect.flows.get(name) == flow
    assert prefect.flows.get(flow.id) == flow
    assert prefect.flows.get(str(flow.id)) == flow


def test_flow_is_updated_and_deleted_by_name_and_id(prefect: Prefect, name: str) -> None:
    flow = prefect.flows.create(name=name, tags=["a"])
    prefect.flows.update(name, tags=["b"])
    assert prefect.flows.get(name).tags == ["b"]
    prefect.flows.update(flow.id)
    assert prefect.flows.get(name).tags == ["b"]
    prefect.flows.delete(name)
    with pytest.raises(NotFoundError, match="Flow not found"):
        prefect.flows.delete(flow.id)


def test_matching_flows_are_listed_by_name_and_counted(prefect: Prefect, name: str) -> None:
    made = [prefect.flows.create(name=f"{name}-{i}", tags=[name]) for i in (2, 1, 3)]
    found = prefect.flows.list(where={"flows": {"tags": {"all_": [name]}}})
    assert [flow.id for flow in found] == [made[1].id, made[0].id, made[2].id]
    assert prefect.flows.count(where={"flows": {"tags": {"all_": [name]}}}) == 3
    assert prefect.flows.list(where={"flows": {"id": {"any_": [made[0].id]}}}).first() == made[0]


def test_pages_end_and_contain_no_duplicates(prefect: Prefect, name: str) -> None:
    made = {prefect.flows.create(name=f"{name}-{i}", tags=[name]).id for i in range(203)}
    found = [flow.id for flow in prefect.flows.list(where={"flows": {"tags": {"all_": [name]}}})]
    assert len(found) == 203
    assert set(found) == made


def test_unknown_flow_suggests_similar_names(prefect: Prefect, name: str) -> None:
    prefect.flows.create(name=name)
    for wrong in (name[:-1] + "!", "F" + name[1:], name[:4] + name[5:]):
        with pytest.raises(NotFoundError, match=r"^flow .* not found") as caught:
            prefect.flows.get(wrong)
        assert f"did you mean {name!r}" in str(caught.value)
    with pytest.raises(NotFoundError) as caught:
        prefect.flows.delete("§§§§")
    assert "did you mean" not in str(caught.value)
    assert caught.value.status == 404


def test_failing_suggestion_requests_do_not_hide_the_error() -> None:
    paths: list[str] = []

    def busy(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.path)
        if request.method == "GET":
            return httpx.Response(404, json={"detail": "Flow not found"})
        return httpx.Response(503, json={"exception_message": "busy"})

    transport = httpx.MockTransport(busy)
    with (
        Prefect(API, transport=transport) as prefect,
        pytest.raises(NotFoundError, match=r"^flow 'x' not found: .*Flow not found"),
    ):
        prefect.flows.get("x")
    assert paths == ["/api/flows/name/x", "/api/flows/filter"]


def test_banned_names_are_rejected(prefect: Prefect) -> None:
    with pytest.raises(ValidationError, match=r"body\.name: String should match"):
        prefect.flows.create(name="a/b")


@pytest.mark.parametrize("wrong", ["", "a/b", ".."])
def test_invalid_names_are_not_sent(wrong: str) -> None:
    with pytest.raises(ArgumentError, match=r'^invalid flow .*: expected a name without "/" or a UUID'):
        FLOW.parse(wrong)


def test_hyphenated_uuid_string_is_an_id() -> None:
    assert FLOW.parse("00000000-0000-0000-0000-000000000007") == UUID(int=7)
    assert FLOW.parse(UUID(int=7)) == UUID(int=7)
    assert FLOW.parse("7" * 32) == "7" * 32


def test_similar_names_are_searched_by_halves() -> None:
    assert name_fragments("abcde") == ["ab", "cde", None]
    assert name_fragments("a") == ["a", None]


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, name: str) -> None:
    flows = async_prefect.flows
    flow = await flows.create(name=name)
    assert await flows.get(name) == flow
    assert [found async for found in flows.list(where={"flows": {"name": {"any_": [name]}}})] == [flow]
    assert await flows.count(where={"flows": {"name": {"any_": [name]}}}) == 1
    await flows.update(name, tags=["b"])
    with pytest.raises(NotFoundError, match="did you mean"):
        await flows.get(name[:-1] + "!")
    await flows.delete(flow.id)

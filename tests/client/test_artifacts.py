"""Artifacts, on a real server."""

from uuid import UUID, uuid4

import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect, ValidationError
from prefect_http.models import Artifact
from prefect_http_api import flow_runs, flows


@pytest.fixture
def key() -> str:
    return f"a-{uuid4()}"


def create(prefect: Prefect, key: str, count: int) -> list[Artifact]:
    return [prefect.artifacts.create(key=key, type="markdown", data=f"# {number}") for number in range(count)]


def test_created_artifact_is_read_back(prefect: Prefect, key: str) -> None:
    made = prefect.artifacts.create(key=key, data={"rows": [1, 2]}, type="table", metadata_={"a": "b"})
    assert (made.key, made.data, made.type, made.metadata_) == (key, {"rows": [1, 2]}, "table", {"a": "b"})
    assert prefect.artifacts.get(made.id) == made
    assert prefect.artifacts.get(str(made.id)) == made


def test_unknown_artifact_raises_not_found(prefect: Prefect) -> None:
    for use in (prefect.artifacts.get, prefect.artifacts.delete):
        with pytest.raises(NotFoundError, match="Artifact not found"):
            use(UUID(int=1))
        with pytest.raises(ArgumentError, match=r"artifacts\.get_latest\(key\)"):
            use("some-key")
    with pytest.raises(NotFoundError, match="Artifact not found"):
        prefect.artifacts.update(UUID(int=1), description="x")
    with pytest.raises(NotFoundError, match="Artifact not found"):
        prefect.artifacts.get_latest("no-such-key")
    with pytest.raises(ArgumentError, match="lowercase letters, digits and dashes"):
        prefect.artifacts.get_latest("")
    with pytest.raises(ValidationError, match="lowercase letters"):
        prefect.artifacts.create(key="A B")


def test_update_changes_only_given_fields(prefect: Prefect, key: str) -> None:
    made = prefect.artifacts.create(key=key, data=1, description="x")
    prefect.artifacts.update(made.id, data=2)
    found = prefect.artifacts.get(made.id)
    assert (found.data, found.description) == (2, "x")


def test_previous_artifact_becomes_latest_after_deletion(prefect: Prefect, key: str) -> None:
    older, newer = create(prefect, key, 2)
    assert prefect.artifacts.get_latest(key) == newer == prefect.artifacts.get(newer.id)
    prefect.artifacts.delete(newer.id)
    assert prefect.artifacts.get_latest(key) == older
    prefect.artifacts.delete(older.id)
    with pytest.raises(NotFoundError):
        prefect.artifacts.get_latest(key)


def test_list_is_sorted_newest_first(prefect: Prefect, key: str) -> None:
    made = create(prefect, key, 205)
    mine = prefect.artifacts.list(where={"artifacts": {"key": {"any_": [key]}}})
    assert [artifact.id for artifact in mine] == [artifact.id for artifact in reversed(made)]
    assert [len(page) for page in mine.pages()] == [200, 5]
    assert prefect.artifacts.count(where={"artifacts": {"key": {"any_": [key]}}}) == 205
    assert prefect.artifacts.count() >= 205


def test_list_latest_has_one_artifact_per_key(prefect: Prefect, key: str) -> None:
    latest = [create(prefect, f"{key}-{number}", 2)[-1] for number in range(3)]
    found = list(prefect.artifacts.list_latest(where={"artifacts": {"key": {"like_": f"{key}-%"}}}))
    assert [row.key for row in found] == [f"{key}-0", f"{key}-1", f"{key}-2"]
    assert [row.latest_id for row in found] == [artifact.id for artifact in latest]
    assert prefect.artifacts.count_latest(where={"artifacts": {"key": {"like_": f"{key}-%"}}}) == 3
    assert prefect.artifacts.count(where={"artifacts": {"key": {"like_": f"{key}-%"}}}) == 6


def test_list_filters_by_flow_run(prefect: Prefect, key: str) -> None:
    flow = prefect.send(flows.create_flow(name=key))
    run = prefect.send(flow_runs.create_flow_run(flow_id=flow.id))
    mine = prefect.artifacts.create(key=key, data=1, flow_run_id=run.id)
    assert list(prefect.artifacts.list(where={"flow_runs": {"id": {"any_": [run.id]}}})) == [mine]
    assert list(prefect.artifacts.list(where={"flows": {"name": {"any_": [key]}}}, sort="KEY_ASC")) == [mine]
    assert [
        row.latest_id for row in prefect.artifacts.list_latest(where={"flow_runs": {"id": {"any_": [run.id]}}})
    ] == [mine.id]
    assert prefect.artifacts.count(where={"flows": {"name": {"any_": [key]}}}) == 1
    assert prefect.artifacts.count_latest(where={"flows": {"name": {"any_": [key]}}}) == 1


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, key: str) -> None:
    artifacts = async_prefect.artifacts
    made = await artifacts.create(key=key, data=1)
    assert await artifacts.get(made.id) == await artifacts.get_latest(key) == made
    await artifacts.update(made.id, description="x")
    assert [row.description async for row in artifacts.list(where={"artifacts": {"key": {"any_": [key]}}})] == ["x"]
    assert [row.latest_id async for row in artifacts.list_latest(where={"artifacts": {"key": {"any_": [key]}}})] == [
        made.id
    ]
    assert await artifacts.count(where={"artifacts": {"key": {"any_": [key]}}}) == 1
    assert await artifacts.count_latest(where={"artifacts": {"key": {"any_": [key]}}}) == 1
    await artifacts.delete(made.id)
    with pytest.raises(NotFoundError):
        await artifacts.get_latest(key)

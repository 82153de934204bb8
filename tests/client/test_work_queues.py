"""Work queues, on a real server."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConflictError,
    NotFoundError,
    Prefect,
    ServerError,
    ValidationError,
)
from prefect_http.models import WorkPool


@pytest.fixture
def pool(prefect: Prefect) -> Iterator[WorkPool]:
    made = prefect.work_pools.create(name=f"odd pool é#?-{uuid4()}", type="process")
    yield made
    prefect.work_pools.delete(made.name)


def priorities(prefect: Prefect, pool: WorkPool) -> list[tuple[str, int | None]]:
    return [(queue.name, queue.priority) for queue in prefect.work_queues.list(pool.name)]


def test_queue_is_found_by_full_name_and_id(prefect: Prefect, pool: WorkPool) -> None:
    made = prefect.work_queues.create(pool.name, name="odd queue é#?", description="mine")
    for reference in (f"{pool.name}/odd queue é#?", made.id, str(made.id)):
        found = prefect.work_queues.get(reference)
        assert (found.id, found.work_pool_name, found.description) == (made.id, pool.name, "mine")


@pytest.mark.parametrize("reference", ["default", "a/b/c", "/default", "pool/", ""])
def test_queue_name_requires_pool(prefect: Prefect, reference: str) -> None:
    with pytest.raises(ArgumentError, match="names are unique only within a pool"):
        prefect.work_queues.get(reference)


def test_queues_of_a_pool_are_sorted_by_priority_and_all_by_name(prefect: Prefect, pool: WorkPool) -> None:
    first, last = f"z-{uuid4()}", f"a-{uuid4()}"
    prefect.work_queues.create(pool.name, name=first, priority=1)
    prefect.work_queues.create(pool.name, name=last)
    assert priorities(prefect, pool) == [(first, 1), ("default", 2), (last, 3)]
    some = prefect.work_queues.list(pool.name, where={"work_queues": {"name": {"any_": [last]}}})
    assert [queue.name for queue in some] == [last]
    everywhere = prefect.work_queues.list(where={"work_queues": {"name": {"any_": [first, last]}}})
    assert [queue.name for queue in everywhere] == [last, first]
    assert {first, last} <= {queue.name for queue in prefect.work_queues.list()}


def test_update_changes_only_given_fields(prefect: Prefect, pool: WorkPool) -> None:
    made = prefect.work_queues.create(pool.name, name="q", description="kept", is_paused=True)
    references: tuple[str | UUID, ...] = (f"{pool.name}/q", made.id)
    for limit, reference in enumerate(references):
        prefect.work_queues.update(reference, concurrency_limit=limit)
        found = prefect.work_queues.get(made.id)
        assert (found.concurrency_limit, found.description, found.is_paused) == (limit, "kept", True)
        prefect.work_queues.resume(reference)
        assert not prefect.work_queues.get(made.id).is_paused
        prefect.work_queues.pause(reference)
        assert prefect.work_queues.get(made.id).is_paused


@pytest.mark.parametrize("by_id", [False, True])
def test_priorities_stay_unique(prefect: Prefect, pool: WorkPool, by_id: bool) -> None:
    made = prefect.work_queues.create(pool.name, name="q")
    prefect.work_queues.update(made.id if by_id else f"{pool.name}/q", priority=1)
    assert priorities(prefect, pool) == [("q", 1), ("default", 2)]


@pytest.mark.parametrize("name", ["a/b", "50%", "a&b", "a>b", "<", ""])
def test_name_with_unsafe_characters_is_rejected(prefect: Prefect, pool: WorkPool, name: str) -> None:
    made = prefect.work_queues.create(pool.name, name="q")
    with pytest.raises(ArgumentError, match=r"^invalid work queue name "):
        prefect.work_queues.update(made.id, name=name)
    with pytest.raises(ValidationError, match=r"body\.name"):
        prefect.work_queues.create(pool.name, name=name)
    prefect.work_queues.update(made.id, name="odd é#?")
    assert prefect.work_queues.get(f"{pool.name}/odd é#?").id == made.id


def test_queue_is_deleted_by_full_name_and_id(prefect: Prefect, pool: WorkPool) -> None:
    prefect.work_queues.create(pool.name, name="one")
    two = prefect.work_queues.create(pool.name, name="two")
    prefect.work_queues.delete(f"{pool.name}/one")
    prefect.work_queues.delete(two.id)
    assert priorities(prefect, pool) == [("default", 1)]


def test_default_queue_cannot_be_deleted(prefect: Prefect, pool: WorkPool) -> None:
    default = prefect.work_queues.get(f"{pool.name}/default")
    with pytest.raises(ServerError, match="500"):
        prefect.with_options(retry=False).work_queues.delete(f"{pool.name}/default")
    with pytest.raises(ConflictError):
        prefect.work_queues.delete(default.id)
    assert prefect.work_queues.get(default.id).name == "default"


def test_duplicate_name_is_a_conflict(prefect: Prefect, pool: WorkPool) -> None:
    made = prefect.work_queues.create(pool.name, name="q")
    references: tuple[str | UUID, ...] = (f"{pool.name}/q", made.id)
    for reference in references:
        with pytest.raises(ConflictError):
            prefect.work_queues.update(reference, name="default")


def test_unknown_queue_raises_not_found(prefect: Prefect, pool: WorkPool) -> None:
    for reference in (f"{pool.name}/nothing", "nothing/nothing", UUID(int=1)):
        for call in (
            prefect.work_queues.get,
            prefect.work_queues.pause,
            prefect.work_queues.delete,
            prefect.work_queues.status,
        ):
            with pytest.raises(NotFoundError):
                call(reference)
    with pytest.raises(NotFoundError):
        prefect.work_queues.list("nothing").first()
    with pytest.raises(NotFoundError):
        prefect.work_queues.create("nothing", name="q")
    with pytest.raises(ConflictError, match="already exists"):
        prefect.work_queues.create(pool.name, name="default")


def test_polled_queue_is_healthy(prefect: Prefect, pool: WorkPool) -> None:
    queue = prefect.work_queues.get(f"{pool.name}/default")
    assert not prefect.work_queues.status(f"{pool.name}/default").healthy
    prefect.work_queues.update(queue.id, last_polled="2020-01-01T00:00:00Z")
    found = prefect.work_queues.status(queue.id)
    assert (found.healthy, found.late_runs_count) == (False, 0)
    assert found.last_polled is not None
    assert found.last_polled.year == 2020


def test_concurrency_status_counts_the_runs_of_the_queue(
    prefect: Prefect, pool: WorkPool, counted: Callable[[int], int | None]
) -> None:
    queue = prefect.work_queues.create(pool.name, name="q", concurrency_limit=3)
    deployment = prefect.deployments.create(
        flow_id=prefect.flows.create(name=pool.name).id, name="d", work_pool_name=pool.name, work_queue_name="q"
    )
    runs = [prefect.deployments.trigger(deployment.id) for _ in range(2)]
    for run in runs:
        prefect.flow_runs.set_state(run.id, "PENDING")
    found = prefect.work_queues.concurrency_status(f"{pool.name}/q", limit=1)
    assert (found.concurrency_limit, len(found.flow_runs)) == (3, 1)
    assert (found.active_slots, found.pages) == (counted(2), counted(2))
    second = prefect.work_queues.concurrency_status(queue.id, limit=1, page=2)
    assert {found.flow_runs[0].id, second.flow_runs[0].id} == {run.id for run in runs}
    with pytest.raises(NotFoundError):
        prefect.work_queues.concurrency_status(f"{pool.name}/unknown")


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, pool: WorkPool, counted: Callable[[int], int | None]) -> None:
    queues, full = async_prefect.work_queues, f"{pool.name}/q é#?"
    made = await queues.create(pool.name, name="q é#?")
    assert (await queues.get(full)).id == made.id
    await queues.update(made.id, priority=1)
    assert [queue.name async for queue in queues.list(pool.name)] == ["q é#?", "default"]
    assert [queue.id async for queue in queues.list(where={"work_queues": {"id": {"any_": [made.id]}}})] == [made.id]
    await queues.pause(full)
    assert (await queues.get(made.id)).is_paused
    await queues.resume(full)
    assert not (await queues.get(made.id)).is_paused
    assert not (await queues.status(full)).healthy
    assert (await queues.concurrency_status(full)).count == counted(0)
    await queues.delete(full)
    with pytest.raises(NotFoundError):
        await queues.get(made.id)

"""Work pools and their workers, on a real server."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    Prefect,
    ValidationError,
)
from prefect_http.models import WorkPool
from prefect_http_api import deployments, flows, work_pools


@pytest.fixture
def pool(prefect: Prefect) -> Iterator[WorkPool]:
    made = prefect.work_pools.create(name=f"odd pool é#?-{uuid4()}", type="process", description="kept")
    yield made
    prefect.work_pools.delete(made.name)


def test_pool_with_odd_name_is_found(prefect: Prefect, pool: WorkPool) -> None:
    found = prefect.work_pools.get(pool.name)
    assert (found.id, found.type, found.is_paused) == (pool.id, "process", False)


def test_pools_are_listed_by_name_and_counted(prefect: Prefect) -> None:
    prefix = str(uuid4())
    names = [f"{prefix}-{letter}" for letter in "cab"]
    for name in names:
        prefect.work_pools.create(name=name, type="process")
    listing = prefect.work_pools.list(where={"work_pools": {"name": {"any_": names}}})
    assert [found.name for found in listing] == sorted(names)
    assert prefect.work_pools.count(where={"work_pools": {"name": {"any_": names}}}) == 3
    assert prefect.work_pools.count() >= 3
    assert set(names) <= {found.name for found in prefect.work_pools.list()}
    for name in names:
        prefect.work_pools.delete(name)
    assert listing.first() is None


def test_update_changes_only_given_fields(prefect: Prefect, pool: WorkPool) -> None:
    prefect.work_pools.pause(pool.name)
    prefect.work_pools.update(pool.name, concurrency_limit=3)
    found = prefect.work_pools.get(pool.name)
    assert (found.concurrency_limit, found.description, found.is_paused, found.status) == (3, "kept", True, "PAUSED")
    prefect.work_pools.resume(pool.name)
    assert not prefect.work_pools.get(pool.name).is_paused


def test_invalid_values_are_rejected(prefect: Prefect, pool: WorkPool) -> None:
    with pytest.raises(ConflictError, match="already exists"):
        prefect.work_pools.create(name=pool.name, type="process")
    with pytest.raises(ValidationError, match=r"body\.name"):
        prefect.work_pools.create(name="a/b", type="process")
    with pytest.raises(PermissionDeniedError, match="reserved"):
        prefect.work_pools.create(name=f"Prefect-{uuid4()}", type="process")
    nothing = f"nothing-{uuid4()}"
    for call in (prefect.work_pools.get, prefect.work_pools.delete, prefect.work_pools.pause):
        with pytest.raises(NotFoundError, match=f'Work pool "{nothing}" not found'):
            call(nothing)
    with pytest.raises(NotFoundError):
        prefect.work_pools.list_workers(nothing).first()


def test_workers_are_listed_and_deleted(prefect: Prefect, pool: WorkPool) -> None:
    worker = "odd worker é#?"
    prefect.send(work_pools.worker_heartbeat(pool.name, name=worker, heartbeat_interval_seconds=30))
    prefect.send(work_pools.worker_heartbeat(pool.name, name="other", heartbeat_interval_seconds=30))
    assert [found.name for found in prefect.work_pools.list_workers(pool.name)] == ["other", worker]
    assert (
        prefect.work_pools.list_workers(pool.name, where={"workers": {"status": {"any_": ["OFFLINE"]}}}).first() is None
    )
    prefect.work_pools.delete_worker(pool.name, worker)
    assert [found.name for found in prefect.work_pools.list_workers(pool.name)] == ["other"]
    with pytest.raises(NotFoundError, match="Worker not found"):
        prefect.work_pools.delete_worker(pool.name, worker)


def test_scheduled_runs_are_ordered_filtered_and_limited(prefect: Prefect, pool: WorkPool) -> None:
    prefect.work_queues.create(pool.name, name="first", priority=1)
    flow = prefect.send(flows.create_flow(name=str(uuid4())))
    deployment = prefect.send(
        deployments.create_deployment(name="d", flow_id=flow.id, work_pool_name=pool.name, work_queue_name="default")
    )
    soon = datetime.now(UTC) + timedelta(hours=1)
    later = prefect.deployments.trigger(deployment.id, scheduled_time=soon + timedelta(hours=2))
    sooner = prefect.deployments.trigger(deployment.id, scheduled_time=soon)
    urgent = prefect.deployments.trigger(
        deployment.id, scheduled_time=soon + timedelta(hours=1), work_queue_name="first"
    )

    found = prefect.work_pools.scheduled_runs(pool.name)
    assert [row.flow_run.id for row in found] == [urgent.id, sooner.id, later.id]
    assert {row.work_pool_id for row in found} == {pool.id}
    assert len(prefect.work_pools.scheduled_runs(pool.name, limit=2)) == 2
    of_default = prefect.work_pools.scheduled_runs(pool.name, work_queue_names=["default"])
    assert [row.flow_run.id for row in of_default] == [sooner.id, later.id]
    between = prefect.work_pools.scheduled_runs(
        pool.name, scheduled_after=soon, scheduled_before=soon + timedelta(minutes=1)
    )
    assert [row.flow_run.id for row in between] == [sooner.id]

    with pytest.raises(NotFoundError, match="nothing"):
        prefect.work_pools.scheduled_runs(pool.name, work_queue_names=["nothing"])
    with pytest.raises(ArgumentError, match="must have a timezone"):
        prefect.work_pools.scheduled_runs(pool.name, scheduled_before=datetime(2030, 1, 1))  # noqa: DTZ001
    prefect.work_pools.pause(pool.name)
    assert prefect.work_pools.scheduled_runs(pool.name) == []


def test_concurrency_status_is_grouped_by_queue(
    prefect: Prefect, pool: WorkPool, counted: Callable[[int], int | None]
) -> None:
    prefect.work_queues.create(pool.name, name="second", concurrency_limit=5)
    found = prefect.work_pools.concurrency_status(pool.name)
    limits = [(queue.queue_name, queue.concurrency_limit) for queue in found.queues]
    assert (limits, found.active_slots) == ([("default", None), ("second", 5)], counted(0))
    second = prefect.work_pools.concurrency_status(pool.name, page=2, limit=1, flow_run_limit=0)
    assert ([queue.queue_name for queue in second.queues], second.pages) == (["second"], counted(2))


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, counted: Callable[[int], int | None]) -> None:
    pools, name = async_prefect.work_pools, f"odd pool é#?-{uuid4()}"
    made = await pools.create(name=name, type="process")
    await pools.update(name, description="changed")
    await pools.pause(name)
    assert (await pools.get(name)).is_paused
    await pools.resume(name)
    assert (await pools.get(name)).description == "changed"
    assert [found.id async for found in pools.list(where={"work_pools": {"name": {"any_": [name]}}})] == [made.id]
    assert await pools.count(where={"work_pools": {"id": {"any_": [made.id]}}}) == 1
    await async_prefect.send(work_pools.worker_heartbeat(name, name="w"))
    assert [worker.name async for worker in pools.list_workers(name)] == ["w"]
    await pools.delete_worker(name, "w")
    assert await pools.list_workers(name).first() is None
    assert await pools.scheduled_runs(name) == []
    assert (await pools.concurrency_status(name)).count == counted(1)
    await pools.delete(name)
    with pytest.raises(NotFoundError):
        await pools.get(name)

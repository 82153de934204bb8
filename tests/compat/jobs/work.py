"""Jobs with work pools, work queues and concurrency limits."""

from uuid import uuid4

import pytest

from prefect_http import NotFoundError, StatusError
from prefect_http_api import work_pools
from tests.compat.jobs.helpers import connect, unique
from tests.support.servers import ServerAddress

ROWS = 9


def pools_and_queues(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name = unique("pool")
        made = prefect.work_pools.create(name=name, type="process", concurrency_limit=5)
        for number in range(ROWS):
            prefect.work_queues.create(name, name=f"queue é#?{number}", concurrency_limit=number)
        queues = [queue.name for queue in prefect.work_queues.list(name)]
        assert sorted(queues) == ["default", *(f"queue é#?{number}" for number in range(ROWS))]
        first = prefect.work_queues.get(f"{name}/queue é#?1")
        assert (first.id, first.concurrency_limit) == (prefect.work_queues.get(first.id).id, 1)
        prefect.work_queues.update(f"{name}/queue é#?1", description="changed")
        prefect.work_queues.pause(first.id)
        found = prefect.work_queues.get(first.id)
        assert (found.description, found.is_paused) == ("changed", True)
        prefect.work_queues.delete(first.id)
        prefect.send(work_pools.worker_heartbeat(name, name="worker"))
        assert [worker.name for worker in prefect.work_pools.list_workers(name)] == ["worker"]
        prefect.work_pools.update(name, description="changed")
        prefect.work_pools.pause(name)
        pool = prefect.work_pools.get(name)
        assert (pool.id, pool.description, pool.is_paused, pool.concurrency_limit) == (made.id, "changed", True, 5)
        assert [each.id for each in prefect.work_pools.list(where={"work_pools": {"name": {"any_": [name]}}})] == [
            made.id
        ]
        prefect.work_pools.delete(name)
        with pytest.raises(NotFoundError):
            prefect.work_pools.get(name)


def concurrency_of_a_pool(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name = unique("pool")
        prefect.work_pools.create(name=name, type="process", concurrency_limit=5)
        status = prefect.work_pools.concurrency_status(name)
        assert [queue.queue_name for queue in status.queues] == ["default"]


def concurrency_limits(server: ServerAddress) -> None:
    with connect(server) as prefect:
        limits, prefix = prefect.concurrency_limits, unique("limit")
        made = [limits.create(name=f"{prefix} {number}", limit=2) for number in range(ROWS)]
        assert [limit.id for limit in limits.list() if limit.name.startswith(prefix)] == [each.id for each in made]
        name = f"{prefix} 0"
        assert [limit.id for limit in limits.increment(names=[name], slots=2)] == [made[0].id]
        with pytest.raises(StatusError, match="423"):
            limits.increment(names=[name], slots=1)
        limits.decrement(names=[name], slots=2)
        limits.update(name, limit=7)
        found = limits.get(name)
        assert (found.id, found.limit, found.active_slots) == (made[0].id, 7, 0)
        limits.delete(name)
        with pytest.raises(NotFoundError):
            limits.get(name)


def leases(server: ServerAddress) -> None:
    with connect(server) as prefect:
        limits, name = prefect.concurrency_limits, unique("limit")
        limits.create(name=name, limit=1)
        lease = limits.increment_with_lease(names=[name], slots=1, lease_duration=60)
        assert limits.get(name).active_slots == 1
        limits.renew_lease(lease.lease_id, lease_duration=90)
        limits.decrement_with_lease(lease.lease_id)
        assert limits.get(name).active_slots == 0


def result_storage(server: ServerAddress) -> None:
    with connect(server) as prefect:
        slug = f"a-type-{uuid4()}"
        kind = prefect.block_types.create(name=slug, slug=slug)
        prefect.block_schemas.create(block_type_id=kind.id, fields={"title": slug}, capabilities=["write-path"])
        block = prefect.block_documents.create(slug, "mine", {})
        prefect.admin.update_default_result_storage(block.id)
        assert prefect.admin.get_default_result_storage().default_result_storage_block_id == block.id
        prefect.admin.clear_default_result_storage()
        assert prefect.admin.get_default_result_storage().default_result_storage_block_id is None

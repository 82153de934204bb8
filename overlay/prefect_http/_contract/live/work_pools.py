"""Replay steps for work pools, work queues and workers."""

from __future__ import annotations

from prefect_http._contract.live.session import Identified, Replay
from prefect_http_api import work_pools, work_queues

_DEFAULT = "default-agent-pool"


def call_work_pools(replay: Replay) -> None:
    """Create and update a work pool with a queue and a worker, and call every operation that reads them."""
    pool = replay.name("pool")
    replay.created["work pool"] = replay.create(
        work_pools.create_work_pool(
            name=pool,
            description="A pool",
            type="process",
            base_job_template={
                "job_configuration": {"command": "{{ command }}"},
                "variables": {"type": "object", "properties": {"command": {"type": "string"}}},
            },
            concurrency_limit=5,
            storage_configuration={"bundle_upload_step": {"a": {"b": 1}}, "bundle_execution_step": {"c": "d"}},
        ),
        work_pools.create_work_pool(name=pool, type="process", concurrency_limit=5),
    )
    replay.call(work_pools.update_work_pool(pool, description="Another description"))
    replay.call(work_pools.read_work_pool(pool))
    replay.call(work_pools.read_work_pools(work_pools={"name": {"any_": [pool]}}, limit=5))
    replay.call(work_pools.count_work_pools(work_pools={"name": {"any_": [pool]}}))
    replay.call(work_pools.worker_heartbeat(pool, name=replay.name("worker"), heartbeat_interval_seconds=30))
    replay.call(work_pools.read_workers(pool, limit=5))
    _call_queues(replay, pool)


def _call_queues(replay: Replay, pool: str) -> None:
    name = replay.name("queue")
    queue = replay.created["work queue"] = replay.create(
        work_pools.create_work_queue(pool, name=name, description="A queue", concurrency_limit=3, priority=2)
    )
    replay.call(work_pools.update_work_queue(pool, name, description="Another description"))
    replay.call(work_pools.read_work_queue(pool, name))
    replay.call(work_pools.read_work_queues(pool, limit=5))
    replay.call(work_queues.update_work_queue(queue, description="A third description"))
    replay.call(work_queues.read_work_queue(queue))
    replay.call(work_queues.read_work_queue_status(queue))
    replay.call(work_queues.read_work_queues(work_queues={"name": {"any_": [name]}}, limit=5))


def call_agent_queues(replay: Replay) -> None:
    """Create a queue in the default agent pool if that pool exists, and read a queue by its name alone."""
    name = replay.name("queue")
    # Without the pool, this call would also create one, and the replay must not delete the default agent pool.
    if replay.read(work_pools.read_work_pools(work_pools={"name": {"any_": [_DEFAULT]}}), list[Identified]):
        name = replay.name("agent-queue")
        replay.created["agent queue"] = replay.create(work_queues.create_work_queue(name=name, description="A queue"))
    replay.call(work_queues.read_work_queue_by_name(name))


def call_pool_runs(replay: Replay) -> None:
    """Read the runs waiting in the pool and its queue."""
    pool, queue = replay.name("pool"), replay.created["work queue"]
    replay.call(work_pools.get_scheduled_flow_runs(pool))
    replay.call(work_pools.read_work_pool_concurrency_status(pool, page=1, limit=5))
    # Without this header, the server would count the request as a worker's heartbeat.
    replay.call(work_queues.read_work_queue_runs(queue, x_prefect_ui=True, limit=5))
    replay.call(work_queues.read_work_queue_concurrency_status(queue, page=1, limit=5))


def delete_work_pools(replay: Replay) -> None:
    """Delete the worker, the queues and the pool."""
    pool = replay.name("pool")
    if "agent queue" in replay.created:
        replay.call(work_queues.delete_work_queue(replay.created["agent queue"]))
    else:
        spare = replay.create(work_pools.create_work_queue(pool, name=replay.name("spare-queue")))
        replay.call(work_queues.delete_work_queue(spare))
    replay.call(work_pools.delete_worker(pool, replay.name("worker")))
    replay.call(work_pools.delete_work_queue(pool, replay.name("queue")))
    replay.call(work_pools.delete_work_pool(pool))

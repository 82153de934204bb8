"""Replay steps for tag-based and global concurrency limits."""

from __future__ import annotations

from uuid import UUID, uuid4

import msgspec

from prefect_http._contract.live.session import Replay
from prefect_http_api import concurrency_limits, concurrency_limits_v2


class _Lease(msgspec.Struct):
    lease_id: UUID


def call_tag_limits(replay: Replay) -> None:
    """Create a tag-based limit, acquire and release its slot, and call every operation that reads the limit."""
    tag, holder = replay.name("tag"), uuid4()
    limit = replay.create(concurrency_limits.create_concurrency_limit(tag=tag, concurrency_limit=1))
    # The limit already exists.
    replay.call(concurrency_limits.create_concurrency_limit(tag=tag, concurrency_limit=1))
    replay.call(concurrency_limits.increment_concurrency_limits_v1(names=[tag], task_run_id=holder))
    replay.call(concurrency_limits.read_concurrency_limit(limit))
    replay.call(concurrency_limits.read_concurrency_limit_by_tag(tag))
    replay.call(concurrency_limits.read_concurrency_limits(limit=5))
    replay.call(concurrency_limits.decrement_concurrency_limits_v1(names=[tag], task_run_id=holder))
    replay.call(concurrency_limits.reset_concurrency_limit_by_tag(tag, slot_override=[]))
    replay.call(concurrency_limits.delete_concurrency_limit_by_tag(tag))
    spare = replay.create(concurrency_limits.create_concurrency_limit(tag=replay.name("spare"), concurrency_limit=1))
    replay.call(concurrency_limits.delete_concurrency_limit(spare))


def call_global_limits(replay: Replay) -> None:
    """Create and update a global limit, acquire and release slots, and call every operation that reads the limit."""
    name = replay.name("limit")
    limit = replay.created["global limit"] = replay.create(
        concurrency_limits_v2.create_concurrency_limit_v2(name=name, limit=5, slot_decay_per_second=0.5, active=True)
    )
    replay.call(concurrency_limits_v2.update_concurrency_limit_v2(name, limit=6))
    replay.call(concurrency_limits_v2.read_concurrency_limit_v2(limit))
    replay.call(concurrency_limits_v2.read_concurrency_limit_v2(name))
    replay.call(concurrency_limits_v2.read_all_concurrency_limits_v2(limit=5))
    replay.call(concurrency_limits_v2.bulk_increment_active_slots(names=[name], slots=2, mode="concurrency"))
    replay.call(concurrency_limits_v2.bulk_decrement_active_slots(names=[name], slots=2, occupancy_seconds=1.5))


def call_leases(replay: Replay) -> None:
    """Acquire slots from the global limit with a lease, renew the lease, and release the slots."""
    lease = replay.read(
        concurrency_limits_v2.bulk_increment_active_slots_with_lease(
            names=[replay.name("limit")],
            slots=1,
            mode="concurrency",
            lease_duration=90.0,
            holder={"type": "task_run", "id": uuid4()},
        ),
        _Lease,
    ).lease_id
    replay.call(concurrency_limits_v2.renew_concurrency_lease(lease, lease_duration=120.0))
    replay.call(concurrency_limits_v2.bulk_decrement_active_slots_with_lease(lease_id=lease))


def delete_global_limits(replay: Replay) -> None:
    """Delete the global limit."""
    replay.call(concurrency_limits_v2.delete_concurrency_limit_v2(replay.created["global limit"]))

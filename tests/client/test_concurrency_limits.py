"""Global concurrency limits, on a real server."""

import json
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConflictError,
    NotFoundError,
    Prefect,
    StatusError,
    ValidationError,
)
from tests.support.stub import async_client, client


@pytest.fixture
def name() -> str:
    return f"odd name é#?-{uuid4()}"


def test_limit_is_found_by_name_and_id(prefect: Prefect, name: str) -> None:
    made = prefect.concurrency_limits.create(name=name, limit=2)
    assert (made.name, made.limit, made.active, made.active_slots) == (name, 2, True, 0)
    found = prefect.concurrency_limits.get(name)
    assert (found.id, found.name, found.limit) == (made.id, name, 2)
    assert prefect.concurrency_limits.get(found.id) == found
    assert prefect.concurrency_limits.get(str(found.id)) == found


@pytest.mark.parametrize("missing", ["no such limit", UUID(int=1), str(UUID(int=1))])
def test_unknown_limit_raises_not_found(prefect: Prefect, missing: str | UUID) -> None:
    limits = prefect.concurrency_limits
    for use in (limits.get, limits.update, limits.delete):
        with pytest.raises(NotFoundError, match="Concurrency Limit not found"):
            use(missing)
        with pytest.raises(ArgumentError, match="expected a name or a UUID"):
            use("")


def test_invalid_limits_are_rejected(prefect: Prefect, name: str) -> None:
    prefect.concurrency_limits.create(name=name, limit=2)
    with pytest.raises(ConflictError):
        prefect.concurrency_limits.create(name=name, limit=3)
    with pytest.raises(ValidationError, match=r"body\.name"):
        prefect.concurrency_limits.create(name="a/b", limit=3)


def test_update_changes_only_given_fields(prefect: Prefect, name: str) -> None:
    made = prefect.concurrency_limits.create(name=name, limit=2, active=False)
    prefect.concurrency_limits.update(name, limit=5)
    assert (prefect.concurrency_limits.get(name).limit, prefect.concurrency_limits.get(name).active) == (5, False)
    prefect.concurrency_limits.update(made.id, name=f"{name} new")
    assert prefect.concurrency_limits.get(f"{name} new").limit == 5
    other = prefect.concurrency_limits.create(name=name, limit=1)
    with pytest.raises(ConflictError):
        prefect.concurrency_limits.update(other.id, name=f"{name} new")


def test_limit_is_deleted_by_name_and_id(prefect: Prefect, name: str) -> None:
    prefect.concurrency_limits.create(name=name, limit=1)
    prefect.concurrency_limits.delete(name)
    prefect.concurrency_limits.delete(prefect.concurrency_limits.create(name=name, limit=1).id)
    with pytest.raises(NotFoundError):
        prefect.concurrency_limits.get(name)


def test_set_creates_or_updates_a_limit(prefect: Prefect, name: str) -> None:
    made = prefect.concurrency_limits.set(name, 2, slot_decay_per_second=0.5)
    assert (made.name, made.limit, made.active, made.slot_decay_per_second) == (name, 2, True, 0.5)
    prefect.concurrency_limits.update(name, active=False)
    changed = prefect.concurrency_limits.set(name, 3)
    assert (changed.id, changed.limit, changed.active, changed.slot_decay_per_second) == (made.id, 3, False, 0.5)
    with pytest.raises(ValidationError, match=r"body\.name"):
        prefect.concurrency_limits.set("a%b", 1)
    with pytest.raises(ArgumentError, match="expected a name"):
        prefect.concurrency_limits.set("", 1)


def test_tag_limits_are_created_changed_reset_and_deleted(prefect: Prefect, name: str) -> None:
    tags = prefect.concurrency_limits.tags
    made = tags.create(tag=name, concurrency_limit=2)
    assert (made.tag, made.concurrency_limit, made.active_slots) == (name, 2, [])
    assert tags.create(tag=name, concurrency_limit=3).id == made.id
    assert tags.get(name).concurrency_limit == prefect.concurrency_limits.get(f"tag:{name}").limit == 3
    run = uuid4()
    tags.reset(name, task_runs=[str(run)])
    assert tags.get(name).active_slots == [run]
    tags.reset(name)
    assert tags.get(name).active_slots == []
    tags.delete(name)
    for use in (tags.get, tags.reset, tags.delete):
        with pytest.raises(NotFoundError):
            use(name)
        with pytest.raises(ArgumentError, match="expected a tag"):
            use("")


@pytest.mark.anyio
async def test_tag_limits_are_listed() -> None:
    # A real server leaves out limits of tags if it has many other limits.
    limits = [{"id": str(UUID(int=number)), "tag": f"tag {number}", "concurrency_limit": number} for number in range(5)]

    def respond(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/api/concurrency_limits/filter"
        offset = json.loads(request.content).get("offset", 0)
        return httpx.Response(200, json=limits[offset:][:3])

    with client(respond) as prefect:
        assert [limit.concurrency_limit for limit in prefect.concurrency_limits.tags.list()] == [0, 1, 2, 3, 4]
        assert [limit.tag for limit in prefect.concurrency_limits.tags.list(limit=1)] == ["tag 0"]
    async with async_client(respond) as async_prefect:
        assert [limit.tag async for limit in async_prefect.concurrency_limits.tags.list(limit=1)] == ["tag 0"]


def test_limits_are_listed_by_name(prefect: Prefect, name: str) -> None:
    names = [f"{name} {number:03}" for number in range(205)]
    for each in reversed(names):
        prefect.concurrency_limits.create(name=each, limit=1)
    mine = [limit.name for limit in prefect.concurrency_limits.list() if limit.name.startswith(name)]
    assert mine == names


def test_slots_are_incremented_and_decremented(prefect: Prefect, name: str) -> None:
    limits = prefect.concurrency_limits
    made = limits.create(name=name, limit=2)
    assert [limit.id for limit in limits.increment(names=[name, "no such limit"], slots=2)] == [made.id]
    assert limits.get(name).active_slots == 2
    with pytest.raises(StatusError) as locked:
        limits.increment(names=[name], slots=1)
    assert locked.value.status == 423
    with pytest.raises(ValidationError, match="greater than the limit"):
        limits.increment(names=[name], slots=3)
    with pytest.raises(ValidationError, match="slot decay"):
        limits.increment(names=[name], slots=1, mode="rate_limit")
    assert [limit.id for limit in limits.decrement(names=[name, "no such limit"], slots=2)] == [made.id]
    assert limits.get(name).active_slots == 0
    assert list(limits.increment(names=["no such limit"], slots=1)) == []


def test_slots_are_leased(prefect: Prefect, name: str) -> None:
    limits = prefect.concurrency_limits
    made = limits.create(name=name, limit=1)
    lease = limits.increment_with_lease(names=[name], slots=1, lease_duration=60)
    assert [limit.id for limit in lease.limits] == [made.id]
    assert limits.get(name).active_slots == 1
    with pytest.raises(StatusError) as locked:
        limits.increment_with_lease(names=[name], slots=1)
    assert locked.value.status == 423
    limits.renew_lease(lease.lease_id, lease_duration=90)
    limits.decrement_with_lease(lease.lease_id)
    assert limits.get(name).active_slots == 0
    limits.decrement_with_lease(lease.lease_id)
    with pytest.raises(StatusError, match="expired or been revoked") as gone:
        limits.renew_lease(lease.lease_id)
    assert gone.value.status == 410


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, name: str) -> None:
    limits = async_prefect.concurrency_limits
    made = await limits.create(name=name, limit=1)
    assert (await limits.get(name)).id == (await limits.get(made.id)).id == made.id
    await limits.update(name, limit=2)
    assert [limit.limit async for limit in limits.list() if limit.name == name] == [2]
    assert len(await limits.increment(names=[name], slots=1)) == 1
    assert len(await limits.decrement(names=[name], slots=1)) == 1
    lease = await limits.increment_with_lease(names=[name], slots=1)
    await limits.renew_lease(lease.lease_id)
    await limits.decrement_with_lease(lease.lease_id)
    assert (await limits.set(name, 3)).active_slots == 0
    await limits.delete(name)
    await limits.tags.create(tag=name, concurrency_limit=2)
    await limits.tags.reset(name)
    assert (await limits.tags.get(name)).concurrency_limit == 2
    await limits.tags.delete(name)
    with pytest.raises(NotFoundError):
        await limits.get(name)

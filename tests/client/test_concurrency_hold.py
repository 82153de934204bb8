"""Slots of concurrency limits, held while a block runs: on a real server, and on a stub whose leases expire."""

import asyncio
import builtins
import json
import logging
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import anyio
import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    LeaseLostError,
    NotFoundError,
    Prefect,
    UnsupportedByServerError,
    ValidationError,
    WaitTimeoutError,
    _concurrency,
)
from tests.support.servers import ServerAddress
from tests.support.stub import API
from tests.support.waits import HANG_SECONDS, until

LIMIT = UUID(int=7)


@pytest.fixture
def name(prefect: Prefect) -> str:
    """Return the name of a limit with two slots."""
    name = f"odd limit é#?-{uuid4()}"
    prefect.concurrency_limits.create(name=name, limit=2)
    return name


def held(prefect: Prefect, name: str) -> int:
    return prefect.concurrency_limits.get(name).active_slots


def test_slots_are_held_while_the_block_runs(prefect: Prefect, name: str) -> None:
    with prefect.concurrency_limits.hold(name, slots=2) as hold:
        assert (held(prefect, name), hold.lost) == (2, False)
        assert repr(hold) == f"<Hold {name!r}, slots=2>"
    assert held(prefect, name) == 0


def test_limits_are_given_by_name_or_id_or_as_models_and_held_once(prefect: Prefect, name: str) -> None:
    limit, other = prefect.concurrency_limits.get(name), prefect.concurrency_limits.set(f"{name} 2", 1)
    with prefect.concurrency_limits.hold([name, limit.id, str(limit.id), other.name]):
        assert (held(prefect, name), held(prefect, other.name)) == (1, 1)
    with prefect.concurrency_limits.hold(limit):
        assert held(prefect, name) == 1
    assert (held(prefect, name), held(prefect, other.name)) == (0, 0)


def test_blocks_of_several_clients_never_hold_more_slots_than_there_are(
    server: ServerAddress, prefect: Prefect, name: str
) -> None:
    running: list[int] = []
    most: list[int] = []
    two = threading.Event()

    def work(number: int, client: Prefect) -> None:
        with client.concurrency_limits.hold(name, timeout=120):
            running.append(number)
            most.append(len(running))
            if len(running) > 1:
                two.set()
            two.wait(HANG_SECONDS)
            time.sleep(0.05)
            running.remove(number)

    with Prefect(server.api_url) as other:
        threads = [
            threading.Thread(target=work, args=(number, (prefect, other)[number % 2]), daemon=True)
            for number in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (len(most), max(most)) == (4, 2)
    assert held(prefect, name) == 0


@pytest.mark.parametrize("error", [ValueError("wrong"), KeyboardInterrupt(), SystemExit(3)])
def test_slots_are_released_if_the_block_raises(prefect: Prefect, name: str, error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, prefect.concurrency_limits.hold(name):
        raise error
    assert raised.value is error
    assert held(prefect, name) == 0


def test_full_limit_is_awaited_until_the_timeout(prefect: Prefect, name: str) -> None:
    limits = prefect.concurrency_limits
    with limits.hold(name, slots=2):
        with pytest.raises(
            WaitTimeoutError, match=r"^'odd limit .* had too few free slots for 0 s, 1 required$"
        ) as late:
            limits.hold(name, timeout=0).__enter__()
        assert late.value.timeout == 0
        assert isinstance(late.value, builtins.TimeoutError)
    assert held(prefect, name) == 0


def test_unknown_limit_raises_not_found_and_holds_nothing(prefect: Prefect, name: str) -> None:
    unknown: list[list[str | UUID]] = [["no such limit"], [name, "no such limit"], [name, UUID(int=1)]]
    for limits in unknown:
        with pytest.raises(NotFoundError, match="Concurrency Limit not found"), prefect.concurrency_limits.hold(limits):
            pytest.fail("the block ran")
    assert held(prefect, name) == 0


def test_inactive_limit_is_not_enforced(prefect: Prefect, name: str) -> None:
    prefect.concurrency_limits.update(name, active=False)
    with prefect.concurrency_limits.hold(name, slots=5):
        assert held(prefect, name) == 0
    other = prefect.concurrency_limits.set(f"{name} 2", 1).name
    with prefect.concurrency_limits.hold([name, other]):
        assert (held(prefect, name), held(prefect, other)) == (0, 1)
    assert held(prefect, other) == 0


def test_impossible_demands_are_rejected(prefect: Prefect, name: str) -> None:
    hold = prefect.concurrency_limits.hold
    with pytest.raises(ValidationError, match="greater than the limit"):
        hold(name, slots=3).__enter__()
    with pytest.raises(ValidationError, match="lease_duration"):
        hold(name, lease_duration=5).__enter__()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"limits": []}, "limits must not be empty"),
        ({"limits": ""}, "invalid concurrency limit ''"),
        ({"limits": name, "slots": 0}, "slots must be an integer of at least 1, got 0"),
        ({"limits": name, "timeout": -1}, "timeout must be a non-negative number"),
        ({"limits": name, "lease_duration": 0}, "lease_duration must be a positive number"),
    ]
    for arguments, message in wrong:
        with pytest.raises(ArgumentError, match=f"^{re.escape(message)}"):
            hold(**arguments)


@pytest.mark.anyio
async def test_async_block_is_released_at_its_end_after_an_error_and_if_it_is_cancelled(
    prefect: Prefect, async_prefect: AsyncPrefect, name: str
) -> None:
    limits = async_prefect.concurrency_limits
    async with limits.hold(name, slots=2) as hold:
        assert (held(prefect, name), hold.lost) == (2, False)
    assert held(prefect, name) == 0
    error = ValueError("wrong")
    with pytest.raises(ValueError, match="wrong") as raised:
        async with limits.hold(name):
            raise error
    assert raised.value is error
    with anyio.CancelScope() as scope:
        async with limits.hold(name):
            scope.cancel()
            await anyio.sleep_forever()
    assert scope.cancelled_caught
    assert held(prefect, name) == 0


@pytest.mark.anyio
async def test_waiting_block_that_is_cancelled_holds_nothing(
    prefect: Prefect, async_prefect: AsyncPrefect, name: str
) -> None:
    limits = async_prefect.concurrency_limits
    for milliseconds in range(0, 30, 3):
        with anyio.move_on_after(milliseconds / 1000):
            async with limits.hold(name, slots=2):
                await anyio.sleep_forever()
    assert held(prefect, name) == 0


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_task_that_is_cancelled_by_asyncio_holds_nothing(
    prefect: Prefect, async_prefect: AsyncPrefect, name: str
) -> None:
    limits = async_prefect.concurrency_limits
    for milliseconds in range(0, 30, 3):
        with pytest.raises(builtins.TimeoutError) as late:
            async with asyncio.timeout(milliseconds / 1000), limits.hold(name, slots=2):
                await asyncio.sleep(600)
        assert type(late.value) is builtins.TimeoutError
    assert held(prefect, name) == 0


@dataclass
class Leases:
    """Stub server with one limit of one slot, whose leases expire by a clock that advances while the client waits."""

    now: float = 1000.0
    holders: dict[str, float] = field(default_factory=dict)
    acquired: list[float] = field(default_factory=list)
    renewed: list[float] = field(default_factory=list)
    known: bool = True
    retry_after: str = "2.5"
    failures: dict[str, httpx.Response | Exception] = field(default_factory=dict)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        *_, parent, action = request.url.path.split("/")
        body = json.loads(request.content or "{}")
        self.holders = {lease: expires for lease, expires in self.holders.items() if expires > self.now}
        {"increment-with-lease": self.acquired, "renew": self.renewed}.get(action, []).append(self.now)
        failure = self.failures.get(action)
        if isinstance(failure, Exception):
            raise failure
        if failure is not None:
            return failure
        if action == "increment-with-lease":
            return self._lease(body["lease_duration"])
        if action == "renew":
            return self._renew(parent, body["lease_duration"])
        if action == "decrement-with-lease":
            self.holders.pop(body["lease_id"], None)
            return httpx.Response(204)
        if not self.known:
            return httpx.Response(404, json={"detail": "Concurrency Limit not found"})
        limit = {"id": str(LIMIT), "name": "db", "limit": 1, "active": True, "active_slots": 0}
        return httpx.Response(200, json={**limit, "slot_decay_per_second": 0.0, "created": None, "updated": None})

    def _lease(self, duration: float) -> httpx.Response:
        if self.holders:
            return httpx.Response(423, json={"detail": "Locked"}, headers={"Retry-After": self.retry_after})
        lease = str(uuid4())
        self.holders[lease] = self.now + duration
        limits = [{"id": str(LIMIT), "name": "db", "limit": 1}] if self.known else []
        return httpx.Response(200, json={"lease_id": lease, "limits": limits})

    def _renew(self, lease: str, duration: float) -> httpx.Response:
        if lease not in self.holders:
            return httpx.Response(410, json={"detail": "Lease not found - it may have expired"})
        self.holders[lease] = self.now + duration
        return httpx.Response(204)


@pytest.fixture
def leases(monkeypatch: pytest.MonkeyPatch) -> Leases:
    stub = Leases()

    def wait(event: threading.Event, seconds: float) -> bool:
        # Longer than no time at all: the block runs in another thread.
        if not event.wait(0.002):
            stub.now += seconds
        return event.is_set()

    async def async_wait(event: anyio.Event, seconds: float) -> bool:
        with anyio.move_on_after(0.002):
            await event.wait()
        if not event.is_set():
            stub.now += seconds
        return event.is_set()

    monkeypatch.setattr(_concurrency, "monotonic", lambda: stub.now)
    monkeypatch.setattr(_concurrency, "wait", wait)
    monkeypatch.setattr(_concurrency, "async_wait", async_wait)
    return stub


@pytest.fixture
def prefect_of_leases(leases: Leases) -> Prefect:
    return Prefect(API, retry=False, transport=httpx.MockTransport(leases))


def test_lease_is_renewed_three_times_per_duration(leases: Leases, prefect_of_leases: Prefect) -> None:
    with prefect_of_leases.concurrency_limits.hold("db", lease_duration=90) as hold:
        until(lambda: len(leases.renewed) > 10, "the lease is not renewed")
        assert not hold.lost
    waits = [later - earlier for earlier, later in zip(leases.renewed[:9], leases.renewed[1:10], strict=True)]
    assert waits == [30] * 9
    assert leases.holders == {}


def test_slots_of_a_killed_process_are_taken_over_when_its_lease_expires(
    leases: Leases, prefect_of_leases: Prefect
) -> None:
    leases.holders["of a killed process"] = leases.now + 60
    with prefect_of_leases.concurrency_limits.hold("db"):
        assert [at - 1000 for at in leases.acquired] == [2.5 * number for number in range(25)]
    leases.holders["of a killed process"] = leases.now + 60
    with pytest.raises(WaitTimeoutError, match="for 30 s"):
        prefect_of_leases.concurrency_limits.hold("db", timeout=30).__enter__()
    assert list(leases.holders) == ["of a killed process"]


def test_longer_waits_that_the_server_asks_for_end_at_the_timeout(leases: Leases, prefect_of_leases: Prefect) -> None:
    leases.holders["of another process"], leases.retry_after = leases.now + 600, "29"
    with pytest.raises(WaitTimeoutError):
        prefect_of_leases.concurrency_limits.hold("db", timeout=60).__enter__()
    assert [at - 1000 for at in leases.acquired] == [0, 29, 58, 60]


def test_limit_that_is_deleted_while_it_is_awaited_raises_not_found(
    leases: Leases, prefect_of_leases: Prefect, monkeypatch: pytest.MonkeyPatch
) -> None:
    leases.holders["of another process"] = leases.now + 10
    original = _concurrency.wait

    def delete(event: threading.Event, seconds: float) -> bool:
        leases.known = False
        return original(event, seconds)

    monkeypatch.setattr(_concurrency, "wait", delete)
    with pytest.raises(NotFoundError):
        prefect_of_leases.concurrency_limits.hold("db").__enter__()
    assert leases.holders == {}


def test_lost_lease_is_reported_at_once_and_raised_at_the_end(
    leases: Leases, prefect_of_leases: Prefect, caplog: pytest.LogCaptureFixture
) -> None:
    hold = prefect_of_leases.concurrency_limits.hold("db")
    with pytest.raises(LeaseLostError, match=r"^the slots of 'db' were lost: .*it may have expired") as lost, hold:  # noqa: PT012
        leases.holders.clear()
        until(lambda: hold.lost, "the loss is not noticed")
        assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
            str(hold._lost)
        ]
        assert repr(hold) == "<Hold 'db', slots=1, lost>"
    assert getattr(lost.value.__cause__, "status", None) == 410
    with hold:
        assert not hold.lost


def test_lease_that_was_lost_since_the_last_renewal_is_noticed_at_the_end(
    leases: Leases, prefect_of_leases: Prefect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_concurrency, "wait", lambda event, _seconds: event.wait())
    with pytest.raises(LeaseLostError), prefect_of_leases.concurrency_limits.hold("db"):
        leases.now += 3600  # as if the computer had been suspended
    assert len(leases.renewed) == 1


def test_error_of_the_block_is_raised_even_if_the_lease_was_lost(leases: Leases, prefect_of_leases: Prefect) -> None:
    hold = prefect_of_leases.concurrency_limits.hold("db")
    with pytest.raises(ValueError, match="wrong"), hold:  # noqa: PT012
        leases.holders.clear()
        until(lambda: hold.lost, "the loss is not noticed")
        raise ValueError("wrong")


@pytest.mark.parametrize(
    "failure",
    [
        httpx.Response(503, json={"detail": "busy"}),
        httpx.Response(404, json={"detail": "Not Found"}),
        httpx.Response(502, text="bad gateway"),
        httpx.ConnectError("refused"),
    ],
    ids=["busy", "route", "gateway", "connection"],
)
def test_transient_failures_lose_the_lease_only_when_its_time_is_up(
    leases: Leases, prefect_of_leases: Prefect, failure: httpx.Response | Exception
) -> None:
    hold = prefect_of_leases.concurrency_limits.hold("db", lease_duration=60)
    with pytest.raises(LeaseLostError), hold:  # noqa: PT012
        until(lambda: len(leases.renewed) > 2, "the lease is not renewed")
        leases.failures["renew"] = failure
        renewed = leases.renewed[-1]
        until(lambda: hold.lost, "the loss is not noticed")
        assert leases.now >= renewed + 60


def test_lease_survives_failures_that_end_in_time(leases: Leases, prefect_of_leases: Prefect) -> None:
    with prefect_of_leases.concurrency_limits.hold("db", lease_duration=60) as hold:
        leases.failures["renew"] = httpx.ReadTimeout("slow")
        count = len(leases.renewed) + 3
        until(lambda: len(leases.renewed) > count, "the lease is not renewed")
        leases.failures.clear()
        count = len(leases.renewed) + 3
        until(lambda: len(leases.renewed) > count, "the lease is not renewed")
        assert not hold.lost


def test_failure_to_get_the_slots_is_final_only_if_prefect_says_so(leases: Leases, prefect_of_leases: Prefect) -> None:
    leases.failures["increment-with-lease"] = httpx.Response(502, text="bad gateway")
    with pytest.raises(WaitTimeoutError, match=r"The last request failed: POST .*502"):
        prefect_of_leases.concurrency_limits.hold("db", timeout=30).__enter__()
    assert len(leases.acquired) > 3
    leases.acquired.clear()
    leases.failures["increment-with-lease"] = httpx.Response(422, json={"detail": "greater than the limit"})
    with pytest.raises(ValidationError):
        prefect_of_leases.concurrency_limits.hold("db", timeout=30).__enter__()
    assert len(leases.acquired) == 1


def test_failure_to_release_is_logged(
    leases: Leases, prefect_of_leases: Prefect, caplog: pytest.LogCaptureFixture
) -> None:
    leases.failures["decrement-with-lease"] = httpx.Response(500, json={"exception_message": "Internal Server Error"})
    with caplog.at_level(logging.WARNING), prefect_of_leases.concurrency_limits.hold("db", lease_duration=60):
        pass
    assert caplog.messages[0].startswith(
        "The slots of 'db' could not be released. The server releases them within 60 s. POST"
    )


def test_servers_without_leases_are_not_supported(leases: Leases, prefect_of_leases: Prefect) -> None:
    leases.failures["increment-with-lease"] = httpx.Response(404, json={"detail": "Not Found"})
    leases.failures["version"] = httpx.Response(200, json="3.2.15")
    with pytest.raises(UnsupportedByServerError, match=r"requires Prefect 3\.4\.25"):
        prefect_of_leases.concurrency_limits.hold("db").__enter__()


async def async_until(condition: Callable[[], bool]) -> None:
    with anyio.fail_after(HANG_SECONDS):
        while not condition():  # noqa: ASYNC110  # a property has no event
            await anyio.sleep(0.001)


@pytest.mark.anyio
async def test_async_lease_is_renewed_and_its_loss_reported(leases: Leases) -> None:
    async with AsyncPrefect(API, retry=False, transport=httpx.MockTransport(leases)) as prefect:
        hold = prefect.concurrency_limits.hold("db")
        with pytest.raises(LeaseLostError):  # noqa: PT012
            async with hold:
                await async_until(lambda: len(leases.renewed) > 5)
                leases.holders.clear()
                await async_until(lambda: hold.lost)
        leases.holders["of a killed process"] = leases.now + 60
        async with hold:
            assert not hold.lost
        with pytest.raises(ValueError, match="wrong"):  # noqa: PT012
            async with hold:
                leases.holders.clear()
                await async_until(lambda: hold.lost)
                raise ValueError("wrong")

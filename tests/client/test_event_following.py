"""Following events, against a stub server and on a real one."""

from collections.abc import Iterable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import ArgumentError, Prefect, ValidationError, WaitTimeoutError
from prefect_http_api.requests import EventFilter
from tests.support.clock import Clock
from tests.support.cloud import CloudStandIn
from tests.support.event_stub import NOW, WORKSPACE, EventServer, ago, at, rejection
from tests.support.stub import API, GARBLED

URLS = pytest.mark.parametrize("api_url", [API, WORKSPACE], ids=["self-hosted", "Prefect Cloud"])
HOUR = timedelta(hours=1)


def seconds_ago(*seconds: float) -> list[dict[str, Any]]:
    return at(*(NOW - timedelta(seconds=each) for each in seconds))


def ids(rows: Iterable[dict[str, Any]]) -> list[UUID]:
    return [UUID(row["id"]) for row in rows]


def follow(server: EventServer, api_url: str = WORKSPACE, **arguments: Any) -> list[UUID]:
    """Return the IDs of the events yielded within the timeout."""
    found: list[UUID] = []
    given: dict[str, Any] = {"since": NOW - HOUR, "timeout": 12, **arguments}
    with server.client(api_url) as prefect, pytest.raises(WaitTimeoutError):
        found.extend(event.id for event in prefect.events.follow(**given))
    return found


@pytest.mark.usefixtures("clock")
@URLS
def test_events_are_yielded_as_they_arrive_oldest_first(api_url: str) -> None:
    old, first, second = seconds_ago(600, 500), seconds_ago(300, 200), seconds_ago(200, 100)
    server = EventServer(old[::-1], arrivals=[[], first[::-1], [], second[::-1]])
    assert follow(server, api_url) == ids([*old, *first, *second])


@pytest.mark.every_python
@pytest.mark.anyio
@pytest.mark.usefixtures("clock")
@URLS
async def test_the_async_client_yields_events_as_they_arrive(api_url: str) -> None:
    old, new = seconds_ago(600, 500), seconds_ago(300, 200)
    server = EventServer(old, arrivals=[[], [], new])
    async with server.async_client(api_url) as prefect, aclosing(prefect.events.follow(since=NOW - HOUR)) as events:
        assert [(await anext(events)).id for _ in range(4)] == ids([*old, *new])


@pytest.mark.usefixtures("clock")
@URLS
@pytest.mark.parametrize("number", [49, 50, 51, 500])
def test_more_than_a_page_of_events_may_arrive_at_once(api_url: str, number: int) -> None:
    bursts = [seconds_ago(*range(start, start - number, -1)) for start in (2000, 1000)]
    server = EventServer([], arrivals=[[], *bursts])
    assert follow(server, api_url) == ids(row for burst in bursts for row in burst)


@pytest.mark.usefixtures("clock")
@URLS
@pytest.mark.parametrize("late", [[250], [250, 249.5, 130, 130, 10], [299]])
def test_late_events_are_yielded_if_they_are_less_than_five_minutes_late(api_url: str, late: list[float]) -> None:
    known, lost = seconds_ago(*(number / 2 for number in range(600, -1, -1))), seconds_ago(302)
    late_ones = seconds_ago(*late)
    server = EventServer(known, arrivals=[[], [], [*late_ones, *lost]])
    found = follow(server, api_url)
    assert found[: len(known)] == ids(known)
    assert sorted(found[len(known) :]) == sorted(ids(late_ones))


@pytest.mark.usefixtures("clock")
@URLS
def test_events_with_the_time_of_known_ones_are_yielded(api_url: str) -> None:
    ties = [seconds_ago(*[100] * number) for number in (1, 120, 1, 60)]
    server = EventServer(ties[0], arrivals=[[], *ties[1:]])
    found = follow(server, api_url)
    assert len(found) == 182
    assert set(found) == set(ids(server.rows))


@pytest.mark.usefixtures("clock")
@URLS
def test_an_event_in_the_future_hides_no_others(api_url: str) -> None:
    now = datetime.now(UTC)
    new = [at(*(now - timedelta(seconds=start - n / 10) for n in range(120))) for start in (60, 30)]
    server = EventServer(at(now + timedelta(hours=3)), arrivals=[[], *new])
    found = follow(server, api_url)
    assert len(found) == 241
    assert set(found) == set(ids(server.rows))


@pytest.mark.usefixtures("clock")
@URLS
def test_a_poll_without_new_events_takes_one_request(api_url: str) -> None:
    server = EventServer(seconds_ago(*range(200)))
    follow(server, api_url, timeout=0)
    first = server.requests
    server.requests = 0
    follow(server, api_url, timeout=60)
    # Waits grow from 0.25 to 2 seconds.
    assert 30 <= server.requests - first <= 42
    server.requests = 0
    follow(server, api_url, timeout=60, poll_interval=timedelta(seconds=10))
    assert 8 <= server.requests - first <= 20


@pytest.mark.usefixtures("clock")
def test_a_backlog_is_read_week_by_week_on_prefect_cloud() -> None:
    rows = ago(*range(60, 0, -1))
    server = EventServer(rows, arrivals=[[], seconds_ago(5)])
    assert follow(server, since=NOW - timedelta(days=61)) == ids(server.rows)
    assert all(until - since < timedelta(days=7) for since, until in server.queries)
    # The weeks are not requested again.
    assert {since for since, _ in server.queries if since < NOW - timedelta(days=2)} == {
        since for since, _ in server.queries[:30] if since < NOW - timedelta(days=2)
    }


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("fault", GARBLED.values(), ids=GARBLED)
def test_polling_continues_through_failures(fault: httpx.Response | Exception) -> None:
    old, new = seconds_ago(*range(900, 700, -1)), [seconds_ago(*range(start, start - 120, -1)) for start in (600, 400)]
    server = EventServer(old, arrivals=[[], *new])
    server.faults = lambda number: fault if number % 3 == 2 else None
    found = follow(server, timeout=60)
    assert found == ids([*old, *new[0], *new[1]])


@pytest.mark.usefixtures("clock")
def test_invalid_filters_are_rejected() -> None:
    server = EventServer([], faults=lambda _number: rejection("no such resource"))
    with server.client() as prefect:
        with pytest.raises(ValidationError, match="no such resource"):
            next(prefect.events.follow())
        for given, key in [
            ({"occurred": {"until": NOW}}, r"occurred\.until"),
            ({"order": "DESC"}, "order"),
            ({"resource": {"distinct": True}}, r"resource\.distinct"),
        ]:
            with pytest.raises(ArgumentError, match=f"events.follow does not accept {key}"):
                prefect.events.follow(where=given)  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="since is also set in where"):
            prefect.events.follow(where={"occurred": {"since": NOW}}, since=NOW)
        with pytest.raises(ArgumentError, match="must have a timezone"):
            prefect.events.follow(since=datetime(2026, 1, 31))  # noqa: DTZ001  # the case under test
        with pytest.raises(ArgumentError, match="timeout must be"):
            next(prefect.events.follow(timeout=-1))
    assert server.requests == 1


def test_the_timeout_names_the_last_failure(clock: Clock) -> None:
    server = EventServer([], faults=lambda _number: httpx.Response(502, text="bad gateway"))
    with server.client() as prefect, pytest.raises(WaitTimeoutError, match=r"30 s.*502") as error:
        list(prefect.events.follow(timeout=30))
    assert error.value.timeout == 30
    assert clock.now == pytest.approx(1030)


@pytest.mark.usefixtures("clock")
def test_few_events_are_kept_in_memory() -> None:
    from prefect_http._domain.event_tail import EventTail

    server = EventServer(seconds_ago(*range(3000, 0, -1)))
    tail = EventTail({}, NOW - HOUR, api_url=API, on_cloud=False)
    poll, found, most = tail.poll(datetime.now(UTC)), 0, 0
    with server.client(API) as prefect:
        while poll.call is not None:
            found += len(poll.take(prefect.send(poll.call)))
            most = max(most, len(tail._ids))
    assert found == 3000
    assert 300 <= most <= 360


def test_events_of_a_server_are_followed(prefect: Prefect, cloud: CloudStandIn) -> None:
    name, start = f"tests.{uuid4()}", datetime.now(UTC)
    given: EventFilter = {"event": {"name": [name]}}
    with Prefect(cloud.api_url, api_key=cloud.api_key) as client:
        followed = [
            each.events.follow(where=given, since=start - HOUR, poll_interval=0.2) for each in (prefect, client)
        ]
        # The last one is late.
        for seconds in (1000, 10, 30):
            occurred = start - timedelta(seconds=seconds)
            emitted = prefect.events.emit(name, {"prefect.resource.id": name}, occurred=occurred)
            assert [next(events).id for events in followed] == [emitted] * 2


def test_events_are_new_from_the_call_on(prefect: Prefect) -> None:
    name = f"tests.{uuid4()}"
    prefect.events.emit(name, {"prefect.resource.id": name})
    events = prefect.events.follow(where={"event": {"name": [name]}}, poll_interval=0.2)
    emitted = prefect.events.emit(name, {"prefect.resource.id": name})
    assert next(events).id == emitted

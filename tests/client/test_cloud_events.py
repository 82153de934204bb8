"""Events on Prefect Cloud, which limits the time range of a query: against a stub, and the stand-in."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Literal
from uuid import UUID, uuid4

import httpx
import pytest
from attrs import asdict

from prefect_http import IncompleteEventsWarning, Prefect, ValidationError
from prefect_http._pagination import pager
from prefect_http_api import requests
from prefect_http_api.requests import EventFilter, EventOrder
from tests.support.cloud import CloudStandIn
from tests.support.event_stub import NOW, EventServer, LongQueries, ago, at, rejection
from tests.support.transports import PATIENCE

ORDERS: list[EventOrder] = ["DESC", "ASC"]
Countable = Literal["day", "time", "event", "resource"]
DISTINCT: EventFilter = {"resource": {"distinct": True}}
WEEK = timedelta(days=7)


def ids(rows: list[dict[str, Any]]) -> list[UUID]:
    return [UUID(row["id"]) for row in rows]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("long", "longest"), [("refuse", 14), ("clamp", 14), ("allow", 14), ("refuse", 7), ("clamp", 7)]
)
def test_every_event_is_listed_once_whatever_a_long_query_gets(
    long: LongQueries, longest: float, order: EventOrder
) -> None:
    server = EventServer(ago(*range(179, -1, -1), -0.9), long=long, longest=longest)
    with server.client() as prefect:
        found = [event.id for event in prefect.events.list(order=order)]
        assert found == ids(server.rows)[:: 1 if order == "ASC" else -1]
        assert prefect.events.count() == 181
    assert all(until - since < WEEK for since, until in server.queries)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("tied", [1, 60])
def test_events_at_the_edges_of_a_week_are_listed_once(order: EventOrder, tied: int) -> None:
    since, until = NOW - timedelta(days=40), NOW
    span, tick = WEEK - timedelta(minutes=1), timedelta(microseconds=1)
    edges = [until - number * (span + tick) for number in range(6)] + [
        since + number * (span + tick) for number in range(6)
    ]
    times = [edge + shift for edge in edges for shift in (-tick, timedelta(0), tick)]
    server = EventServer(at(*(time for time in times for _ in range(tied))))
    within = [row for row in server.rows if since <= datetime.fromisoformat(row["occurred"]) <= until]
    with server.client() as prefect:
        found = [event.id for event in prefect.events.list(since=since, until=until, order=order)]
        assert prefect.events.count(since=since, until=until) == len(within)
    assert all(start <= end for start, end in server.queries)
    assert len(found) == len(within)
    assert set(found) == set(ids(within))


@pytest.mark.anyio
async def test_every_event_is_listed_once_by_the_async_client() -> None:
    server = EventServer(ago(*(day / 2 for day in range(-1, 120))))
    async with server.async_client() as prefect:
        assert [event.id async for event in prefect.events.list()] == ids(server.rows)
        assert await prefect.events.count() == 121
        assert await prefect.events.count(where=DISTINCT) == 1
        newest = await prefect.events.list().first()
    assert newest is not None
    assert newest.id == ids(server.rows)[0]


def test_only_the_weeks_that_are_reached_are_requested() -> None:
    for days, requests_sent in ((0, 1), (-0.5, 1), (10, 2), (100, 15)):
        server = EventServer(ago(days))
        with server.client() as prefect:
            assert prefect.events.list().first() is not None
        assert server.requests == requests_sent
    server = EventServer(ago(*(number / 100 for number in range(200))))
    with server.client() as prefect:
        assert len(list(islice(prefect.events.list(), 50))) == 50
    assert server.requests == 1


def test_all_weeks_are_requested_in_vain_if_there_are_no_events() -> None:
    server = EventServer([])
    with server.client() as prefect:
        assert list(prefect.events.list()) == []
        assert server.requests == 26
        assert prefect.events.count() == 0
        assert prefect.events.list(since=NOW - timedelta(days=1)).first() is None
    assert server.requests == 53


def test_a_listing_does_not_fail_after_many_weeks_without_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pager, "MAX_STALE_PAGES", 10)
    server = EventServer(ago(1, 300))
    with server.client() as prefect:
        assert len(list(prefect.events.list(since=NOW - timedelta(days=700)))) == 2


@pytest.mark.parametrize("order", ORDERS)
def test_distinct_events_are_one_per_resource_in_all_weeks(order: EventOrder) -> None:
    rows = [row for day in range(60) for row in ago(day, resource=f"r{day % 11}")]
    server = EventServer(rows)
    with server.client() as prefect:
        found = [event.id for event in prefect.events.list(where=DISTINCT, order=order)]
        assert found == ids(rows[:11] if order == "DESC" else rows[:-12:-1])
        assert prefect.events.count(where=DISTINCT) == 11
        assert prefect.events.count(where=DISTINCT, since=NOW - timedelta(days=5)) == 6


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("keeps", [7, 30])
def test_a_warning_names_what_prefect_cloud_does_not_accept(order: EventOrder, keeps: int) -> None:
    server = EventServer(ago(*(day / 2 for day in range(100))), keeps=keeps)
    with server.client() as prefect:
        for _ in range(2):
            with pytest.warns(
                IncompleteEventsWarning, match=r"events before .* are missing.* too old\. Use a later"
            ) as caught:
                found = list(prefect.events.list(since=NOW - timedelta(days=45), order=order))
            assert len(found) == 2 * keeps
            assert len(caught) == 1
        with pytest.warns(IncompleteEventsWarning):
            assert prefect.events.count(since=NOW - timedelta(days=45)) == 2 * keeps
        # Nobody asked for a certain time, and no warning is emitted.
        assert len(list(prefect.events.list(order=order))) == 2 * keeps
        assert prefect.events.count() == 2 * keeps


@pytest.mark.anyio
async def test_the_async_client_warns_too() -> None:
    server = EventServer(ago(*range(20)), keeps=7)
    async with server.async_client() as prefect:
        with pytest.warns(IncompleteEventsWarning):
            assert len([event async for event in prefect.events.list(since=NOW - timedelta(days=9))]) == 7
        with pytest.warns(IncompleteEventsWarning):
            assert await prefect.events.count(since=NOW - timedelta(days=9)) == 7


def test_no_warning_is_emitted_before_the_missing_events_are_reached() -> None:
    server = EventServer(ago(*range(20)), keeps=7)
    with server.client() as prefect:
        assert prefect.events.list(since=NOW - timedelta(days=19)).first() is not None


@pytest.mark.parametrize("order", ORDERS)
def test_an_error_is_raised_if_every_query_is_rejected(order: EventOrder) -> None:
    server = EventServer(ago(*range(20)), faults=lambda _number: rejection("no such resource"))
    with server.client() as prefect:
        with pytest.raises(ValidationError, match="no such resource"):
            list(prefect.events.list(order=order))
        assert server.requests == 3
        with pytest.raises(ValidationError, match="no such resource"):
            prefect.events.count()
        with pytest.raises(ValidationError, match="no such resource"):
            prefect.events.count_by("event")
    server = EventServer(ago(*range(20)), keeps=7)
    with server.client() as prefect, pytest.raises(ValidationError, match="too old"):
        list(prefect.events.list(until=NOW - timedelta(days=10), order=order))


def test_a_rejected_page_after_the_first_one_is_an_error() -> None:
    server = EventServer(ago(*(number / 100 for number in range(200))))
    server.faults = lambda number: rejection("too old") if number == 2 else None
    found: list[object] = []
    with server.client() as prefect, pytest.raises(ValidationError, match="too old"):
        found.extend(prefect.events.list())


def test_queries_of_a_self_hosted_server_are_not_split() -> None:
    bodies: list[dict[str, Any]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return httpx.Response(
            200, json=[] if "count-by" in request.url.path else {"events": [], "total": 0, "next_page": None}
        )

    with Prefect("http://prefect.test/api", transport=httpx.MockTransport(respond)) as prefect:
        assert list(prefect.events.list()) == []
        prefect.events.count(where=DISTINCT, since=datetime(2020, 1, 1, tzinfo=UTC))
        prefect.events.count_by("day")
    whole = {"since": "1970-01-01T00:00:00Z", "until": "3000-01-01T00:00:00Z"}
    assert bodies == [
        {"filter": {"occurred": whole}},
        {"filter": {**DISTINCT, "occurred": {**whole, "since": "2020-01-01T00:00:00Z"}}, "limit": 0},
        {"filter": {}},
    ]


def test_counts_on_prefect_cloud_equal_those_of_the_server(
    prefect: Prefect, cloud_of: Callable[..., CloudStandIn]
) -> None:
    name = f"tests.{uuid4()}"
    mine: EventFilter = {"event": {"name": [name]}}
    now = datetime.now(UTC)
    emitted: list[requests.Event] = [
        {
            "event": name,
            "id": uuid4(),
            "occurred": now - timedelta(hours=7.3 * number),
            "resource": {"prefect.resource.id": f"r{number % 7}", "prefect.resource.name": f"n{number % 3}"},
        }
        for number in range(120)
    ]
    prefect.events.emit_many(emitted)
    for _ in range(PATIENCE):
        if prefect.events.count(where=mine) == len(emitted):
            break
        time.sleep(0.2)
    bounds: dict[str, Any] = {"since": now - timedelta(days=33.3), "until": now}
    cases: list[tuple[Countable, dict[str, Any]]] = [
        ("event", {}),
        ("resource", {}),
        ("day", {}),
        ("time", {"time_unit": "hour", "time_interval": 5}),
        ("time", {"time_unit": "week"}),
        ("time", {"time_unit": "day", "time_interval": 10.5}),
    ]
    # A query that is too long loses events silently.
    cloud = cloud_of(long_events="clamp", event_days=7)
    with Prefect(cloud.api_url, api_key=cloud.api_key) as client:
        assert [event.id for event in client.events.list(where=mine)] == [event["id"] for event in emitted]
        for countable, interval in cases:
            given: dict[str, Any] = {"where": mine, **bounds, **interval}
            assert counts(client, countable, **given) == counts(prefect, countable, **given)


def counts(client: Prefect, countable: Countable, **given: Any) -> list[dict[str, Any]]:
    rows = [asdict(row) for row in client.events.count_by(countable, **given)]
    assert rows
    if countable in {"event", "resource"}:
        # The server does not order rows with the same count and label.
        rows.sort(key=lambda row: (-row["count"], row["label"], row["value"]))
    return rows


def test_too_many_intervals_are_rejected(cloud: CloudStandIn) -> None:
    with Prefect(cloud.api_url, api_key=cloud.api_key) as client, pytest.raises(ValidationError, match="too many"):
        client.events.count_by("time", time_unit="second")

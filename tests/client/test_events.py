"""Events on a real server, and how their pages are requested."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import anyio
import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, DecodeError, Prefect, ValidationError
from prefect_http_api import requests
from prefect_http_api.requests import EventFilter, EventOrder
from tests.support.stub import API, ENDLESS, START, client
from tests.support.transports import PATIENCE

NOW = datetime.now(UTC)
RESOURCE = {"prefect.resource.id": "tests.overlay"}
ORDERS: list[EventOrder] = ["DESC", "ASC"]


@pytest.fixture
def name() -> str:
    return f"tests.{uuid4()}"


def named(name: str) -> EventFilter:
    return {"event": {"name": [name]}}


def event(name: str, number: int, occurred: datetime, resource: str = "tests.overlay") -> requests.Event:
    labels = {"prefect.resource.id": resource}
    return {"event": name, "id": uuid4(), "occurred": occurred, "resource": labels, "payload": {"n": number}}


def minutes_ago(name: str, numbers: range) -> list[requests.Event]:
    return [event(name, number, NOW - timedelta(minutes=number)) for number in numbers]


def emit(prefect: Prefect, name: str, events: list[requests.Event]) -> None:
    """Emit events with this name, and wait until the server has stored them."""
    before = prefect.events.count(where=named(name))
    prefect.events.emit_many(events)
    wait_for(prefect, name, before + len(events))


def wait_for(prefect: Prefect, name: str, count: int) -> None:
    for _ in range(PATIENCE):
        if prefect.events.count(where=named(name)) == count:
            return
        time.sleep(0.2)
    pytest.fail("the server did not store the events")


def numbers(prefect: Prefect, filter: EventFilter, **bounds: Any) -> list[int]:  # noqa: A002  # name of the method's own parameter
    return [each.payload["n"] for each in prefect.events.list(where=filter, **bounds)]


def test_an_emitted_event_is_found(prefect: Prefect, name: str) -> None:
    cause = {"prefect.resource.id": "other", "prefect.resource.role": "cause"}
    event_id = prefect.events.emit(
        name,
        RESOURCE,
        occurred=NOW - timedelta(hours=1),
        payload={"a": [1]},
        related=[cause],
        follows=UUID(int=1),
    )
    wait_for(prefect, name, 1)
    found = prefect.events.list(where={"id": {"id": [event_id]}}).first()
    assert found is not None
    assert (found.id, found.event, found.resource, found.payload) == (event_id, name, RESOURCE, {"a": [1]})
    assert (found.occurred, found.related, found.follows) == (NOW - timedelta(hours=1), [cause], UUID(int=1))


def test_an_event_occurs_now_by_default_and_is_stored_once(prefect: Prefect, name: str) -> None:
    chosen = uuid4()
    before = datetime.now(UTC)
    assert prefect.events.emit(name, RESOURCE, event_id=str(chosen)) == chosen
    after = datetime.now(UTC)
    wait_for(prefect, name, 1)
    prefect.events.emit(name, RESOURCE, event_id=chosen)
    emit(prefect, name, [event(name, 0, NOW - timedelta(days=1))])
    (found,) = prefect.events.list(where={"id": {"id": [chosen]}})
    assert before <= found.occurred <= after


def test_invalid_events_are_rejected(prefect: Prefect, name: str) -> None:
    with pytest.raises(ValidationError, match=r"prefect\.resource\.id"):
        prefect.events.emit(name, {})
    with pytest.raises(ValidationError, match=r"prefect\.resource\.role"):
        prefect.events.emit(name, RESOURCE, related=[RESOURCE])
    with pytest.raises(ValidationError, match="at most 1024 characters"):
        prefect.events.emit("x" * 1025, RESOURCE)
    with pytest.raises(ArgumentError, match="must have a timezone"):
        prefect.events.emit(name, RESOURCE, occurred=datetime(2026, 1, 31))  # noqa: DTZ001  # the case under test
    assert prefect.events.count(where=named(name)) == 0


def test_all_events_are_listed_in_either_order(prefect: Prefect, name: str) -> None:
    emit(prefect, name, minutes_ago(name, range(120)))
    assert numbers(prefect, named(name)) == list(range(120))
    assert numbers(prefect, named(name), order="ASC") == list(range(119, -1, -1))
    assert numbers(prefect, {**named(name), "order": "ASC"}) == list(range(119, -1, -1))
    assert prefect.events.count(where=named(name)) == 120
    assert prefect.events.count() >= 120
    first = prefect.events.list(where=named(name), order="ASC").first()
    assert first is not None
    assert first.payload == {"n": 119}
    assert prefect.events.list(where=named("nothing")).first() is None
    assert list(prefect.events.list(where=named("nothing"))) == []


@pytest.mark.parametrize("order", ORDERS)
def test_events_are_returned_once_if_a_tie_exceeds_a_page(prefect: Prefect, name: str, order: EventOrder) -> None:
    tied = [event(name, number, NOW - timedelta(minutes=1)) for number in range(1, 131)]
    emit(prefect, name, [event(name, 0, NOW), *tied, *minutes_ago(name, range(131, 200))])
    found = numbers(prefect, named(name), order=order)
    assert len(found) == 200
    assert set(found) == set(range(200))


@pytest.mark.parametrize("order", ORDERS)
def test_events_are_returned_once_while_late_ones_arrive(prefect: Prefect, name: str, order: EventOrder) -> None:
    emit(prefect, name, minutes_ago(name, range(10, 150)))
    found: list[int] = []
    for page in prefect.events.list(where=named(name), order=order).pages():
        if not found:
            # They push all remaining events beyond the server's first count.
            late = [event(name, 1000 + n, NOW - timedelta(minutes=minute)) for n, minute in enumerate([10, 149] * 70)]
            emit(prefect, name, late)
        found += [each.payload["n"] for each in page]
    assert len(found) == len(set(found))
    assert [number for number in found if number < 1000] == sorted(range(10, 150), reverse=order == "ASC")


@pytest.mark.parametrize("order", ORDERS)
def test_events_are_returned_once_while_a_tie_of_several_pages_grows(
    prefect: Prefect, name: str, order: EventOrder
) -> None:
    emit(prefect, name, [event(name, number, NOW) for number in range(230)])
    found: list[int] = []
    for number, page in enumerate(prefect.events.list(where=named(name), order=order).pages()):
        if number == 1:
            # New events at the start push as many others beyond the server's first count.
            emit(prefect, name, [event(name, 1000 + late, NOW) for late in range(100)])
        found += [each.payload["n"] for each in page]
    assert len(found) == len(set(found))
    assert set(range(230)) <= set(found)


def test_a_listing_ends_if_the_servers_count_is_never_reached() -> None:
    first, second = "http://prefect.test/?page-token=1", "http://prefect.test/?page-token=2"
    rows = [
        {
            "id": str(UUID(int=number)),
            "occurred": START.isoformat(),
            "received": START.isoformat(),
            "event": "x",
            "resource": RESOURCE,
        }
        for number in range(3)
    ]
    pages = {"": (rows[:1], first), "1": (rows[1:2], second), "2": (rows[2:], None)}
    tokens: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and json.loads(request.content)["filter"]["occurred"]["until"] < START.isoformat():
            return httpx.Response(200, json={"events": [], "total": 0, "next_page": None})
        tokens.append(dict(request.url.params).get("page-token", ""))
        events, next_page = pages[tokens[-1]]
        return httpx.Response(200, json={"events": events, "total": 99, "next_page": next_page})

    with client(handle) as prefect:
        assert [each.id.int for each in prefect.events.list()] == [0, 1, 2]
    # The first page, then two passes over the tie.
    assert tokens == ["", *["", "1", "2"] * 2]


def test_bounds_are_inclusive(prefect: Prefect, name: str) -> None:
    emit(prefect, name, [event(name, -1, NOW + timedelta(hours=1)), *minutes_ago(name, range(5))])
    since, until = NOW - timedelta(minutes=3), NOW - timedelta(minutes=1)
    assert numbers(prefect, named(name), since=since, until=until) == [1, 2, 3]
    assert numbers(prefect, named(name), since=since) == [-1, 0, 1, 2, 3]
    assert numbers(prefect, {**named(name), "occurred": {"since": since}}, until=until) == [1, 2, 3]
    assert prefect.events.count(where=named(name), since=since, until=until) == 3


@pytest.mark.self_hosted("on Cloud, the default bounds are 180 days ago and tomorrow")
def test_there_are_no_bounds_by_default(prefect: Prefect, name: str) -> None:
    past, future = NOW - timedelta(days=900), NOW + timedelta(days=900)
    emit(prefect, name, [event(name, 0, future), event(name, 1, NOW), event(name, 2, past)])
    assert numbers(prefect, named(name)) == [0, 1, 2]
    assert prefect.events.count(where=named(name)) == 3


def test_duplicate_and_invalid_arguments_are_rejected(prefect: Prefect, name: str) -> None:
    with pytest.raises(ArgumentError, match="since is also set in where or by another keyword: set occurred"):
        prefect.events.list(where={"occurred": {"since": NOW}}, since=NOW)
    with pytest.raises(ArgumentError, match="until is also set in where or by another keyword: set occurred"):
        prefect.events.count(where={"occurred": {"until": NOW}}, until=NOW)
    with pytest.raises(ArgumentError, match="order is also set in where"):
        prefect.events.list(where={"order": "ASC"}, order="ASC")
    with pytest.raises(ArgumentError, match="must have a timezone"):
        prefect.events.list(since=datetime(2026, 1, 31)).first()  # noqa: DTZ001  # the case under test
    with pytest.raises(ArgumentError, match="where does not accept 'evnt': expected any_resource, event, "):
        prefect.events.list(where={"evnt": {"name": [name]}}).first()  # type: ignore[arg-type]


def test_distinct_events_are_one_per_resource(prefect: Prefect, name: str) -> None:
    emitted = [
        event(name, number, NOW - timedelta(minutes=number), resource=f"tests.{number % 120}") for number in range(240)
    ]
    emit(prefect, name, emitted)
    newest: EventFilter = {**named(name), "resource": {"distinct": True}}
    assert numbers(prefect, newest) == list(range(120))


def test_events_are_counted_by_name_resource_and_time(prefect: Prefect, name: str) -> None:
    day = NOW.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=7)
    times = [day, day + timedelta(hours=1), day + timedelta(days=1)]
    emit(prefect, name, [event(name, n, at, resource=f"tests.{n > 0}") for n, at in enumerate(times)])
    until = day + timedelta(days=2)
    by_name = prefect.events.count_by("event", where=named(name), since=day, until=until)
    assert [(row.value, row.count) for row in by_name] == [(name, 3)]
    by_resource = prefect.events.count_by("resource", where=named(name), since=day, until=until)
    assert {row.value: row.count for row in by_resource} == {"tests.False": 1, "tests.True": 2}
    by_day = prefect.events.count_by("day", where=named(name), since=day, until=until)
    assert [row.count for row in by_day] == [2, 1]
    by_hour = prefect.events.count_by(
        "time", where=named(name), since=day, until=day + timedelta(hours=3), time_unit="hour", time_interval=2
    )
    assert [row.count for row in by_hour] == [2, 0]
    with pytest.raises(ValidationError, match="too many"):
        prefect.events.count_by("time", time_unit="second")


def test_many_events_are_emitted_in_batches() -> None:
    sizes: list[int] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sizes.append(len(json.loads(request.content)))
        return httpx.Response(204)

    with client(handle) as prefect:
        prefect.events.emit_many([])
        prefect.events.emit_many(event("x", number, NOW) for number in range(2001))
    assert sizes == [1000, 1000, 1]


def tied_pages(next_pages: list[str]) -> tuple[Prefect, list[httpx.URL]]:
    """Return a client whose server responds with one new event with the same time to each request, and the URLs.

    The last of *next_pages* is repeated indefinitely.
    """
    urls: list[httpx.URL] = []

    def handle(request: httpx.Request) -> httpx.Response:
        urls.append(request.url)
        if len(urls) > ENDLESS:
            pytest.fail("the listing does not end")
        row = {
            "id": str(UUID(int=len(urls))),
            "occurred": START.isoformat(),
            "received": START.isoformat(),
            "event": "x",
            "resource": RESOURCE,
        }
        next_page = next_pages.pop(0) if len(next_pages) > 1 else next_pages[0]
        return httpx.Response(200, json={"events": [row], "total": 9, "next_page": next_page})

    return client(handle), urls


def test_the_next_page_is_requested_from_the_clients_own_origin() -> None:
    elsewhere = "http://elsewhere.test:1/events/filter/next?a=b&page-token=T+/%3D%26&c=d#e"
    prefect, urls = tied_pages([elsewhere])
    with prefect, pytest.raises(DecodeError, match="not used before"):
        list(prefect.events.list())
    assert [(url.scheme, url.host, url.path) for url in urls] == [
        ("http", "prefect.test", "/api/events/filter"),
        ("http", "prefect.test", "/api/events/filter"),
        ("http", "prefect.test", "/api/events/filter/next"),
    ]
    assert API == "http://prefect.test/api"
    assert dict(urls[-1].params) == {"page-token": "T+/=&"}


def test_a_next_page_of_the_same_origin_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "prefect_http")
    for url in ("http://PREFECT.test:80/api/events/filter/next", "/api/events/filter/next", "//prefect.test/"):
        prefect, _ = tied_pages([f"{url}?page-token=1"])
        with prefect, pytest.raises(DecodeError, match="not used before"):
            list(prefect.events.list())
    assert not caplog.records


@pytest.mark.parametrize("next_page", ["", "nowhere", "http://x/?token=1", "http://x/?page-token=", "http://[x/"])
def test_a_next_page_without_a_token_raises(next_page: str) -> None:
    prefect, urls = tied_pages([next_page])
    with prefect, pytest.raises(DecodeError, match=r"\$\.next_page: Expected a URL with a page-token"):
        list(prefect.events.list())
    assert len(urls) == 2


def test_the_error_contains_no_token_or_credentials() -> None:
    prefect, _ = tied_pages(["http://user:hush@x.test/?page-token=hush"])
    with prefect, pytest.raises(DecodeError, match=r"http://x\.test/") as error:
        list(prefect.events.list())
    assert "hush" not in str(error.value)


@pytest.mark.anyio
async def test_async_events(prefect: Prefect, async_prefect: AsyncPrefect, name: str) -> None:
    events = async_prefect.events
    event_id = await events.emit(name, RESOURCE, payload={"n": -1})
    await events.emit_many(minutes_ago(name, range(60)))
    await anyio.to_thread.run_sync(wait_for, prefect, name, 61)
    assert [each.payload["n"] async for each in events.list(where=named(name))] == list(range(-1, 60))
    first = await events.list(where=named(name)).first()
    assert first is not None
    assert first.id == event_id
    assert await events.count(where=named(name)) == 61
    by_name = await events.count_by("event", where=named(name), until=NOW + timedelta(days=1))
    assert [(row.value, row.count) for row in by_name] == [(name, 61)]


def test_a_resource_must_be_a_mapping(prefect: Prefect) -> None:
    name: Any = "mine.1"
    with pytest.raises(ArgumentError, match=r'use \{"prefect\.resource\.id": \'mine\.1\'\}'):
        prefect.events.emit("mine.done", name)

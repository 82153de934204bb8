"""Pages of flow runs: requests, and the rows that a listing returns."""

import random
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefect_http_api.requests import FlowRunFilter, FlowRunSort
from tests.support.stub import START, Runs, async_client, client, flow_run, runs_at

KEYED: list[FlowRunSort] = ["EXPECTED_START_TIME_ASC", "EXPECTED_START_TIME_DESC"]
MINUTES = st.lists(st.integers(0, 5), max_size=30)


def listed(runs: Runs, sort: FlowRunSort, flow_runs: FlowRunFilter | None = None) -> list[int]:
    with client(runs) as prefect:
        return [run.id.int for run in prefect.flow_runs.list(where={"flow_runs": flow_runs}, sort=sort)]


@given(minutes=MINUTES, limit=st.integers(1, 7), sort=st.sampled_from([*KEYED, "NAME_ASC"]))
def test_every_row_is_returned_once_at_any_limit(minutes: list[int], limit: int, sort: FlowRunSort) -> None:
    runs = Runs(runs_at(minutes), limit)
    found = listed(runs, sort)
    assert sorted(found) == list(range(1, len(minutes) + 1))
    assert all("limit" not in body for body in runs.bodies)
    if sort != "NAME_ASC":
        times = [minutes[number - 1] for number in found]
        assert times == sorted(times, reverse=sort.endswith("DESC"))


@given(minutes=MINUTES, limit=st.integers(1, 7), sort=st.sampled_from(KEYED), seed=st.integers())
def test_keyset_paging_returns_remaining_rows_once(
    minutes: list[int], limit: int, sort: FlowRunSort, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    rows = runs_at(minutes)
    stay = {UUID(row["id"]).int for row in rows[::2]}
    going = [row["id"] for row in rows[1::2]]
    fresh = iter(range(1000, 1040))

    def change(runs: Runs) -> None:
        if going:
            gone = going.pop(chance.randrange(len(going)))
            runs.rows = [row for row in runs.rows if row["id"] != gone]
        if (number := next(fresh, None)) is not None:
            runs.rows.append(flow_run(number, START + timedelta(minutes=chance.randint(0, 5))))

    found = listed(Runs(rows, limit, between=change), sort)
    assert len(found) == len(set(found))
    assert stay <= set(found)


def test_offset_paging_returns_no_row_twice() -> None:
    fresh = iter(range(1000, 1005))

    def insert_in_front(runs: Runs) -> None:
        if (number := next(fresh, None)) is not None:
            runs.rows.append(flow_run(number) | {"name": "a"})

    found = listed(Runs(runs_at([0] * 9), 1, between=insert_in_front), "NAME_ASC")
    assert len(found) == len(set(found))
    assert set(range(1, 10)) <= set(found)


@pytest.mark.parametrize("sort", KEYED)
def test_every_page_keeps_the_callers_filter(sort: FlowRunSort) -> None:
    runs = Runs(runs_at([0, 1, 1, 1, 2, 3, 4, 5, 6]), 2)
    mine: FlowRunFilter = {
        "expected_start_time": {"after_": START + timedelta(minutes=1), "before_": "2026-01-31T08:05:00+00:00"},
        "id": {"not_any_": [UUID(int=3)], "any_": [UUID(int=n) for n in range(1, 8)]},
        "state": {"type": {"any_": ["FAILED"]}},
    }
    before = repr(mine)
    assert sorted(listed(runs, sort, mine)) == [2, 4, 5, 6, 7]
    assert repr(mine) == before
    assert all(body["flow_runs"]["state"] == {"type": {"any_": ["FAILED"]}} for body in runs.bodies)
    assert len(runs.bodies) > 3


def test_only_the_ids_of_the_last_time_are_excluded() -> None:
    runs = Runs(runs_at([0, 1, 1, 2, 3, 4]), 2)
    assert listed(runs, "EXPECTED_START_TIME_ASC") == [1, 2, 3, 4, 5, 6]
    excluded = [body.get("flow_runs", {}).get("id", {}).get("not_any_", []) for body in runs.bodies]
    assert [[UUID(each).int for each in ids] for ids in excluded] == [[], [2], [4], [6]]


def test_null_filters_are_ignored() -> None:
    runs = Runs(runs_at([0, 1, 2]), 1)
    assert listed(runs, "EXPECTED_START_TIME_ASC", {"expected_start_time": None, "id": {"not_any_": None}}) == [1, 2, 3]


def test_an_or_filter_is_paged_by_offset() -> None:
    runs = Runs(runs_at([0, 1, 2, 3, 4]), 2)
    either: FlowRunFilter = {
        "operator": "or_",
        "id": {"any_": [UUID(int=1)]},
        "expected_start_time": {"after_": START + timedelta(minutes=3)},
    }
    assert listed(runs, "EXPECTED_START_TIME_ASC", either) == [1, 4, 5]
    assert [body.get("offset", 0) for body in runs.bodies] == [0, 2, 1, 3, 2]
    assert all(len(body["flow_runs"]["id"]) == 1 for body in runs.bodies)


def test_a_listing_ends_if_the_server_repeats_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.support.stub._matches", lambda _row, _wanted: True)
    assert listed(Runs(runs_at([0, 0, 0]), 2), "EXPECTED_START_TIME_ASC") == [1, 2]


def test_pages_are_requested_lazily() -> None:
    runs = Runs(runs_at(range(9)), 3)
    with client(runs) as prefect:
        listing = prefect.flow_runs.list()
        assert not runs.bodies
        assert next(iter(listing)).id.int == 9
        assert len(runs.bodies) == 1
        assert [len(page) for page in listing.pages()] == [3, 3, 3]
        assert len(list(listing)) == 9


@pytest.mark.parametrize("minutes", [[], [0, 1, 2]])
def test_first_requests_one_row(minutes: Iterable[int]) -> None:
    runs = Runs(runs_at(minutes), 3)
    with client(runs) as prefect:
        first = prefect.flow_runs.list(sort="EXPECTED_START_TIME_DESC").first()
    assert (first and first.id.int) == (3 if minutes else None)
    assert [body["limit"] for body in runs.bodies] == [1]


@pytest.mark.anyio
async def test_an_async_listing_returns_the_same_rows() -> None:
    runs = Runs(runs_at([0, 0, 0, 1, 2]), 2)
    async with async_client(runs) as prefect:
        listing = prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC")
        assert [run.id.int async for run in listing] == [1, 2, 3, 4, 5]
        assert [len(page) async for page in listing.pages()] == [2, 2, 1]
        first = await listing.first()
        assert first is not None
        assert first.id.int == 1

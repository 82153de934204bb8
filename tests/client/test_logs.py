"""Logs on a real server."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, Prefect, ValidationError
from prefect_http_api.requests import LogCreate, LogFilter, LogSort
from tests.support.stub import client

START = datetime(2026, 1, 31, 8, tzinfo=UTC)


@pytest.fixture
def run() -> UUID:
    return uuid4()


def line(run: UUID, number: int, second: int = 0) -> LogCreate:
    at = START + timedelta(seconds=second)
    return {"flow_run_id": run, "level": 20, "name": "tests", "message": str(number), "timestamp": at}


def logs_of(run: UUID) -> LogFilter:
    return {"flow_run_id": {"any_": [run]}}


def numbers(prefect: Prefect, logs: LogFilter, sort: LogSort = "TIMESTAMP_ASC") -> list[int]:
    # A broken listing might not end.
    return [int(log.message) for log in islice(prefect.logs.list(where={"logs": logs}, sort=sort), 1000)]


def test_written_lines_are_listed_earliest_first(prefect: Prefect, run: UUID) -> None:
    prefect.logs.create(line(run, number, second=number) for number in (3, 1, 2))
    assert numbers(prefect, logs_of(run)) == [1, 2, 3]
    assert numbers(prefect, logs_of(run), "TIMESTAMP_DESC") == [3, 2, 1]
    first = prefect.logs.list(where={"logs": logs_of(run)}).first()
    assert first is not None
    assert (first.flow_run_id, first.level, first.name, first.message) == (run, 20, "tests", "1")
    assert first.timestamp == START + timedelta(seconds=1)


@pytest.mark.parametrize("sort", ["TIMESTAMP_ASC", "TIMESTAMP_DESC"])
def test_lines_are_returned_once_if_a_tie_exceeds_a_page(prefect: Prefect, run: UUID, sort: LogSort) -> None:
    tied = [line(run, number, second=1) for number in range(1, 451)]
    prefect.logs.create([line(run, 0), *tied, line(run, 451, second=2)])
    found = numbers(prefect, logs_of(run), sort)
    assert len(found) == 452
    assert set(found) == set(range(452))
    assert (found[0], found[-1]) == ((0, 451) if sort == "TIMESTAMP_ASC" else (451, 0))


@pytest.mark.parametrize("sort", ["TIMESTAMP_ASC", "TIMESTAMP_DESC"])
def test_lines_are_returned_once_while_others_are_written(prefect: Prefect, run: UUID, sort: LogSort) -> None:
    prefect.logs.create(line(run, number, second=number) for number in range(500))
    found: list[int] = []
    late = iter(range(1000, 1002))
    for page in prefect.logs.list(where={"logs": logs_of(run)}, sort=sort).pages():
        found += [int(log.message) for log in page]
        if (number := next(late, None)) is not None:
            prefect.logs.create(line(run, number * 1000 + second, second=second) for second in (0, 250, 499))
    assert len(found) == len(set(found))
    assert set(range(500)) <= set(found)
    assert [number for number in found if number < 500] == sorted(range(500), reverse=sort == "TIMESTAMP_DESC")


def test_every_page_keeps_the_callers_filter(prefect: Prefect, run: UUID) -> None:
    prefect.logs.create(line(run, number, second=number) for number in range(500))
    bounds: LogFilter = {
        **logs_of(run),
        "timestamp": {"after_": START + timedelta(seconds=50), "before_": START + timedelta(seconds=449)},
    }
    before = repr(bounds)
    assert numbers(prefect, bounds) == list(range(50, 450))
    assert numbers(prefect, bounds, "TIMESTAMP_DESC") == list(range(449, 49, -1))
    assert repr(bounds) == before


def test_an_or_filter_is_not_narrowed(prefect: Prefect, run: UUID) -> None:
    prefect.logs.create(line(run, number, second=number) for number in range(450))
    either: LogFilter = {"operator": "or_", **logs_of(run), "task_run_id": {"any_": [uuid4()]}}
    assert numbers(prefect, either) == list(range(450))


def test_invalid_filters_and_lines_are_rejected(prefect: Prefect, run: UUID) -> None:
    with pytest.raises(ValidationError, match=r"body\.logs\.levl"):
        prefect.logs.list(where={"logs": {"levl": {"ge_": 20}}}).first()  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match=r"body\.1\.level"):
        prefect.logs.create([line(run, 0), {**line(run, 1), "level": "high"}])  # type: ignore[typeddict-item]
    with pytest.raises(ArgumentError, match="must have a timezone"):
        prefect.logs.create([{**line(run, 0), "timestamp": datetime(2026, 1, 31)}])  # noqa: DTZ001  # the case under test
    assert numbers(prefect, logs_of(run)) == []


def test_many_lines_are_written_in_batches() -> None:
    sizes: list[int] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sizes.append(request.content.count(b'"message"'))
        return httpx.Response(201, content=b"null")

    def lines(count: int) -> Iterable[LogCreate]:
        return (line(UUID(int=1), number) for number in range(count))

    with client(handle) as prefect:
        prefect.logs.create([])
        assert sizes == []
        prefect.logs.create(lines(1000))
        prefect.logs.create(lines(2001))
    assert sizes == [1000, 1000, 1000, 1]


@pytest.mark.anyio
async def test_async_logs(async_prefect: AsyncPrefect, run: UUID) -> None:
    await async_prefect.logs.create(line(run, number, second=number) for number in range(250))
    assert [int(log.message) async for log in async_prefect.logs.list(where={"logs": logs_of(run)})] == list(range(250))

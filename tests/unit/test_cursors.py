"""Each cursor against a model of a listing, in which rows come and go between one page and the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from operator import attrgetter
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefect_http._pagination.cursors import (
    ExcludeTies,
    KeysetCursor,
    OffsetCursor,
    RepeatTies,
    RowCursor,
    UnexpectedPageError,
    Window,
)

EPOCH = datetime(2026, 1, 31, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Row:
    """Rows are in order of their instant and, where a server keeps one among those that share it, of their rank."""

    minute: int
    rank: int
    id: UUID = field(compare=False)

    @property
    def at(self) -> datetime:
        return EPOCH + timedelta(minutes=self.minute)


@dataclass
class Server:
    rows: list[Row]
    limit: int
    newest_first: bool = False
    keeps_order: bool = True
    """Among rows of one instant."""

    def page(self, window: Window) -> list[Row]:
        end = window.offset + min(self.limit, window.limit or self.limit)
        rows = sorted(self.rows, reverse=self.newest_first) if self.keeps_order else self._arranged(end)
        if window.bound is not None:
            rows = [row for row in rows if (row.at <= window.bound if self.newest_first else row.at >= window.bound)]
        if window.tied:
            rows = [row for row in rows if row.at == window.bound]
        rows = [row for row in rows if row.id not in window.exclude]
        return rows[window.offset : end]

    def _arranged(self, end: int) -> list[Row]:
        """Return all rows, those of one instant in an order that depends on *end* alone, as a partial sort's does."""
        rows = Random(end).sample(self.rows, len(self.rows))  # noqa: S311  # no secret
        return sorted(rows, key=lambda row: row.at, reverse=self.newest_first)


AT: Callable[[Row], datetime] = attrgetter("at")

CURSORS: dict[str, Callable[[bool], RowCursor[Row]]] = {
    "key": lambda newest_first: KeysetCursor(AT, newest_first=newest_first),
    "tie": lambda newest_first: KeysetCursor(AT, lambda _first: OffsetCursor(), newest_first=newest_first),
    "position": lambda _: OffsetCursor(),
    "rank": lambda _: OffsetCursor(AT, ExcludeTies),
}


def walk(cursor: RowCursor[Row], server: Server, between: Callable[[], None] = lambda: None) -> list[Row]:
    found: list[Row] = []
    for _ in range(500):
        if (window := cursor.window) is None:
            return found
        found += cursor.take(server.page(window))
        between()
    pytest.fail("the listing does not end")


def rows_at(minutes: list[int]) -> list[Row]:
    return [Row(minute, number, UUID(int=number)) for number, minute in enumerate(minutes)]


@pytest.mark.parametrize("name", CURSORS)
@given(minutes=st.lists(st.integers(0, 3), max_size=25), limit=st.integers(1, 30), newest_first=st.booleans())
def test_every_row_comes_once_and_in_order(name: str, minutes: list[int], limit: int, newest_first: bool) -> None:
    server = Server(rows_at(minutes), limit, newest_first)
    assert walk(CURSORS[name](newest_first), server) == sorted(server.rows, reverse=newest_first)


@dataclass(frozen=True)
class Change:
    """What happens between two pages: rows with these numbers go, and rows come at these places."""

    go: frozenset[int]
    come: tuple[tuple[int, int], ...]


# What can go wrong goes wrong where many rows share an instant, pages are short, and the rows in front of one go.
CHANGES = st.lists(
    st.builds(
        Change,
        st.frozensets(st.integers(0, 24), max_size=12),
        st.lists(st.tuples(st.integers(0, 1), st.integers(0, 100)), max_size=4).map(tuple),
    ),
    min_size=2,
    max_size=10,
)


@pytest.mark.parametrize("name", CURSORS)
@settings(max_examples=300)
@given(
    minutes=st.lists(st.sampled_from([0, 0, 0, 1]), min_size=6, max_size=25),
    limit=st.integers(1, 5),
    newest_first=st.booleans(),
    stay=st.frozensets(st.integers(0, 24), min_size=1),
    changes=CHANGES,
)
def test_none_comes_twice_and_none_is_missed_while_others_come_and_go(
    *, name: str, minutes: list[int], limit: int, newest_first: bool, stay: frozenset[int], changes: list[Change]
) -> None:
    # Ranks leave room between them, so that rows come before, between and behind the others of one instant.
    rows = [Row(minute, number * 4 + 1, UUID(int=number)) for number, minute in enumerate(minutes)]
    server = Server(rows, limit, newest_first)
    left = iter(changes)
    fresh = iter(range(1000, 2000))

    def change() -> None:
        if (now := next(left, None)) is None:
            return
        gone = {UUID(int=number) for number in now.go - stay}
        server.rows = [row for row in server.rows if row.id not in gone]
        server.rows += [Row(minute, rank, UUID(int=next(fresh))) for minute, rank in now.come]

    found = walk(CURSORS[name](newest_first), server, change)
    ids = [row.id for row in found]
    assert len(ids) == len(set(ids))
    if limit > 1 or name == "key":
        assert {row for row in rows if row.id.int in stay} <= set(found)


UNORDERED: dict[str, Callable[[bool], RowCursor[Row]]] = {
    "tie": lambda newest_first: KeysetCursor(AT, RepeatTies, newest_first=newest_first),
    "rank": lambda _: OffsetCursor(AT, RepeatTies),
    "rank without": lambda _: OffsetCursor(AT, ExcludeTies),
}
"""What needs no order among rows of an instant."""


@pytest.mark.parametrize("name", UNORDERED)
@given(
    minutes=st.lists(st.sampled_from([0, 1, 1, 1, 2]), max_size=60),
    limit=st.integers(10, 70),
    newest_first=st.booleans(),
    come=st.lists(st.integers(0, 2), max_size=3),
)
def test_none_comes_twice_and_none_is_missed_where_rows_of_an_instant_keep_no_order(
    *, name: str, minutes: list[int], limit: int, newest_first: bool, come: list[int]
) -> None:
    rows = rows_at(minutes)
    server = Server(rows, limit, newest_first, keeps_order=False)
    fresh = iter(rows_at([0] * 1000 + come)[1000:])

    def change() -> None:
        server.rows = [*server.rows, *islice(fresh, 1)]

    found = walk(UNORDERED[name](newest_first), server, change)
    assert len(found) == len(set(found))
    assert set(rows) <= set(found)
    there = [row.at for row in found if row in rows]
    assert there == sorted(there, reverse=newest_first)


@settings(max_examples=300)
@given(
    sizes=st.lists(st.integers(1, 4), min_size=3, max_size=12),
    limit=st.integers(6, 9),
    newest_first=st.booleans(),
    stay=st.frozensets(st.integers(0, 24), min_size=1),
    changes=CHANGES,
)
def test_by_rank_none_is_missed_while_others_come_and_go_as_long_as_no_page_is_full_of_them(
    *, sizes: list[int], limit: int, newest_first: bool, stay: frozenset[int], changes: list[Change]
) -> None:
    rows = rows_at([minute for minute, size in enumerate(sizes) for _ in range(size)])
    server = Server(rows, limit, newest_first, keeps_order=False)
    left, fresh, came = iter(changes), iter(range(1000, 2000)), set[int]()

    def change() -> None:
        if (now := next(left, None)) is None:
            return
        gone = {UUID(int=number) for number in now.go - stay}
        server.rows = [row for row in server.rows if row.id not in gone]
        # One of each and no more, so that no page is full of them.
        come = {minute for minute, _ in now.come} - came
        came.update(come)
        server.rows += [Row(minute, -1, UUID(int=next(fresh))) for minute in sorted(come)]

    found = walk(UNORDERED["rank"](newest_first), server, change)
    assert len(found) == len(set(found))
    assert {row for row in rows if row.id.int in stay} <= set(found)


@pytest.mark.parametrize("name", UNORDERED)
@pytest.mark.parametrize("when", range(5))
def test_none_is_missed_though_rows_in_front_of_those_that_fill_pages_go(name: str, when: int) -> None:
    rows = rows_at([0] * 12 + [1] * 45 + [2] * 3)
    server, pages = Server(rows, 20), iter(range(99))

    def change() -> None:
        if next(pages) == when:
            server.rows = server.rows[5:]

    assert set(rows[12:]) <= set(walk(UNORDERED[name](False), server, change))


def test_rows_without_an_instant_behind_the_others_are_no_way_to_go_on() -> None:
    rows = rows_at(list(range(7)))
    cursor = KeysetCursor[Sequence[Row], Row](
        lambda row: row.at if row.minute < 5 else None, RepeatTies, newest_first=False
    )
    assert cursor.take(rows) == rows
    assert cursor.window == Window(rows[4].at)
    assert cursor.take(rows[4:5]) == []
    assert cursor.window is None


@pytest.mark.parametrize("name", ["tie", "rank"])
def test_rows_that_never_come_are_told(name: str) -> None:
    first, _, *others = rows_at([0] * 9)
    with pytest.raises(UnexpectedPageError, match=r"Expected 9 rows with .*, got 8, some") as raised:
        walk(UNORDERED[name](False), Server([first, first, *others], 5))
    assert raised.value.path == "$"


@pytest.mark.parametrize(("name", "missed"), [("key", []), ("tie", [1]), ("position", [1])])
def test_only_pages_of_one_row_can_miss_one_without_a_key(name: str, missed: list[int]) -> None:
    server = Server(rows_at([0, 0, 0]), 1)
    pages = iter(range(9))

    def remove_the_first() -> None:
        if next(pages) == (1 if name == "tie" else 0):
            server.rows = server.rows[1:]

    found = {row.id.int for row in walk(CURSORS[name](False), server, remove_the_first)}
    assert sorted({0, 1, 2} - found) == missed


@pytest.mark.parametrize(
    ("name", "requests"),
    # The last page is shorter than the others, and brings nothing new: that is the end.
    [("key", 4), ("tie", 4), ("position", 4)],
)
def test_the_end_costs_one_small_request(name: str, requests: int) -> None:
    server = Server(rows_at(list(range(7))), 3)
    asked: list[Window] = []
    cursor = CURSORS[name](False)
    while (window := cursor.window) is not None:
        asked.append(window)
        cursor.take(server.page(window))
    assert len(asked) == requests


@pytest.mark.parametrize("name", CURSORS)
def test_nothing_costs_one_request(name: str) -> None:
    cursor = CURSORS[name](False)
    assert cursor.take([]) == []
    assert cursor.window is None


class Cutting(Server):
    def page(self, window: Window) -> list[Row]:
        rows = super().page(window)
        return rows[:-1] if window != Window() and len(rows) > 3 else rows


@pytest.mark.parametrize("name", CURSORS)
def test_a_page_that_was_cut_short_is_not_the_end(name: str) -> None:
    rows = rows_at(list(range(12)))
    assert walk(CURSORS[name](False), Cutting(rows, 5)) == rows

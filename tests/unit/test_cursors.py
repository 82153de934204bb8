"""Cursors against a model of a server whose rows come, go, and change their order between pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from operator import attrgetter
from random import Random
from uuid import UUID

import pytest
from hypothesis import example, given, settings
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
    """A row. Rows are ordered by time, and rows with the same time by rank if the server keeps an order among them."""

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
    """Whether rows with the same time have a stable order."""

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
        """Return all rows, with ties in an order that depends only on *end*, as in a partial sort."""
        rows = Random(end).sample(self.rows, len(self.rows))  # noqa: S311  # no secret
        return sorted(rows, key=lambda row: row.at, reverse=self.newest_first)


AT: Callable[[Row], datetime] = attrgetter("at")

CURSORS: dict[str, Callable[[bool], RowCursor[Row]]] = {
    "exclude": lambda newest_first: KeysetCursor(AT, newest_first=newest_first),
    "tie by offset": lambda newest_first: KeysetCursor(AT, lambda _first: OffsetCursor(), newest_first=newest_first),
    "offset": lambda _: OffsetCursor(),
    "offset, exclude ties": lambda _: OffsetCursor(AT, ExcludeTies),
}


def read_all(cursor: RowCursor[Row], server: Server, between: Callable[[], None] = lambda: None) -> list[Row]:
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
def test_every_row_is_returned_once_in_order(name: str, minutes: list[int], limit: int, newest_first: bool) -> None:
    server = Server(rows_at(minutes), limit, newest_first)
    assert read_all(CURSORS[name](newest_first), server) == sorted(server.rows, reverse=newest_first)


@dataclass(frozen=True)
class Change:
    """A change between two pages: rows with these numbers are deleted, and rows are created at these positions."""

    deleted: frozenset[int]
    created: tuple[tuple[int, int], ...]


# Errors show where many rows share a time, pages are short, and the rows before a page are deleted.
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
def test_remaining_rows_are_returned_once_while_others_change(
    *, name: str, minutes: list[int], limit: int, newest_first: bool, stay: frozenset[int], changes: list[Change]
) -> None:
    # The gaps between ranks allow new rows before, between and after the others with the same time.
    rows = [Row(minute, number * 4 + 1, UUID(int=number)) for number, minute in enumerate(minutes)]
    server = Server(rows, limit, newest_first)
    left = iter(changes)
    fresh = iter(range(1000, 2000))

    def change() -> None:
        if (now := next(left, None)) is None:
            return
        deleted = {UUID(int=number) for number in now.deleted - stay}
        server.rows = [row for row in server.rows if row.id not in deleted]
        server.rows += [Row(minute, rank, UUID(int=next(fresh))) for minute, rank in now.created]

    found = read_all(CURSORS[name](newest_first), server, change)
    ids = [row.id for row in found]
    assert len(ids) == len(set(ids))
    if limit > 1 or name == "exclude":
        assert {row for row in rows if row.id.int in stay} <= set(found)


UNSTABLE: dict[str, Callable[[bool], RowCursor[Row]]] = {
    "keyset, repeat ties": lambda newest_first: KeysetCursor(AT, RepeatTies, newest_first=newest_first),
    "offset, repeat ties": lambda _: OffsetCursor(AT, RepeatTies),
    "offset, exclude ties": lambda _: OffsetCursor(AT, ExcludeTies),
}
"""Cursors that do not need a stable order among ties."""


@pytest.mark.parametrize("name", UNSTABLE)
@given(
    minutes=st.lists(st.sampled_from([0, 1, 1, 1, 2]), max_size=60),
    limit=st.integers(10, 70),
    newest_first=st.booleans(),
    new=st.lists(st.integers(0, 2), max_size=3),
)
def test_rows_are_returned_once_if_ties_have_no_stable_order(
    *, name: str, minutes: list[int], limit: int, newest_first: bool, new: list[int]
) -> None:
    rows = rows_at(minutes)
    server = Server(rows, limit, newest_first, keeps_order=False)
    fresh = iter(rows_at([0] * 1000 + new)[1000:])

    def change() -> None:
        server.rows = [*server.rows, *islice(fresh, 1)]

    found = read_all(UNSTABLE[name](newest_first), server, change)
    assert len(found) == len(set(found))
    assert set(rows) <= set(found)
    times = [row.at for row in found if row in rows]
    assert times == sorted(times, reverse=newest_first)


@settings(max_examples=300)
@given(
    sizes=st.lists(st.integers(1, 4), min_size=3, max_size=12),
    limit=st.integers(6, 9),
    newest_first=st.booleans(),
    stay=st.frozensets(st.integers(0, 24), min_size=1),
    changes=CHANGES,
)
# After the tie, which fills the second page, the last row moves up to where the third page would have started.
@example(
    sizes=[4, 4, 1],
    limit=6,
    newest_first=False,
    stay=frozenset({8}),
    changes=[Change(frozenset(), ((1, 0),)), Change(frozenset({0}), ())],
)
def test_offset_paging_returns_remaining_rows_if_ties_fit_on_a_page(
    *, sizes: list[int], limit: int, newest_first: bool, stay: frozenset[int], changes: list[Change]
) -> None:
    rows = rows_at([minute for minute, size in enumerate(sizes) for _ in range(size)])
    server = Server(rows, limit, newest_first, keeps_order=False)
    left, fresh, grown = iter(changes), iter(range(1000, 2000)), set[int]()

    def change() -> None:
        if (now := next(left, None)) is None:
            return
        deleted = {UUID(int=number) for number in now.deleted - stay}
        server.rows = [row for row in server.rows if row.id not in deleted]
        # At most one new row for each time, so that ties do not fill a page.
        new = {minute for minute, _ in now.created} - grown
        grown.update(new)
        server.rows += [Row(minute, -1, UUID(int=next(fresh))) for minute in sorted(new)]

    found = read_all(UNSTABLE["offset, repeat ties"](newest_first), server, change)
    assert len(found) == len(set(found))
    assert {row for row in rows if row.id.int in stay} <= set(found)


@pytest.mark.parametrize("name", UNSTABLE)
@pytest.mark.parametrize("when", range(5))
def test_deleted_rows_before_a_long_tie_do_not_hide_others(name: str, when: int) -> None:
    rows = rows_at([0] * 12 + [1] * 45 + [2] * 3)
    server, pages = Server(rows, 20), iter(range(99))

    def change() -> None:
        if next(pages) == when:
            server.rows = server.rows[5:]

    assert set(rows[12:]) <= set(read_all(UNSTABLE[name](False), server, change))


def test_trailing_rows_without_a_time_are_not_repeated() -> None:
    rows = rows_at(list(range(7)))
    cursor = KeysetCursor[Sequence[Row], Row](
        lambda row: row.at if row.minute < 5 else None, RepeatTies, newest_first=False
    )
    assert cursor.take(rows) == rows
    assert cursor.window == Window(rows[4].at)
    assert cursor.take(rows[4:5]) == []
    assert cursor.window is None


@pytest.mark.parametrize("name", ["keyset, repeat ties", "offset, repeat ties"])
def test_missing_tied_rows_raise(name: str) -> None:
    first, _, *others = rows_at([0] * 9)
    with pytest.raises(UnexpectedPageError, match=r"Expected 9 rows with .*, got 8, some") as raised:
        read_all(UNSTABLE[name](False), Server([first, first, *others], 5))
    assert raised.value.path == "$"


@pytest.mark.parametrize(("name", "missed"), [("exclude", []), ("tie by offset", [1]), ("offset", [1])])
def test_pages_of_one_row_miss_rows_unless_ids_are_excluded(name: str, missed: list[int]) -> None:
    server = Server(rows_at([0, 0, 0]), 1)
    pages = iter(range(9))

    def remove_the_first() -> None:
        if next(pages) == (1 if name == "tie by offset" else 0):
            server.rows = server.rows[1:]

    found = {row.id.int for row in read_all(CURSORS[name](False), server, remove_the_first)}
    assert sorted({0, 1, 2} - found) == missed


@pytest.mark.parametrize(
    ("name", "requests"),
    # The last page is short and has no new rows.
    [("exclude", 4), ("tie by offset", 4), ("offset", 4)],
)
def test_end_of_listing_takes_one_extra_request(name: str, requests: int) -> None:
    server = Server(rows_at(list(range(7))), 3)
    windows: list[Window] = []
    cursor = CURSORS[name](False)
    while (window := cursor.window) is not None:
        windows.append(window)
        cursor.take(server.page(window))
    assert len(windows) == requests


@pytest.mark.parametrize("name", CURSORS)
def test_an_empty_listing_takes_one_request(name: str) -> None:
    cursor = CURSORS[name](False)
    assert cursor.take([]) == []
    assert cursor.window is None


class TruncatingServer(Server):
    """Drops the last row of pages after the first."""

    def page(self, window: Window) -> list[Row]:
        rows = super().page(window)
        return rows[:-1] if window != Window() and len(rows) > 3 else rows


@pytest.mark.parametrize("name", CURSORS)
def test_a_short_page_is_not_the_end(name: str) -> None:
    rows = rows_at(list(range(12)))
    assert read_all(CURSORS[name](False), TruncatingServer(rows, 5)) == rows

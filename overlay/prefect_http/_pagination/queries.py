"""Queries: choose the paging for each resource and sort, and narrow the caller's filter to a page."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, cast

from msgspec import Struct

from prefect_http import models
from prefect_http._arguments import mapping
from prefect_http._pagination.cursors import (
    ExcludeTies,
    KeysetCursor,
    OffsetCursor,
    RepeatTies,
    RowCursor,
    Ties,
    Window,
)
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._utils import given
from prefect_http_api import requests

Body = TypeVar("Body", bound=Mapping[str, object])
Row = TypeVar("Row")


class Keyset(Struct, Generic[Row], frozen=True):
    """Paging of rows with an immutable timestamp.

    Rows are paged by offset if they are sorted by something else, or if the filter's operator is ``or_``.

    Attributes:
        filter: Request-body key of the filter for the listed rows.
        timestamp: Name of the timestamp, in rows, in the filter, and in sorts.
        default_sort: Default sort of the server.
        ties: Tie strategy for the timestamp, if the filter cannot exclude IDs. In other sorts, ``RepeatTies`` then
            replaces ``ExcludeTies``. Default: none.
        tie_sort: Sort in which a tie is requested. Default: the caller's sort.
    """

    filter: str
    timestamp: str
    default_sort: str
    ties: Ties[Any, Any] | None = None
    tie_sort: str | None = None

    def cursor(self, body: Mapping[str, object]) -> RowCursor[Row]:
        """Return a cursor for the rows that *body*, the caller's request body, selects."""
        sort = str(body.get("sort", self.default_sort))
        if self._filter(body).get("operator") == "or_":
            # An additional condition would match more rows instead of fewer.
            return sorted_cursor(sort)
        if sort.startswith(self.timestamp.upper()):
            return KeysetCursor(attrgetter(self.timestamp), self.ties, newest_first=_is_descending(sort))
        return sorted_cursor(sort, RepeatTies if self.ties else ExcludeTies)

    def page(self, body: Body, window: Window) -> Body:
        """Return *body*, the caller's request body, narrowed to *window*."""
        page: dict[str, Any] = {**paged(body, window)}
        narrowed = self._filter(body)
        if window.bound is not None:
            newest_first = _is_descending(str(body.get("sort", self.default_sort)))
            narrowed[self.timestamp] = bounded(
                narrowed.get(self.timestamp), window, before="before_", after="after_", newest_first=newest_first
            )
        if window.exclude:
            ids: dict[str, Any] = narrowed.get("id") or {}
            narrowed["id"] = {**ids, "not_any_": [*(ids.get("not_any_") or ()), *window.exclude]}
        if window.include:
            narrowed["id"] = {"any_": window.include}
        if window.bound is not None or window.exclude or window.include:
            page[self.filter] = narrowed
        if window.tied and self.tie_sort is not None:
            page["sort"] = self.tie_sort
        return cast("Body", page)

    def can_exclude(self, body: Mapping[str, object]) -> bool:
        """Return whether windows of *body*, the caller's request body, can exclude and include IDs."""
        return self.ties is None and self._filter(body).get("operator") != "or_"

    def _filter(self, body: Mapping[str, object]) -> dict[str, Any]:
        return mapping(cast("Mapping[str, Any] | None", body.get(self.filter)) or {}, self.filter)


FLOW_RUNS: Final[Keyset[models.FlowRun]] = Keyset("flow_runs", "expected_start_time", "ID_DESC")
# The filters of task runs and logs cannot exclude IDs. Task runs can be sorted by ID, which leaves no ties. Logs can
# only be sorted by their timestamp.
TASK_RUNS: Final[Keyset[models.TaskRun]] = Keyset(
    "task_runs", "expected_start_time", "ID_DESC", ties=lambda _first: OffsetCursor(), tie_sort="ID_DESC"
)
LOGS: Final[Keyset[models.Log]] = Keyset("logs", "timestamp", "TIMESTAMP_ASC", ties=RepeatTies)


def paged(body: Body, window: Window) -> Body:
    """Return *body*, the caller's request body, with the limit and offset of *window*."""
    return cast("Body", {**body, **given(limit=window.limit, offset=window.offset or None)})


def bounded(
    times: Mapping[str, object] | None, window: Window, *, before: str, after: str, newest_first: bool
) -> dict[str, object]:
    """Return *times*, the caller's filter of a timestamp, narrowed to the bound of *window*.

    The caller's own bound is replaced. It is never tighter, since the rows of earlier pages satisfy it.
    """
    keys = (before, after) if window.tied else (before if newest_first else after,)
    return {**(times or {}), **dict.fromkeys(keys, window.bound)}


def from_level(lines: requests.LogFilter, level: int | None) -> requests.LogFilter:
    """Return *lines*, the caller's filter, limited to lines of *level* and above."""
    return lines if level is None else {**lines, "level": {"ge_": level}}


def _is_descending(sort: str) -> bool:
    return sort.endswith("_DESC")

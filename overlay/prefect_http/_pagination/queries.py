"""How pages of flow runs are asked for: the caller's filter, narrowed to the next page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, cast

from prefect_http._pagination.cursors import (
    Cursor,
    ExcludingCursor,
    KeyCursor,
    PositionCursor,
    TieCursor,
    UnorderedCursor,
    Window,
    sorted_cursor,
)
from prefect_http._utils import given

if TYPE_CHECKING:
    from datetime import datetime

    from prefect_http.models import FlowRun, Log, TaskRun
    from prefect_http_api.requests import (
        FlowRunFilter,
        FlowRunFilterId,
        LogFilter,
        ReadFlowRunsBody,
        ReadLogsBody,
        ReadTaskRunsBody,
    )


Body = TypeVar("Body", bound=Mapping[str, object])


def flow_run_cursor(body: ReadFlowRunsBody) -> Cursor[FlowRun]:
    """Return the way through what *body* asks for: by key where its order and its filter allow, else by position."""
    sort = body.get("sort", "ID_DESC")
    if is_alternative(body.get("flow_runs")):
        return sorted_cursor(sort)
    if sort.startswith("EXPECTED_START_TIME_"):
        return KeyCursor(_expected_start_time, newest_first=_newest_first(body))
    return sorted_cursor(sort, ExcludingCursor)


def flow_run_page(body: ReadFlowRunsBody, window: Window) -> ReadFlowRunsBody:
    """Return *body*, the caller's, narrowed to *window*."""
    page = paged(body, window)
    if window.edge is not None or window.without:
        page["flow_runs"] = _narrowed(body.get("flow_runs") or {}, window, newest_first=_newest_first(body))
    return page


def _narrowed(given: FlowRunFilter, window: Window, *, newest_first: bool) -> FlowRunFilter:
    narrowed = given.copy()
    ids: FlowRunFilterId = {**(given.get("id") or {})}
    ids["not_any_"] = [*(ids.get("not_any_") or ()), *window.without]
    narrowed["id"] = ids
    if window.edge is not None:
        times = given.get("expected_start_time") or {}
        narrowed["expected_start_time"] = bounded(times, window, newest_first=newest_first)
    return narrowed


def _newest_first(body: ReadFlowRunsBody | ReadTaskRunsBody) -> bool:
    return body.get("sort") == "EXPECTED_START_TIME_DESC"


def _expected_start_time(run: FlowRun | TaskRun) -> datetime | None:
    return run.expected_start_time


def task_run_cursor(body: ReadTaskRunsBody) -> Cursor[TaskRun]:
    """Return the way through what *body* asks for: by key where its order and its filter allow, else by position."""
    sort = body.get("sort", "ID_DESC")
    if is_alternative(body.get("task_runs")) or not sort.startswith("EXPECTED_START_TIME_"):
        return sorted_cursor(sort)
    return TieCursor(_expected_start_time, lambda _page: PositionCursor(), newest_first=_newest_first(body))


def task_run_page(body: ReadTaskRunsBody, window: Window) -> ReadTaskRunsBody:
    """Return *body*, the caller's, narrowed to *window*."""
    page = paged(body, window)
    if window.edge is not None:
        narrowed = (body.get("task_runs") or {}).copy()
        times = narrowed.get("expected_start_time") or {}
        narrowed["expected_start_time"] = bounded(times, window, newest_first=_newest_first(body))
        page["task_runs"] = narrowed
    if window.alone:
        # The one order in which no two rows are alike.
        page["sort"] = "ID_DESC"
    return page


def log_cursor(body: ReadLogsBody) -> Cursor[Log]:
    """Return the way through what *body* asks for: by key where its filter allows, else by position."""
    if is_alternative(body.get("logs")):
        return sorted_cursor(body.get("sort", "TIMESTAMP_ASC"))
    # The API sorts logs by nothing else, and has no filter that leaves any out by their ids.
    return TieCursor(_timestamp, UnorderedCursor, newest_first=_newest_line_first(body))


def log_page(body: ReadLogsBody, window: Window) -> ReadLogsBody:
    """Return *body*, the caller's, narrowed to *window*."""
    page = paged(body, window)
    if window.edge is not None:
        narrowed = (body.get("logs") or {}).copy()
        times = narrowed.get("timestamp") or {}
        narrowed["timestamp"] = bounded(times, window, newest_first=_newest_line_first(body))
        page["logs"] = narrowed
    return page


def from_level(lines: LogFilter, level: int | None) -> LogFilter:
    """Return *lines*, the caller's filter, without those below *level*."""
    return lines if level is None else {**lines, "level": {"ge_": level}}


def _newest_line_first(body: ReadLogsBody) -> bool:
    return body.get("sort") == "TIMESTAMP_DESC"


def _timestamp(log: Log) -> datetime:
    return log.timestamp


def is_alternative(given: Mapping[str, object] | None) -> bool:
    """Return whether a further condition in *given*, a filter, would let more rows in instead of fewer."""
    return (given or {}).get("operator") == "or_"


def bounded(times: Body, window: Window, *, newest_first: bool) -> Body:
    """Return *times*, the caller's bounds of an instant, narrowed to *window*, which has an edge.

    What came already meets the caller's own bound, so that the edge is never the looser one of the two.
    """
    bounds = ("before_", "after_") if window.alone else ("before_" if newest_first else "after_",)
    return cast("Body", {**times, **dict.fromkeys(bounds, window.edge)})


def paged(body: Body, window: Window) -> Body:
    """Return *body*, the caller's, narrowed to *window*."""
    return cast("Body", {**body, **given(limit=window.limit, offset=window.offset or None)})

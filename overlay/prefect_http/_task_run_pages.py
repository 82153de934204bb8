"""How pages of task runs are asked for: the caller's filter, narrowed to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._bodies import bounded, is_alternative, paged
from prefect_http._paging import Cursor, PositionCursor, Window
from prefect_http._ranks import sorted_cursor
from prefect_http._ties import TieCursor

if TYPE_CHECKING:
    from datetime import datetime

    from prefect_http.models import TaskRun
    from prefect_http_api.requests import ReadTaskRunsBody


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


def _newest_first(body: ReadTaskRunsBody) -> bool:
    return body.get("sort") == "EXPECTED_START_TIME_DESC"


def _expected_start_time(run: TaskRun) -> datetime | None:
    return run.expected_start_time

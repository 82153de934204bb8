"""How pages of flow runs are asked for: the caller's filter, narrowed to the next page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from prefect_http._bodies import bounded, is_alternative, paged
from prefect_http._paging import Cursor, KeyCursor, Window
from prefect_http._ranks import sorted_cursor
from prefect_http._ties import ExcludingCursor

if TYPE_CHECKING:
    from prefect_http.models import FlowRun
    from prefect_http_api.requests import (
        FlowRunFilter,
        FlowRunFilterId,
        ReadFlowRunsBody,
    )


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


def _newest_first(body: ReadFlowRunsBody) -> bool:
    return body.get("sort") == "EXPECTED_START_TIME_DESC"


def _expected_start_time(run: FlowRun) -> datetime | None:
    return run.expected_start_time

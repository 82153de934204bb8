"""How pages of logs are asked for: the caller's filter, narrowed to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._bodies import bounded, is_alternative, paged
from prefect_http._paging import Cursor, Window
from prefect_http._ranks import sorted_cursor
from prefect_http._ties import TieCursor, UnorderedCursor

if TYPE_CHECKING:
    from datetime import datetime

    from prefect_http.models import Log
    from prefect_http_api.requests import LogFilter, ReadLogsBody


def log_cursor(body: ReadLogsBody) -> Cursor[Log]:
    """Return the way through what *body* asks for: by key where its filter allows, else by position."""
    if is_alternative(body.get("logs")):
        return sorted_cursor(body.get("sort", "TIMESTAMP_ASC"))
    # The API sorts logs by nothing else, and has no filter that leaves any out by their ids.
    return TieCursor(_timestamp, UnorderedCursor, newest_first=_newest_first(body))


def log_page(body: ReadLogsBody, window: Window) -> ReadLogsBody:
    """Return *body*, the caller's, narrowed to *window*."""
    page = paged(body, window)
    if window.edge is not None:
        narrowed = (body.get("logs") or {}).copy()
        times = narrowed.get("timestamp") or {}
        narrowed["timestamp"] = bounded(times, window, newest_first=_newest_first(body))
        page["logs"] = narrowed
    return page


def from_level(lines: LogFilter, level: int | None) -> LogFilter:
    """Return *lines*, the caller's filter, without those below *level*."""
    return lines if level is None else {**lines, "level": {"ge_": level}}


def _newest_first(body: ReadLogsBody) -> bool:
    return body.get("sort") == "TIMESTAMP_DESC"


def _timestamp(log: Log) -> datetime:
    return log.timestamp

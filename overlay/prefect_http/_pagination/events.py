"""Event pages: a keyset cursor that uses the server's page tokens within a tie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from prefect_http._pagination.cursors import Cursor, KeysetCursor, RepeatTies, UnexpectedPageError, Window
from prefect_http._pagination.event_ranges import RangedCursor, RangeWindow, TimeRanges
from prefect_http._pagination.queries import bounded
from prefect_http_api import Call, models, requests
from prefect_http_api import events as api

# By default, the server limits events to the last 180 days.
_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(3000, 1, 1, tzinfo=UTC)


def with_default_bounds(given: requests.EventFilter) -> requests.EventFilter:
    """Return *given* with explicit bounds in place of missing ones, so that the server does not apply its defaults."""
    occurred: requests.EventOccurredFilter = {"since": _EARLIEST, "until": _LATEST, **(given.get("occurred") or {})}
    return {**given, "occurred": occurred}


def event_page(body: requests.ReadEventsBody, window: Window) -> Call[models.EventPage]:
    """Return the call for the events in *window* that match *body*, the caller's request body."""
    if window.token is not None:
        return api.read_account_events_page(page_token=window.token)
    # Events have no offset.
    page: Any = dict(body) if window.limit is None else {**body, "limit": window.limit}
    narrowed = body.get("filter") or {}
    if isinstance(window, RangeWindow):
        page["filter"] = narrowed = window.times.narrow(narrowed)
    if window.bound is not None:
        newest_first = is_newest_first(narrowed)
        occurred = bounded(narrowed.get("occurred"), window, before="until", after="since", newest_first=newest_first)
        page["filter"] = {**narrowed, "occurred": occurred}
    return api.read_events(**page)


def event_cursor(
    given: requests.EventFilter, api_url: str, ranges: TimeRanges | None = None
) -> Cursor[models.EventPage, models.Event]:
    """Return a cursor for the events that match *given* on the API at *api_url*.

    Args:
        given: The caller's filter.
        api_url: URL of the API.
        ranges: Time ranges to query one after the other. Default: that of *given*.
    """
    tokens, distinct, newest_first = PageTokens(api_url), is_distinct(given), is_newest_first(given)

    def cursor() -> Cursor[models.EventPage, models.Event]:
        # A distinct filter matches one event per resource. With another time range, it matches other events.
        return TokenCursor(tokens, repeat=False) if distinct else EventCursor(tokens, newest_first=newest_first)

    return cursor() if ranges is None else RangedCursor(ranges, cursor, distinct=distinct)


def is_distinct(given: requests.EventFilter) -> bool:
    """Return whether *given*, the caller's filter, matches only one event per resource."""
    return bool((given.get("resource") or {}).get("distinct", False))


def is_newest_first(given: requests.EventFilter) -> bool:
    """Return whether the events that match *given*, the caller's filter, are listed newest first."""
    return given.get("order") != "ASC"


class PageTokens:
    """Page tokens issued by the server. Each is accepted only once.

    Args:
        api_url: Base URL for all page requests, regardless of the origin in the server's next-page URL.
    """

    def __init__(self, api_url: str) -> None:
        self._api_url = api_url
        self._is_logged = False
        self._seen: set[str] = set()

    def window_after(self, page: models.EventPage, window: Window) -> Window | None:
        """Return *window* with the token of the page after *page*, the response to *window*, or None at the end.

        Raises:
            UnexpectedPageError: The next-page URL contains no token, or one that was used before.
        """
        if window.token is None:
            self._seen.clear()
        if page.next_page is None:
            return None
        token = _page_token(page.next_page)
        if token is None:
            raise _invalid(page.next_page, "a URL with a page-token in its query")
        if token in self._seen:
            raise _invalid(page.next_page, "a page-token that was not used before")
        self._seen.add(token)
        if not self._is_logged:
            self._is_logged = _log_other_origin(page.next_page, self._api_url)
        return replace(window, token=token)


class TokenCursor:
    """Pages by the server's tokens.

    A token contains an offset and the number of events at the first request. Events that arrive late, as most do, push
    other events beyond that number. Events with the same timestamp have no stable order.

    Args:
        tokens: The server's page tokens.
        repeat: Whether to page through the listing again until all matching events have been returned.
    """

    def __init__(self, tokens: PageTokens, *, repeat: bool) -> None:
        self._tokens = tokens
        self._repeat = repeat
        self._passes: RepeatTies[models.Event] = RepeatTies()
        self.window: Window | None = Window()

    def take(self, page: models.EventPage) -> list[models.Event]:
        """Return the new events of *page*, the response to ``window``, and advance.

        Raises:
            UnexpectedPageError: The next-page URL is invalid, or events are still missing after the last pass.
        """
        window = self.window or Window()
        new = self._passes.take(page.events) if page.events else []
        count = _count(page, window)
        if count is not None and count <= len(self._passes.seen):
            self.window = None
            return new
        self.window = self._tokens.window_after(page, window)
        if self.window is None and self._repeat:
            self._passes.take([])
            self.window = self._passes.window
        return new


class EventCursor(KeysetCursor["models.EventPage", "models.Event"]):
    """Pages by the time at which events occurred, and by the server's tokens within a tie.

    Args:
        tokens: The server's page tokens.
        newest_first: Whether the newest events come first.
    """

    _path = "$.events"

    def __init__(self, tokens: PageTokens, *, newest_first: bool) -> None:
        super().__init__(
            attrgetter("occurred"), lambda _first: TokenCursor(tokens, repeat=True), newest_first=newest_first
        )
        self._tokens = tokens

    def _rows(self, page: models.EventPage) -> Sequence[models.Event]:
        return page.events

    def _count(self, page: models.EventPage) -> int | None:
        return _count(page, self.window or Window())

    def _after_empty(self, page: models.EventPage) -> Window | None:
        return self._tokens.window_after(page, self.window or Window())


def _count(page: models.EventPage, window: Window) -> int | None:
    """Return how many events match, or None if *window* has a token, since tokens contain an older count."""
    return page.total if window.token is None else None


def _page_token(url: str) -> str | None:
    """Return the token in the query of *url*, percent-decoded. A ``+`` is not decoded to a space."""
    try:
        query = urlsplit(url).query
    except ValueError:
        return None
    for parameter in query.split("&"):
        key, _, value = parameter.partition("=")
        if key == "page-token" and value:
            return unquote(value)
    return None


def _log_other_origin(next_page: str, api_url: str) -> bool:
    """Return whether the origin of *next_page* differs from that of *api_url*, and log if it does."""
    import logging

    from prefect_http._http.redaction import redacted_url
    from prefect_http._http.redirects import is_cross_origin

    if not is_cross_origin(next_page, api_url):
        return False
    logging.getLogger("prefect_http").info(
        "The URL of the next page of events is %s; requesting the page from %s", redacted_url(next_page), api_url
    )
    return True


def _invalid(next_page: str, expected: str) -> UnexpectedPageError:
    from prefect_http._http.redaction import redacted_url
    from prefect_http._utils import truncate

    return UnexpectedPageError("$.next_page", f"Expected {expected}, got {truncate(redacted_url(next_page))!r}")

"""How pages of events are asked for: the caller's filter, narrowed to the next page, or the token that leads to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from prefect_http._pagination.cursors import Passes, Window, WrongPageError, beyond, check_alone, check_order
from prefect_http._pagination.queries import paged
from prefect_http.errors import ArgumentError
from prefect_http_api import events as api

if TYPE_CHECKING:
    from uuid import UUID

    from prefect_http.models import Event
    from prefect_http_api import Call
    from prefect_http_api.models import EventPage
    from prefect_http_api.requests import EventFilter, EventOccurredFilter, EventOrder, ReadEventsBody

# The server's own bounds are 180 days ago and now.
_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(3000, 1, 1, tzinfo=UTC)


def event_filter(
    given: EventFilter | None, *, since: datetime | None, until: datetime | None, order: EventOrder | None = None
) -> EventFilter:
    """Return *given*, the caller's, with what else the caller said.

    Raises:
        ArgumentError: *given* says it too.
    """
    merged: EventFilter = {**(given or {})}
    occurred: EventOccurredFilter = {**(merged.get("occurred") or {})}
    if since is not None:
        _check_once("since", "occurred.since", occurred)
        occurred["since"] = since
    if until is not None:
        _check_once("until", "occurred.until", occurred)
        occurred["until"] = until
    if occurred:
        merged["occurred"] = occurred
    if order is not None:
        _check_once("order", "order", merged)
        merged["order"] = order
    return merged


def of_all_times(given: EventFilter) -> EventFilter:
    """Return *given* with bounds where it has none, so that the server does not set its own."""
    occurred: EventOccurredFilter = {"since": _EARLIEST, "until": _LATEST, **(given.get("occurred") or {})}
    return {**given, "occurred": occurred}


def event_page(body: ReadEventsBody, window: Window) -> Call[EventPage]:
    """Return what asks for *body*, the caller's, narrowed to *window*."""
    if window.token is not None:
        return api.read_account_events_page(page_token=window.token)
    page = paged(body, window)
    if window.edge is not None:
        narrowed: EventFilter = {**(body.get("filter") or {})}
        occurred: EventOccurredFilter = {**(narrowed.get("occurred") or {})}
        # What came already meets the caller's own bound, so the edge is never the looser one of the two.
        if window.alone:
            occurred["since"] = occurred["until"] = window.edge
        else:
            occurred["since" if narrowed.get("order") == "ASC" else "until"] = window.edge
        page["filter"] = {**narrowed, "occurred": occurred}
    return api.read_events(**page)


class EventCursor:
    """Goes by when events occurred, which never changes, and by the server's tokens among those of one instant.

    A token alone would not do: it holds a position, and how many events there were at first. Events that come in late,
    as most do, push others behind that number, and those of one instant keep no order. So where these fill a page, it
    goes through them alone, and again until as many came as there are.

    Args:
        home: where all pages are asked for, whatever the server names.
        by_key: false for filters by which an event may match only because others do not: then tokens lead all the way.
        newest_first: whether the newest events come first.
    """

    def __init__(self, home: str, *, by_key: bool, newest_first: bool) -> None:
        self._home = home
        self._told = False
        self._by_key = by_key
        self._newest_first = newest_first
        self._window: Window | None = Window()
        self._seen: set[UUID] = set()
        self._tokens: set[str] = set()
        self._largest = 0
        self._passes = Passes()
        self._positions = 0
        """How many events there were on this pass through those of one instant."""

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""
        return self._window

    def take(self, answer: EventPage, /) -> list[Event]:
        """Return what is new in *answer*, which came for ``window``, and move on.

        Raises:
            WrongPageError: the answer is not what was asked for, or leads to no next page, or to one that was there
                before; or however often the events of one instant were gone through, not all came.
        """
        asked = self._window or Window()
        new = [event for event in answer.events if event.id not in self._seen]
        self._largest = max(self._largest, len(answer.events))
        if not self._by_key:
            self._seen.update(event.id for event in new)
            self._window = None if self._is_all(asked, answer) else self._behind(asked, answer)
        elif asked.alone and asked.edge is not None:
            self._window = self._among(asked, asked.edge, answer)
        else:
            self._window = self._along(asked, answer)
        return new

    def _along(self, asked: Window, answer: EventPage) -> Window | None:
        if not answer.events:
            return self._behind(asked, answer)
        first, last = answer.events[0].occurred, answer.events[-1].occurred
        check_order("$.events", (first, last), asked.edge, newest_first=self._newest_first)
        if last != asked.edge:
            self._seen.clear()
        self._seen.update(event.id for event in answer.events if event.occurred == last)
        if first != last:
            return Window(last)
        return None if self._is_all(asked, answer) else Window(last, alone=True)

    def _among(self, asked: Window, edge: datetime, answer: EventPage) -> Window | None:
        check_alone("$.events", (event.occurred for event in answer.events), edge)
        if asked.token is None:
            self._tokens.clear()
            self._positions = 0
        self._positions += len(answer.events)
        self._seen.update(event.id for event in answer.events)
        if self._is_all(asked, answer):
            return self._leave(edge)
        behind = self._behind(asked, answer)
        if behind is not None:
            return behind
        window = self._passes.after(came=len(self._seen), positions=self._positions, largest=self._largest)
        return self._leave(edge) if window is None else replace(window, edge=edge, alone=True)

    def _leave(self, edge: datetime) -> Window | None:
        self._seen.clear()
        self._passes = Passes()
        return beyond(edge, newest_first=self._newest_first)

    def _is_all(self, asked: Window, answer: EventPage) -> bool:
        """Return whether *answer* tells that all were seen; those that a token leads to tell how many there were."""
        return asked.token is None and answer.total <= len(self._seen)

    def _behind(self, asked: Window, answer: EventPage) -> Window | None:
        if answer.next_page is None:
            return None
        token = _page_token(answer.next_page)
        if token is None:
            raise _unreadable(answer.next_page, "a URL with a page-token in its query")
        if token in self._tokens:
            raise _unreadable(answer.next_page, "a page-token that was not there before")
        self._tokens.add(token)
        if not self._told:
            self._told = _told_elsewhere(answer.next_page, self._home)
        return replace(asked, token=token)


def event_cursor(body: ReadEventsBody, home: str) -> EventCursor:
    """Return the way through what *body* asks for: by key where its filter allows, else by the server's tokens."""
    # Of each resource it gives one event, and in a narrower range of time another one.
    distinct = ((body.get("filter") or {}).get("resource") or {}).get("distinct", False)
    newest_first = (body.get("filter") or {}).get("order") != "ASC"
    return EventCursor(home, by_key=not distinct, newest_first=newest_first)


def _page_token(url: str) -> str | None:
    """Return the token in *url*, which holds it as it is, or percent-encoded; a ``+`` is no space in it."""
    try:
        query = urlsplit(url).query
    except ValueError:
        return None
    for parameter in query.split("&"):
        key, _, value = parameter.partition("=")
        if key == "page-token" and value:
            return unquote(value)
    return None


def _told_elsewhere(next_page: str, home: str) -> bool:
    """Return whether *next_page* is not of the origin of *home*, and if so, log it."""
    import logging

    from prefect_http._http.request import is_elsewhere, shown

    if not is_elsewhere(next_page, home):
        return False
    logging.getLogger("prefect_http").info(
        "The server names %s for the next page of events: it is asked for at %s.", shown(next_page), home
    )
    return True


def _unreadable(next_page: str, expected: str) -> WrongPageError:
    from prefect_http._http.request import shown
    from prefect_http._utils import shortened

    return WrongPageError("$.next_page", f"Expected {expected}, got {shortened(shown(next_page))!r}")


def _check_once(argument: str, place: str, held: EventOccurredFilter | EventFilter) -> None:
    if argument in held:
        raise ArgumentError(f"{argument} is there twice, as an argument and as the filter's {place}: write one of them")

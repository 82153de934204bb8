"""Event hooks: functions to call for each request and response, as in httpx."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    import httpx

_EVENTS: Final = ("request", "response")


class EventHooks(TypedDict, total=False):
    """Functions to call for each exchange with the server, including retries, redirects and CSRF token requests."""

    request: Sequence[Callable[[httpx.Request], object]]
    """Called with each request before it is sent. Changes to the request take effect."""
    response: Sequence[Callable[[httpx.Response], object]]
    """Called with each response, regardless of its status, before its body is read."""


class AsyncEventHooks(TypedDict, total=False):
    """Async functions to call for each exchange with the server.

    Exchanges include retries, redirects and CSRF token requests.
    """

    request: Sequence[Callable[[httpx.Request], Awaitable[object]]]
    """Awaited with each request before it is sent. Changes to the request take effect."""
    response: Sequence[Callable[[httpx.Response], Awaitable[object]]]
    """Awaited with each response, regardless of its status, before its body is read."""


def validate_hooks(hooks: EventHooks | AsyncEventHooks) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Validate *hooks* and return its request and response hooks.

    Raises:
        ArgumentError: *hooks* has an unknown event, or a hook is not callable.
    """
    # Arguments may come from sources that no type checker sees.
    given = cast("dict[str, Sequence[object]]", hooks)
    unknown = [event for event in given if event not in _EVENTS]
    if unknown:
        raise ArgumentError(f'event_hooks has no event {unknown[0]!r}: use {{"request": [...], "response": [...]}}')
    for event in given:
        for hook in given[event]:
            if not callable(hook):
                raise ArgumentError(f"hooks in event_hooks must be callable, got {hook!r}")
    on_request, on_response = (tuple(given.get(event, ())) for event in _EVENTS)
    return on_request, on_response

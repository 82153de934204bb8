"""Event hooks: functions to call for each request and response, as in httpx."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Final, cast

from prefect_http._lazy import lazy_module
from prefect_http._utils import quote
from prefect_http.errors import ArgumentError
from prefect_http_api._typed_dict import TypedDict

if TYPE_CHECKING:
    import httpx
else:
    httpx = lazy_module("httpx")

_EVENTS: Final = ("request", "response")
_EXAMPLE: Final = 'use {"request": [...], "response": [...]}'


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


def validate_hooks(hooks: EventHooks) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Validate *hooks* and return its request and response hooks.

    Raises:
        ArgumentError: *hooks* has an unknown event, or a hook is not callable or is async.
    """
    on_request, on_response = _functions(hooks)
    if any(map(iscoroutinefunction, on_request + on_response)):
        raise ArgumentError("hooks in event_hooks must not be async: use AsyncPrefect, or remove async")
    return on_request, on_response


def validate_async_hooks(hooks: AsyncEventHooks) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Validate *hooks* and return its request and response hooks.

    Raises:
        ArgumentError: *hooks* has an unknown event, or a hook is not callable. A hook that is not async raises it when
            it is called, since an ordinary function may also return an awaitable.
    """
    on_request, on_response = _functions(hooks)
    return tuple(map(_awaited, on_request)), tuple(map(_awaited, on_response))


def _awaited(hook: Callable[[object], object]) -> Callable[[object], Awaitable[None]]:
    async def call(exchanged: object) -> None:
        result = hook(exchanged)
        if not isinstance(result, Awaitable):
            raise ArgumentError("hooks in event_hooks of an async client must be async: use async def")
        await result

    return call


def _functions(hooks: object) -> tuple[tuple[Any, ...], ...]:
    """Return the functions in *hooks* for requests, and those for responses."""
    # Arguments may come from sources that no type checker sees.
    if not isinstance(hooks, Mapping):
        raise ArgumentError(f"event_hooks must be a mapping, got {quote(hooks)}: {_EXAMPLE}")
    given = cast("Mapping[object, object]", hooks)
    for event, functions in given.items():
        if event not in _EVENTS:
            raise ArgumentError(f"event_hooks has no event {quote(event)}: {_EXAMPLE}")
        if not isinstance(functions, list | tuple):
            raise ArgumentError(f"event_hooks must have a list for each event, got {quote(functions)}: {_EXAMPLE}")
        for function in cast("Sequence[object]", functions):
            if not callable(function):
                raise ArgumentError(f"hooks in event_hooks must be callable, got {quote(function)}")
    return tuple(tuple(cast("Sequence[object]", given.get(event, ()))) for event in _EVENTS)

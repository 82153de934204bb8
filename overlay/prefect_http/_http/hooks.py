"""Functions of the user's that are called for what goes over the network, as httpx calls them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, cast

from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    import httpx

_EVENTS = ("request", "response")


class EventHooks(TypedDict, total=False):
    """What is called for each exchange with the server; further tries, redirects and CSRF tokens are such, too."""

    request: Sequence[Callable[[httpx.Request], object]]
    """With each request before it is sent. What they change in it is sent."""
    response: Sequence[Callable[[httpx.Response], object]]
    """With each answer, whatever its status, before its body is read."""


class AsyncEventHooks(TypedDict, total=False):
    """The same for the async client, which awaits them."""

    request: Sequence[Callable[[httpx.Request], Awaitable[object]]]
    """With each request before it is sent. What they change in it is sent."""
    response: Sequence[Callable[[httpx.Response], Awaitable[object]]]
    """With each answer, whatever its status, before its body is read."""


def given_hooks(hooks: EventHooks | AsyncEventHooks) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return those for requests, and those for responses, of *hooks*, an argument.

    Raises:
        ArgumentError: they are for something else, or no functions.
    """
    # Nobody's type checker has seen what is put together at run time.
    given = cast("dict[str, Sequence[object]]", hooks)
    unknown = [name for name in given if name not in _EVENTS]
    if unknown:
        raise ArgumentError(f'event_hooks has no {unknown[0]!r}: write {{"request": [...], "response": [...]}}')
    wrong = [hook for name in given for hook in given[name] if not callable(hook)]
    if wrong:
        raise ArgumentError(f"{wrong[0]!r} of event_hooks is no function")
    on_request, on_response = (tuple(given.get(name, ())) for name in _EVENTS)
    return on_request, on_response

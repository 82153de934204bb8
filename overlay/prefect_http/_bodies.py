"""What of a method's arguments goes into a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http._paging import Window

Body = TypeVar("Body", bound=Mapping[str, object])


def given(**values: object) -> dict[str, Any]:
    """Return the arguments that were given, which are those that are not None: nothing else is sent."""
    return {name: value for name, value in values.items() if value is not None}


def texts(argument: str, given: Iterable[str]) -> list[str]:
    """Return *given*, an argument of the name *argument*, as a list.

    Raises:
        ArgumentError: it is one text, of which every letter would count as one.
    """
    if isinstance(given, str):
        raise ArgumentError(f"{argument} is a list of texts, not one: write [{given!r}]")
    return list(given)


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

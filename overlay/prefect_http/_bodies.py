"""What of a method's arguments goes into a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from prefect_http._paging import Window

Body = TypeVar("Body", bound=Mapping[str, object])


def given(**values: object) -> dict[str, Any]:
    """Return the arguments that were given, which are those that are not None: nothing else is sent."""
    return {name: value for name, value in values.items() if value is not None}


def paged(body: Body, window: Window) -> Body:
    """Return *body*, the caller's, narrowed to *window*."""
    return cast("Body", {**body, **given(limit=window.limit, offset=window.offset or None)})

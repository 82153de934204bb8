"""What of a method's arguments goes into a request."""

from __future__ import annotations

from typing import Any


def given(**values: object) -> dict[str, Any]:
    """Return the arguments that were given, which are those that are not None: nothing else is sent."""
    return {name: value for name, value in values.items() if value is not None}

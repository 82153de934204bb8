"""Points in time that a server names. No I/O."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def aware(time: datetime) -> datetime:
    """Return *time* with a timezone: one that has none is in UTC, as it is to the server."""
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def earlier(time: datetime, lead: timedelta) -> datetime:
    """Return what is *lead* before *time*; *time* itself where there is no such year."""
    try:
        return time - lead
    except OverflowError:
        return time

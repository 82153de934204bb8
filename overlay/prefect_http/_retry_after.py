"""What a server says about when to come back."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds from *now* on that a ``Retry-After`` header asks to wait, in either of its two forms.

    None when there is no such header, or one that asks for no wait: it is no whole number of seconds and no date, or
    it means now or a time that has passed.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        # A number of 5,000 digits is a long time, too, but none that Python would read.
        seconds = float(text.lstrip("0")[:10] or 0)
    else:
        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    return seconds if seconds > 0 else None

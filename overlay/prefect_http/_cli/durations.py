"""Durations, as text for people."""

from __future__ import annotations

from datetime import timedelta


def text_of_duration(value: timedelta) -> str:
    """Return the two largest units of a duration, such as ``"1h 5m"``."""
    seconds = value.total_seconds()
    if seconds < 10:  # noqa: PLR2004  # more digits would be noise
        return f"{seconds:.1f}s"
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    units = [(days, "d"), (hour, "h"), (minute, "m"), (second, "s")]
    first = next(index for index, (number, _) in enumerate(units) if number)
    return " ".join(f"{number}{unit}" for number, unit in units[first : first + 2] if number)

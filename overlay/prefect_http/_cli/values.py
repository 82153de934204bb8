"""Values on the command line: durations, times, lists, pairs and JSON."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import datetime, time, timedelta
from typing import Any, Final, cast

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PART: Final = re.compile(r"(\d+(?:\.\d+)?)([smhdw])", re.ASCII)
_DURATION: Final = re.compile(rf"(?:{_PART.pattern})+", re.ASCII)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


_LONGEST: Final = timedelta(days=365_000)
"""Duration that can be added to the current time, and subtracted from it."""


def duration(text: str) -> timedelta:
    """Return the duration written as ``7d``, ``10m``, ``1h30m``, or in seconds without a unit."""
    lower = f"{text}s".lower() if _NUMBER.fullmatch(text) else text.lower()
    if not _DURATION.fullmatch(lower):
        raise ArgumentTypeError(f"expected a duration such as 7d, 10m or 1h30m, got {text!r}")
    parts = ((_UNITS[match[2]], float(match[1])) for match in _PART.finditer(lower))
    try:
        found = sum((timedelta(**{unit: number}) for unit, number in parts), timedelta())
    except OverflowError:
        found = timedelta.max
    if found > _LONGEST:
        raise ArgumentTypeError(f"{text!r} is too long: expected at most 1,000 years")
    return found


def age(text: str) -> timedelta:
    """Return the duration written as in `duration`. A number requires a unit: 30 seconds are rarely meant."""
    if _NUMBER.fullmatch(text):
        raise ArgumentTypeError(f"expected a duration with a unit such as {text}d, got {text!r}")
    return duration(text)


def moment(text: str) -> datetime | timedelta:
    """Return the time written as a date or time in ISO 8601, or the duration before now.

    A time without a timezone is local.
    """
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        pass
    try:
        return age(text.removesuffix(" ago"))
    except ArgumentTypeError:
        raise ArgumentTypeError(
            f"expected a duration before now such as 7d, or a time such as 2026-01-31T08:00, got {text!r}"
        ) from None


def start_time(text: str) -> datetime:
    """Return the time written as a date or time in ISO 8601, or the next time that the clock shows ``08:00``.

    A time without a timezone is local.
    """
    now = datetime.now().astimezone()
    try:
        if ":" in text[:3]:
            clock = time.fromisoformat(text)
            today = datetime.combine(now.astimezone(clock.tzinfo), clock).astimezone()
            start = today if today > now else (today + timedelta(days=1))
        else:
            start = datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"expected a time such as 08:00 or 2026-01-31T08:00, got {text!r}") from None
    if start <= now:
        raise ArgumentTypeError(f"{text!r} is in the past: leave it out to start now")
    return start


def comma_list(text: str) -> list[str]:
    """Return the items of a list separated by commas, at least one."""
    items = [item for item in (part.strip() for part in text.split(",")) if item]
    if not items:
        raise ArgumentTypeError(f"expected at least one value, got {text!r}")
    return items


def json_value(text: str) -> Any:  # noqa: ANN401  # any JSON
    """Return the value of a JSON document."""
    import msgspec

    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise ArgumentTypeError(f"expected JSON: {error}") from None


def json_object(text: str) -> dict[str, Any]:
    """Return the value of a JSON document that is an object."""
    value = json_value(text)
    if not isinstance(value, dict):
        raise ArgumentTypeError("expected a JSON object, such as '{}'")
    return cast("dict[str, Any]", value)


def json_input(text: str) -> Any:  # noqa: ANN401  # any JSON
    """Return the value of a JSON document: *text* itself, ``@FILE``, or ``-`` for standard input."""
    if text != "-" and not text.startswith("@"):
        return json_value(text)
    from pathlib import Path

    from prefect_http._cli.terminal import read_input

    try:
        content = read_input().read() if text in {"-", "@-"} else Path(text[1:]).read_bytes()
        return json_value(content.decode("utf-8-sig"))
    except OSError as error:
        raise ArgumentTypeError(f"cannot read {text[1:]}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ArgumentTypeError(f"{'standard input' if text in {'-', '@-'} else text[1:]} must be UTF-8") from None


def pair(text: str) -> tuple[str, Any]:
    """Return the key and the value of ``key=value``. A value that is not JSON is a string."""
    key, separator, value = text.partition("=")
    if not key or not separator:
        raise ArgumentTypeError(f"expected key=value, got {text!r}")
    return key, value_of(value)


def value_of(text: str) -> Any:  # noqa: ANN401  # any JSON
    """Return the value of *text*. What is not JSON is a string."""
    try:
        return json_value(text)
    except ArgumentTypeError:
        return text


def number(text: str) -> float:
    """Return the number written as *text*, at least 0."""
    if not _NUMBER.fullmatch(text):
        raise ArgumentTypeError(f"expected a number such as 0.5, got {text!r}")
    return float(text)


def natural(text: str) -> int:
    """Return the integer written as *text*, at least 0."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):  # noqa: PLR2004  # fits into 64 bits
        raise ArgumentTypeError(f"expected a number such as 20, got {text!r}")
    return int(text)

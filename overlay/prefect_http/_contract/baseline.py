"""The findings that somebody has accepted: each for a reason, and until a date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from prefect_http._contract.errors import CannotTellError
from prefect_http._contract.findings import Finding

HINT = (
    "An --ignore file is a TOML file of your own with the findings that you accept; "
    "prefect-http contract --help shows one."
)
_HINT = 'Write [[accept]] with fingerprint = "…", reason = "…" and expires = 2030-12-31, a date without quotes.'


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That one finding is accepted.

    Attributes:
        fingerprint: which finding.
        reason: why.
        expires: the last day on which it is.
    """

    fingerprint: str
    reason: str
    expires: date


class _File(msgspec.Struct, forbid_unknown_fields=True):
    accept: list[dict[str, Any]] = []


class Accepted(msgspec.Struct, frozen=True):
    """A finding that does not count, and why."""

    finding: Finding
    acceptance: Acceptance


class Sorted(msgspec.Struct, frozen=True):
    """Findings, by whether they are accepted.

    Attributes:
        counting: those that count.
        accepted: those that do not.
        expired: what was accepted for some that count again.
        stale: what is accepted and was not found.
    """

    counting: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    expired: tuple[Acceptance, ...] = ()
    stale: tuple[Acceptance, ...] = ()


def parse_acceptances(text: str, source: str) -> list[Acceptance]:
    """Return what the TOML *text* accepts.

    Raises:
        CannotTellError: it is malformed, or an entry lacks its reason or its date; the message names the line.
    """
    try:
        entries = msgspec.convert(tomllib.loads(text), _File).accept
    except tomllib.TOMLDecodeError as error:
        raise CannotTellError(f"{source} is not TOML: {error}", _HINT) from None
    except msgspec.ValidationError as error:
        raise CannotTellError(f"{source}: {error}", _HINT) from None
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*accept\s*\]\]", line)]
    found: list[Acceptance] = []
    for index, entry in enumerate(entries):
        place = f"{source}, line {lines[index]}" if index < len(lines) else f"{source}, entry {index + 1}"
        found.append(_acceptance(entry, place, found))
    return found


def _acceptance(entry: object, place: str, before: Sequence[Acceptance]) -> Acceptance:
    try:
        one = msgspec.convert(entry, Acceptance)
    except msgspec.ValidationError as error:
        raise CannotTellError(f"{place}: {error}", _HINT) from None
    if not re.fullmatch(r"[0-9a-f]{12}", one.fingerprint):
        raise CannotTellError(
            f"{place}: {one.fingerprint!r} is no fingerprint", "It has 12 digits, 0 to 9 and a to f, as in a report."
        )
    if not one.reason.strip():
        raise CannotTellError(f"{place}: the reason is empty", _HINT)
    if any(other.fingerprint == one.fingerprint for other in before):
        raise CannotTellError(f"{place}: {one.fingerprint} is accepted twice", "Keep one of the two.")
    return one


def sort_out(findings: Sequence[Finding], acceptances: Sequence[Acceptance], today: date) -> Sorted:
    """Return *findings* by whether they are accepted on the day *today*."""
    by_fingerprint = {one.fingerprint: one for one in acceptances}
    counting: list[Finding] = []
    accepted: list[Accepted] = []
    expired: list[Acceptance] = []
    for finding in findings:
        acceptance = by_fingerprint.get(finding.fingerprint)
        if acceptance is None:
            counting.append(finding)
        elif acceptance.expires < today:
            counting.append(finding)
            expired.append(acceptance)
        else:
            accepted.append(Accepted(finding, acceptance))
    found = {finding.fingerprint for finding in findings}
    stale = [one for one in acceptances if one.fingerprint not in found]
    # Two findings may share a fingerprint where names differ in nothing else than what dependencies make of them.
    return Sorted(tuple(counting), tuple(accepted), tuple(dict.fromkeys(expired)), tuple(stale))

"""Baseline: accepted findings, each with a reason and an expiry date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import msgspec

from prefect_http._contract.errors import CheckError
from prefect_http._contract.findings import Finding

HINT: Final = "An --ignore file is a TOML file that lists accepted findings; see prefect-http contract --help."
_ENTRY_HINT: Final = 'Write [[accept]] with fingerprint = "…", reason = "…" and expires = 2030-12-31 (no quotes).'


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The acceptance of one finding: an entry of an ``--ignore`` file.

    Attributes:
        fingerprint: Fingerprint of the finding.
        reason: Reason for accepting the finding.
        expires: Last day on which the finding is accepted.
    """

    fingerprint: str
    reason: str
    expires: date


class _File(msgspec.Struct, forbid_unknown_fields=True):
    accept: list[dict[str, Any]] = []


class AcceptedFinding(msgspec.Struct, frozen=True):
    """A finding and its acceptance."""

    finding: Finding
    acceptance: Acceptance


class BaselineResult(msgspec.Struct, frozen=True):
    """Findings after applying a baseline.

    Attributes:
        active: Findings that are not accepted.
        accepted: Findings that are accepted.
        expired: Expired acceptances. Their findings are active again.
        stale: Acceptances that match no finding.
    """

    active: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...] = ()
    expired: tuple[Acceptance, ...] = ()
    stale: tuple[Acceptance, ...] = ()


def parse_acceptances(text: str, source: str) -> list[Acceptance]:
    """Parse a TOML file of accepted findings.

    Args:
        text: Content of the file.
        source: Path of the file, for error messages.

    Raises:
        CheckError: The file is not valid TOML, or an entry is invalid. The message gives the line, if known.
    """
    try:
        entries = msgspec.convert(tomllib.loads(text), _File).accept
    except tomllib.TOMLDecodeError as error:
        raise CheckError(f"{source} is not valid TOML: {error}", _ENTRY_HINT) from None
    except msgspec.ValidationError as error:
        raise CheckError(f"{source}: {error}", _ENTRY_HINT) from None
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*accept\s*\]\]", line)]
    found: list[Acceptance] = []
    for index, entry in enumerate(entries):
        position = f"{source}, line {lines[index]}" if index < len(lines) else f"{source}, entry {index + 1}"
        found.append(_parse_entry(entry, position, found))
    return found


def _parse_entry(entry: object, position: str, previous: Sequence[Acceptance]) -> Acceptance:
    try:
        acceptance = msgspec.convert(entry, Acceptance)
    except msgspec.ValidationError as error:
        raise CheckError(f"{position}: {error}", _ENTRY_HINT) from None
    if not re.fullmatch(r"[0-9a-f]{12}", acceptance.fingerprint):
        raise CheckError(
            f"{position}: invalid fingerprint {acceptance.fingerprint!r}",
            "Copy the 12 hexadecimal digits (0-9, a-f) from a report.",
        )
    if not acceptance.reason.strip():
        raise CheckError(f"{position}: the reason is empty", _ENTRY_HINT)
    if any(other.fingerprint == acceptance.fingerprint for other in previous):
        raise CheckError(f"{position}: duplicate fingerprint {acceptance.fingerprint}", "Remove one of the entries.")
    return acceptance


def apply_baseline(findings: Sequence[Finding], acceptances: Sequence[Acceptance], today: date) -> BaselineResult:
    """Split *findings* into active and accepted ones, as of *today*."""
    by_fingerprint = {acceptance.fingerprint: acceptance for acceptance in acceptances}
    active: list[Finding] = []
    accepted: list[AcceptedFinding] = []
    expired: list[Acceptance] = []
    for finding in findings:
        acceptance = by_fingerprint.get(finding.fingerprint)
        if acceptance is None:
            active.append(finding)
        elif acceptance.expires < today:
            active.append(finding)
            expired.append(acceptance)
        else:
            accepted.append(AcceptedFinding(finding, acceptance))
    found = {finding.fingerprint for finding in findings}
    stale = [acceptance for acceptance in acceptances if acceptance.fingerprint not in found]
    # Two findings share a fingerprint if their schema names differ only in "-Input" or "-Output".
    return BaselineResult(tuple(active), tuple(accepted), tuple(dict.fromkeys(expired)), tuple(stale))

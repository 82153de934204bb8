"""Wording and grouping shared by the output formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from prefect_http._contract.baseline import Acceptance
from prefect_http._contract.findings import LEVELS, Finding
from prefect_http._contract.reports.report import Report

SETTINGS: Final = "server settings"
"""Heading for findings in the server's own settings."""

MAX_PLACES: Final = 3
"""Maximum number of operations listed for each finding. A single remaining operation is listed too."""


def printable(string: str) -> str:
    """Replace control characters with spaces. Documents may contain such characters, but XML forbids most of them."""
    return "".join(character if character.isprintable() else " " for character in string)


def places(finding: Finding) -> list[str]:
    """Return the first operations that a finding affects, and the number of further ones."""
    named = [printable(f"{place.operation} at {place.at}" if place.at else place.operation) for place in finding.places]
    more = len(named) - MAX_PLACES
    return named if more <= 1 else [*named[:MAX_PLACES], f"and {more} more"]


def pointer(finding: Finding) -> str:
    """Return the JSON pointer of a finding as a URL fragment."""
    return printable(f"#{finding.pointer}")


def sections(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Group findings under headings, most severe first. Findings in the server's settings come last."""
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.settings, LEVELS.index(one.level), one.rule)):
        found.setdefault(SETTINGS if finding.settings else finding.level, []).append(finding)
    return list(found.items())


def by_rule(findings: Iterable[Finding]) -> list[tuple[str, str, str, list[Finding]]]:
    """Group findings by rule, and return the ID, effect, advice and findings of each rule."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    return [(rule, group[0].means, group[0].advice, group) for rule, group in found.items()]


def lacking_note(report: Report) -> list[str]:
    """Return a line with the operations that Prefect Cloud lacks, or no line."""
    if not report.lacking:
        return []
    count = "1 operation" if len(report.lacking) == 1 else f"{len(report.lacking)} operations"
    names = ", ".join(f"{one.method} {one.path}" for one in report.lacking)
    return [f"Prefect Cloud lacks {count} of this client: {names}"]


def acceptance_notes(report: Report) -> list[str]:
    """Return a note for each acceptance that has expired or matches no finding."""
    missing = f"is accepted but was not found (Prefect {report.server_version})"
    return [
        *(_note(acceptance, f"expired on {acceptance.expires} and counts again") for acceptance in report.expired),
        *(_note(acceptance, f"{missing}; remove it unless another check needs it") for acceptance in report.stale),
    ]


def _note(acceptance: Acceptance, what: str) -> str:
    return printable(f"{acceptance.fingerprint} {what} ({acceptance.reason})")

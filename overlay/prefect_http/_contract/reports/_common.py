"""What all reports say in the same words."""

from __future__ import annotations

from collections.abc import Iterable

from prefect_http._contract.baseline import Acceptance
from prefect_http._contract.findings import LEVELS, Finding
from prefect_http._contract.report import Report

SETTINGS = "settings of the server"
"""The heading of what is about the server's own settings."""

FEW = 3
"""How many places of a finding are named."""


def printable(text: str) -> str:
    """Return *text* in one line: a document may have control characters, which terminals obey and XML refuses."""
    return "".join(character if character.isprintable() else " " for character in text)


def places(finding: Finding) -> list[str]:
    """Return where a caller meets a finding: the first few places, and how many more there are."""
    named = [printable(f"{place.operation} at {place.at}" if place.at else place.operation) for place in finding.places]
    more = len(named) - FEW
    return named if more <= 1 else [*named[:FEW], f"and {more} more"]


def pointer(finding: Finding) -> str:
    """Return the JSON pointer of a finding as a fragment of a URL."""
    return printable(f"#{finding.pointer}")


def sections(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return findings under headings: most severe first, and what is about the server's own settings apart."""
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.settings, LEVELS.index(one.level), one.rule)):
        found.setdefault(SETTINGS if finding.settings else finding.level, []).append(finding)
    return list(found.items())


def by_rule(findings: Iterable[Finding]) -> list[tuple[str, str, str, list[Finding]]]:
    """Return findings by rule: its id, what it means, what to do, and the findings."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    return [(rule, group[0].means, group[0].advice, group) for rule, group in found.items()]


def acceptances(report: Report) -> list[str]:
    """Return a sentence on each acceptance that has expired, or that nothing was found for."""
    missing = f"is accepted, and was not found here (Prefect {report.server_version})"
    return [
        *(_of(one, f"was accepted until {one.expires}, and counts again") for one in report.expired),
        *(_of(one, f"{missing}: take it out if no other check needs it") for one in report.stale),
    ]


def _of(one: Acceptance, what: str) -> str:
    return printable(f"{one.fingerprint} {what} ({one.reason})")

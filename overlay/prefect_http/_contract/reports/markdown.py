"""Markdown format, for comments on GitHub pull requests and GitLab merge requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prefect_http._contract.findings import Finding
from prefect_http._contract.reports._common import (
    acceptance_notes,
    by_rule,
    lacking_note,
    places,
    pointer,
    printable,
    sections,
)
from prefect_http._contract.reports.report import Report

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>|#~"})


def markdown(report: Report) -> str:
    """Format *report* as Markdown. Compatible findings and server settings are collapsed."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"### Contract {report.verdict}"
    yield ""
    yield _escape(report.summary())
    for heading, findings in sections(report.findings):
        folded = heading not in {"breaking", "risky"}
        yield ""
        title = f"{heading.capitalize()}: {len(findings)}"
        yield f"<details><summary>{title}</summary>" if folded else f"#### {title}"
        yield from _by_rule(findings)
        if folded:
            yield "</details>"
    notes = [
        *(
            f"{accepted.finding.fingerprint} is accepted until {accepted.acceptance.expires}: "
            f"{accepted.acceptance.reason}"
            for accepted in report.accepted
        ),
        *acceptance_notes(report),
        *lacking_note(report),
    ]
    if notes:
        yield ""
        yield from (f"- {_escape(note)}" for note in notes)


def _by_rule(findings: Iterable[Finding]) -> Iterator[str]:
    for rule, means, advice, group in by_rule(findings):
        yield ""
        yield f"**{rule}**: {_escape(means)}" + (f" {_escape(advice)}" if advice else "")
        yield ""
        yield "| difference | operations | fingerprint |"
        yield "|---|---|---|"
        for finding in group:
            affected = "<br>".join(map(_code, [*places(finding), pointer(finding)]))
            yield f"| {_escape(finding.what)} | {affected} | {_code(finding.fingerprint)} |"
        yield ""


def _escape(string: str) -> str:
    # Backticks in messages mark code. Everything else is literal, including names from the document.
    parts = printable(string).split("`")
    return "".join(_code(part) if index % 2 else part.translate(_SPECIAL) for index, part in enumerate(parts))


def _code(string: str) -> str:
    return f"`{printable(string).replace('`', chr(39)).replace('|', chr(92) + '|')}`"

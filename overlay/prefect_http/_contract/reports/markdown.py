"""The report for a comment on a pull request: Markdown, as GitHub and GitLab write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prefect_http._contract.findings import Finding
from prefect_http._contract.report import Report
from prefect_http._contract.reports._common import acceptances, by_rule, places, pointer, printable, sections

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>|#~"})


def markdown(report: Report) -> str:
    """Return *report* as Markdown; what is compatible is folded away."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"### Contract {report.verdict}"
    yield ""
    yield _escaped(report.sentence())
    for heading, findings in sections(report.findings):
        folded = heading not in {"breaking", "risky"}
        yield ""
        yield (
            f"<details><summary>{heading.capitalize()}: {len(findings)}</summary>"
            if folded
            else (f"#### {heading.capitalize()}: {len(findings)}")
        )
        yield from _by_rule(findings)
        if folded:
            yield "</details>"
    notes = [
        *(
            f"{one.finding.fingerprint} is accepted until {one.acceptance.expires}: {one.acceptance.reason}"
            for one in report.accepted
        ),
        *acceptances(report),
    ]
    if notes:
        yield ""
        yield from (f"- {_escaped(note)}" for note in notes)


def _by_rule(findings: Iterable[Finding]) -> Iterator[str]:
    for rule, means, advice, group in by_rule(findings):
        yield ""
        yield f"**{rule}**: {_escaped(means)}" + (f" {_escaped(advice)}" if advice else "")
        yield ""
        yield "| what | where | fingerprint |"
        yield "|---|---|---|"
        for finding in group:
            where = "<br>".join(map(_code, [*places(finding), pointer(finding)]))
            yield f"| {_escaped(finding.what)} | {where} | {_code(finding.fingerprint)} |"
        yield ""


def _escaped(text: str) -> str:
    # Names that the server chose are written as they are, and are no markup; backticks around them are.
    parts = printable(text).split("`")
    return "".join(_code(part) if index % 2 else part.translate(_SPECIAL) for index, part in enumerate(parts))


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', chr(39)).replace('|', chr(92) + '|')}`"

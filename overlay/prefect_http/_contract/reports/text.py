"""Text format, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

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

_COLOURS = {"breaking": "31", "risky": "33", "compatible": "32", "broken": "31", "kept": "32"}
_INDENT = "    "


def text(report: Report, *, width: int = 100, colour: bool = False) -> str:
    """Format *report* as text.

    Args:
        report: Report to format.
        width: Line width in columns. Long words, such as JSON pointers, may exceed it. Default: 100.
        colour: Whether to use colours. Default: false.
    """
    return "\n".join(_Writer(width, colour=colour).lines(report)) + "\n"


class _Writer:
    def __init__(self, width: int, *, colour: bool) -> None:
        self._width = max(width, 40)
        self._colour = colour

    def lines(self, report: Report) -> Iterator[str]:
        for heading, findings in sections(report.findings):
            count = f"{len(findings)} difference{'' if len(findings) == 1 else 's'}"
            yield self._coloured(_COLOURS.get(heading, "1"), f"{heading.upper()}: {count}")
            yield ""
            for rule, means, advice, group in by_rule(findings):
                yield self._coloured("1", rule) + (f" ({group[0].level})" if group[0].settings else "")
                yield from self._wrap(f"{means} {advice}".rstrip(), _INDENT)
                yield ""
                yield from self._group(group)
                yield ""
        if report.accepted:
            yield self._coloured("1", f"ACCEPTED: {len(report.accepted)}")
            for accepted in report.accepted:
                finding, acceptance = accepted.finding, accepted.acceptance
                line = f"{finding.fingerprint}  {finding.what} ({acceptance.reason}; until {acceptance.expires})"
                yield from self._wrap(line, _INDENT, hanging=14)
            yield ""
        for line in acceptance_notes(report):
            yield from self._wrap(line, "", hanging=13)
        yield from lacking_note(report)
        yield self._coloured(_COLOURS[report.verdict], printable(report.summary()))

    def _group(self, findings: list[Finding]) -> Iterator[str]:
        # A description that several findings share is printed once.
        for what, group in groupby(sorted(findings, key=lambda one: (one.what, one.pointer)), lambda one: one.what):
            yield from self._wrap(what, _INDENT)
            for finding in group:
                first, *others = [*places(finding), pointer(finding)]
                yield f"{_INDENT}  {self._coloured('2', finding.fingerprint)}  {first}"
                yield from (f"{_INDENT}  {' ' * len(finding.fingerprint)}  {line}" for line in others)

    def _wrap(self, line: str, indent: str, *, hanging: int = 0) -> list[str]:
        return textwrap.wrap(
            printable(line),
            self._width,
            initial_indent=indent,
            subsequent_indent=indent + " " * hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _coloured(self, code: str, words: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if self._colour else words

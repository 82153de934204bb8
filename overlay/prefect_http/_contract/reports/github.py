"""GitHub Actions format: annotations, shown on the run and on the pull request."""

from __future__ import annotations

from prefect_http._contract.findings import Finding, Level
from prefect_http._contract.reports._common import acceptance_notes, lacking_note, places, pointer, printable
from prefect_http._contract.reports.report import Report
from prefect_http._contract.usage.uses import Use

_COMMANDS: dict[Level, str] = {"breaking": "error", "risky": "warning", "compatible": "notice"}


def github(report: Report) -> str:
    """Format *report* as GitHub workflow commands, most severe first, followed by the verdict as plain text.

    GitHub shows the first ten annotations of each kind in a step. A finding that breaks the contract is always an
    error. If the report is limited to used operations, each annotation is attached to the first use of an
    affected operation.
    """
    lines = [
        *(
            _annotation("error" if report.breaks(one) else _COMMANDS[one.level], one, report.first_use(one))
            for one in report.findings
        ),
        *(f"::warning title=prefect-http contract::{_escape(note)}" for note in acceptance_notes(report)),
        *(f"::notice title=prefect-http contract::{_escape(note)}" for note in lacking_note(report)),
        printable(report.summary()),
    ]
    return "\n".join(lines) + "\n"


def _annotation(command: str, finding: Finding, use: Use | None) -> str:
    advice = f" {finding.advice}" if finding.advice else ""
    details = [*places(finding), f"{pointer(finding)} [{finding.fingerprint}]"]
    message = "\n".join([printable(finding.what), f"{finding.means}{advice}", *details])
    title = printable(f"{finding.rule}: {finding.places[0].operation}")
    position = "" if use is None else f"file={_escape_property(printable(use.file))},line={use.line},"
    return f"::{command} {position}title={_escape_property(title)}::{_escape(message)}"


def _escape(string: str) -> str:
    return string.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(string: str) -> str:
    return _escape(string).replace(":", "%3A").replace(",", "%2C")

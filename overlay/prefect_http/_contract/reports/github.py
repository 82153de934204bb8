"""The report for GitHub Actions: annotations, which appear on the run and on the pull request."""

from __future__ import annotations

from prefect_http._contract.findings import Finding, Level
from prefect_http._contract.report import Report
from prefect_http._contract.reports._common import acceptances, places, pointer, printable
from prefect_http._contract.usage.uses import Use

_COMMANDS: dict[Level, str] = {"breaking": "error", "risky": "warning", "compatible": "notice"}


def github(report: Report) -> str:
    """Return *report* as GitHub's workflow commands, most severe first, with the verdict in a last line of plain text.

    What is used is shown at its first use. GitHub shows the first ten of each kind in a step. A finding that breaks the
    contract is always an error.
    """
    lines = [
        *(
            _command("error" if report.breaks(one) else _COMMANDS[one.level], one, report.first_use(one))
            for one in report.findings
        ),
        *(f"::warning title=prefect-http contract::{_value(line)}" for line in acceptances(report)),
        printable(report.sentence()),
    ]
    return "\n".join(lines) + "\n"


def _command(command: str, finding: Finding, use: Use | None) -> str:
    advice = f" {finding.advice}" if finding.advice else ""
    where = [*places(finding), f"{pointer(finding)} [{finding.fingerprint}]"]
    message = "\n".join([printable(finding.what), f"{finding.means}{advice}", *where])
    title = printable(f"{finding.rule}: {finding.places[0].operation}")
    line = "" if use is None else f"file={_property(printable(use.file))},line={use.line},"
    return f"::{command} {line}title={_property(title)}::{_value(message)}"


def _value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")

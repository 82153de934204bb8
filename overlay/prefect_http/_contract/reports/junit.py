"""JUnit XML format, for the test results of a CI system."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from prefect_http._contract.findings import Finding
from prefect_http._contract.reports._common import acceptance_notes, lacking_note, places, pointer, printable
from prefect_http._contract.reports.report import Report


def junit(report: Report) -> str:
    """Format *report* as JUnit XML.

    Each finding is a test, which fails if the finding breaks the contract. Accepted findings are skipped tests. Without
    findings, the report has a single passing test.
    """
    failures = sum(map(report.breaks, report.findings))
    counts = {
        "tests": str(len(report.findings) + len(report.accepted) or 1),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(report.accepted)),
    }
    root = Element("testsuites", {"name": "prefect-http contract", **counts})
    suite = SubElement(root, "testsuite", {"name": "contract", **counts})
    for finding in report.findings:
        case = _case(suite, finding)
        if report.breaks(finding):
            SubElement(case, "failure", type=finding.level, message=printable(finding.what)).text = _details(finding)
        else:
            SubElement(case, "system-out").text = _details(finding)
    for accepted in report.accepted:
        reason = printable(f"{accepted.acceptance.reason} (until {accepted.acceptance.expires})")
        SubElement(_case(suite, accepted.finding), "skipped", message=reason)
    if not (report.findings or report.accepted):
        SubElement(suite, "testcase", classname="contract", name="no difference", time="0")
    SubElement(suite, "system-out").text = "\n".join(
        [*acceptance_notes(report), *lacking_note(report), printable(report.summary())]
    )
    indent(root)
    content: bytes = tostring(root, encoding="us-ascii", xml_declaration=True)
    return content.decode() + "\n"


def _case(suite: Element, finding: Finding) -> Element:
    name = printable(f"{finding.places[0].operation}: {finding.what} [{finding.fingerprint}]")
    return SubElement(suite, "testcase", classname=f"contract.{finding.level}.{finding.rule}", name=name, time="0")


def _details(finding: Finding) -> str:
    lines = [finding.what, finding.means, finding.advice, *places(finding), pointer(finding), finding.fingerprint]
    return "\n".join(printable(line) for line in lines if line)

"""The report for a CI system's list of tests: JUnit's XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from prefect_http._contract.findings import Finding
from prefect_http._contract.report import Report
from prefect_http._contract.reports._common import acceptances, places, pointer, printable


def junit(report: Report) -> str:
    """Return *report* as JUnit's XML: a test for each difference, which fails where it breaks the contract.

    What is accepted is skipped. Without any difference there is one test, which passes.
    """
    failures = sum(map(report.breaks, report.findings))
    numbers = {
        "tests": str(len(report.findings) + len(report.accepted) or 1),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(report.accepted)),
    }
    root = Element("testsuites", {"name": "prefect-http contract", **numbers})
    suite = SubElement(root, "testsuite", {"name": "contract", **numbers})
    for finding in report.findings:
        case = _case(suite, finding)
        if report.breaks(finding):
            SubElement(case, "failure", type=finding.level, message=printable(finding.what)).text = _details(finding)
        else:
            SubElement(case, "system-out").text = _details(finding)
    for one in report.accepted:
        reason = printable(f"{one.acceptance.reason} (until {one.acceptance.expires})")
        SubElement(_case(suite, one.finding), "skipped", message=reason)
    if not (report.findings or report.accepted):
        SubElement(suite, "testcase", classname="contract", name="no difference", time="0")
    SubElement(suite, "system-out").text = "\n".join([*acceptances(report), printable(report.sentence())])
    indent(root)
    written: bytes = tostring(root, encoding="us-ascii", xml_declaration=True)
    return written.decode() + "\n"


def _case(suite: Element, finding: Finding) -> Element:
    name = printable(f"{finding.places[0].operation}: {finding.what} [{finding.fingerprint}]")
    return SubElement(suite, "testcase", classname=f"contract.{finding.level}.{finding.rule}", name=name, time="0")


def _details(finding: Finding) -> str:
    lines = [finding.what, finding.means, finding.advice, *places(finding), pointer(finding), finding.fingerprint]
    return "\n".join(printable(line) for line in lines if line)

"""Reports in each format."""

import json as stdlib_json
from datetime import date
from textwrap import dedent
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from prefect_http._contract.baseline import Acceptance, AcceptedFinding
from prefect_http._contract.findings import AffectedOperation
from prefect_http._contract.reports.github import github
from prefect_http._contract.reports.json import json
from prefect_http._contract.reports.junit import junit
from prefect_http._contract.reports.markdown import markdown
from prefect_http._contract.reports.text import text
from prefect_http._contract.usage.uses import Use
from tests.contract.findings import ADDED, ALL, REMOVED, RETYPED, SETTING, STATUS, report

BETWEEN = "prefect-http 3.8.8.0 (Prefect 3.8.8) and Prefect 3.9.0 at http://prefect:4200/openapi.json"
UNTIL = date(2030, 12, 31)
NOTED = report(
    STATUS,
    accepted=[AcceptedFinding(REMOVED, Acceptance(REMOVED.fingerprint, "we read no flows", UNTIL))],
    expired=[Acceptance(STATUS.fingerprint, "until the upgrade", date(2026, 1, 31))],
    stale=[Acceptance("0123456789ab", "was fixed", UNTIL)],
)
USED = {
    "flow_runs.read_flow_runs": Use("src/a,b.py", 3),
    "flow_runs.read_flow_run": Use("src/a,b.py", 7),
    "root.create_csrf_token": None,
}
NOT_FOUND = (
    "0123456789ab is accepted but was not found (Prefect 3.9.0); remove it unless another check needs it (was fixed)"
)
EVIL = replace(
    RETYPED,
    what="`a|b` <b>\x1b[31m\x00\n::error::%0A is `c` and *d*",
    places=(AffectedOperation("GET /a`b", "GET", "/a`b", "$.x\x07"),),
    pointer="/a\nb",
)


def test_text() -> None:
    assert text(report(*ALL)) == dedent(f"""\
        BREAKING: 2 differences

        operation-removed
            Calls fail with 404 or 405. Stop calling the operation, or use a server that has it.

            GET /flows/{{id}} is missing
              {REMOVED.fingerprint}  flows.read_flow
                            #/paths/~1flows~1{{id}}/get

        response-type-widened
            The client raises DecodeError for values of an undeclared type. Use a client generated from this
            server's version.

            `name` may be integer
              {RETYPED.fingerprint}  flow_runs.read_flow_run at $.name
                            flow_runs.read_flow_runs at $[*].name
                            #/components/schemas/FlowRunResponse/properties/name

        RISKY: 1 difference

        response-status-added
            The client decodes the response as usual, but code that checks the status may not expect this
            one. Review the code that reads the response.

            the server may respond with 202
              {STATUS.fingerprint}  flow_runs.read_flow_run at $.name
                            #/paths/~1flow_runs~1{{id}}/get/responses/202

        COMPATIBLE: 1 difference

        operation-added
            This client has no function for the operation. To use it, switch to a client generated from this
            server's version.

            GET /new is unknown
              {ADDED.fingerprint}  GET /new
                            #/paths/~1new/get

        SERVER SETTINGS: 1 difference

        response-property-removed (risky)
            The client raises DecodeError, or the attribute always has its default. Use a client generated
            from this server's version.

            `port` is missing
              {SETTING.fingerprint}  admin.read_settings at $.server.port
                            #/components/schemas/ServerSettings/properties/port

        broken: 2 breaking, 2 risky, 1 compatible differences between {BETWEEN}
        """)


def test_text_shows_acceptances() -> None:
    output = text(NOTED).splitlines()
    assert output[0] == "RISKY: 1 difference"
    assert output[10] == "ACCEPTED: 1"
    assert output[11] == f"    {REMOVED.fingerprint}  GET /flows/{{id}} is missing (we read no flows; until 2030-12-31)"
    assert output[13] == f"{STATUS.fingerprint} expired on 2026-01-31 and counts again (until the upgrade)"
    assert " ".join(map(str.strip, output[14:16])) == NOT_FOUND
    assert output[16:] == [f"kept: 0 breaking, 1 risky, 0 compatible differences (1 more accepted) between {BETWEEN}"]


def test_text_wraps_at_the_width_of_the_terminal() -> None:
    prose = [
        line for line in text(report(REMOVED, RETYPED), width=60).splitlines() if line.startswith("    The client")
    ]
    assert prose == ["    The client raises DecodeError for values of an"]


def test_text_is_coloured_only_on_request() -> None:
    assert "\x1b" not in text(report(*ALL))
    output = text(report(REMOVED), colour=True)
    assert output.startswith("\x1b[31mBREAKING: 1 difference\x1b[0m\n")
    assert output.splitlines()[-1].startswith("\x1b[31mbroken: ")
    assert text(report(), colour=True).startswith("\x1b[32mkept: ")


def test_long_list_of_operations_is_shortened() -> None:
    places = tuple(AffectedOperation(f"flows.f{number}", "GET", "/", "$") for number in range(12))
    output = text(report(replace(RETYPED, places=places)))
    assert "flows.f2 at $" in output
    assert "flows.f3 at $" not in output
    assert "and 9 more\n" in output


def test_json() -> None:
    assert stdlib_json.loads(json(replace(NOTED, used=USED))) == {
        "format": 1,
        "verdict": "kept",
        "fail_on": "breaking",
        "client": {"version": "3.8.8.0", "prefect": "3.8.8"},
        "server": {"prefect": "3.9.0", "source": "http://prefect:4200/openapi.json"},
        "operations": 3,
        "used": [
            {"operation": "flow_runs.read_flow_run", "file": "src/a,b.py", "line": 7},
            {"operation": "flow_runs.read_flow_runs", "file": "src/a,b.py", "line": 3},
            {"operation": "root.create_csrf_token", "file": None, "line": None},
        ],
        "counts": {"breaking": 0, "risky": 1, "compatible": 0},
        "findings": [
            {
                "fingerprint": "3c7ca6d10caf",
                "rule": "response-status-added",
                "level": "risky",
                "settings": False,
                "breaks": False,
                "pointer": "/paths/~1flow_runs~1{id}/get/responses/202",
                "subject": "",
                "what": "the server may respond with 202",
                "means": "The client decodes the response as usual, but code that checks the status may not expect "
                "this one.",
                "advice": "Review the code that reads the response.",
                "places": [
                    {
                        "operation": "flow_runs.read_flow_run",
                        "method": "GET",
                        "path": "/flow_runs/{id}",
                        "at": "$.name",
                    }
                ],
            }
        ],
        "accepted": [
            {
                "fingerprint": REMOVED.fingerprint,
                "rule": "operation-removed",
                "level": "breaking",
                "settings": False,
                "pointer": "/paths/~1flows~1{id}/get",
                "subject": "",
                "what": "GET /flows/{id} is missing",
                "means": "Calls fail with 404 or 405.",
                "advice": "Stop calling the operation, or use a server that has it.",
                "places": [{"operation": "flows.read_flow", "method": "GET", "path": "/flows/{id}", "at": ""}],
                "reason": "we read no flows",
                "expires": "2030-12-31",
            }
        ],
        "expired": [{"fingerprint": STATUS.fingerprint, "reason": "until the upgrade", "expires": "2026-01-31"}],
        "stale": [{"fingerprint": "0123456789ab", "reason": "was fixed", "expires": "2030-12-31"}],
    }


def test_markdown() -> None:
    row = "GET /flows/\\{id\\} is missing"
    assert markdown(replace(report(REMOVED, ADDED), stale=NOTED.stale)) == dedent(f"""\
        ### Contract broken

        broken: 1 breaking, 0 risky, 1 compatible differences between {BETWEEN}

        #### Breaking: 1

        **operation-removed**: Calls fail with 404 or 405. Stop calling the operation, or use a server that has it.

        | difference | operations | fingerprint |
        |---|---|---|
        | {row} | `flows.read_flow`<br>`#/paths/~1flows~1{{id}}/get` | `{REMOVED.fingerprint}` |


        <details><summary>Compatible: 1</summary>

        **operation-added**: {ADDED.means} {ADDED.advice}

        | difference | operations | fingerprint |
        |---|---|---|
        | GET /new is unknown | `GET /new`<br>`#/paths/~1new/get` | `{ADDED.fingerprint}` |

        </details>

        - {NOT_FOUND}
        """)


def test_markdown_escapes_names() -> None:
    (row,) = (line for line in markdown(report(EVIL)).splitlines() if EVIL.fingerprint in line)
    assert row == (
        r"| `a\|b` \<b\> \[31m  ::error::%0A is `c` and \*d\* "
        f"| `GET /a'b at $.x `<br>`#/a b` | `{EVIL.fingerprint}` |"
    )


def test_junit() -> None:
    root = ET.fromstring(junit(replace(NOTED, findings=[RETYPED, STATUS])))  # noqa: S314  # our own output
    assert root.attrib == {
        "name": "prefect-http contract",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
    }
    failed, passed, skipped = root.iter("testcase")
    assert failed.get("classname") == "contract.breaking.response-type-widened"
    assert failed.get("name") == f"flow_runs.read_flow_run: `name` may be integer [{RETYPED.fingerprint}]"
    (failure,) = failed
    assert (failure.tag, failure.get("type"), failure.get("message")) == (
        "failure",
        "breaking",
        "`name` may be integer",
    )
    assert "flow_runs.read_flow_runs at $[*].name" in (failure.text or "")
    assert [child.tag for child in passed] == ["system-out"]
    assert [child.get("message") for child in skipped] == ["we read no flows (until 2030-12-31)"]
    output = root.findtext("testsuite/system-out") or ""
    assert output.splitlines()[0].startswith(f"{STATUS.fingerprint} expired on 2026-01-31")
    assert output.splitlines()[-1].startswith("broken: 1 breaking, ")


def test_junit_without_findings_has_one_passing_test() -> None:
    root = ET.fromstring(junit(report()))  # noqa: S314  # our own output
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert [case.get("name") for case in root.iter("testcase")] == ["no difference"]


def test_junit_is_valid_xml_for_any_name() -> None:
    root = ET.fromstring(junit(report(replace(EVIL, what=EVIL.what + "é\ud800"))))  # noqa: S314  # our own output
    (failure,) = root.iter("failure")
    assert failure.get("message") == "`a|b` <b> [31m  ::error::%0A is `c` and *d*é "


def test_github() -> None:
    removed, status, added, note, verdict = github(
        replace(report(REMOVED, STATUS, ADDED), stale=NOTED.stale)
    ).splitlines()
    assert removed == (
        "::error title=operation-removed%3A flows.read_flow::GET /flows/{id} is missing%0A"
        "Calls fail with 404 or 405. Stop calling the operation, or use a server that has it.%0Aflows.read_flow%0A"
        f"#/paths/~1flows~1{{id}}/get [{REMOVED.fingerprint}]"
    )
    assert status.startswith(
        "::warning title=response-status-added%3A flow_runs.read_flow_run::the server may respond with 202%0A"
        "The client decodes"
    )
    assert added.startswith(
        "::notice title=operation-added%3A GET /new::GET /new is unknown%0AThis client has no function"
    )
    assert note == (f"::warning title=prefect-http contract::{NOT_FOUND}")
    assert verdict == f"broken: 1 breaking, 1 risky, 1 compatible differences between {BETWEEN}"


def test_github_reports_breaking_findings_as_errors() -> None:
    assert github(replace(report(STATUS), fail_on="risky")).startswith("::error title=response-status-added")


def test_github_annotates_the_first_use() -> None:
    retyped, status, removed, _ = github(replace(report(RETYPED, STATUS, REMOVED), used=USED)).splitlines()
    assert retyped.startswith("::error file=src/a%2Cb.py,line=3,title=response-type-widened")
    assert status.startswith("::warning file=src/a%2Cb.py,line=7,title=response-status-added")
    assert removed.startswith("::error title=operation-removed")


def test_github_annotation_is_one_line() -> None:
    output = github(report(EVIL)).splitlines()
    assert len(output) == 2
    assert output[0].startswith("::error title=response-type-widened%3A GET /a`b::`a|b` <b> [31m  ::error::%250A is")


def test_verdict_depends_on_fail_on() -> None:
    cases = [
        ((), "breaking", "kept"),
        ((STATUS,), "breaking", "kept"),
        ((REMOVED,), "breaking", "broken"),
        ((SETTING,), "breaking", "kept"),
        ((SETTING,), "risky", "broken"),
        ((ADDED,), "risky", "kept"),
        ((ADDED,), "any", "broken"),
        ((), "any", "kept"),
    ]
    for findings, fail_on, verdict in cases:
        assert report(*findings, fail_on=fail_on).verdict == verdict, (findings, fail_on)

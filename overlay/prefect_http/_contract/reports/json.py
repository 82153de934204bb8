"""JSON format, for programs.

::

    {
      "format": 1,                        # increased when a key is removed or changed; keys may be added at any time
      "verdict": "broken",                # or "kept"
      "fail_on": "breaking",              # or "risky", "any"
      "client": {"version": "3.8.8.0", "prefect": "3.8.8"},
      "server": {"prefect": "3.9.0",      # "Cloud" for Prefect Cloud
                 "source": "http://127.0.0.1:4200/openapi.json"},
      "lacking": […],                     # only for Prefect Cloud: operations that it lacks by design, like places
      "operations": null,                 # with --only-used: number of operations used
      "used": null,                       # with --only-used: first use of each operation; file and line are
                                          # null if any call may trigger the operation:
                                          # [{"operation": "flows.read_flow", "file": "src/a.py", "line": 7}]
      "counts": {"breaking": 3, "risky": 8, "compatible": 12},
      "findings": [{
        "fingerprint": "5e302f901a3b", "rule": "request-property-removed", "level": "breaking", "settings": false,
        "breaks": true,                   # whether it breaks the contract, given fail_on
        "pointer": "/components/schemas/AutomationFilter/properties/id", "subject": "",
        "what": "…", "means": "…", "advice": "…",
        "places": [{"operation": "automations.read_automations", "method": "POST", "path": "/automations/filter",
                    "at": "$.automations.id"}]
      }],
      "accepted": [{…, "reason": "…", "expires": "2030-12-31"}],        # like findings, without "breaks"
      "expired": [{"fingerprint": "…", "reason": "…", "expires": "2026-01-31"}],
      "stale": [{"fingerprint": "…", "reason": "…", "expires": "2030-12-31"}]
    }
"""

from __future__ import annotations

from typing import Any

import msgspec

from prefect_http._contract.findings import Finding
from prefect_http._contract.reports.report import Report
from prefect_http._contract.usage.uses import Use

FORMAT = 1


def json(report: Report) -> str:
    """Format *report* as JSON."""
    content = {
        "format": FORMAT,
        "verdict": report.verdict,
        "fail_on": report.fail_on,
        "client": {"version": report.client_version, "prefect": report.client_prefect_version},
        "server": {"prefect": report.server_version, "source": report.source},
        **({"lacking": report.lacking} if report.lacking else {}),
        "operations": None if report.used is None else len(report.used),
        "used": None if report.used is None else [_use(*item) for item in sorted(report.used.items())],
        "counts": report.counts,
        "findings": [{**_finding(finding), "breaks": report.breaks(finding)} for finding in report.findings],
        "accepted": [
            {
                **_finding(accepted.finding),
                "reason": accepted.acceptance.reason,
                "expires": accepted.acceptance.expires,
            }
            for accepted in report.accepted
        ],
        "expired": report.expired,
        "stale": report.stale,
    }
    return msgspec.json.format(msgspec.json.encode(content)).decode() + "\n"


def _use(operation: str, use: Use | None) -> dict[str, Any]:
    return {"operation": operation, "file": use and use.file, "line": use and use.line}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"fingerprint": finding.fingerprint, **msgspec.structs.asdict(finding)}

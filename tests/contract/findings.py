"""Sample findings and reports."""

from typing import Any

from msgspec.structs import replace

from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.findings import AffectedOperation, Finding, Level
from prefect_http._contract.reports.report import Report

READ = AffectedOperation("flow_runs.read_flow_run", "GET", "/flow_runs/{id}", "$.name")
LIST = AffectedOperation("flow_runs.read_flow_runs", "POST", "/flow_runs/filter", "$[*].name")
GONE = AffectedOperation("flows.read_flow", "GET", "/flows/{id}")
NEW = AffectedOperation("GET /new", "GET", "/new")


def finding(rule: str, pointer: str, what: str, *places: AffectedOperation, **others: Any) -> Finding:
    """Return a finding of a rule, at the rule's level."""
    level: Level = RULES[rule].level
    found = Finding(rule, level, pointer, "", what, RULES[rule].means, RULES[rule].advice, places)
    return replace(found, **others)


REMOVED = finding("operation-removed", "/paths/~1flows~1{id}/get", "GET /flows/{id} is missing", GONE)
RETYPED = finding(
    "response-type-widened",
    "/components/schemas/FlowRunResponse/properties/name",
    "`name` may be integer",
    READ,
    LIST,
    subject="integer",
)
STATUS = finding(
    "response-status-added", "/paths/~1flow_runs~1{id}/get/responses/202", "the server may respond with 202", READ
)
ADDED = finding("operation-added", "/paths/~1new/get", "GET /new is unknown", NEW)
SETTING = finding(
    "response-property-removed",
    "/components/schemas/ServerSettings/properties/port",
    "`port` is missing",
    AffectedOperation("admin.read_settings", "GET", "/admin/settings", "$.server.port"),
    settings=True,
    level="risky",
)
ALL = (REMOVED, RETYPED, STATUS, ADDED, SETTING)


def report(*findings: Finding, **others: Any) -> Report:
    """Return a report with these findings."""
    sample = Report("http://prefect:4200/openapi.json", "3.8.8.0", "3.8.8", "3.9.0", findings=findings)
    return replace(sample, **others)

"""Findings of a check, as they could be, for what becomes of them."""

from typing import Any

from msgspec.structs import replace

from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.findings import Finding, Level, Place
from prefect_http._contract.report import Report

READ = Place("flow_runs.read_flow_run", "GET", "/flow_runs/{id}", "$.name")
LIST = Place("flow_runs.read_flow_runs", "POST", "/flow_runs/filter", "$[*].name")
GONE = Place("flows.read_flow", "GET", "/flows/{id}")
NEW = Place("GET /new", "GET", "/new")


def finding(rule: str, pointer: str, what: str, *places: Place, **others: Any) -> Finding:
    """A finding under one of the rules, at the level that the rule has."""
    level: Level = RULES[rule].level
    found = Finding(rule, level, pointer, "", what, RULES[rule].means, RULES[rule].advice, places)
    return replace(found, **others)


REMOVED = finding("operation-removed", "/paths/~1flows~1{id}/get", "GET /flows/{id} is gone", GONE)
RETYPED = finding(
    "response-type-widened",
    "/components/schemas/FlowRunResponse/properties/name",
    "`name` may be integer",
    READ,
    LIST,
    subject="integer",
)
STATUS = finding("response-status-added", "/paths/~1flow_runs~1{id}/get/responses/202", "it may be answered 202", READ)
ADDED = finding("operation-added", "/paths/~1new/get", "GET /new is new", NEW)
SETTING = finding(
    "response-property-removed",
    "/components/schemas/ServerSettings/properties/port",
    "`port` is gone",
    Place("admin.read_settings", "GET", "/admin/settings", "$.server.port"),
    settings=True,
    level="risky",
)
ALL = (REMOVED, RETYPED, STATUS, ADDED, SETTING)


def report(*findings: Finding, **others: Any) -> Report:
    """The report of a check that found these."""
    made = Report("http://prefect:4200/openapi.json", "3.8.8.0", "3.8.8", "3.9.0", findings=findings)
    return replace(made, **others)

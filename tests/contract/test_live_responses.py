"""Responses compared with the classes of the client, without a server."""

import json
from typing import Any

from prefect_http._contract.findings import Finding
from prefect_http._contract.live.evidence import Evidence
from prefect_http_api.operations import OPERATIONS

FLOW: dict[str, Any] = {
    "id": "7f2d0c3e-4a5b-4c6d-8e9f-000000000000",
    "created": "2026-01-31T08:00:00Z",
    "updated": "2026-01-31T08:00:00Z",
    "name": "etl",
    "tags": [],
    "labels": {},
}
VARIABLE: dict[str, Any] = {key: value for key, value in FLOW.items() if key != "labels"} | {"value": {"a": [1, None]}}
STATE: dict[str, Any] = {
    "id": FLOW["id"],
    "type": "RUNNING",
    "name": "Running",
    "timestamp": "2026-01-31T08:00:00Z",
    "message": "",
    "data": None,
    "state_details": {},
}


def findings(operation: str, *bodies: object, status: int = 200) -> list[Finding]:
    evidence = Evidence()
    for body in bodies:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        evidence.record(OPERATIONS[operation], status, content)
    return evidence.findings()


def summary(found: list[Finding]) -> list[tuple[str, str, str, list[str]]]:
    return [(one.rule, one.pointer, one.subject, [place.at for place in one.places]) for one in found]


def of(found: list[Finding], rule: str) -> list[Finding]:
    return [one for one in found if one.rule == rule]


def test_matching_responses_have_no_findings() -> None:
    assert findings("flows.read_flow", FLOW) == []
    assert findings("flows.count_flows", 3) == []
    assert findings("flows.delete_flow", b"", status=204) == []
    assert findings("flow_runs.download_logs", b"a,b\n") == []


def test_undeclared_status() -> None:
    (found,) = findings("flows.read_flow", FLOW, status=201)
    assert (found.rule, found.level, found.subject) == ("live-status-undeclared", "risky", "201")
    assert found.pointer == "/paths/~1flows~1{id}/get/responses/201"
    assert found.what == "the server responded with 201 instead of 200"


def test_status_of_an_ignored_response_may_be_undeclared() -> None:
    assert findings("logs.create_logs", b"null", status=202) == []


def test_status_known_to_the_client_alone_is_accepted() -> None:
    assert findings("flows.create_flow", FLOW, status=201) == []


def test_unknown_key() -> None:
    (found,) = findings("flows.read_flows", [FLOW, {**FLOW, "new": 1}])
    assert (found.rule, found.level) == ("live-key-unknown", "compatible")
    assert found.pointer == "/components/schemas/Flow/properties/new"
    assert [place.at for place in found.places] == ["$[*].new"]


def test_missing_required_keys() -> None:
    found = findings("flows.read_flow", {key: FLOW[key] for key in FLOW if key not in ("name", "id")})
    assert summary(found) == [
        ("live-key-missing", "/components/schemas/Flow/properties/id", "", ["$.id"]),
        ("live-key-missing", "/components/schemas/Flow/properties/name", "", ["$.name"]),
    ]
    assert {one.level for one in found} == {"breaking"}


def test_key_that_is_never_sent() -> None:
    bare = {key: value for key, value in FLOW.items() if key != "tags"}
    (found,) = findings("flows.read_flow", bare, bare)
    assert (found.rule, found.level) == ("live-key-never-sent", "risky")
    assert found.pointer == "/components/schemas/Flow/properties/tags"
    assert findings("flows.read_flow", bare, FLOW) == []


def test_value_of_another_type() -> None:
    (found,) = findings("flows.read_flows", [{**FLOW, "name": 7}])
    assert (found.rule, found.level, found.subject) == ("live-value-undecodable", "breaking", "number")
    assert found.pointer == "/components/schemas/Flow/properties/name"
    assert found.what == "Expected `str`, got `int`"
    assert [place.at for place in found.places] == ["$[*].name"]


def test_nested_values_of_another_type() -> None:
    assert summary(findings("flows.read_flow", {**FLOW, "tags": ["a", None], "labels": {"x": [1]}})) == [
        ("live-value-undecodable", "/components/schemas/Flow/properties/labels", "array", ["$.labels.*"]),
        ("live-value-undecodable", "/components/schemas/Flow/properties/tags", "null", ["$.tags[*]"]),
    ]


def test_string_in_another_format() -> None:
    (found,) = findings("flows.read_flow", {**FLOW, "id": "seven"})
    assert (found.rule, found.what) == ("live-value-undecodable", "Invalid UUID")


def test_body_of_another_type() -> None:
    (found,) = findings("flows.count_flows", {"count": 3})
    assert (found.rule, found.subject) == ("live-value-undecodable", "object")
    assert found.pointer == "/paths/~1flows~1count/post/responses/200"
    assert findings("flows.read_flow", None)[0].subject == "null"


def test_body_that_is_empty_or_not_json() -> None:
    (found,) = findings("flows.read_flow", b"<html>")
    assert found.rule == "live-value-undecodable"
    (found,) = findings("flows.read_flow", b"")
    assert found.rule == "live-value-undecodable"


def test_field_of_any_type_accepts_any_json() -> None:
    assert findings("variables.read_variable", VARIABLE, {**VARIABLE, "value": None}) == []


def test_unknown_enum_value() -> None:
    (found,) = of(
        findings("flow_run_states.read_flow_run_state", {**STATE, "type": "DOZING"}), "live-enum-value-unknown"
    )
    assert (found.level, found.subject) == ("risky", "DOZING")
    assert found.pointer == "/components/schemas/State/properties/type"


def test_unknown_union_member() -> None:
    result = {"status": "ACCEPT", "state": STATE, "details": {"type": "new_details"}}
    (found,) = of(findings("flow_runs.set_flow_run_state", result), "live-union-member-unknown")
    assert found.level == "risky"
    assert found.pointer == "/components/schemas/OrchestrationResult/properties/details"
    assert [place.at for place in found.places] == ["$.details"]


def test_union_member_is_compared_with_its_own_class() -> None:
    result = {"status": "ACCEPT", "state": STATE, "details": {"type": "accept_details", "new": 1}}
    (found,) = of(findings("flow_runs.set_flow_run_state", result), "live-key-unknown")
    assert found.pointer == "/components/schemas/StateAcceptDetails/properties/new"


def test_same_difference_is_one_finding_with_all_operations() -> None:
    evidence = Evidence()
    content = json.dumps({**FLOW, "new": 1}).encode()
    evidence.record(OPERATIONS["flows.read_flow"], 200, content)
    evidence.record(OPERATIONS["flows.read_flow_by_name"], 200, content)
    (found,) = evidence.findings()
    assert [place.operation for place in found.places] == ["flows.read_flow", "flows.read_flow_by_name"]


def test_server_settings_are_marked() -> None:
    found = findings("admin.read_settings", {"server": {"api": {"port": "high"}}})
    undecodable = of(found, "live-value-undecodable")
    assert [(one.settings, one.level) for one in undecodable] == [(True, "risky")]


def test_missing_operation() -> None:
    for status, detail in ((404, "Not Found"), (405, "Method Not Allowed"), (501, "Not Implemented")):
        (found,) = findings("flows.read_flow", {"detail": detail}, status=status)
        assert (found.rule, found.level) == ("live-operation-missing", "breaking")
        assert found.pointer == "/paths/~1flows~1{id}/get"


def test_missing_resource_is_not_a_missing_operation() -> None:
    (found,) = findings("flows.read_flow", {"detail": "Flow not found"}, status=404)
    assert (found.rule, found.subject) == ("live-operation-refused", "404")
    assert found.what == "the server responded with 404: Flow not found"


def test_each_rejected_key_is_a_finding() -> None:
    problems = [
        {"type": "extra_forbidden", "loc": ["body", "labels"], "msg": "Extra inputs are not permitted", "input": "pw"},
        {"type": "string_type", "loc": ["body", "tags", 0], "msg": "Input should be a valid string", "input": "pw"},
    ]
    body = {"exception_message": "Invalid request received.", "exception_detail": problems, "request_body": "pw"}
    found = findings("flows.create_flow", body, status=422)
    assert summary(found) == [
        ("live-operation-refused", "/paths/~1flows~1/post", "422 $.labels", ["$.labels"]),
        ("live-operation-refused", "/paths/~1flows~1/post", "422 $.tags[*]", ["$.tags[*]"]),
    ]
    assert [one.what for one in found] == [
        "the server responded with 422: Extra inputs are not permitted",
        "the server responded with 422: Input should be a valid string",
    ]


def test_failure_and_busy_server_are_distinguished() -> None:
    (failed,) = findings("flows.read_flow", {"exception_message": "Internal Server Error"}, status=500)
    (busy,) = findings("flows.read_flow", {"exception_message": "Service Unavailable"}, status=503)
    assert (failed.rule, failed.level, failed.subject) == ("live-operation-failed", "breaking", "500")
    assert (busy.rule, busy.level) == ("live-operation-busy", "risky")

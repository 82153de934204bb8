import pytest

from generator.ir.layout import module_of, schema_modules
from generator.spec.document import Object
from tests.generator.rules import json_body, ref


@pytest.mark.parametrize(
    ("tag", "module"), [("Flow Runs", "flow_runs"), ("Root", "root"), ("../Logs", "logs"), ("v2", "v2")]
)
def test_operation_is_in_the_module_of_its_tag(tag: str, module: str) -> None:
    assert module_of({"tags": [tag]}) == module


def test_schema_is_in_the_module_that_uses_it_or_shared() -> None:
    document: Object = {
        "paths": {
            "/flows/": {
                "post": {
                    "tags": ["Flows"],
                    "requestBody": json_body(ref("FlowCreate")),
                    "responses": {"200": json_body({"type": "array", "items": ref("Flow")})},
                },
                "get": {"tags": ["Flows"], "responses": {"200": json_body(ref("Flow"))}},
            },
            "/logs/": {"get": {"tags": ["Logs"], "responses": {"200": json_body(ref("Log"))}}},
        },
        "components": {
            "schemas": {
                "Flow": {"properties": {"state": ref("State"), "parent": ref("Flow")}},
                "FlowCreate": {},
                "Log": {"properties": {"states": {"additionalProperties": ref("State")}}},
                "State": {"properties": {"details": ref("Details")}},
                "Details": {},
                "Unused": {},
            }
        },
    }
    assert schema_modules(document) == {
        "Details": "shared",
        "Flow": "flows",
        "FlowCreate": "flows",
        "Log": "logs",
        "State": "shared",
    }

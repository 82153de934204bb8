from copy import deepcopy

import pytest

from generator.changes import Changes, compare
from generator.normalise import normalise
from generator.spec.document import Json, Object
from tests.generator.rules import json_body, ref


def document() -> Object:
    return {
        "paths": {
            "/flows/": {
                "post": {
                    "tags": ["Flows"],
                    "operationId": "create_flow",
                    "description": "Create one.",
                    "requestBody": json_body(ref("FlowCreate")),
                    "responses": {"201": json_body(ref("Flow"))},
                },
                "get": {
                    "tags": ["Flows"],
                    "operationId": "count",
                    "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {"200": json_body({"type": "integer"})},
                },
            }
        },
        "components": {
            "schemas": {
                "Flow": {"type": "object", "properties": {"state": ref("State")}},
                "State": {"type": "object", "properties": {"description": {"type": "string"}}},
                "FlowCreate": {"type": "object", "properties": {"name": {"type": "string"}}},
            }
        },
    }


def changed(*path: str, to: Json) -> Object:
    new = document()
    node: Json = new
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = to
    return new


def test_identical_documents_have_no_changes() -> None:
    changes = compare(normalise(document()), normalise(document()))
    assert changes == Changes([], [], [])
    assert changes.lines() == []


@pytest.mark.parametrize(
    ("path", "to", "expected"),
    [
        (("components", "schemas", "State", "properties", "name"), {"type": "string"}, ["flows.create_flow"]),
        (("components", "schemas", "State", "properties", "description"), {"type": "null"}, ["flows.create_flow"]),
        (("components", "schemas", "FlowCreate", "required"), ["name"], ["flows.create_flow"]),
        (("paths", "/flows/", "get", "parameters"), [], ["flows.count"]),
        (("paths", "/flows/", "get", "responses", "200"), json_body({"type": "string"}), ["flows.count"]),
        (("paths", "/flows/", "post", "description"), "Create another.", []),
        (("components", "schemas", "Flow", "description"), "Reworded.", []),
    ],
    ids=[
        "response, through another schema",
        "property named description",
        "request",
        "parameter",
        "response",
        "description of an operation",
        "description of a schema",
    ],
)
def test_operation_changes_with_its_schemas_but_not_with_descriptions(
    path: tuple[str, ...], to: Json, expected: list[str]
) -> None:
    assert compare(normalise(document()), normalise(changed(*path, to=to))) == Changes([], [], expected)


def test_added_and_removed_operations() -> None:
    new = deepcopy(document())
    new["paths"]["/flows/{id}"] = {"delete": {"tags": ["Flows"], "operationId": "drop", "responses": {"204": {}}}}
    del new["paths"]["/flows/"]["get"]
    changes = compare(normalise(document()), normalise(new))
    assert changes == Changes(["flows.drop"], ["flows.count"], [])
    assert changes.lines() == ["1 added: flows.drop", "1 removed: flows.count"]


def test_moved_operation_is_changed() -> None:
    new = document()
    new["paths"]["/streams/"] = {"get": new["paths"]["/flows/"].pop("get")}
    assert compare(normalise(document()), normalise(new)) == Changes([], [], ["flows.count"])


def test_long_lists_of_names_are_shortened() -> None:
    names = [f"flows.f{number:02}" for number in range(14)]
    (line,) = Changes([], [], names).lines()
    assert line.startswith("14 changed: flows.f00, flows.f01, ")
    assert line.endswith(", flows.f11 and 2 more")

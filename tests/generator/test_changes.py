from copy import deepcopy

import pytest

from generator.normalise import normalise
from generator.spec.changes import Changes, compare
from generator.spec.document import Json, Object
from tests.generator.rules import json_body, ref


def document() -> Object:
    return {
        "paths": {
            "/flows/": {
                "post": {
                    "tags": ["Flows"],
                    "operationId": "create_flow",
                    "description": "Make one.",
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


def changed(*place: str, to: Json) -> Object:
    new = document()
    node: Json = new
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = to
    return new


def test_nothing_changed() -> None:
    changes = compare(normalise(document()), normalise(document()))
    assert changes == Changes([], [], [])
    assert changes.lines() == []


@pytest.mark.parametrize(
    ("place", "to", "which"),
    [
        (("components", "schemas", "State", "properties", "name"), {"type": "string"}, ["flows.create_flow"]),
        (("components", "schemas", "State", "properties", "description"), {"type": "null"}, ["flows.create_flow"]),
        (("components", "schemas", "FlowCreate", "required"), ["name"], ["flows.create_flow"]),
        (("paths", "/flows/", "get", "parameters"), [], ["flows.count"]),
        (("paths", "/flows/", "get", "responses", "200"), json_body({"type": "string"}), ["flows.count"]),
        (("paths", "/flows/", "post", "description"), "Make another.", []),
        (("components", "schemas", "Flow", "description"), "Reworded.", []),
    ],
    ids=[
        "what an answer holds by way of another schema",
        "a property that is called as prose is",
        "a request",
        "a parameter",
        "an answer",
        "words on an operation",
        "words on a schema",
    ],
)
def test_an_operation_changes_with_all_that_it_uses_but_not_with_words(
    place: tuple[str, ...], to: Json, which: list[str]
) -> None:
    assert compare(normalise(document()), normalise(changed(*place, to=to))) == Changes([], [], which)


def test_operations_come_and_go() -> None:
    new = deepcopy(document())
    new["paths"]["/flows/{id}"] = {"delete": {"tags": ["Flows"], "operationId": "drop", "responses": {"204": {}}}}
    del new["paths"]["/flows/"]["get"]
    changes = compare(normalise(document()), normalise(new))
    assert changes == Changes(["flows.drop"], ["flows.count"], [])
    assert changes.lines() == ["1 added: flows.drop", "1 removed: flows.count"]


def test_an_operation_that_moves_is_changed() -> None:
    new = document()
    new["paths"]["/streams/"] = {"get": new["paths"]["/flows/"].pop("get")}
    assert compare(normalise(document()), normalise(new)) == Changes([], [], ["flows.count"])


def test_only_some_names_are_told() -> None:
    names = [f"flows.f{number:02}" for number in range(14)]
    (line,) = Changes([], [], names).lines()
    assert line.startswith("14 changed: flows.f00, flows.f01, ")
    assert line.endswith(", flows.f11 and 2 more")

import inspect
from copy import deepcopy
from itertools import chain

import pytest

from generator.normalise import COMMON, REQUESTS, RESPONSES, RULES, Correction, Rule, normalise
from generator.spec.document import Object
from tests.generator import (
    test_normalise_paths,
    test_normalise_prose,
    test_normalise_requests,
    test_normalise_responses,
    test_normalise_schemas,
)
from tests.generator.rules import json_body, one, ref

CASES = list(
    chain(
        test_normalise_paths.CASES,
        test_normalise_prose.CASES,
        test_normalise_requests.CASES,
        test_normalise_responses.CASES,
        test_normalise_schemas.CASES,
    )
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_a_reason_and_cases(rule: Rule) -> None:
    reason = inspect.getdoc(rule)
    assert reason, f"{rule.__name__} does not say why"
    assert reason.partition("\n")[0].rstrip().endswith((".", ":"))
    own = [case for case in CASES if case.rule is rule]
    assert any(case.pointers for case in own), f"no case shows what {rule.__name__} corrects"
    assert any(not case.pointers for case in own), f"no case shows what {rule.__name__} leaves alone"


def test_every_rule_is_used() -> None:
    modules = {inspect.getmodule(rule) for rule in RULES}
    written = {
        name
        for module in modules
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == getattr(module, "__name__", "") and not name.startswith("_")
    }
    assert written == {rule.__name__ for rule in RULES}
    assert len(RULES) == len(set(RULES)) == len(COMMON) + len(RESPONSES) + len(REQUESTS)


DOCUMENT: Object = {
    **one(
        "/api/flows/",
        "post",
        tags=["Flows"],
        operationId="create_flow_flows__post",
        requestBody=json_body(ref("Flow-Input")),
        responses={"201": json_body(ref("Flow-Output")), "422": json_body(ref("Fault"))},
    ),
    "components": {
        "schemas": {
            "Flow-Input": {
                "type": "object",
                "title": "Flow",
                "properties": {"name": {"type": "string", "default": "x"}},
            },
            "Flow-Output": {"type": "object", "title": "Flow", "properties": {"name": {"type": "string"}}},
            "Fault": {"type": "object"},
            "Unused": {"type": "object"},
        }
    },
}


def test_responses_and_requests_are_split_under_plain_names() -> None:
    before = deepcopy(DOCUMENT)
    normalised = normalise(DOCUMENT)
    assert before == DOCUMENT, "the document that is given stays as it is"
    response = json_body(ref("Flow"))
    assert normalised.responses == {
        **one(
            "/flows/", "post", tags=["Flows"], operationId="create_flow", responses={"200": response, "201": response}
        ),
        "components": {
            "schemas": {"Flow": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}}
        },
    }
    assert normalised.requests == {
        **one("/flows/", "post", tags=["Flows"], operationId="create_flow", requestBody=json_body(ref("Flow"))),
        "components": {
            "schemas": {
                "Flow": {
                    "type": "object",
                    "properties": {"name": {"type": "string", "description": 'Server default: ``"x"``.'}},
                }
            }
        },
    }
    assert normalised.corrections == [
        Correction("strip_api_prefix", "/paths/~1flows~1/post"),
        Correction("drop_declared_errors", "/paths/~1flows~1/post/responses/422"),
        Correction("drop_titles", "/components/schemas/Flow-Input/title"),
        Correction("drop_titles", "/components/schemas/Flow-Output/title"),
        Correction("name_operations", "/paths/~1flows~1/post/operationId"),
        Correction("accept_ok_and_created", "/paths/~1flows~1/post/responses/200"),
        Correction("expect_every_key", "/components/schemas/Flow/required"),
        Correction("leave_defaults_to_the_server", "/components/schemas/Flow/properties/name/default"),
    ]


def test_name_of_a_schema_does_not_depend_on_the_split() -> None:
    whole = deepcopy(DOCUMENT)
    named = whole["components"]["schemas"]
    named["Flow"] = named.pop("Flow-Output")
    del named["Flow-Input"]
    operation = whole["paths"]["/api/flows/"]["post"]
    operation["requestBody"] = operation["responses"]["201"] = json_body(ref("Flow"))
    assert list(normalise(whole).responses["components"]["schemas"]) == ["Flow"]
    assert list(normalise(whole).requests["components"]["schemas"]) == ["Flow"]

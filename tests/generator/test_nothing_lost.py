"""Compares the server's document with the package made of it, both ways, without any of the generator's own code."""

import importlib
import inspect
import json
import typing
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import msgspec
import pytest

from prefect_http_api import Operation, models, requests
from prefect_http_api.operations import OPERATIONS

SPEC = json.loads((Path(__file__).parent.parent.parent / "spec" / "openapi.json").read_text("utf-8"))
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
DECLARED = {
    (method.upper(), path): operation for path, item in SPEC["paths"].items() for method, operation in item.items()
}
TABLE = {(operation.method, operation.path): operation for operation in OPERATIONS.values()}

# A template that is valid is declared to be answered 200 and is answered 204.
NOT_AS_DECLARED = {("POST", "/automations/templates/validate"), ("POST", "/templates/validate")}
VERSION_HEADER = "x-prefect-api-version"


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def closure(*nodes: Any) -> set[str]:
    seen: set[str] = set()
    waiting = [name for node in nodes for name in references(node)]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(references(SCHEMAS[name]))
    return seen


def successes(operation: Any) -> dict[int, Any]:
    return {int(code): answer for code, answer in operation["responses"].items() if code.startswith("2")}


ANSWERED = closure(*(successes(operation) for operation in DECLARED.values()))
ASKED = closure(*(operation.get("requestBody") for operation in DECLARED.values()))


@cache
def keys_of(answer: type) -> frozenset[str]:
    """The JSON keys of a class of answers."""
    if attrs.has(answer):
        return frozenset(field.name for field in attrs.fields(answer))
    return frozenset(field.encode_name for field in msgspec.structs.fields(answer))


def test_every_operation_is_there_and_no_other() -> None:
    assert len(DECLARED) == 187
    assert TABLE.keys() == DECLARED.keys()
    assert len(OPERATIONS) == 187


@pytest.mark.parametrize("key", DECLARED, ids=" ".join)
def test_an_operation_takes_what_is_declared_and_answers_with_a_type(key: tuple[str, str]) -> None:
    declared, operation = DECLARED[key], TABLE[key]
    by_place: dict[str, list[str]] = {"path": [], "query": [], "header": []}
    for parameter in declared.get("parameters", ()):
        by_place[parameter["in"]].append(parameter["name"])
    assert sorted(operation.query) == sorted(by_place["query"])
    assert sorted(operation.headers) == sorted(name for name in by_place["header"] if name != VERSION_HEADER)
    assert all(f"{{{name}}}" in operation.path for name in by_place["path"])

    taken = function_of(operation).parameters.values()
    positional = [one for one in taken if one.kind is one.POSITIONAL_ONLY]
    keywords = [one for one in taken if one.kind is one.KEYWORD_ONLY]
    spread = [one for one in taken if one.kind is one.VAR_KEYWORD]
    assert len(keywords) == len(operation.query) + len(operation.headers)
    has_body = "requestBody" in declared
    assert (operation.request is not None) is has_body
    assert len(positional) + len(spread) == len(by_place["path"]) + has_body

    if key not in NOT_AS_DECLARED:
        assert successes(declared).keys() <= set(operation.statuses)
    for status in operation.statuses:
        assert operation.answer(status) is not Any


def function_of(operation: "Operation[object]") -> inspect.Signature:
    module, _, name = operation.name.partition(".")
    return inspect.signature(getattr(importlib.import_module(f"prefect_http_api.{module}"), name))


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_an_answered_schema_keeps_every_property_and_every_value(name: str) -> None:
    schema, answer = SCHEMAS[name], getattr(models, name.removesuffix("-Output"))
    if "enum" in schema:
        assert {member.value for member in answer} == set(schema["enum"])
    elif "properties" in schema:
        assert keys_of(answer) == schema["properties"].keys()
        hints = typing.get_type_hints(answer)
        for key, declared in schema["properties"].items():
            assert_values_kept(declared, hints[key])
    else:
        assert typing.get_origin(answer) is dict


def assert_values_kept(declared: Any, hint: Any) -> None:
    """Each value that an inline enum or const of *declared* may have is one of an enum or a literal of *hint*."""
    wanted = {value for choices in inline_choices(declared) for value in choices}
    assert wanted <= set(values_in(hint))


def inline_choices(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, dict):
        if "enum" in node:
            yield node["enum"]
        elif "const" in node:
            yield [node["const"]]
        for key in ("anyOf", "items", "additionalProperties"):
            yield from inline_choices(node.get(key))
    elif isinstance(node, list):
        for one in node:
            yield from inline_choices(one)


def values_in(hint: Any) -> Iterator[Any]:
    if typing.get_origin(hint) is typing.Literal:
        yield from typing.get_args(hint)
    elif isinstance(hint, type) and issubclass(hint, Enum):
        yield from (member.value for member in hint)
    else:
        for argument in typing.get_args(hint):
            yield from values_in(argument)


@pytest.mark.parametrize("key", [key for key in DECLARED if "requestBody" in DECLARED[key]], ids=" ".join)
def test_a_request_keeps_every_property_and_what_is_required(key: tuple[str, str]) -> None:
    (content,) = DECLARED[key]["requestBody"]["content"].values()
    schema = content["schema"]
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    assert_request(schema, TABLE[key].request)


@pytest.mark.parametrize("name", sorted(name for name in ASKED if not name.startswith("Body_")))
def test_an_asked_schema_keeps_every_property_and_every_value(name: str) -> None:
    assert_request(SCHEMAS[name], getattr(requests, name.removesuffix("-Input")))


def assert_request(schema: Any, request: Any) -> None:
    if "enum" in schema:
        assert set(typing.get_args(request)) == set(schema["enum"])
    elif schema.get("properties"):
        assert typing.is_typeddict(request)
        assert request.__required_keys__ | request.__optional_keys__ == schema["properties"].keys()
        hints = typing.get_type_hints(request, include_extras=True)
        assert {key for key, hint in hints.items() if typing.get_origin(hint) is not typing.NotRequired} == set(
            schema.get("required", ())
        )
        for key, declared in schema["properties"].items():
            assert_values_kept(declared, hints[key])
    else:
        assert typing.get_origin(request) in {dict, list} or request is str


def test_nothing_is_answered_that_is_not_declared() -> None:
    classes = {name for name in models.__all__ if attrs.has(getattr(models, name))}
    assert classes == {name.removesuffix("-Output") for name in ANSWERED if SCHEMAS[name].get("properties")}
    enums = {name for name in models.__all__ if is_enum(getattr(models, name)) and name not in ANSWERED}
    # The rest are written in the place where they are used, and are called after it.
    owners = tuple(name.removesuffix("-Output") for name in ANSWERED)
    assert all(name.startswith(owners) for name in enums)


def is_enum(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Enum)


def test_nothing_is_asked_that_is_not_declared() -> None:
    bodies = {name for name in requests.__all__ if name.endswith("Body")}
    named = {name.removesuffix("-Input") for name in ASKED if not name.startswith("Body_")}
    assert set(requests.__all__) - bodies == named - bodies
    assert len(bodies) == sum(
        1 for key in DECLARED if "requestBody" in DECLARED[key] and is_body_of_its_own(DECLARED[key]["requestBody"])
    )


def is_body_of_its_own(body: Any) -> bool:
    (content,) = body["content"].values()
    reference = content["schema"].get("$ref", "Body_")
    return str(reference.rpartition("/")[2]).startswith("Body_")

"""Compare the server's document with the package, both ways, without code of the generator."""

import importlib
import inspect
import json
import typing
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import attrs
import msgspec
import pytest

from prefect_http_api import Operation, models, requests
from prefect_http_api.operations import OPERATIONS
from tests.support.versions import LOCKED

SPEC = json.loads((Path(__file__).parent.parent.parent / "spec" / "openapi.json").read_text("utf-8"))
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
DECLARED = {
    (method.upper(), path): operation for path, item in SPEC["paths"].items() for method, operation in item.items()
}
TABLE = {(operation.method, operation.path): operation for operation in OPERATIONS.values()}

# Validating a template is declared to return 200 and returns 204.
NOT_AS_DECLARED = {("POST", "/automations/templates/validate"), ("POST", "/templates/validate")}
VERSION_HEADER = "x-prefect-api-version"
# Models by the names of their schemas, where the two differ.
RENAMED = {
    "ConcurrencyLimitWithLeaseResponse": "ConcurrencyLimitLease",
    "DeploymentBulkDeleteResponse": "DeploymentBulkDeleteResult",
    "DeploymentPaginationResponse": "DeploymentPage",
    "DeploymentResponse": "Deployment",
    "FlowBulkDeleteResponse": "FlowBulkDeleteResult",
    "FlowPaginationResponse": "FlowPage",
    "FlowRun": "ScheduledFlowRun",
    "FlowRunBulkCreateResponse": "FlowRunBulkCreateResult",
    "FlowRunBulkDeleteResponse": "FlowRunBulkDeleteResult",
    "FlowRunBulkSetStateResponse": "FlowRunBulkSetStateResult",
    "FlowRunPaginationResponse": "FlowRunPage",
    "FlowRunResponse": "FlowRun",
    "GlobalConcurrencyLimitResponse": "GlobalConcurrencyLimit",
    "HistoryResponse": "History",
    "HistoryResponseState": "HistoryState",
    "MinimalConcurrencyLimitResponse": "MinimalConcurrencyLimit",
    "ReceivedEvent": "Event",
    "SchemaValuesValidationResponse": "SchemaValuesValidationResult",
    "TaskRunPaginationResponse": "TaskRunPage",
    "TaskRunResponse": "TaskRunSummary",
    "TaskWorkerResponse": "TaskWorker",
    "WorkPoolResponse": "WorkPool",
    "WorkQueue": "DeploymentWorkQueue",
    "WorkQueueResponse": "WorkQueue",
    "WorkerFlowRunResponse": "WorkerFlowRun",
    "WorkerResponse": "Worker",
}


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
    return {int(code): response for code, response in operation["responses"].items() if code.startswith("2")}


IN_RESPONSES = closure(*(successes(operation) for operation in DECLARED.values()))
IN_REQUESTS = closure(*(operation.get("requestBody") for operation in DECLARED.values()))


@cache
def keys_of(model: type) -> frozenset[str]:
    """Return the JSON keys of a model."""
    if attrs.has(model):
        return frozenset(field.name for field in attrs.fields(model) if not field.metadata)
    return frozenset(field.encode_name for field in msgspec.structs.fields(model))


def test_package_has_exactly_the_declared_operations() -> None:
    assert TABLE.keys() == DECLARED.keys()
    assert len(OPERATIONS) == len(DECLARED) == LOCKED.counts["operations"]


@pytest.mark.parametrize("key", DECLARED, ids=" ".join)
def test_operation_has_the_declared_parameters_and_typed_responses(key: tuple[str, str]) -> None:
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
        assert operation.response(status) is not Any


def function_of(operation: "Operation[object]") -> inspect.Signature:
    module, _, name = operation.name.partition(".")
    return inspect.signature(getattr(importlib.import_module(f"prefect_http_api.{module}"), name))


@pytest.mark.parametrize("name", sorted(IN_RESPONSES))
def test_model_keeps_every_property_and_enum_value(name: str) -> None:
    schema, model = SCHEMAS[name], getattr(models, model_name(name))
    if "enum" in schema:
        assert {member.value for member in model} == set(schema["enum"])
    elif "properties" in schema:
        assert keys_of(model) == schema["properties"].keys()
        hints = typing.get_type_hints(model)
        for key, declared in schema["properties"].items():
            assert_values_kept(declared, hints[key])
    else:
        assert typing.get_origin(model) is dict


def assert_values_kept(declared: Any, hint: Any) -> None:
    """Assert that *hint* has each value of the inline enums and consts of *declared*."""
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
def test_request_keeps_every_property_and_requirement(key: tuple[str, str]) -> None:
    (content,) = DECLARED[key]["requestBody"]["content"].values()
    schema = content["schema"]
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    assert_request(schema, TABLE[key].request)


@pytest.mark.parametrize("name", sorted(name for name in IN_REQUESTS if not name.startswith("Body_")))
def test_request_type_keeps_every_property_and_enum_value(name: str) -> None:
    assert_request(SCHEMAS[name], getattr(requests, name.removesuffix("-Input")))


def assert_request(schema: Any, request: Any) -> None:
    if "enum" in schema:
        # A union with the enum of responses, if its values are the same.
        literal, *enums = (request,) if typing.get_origin(request) is typing.Literal else typing.get_args(request)
        assert set(typing.get_args(literal)) == set(schema["enum"])
        assert all({value.value for value in enum} == set(schema["enum"]) for enum in enums)
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


def test_no_model_is_undeclared() -> None:
    classes = {name for name in models.__all__ if attrs.has(getattr(models, name))}
    assert classes == {model_name(name) for name in IN_RESPONSES if SCHEMAS[name].get("properties")}
    enums = {name for name in models.__all__ if is_enum(getattr(models, name)) and name not in IN_RESPONSES}
    # Inline enums are named after the property, or after what several classes share.
    assert {"ActionSource", "LogLevel"} < enums
    enums -= {"ActionSource", "LogLevel"}
    owners = tuple(model_name(name) for name in IN_RESPONSES)
    assert all(name.startswith(owners) for name in enums)


def is_enum(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Enum)


def test_no_request_type_is_undeclared() -> None:
    bodies = {name for name in requests.__all__ if name.endswith("Body")}
    named = {name.removesuffix("-Input") for name in IN_REQUESTS if not name.startswith("Body_")}
    assert set(requests.__all__) - bodies == named - bodies
    assert len(bodies) == sum(
        1 for key in DECLARED if "requestBody" in DECLARED[key] and is_body_of_its_own(DECLARED[key]["requestBody"])
    )


def is_body_of_its_own(body: Any) -> bool:
    (content,) = body["content"].values()
    reference = content["schema"].get("$ref", "Body_")
    return str(reference.rpartition("/")[2]).startswith("Body_")


# The JSON types of a value: names of plain types and classes, and lists and maps of shapes.
Shape = frozenset[Any]
ANYTHING: Shape = frozenset({"anything"})
WRITTEN = {
    str: "string",
    bytes: "string",
    UUID: "string",
    datetime: "string",
    date: "string",
    timedelta: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def declared_shape(schema: Any) -> Shape:
    """Return the shape that *schema* declares."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        target = SCHEMAS[name]
        return frozenset({model_name(name)}) if target.get("properties") else declared_shape(target)
    for keyword in ("anyOf", "oneOf", "allOf"):
        if keyword in schema:
            return together(declared_shape(one) for one in schema[keyword])
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if values:
        return frozenset(WRITTEN[type(value)] for value in values)
    match schema.get("type"):
        case None:
            return ANYTHING
        case "array":
            places = schema.get("prefixItems") or [schema.get("items", {})]
            return frozenset({("list", together(declared_shape(one) for one in places))})
        case "object":
            inner = schema.get("additionalProperties", {})
            return frozenset({("map", ANYTHING if inner is True else declared_shape(inner))})
        case kind:
            return frozenset({kind})


def together(shapes: Iterable[Shape]) -> Shape:
    every: Shape = frozenset().union(*shapes)
    return ANYTHING if "anything" in every else every


def plain(name: str) -> str:
    return name.removesuffix("-Input").removesuffix("-Output")


def model_name(name: str) -> str:
    return RENAMED.get(plain(name), plain(name))


def hinted_shape(hint: Any) -> Shape:
    """Return the shape of values of the type *hint*."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in WRITTEN:
        return frozenset({WRITTEN[hint]})
    if hint is Any:
        return ANYTHING
    if origin in {list, tuple}:
        return frozenset({("list", together(hinted_shape(one) for one in arguments))})
    if origin is dict:
        return frozenset({("map", hinted_shape(arguments[1]))})
    if origin is typing.Literal:
        return frozenset(WRITTEN[type(value)] for value in arguments)
    if origin is not None:
        return together(hinted_shape(one) for one in arguments)
    if is_enum(hint):
        return frozenset({"integer" if issubclass(hint, int) else "string"})
    if hasattr(hint, "members"):
        return together(hinted_shape(one) for one in (*hint.members.values(), *hint.others))
    return frozenset({hint.__name__})


def is_lost(declared: Shape, hinted: Shape) -> bool:
    """Tell whether *hinted* lacks a part of *declared*, or is no more specific than any JSON."""
    if ANYTHING in {declared, hinted}:
        return declared != hinted
    return not all(any(accepts(two, one) for two in hinted) for one in declared)


def accepts(hinted: Any, declared: Any) -> bool:
    if isinstance(hinted, tuple) and isinstance(declared, tuple):
        return hinted[0] == declared[0] and not is_lost(declared[1], hinted[1])
    return bool(hinted == declared) or (hinted, declared) == ("number", "integer")


# Prefect Cloud's document declares less: any JSON as pause keys, and more optional keys.
ANY_JSON_ON_CLOUD = {("FlowRunPolicy", "pause_keys")}
OPTIONAL_ON_CLOUD = {("GraphArtifact", "data"), ("GraphArtifact", "key")}
TIMES = {"created", "updated"}


@pytest.mark.parametrize("name", sorted(name for name in IN_RESPONSES if SCHEMAS[name].get("properties")))
def test_property_of_a_model_has_the_declared_type(name: str) -> None:
    schema, model = SCHEMAS[name], getattr(models, model_name(name))
    hints = typing.get_type_hints(model)
    for key, declared in schema["properties"].items():
        attribute = attribute_of(model, key)
        if (name, key) not in ANY_JSON_ON_CLOUD:
            assert not is_lost(declared_shape(declared), hinted_shape(hints[attribute])), f"{key}: {hints[attribute]}"
        if key in schema.get("required", ()):
            may_be_missing = (name, key) in OPTIONAL_ON_CLOUD or (key in TIMES and "anyOf" in declared)
            assert has_default(model, attribute) is may_be_missing, key


def test_schema_names_of_renamed_models() -> None:
    assert {schema: model for model, schema in models.SCHEMA_NAMES.items()} == RENAMED


def attribute_of(model: type, key: str) -> str:
    if attrs.has(model):
        return key
    (name,) = (field.name for field in msgspec.structs.fields(model) if field.encode_name == key)
    return name


def has_default(model: type, attribute: str) -> bool:
    if attrs.has(model):
        return getattr(attrs.fields(model), attribute).default is not attrs.NOTHING
    (field,) = (one for one in msgspec.structs.fields(model) if one.name == attribute)
    return not field.required


@pytest.mark.parametrize("name", sorted(name for name in IN_REQUESTS if SCHEMAS[name].get("properties")))
def test_property_of_a_request_type_has_the_declared_type(name: str) -> None:
    request = body_of(name) if name.startswith("Body_") else getattr(requests, plain(name))
    hints = typing.get_type_hints(request)
    for key, declared in SCHEMAS[name]["properties"].items():
        assert not is_lost(declared_shape(declared), hinted_shape(hints[key])), f"{key}: {hints[key]}"


def body_of(name: str) -> Any:
    (key,) = (key for key in DECLARED if name in set(references(DECLARED[key].get("requestBody"))))
    return TABLE[key].request


@pytest.mark.parametrize("key", DECLARED, ids=" ".join)
def test_response_has_the_declared_type(key: tuple[str, str]) -> None:
    for status, response in successes(DECLARED[key]).items():
        for content in response.get("content", {}).values():
            shape = declared_shape(content.get("schema", {}))
            response_type = TABLE[key].response(status)
            # Where the document declares nothing, the package may know more.
            if shape != ANYTHING:
                assert not is_lost(shape, hinted_shape(response_type)), response_type
            assert not is_untyped(response_type), response_type


def is_untyped(hint: Any) -> bool:
    return hint is Any or (typing.get_origin(hint) is list and typing.get_args(hint)[0] is Any)

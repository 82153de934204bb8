"""Unknown keys: what the server does with them, compared with the table of operations.

A request here is always refused, so that nothing is made or deleted: either for the unknown key, or for the others.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints, is_typeddict
from uuid import uuid4

import pytest

from prefect_http import ArgumentError
from prefect_http._http.validation import validate_call
from prefect_http_api import Call, Operation
from prefect_http_api.body_keys import KEYS
from prefect_http_api.operations import OPERATIONS
from tests.generated.sending import Sender

pytestmark = pytest.mark.every_python

UNKNOWN = "no_such_key"
# Only keys of any JSON accept it.
WRONG: Any = [[]]

DOCUMENT = json.loads((Path(__file__).parents[2] / "spec" / "openapi.json").read_text("utf-8"))

OBJECTS = {name: operation for name, operation in OPERATIONS.items() if is_typeddict(operation.request)}

# Without it, the server does not validate the rest.
NEEDED = {"block_documents.create_block_document": {"name": "no-such-block"}}

# Classes that ignore unknown keys, as loose arguments of functions do.
IGNORING = {"admin.update_server_default_result_storage"}


def listed_keys(operation: Operation[Any]) -> set[str]:
    """Return the keys that the body may have, if the server ignores all others."""
    keys = KEYS[operation.body_objects[0]] if operation.body_objects else {}
    return set() if "*" in keys else set(keys)


def refusals(sender: Sender, operation: Operation[Any], body: object) -> list[dict[str, Any]]:
    """Send *body*, which must be rejected, and return the errors."""
    segments = [uuid4()] * operation.path.count("{")
    response = sender.raw(Call(operation, *segments, body=body))
    assert response.status == 422, response
    found: list[dict[str, Any]] = json.loads(response.content)["exception_detail"]
    return found


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_unknown_key_is_rejected_unless_keys_are_listed(sender: Sender, name: str) -> None:
    operation = OBJECTS[name]
    listed = listed_keys(operation)
    body = dict.fromkeys(listed, WRONG) | NEEDED.get(name, {}) | {UNKNOWN: 1}
    refused = [one for one in refusals(sender, operation, body) if one["loc"] == ["body", UNKNOWN]]
    assert [one["type"] for one in refused] == ([] if listed else ["extra_forbidden"])


def test_listed_keys_are_those_of_the_request_type() -> None:
    for name, operation in OBJECTS.items():
        if listed := listed_keys(operation):
            assert listed == set(get_type_hints(operation.request)), name


def test_keys_are_listed_for_loose_arguments_and_few_classes() -> None:
    with_keys = {name for name, operation in OBJECTS.items() if listed_keys(operation)}
    loose = {name for name, operation in OBJECTS.items() if str(operation.request).rstrip("'>").endswith("Body")}
    assert with_keys == loose | IGNORING


def resolved(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each named schema that *schema* may be."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield name, DOCUMENT["components"]["schemas"][name]
    for alternative in schema.get("anyOf", ()):
        yield from resolved(alternative)


def filters(schema: dict[str, Any], place: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each filter in *schema*, with the keys that lead to it."""
    for key, inner in schema.get("properties", {}).items():
        for name, found in resolved(inner):
            if "Filter" in name and found.get("type") == "object":
                yield name, (*place, key)
                yield from filters(found, (*place, key))


def places() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return an operation that uses each filter, and the keys that lead to it."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    paths = {(operation.method, operation.path.rstrip("/")): name for name, operation in OPERATIONS.items()}
    for path, item in DOCUMENT["paths"].items():
        if not re.search(r"/(filter|count|paginate|history)$", path):
            continue
        content = item["post"].get("requestBody", {}).get("content", {"application/json": {"schema": {}}})
        name = paths["POST", path]
        for _, body in resolved(content["application/json"]["schema"]):
            for one, place in filters(body, ()):
                found.setdefault(one, (name, place))
    return found


PLACES = places()


@pytest.mark.parametrize("name", sorted(PLACES.keys() - {"TaskWorkerFilter"}))
def test_every_other_filter_rejects_unknown_keys(sender: Sender, name: str) -> None:
    operation, place = PLACES[name]
    body: object = {UNKNOWN: 1}
    for key in reversed(place):
        body = {key: body}
    refused = [one for one in refusals(sender, OPERATIONS[operation], body) if one["loc"][-1] == UNKNOWN]
    # If several filters are possible, the error also names the one that was tried.
    assert [(one["type"], [key for key in one["loc"] if key != name]) for one in refused] == [
        ("extra_forbidden", ["body", *place, UNKNOWN])
    ]


def test_task_worker_filter_ignores_unknown_keys(sender: Sender) -> None:
    operation, place = PLACES["TaskWorkerFilter"]
    (refused,) = refusals(sender, OPERATIONS[operation], {place[0]: {UNKNOWN: 1}})
    assert (refused["type"], refused["loc"][-1]) == ("missing", "task_keys")


def test_all_filters_are_found() -> None:
    assert len(PLACES) > 60


Place = tuple[str | int, ...]


def ignoring(schema: dict[str, Any], place: Place, seen: frozenset[str]) -> Iterator[tuple[str, Place, dict[str, Any]]]:
    """Yield the name of each class in *schema* that ignores unknown keys, the keys that lead to it, and the class."""
    for alternative in schema.get("anyOf", ()):
        yield from ignoring(alternative, place, seen)
    if "items" in schema:
        yield from ignoring(schema["items"], (*place, 0), seen)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from ignoring(schema["additionalProperties"], (*place, "any"), seen)
    for key, inner in schema.get("properties", {}).items():
        yield from ignoring(inner, (*place, key), seen)
    if "$ref" in schema:
        schema_name = schema["$ref"].rpartition("/")[2]
        found = DOCUMENT["components"]["schemas"][schema_name]
        # Which schemas are split into input and output depends on the version of pydantic.
        name = schema_name.removesuffix("-Input")
        if name not in seen:
            if "properties" in found and "additionalProperties" not in found:
                yield name, place, found
            yield from ignoring(found, place, seen | {name})


def ignoring_places() -> dict[str, tuple[str, Place, dict[str, Any]]]:
    """Return an operation that uses each class that ignores unknown keys, the keys that lead to it, and the class."""
    result: dict[str, tuple[str, Place, dict[str, Any]]] = {}
    for path, item in DOCUMENT["paths"].items():
        for method, declared in item.items():
            content = declared.get("requestBody", {}).get("content", {"application/json": {"schema": {}}})
            for name, place, found in ignoring(content["application/json"]["schema"], (), frozenset()):
                if place:
                    (operation,) = (o.name for o in OPERATIONS.values() if (o.method, o.path) == (method.upper(), path))
                    result.setdefault(name, (operation, place, found))
    return result


IGNORING_PLACES = ignoring_places()


def body_with(place: Place, inner: object) -> object:
    for part in reversed(place):
        inner = {part: inner} if isinstance(part, str) else [inner]
    return inner


def call_with_unknown_key(name: str) -> Call[Any]:
    operation, place, schema = IGNORING_PLACES[name]
    constants = {key: found["const"] for key, found in schema["properties"].items() if "const" in found}
    conditions = {"expect": ["something"]} if name == "EventTrigger" else {}
    segments = [uuid4()] * OPERATIONS[operation].path.count("{")
    return Call(OPERATIONS[operation], *segments, body=body_with(place, {**constants, **conditions, UNKNOWN: 1}))


@pytest.mark.parametrize("name", sorted(IGNORING_PLACES))
def test_unknown_key_of_a_nested_class_is_ignored_by_the_server(sender: Sender, name: str) -> None:
    response = sender.raw(call_with_unknown_key(name))
    # The request is rejected for another reason: a key or the deployment is missing.
    assert response.status in {404, 422}
    assert UNKNOWN not in [problem["loc"][-1] for problem in json.loads(response.content).get("exception_detail", ())]


@pytest.mark.parametrize("name", sorted(IGNORING_PLACES))
def test_unknown_key_of_a_nested_class_is_rejected_by_the_client(name: str) -> None:
    call = call_with_unknown_key(name)
    with pytest.raises(ArgumentError, match=UNKNOWN):
        validate_call(call)
    validate_call(call, unknown_keys=True)


def test_all_nested_classes_are_found() -> None:
    assert len(IGNORING_PLACES) == 32
    assert IGNORING_PLACES.keys() >= {"EventTrigger", "RunDeployment", "StateDetails", "TaskRunResult", "QueueFilter"}

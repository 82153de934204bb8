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

from prefect_http_api import Call, Operation
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
    body = dict.fromkeys(operation.keys, WRONG) | NEEDED.get(name, {}) | {UNKNOWN: 1}
    refused = [one for one in refusals(sender, operation, body) if one["loc"] == ["body", UNKNOWN]]
    assert [one["type"] for one in refused] == ([] if operation.keys else ["extra_forbidden"])


def test_listed_keys_are_those_of_the_request_type() -> None:
    for name, operation in OBJECTS.items():
        if operation.keys:
            assert set(operation.keys) == set(get_type_hints(operation.request)), name


def test_keys_are_listed_for_loose_arguments_and_few_classes() -> None:
    with_keys = {name for name, operation in OPERATIONS.items() if operation.keys}
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

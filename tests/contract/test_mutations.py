"""Random changes to a real document, each with a known effect: exactly the expected rule at the expected pointer."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.spec.document import Json, Object, operations, pointer, reachable, rename_schemas, schemas, subschemas
from prefect_http._contract.diff.collect import compare
from prefect_http._contract.openapi import document as documents
from prefect_http._contract.openapi.document import Document

SPEC = Path(__file__).parents[2] / "spec" / "openapi.json"

# Each example parses half a megabyte twice, so there are few. Every run changes other positions.
few = settings(max_examples=10)

Site = tuple[str | int, ...]
"""Keys that lead to a position in the document."""

Found = set[tuple[str, str, str]]
"""Rule, JSON pointer and subject of each finding."""


@cache
def real() -> Object:
    found: Object = json.loads(SPEC.read_text("utf-8"))
    return found


@cache
def read_real() -> Document:
    return documents.parse(real())


def found_in(changed: Object) -> Found:
    findings = compare(read_real(), documents.parse(changed))
    return {(one.rule, one.pointer, one.subject) for one in findings}


@cache
def reached(direction: str) -> frozenset[str]:
    """Return the names of all schemas that requests or responses use."""
    return frozenset(reachable(real(), (schema for _, schema in outermost(direction))))


def outermost(direction: str) -> Iterator[tuple[Site, Object]]:
    for path, method, operation in operations(real()):
        here = ("paths", path, method)
        if direction == "request":
            for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
                yield (*here, "requestBody", "content", media_type, "schema"), content["schema"]
            for index, parameter in enumerate(operation.get("parameters", ())):
                yield (*here, "parameters", index, "schema"), parameter["schema"]
        else:
            for status, response in operation["responses"].items():
                if status.startswith("2"):
                    for media_type, content in response.get("content", {}).items():
                        yield (*here, "responses", status, "content", media_type, "schema"), content["schema"]


def directions(name: str) -> list[str]:
    return [direction for direction in ("request", "response") if name in reached(direction)]


def at(document: Object, site: Site) -> Json:
    node: Json = document
    for key in site:
        node = node[key]
    return node


@cache
def properties() -> list[Site]:
    """Return every property of every named object that an operation uses."""
    return [
        ("components", "schemas", name, "properties", key)
        for name, schema in schemas(real()).items()
        for key in schema.get("properties", {})
        if directions(name)
    ]


def ignores_null(owner: Object, key: str) -> bool:
    """Return whether *key* is an optional argument. Servers treat null as not given."""
    return owner.get("title", "").startswith("Body_") and key not in owner.get("required", ())


def of(sites: list[Site], matches: Callable[[Object, str, Object], bool]) -> st.SearchStrategy[Site]:
    """Return a strategy for the *sites* of properties that match, given the object, the key and the schema."""
    chosen = []
    for site in sites:
        owner = at(real(), site[:-2])
        if matches(owner, str(site[-1]), owner["properties"][site[-1]]):
            chosen.append(site)
    assert len(chosen) > 5
    return st.sampled_from(chosen)


def expected(site: Site, subject: str = "", **rules: str) -> Found:
    """Return the expected findings at *site*, from the *rules* of the directions that use it."""
    return {
        (f"{direction}-{rules[direction]}", pointer(*site), subject)
        for direction in directions(str(site[2]))
        if direction in rules
    }


def is_plain(schema: Object, type_: str) -> bool:
    return schema.get("type") == type_ and not schema.keys() & {"enum", "const", "format"}


@few
@given(st.data())
def test_property_removed(data: st.DataObject) -> None:
    site = data.draw(of(properties(), lambda *_: True))
    changed = deepcopy(real())
    owner = at(changed, site[:-2])
    del owner["properties"][site[-1]]
    owner["required"] = [key for key in owner.get("required", ()) if key != site[-1]]
    assert found_in(changed) == expected(site, request="property-removed", response="property-removed")


@pytest.mark.parametrize("required", [False, True])
@few
@given(data=st.data())
def test_property_added(required: bool, data: st.DataObject) -> None:
    site = (*data.draw(of(properties(), lambda *_: True))[:-1], "brand_new")
    changed = deepcopy(real())
    owner = at(changed, site[:-2])
    owner["properties"]["brand_new"] = {"type": "string", "title": "Brand New"}
    owner["required"] = [*owner.get("required", ()), *(["brand_new"] if required else [])]
    rule = "property-required-added" if required else "property-optional-added"
    assert found_in(changed) == expected(site, request=rule, response="property-added")


@few
@given(st.data())
def test_property_became_required(data: st.DataObject) -> None:
    site = data.draw(of(properties(), lambda owner, key, _: key not in owner.get("required", ())))
    changed = deepcopy(real())
    owner = at(changed, site[:-2])
    owner["required"] = [*owner.get("required", ()), site[-1]]
    assert found_in(changed) == expected(site, request="property-became-required")


@few
@given(st.data())
def test_value_became_nullable(data: st.DataObject) -> None:
    site = data.draw(
        of(properties(), lambda o, k, schema: ("type" in schema or "$ref" in schema) and not ignores_null(o, k))
    )
    changed = deepcopy(real())
    schema = at(changed, site)
    outside = {key: schema.pop(key) for key in ("default", "title", "description") if key in schema}
    at(changed, site[:-1])[site[-1]] = {**outside, "anyOf": [schema, {"type": "null"}]}
    assert found_in(changed) == expected(site, request="became-nullable", response="became-nullable")


@few
@given(st.data())
def test_value_became_not_nullable(data: st.DataObject) -> None:
    def is_nullable(owner: Object, key: str, schema: Object) -> bool:
        if ignores_null(owner, key):
            return False
        others = [other for other in schema.get("anyOf", ()) if other != {"type": "null"}]
        # A value of any type may be null.
        return len(others) < len(schema.get("anyOf", ())) and all("type" in one or "$ref" in one for one in others)

    site = data.draw(of(properties(), is_nullable))
    changed = deepcopy(real())
    at(changed, site)["anyOf"].remove({"type": "null"})
    assert found_in(changed) == expected(site, request="became-not-nullable", response="became-not-nullable")


@few
@given(st.data())
def test_type_changed(data: st.DataObject) -> None:
    site = data.draw(of(properties(), lambda _o, _k, schema: is_plain(schema, "string")))
    changed = deepcopy(real())
    schema = at(changed, site)
    for key in [*schema.keys() - {"title", "description", "default"}]:
        del schema[key]
    schema["type"] = "boolean"
    was, became = expected(site, "string", request="type-narrowed"), expected(site, "boolean", response="type-widened")
    assert found_in(changed) == was | became


@few
@given(st.data())
def test_format_removed(data: st.DataObject) -> None:
    site = data.draw(of(properties(), lambda _o, _k, schema: schema.get("format") in {"uuid", "date-time"}))
    changed = deepcopy(real())
    del at(changed, site)["format"]
    assert found_in(changed) == expected(site, request="format-widened", response="format-widened")


@cache
def enums() -> list[Site]:
    return [
        ("components", "schemas", name, *inner)
        for name, root in schemas(real()).items()
        for inner, schema in subschemas(root)
        if len(schema.get("enum", ())) > 1 and directions(name)
    ]


@few
@given(st.data())
def test_enum_value_removed(data: st.DataObject) -> None:
    site = data.draw(st.sampled_from(enums()))
    changed = deepcopy(real())
    values = at(changed, site)["enum"]
    value = data.draw(st.sampled_from(values))
    values.remove(value)
    wanted = expected(site, json.dumps(value), request="enum-value-removed", response="enum-value-removed")
    assert found_in(changed) == wanted


@few
@given(st.data())
def test_enum_value_added(data: st.DataObject) -> None:
    site = data.draw(st.sampled_from(enums()))
    changed = deepcopy(real())
    at(changed, site)["enum"].append("BRAND_NEW")
    wanted = expected(site, '"BRAND_NEW"', request="enum-value-added", response="enum-value-added")
    assert found_in(changed) == wanted


@few
@given(st.data())
def test_operation_removed_or_added(data: st.DataObject) -> None:
    path, method, _ = data.draw(st.sampled_from(list(operations(real()))))
    changed = deepcopy(real())
    del changed["paths"][path][method]
    place = pointer("paths", path, method)
    assert found_in(changed) == {("operation-removed", place, "")}
    added = compare(documents.parse(changed), read_real())
    assert [(one.rule, one.pointer) for one in added] == [("operation-added", place)]


@few
@given(st.data())
def test_constraint_tightened(data: st.DataObject) -> None:
    site = data.draw(of(properties(), lambda _o, _k, schema: is_plain(schema, "string") and "maxLength" not in schema))
    changed = deepcopy(real())
    at(changed, site)["maxLength"] = 3
    assert found_in(changed) == expected(site, "maxLength", request="constraint-tightened")


# Changes that must have no findings, each applied to every schema of the document.


def change_annotations(schema: Object) -> None:
    for key in ("title", "description", "examples"):
        if key in schema:
            schema[key] = "Something else"


def add_keyword_defaults(schema: Object) -> None:
    if schema.get("type") == "object":
        schema.setdefault("additionalProperties", True)
        schema.setdefault("required", [])


def const_as_enum(schema: Object) -> None:
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]


def wrap_references(schema: Object) -> None:
    if "$ref" in schema:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]


def spell_array_limits(schema: Object) -> None:
    for wrong, right in (("min_items", "minItems"), ("max_items", "maxItems")):
        if wrong in schema:
            schema[right] = schema.pop(wrong)


def reverse_order(schema: Object) -> None:
    for key in ("properties", "required", "anyOf", "enum"):
        if isinstance(schema.get(key), dict):
            schema[key] = dict(reversed(schema[key].items()))
        elif key in schema:
            schema[key] = schema[key][::-1]


def binary_as_media_type(schema: Object) -> None:
    if schema.pop("contentMediaType", None) is not None:
        schema["format"] = "binary"


def durations_as_numbers(schema: Object) -> None:
    alternatives = schema.get("anyOf", [])
    if any(each.get("type") == "number" for each in alternatives):
        schema["anyOf"] = [each for each in alternatives if each.get("format") != "duration"]
    if schema.get("format") == "duration":
        del schema["format"]
        schema["type"] = "number"


EQUIVALENT = (
    change_annotations,
    add_keyword_defaults,
    const_as_enum,
    wrap_references,
    spell_array_limits,
    reverse_order,
    binary_as_media_type,
)


@dataclass(frozen=True)
class Rewritten:
    """An equivalent document, and the changes that led to it."""

    document: Object
    changes: list[str]


@st.composite
def rewritten(draw: st.DrawFn) -> Rewritten:
    document = deepcopy(real())
    chosen = draw(st.lists(st.sampled_from(EQUIVALENT), unique=True))
    for change in chosen:
        for root in [*schemas(document).values(), *(schema for _, schema in roots_of(document))]:
            for _, schema in list(subschemas(root)):
                change(schema)
    whole = [name for name in schemas(document) if not name.endswith(("-Input", "-Output"))]
    split = draw(st.sets(st.sampled_from(whole), max_size=20))
    rename_schemas(document, {name: f"{name}-Output" for name in split})
    if draw(st.booleans()):
        document["paths"] = {f"/api{path}": item for path, item in document["paths"].items()}
    return Rewritten(document, [change.__name__ for change in chosen])


def roots_of(document: Object) -> Iterator[tuple[Site, Object]]:
    for direction in ("request", "response"):
        for site, _ in outermost(direction):
            yield site, at(document, site)


@few
@given(rewritten())
def test_equivalent_documents_have_no_findings(equivalent: Rewritten) -> None:
    assert found_in(equivalent.document) == set()


def test_seconds_match_durations_in_requests_only() -> None:
    changed = deepcopy(real())
    for root in schemas(changed).values():
        for _, schema in subschemas(root):
            durations_as_numbers(schema)
    assert {rule for rule, _, _ in found_in(changed)} <= {"response-type-widened"}
    assert not any(rule.startswith("request") for rule, _, _ in found_in(changed))

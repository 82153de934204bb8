"""Each rule with a minimal pair of documents that it reports, and a similar pair that it ignores."""

from dataclasses import dataclass
from typing import Any

import pytest

from prefect_http._contract.diff.collect import compare
from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.findings import Finding
from prefect_http._contract.openapi import document as documents
from tests.contract.documents import (
    BODY,
    HERE,
    INTEGER,
    NULL,
    NUMBER,
    QUERY,
    RESPONSE,
    STRING,
    accepting,
    body,
    document,
    either,
    querying,
    ref,
    responding,
    responding_twice,
    thing,
    values,
)

Pair = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """A rule, documents that it reports, the expected position, and documents that it ignores."""

    rule: str
    changed: Pair
    pointer: str
    unchanged: Pair
    subject: str = ""
    at: str = "$"


A, AB = thing(a=STRING), thing(a=STRING, b=STRING)
CAT = thing("kind", kind={"const": "cat", "type": "string"})
DOG = thing("kind", kind={"const": "dog", "type": "string"})
COW = thing("kind", kind={"const": "cow", "type": "string"})
ANIMALS = {"Cat": CAT, "Dog": DOG, "Cow": COW}
TWO, THREE = either(ref("Cat"), ref("Dog")), either(ref("Cat"), ref("Dog"), ref("Cow"))
UUID = {"type": "string", "format": "uuid"}

CASES = [
    Case("operation-removed", (document({}), document(None)), HERE, (document(None), document({})), at=""),
    Case("operation-added", (document(None), document({})), HERE, (document({}), document({})), at=""),
    Case(
        "operation-deprecated",
        (document({}), document({"deprecated": True})),
        HERE,
        (document({"deprecated": True}), document({})),
        at="",
    ),
    Case(
        "request-parameter-removed",
        (querying(INTEGER), querying(None)),
        QUERY,
        (querying(INTEGER), querying(INTEGER)),
        at="query.limit",
    ),
    Case(
        "request-parameter-required-added",
        (querying(None), querying(INTEGER, required=True)),
        QUERY,
        (querying(None), querying(INTEGER)),
        at="query.limit",
    ),
    Case(
        "request-parameter-optional-added",
        (querying(None), querying(INTEGER)),
        QUERY,
        (querying(None), querying(INTEGER, required=True)),
        at="query.limit",
    ),
    Case(
        "request-parameter-became-required",
        (querying(INTEGER), querying(INTEGER, required=True)),
        QUERY,
        (querying(INTEGER, required=True), querying(INTEGER)),
        at="query.limit",
    ),
    Case(
        "request-parameter-became-optional",
        (querying(INTEGER, required=True), querying(INTEGER)),
        QUERY,
        (querying(INTEGER), querying(INTEGER, required=True)),
        at="query.limit",
    ),
    Case("request-body-removed", (accepting(A), document({})), f"{HERE}/requestBody", (document({}), accepting(A))),
    Case(
        "request-body-required-added",
        (document({}), accepting(A)),
        f"{HERE}/requestBody",
        (document({}), accepting(A, required=False)),
    ),
    Case(
        "request-body-optional-added",
        (document({}), accepting(A, required=False)),
        f"{HERE}/requestBody",
        (document({}), accepting(A)),
    ),
    Case(
        "request-body-became-required",
        (accepting(A, required=False), accepting(A)),
        f"{HERE}/requestBody",
        (accepting(A), accepting(A, required=False)),
    ),
    Case(
        "request-body-became-optional",
        (accepting(A), accepting(A, required=False)),
        f"{HERE}/requestBody",
        (accepting(A, required=False), accepting(A)),
    ),
    Case(
        "request-media-type-removed",
        (accepting(A), document({"requestBody": body(A, media_type="application/xml")})),
        f"{HERE}/requestBody",
        (document({"requestBody": body(A)}), accepting(A)),
        subject="application/json",
    ),
    Case(
        "request-property-removed",
        (accepting(AB), accepting(A)),
        f"{BODY}/properties/b",
        (accepting(A), accepting(AB)),
        at="$.b",
    ),
    Case(
        "request-property-required-added",
        (accepting(A), accepting(thing("b", a=STRING, b=STRING))),
        f"{BODY}/properties/b",
        (accepting(A), accepting(AB)),
        at="$.b",
    ),
    Case(
        "request-property-optional-added",
        (accepting(A), accepting(AB)),
        f"{BODY}/properties/b",
        (accepting(A), accepting(thing("b", a=STRING, b=STRING))),
        at="$.b",
    ),
    Case(
        "request-property-became-required",
        (accepting(A), accepting(thing("a", a=STRING))),
        f"{BODY}/properties/a",
        (accepting(thing("a", a=STRING)), accepting(A)),
        at="$.a",
    ),
    Case(
        "request-property-became-optional",
        (accepting(thing("a", a=STRING)), accepting(A)),
        f"{BODY}/properties/a",
        (accepting(A), accepting(thing("a", a=STRING))),
        at="$.a",
    ),
    Case(
        "request-type-narrowed",
        (accepting(thing(a=NUMBER)), accepting(thing(a=INTEGER))),
        f"{BODY}/properties/a",
        (accepting(thing(a=INTEGER)), accepting(thing(a=NUMBER))),
        subject="number",
        at="$.a",
    ),
    Case(
        "request-type-widened",
        (accepting(thing(a=STRING)), accepting(thing(a=either(STRING, INTEGER)))),
        f"{BODY}/properties/a",
        (accepting(thing(a=either(STRING, INTEGER))), accepting(thing(a=either(INTEGER, STRING)))),
        subject="integer",
        at="$.a",
    ),
    Case("request-format-narrowed", (accepting(STRING), accepting(UUID)), BODY, (accepting(UUID), accepting(STRING))),
    Case("request-format-widened", (accepting(UUID), accepting(STRING)), BODY, (accepting(STRING), accepting(UUID))),
    Case(
        "request-became-not-nullable",
        (accepting(thing(a=either(STRING, NULL))), accepting(thing(a=STRING))),
        f"{BODY}/properties/a",
        (accepting(thing(a=STRING)), accepting(thing(a=either(STRING, NULL)))),
        at="$.a",
    ),
    Case(
        "request-became-nullable",
        (accepting(thing(a=STRING)), accepting(thing(a=either(STRING, NULL)))),
        f"{BODY}/properties/a",
        (accepting(thing(a=either(STRING, NULL))), accepting(thing(a={"type": ["null", "string"]}))),
        at="$.a",
    ),
    Case(
        "request-enum-value-removed",
        (accepting(values("x", "y")), accepting(values("x"))),
        BODY,
        (accepting(values("x")), accepting(values("x", "y"))),
        subject='"y"',
    ),
    Case(
        "request-enum-value-added",
        (accepting(values("x")), accepting(values("x", "y"))),
        BODY,
        (accepting(values("x", "y")), accepting(values("y", "x"))),
        subject='"y"',
    ),
    Case(
        "request-union-member-removed",
        (accepting(THREE, ANIMALS), accepting(TWO, ANIMALS)),
        BODY,
        (accepting(TWO, ANIMALS), accepting(THREE, ANIMALS)),
        subject="Cow",
    ),
    Case(
        "request-union-member-added",
        (accepting(TWO, ANIMALS), accepting(THREE, ANIMALS)),
        BODY,
        (accepting(THREE, ANIMALS), accepting(TWO, ANIMALS)),
        subject="Cow",
    ),
    Case(
        "request-constraint-tightened",
        (accepting({**STRING, "maxLength": 9}), accepting({**STRING, "maxLength": 8})),
        BODY,
        (accepting({**STRING, "maxLength": 8}), accepting({**STRING, "maxLength": 9})),
        subject="maxLength",
    ),
    Case(
        "request-constraint-loosened",
        (accepting({**INTEGER, "minimum": 1}), accepting(INTEGER)),
        BODY,
        (accepting(INTEGER), accepting({**INTEGER, "minimum": 1})),
        subject="minimum",
    ),
    Case(
        "request-default-changed",
        (accepting(thing(a={**STRING, "default": "x"})), accepting(thing(a={**STRING, "default": "y"}))),
        f"{BODY}/properties/a",
        # The default of a required key has no effect.
        (accepting(thing("a", a={**STRING, "default": "x"})), accepting(thing("a", a={**STRING, "default": "y"}))),
        at="$.a",
    ),
    Case(
        "response-status-added",
        (responding(A), responding_twice(A, "201")),
        f"{HERE}/responses/201",
        (responding(A), responding_twice(A, "422")),
        subject="201",
        at="",
    ),
    Case(
        "response-status-removed",
        (responding_twice(A, "201"), responding(A)),
        f"{HERE}/responses/201",
        (responding_twice(A, "422"), responding(A)),
        subject="201",
        at="",
    ),
    Case(
        "response-became-undeclared",
        (responding(A), responding({})),
        RESPONSE,
        (responding({}), responding(A)),
    ),
    Case(
        "response-media-type-changed",
        (responding(STRING), responding(STRING, media_type="text/csv")),
        f"{HERE}/responses/200",
        (responding(STRING, media_type="text/csv"), responding(STRING, media_type="text/csv")),
    ),
    Case(
        "response-property-removed",
        (responding(AB), responding(A)),
        f"{RESPONSE}/properties/b",
        (responding(A), responding(AB)),
        at="$.b",
    ),
    Case(
        "response-property-became-optional",
        (responding(thing("a", a=STRING)), responding(A)),
        f"{RESPONSE}/properties/a",
        # The client reads an omitted key as None.
        (responding(thing("a", a=either(STRING, NULL))), responding(thing(a=either(STRING, NULL)))),
        at="$.a",
    ),
    Case(
        "response-property-added",
        (responding(A), responding(AB)),
        f"{RESPONSE}/properties/b",
        (responding(AB), responding(A)),
        at="$.b",
    ),
    Case(
        "response-type-widened",
        (responding(thing(a=INTEGER)), responding(thing(a=STRING))),
        f"{RESPONSE}/properties/a",
        (responding(thing(a=either(INTEGER, STRING))), responding(thing(a=STRING))),
        subject="string",
        at="$.a",
    ),
    Case(
        "response-type-narrowed",
        (responding(thing(a=either(INTEGER, STRING))), responding(thing(a=STRING))),
        f"{RESPONSE}/properties/a",
        (responding(thing(a=STRING)), responding(thing(a=either(INTEGER, STRING)))),
        subject="integer",
        at="$.a",
    ),
    Case(
        "response-format-widened",
        (responding(UUID), responding(STRING)),
        RESPONSE,
        (responding(STRING), responding(UUID)),
    ),
    Case(
        "response-format-narrowed",
        (responding(STRING), responding(UUID)),
        RESPONSE,
        (responding(UUID), responding(STRING)),
    ),
    Case(
        "response-became-nullable",
        (responding(thing(a=STRING)), responding(thing(a=either(STRING, NULL)))),
        f"{RESPONSE}/properties/a",
        (responding(thing(a=either(STRING, NULL))), responding(thing(a=STRING))),
        at="$.a",
    ),
    Case(
        "response-became-not-nullable",
        (responding(thing(a=either(STRING, NULL))), responding(thing(a=STRING))),
        f"{RESPONSE}/properties/a",
        (responding(thing(a=STRING)), responding(thing(a=either(STRING, NULL)))),
        at="$.a",
    ),
    Case(
        "response-enum-value-added",
        (responding(values("x")), responding(values("x", "y"))),
        RESPONSE,
        (responding(values("x", "y")), responding(values("x"))),
        subject='"y"',
    ),
    Case(
        "response-enum-value-removed",
        (responding(values("x", "y")), responding(values("x"))),
        RESPONSE,
        (responding(values("x")), responding(values("x", "y"))),
        subject='"y"',
    ),
    Case(
        "response-union-member-added",
        (responding(TWO, ANIMALS), responding(THREE, ANIMALS)),
        RESPONSE,
        (responding(THREE, ANIMALS), responding(TWO, ANIMALS)),
        subject="Cow",
    ),
    Case(
        "response-union-member-removed",
        (responding(THREE, ANIMALS), responding(TWO, ANIMALS)),
        RESPONSE,
        (responding(TWO, ANIMALS), responding(THREE, ANIMALS)),
        subject="Cow",
    ),
]


def findings(pair: Pair) -> list[Finding]:
    old, new = pair
    return compare(documents.parse(old), documents.parse(new))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_rule_reports_exactly_its_difference(case: Case) -> None:
    (finding,) = findings(case.changed)
    (place,) = finding.places
    assert (finding.rule, finding.level, finding.pointer, finding.subject, place.at) == (
        case.rule,
        RULES[case.rule].level,
        case.pointer,
        case.subject,
        case.at,
    )
    assert (place.operation, place.method, place.path) == ("POST /things/", "POST", "/things/")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_rule_ignores_the_opposite_difference(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in findings(case.unchanged)}


def test_every_document_rule_has_a_case() -> None:
    assert [case.rule for case in CASES] == [rule for rule in RULES if not rule.startswith("live-")]


def test_levels_do_not_change() -> None:
    """A change of a level breaks users' CI, so the expected levels are repeated here."""
    risky = {
        "response-became-undeclared",
        "request-default-changed",
        "response-enum-value-added",
        "response-property-became-optional",
        "response-status-added",
        "response-union-member-added",
    }
    breaking = {
        "operation-removed",
        "request-became-not-nullable",
        "request-body-became-required",
        "request-body-removed",
        "request-body-required-added",
        "request-constraint-tightened",
        "request-enum-value-removed",
        "request-format-narrowed",
        "request-media-type-removed",
        "request-parameter-became-required",
        "request-parameter-removed",
        "request-parameter-required-added",
        "request-property-became-required",
        "request-property-removed",
        "request-property-required-added",
        "request-type-narrowed",
        "request-union-member-removed",
        "response-became-nullable",
        "response-format-widened",
        "response-media-type-changed",
        "response-property-removed",
        "response-type-widened",
    }
    levels = {case.rule: RULES[case.rule].level for case in CASES}
    assert {rule for rule, level in levels.items() if level == "risky"} == risky
    assert {rule for rule, level in levels.items() if level == "breaking"} == breaking


# Differences of other kinds, in the order of the rules


def parameter(**others: Any) -> dict[str, Any]:
    return {"in": "query", "name": "limit", "schema": INTEGER, **others}


def with_default(value: Any, **others: Any) -> dict[str, Any]:
    return document({"parameters": [parameter(schema={**INTEGER, "default": value}, **others)]})


X = {"type": "string", "default": "x"}
Y = {"type": "string", "default": "y"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (with_default(200), with_default(100)),
        (with_default(200), document({"parameters": [parameter()]})),
        (with_default(1, **{"in": "header"}), with_default(2, **{"in": "header"})),
        (accepting(X, required=False), accepting(Y, required=False)),
        (accepting(thing(a=ref("T")), {"T": X}), accepting(thing(a=ref("T")), {"T": Y})),
        (accepting(thing(a=thing(b=X))), accepting(thing(a=thing(b=Y)))),
    ],
)
def test_default_changed(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert [finding.rule for finding in findings((old, new))] == ["request-default-changed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (with_default(200, required=True), with_default(100, required=True)),
        (with_default(None), document({"parameters": [parameter()]})),
        (accepting(X), accepting(Y)),
    ],
)
def test_default_without_effect(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert findings((old, new)) == []


MAP: dict[str, Any] = {"type": "object"}
CLOSED = {**MAP, "additionalProperties": False}


def mapping(values: dict[str, Any] | bool) -> dict[str, Any]:
    return {**MAP, "additionalProperties": values}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MAP, CLOSED),
        (mapping(True), CLOSED),
        (MAP, mapping(STRING)),
        (mapping(NUMBER), mapping(INTEGER)),
        (MAP, {**A, **CLOSED}),
        (mapping(STRING), thing(a=INTEGER)),
        ({**A, **mapping(True)}, {**A, **CLOSED}),
        ({**A, **mapping(STRING)}, {**A, **mapping(INTEGER)}),
    ],
)
def test_request_map_became_stricter(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = findings((accepting(thing(inner=old)), accepting(thing(inner=new))))
    assert "request-type-narrowed" in {finding.rule for finding in found}


@pytest.mark.parametrize(
    ("old", "new"), [(CLOSED, MAP), (mapping(STRING), MAP), (A, {**A, **CLOSED}), (CLOSED, {**A, **CLOSED})]
)
def test_request_map_became_looser(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = findings((accepting(old), accepting(new)))
    assert {finding.level for finding in found} <= {"compatible"}


def test_response_map_with_keys_of_another_type_is_breaking() -> None:
    found = findings((responding(mapping(STRING)), responding(thing(a=INTEGER))))
    assert ("response-type-widened", "`a` may be integer") in {(one.rule, one.what) for one in found}


# Spellings that must have no findings


def referring(component: str, target: dict[str, Any], **operation: Any) -> dict[str, Any]:
    """Return a document whose operation refers to *target*, through a chain and an escaped name."""
    found = document(operation)
    found["components"][component] = {"a/b c": {"$ref": f"#/components/{component}/target"}, "target": target}
    return found


def link(component: str) -> dict[str, Any]:
    return {"$ref": f"#/components/{component}/a~1b%20c"}


LIMITED = document({"parameters": [parameter()]})
NULLABLE_STRING = {**STRING, "nullable": True}


def with_item(item: dict[str, Any]) -> dict[str, Any]:
    found = document(None)
    found["paths"]["/things/"] = item
    return found


def on_path(shared: list[dict[str, Any]], **operation: Any) -> dict[str, Any]:
    return with_item({"parameters": shared, "post": {"responses": {"204": {}}, **operation}})


def by_id(name: str) -> dict[str, Any]:
    found = document(None)
    found["paths"][f"/things/{{{name}}}"] = on_path([{"in": "path", "name": name, "schema": STRING}])["paths"][
        "/things/"
    ]
    return found


def with_path_items() -> dict[str, Any]:
    found = with_item({"$ref": "#/components/pathItems/things"})
    found["components"]["pathItems"] = {"things": LIMITED["paths"]["/things/"]}
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LIMITED, referring("parameters", parameter(), parameters=[link("parameters")])),
        (LIMITED, on_path([parameter()])),
        (LIMITED, on_path([parameter(required=True)], parameters=[parameter()])),
        (LIMITED, with_path_items()),
        (
            LIMITED,
            document(
                {"parameters": [{"in": "query", "name": "limit", "content": {"application/json": {"schema": INTEGER}}}]}
            ),
        ),
        (accepting(A), referring("requestBodies", body(A), requestBody=link("requestBodies"))),
        (
            responding(A),
            referring(
                "responses",
                {"headers": {"X": {"$ref": "#/components/headers/X"}}, "content": {"application/json": {"schema": A}}},
                responses={"200": link("responses")},
            ),
        ),
        (accepting(A), accepting({"$ref": "#/components/schemas/T~1U%5Bint%5D"}, {"T/U[int]": A})),
        (accepting(A), accepting({"$ref": "#/components/schemas/T/properties/inner"}, {"T": thing(inner=A)})),
        (by_id("id"), by_id("thing_id")),
        (accepting(either(STRING, NULL)), accepting(NULLABLE_STRING)),
        (accepting(either(STRING, NULL)), accepting(ref("T"), {"T": NULLABLE_STRING})),
        (accepting(either(ref("T"), NULL), {"T": A}), accepting({"allOf": [ref("T")], "nullable": True}, {"T": A})),
        (accepting(either(ref("T"), NULL), {"T": A}), accepting({**ref("T"), "nullable": True}, {"T": A})),
        (accepting(values("x", None)), accepting({**values("x"), "nullable": True})),
        (accepting({**either(STRING, NULL), "default": "x"}), accepting({**NULLABLE_STRING, "default": "x"})),
        (accepting(STRING), accepting({**STRING, "nullable": False})),
        (accepting({**INTEGER, "exclusiveMinimum": 0}), accepting({**INTEGER, "minimum": 0, "exclusiveMinimum": True})),
        (accepting({**INTEGER, "maximum": 9}), accepting({**INTEGER, "maximum": 9, "exclusiveMaximum": False})),
        (accepting(STRING), accepting({"anyOf": [STRING]})),
        (accepting({"const": "x"}), accepting(values("x"))),
        (accepting(STRING), accepting({**STRING, "minLength": 0})),
        (accepting({"type": "array"}), accepting({"type": "array", "uniqueItems": False, "items": {}, "minItems": 0})),
    ],
)
def test_equivalent_spellings(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert findings((one, other)) == []
    assert findings((other, one)) == []


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.prefect+json",
        "application/*+json",
        "*/*",
    ],
)
def test_equivalent_media_types(media_type: str) -> None:
    assert findings((accepting(A), document({"requestBody": body(A, media_type=media_type)}))) == []
    assert findings((responding(A), responding(A, media_type=media_type))) == []


def test_charset_of_text() -> None:
    old, new = responding(STRING, media_type="text/csv"), responding(STRING, media_type="text/csv; charset=utf-8")
    assert findings((old, new)) == []


def test_references_are_followed_before_comparing() -> None:
    new = referring("parameters", parameter(required=True), parameters=[link("parameters")])
    assert [finding.rule for finding in findings((LIMITED, new))] == ["request-parameter-became-required"]
    new = on_path([parameter(required=True)])
    assert [finding.rule for finding in findings((LIMITED, new))] == ["request-parameter-became-required"]


def test_multiple_of_a_divisor_is_looser() -> None:
    old, new = accepting({**INTEGER, "multipleOf": 4}), accepting({**INTEGER, "multipleOf": 2})
    assert [finding.rule for finding in findings((old, new))] == ["request-constraint-loosened"]
    assert [finding.rule for finding in findings((new, old))] == ["request-constraint-tightened"]

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

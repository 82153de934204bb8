"""Each rule: the smallest pair of documents that it is about, and one next to it that it is not about."""

from dataclasses import dataclass
from typing import Any

import pytest

from prefect_http._contract.diff.collect import compare
from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.findings import Finding
from prefect_http._contract.openapi import document as documents
from tests.contract.documents import (
    ANSWER,
    BODY,
    HERE,
    NULL,
    NUMBER,
    QUERY,
    TEXT,
    WHOLE,
    answering,
    answering_two,
    asking,
    body,
    document,
    either,
    querying,
    ref,
    thing,
    values,
)

Pair = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """What the rule is about, where it finds it, and what it is not about."""

    rule: str
    loud: Pair
    pointer: str
    quiet: Pair
    subject: str = ""
    at: str = "$"


A, AB = thing(a=TEXT), thing(a=TEXT, b=TEXT)
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
        (querying(WHOLE), querying(None)),
        QUERY,
        (querying(WHOLE), querying(WHOLE)),
        at="query.limit",
    ),
    Case(
        "request-parameter-required-added",
        (querying(None), querying(WHOLE, required=True)),
        QUERY,
        (querying(None), querying(WHOLE)),
        at="query.limit",
    ),
    Case(
        "request-parameter-optional-added",
        (querying(None), querying(WHOLE)),
        QUERY,
        (querying(None), querying(WHOLE, required=True)),
        at="query.limit",
    ),
    Case(
        "request-parameter-became-required",
        (querying(WHOLE), querying(WHOLE, required=True)),
        QUERY,
        (querying(WHOLE, required=True), querying(WHOLE)),
        at="query.limit",
    ),
    Case(
        "request-parameter-became-optional",
        (querying(WHOLE, required=True), querying(WHOLE)),
        QUERY,
        (querying(WHOLE), querying(WHOLE, required=True)),
        at="query.limit",
    ),
    Case("request-body-removed", (asking(A), document({})), f"{HERE}/requestBody", (document({}), asking(A))),
    Case(
        "request-body-required-added",
        (document({}), asking(A)),
        f"{HERE}/requestBody",
        (document({}), asking(A, required=False)),
    ),
    Case(
        "request-body-optional-added",
        (document({}), asking(A, required=False)),
        f"{HERE}/requestBody",
        (document({}), asking(A)),
    ),
    Case(
        "request-body-became-required",
        (asking(A, required=False), asking(A)),
        f"{HERE}/requestBody",
        (asking(A), asking(A, required=False)),
    ),
    Case(
        "request-body-became-optional",
        (asking(A), asking(A, required=False)),
        f"{HERE}/requestBody",
        (asking(A, required=False), asking(A)),
    ),
    Case(
        "request-media-type-removed",
        (asking(A), document({"requestBody": body(A, media_type="application/xml")})),
        f"{HERE}/requestBody",
        (document({"requestBody": body(A)}), asking(A)),
        subject="application/json",
    ),
    Case(
        "request-property-removed",
        (asking(AB), asking(A)),
        f"{BODY}/properties/b",
        (asking(A), asking(AB)),
        at="$.b",
    ),
    Case(
        "request-property-required-added",
        (asking(A), asking(thing("b", a=TEXT, b=TEXT))),
        f"{BODY}/properties/b",
        (asking(A), asking(AB)),
        at="$.b",
    ),
    Case(
        "request-property-optional-added",
        (asking(A), asking(AB)),
        f"{BODY}/properties/b",
        (asking(A), asking(thing("b", a=TEXT, b=TEXT))),
        at="$.b",
    ),
    Case(
        "request-property-became-required",
        (asking(A), asking(thing("a", a=TEXT))),
        f"{BODY}/properties/a",
        (asking(thing("a", a=TEXT)), asking(A)),
        at="$.a",
    ),
    Case(
        "request-property-became-optional",
        (asking(thing("a", a=TEXT)), asking(A)),
        f"{BODY}/properties/a",
        (asking(A), asking(thing("a", a=TEXT))),
        at="$.a",
    ),
    Case(
        "request-type-narrowed",
        (asking(thing(a=NUMBER)), asking(thing(a=WHOLE))),
        f"{BODY}/properties/a",
        (asking(thing(a=WHOLE)), asking(thing(a=NUMBER))),
        subject="number",
        at="$.a",
    ),
    Case(
        "request-type-widened",
        (asking(thing(a=TEXT)), asking(thing(a=either(TEXT, WHOLE)))),
        f"{BODY}/properties/a",
        (asking(thing(a=either(TEXT, WHOLE))), asking(thing(a=either(WHOLE, TEXT)))),
        subject="integer",
        at="$.a",
    ),
    Case("request-format-narrowed", (asking(TEXT), asking(UUID)), BODY, (asking(UUID), asking(TEXT))),
    Case("request-format-widened", (asking(UUID), asking(TEXT)), BODY, (asking(TEXT), asking(UUID))),
    Case(
        "request-became-not-nullable",
        (asking(thing(a=either(TEXT, NULL))), asking(thing(a=TEXT))),
        f"{BODY}/properties/a",
        (asking(thing(a=TEXT)), asking(thing(a=either(TEXT, NULL)))),
        at="$.a",
    ),
    Case(
        "request-became-nullable",
        (asking(thing(a=TEXT)), asking(thing(a=either(TEXT, NULL)))),
        f"{BODY}/properties/a",
        (asking(thing(a=either(TEXT, NULL))), asking(thing(a={"type": ["null", "string"]}))),
        at="$.a",
    ),
    Case(
        "request-enum-value-removed",
        (asking(values("x", "y")), asking(values("x"))),
        BODY,
        (asking(values("x")), asking(values("x", "y"))),
        subject='"y"',
    ),
    Case(
        "request-enum-value-added",
        (asking(values("x")), asking(values("x", "y"))),
        BODY,
        (asking(values("x", "y")), asking(values("y", "x"))),
        subject='"y"',
    ),
    Case(
        "request-union-member-removed",
        (asking(THREE, ANIMALS), asking(TWO, ANIMALS)),
        BODY,
        (asking(TWO, ANIMALS), asking(THREE, ANIMALS)),
        subject="Cow",
    ),
    Case(
        "request-union-member-added",
        (asking(TWO, ANIMALS), asking(THREE, ANIMALS)),
        BODY,
        (asking(THREE, ANIMALS), asking(TWO, ANIMALS)),
        subject="Cow",
    ),
    Case(
        "request-constraint-tightened",
        (asking({**TEXT, "maxLength": 9}), asking({**TEXT, "maxLength": 8})),
        BODY,
        (asking({**TEXT, "maxLength": 8}), asking({**TEXT, "maxLength": 9})),
        subject="maxLength",
    ),
    Case(
        "request-constraint-loosened",
        (asking({**WHOLE, "minimum": 1}), asking(WHOLE)),
        BODY,
        (asking(WHOLE), asking({**WHOLE, "minimum": 1})),
        subject="minimum",
    ),
    Case(
        "request-default-changed",
        (asking(thing(a={**TEXT, "default": "x"})), asking(thing(a={**TEXT, "default": "y"}))),
        f"{BODY}/properties/a",
        # Who has to give it is not touched by what would be taken otherwise.
        (asking(thing("a", a={**TEXT, "default": "x"})), asking(thing("a", a={**TEXT, "default": "y"}))),
        at="$.a",
    ),
    Case(
        "response-status-added",
        (answering(A), answering_two(A, "201")),
        f"{HERE}/responses/201",
        (answering(A), answering_two(A, "422")),
        subject="201",
        at="",
    ),
    Case(
        "response-status-removed",
        (answering_two(A, "201"), answering(A)),
        f"{HERE}/responses/201",
        (answering_two(A, "422"), answering(A)),
        subject="201",
        at="",
    ),
    Case(
        "response-became-undeclared",
        (answering(A), answering({})),
        ANSWER,
        (answering({}), answering(A)),
    ),
    Case(
        "response-media-type-changed",
        (answering(TEXT), answering(TEXT, media_type="text/csv")),
        f"{HERE}/responses/200",
        (answering(TEXT, media_type="text/csv"), answering(TEXT, media_type="text/csv")),
    ),
    Case(
        "response-property-removed",
        (answering(AB), answering(A)),
        f"{ANSWER}/properties/b",
        (answering(A), answering(AB)),
        at="$.b",
    ),
    Case(
        "response-property-became-optional",
        (answering(thing("a", a=TEXT)), answering(A)),
        f"{ANSWER}/properties/a",
        # Left out, it would be what stands for nothing.
        (answering(thing("a", a=either(TEXT, NULL))), answering(thing(a=either(TEXT, NULL)))),
        at="$.a",
    ),
    Case(
        "response-property-added",
        (answering(A), answering(AB)),
        f"{ANSWER}/properties/b",
        (answering(AB), answering(A)),
        at="$.b",
    ),
    Case(
        "response-type-widened",
        (answering(thing(a=WHOLE)), answering(thing(a=TEXT))),
        f"{ANSWER}/properties/a",
        (answering(thing(a=either(WHOLE, TEXT))), answering(thing(a=TEXT))),
        subject="string",
        at="$.a",
    ),
    Case(
        "response-type-narrowed",
        (answering(thing(a=either(WHOLE, TEXT))), answering(thing(a=TEXT))),
        f"{ANSWER}/properties/a",
        (answering(thing(a=TEXT)), answering(thing(a=either(WHOLE, TEXT)))),
        subject="integer",
        at="$.a",
    ),
    Case("response-format-widened", (answering(UUID), answering(TEXT)), ANSWER, (answering(TEXT), answering(UUID))),
    Case("response-format-narrowed", (answering(TEXT), answering(UUID)), ANSWER, (answering(UUID), answering(TEXT))),
    Case(
        "response-became-nullable",
        (answering(thing(a=TEXT)), answering(thing(a=either(TEXT, NULL)))),
        f"{ANSWER}/properties/a",
        (answering(thing(a=either(TEXT, NULL))), answering(thing(a=TEXT))),
        at="$.a",
    ),
    Case(
        "response-became-not-nullable",
        (answering(thing(a=either(TEXT, NULL))), answering(thing(a=TEXT))),
        f"{ANSWER}/properties/a",
        (answering(thing(a=TEXT)), answering(thing(a=either(TEXT, NULL)))),
        at="$.a",
    ),
    Case(
        "response-enum-value-added",
        (answering(values("x")), answering(values("x", "y"))),
        ANSWER,
        (answering(values("x", "y")), answering(values("x"))),
        subject='"y"',
    ),
    Case(
        "response-enum-value-removed",
        (answering(values("x", "y")), answering(values("x"))),
        ANSWER,
        (answering(values("x")), answering(values("x", "y"))),
        subject='"y"',
    ),
    Case(
        "response-union-member-added",
        (answering(TWO, ANIMALS), answering(THREE, ANIMALS)),
        ANSWER,
        (answering(THREE, ANIMALS), answering(TWO, ANIMALS)),
        subject="Cow",
    ),
    Case(
        "response-union-member-removed",
        (answering(THREE, ANIMALS), answering(TWO, ANIMALS)),
        ANSWER,
        (answering(TWO, ANIMALS), answering(THREE, ANIMALS)),
        subject="Cow",
    ),
]


def findings(pair: Pair) -> list[Finding]:
    old, new = pair
    return compare(documents.parse(old), documents.parse(new))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_rule_finds_what_it_is_about_and_nothing_else(case: Case) -> None:
    (finding,) = findings(case.loud)
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
def test_the_rule_leaves_alone_what_it_is_not_about(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in findings(case.quiet)}


def test_every_rule_of_documents_has_its_case() -> None:
    assert [case.rule for case in CASES] == [rule for rule in RULES if not rule.startswith("live-")]


def test_levels_are_what_a_caller_would_say() -> None:
    """Written down again, so that none changes unseen."""
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

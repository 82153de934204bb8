"""Shared by the tests of the rules of ``generator/normalise``: what a rule is let loose on, and what comes of it."""

from copy import deepcopy
from dataclasses import dataclass

import pytest

from generator.normalise import Rule
from generator.spec.document import Object


@dataclass(frozen=True)
class Case:
    """A document before and after a rule, and where the rule says that it corrected it; nowhere if it left it alone."""

    rule: Rule
    about: str
    before: Object
    after: Object
    pointers: tuple[str, ...]


def corrects(rule: Rule, about: str, before: Object, after: Object, *pointers: str) -> Case:
    assert pointers, "a correction has a place"
    return Case(rule, about, before, after, pointers)


def leaves_alone(rule: Rule, about: str, document: Object) -> Case:
    return Case(rule, about, document, document, ())


def each(cases: list[Case]) -> pytest.MarkDecorator:
    ids = [f"{case.rule.__name__}: {case.about}" for case in cases]
    return pytest.mark.parametrize("case", cases, ids=ids)


def check(case: Case) -> None:
    document = deepcopy(case.before)
    pointers = tuple(case.rule(document))
    assert document == case.after
    assert pointers == case.pointers


def one(path: str, method: str, **operation: object) -> Object:
    """Return a document of one operation."""
    return {"paths": {path: {method: operation}}}


def defining(**schemas: Object) -> Object:
    """Return a document of no operation, with named schemas."""
    return {"paths": {}, "components": {"schemas": schemas}}


def json_body(schema: Object) -> Object:
    """Return a request's body, or an answer, in JSON."""
    return {"content": {"application/json": {"schema": schema}}}


def ref(name: str) -> Object:
    return {"$ref": f"#/components/schemas/{name}"}

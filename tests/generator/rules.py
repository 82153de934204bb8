"""Cases of normalisation rules: a document before and after a rule."""

from copy import deepcopy
from dataclasses import dataclass

import pytest

from generator.normalise import Rule
from generator.spec.document import Object


@dataclass(frozen=True)
class Case:
    """A document before and after a rule, and the pointers that the rule yields."""

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
    """Return a document with one operation."""
    return {"paths": {path: {method: operation}}}


def defining(**schemas: Object) -> Object:
    """Return a document with named schemas and no operation."""
    return {"paths": {}, "components": {"schemas": schemas}}


def json_body(schema: Object) -> Object:
    """Return a JSON request body or response."""
    return {"content": {"application/json": {"schema": schema}}}


def ref(name: str) -> Object:
    return {"$ref": f"#/components/schemas/{name}"}

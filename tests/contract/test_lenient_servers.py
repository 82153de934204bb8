"""Values that every server accepts, although its document does not declare them, are no finding."""

from typing import Any

import pytest

from prefect_http._contract.diff.collect import compare
from prefect_http._contract.openapi import document as documents
from tests.contract.documents import NULL, NUMBER, STRING, accepting, either, ref, thing

DURATION = {"type": "string", "format": "duration"}


def rules(name: str, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return the rules that the change of the request schema *name* from *old* to *new* breaks."""
    before, after = (documents.parse(accepting(ref(name), {name: schema})) for schema in (old, new))
    return [finding.rule for finding in compare(before, after)]


@pytest.mark.parametrize("nullable", [either(STRING, NULL), {"type": ["string", "null"]}])
def test_null_is_accepted_by_individual_arguments(nullable: dict[str, Any]) -> None:
    assert rules("Body_read_things_post", thing(a=nullable), thing(a=STRING)) == []
    assert rules("Body_read_things_post", thing(a=STRING), thing(a=nullable)) == []


def test_null_is_rejected_elsewhere() -> None:
    nullable = either(STRING, NULL)
    assert rules("ThingUpdate", thing(a=nullable), thing(a=STRING)) == ["request-became-not-nullable"]
    inner = rules("Body_read_things_post", thing(a=thing(b=nullable)), thing(a=thing(b=STRING)))
    assert inner == ["request-became-not-nullable"]
    required = rules("Body_read_things_post", thing("a", a=nullable), thing("a", a=STRING))
    assert required == ["request-became-not-nullable"]


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("within", either(NUMBER, DURATION), NUMBER),
        ("within", either(NUMBER, DURATION, NULL), either(NUMBER, NULL)),
        ("within", NUMBER, either(NUMBER, DURATION)),
        ("interval", either(NUMBER, STRING), NUMBER),
        ("interval", either(NUMBER, STRING), either(NUMBER, DURATION)),
        ("schedule_after", DURATION, either(NUMBER, DURATION)),
        ("timeout", either(NUMBER, DURATION), NUMBER),
    ],
)
def test_forms_of_an_interval_are_the_same(key: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    assert rules("Trigger", thing(**{key: old}), thing(**{key: new})) == []


def test_other_strings_and_numbers_differ() -> None:
    assert rules("Thing", thing(size=either(NUMBER, STRING)), thing(size=NUMBER)) == ["request-type-narrowed"]
    seconds = {"type": "number", "format": "time-delta"}
    assert rules("Thing", thing(min_time=either(seconds, DURATION)), thing(min_time=seconds)) == [
        "request-type-narrowed"
    ]

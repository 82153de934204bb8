"""Verdicts on the documents of all supported servers, compared with those of an independent judge: jsoncompat.

The judge knows JSON Schema and the direction of a value, but not how Prefect's servers behave. Every disagreement must
be explained by the equivalences below: once both documents are rewritten by them, the judge agrees. No equivalence may
be superfluous.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations
from typing import Any

import jsoncompat
import pytest

from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.diff.schemas import Direction, SchemaComparison, UnchangedSchemas
from prefect_http._contract.openapi import document as documents
from prefect_http._contract.openapi.document import Document, Located
from tests.contract.conftest import Served
from tests.support.versions import PINNED, TESTED

Schema = dict[str, Any]
Rewrite = Callable[[Schema, str], Schema]
Rewrites = tuple[Rewrite, ...]

# This client can read these safely, unlike a generic one.
LOOSE = {
    "response-became-undeclared",
    "response-enum-value-added",
    "response-union-member-added",
}


def unknown_keys_are_not_sent(schema: Schema, direction: str) -> Schema:
    """``additionalProperties: true`` is the default, and no call of the client uses it."""
    if direction == "request" and schema.get("properties"):
        return {**schema, "additionalProperties": False}
    return schema


def every_key_is_written(schema: Schema, direction: str) -> Schema:
    """In responses, the server writes every key, despite ``required: []`` or a default."""
    if direction == "response" and schema.get("properties"):
        return {**schema, "required": sorted(schema["properties"])}
    return schema


def unknown_keys_are_skipped(schema: Schema, direction: str) -> Schema:
    """In responses, ``additionalProperties: false`` limits the server, and the client ignores unknown keys."""
    if direction == "response" and schema.get("properties") and schema.get("additionalProperties") is False:
        return {key: value for key, value in schema.items() if key != "additionalProperties"}
    return schema


def constraints_of_responses_are_not_checked(schema: Schema, direction: str) -> Schema:
    """In responses, constraints are annotations."""
    limits = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern"}
    limits |= {"minItems", "maxItems", "uniqueItems", "propertyNames"}
    return {key: value for key, value in schema.items() if key not in limits} if direction == "response" else schema


def patterns_are_types(schema: Schema, direction: str) -> Schema:
    """A pattern rejects strings, but the judge ignores it."""
    if direction == "request" and "pattern" in schema:
        return {"enum": [f"string like {schema['pattern']}"]}
    return schema


def arguments_have_one_name(schema: Schema, direction: str) -> Schema:
    """In ``Body_…`` schemas, some keys have a second name: the one in the server's code."""
    names = {"history_interval": "history_interval_seconds", "json_schema": "schema"}
    if direction != "request" or not names.keys() & schema.get("properties", {}).keys():
        return schema
    return {
        **schema,
        "properties": {names.get(key, key): value for key, value in schema["properties"].items()},
        "required": [names.get(key, key) for key in schema.get("required", ())],
    }


def null_arguments_are_accepted(schema: Schema, direction: str) -> Schema:
    """In ``Body_…`` schemas, the server treats null in an optional key as not given."""
    if direction != "request" or not schema.get("title", "").startswith("Body_"):
        return schema
    required = schema.get("required", ())
    return {
        **schema,
        "properties": {
            key: value if key in required else {"anyOf": [value, {"type": "null"}]}
            for key, value in schema["properties"].items()
        },
    }


def array_limits_have_two_names(schema: Schema, direction: str) -> Schema:
    """Documents from older dependencies name two limits, which the server enforces, differently from JSON Schema."""
    names = {"min_items": "minItems", "max_items": "maxItems"}
    return {names.get(key, key): value for key, value in schema.items()} if direction == "request" else schema


def intervals_are_strings_too(schema: Schema, direction: str) -> Schema:
    """All servers accept a number of seconds or an ISO 8601 string for an interval, and reject negative ones."""
    if direction != "request" or "properties" not in schema:
        return schema
    properties = dict(schema["properties"])
    for key in properties.keys() & {"interval", "within", "schedule_after"}:
        if '"number"' in (written := json.dumps(properties[key])):
            types = ["number", "string", *(["null"] if '"null"' in written else [])]
            properties[key] = {"anyOf": [{"type": one} for one in types]}
    return {**schema, "properties": properties}


EQUIVALENCES: tuple[Rewrite, ...] = (
    unknown_keys_are_not_sent,
    every_key_is_written,
    unknown_keys_are_skipped,
    constraints_of_responses_are_not_checked,
    patterns_are_types,
    arguments_have_one_name,
    null_arguments_are_accepted,
    array_limits_have_two_names,
    intervals_are_strings_too,
)


class Judged:
    """A server's document, in the form that the judge reads."""

    def __init__(self, raw: Schema) -> None:
        self.raw = raw
        self.document: Document = documents.parse(raw)

    def schema(self, root: Schema, direction: str, rewrites: tuple[Rewrite, ...]) -> str:
        """Return *root* and every schema that it refers to as one rewritten schema."""
        needed: dict[str, Schema] = {}
        waiting = [root]
        written = self._write(root, direction, rewrites, waiting)
        while waiting:
            for name in list(references(waiting.pop())):
                if name not in needed:
                    found = self.raw["components"]["schemas"][name]
                    needed[name] = self._write(found, direction, rewrites, waiting)
        return json.dumps({**written, "$defs": needed}, sort_keys=True)

    def _write(self, schema: Any, direction: str, rewrites: tuple[Rewrite, ...], waiting: list[Any]) -> Any:
        waiting.append(schema)
        return write(schema, direction, rewrites)


def write(node: Any, direction: str, rewrites: tuple[Rewrite, ...]) -> Any:
    """Rewrite *node* and all schemas in it. Property names are not mistaken for keywords."""
    if isinstance(node, list):
        return [write(one, direction, rewrites) for one in node]
    if not isinstance(node, dict):
        return node
    for rewrite in rewrites:
        node = rewrite(node, direction)
    return {
        key: {name: write(one, direction, rewrites) for name, one in value.items()}
        if key == "properties"
        else value.replace("#/components/schemas/", "#/$defs/")
        if key == "$ref"
        else value
        if key in {"enum", "const"}
        else write(value, direction, rewrites)
        for key, value in node.items()
        if key not in {"title", "description", "examples", "default"}
    }


def references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from references(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value.removeprefix("#/components/schemas/")
            else:
                yield from references(value)


@cache
def judge(old: str, new: str, role: str) -> bool:
    """Return whether the judge calls *new* compatible with *old*."""
    return old == new or jsoncompat.check_compat(old, new, role)  # type: ignore[arg-type]  # a literal of its own


def judged_values(old: documents.Operation, new: documents.Operation) -> Iterator[tuple[Direction, Located, Located]]:
    """Yield each value that both documents declare, with its direction."""
    for key in old.parameters.keys() & new.parameters.keys():
        yield "request", old.parameters[key].value, new.parameters[key].value
    if old.body is not None and new.body is not None:
        for media_type in old.body.content.keys() & new.body.content.keys():
            yield "request", old.body.content[media_type], new.body.content[media_type]
    for status in old.responses.keys() & new.responses.keys():
        responses = old.responses[status], new.responses[status]
        for media_type in responses[0].content.keys() & responses[1].content.keys():
            yield "response", responses[0].content[media_type], responses[1].content[media_type]


def is_kept(comparison: SchemaComparison, sent: tuple[Located, Located]) -> bool:
    """Return our verdict on one value."""
    differences = comparison.compare(*sent)
    return not any(RULES[one.rule].level == "breaking" or one.rule in LOOSE for one in differences)


def verdict(direction: str, old: Judged, new: Judged, sent: tuple[Located, Located], rewrites: Rewrites) -> bool:
    """Return the judge's verdict on one value, with both documents rewritten."""
    role = "deserializer" if direction == "request" else "serializer"
    written = [one.schema(it.schema, direction, rewrites) for one, it in zip((old, new), sent, strict=True)]
    return judge(written[0], written[1], role)


def explain(old: Judged, new: Judged) -> tuple[list[str], Counter[str], int]:
    """Return the unexplained verdicts, the uses of each equivalence, and the number of values."""
    unexplained: list[str] = []
    needed: Counter[str] = Counter()
    judged = 0
    unchanged = UnchangedSchemas(old.document, new.document)
    for key in old.document.operations.keys() & new.document.operations.keys():
        operations = old.document.operations[key], new.document.operations[key]
        for direction, *sent in judged_values(*operations):
            judged += 1
            pair = sent[0], sent[1]
            ours = is_kept(SchemaComparison(old.document, new.document, unchanged, direction), pair)
            if verdict(direction, old, new, pair, ()) == ours:
                continue
            if verdict(direction, old, new, pair, EQUIVALENCES) != ours:
                unexplained.append(f"{operations[0].name} {direction}: {'kept' if ours else 'broken'}")
                continue
            for one in EQUIVALENCES:
                others = tuple(other for other in EQUIVALENCES if other is not one)
                if verdict(direction, old, new, pair, others) != ours:
                    needed[one.__name__] += 1
    return unexplained, needed, judged


@pytest.fixture(scope="module")
def judged(served: Served) -> Callable[[str], Judged]:
    return cache(lambda version: Judged(served(version)))


@pytest.mark.parametrize(("old", "new"), list(permutations(TESTED, 2)))
def test_judge_agrees_on_every_operation(old: str, new: str, judged: Callable[[str], Judged]) -> None:
    unexplained, _, values = explain(judged(old), judged(new))
    assert unexplained == []
    # The oldest and the newest version share the fewest values.
    assert values >= 341


def test_every_equivalence_is_needed(judged: Callable[[str], Judged]) -> None:
    needed: Counter[str] = Counter()
    pairs = [("3.2.15", "3.0.11"), ("3.2.15", "3.4.25"), ("3.4.25", "3.6.29"), ("3.4.25", "3.2.15"), ("3.7.0", PINNED)]
    for old, new in pairs:
        needed += explain(judged(old), judged(new))[1]
    assert needed.keys() == {one.__name__ for one in EQUIVALENCES}

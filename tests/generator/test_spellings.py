"""Documents that spell the same API differently give the same package."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from generator.normalise import Normalised, normalise
from generator.spec.document import REFERENCE, Object, every_schema, operations, schemas
from generator.spec.validate import validate

DOCUMENT: Object = json.loads(Path("spec/openapi.json").read_text("utf-8"))

ANNOTATIONS = {"title", "description", "default", "deprecated", "examples"}
NULL = {"type": "null"}


def restrictions(schema: Object) -> Object:
    return {key: schema.pop(key) for key in list(schema) if key not in ANNOTATIONS}


def wrapping(keyword: str) -> Callable[[Object], None]:
    """Return a function that wraps every reference in an *keyword* of one, next to a title."""

    def wrap(document: Object) -> None:
        for where, schema in list(every_schema(document)):
            if "$ref" in schema:
                name = schema["$ref"].removeprefix(REFERENCE)
                schema[keyword] = [restrictions(schema)]
                # A member of a union keeps its place, and a property its own title.
                if where[-1] == "schema":
                    schema["title"] = name

    return wrap


def wrap_types(document: Object) -> None:
    for _, schema in every_schema(document):
        if isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"]]


def use_nullable(document: Object) -> None:
    for _, schema in list(every_schema(document)):
        if NULL in schema.get("anyOf", ()) and schema.keys() - ANNOTATIONS == {"anyOf"}:
            others = [one for one in schema["anyOf"] if one != NULL]
            if any(one.keys() & ANNOTATIONS for one in others):
                continue
            del schema["anyOf"]
            if len(others) == 1 and "$ref" in others[0]:
                others = [{"allOf": others}]
            schema.update(others[0] if len(others) == 1 else {"anyOf": others})
            schema["nullable"] = True


def deny_nullable(document: Object) -> None:
    for _, schema in every_schema(document):
        if schema.get("type") == "string":
            schema["nullable"] = False


def refer_through_aliases(document: Object) -> None:
    targets = list(schemas(document))
    for _, schema in list(every_schema(document)):
        if "$ref" in schema:
            schema["$ref"] += "Alias"
    for name in targets:
        schemas(document)[f"{name}Alias"] = {"allOf": [{"$ref": f"{REFERENCE}{name}Alias2"}], "title": f"{name}Alias"}
        schemas(document)[f"{name}Alias2"] = {"$ref": REFERENCE + name}


def parts(document: Object) -> Iterator[tuple[str, str, Object]]:
    for _, _, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            yield "parameters", f"{operation['operationId']}-{parameter['name']}", parameter
        if "requestBody" in operation:
            yield "requestBodies", operation["operationId"], operation["requestBody"]
        for status, response in operation["responses"].items():
            yield "responses", f"{operation['operationId']}-{status}", response


def share_parts(document: Object) -> None:
    for kind, name, part in list(parts(document)):
        document["components"].setdefault(kind, {})[name] = dict(part)
        part.clear()
        part["$ref"] = f"#/components/{kind}/{name}"


def body_schemas(document: Object) -> Iterator[Object]:
    for _, _, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            yield content["schema"]


def inline_bodies(document: Object) -> None:
    for schema in body_schemas(document):
        if "$ref" in schema:
            name = schema.pop("$ref").removeprefix(REFERENCE)
            schema.update(deepcopy(schemas(document)[name]))


def move_bodies_inline(document: Object) -> None:
    inline_bodies(document)
    used = json.dumps(document)
    for name in [name for name in schemas(document) if f'"{REFERENCE}{name}"' not in used]:
        del schemas(document)[name]


def inline_items(document: Object) -> None:
    for _, schema in list(every_schema(document)):
        item = schema.get("items", {})
        target = schemas(document).get(item.get("$ref", "").removeprefix(REFERENCE), {})
        if target.get("properties") and target.get("title") in schemas(document):
            schema["items"] = deepcopy(target)


SPELLINGS: dict[str, Callable[[Object], None]] = {
    "allOf of one": wrapping("allOf"),
    "anyOf of one": wrapping("anyOf"),
    "oneOf of one": wrapping("oneOf"),
    "lists of one type": wrap_types,
    "nullable": use_nullable,
    "not nullable": deny_nullable,
    "references to references": refer_through_aliases,
    "shared parts": share_parts,
    "copies of bodies": inline_bodies,
    "bodies without a named schema": move_bodies_inline,
    "copies of items": inline_items,
}


@pytest.fixture(scope="module")
def expected() -> Normalised:
    return normalise(DOCUMENT)


def differences(one: Any, other: Any, where: str = "") -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from differences(one.get(key), other.get(key), f"{where}/{key}")
    elif one != other:
        yield f"{where}: {one} != {other}"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_does_not_change_the_package(spelling: str, expected: Normalised) -> None:
    document = deepcopy(DOCUMENT)
    SPELLINGS[spelling](document)
    assert document != DOCUMENT
    validate(document)
    found = normalise(document)
    assert list(differences(expected.requests, found.requests))[:5] == []
    assert list(differences(expected.responses, found.responses))[:5] == []

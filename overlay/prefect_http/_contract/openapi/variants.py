"""What a value may be: a schema as the list of its alternatives, each of one JSON type."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from prefect_http._contract.openapi import canonical as equivalences
from prefect_http._contract.openapi.document import Document, Located, Pointer, Schema, is_object, target_of

ANY = "any"
_UNIONS = ("anyOf", "oneOf")


class Alternative(msgspec.Struct, frozen=True):
    """One of the forms that a value may have.

    Attributes:
        kind: the JSON type; ``"any"`` where nothing is said.
        name: the plain name of the schema that it was referred to by; empty where it stands in its place.
        located: the schema, in one spelling, and where it is.
    """

    kind: str
    name: str
    located: Located

    @property
    def schema(self) -> Schema:
        """The schema, in one spelling."""
        return self.located.schema

    @property
    def pointer(self) -> Pointer:
        """Where it is."""
        return self.located.pointer

    @property
    def format(self) -> str | None:
        """The form of its text; None for any."""
        found: str | None = self.schema.get("format")
        return found

    @property
    def values(self) -> list[Any] | None:
        """The only values that it has; None where there are others."""
        found: list[Any] | None = self.schema.get("enum")
        return found

    @property
    def label(self) -> str:
        """What to call it, for people and for telling it from the others."""
        if self.name and self.kind == "object":
            return self.name
        if self.values is not None:
            return " | ".join(sorted(json.dumps(value) for value in self.values))
        if self.kind == "array":
            return f"array of {self._items}" if self._items else "array"
        return f"{self.kind} ({self.format})" if self.format else self.kind

    @property
    def _items(self) -> str:
        """What to call what is in an array, where that has a word for it."""
        items = self.schema.get("items")
        if not is_object(items):
            return ""
        items = equivalences.one_spelling(items)
        return equivalences.plain_name(target_of(items) or str(items.get("type", "")))


def alternatives(document: Document, located: Located) -> list[Alternative]:
    """Return the forms that a value of *located* may have; the values of enums of one type are one alternative."""
    found: dict[str, Alternative] = {}
    for one in _flat(document, located, "", set()):
        key = f"{one.kind} values" if one.values is not None else f"{one.kind} {one.name} {one.format} {one.pointer}"
        found[key] = one if key not in found else _merged(found[key], one)
    everything = [one for one in found.values() if one.kind == ANY]
    return everything[:1] or list(found.values())


def _merged(one: Alternative, other: Alternative) -> Alternative:
    values = [*(one.values or ()), *(value for value in other.values or () if value not in (one.values or ()))]
    schema = {**one.schema, "enum": values} if one.values is not None else one.schema
    return Alternative(one.kind, one.name, Located(schema, one.pointer))


def _flat(document: Document, located: Located, name: str, entered: set[Pointer]) -> Iterator[Alternative]:
    schema = equivalences.one_spelling(located.schema)
    located = Located(schema, located.pointer)
    if "$ref" in schema:
        target = document.resolve(located)
        # What a union refers to twice, or is itself, adds nothing to it.
        if target.pointer not in entered:
            entered.add(target.pointer)
            yield from _flat(document, target, equivalences.plain_name(target.pointer[-1]), entered)
        return
    members = [(keyword, index) for keyword in _UNIONS for index in range(len(schema.get(keyword, ())))]
    if members:
        for keyword, index in members:
            yield from _flat(document, located.at(keyword, index), "", entered)
        return
    if "allOf" in schema:
        located = Located(_whole(document, located, {located.pointer}), located.pointer)
    yield from _typed(located, name)


def _whole(document: Document, located: Located, entered: set[Pointer]) -> Schema:
    """Return the schema with the properties, and what is required, of all that it is made of."""
    whole: list[Mapping[str, Any]] = []
    for index in range(len(located.schema["allOf"])):
        part = document.resolve(located.at("allOf", index))
        if part.pointer not in entered:
            entered.add(part.pointer)
            whole.append(
                _whole(document, part, entered) if "allOf" in part.schema else equivalences.one_spelling(part.schema)
            )
    whole.append({key: value for key, value in located.schema.items() if key != "allOf"})
    merged = {key: value for part in whole for key, value in part.items()}
    merged["properties"] = {key: value for part in whole for key, value in part.get("properties", {}).items()}
    merged["required"] = [key for part in whole for key in part.get("required", ())]
    return merged


def _typed(located: Located, name: str) -> Iterator[Alternative]:
    schema = located.schema
    if "enum" in schema:
        for kind in dict.fromkeys(_kind_of(value) for value in schema["enum"]):
            values = [value for value in schema["enum"] if _kind_of(value) == kind]
            yield Alternative(
                kind, name, Located({**schema, "enum": values} if kind != "null" else {}, located.pointer)
            )
        return
    declared = schema.get("type", "object" if "properties" in schema else ANY)
    kinds: list[str] = [declared] if isinstance(declared, str) else list(declared)
    for kind in kinds:
        yield Alternative(kind, name, located)


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    for types, kind in ((int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, types):
            return kind
    return "object"

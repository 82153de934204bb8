"""Variants of a schema: its alternatives, each of one JSON type."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from prefect_http._contract.openapi import canonical
from prefect_http._contract.openapi.document import (
    Document,
    Located,
    Pointer,
    Schema,
    is_object,
    reference_pointer,
    schema_name,
)

ANY: Final = "any"
_UNIONS: Final = ("anyOf", "oneOf")


class Variant(msgspec.Struct, frozen=True):
    """One alternative of a schema.

    Attributes:
        kind: JSON type, or ``"any"`` if the schema allows any value.
        name: Base name of the referenced schema. Empty for an inline schema.
        located: Schema in canonical form, and its pointer.
    """

    kind: str
    name: str
    located: Located

    @property
    def schema(self) -> Schema:
        """Schema in canonical form."""
        return self.located.schema

    @property
    def pointer(self) -> Pointer:
        """JSON pointer to the schema."""
        return self.located.pointer

    @property
    def format(self) -> str | None:
        """Format, or None if the schema declares none."""
        found: str | None = self.schema.get("format")
        return found

    @property
    def values(self) -> list[Any] | None:
        """Enum values, or None if the schema is not an enum."""
        found: list[Any] | None = self.schema.get("enum")
        return found

    @property
    def label(self) -> str:
        """Name for messages, such as ``"string (uuid)"`` or ``"array of Flow"``."""
        if self.name and self.kind == "object":
            return self.name
        if self.values is not None:
            return " | ".join(sorted(json.dumps(value) for value in self.values))
        if self.kind == "array":
            return f"array of {self._items}" if self._items else "array"
        return f"{self.kind} ({self.format})" if self.format else self.kind

    @property
    def _items(self) -> str:
        items = self.schema.get("items")
        if not is_object(items):
            return ""
        items = canonical.canonical_form(items)
        return canonical.base_name(schema_name(reference_pointer(items) or ())) or str(items.get("type", ""))


def variants(document: Document, located: Located) -> list[Variant]:
    """Return the variants of a schema. Enums of the same JSON type are merged into one variant."""
    found: dict[str, Variant] = {}
    for variant in _flatten(document, located, "", set()):
        key = f"{variant.kind} {variant.name} {variant.format} {variant.pointer}"
        if variant.values is not None:
            key = f"{variant.kind} values"
        found[key] = variant if key not in found else _merge_values(found[key], variant)
    anything = [variant for variant in found.values() if variant.kind == ANY]
    return anything[:1] or list(found.values())


def _merge_values(one: Variant, other: Variant) -> Variant:
    values = [*(one.values or ()), *(value for value in other.values or () if value not in (one.values or ()))]
    schema = {**one.schema, "enum": values} if one.values is not None else one.schema
    return Variant(one.kind, one.name, Located(schema, one.pointer))


def _flatten(document: Document, located: Located, name: str, entered: set[Pointer]) -> Iterator[Variant]:
    schema = canonical.canonical_form(located.schema)
    located = Located(schema, located.pointer)
    if "$ref" in schema:
        target = document.resolve(located)
        # A repeated reference, or one from a union to itself, adds no variant.
        if target.pointer not in entered:
            entered.add(target.pointer)
            yield from _flatten(document, target, canonical.base_name(schema_name(target.pointer)), entered)
        return
    members = [(keyword, index) for keyword in _UNIONS for index in range(len(schema.get(keyword, ())))]
    if members:
        for keyword, index in members:
            yield from _flatten(document, located.at(keyword, index), "", entered)
        return
    if "allOf" in schema:
        located = Located(_merge_all_of(document, located, {located.pointer}), located.pointer)
    yield from _by_type(located, name)


def _merge_all_of(document: Document, located: Located, entered: set[Pointer]) -> Schema:
    """Merge the members of ``allOf``, with all their properties and required keys."""
    parts: list[Mapping[str, Any]] = []
    for index in range(len(located.schema["allOf"])):
        part = document.resolve(located.at("allOf", index))
        if part.pointer not in entered:
            entered.add(part.pointer)
            is_nested = "allOf" in part.schema
            # Null is allowed only if every part allows it.
            schema = canonical.canonical_form({key: value for key, value in part.schema.items() if key != "nullable"})
            parts.append(_merge_all_of(document, part, entered) if is_nested else schema)
    parts.append({key: value for key, value in located.schema.items() if key != "allOf"})
    merged = {key: value for part in parts for key, value in part.items()}
    merged["properties"] = {key: value for part in parts for key, value in part.get("properties", {}).items()}
    merged["required"] = [key for part in parts for key in part.get("required", ())]
    return merged


def _by_type(located: Located, name: str) -> Iterator[Variant]:
    schema = located.schema
    if schema.get("not") == {}:
        return
    if "enum" in schema:
        for kind in dict.fromkeys(_kind_of(value) for value in schema["enum"]):
            values = [value for value in schema["enum"] if _kind_of(value) == kind]
            narrowed = {**schema, "enum": values} if kind != "null" else {}
            yield Variant(kind, name, Located(narrowed, located.pointer))
        return
    declared = schema.get("type", "object" if "properties" in schema else ANY)
    kinds: list[str] = [declared] if isinstance(declared, str) else list(declared)
    for kind in kinds:
        yield Variant(kind, name, located)


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    for types, kind in ((int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, types):
            return kind
    return "object"

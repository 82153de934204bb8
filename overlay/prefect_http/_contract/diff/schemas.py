"""Compare schemas: check that each side can read everything that the other may send.

In a request, the client sends and the server reads; in a response, the server sends and the client reads. Variants are
compared as ``sent`` and ``read`` in both directions. The rules depend on the direction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from prefect_http._contract.diff.matching import Matching, is_readable_kind, match_variants, merge_interval
from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.openapi import canonical
from prefect_http._contract.openapi.document import (
    SCHEMAS,
    Document,
    Json,
    Located,
    Pointer,
    Schema,
    is_array,
    is_object,
    reference_pointer,
    schema_name,
)
from prefect_http._contract.openapi.variants import ANY, Variant, variants

Direction = Literal["request", "response"]

_Rules = dict[Direction, dict[str, str]]

_UNREADABLE: Final[_Rules] = {
    "request": {
        "type": "request-type-narrowed",
        "format": "request-format-narrowed",
        "null": "request-became-not-nullable",
        "value": "request-enum-value-removed",
        "member": "request-union-member-removed",
    },
    "response": {
        "type": "response-type-widened",
        "format": "response-format-widened",
        "null": "response-became-nullable",
        "value": "response-enum-value-added",
        "member": "response-union-member-added",
    },
}
"""Rules for values that may be sent but cannot be read, by kind of difference."""

_NEVER_SENT: Final[_Rules] = {
    "request": {
        "type": "request-type-widened",
        "format": "request-format-widened",
        "null": "request-became-nullable",
        "value": "request-enum-value-added",
        "member": "request-union-member-added",
    },
    "response": {
        "type": "response-type-narrowed",
        "format": "response-format-narrowed",
        "null": "response-became-not-nullable",
        "value": "response-enum-value-removed",
        "member": "response-union-member-removed",
    },
}
"""Rules for values that can be read but are never sent, by kind of difference."""

_VERBS: Final = {
    ("request", True): "does not accept",
    ("request", False): "accepts",
    ("response", True): "may be",
    ("response", False): "is never",
}
"""Verbs for messages, by direction and by whether the value is unreadable."""

_ANY_VALUE: Final = {
    ("request", True): "does not accept every value",
    ("request", False): "accepts any value",
    ("response", True): "may be any value",
    ("response", False): "is limited to certain values",
}
"""Messages about a schema that only one document leaves unrestricted, by the keys of `_VERBS`."""


class Difference(msgspec.Struct, frozen=True):
    """One difference, at one JSON path of one request or response.

    Attributes:
        rule: ID of the rule.
        pointer: Pointer to the difference in the client's document, or in the server's for an addition.
        at: JSON path in the request or response.
        what: Description of the difference.
        subject: Part that differs at the pointer. Empty if the pointer is specific enough.
    """

    rule: str
    pointer: Pointer
    at: str
    what: str
    subject: str = ""


class UnchangedSchemas:
    """Named schemas that are equal in both documents, including all schemas that they refer to."""

    def __init__(self, client: Document, server: Document) -> None:
        unchanged = {name for name, schema in client.schemas.items() if server.schemas.get(name) == schema}
        targets = {name: set(_references(client.schemas[name])) for name in unchanged}
        while changed := {name for name in unchanged if not targets[name] <= unchanged}:
            unchanged -= changed
        self._names = unchanged

    def __call__(self, old: Located, new: Located) -> bool:
        """Return whether two schemas are equal, including all schemas that they refer to."""
        return old.schema == new.schema and set(_references(old.schema)) <= self._names


def _references(node: Json) -> Iterator[str]:
    if is_object(node):
        if "$ref" in node:
            # No schema has an empty name, so other references count as changed.
            yield schema_name(reference_pointer(node) or ())
        for value in node.values():
            yield from _references(value)
    elif is_array(node):
        for value in node:
            yield from _references(value)


class SchemaComparison:
    """Compares the schemas of one request or response in both documents."""

    def __init__(self, client: Document, server: Document, unchanged: UnchangedSchemas, direction: Direction) -> None:
        self._client = client
        self._server = server
        self._unchanged = unchanged
        self._direction: Direction = direction
        self._entered: set[tuple[Pointer, Pointer]] = set()

    def compare(self, old: Located, new: Located, at: str = "$", *, ignore_null: bool = False) -> Iterator[Difference]:
        """Yield each difference between the client's schema *old* and the server's schema *new*.

        Recursive schemas are compared once.

        Args:
            old: Schema of the client.
            new: Schema of the server.
            at: JSON path in the request or response. Default: the body.
            ignore_null: Whether the server accepts null even if its schema does not. Default: False.
        """
        targets = self._client.resolve(old), self._server.resolve(new)
        key = targets[0].pointer, targets[1].pointer
        if key in self._entered or self._unchanged(old, new):
            return
        self._entered.add(key)
        olds, news = self._variants(self._client, old, at), self._variants(self._server, new, at)
        if ignore_null:
            olds, news = ([variant for variant in found if variant.kind != "null"] for found in (olds, news))
        # If two references have the same name, their targets differ. Otherwise the references differ.
        position = _Position(targets[0].pointer if _have_same_name(*targets) else old.pointer, at)
        if _is_any(olds) or _is_any(news):
            yield from self._compare_any(olds, news, position)
            return
        matching = match_variants(olds, news, intervals=self._direction == "request")
        yield from self._compare_unmatched(matching, olds, news, position)
        for old_variant, new_variant in matching.pairs:
            yield from self._compare_variants(old_variant, new_variant, at)

    def _variants(self, document: Document, located: Located, at: str) -> list[Variant]:
        found = variants(document, located)
        return merge_interval(found, _Position((), at).key) if self._direction == "request" else found

    def _compare_any(self, olds: list[Variant], news: list[Variant], position: _Position) -> Iterator[Difference]:
        if _is_any(olds) and _is_any(news):
            return
        unreadable = _is_any(olds if self._direction == "request" else news)
        if unreadable and self._direction == "response" and position.at == "$":
            yield position.difference("response-became-undeclared", "the response is undeclared")
            return
        rule = (_UNREADABLE if unreadable else _NEVER_SENT)[self._direction]["type"]
        yield position.difference(rule, f"{position.name} {_ANY_VALUE[self._direction, unreadable]}")

    def _compare_unmatched(
        self, matching: Matching, olds: list[Variant], news: list[Variant], position: _Position
    ) -> Iterator[Difference]:
        sent, never_sent, read = matching.old_unmatched, matching.new_unmatched, news
        if self._direction == "response":
            sent, never_sent, read = matching.new_unmatched, matching.old_unmatched, olds
        # An unmatched variant may still be covered by a wider variant of the other document.
        unreadable = [variant for variant in sent if not any(self._is_readable(variant, other) for other in read)]
        found = list(self._unmatched(_UNREADABLE, unreadable, olds, position))
        yield from found
        # An unreadable new type already implies that the old type is gone.
        retyped = any(difference.rule == _UNREADABLE[self._direction]["type"] for difference in found)
        yield from self._unmatched(_NEVER_SENT, [] if retyped else never_sent, olds, position)

    def _is_readable(self, sent: Variant, read: Variant) -> bool:
        """Return whether every value of *sent* can be read as *read*."""
        old, new = (sent, read) if self._direction == "request" else (read, sent)
        if not is_readable_kind(sent, read):
            return False
        unreadable = _UNREADABLE[self._direction].values()
        trial = SchemaComparison(self._client, self._server, self._unchanged, self._direction)
        trial._entered = set(self._entered)
        found = {difference.rule for difference in trial._compare_variants(old, new, "$")}
        return not any(rule in unreadable or RULES[rule].level == "breaking" for rule in found)

    def _unmatched(
        self, rules: _Rules, unmatched: list[Variant], olds: list[Variant], position: _Position
    ) -> Iterator[Difference]:
        unreadable = rules is _UNREADABLE
        objects = [variant for variant in olds if variant not in unmatched and variant.kind == "object"]
        verb = _VERBS[self._direction, unreadable]
        for variant in unmatched:
            if variant.kind == "null":
                yield position.difference(rules[self._direction]["null"], f"{position.name} {verb} null")
                continue
            # A response that was not a union is always decoded as its single class.
            least = 2 if self._direction == "response" and unreadable else 1
            is_member = variant.kind == "object" and len(objects) >= least
            rule = rules[self._direction]["member" if is_member else "type"]
            yield position.difference(rule, f"{position.name} {verb} {variant.label}", variant.label)

    def _compare_variants(self, old: Variant, new: Variant, at: str) -> Iterator[Difference]:
        position = _Position(old.pointer, at)
        sent, read = (old, new) if self._direction == "request" else (new, old)
        if sent.kind != read.kind:
            # An integer can be read as a number, and an interval in seconds as a duration or vice versa.
            if sent.kind == "integer" and read.kind == "number":
                rule = _NEVER_SENT[self._direction]["type"]
                yield position.difference(rule, f"{position.name} changed from {old.label} to {new.label}")
            return
        yield from self._compare_enums(sent, read, position)
        yield from self._compare_formats(sent, read, old, new, position)
        if self._direction == "request":
            yield from self._compare_constraints(old, new, position)
        if old.kind == "object":
            yield from self._compare_properties(old, new, at)
        elif old.kind == "array":
            yield from self._compare_items(old, new, at)

    def _compare_enums(self, sent: Variant, read: Variant, position: _Position) -> Iterator[Difference]:
        for rules, values, others, unreadable in (
            (_UNREADABLE, sent.values, read.values, True),
            (_NEVER_SENT, read.values, sent.values, False),
        ):
            if others is None:
                continue
            missing = [None] if values is None else [value for value in values if value not in others]
            for value in missing:
                shown = "any other value" if values is None else json.dumps(value)
                what = f"{position.name} {_VERBS[self._direction, unreadable]} {shown}"
                yield position.difference(rules[self._direction]["value"], what, shown)

    def _compare_formats(
        self, sent: Variant, read: Variant, old: Variant, new: Variant, position: _Position
    ) -> Iterator[Difference]:
        if sent.kind == "string" and sent.format != read.format and old.values is None and new.values is None:
            rules = _UNREADABLE if read.format is not None else _NEVER_SENT
            what = f"{position.name} changed from {old.label} to {new.label}"
            yield position.difference(rules[self._direction]["format"], what)

    def _compare_constraints(self, old: Variant, new: Variant, position: _Position) -> Iterator[Difference]:
        for keyword in canonical.CONSTRAINTS:
            before, after = old.schema.get(keyword), new.schema.get(keyword)
            limit = after if before is None else before
            if before == after or canonical.is_implied_limit(position.key, keyword, limit):
                continue
            tightened = _is_tighter(keyword, before, after)
            rule = "request-constraint-tightened" if tightened else "request-constraint-loosened"
            shown = [
                f"no {keyword}" if value is None else f"{keyword} {json.dumps(value)}" for value in (before, after)
            ]
            yield position.difference(rule, f"{position.name} changed from {shown[0]} to {shown[1]}", keyword)

    def _compare_properties(self, old: Variant, new: Variant, at: str) -> Iterator[Difference]:
        before, after = self._properties(old), self._properties(new)
        for name in (name for name in before if name not in after):
            position = _Position(before[name].pointer, f"{at}.{name}")
            yield position.difference(f"{self._direction}-property-removed", f"{position.name} is missing")
        for name in (name for name in after if name not in before):
            yield from self._added_property(after[name], at, name, required=name in _required(new))
        for name in (name for name in before if name in after):
            inner = f"{at}.{name}"
            position = _Position(before[name].pointer, inner)
            if self._direction == "response":
                yield from self._compare_presence(old, new, after[name], position)
            else:
                yield from self._compare_required(old, new, name, position)
                if name not in _required(new):
                    yield from self.compare_defaults(before[name], after[name], inner)
            ignore_null = _is_loose_body(new) and name not in _required(new)
            yield from self.compare(before[name], after[name], inner, ignore_null=ignore_null)
        yield from self._compare_other_keys(old, new, after, at)

    def _compare_other_keys(
        self, old: Variant, new: Variant, after: dict[str, Located], at: str
    ) -> Iterator[Difference]:
        """Compare the values of keys that the client's document does not name."""
        declared = old.schema.get("additionalProperties")
        is_map = "properties" not in old.schema
        # The client reads no other keys of a class, and sends those that the document allows explicitly.
        is_compared = is_map or not (self._properties(old) or after)
        if self._direction == "request":
            is_compared = is_compared or declared is not None
        elif after:
            is_compared = is_map and is_object(declared)
        if not is_compared or declared is False:
            return
        value = _nested(old, "additionalProperties")
        if is_map:
            for name, added in after.items():
                yield from self.compare(value, added, f"{at}.{name}")
        yield from self.compare(value, _nested(new, "additionalProperties"), f"{at}.*")

    def _properties(self, variant: Variant) -> dict[str, Located]:
        aliases = canonical.BODY_ALIASES if _is_loose_body(variant) else {}
        properties: Schema = variant.schema.get("properties", {})
        return {aliases.get(name, name): variant.located.at("properties", name) for name in properties}

    def _added_property(self, value: Located, at: str, name: str, *, required: bool) -> Iterator[Difference]:
        position = _Position(value.pointer, f"{at}.{name}")
        if self._direction == "response":
            rule, what = "response-property-added", "is unknown to this client"
        elif required:
            rule, what = "request-property-required-added", "is required and unknown to this client"
        else:
            rule, what = "request-property-optional-added", "is optional and unknown to this client"
        yield position.difference(rule, f"{position.name} {what}")

    def _compare_required(self, old: Variant, new: Variant, name: str, position: _Position) -> Iterator[Difference]:
        before, after = name in _required(old), name in _required(new)
        if after and not before:
            yield position.difference("request-property-became-required", f"{position.name} is required")
        elif before and not after:
            yield position.difference("request-property-became-optional", f"{position.name} is optional")

    def _compare_presence(
        self, old: Variant, new: Variant, value: Located, position: _Position
    ) -> Iterator[Difference]:
        """Yield a difference if a response may omit a key that the client requires.

        Servers send every key that has a default.
        """
        name = value.pointer[-1]
        is_written = name in _required(new) or "default" in value.schema
        if name in _required(old) and not is_written and not any(map(_may_be_empty, variants(self._server, value))):
            yield position.difference("response-property-became-optional", f"{position.name} may be omitted")

    def compare_defaults(self, old: Located, new: Located, at: str) -> Iterator[Difference]:
        """Yield a difference if the server applies another default to calls that omit the value."""
        before, after = _default(self._client, old), _default(self._server, new)
        if not (canonical.is_same_default(before, after) or canonical.is_in_settings(old.pointer)):
            position = _Position(old.pointer, at)
            what = f"{position.name} defaults to {json.dumps(after)} instead of {json.dumps(before)}"
            yield position.difference("request-default-changed", what)

    def _compare_items(self, old: Variant, new: Variant, at: str) -> Iterator[Difference]:
        lengths = [len(variant.schema.get("prefixItems", ())) for variant in (old, new)]
        for index in range(max(lengths)):
            before, after = (
                _nested(variant, "prefixItems", index) if index < length else _nested(variant, "items")
                for variant, length in zip((old, new), lengths, strict=True)
            )
            yield from self.compare(before, after, f"{at}[{index}]")
        if not any(lengths):
            yield from self.compare(_nested(old, "items"), _nested(new, "items"), f"{at}[*]")


class _Position(msgspec.Struct, frozen=True):
    pointer: Pointer
    at: str

    @property
    def key(self) -> str:
        """Last key of the JSON path, or ``$`` for the body as a whole."""
        return self.at.rsplit(".", 1)[-1]

    @property
    def name(self) -> str:
        """Name for messages."""
        if self.key == "*":
            return f"a key of {_Position(self.pointer, self.at.removesuffix('.*')).name}"
        return "the body" if self.key == "$" else f"`{self.key}`"

    def difference(self, rule: str, what: str, subject: str = "") -> Difference:
        return Difference(rule, self.pointer, self.at, what, subject)


def _may_be_empty(variant: Variant) -> bool:
    """Return whether the client can substitute an empty value for an omitted key of this type."""
    return variant.kind in {"null", "array", ANY} or (variant.kind == "object" and not _required(variant))


def _have_same_name(old: Located, new: Located) -> bool:
    """Return whether both are named schemas with the same base name."""
    names = {canonical.base_name(located.pointer[-1]) for located in (old, new)}
    return old.pointer[:-1] == new.pointer[:-1] == SCHEMAS and len(names) == 1


def _is_any(found: list[Variant]) -> bool:
    return [variant.kind for variant in found] == [ANY]


def _nested(variant: Variant, keyword: str, index: int | None = None) -> Located:
    """Return the schema at *keyword* and *index*, or one that allows any value if the keyword is missing."""
    keys = (keyword,) if index is None else (keyword, index)
    return variant.located.at(*keys) if keyword in variant.schema else Located({}, (*variant.pointer, *map(str, keys)))


def _default(document: Document, located: Located) -> Json:
    """Return the default of a schema or of the one that it refers to, or None."""
    return located.schema.get("default", document.resolve(located).schema.get("default"))


def _is_loose_body(variant: Variant) -> bool:
    """Return whether *variant* is a body of individual arguments. Servers treat a null argument as not given."""
    return variant.name.startswith("Body_")


def _required(variant: Variant) -> list[str]:
    found: list[str] = variant.schema.get("required", [])
    if not _is_loose_body(variant):
        return found
    return [canonical.BODY_ALIASES.get(name, name) for name in found]


def _is_tighter(keyword: str, before: Json, after: Json) -> bool:
    """Return whether *after* rejects a value that *before* allows. A changed pattern counts as tighter."""
    if before is None or after is None:
        return before is None
    if keyword == "multipleOf":
        return not after or bool(before % after)
    if keyword.startswith(("max", "exclusiveMax")):
        return bool(after < before)
    if keyword.startswith(("min", "exclusiveMin")):
        return bool(after > before)
    return after is not False

"""Whether what is sent can be read: two schemas, and the direction that decides which of the two is which.

What a caller sends has to be within what the server takes; what the server sends, within what the client reads. So one
walk serves both directions: ``may_have_been_sent`` against ``read``, and only the names of the rules differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

import msgspec

from prefect_http._contract.diff.matching import Pairing, is_of_kind, pair
from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.diff.unchanged import Unchanged
from prefect_http._contract.openapi import canonical as equivalences
from prefect_http._contract.openapi.document import SCHEMAS, Document, Json, Located, Pointer, Schema, is_object
from prefect_http._contract.openapi.variants import ANY, Alternative, alternatives

Direction = Literal["request", "response"]

_LOST: dict[Direction, dict[str, str]] = {
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
"""By what differs, the rule for what is sent and can't be read."""

_SPARE: dict[Direction, dict[str, str]] = {
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
"""By what differs, the rule for what can be read and isn't sent."""


class Difference(msgspec.Struct, frozen=True):
    """One difference, at one place of one request or answer.

    Attributes:
        rule: the id of its rule.
        pointer: where it is: in the promised document, or in the server's for what is new.
        at: the JSON path in the request or the answer.
        what: the difference in words.
        subject: what of the pointer differs; empty where the pointer says it all.
    """

    rule: str
    pointer: Pointer
    at: str
    what: str
    subject: str = ""


class Values:
    """Compares the values of one request or answer, as promised and as the server declares it."""

    def __init__(self, promised: Document, server: Document, unchanged: Unchanged, direction: Direction) -> None:
        self._promised = promised
        self._server = server
        self._unchanged = unchanged
        self._direction: Direction = direction
        self._entered: set[tuple[Pointer, Pointer]] = set()

    def compare(self, old: Located, new: Located, at: str = "$") -> Iterator[Difference]:
        """Yield each difference between *old*, which was promised, and *new*; schemas that refer to themselves once."""
        targets = self._promised.resolve(old), self._server.resolve(new)
        key = targets[0].pointer, targets[1].pointer
        if key in self._entered or self._unchanged(old, new):
            return
        self._entered.add(key)
        olds, news = alternatives(self._promised, old), alternatives(self._server, new)
        # What two references of one name lead to has changed there; else it is the reference that has.
        where = _Where(targets[0].pointer if _have_one_name(*targets) else old.pointer, at)
        if _is_anything(olds) or _is_anything(news):
            yield from self._anything(olds, news, where)
            return
        found = pair(olds, news, intervals=self._direction == "request")
        yield from self._unpaired(found, olds, news, where)
        for one, other in found.pairs:
            yield from self._forms(one, other, at)

    def _unpaired(
        self, found: Pairing, olds: list[Alternative], news: list[Alternative], where: _Where
    ) -> Iterator[Difference]:
        sent, spare, reads = found.old_rest, found.new_rest, news
        if self._direction == "response":
            sent, spare, reads = found.new_rest, found.old_rest, olds
        # What has no like may be within what the other side has in wider words.
        lost = [one for one in sent if not any(self._is_readable(one, other) for other in reads)]
        unreadable = list(self._unmatched(_LOST, lost, olds, where))
        yield from unreadable
        # Of what has another type now, that it may not be what it was says it all.
        retyped = any(difference.rule == _LOST[self._direction]["type"] for difference in unreadable)
        yield from self._unmatched(_SPARE, [] if retyped else spare, olds, where)

    def _is_readable(self, sent: Alternative, read: Alternative) -> bool:
        """Tell whether all that *sent* may be is within what *read* may be, without saying why not."""
        old, new = (sent, read) if self._direction == "request" else (read, sent)
        if not is_of_kind(sent, read):
            return False
        lost = _LOST[self._direction].values()
        trial = Values(self._promised, self._server, self._unchanged, self._direction)
        trial._entered = set(self._entered)
        found = {difference.rule for difference in trial._forms(old, new, "$")}
        return not any(rule in lost or RULES[rule].level == "breaking" for rule in found)

    def _unmatched(
        self, rules: dict[Direction, dict[str, str]], rest: list[Alternative], olds: list[Alternative], where: _Where
    ) -> Iterator[Difference]:
        lost = rules is _LOST
        others = [one for one in olds if one not in rest and one.kind == "object"]
        for one in rest:
            if one.kind == "null":
                yield where.difference(rules[self._direction]["null"], f"{where.name} {_NULL[self._direction, lost]}")
                continue
            # Of an answer that was no union the client makes one class, which reads nothing else.
            is_member = one.kind == "object" and len(others) >= (2 if self._direction == "response" and lost else 1)
            rule = rules[self._direction]["member" if is_member else "type"]
            yield where.difference(rule, f"{where.name} {_FORM[self._direction, lost]} {one.label}", one.label)

    def _forms(self, old: Alternative, new: Alternative, at: str) -> Iterator[Difference]:
        where = _Where(old.pointer, at)
        sent, read = (old, new) if self._direction == "request" else (new, old)
        if sent.kind != read.kind:
            # Of the two kinds of numbers, or of intervals, that are read alike.
            if sent.kind == "integer" and read.kind == "number":
                rule = _SPARE[self._direction]["type"]
                yield where.difference(rule, f"{where.name} was promised as {old.label} and is {new.label}")
            return
        yield from self._text(sent, read, old, new, where)
        if self._direction == "request":
            yield from self._limits(old, new, where)
        if old.kind == "object":
            yield from self._properties(old, new, at)
        elif old.kind == "array":
            yield from self._items(old, new, at)

    def _anything(self, olds: list[Alternative], news: list[Alternative], where: _Where) -> Iterator[Difference]:
        if _is_anything(olds) and _is_anything(news):
            return
        lost = _is_anything(olds if self._direction == "request" else news)
        if lost and self._direction == "response" and where.at == "$":
            yield where.difference("response-became-undeclared", "it is not declared what the answer is")
            return
        rule = (_LOST if lost else _SPARE)[self._direction]["type"]
        yield where.difference(rule, f"{where.name} {_FORM[self._direction, lost]} any value")

    def _text(
        self, sent: Alternative, read: Alternative, old: Alternative, new: Alternative, where: _Where
    ) -> Iterator[Difference]:
        yield from self._enums(sent, read, where)
        if sent.kind == "string" and sent.format != read.format and old.values is None and new.values is None:
            rules = _LOST if read.format is not None else _SPARE
            what = f"{where.name} was promised as {old.label} and is {new.label}"
            yield where.difference(rules[self._direction]["format"], what)

    def _enums(self, sent: Alternative, read: Alternative, where: _Where) -> Iterator[Difference]:
        for rules, these, those, lost in (
            (_LOST, sent.values, read.values, True),
            (_SPARE, read.values, sent.values, False),
        ):
            if those is None:
                continue
            values = [None] if these is None else [value for value in these if value not in those]
            for value in values:
                shown = "any other value" if these is None else json.dumps(value)
                what = f"{where.name} {_VALUE[self._direction, lost]} {shown}"
                yield where.difference(rules[self._direction]["value"], what, shown)

    def _limits(self, old: Alternative, new: Alternative, where: _Where) -> Iterator[Difference]:
        for keyword in equivalences.LIMITS:
            before, after = old.schema.get(keyword), new.schema.get(keyword)
            if before == after or equivalences.is_implied_limit(
                where.key, keyword, after if before is None else before
            ):
                continue
            tightened = _is_tighter(keyword, before, after)
            rule = "request-constraint-tightened" if tightened else "request-constraint-loosened"
            said = [f"no {keyword}" if value is None else f"{keyword} {json.dumps(value)}" for value in (before, after)]
            yield where.difference(rule, f"{where.name} was promised with {said[0]} and has {said[1]}", keyword)

    def _properties(self, old: Alternative, new: Alternative, at: str) -> Iterator[Difference]:
        before, after = self._named(old), self._named(new)
        for name in (name for name in before if name not in after):
            where = _Where(before[name].pointer, f"{at}.{name}")
            yield where.difference(f"{self._direction}-property-removed", f"{where.name} is not there")
        for name in (name for name in after if name not in before):
            yield from self._added(after[name], at, name, required=name in _required(new))
        for name in (name for name in before if name in after):
            here = f"{at}.{name}"
            if self._direction == "response":
                yield from self._left_out(old, new, after[name], _Where(before[name].pointer, here))
            else:
                yield from self._required(old, new, name, _Where(before[name].pointer, here))
                yield from self._default(before[name], after[name], name in _required(new), here)
            yield from self.compare(before[name], after[name], here)
        # What a caller does not know it does not send, and what it does not know it skips: maps alone are compared.
        if not before and not after:
            yield from self._maps(old, new, at)

    def _named(self, one: Alternative) -> dict[str, Located]:
        aliases = equivalences.BODY_ALIASES if self._direction == "request" and one.name.startswith("Body_") else {}
        properties: Schema = one.schema.get("properties", {})
        return {aliases.get(name, name): one.located.at("properties", name) for name in properties}

    def _added(self, value: Located, at: str, name: str, *, required: bool) -> Iterator[Difference]:
        where = _Where(value.pointer, f"{at}.{name}")
        if self._direction == "response":
            yield where.difference("response-property-added", f"{where.name} is unknown to this client")
        elif required:
            yield where.difference(
                "request-property-required-added", f"{where.name} is unknown to this client, and required"
            )
        else:
            yield where.difference(
                "request-property-optional-added", f"{where.name} is unknown to this client, and may be left out"
            )

    def _required(self, old: Alternative, new: Alternative, name: str, where: _Where) -> Iterator[Difference]:
        before, after = name in _required(old), name in _required(new)
        if after and not before:
            yield where.difference("request-property-became-required", f"{where.name} may not be left out")
        elif before and not after:
            yield where.difference("request-property-became-optional", f"{where.name} may be left out")

    def _left_out(self, old: Alternative, new: Alternative, value: Located, where: _Where) -> Iterator[Difference]:
        """What is optional in a server's code is written all the same, as its default; so what has one is no risk."""
        name = value.pointer[-1]
        stays = name in _required(new) or "default" in value.schema
        if name in _required(old) and not stays and not any(map(_may_be_empty, alternatives(self._server, value))):
            yield where.difference("response-property-became-optional", f"{where.name} may be left out")

    def _default(self, old: Located, new: Located, required: bool, at: str) -> Iterator[Difference]:
        before, after = old.schema.get("default"), new.schema.get("default")
        if (
            not equivalences.is_same_default(before, after)
            and not required
            and not equivalences.is_of_settings(old.pointer)
        ):
            where = _Where(old.pointer, at)
            said = f"{where.name}, when left out, is taken as {json.dumps(after)}; promised was {json.dumps(before)}"
            yield where.difference("request-default-changed", said)

    def _maps(self, old: Alternative, new: Alternative, at: str) -> Iterator[Difference]:
        values = [_inside(one, "additionalProperties") for one in (old, new)]
        yield from self.compare(values[0], values[1], f"{at}.*")

    def _items(self, old: Alternative, new: Alternative, at: str) -> Iterator[Difference]:
        places = [len(one.schema.get("prefixItems", ())) for one in (old, new)]
        for index in range(max(places)):
            before, after = (
                _inside(one, "prefixItems", index) if index < length else _inside(one, "items")
                for one, length in zip((old, new), places, strict=True)
            )
            yield from self.compare(before, after, f"{at}[{index}]")
        if not any(places):
            yield from self.compare(_inside(old, "items"), _inside(new, "items"), f"{at}[*]")


class _Where(msgspec.Struct, frozen=True):
    pointer: Pointer
    at: str

    @property
    def key(self) -> str:
        """The last key that leads to it; ``$`` for the whole."""
        return self.at.rsplit(".", 1)[-1]

    @property
    def name(self) -> str:
        """The place's name in a sentence: its last key, or what it is all of."""
        return "the whole" if self.key == "$" else f"`{self.key}`"

    def difference(self, rule: str, what: str, subject: str = "") -> Difference:
        return Difference(rule, self.pointer, self.at, what, subject)


_NULL = {
    ("request", True): "may not be null",
    ("request", False): "may be null",
    ("response", True): "may be null",
    ("response", False): "is never null",
}
_FORM = {
    ("request", True): "is not accepted as",
    ("request", False): "is accepted as",
    ("response", True): "may be",
    ("response", False): "is never",
}
_VALUE = {
    ("request", True): "is not accepted as",
    ("request", False): "is accepted as",
    ("response", True): "may be",
    ("response", False): "is never",
}


def _may_be_empty(one: Alternative) -> bool:
    """Tell whether it has a value that says nothing, which the client takes for what is left out."""
    return one.kind in {"null", "array", ANY} or (one.kind == "object" and not _required(one))


def _have_one_name(old: Located, new: Located) -> bool:
    """Tell whether both are schemas that others refer to, by one name."""
    names = {equivalences.plain_name(one.pointer[-1]) for one in (old, new)}
    return old.pointer[:-1] == new.pointer[:-1] == SCHEMAS and len(names) == 1


def _is_anything(found: list[Alternative]) -> bool:
    return [one.kind for one in found] == [ANY]


def _inside(one: Alternative, keyword: str, index: int | None = None) -> Located:
    """Return the schema under *keyword*, and at *index* of it; where there is none, one that says nothing."""
    keys = (keyword,) if index is None else (keyword, str(index))
    node: Json = one.schema.get(keyword, {})
    if index is not None:
        node = node[index]
    # ``False`` stands for what there may not be.
    schema: Schema = node if is_object(node) else {"not": {}} if node is False else {}
    return Located(schema, (*one.pointer, *keys))


def _required(one: Alternative) -> list[str]:
    found: list[str] = one.schema.get("required", [])
    return [equivalences.BODY_ALIASES.get(name, name) for name in found] if one.name.startswith("Body_") else found


def _is_tighter(keyword: str, before: Json, after: Json) -> bool:
    """Tell whether some value within *before* is not within *after*; of patterns that can't be known."""
    if before is None or after is None:
        return before is None
    if keyword.startswith(("max", "exclusiveMax")):
        return bool(after < before)
    if keyword.startswith(("min", "exclusiveMin")):
        return bool(after > before)
    return after is not False

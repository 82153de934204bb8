"""Which of the old alternatives of a value is which of the new ones."""

from __future__ import annotations

from typing import Any

import msgspec

from prefect_http._contract.openapi import canonical as equivalences
from prefect_http._contract.openapi.document import is_object
from prefect_http._contract.openapi.variants import Alternative


class Pairing(msgspec.Struct, frozen=True):
    """The alternatives that belong together, and those of either side that have no like on the other."""

    pairs: list[tuple[Alternative, Alternative]]
    old_rest: list[Alternative]
    new_rest: list[Alternative]


def pair(olds: list[Alternative], news: list[Alternative], *, intervals: bool) -> Pairing:
    """Return which of *olds* and *news* belong together.

    Those of one name or form first, then objects of one tag, then what is alone with its JSON type on either side.

    Args:
        olds: the alternatives that were promised.
        news: those that the server declares.
        intervals: whether seconds and a duration are one.
    """
    found = Pairing([], list(olds), list(news))
    for is_match in (_has_same_label, _has_same_tag, *((_is_same_interval,) if intervals else ())):
        for old in list(found.old_rest):
            _match(found, old, [new for new in found.new_rest if is_match(old, new)][:1])
    for old in list(found.old_rest):
        if sum(other.kind == old.kind for other in found.old_rest) == 1:
            _match(found, old, [new for new in found.new_rest if new.kind == old.kind])
    return found


def _match(found: Pairing, old: Alternative, matches: list[Alternative]) -> None:
    if len(matches) == 1:
        found.pairs.append((old, matches[0]))
        found.old_rest.remove(old)
        found.new_rest.remove(matches[0])


def is_of_kind(sent: Alternative, read: Alternative) -> bool:
    """Tell whether a value of the kind of *sent* is one of the kind of *read*."""
    return sent.kind == read.kind or (sent.kind, read.kind) == ("integer", "number")


def _has_same_label(one: Alternative, other: Alternative) -> bool:
    return one.kind == other.kind and one.label == other.label


def _has_same_tag(one: Alternative, other: Alternative) -> bool:
    """Tell whether two objects go by the same tag: a property that has one value only."""
    return one.kind == other.kind == "object" and bool(tags := _tags(one)) and tags == _tags(other)


def _tags(one: Alternative) -> dict[str, Any]:
    declared = {
        name: equivalences.one_spelling(value)
        for name, value in one.schema.get("properties", {}).items()
        if is_object(value)
    }
    return {name: value["enum"][0] for name, value in declared.items() if len(value.get("enum", ())) == 1}


def _is_same_interval(one: Alternative, other: Alternative) -> bool:
    return equivalences.is_same_interval(one.kind, one.format, other.kind, other.format)

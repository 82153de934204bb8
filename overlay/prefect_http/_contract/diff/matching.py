"""Match the variants of a schema in one document with those in the other."""

from __future__ import annotations

from typing import Any

import msgspec

from prefect_http._contract.openapi import canonical
from prefect_http._contract.openapi.document import is_object
from prefect_http._contract.openapi.variants import Variant


class Matching(msgspec.Struct, frozen=True):
    """Matched pairs of variants, and the unmatched variants of each document."""

    pairs: list[tuple[Variant, Variant]]
    old_unmatched: list[Variant]
    new_unmatched: list[Variant]


def match_variants(olds: list[Variant], news: list[Variant], *, intervals: bool) -> Matching:
    """Match the variants of two documents.

    Criteria are applied in this order:

    - The variants have the same label.
    - Both are objects with the same tags.
    - If *intervals* is true, one is a number of seconds and the other a duration.
    - Each is the only unmatched variant of its JSON type in its document.

    Args:
        olds: Variants in the client's document.
        news: Variants in the server's document.
        intervals: Whether a number of seconds matches a duration.
    """
    matching = Matching([], list(olds), list(news))
    for is_match in (_has_same_label, _has_same_tag, *((_is_same_interval,) if intervals else ())):
        for old in list(matching.old_unmatched):
            _match(matching, old, [new for new in matching.new_unmatched if is_match(old, new)][:1])
    for old in list(matching.old_unmatched):
        if sum(other.kind == old.kind for other in matching.old_unmatched) == 1:
            _match(matching, old, [new for new in matching.new_unmatched if new.kind == old.kind])
    return matching


def merge_interval(found: list[Variant], key: str) -> list[Variant]:
    """Return the variants of a request key without the strings that express an interval in seconds in another form."""
    if not any(variant.kind == "number" and variant.format is None for variant in found):
        return found
    return [variant for variant in found if not canonical.is_interval_string(key, variant.kind, variant.format)]


def _match(matching: Matching, old: Variant, candidates: list[Variant]) -> None:
    if len(candidates) == 1:
        matching.pairs.append((old, candidates[0]))
        matching.old_unmatched.remove(old)
        matching.new_unmatched.remove(candidates[0])


def is_readable_kind(sent: Variant, read: Variant) -> bool:
    """Return whether the JSON type of *sent* can be read as that of *read*."""
    return sent.kind == read.kind or (sent.kind, read.kind) == ("integer", "number")


def _has_same_label(one: Variant, other: Variant) -> bool:
    return one.kind == other.kind and one.label == other.label


def _has_same_tag(one: Variant, other: Variant) -> bool:
    """Return whether both are objects with the same tags: properties that have a single allowed value."""
    return one.kind == other.kind == "object" and bool(tags := _tags(one)) and tags == _tags(other)


def _tags(variant: Variant) -> dict[str, Any]:
    declared = {
        name: canonical.canonical_form(value)
        for name, value in variant.schema.get("properties", {}).items()
        if is_object(value)
    }
    return {name: value["enum"][0] for name, value in declared.items() if len(value.get("enum", ())) == 1}


def _is_same_interval(one: Variant, other: Variant) -> bool:
    return canonical.is_same_interval(one.kind, one.format, other.kind, other.format)

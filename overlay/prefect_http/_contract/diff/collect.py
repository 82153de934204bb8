"""The findings of a check: what differs, once each, with all the operations that it touches, most severe first."""

from __future__ import annotations

from collections.abc import Iterable

from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.findings import LEVELS, Finding, Place
from prefect_http._contract.openapi import canonical as equivalences
from prefect_http._contract.openapi.document import Pointer


def gather(found: Iterable[tuple[Place, Difference]]) -> list[Finding]:
    """Return each difference once, with every place where it was *found*, most severe first."""
    differences: dict[tuple[str, str, str], tuple[Difference, set[Place]]] = {}
    for place, difference in found:
        key = difference.rule, _text(difference.pointer), difference.subject
        differences.setdefault(key, (difference, set()))[1].add(place)
    findings = [_finding(difference, places) for difference, places in differences.values()]
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), one.settings, one.rule, one.pointer, one.subject))


def _finding(difference: Difference, places: set[Place]) -> Finding:
    rule = RULES[difference.rule]
    settings = equivalences.is_of_settings(difference.pointer)
    return Finding(
        rule.id,
        "risky" if settings and rule.level == "breaking" else rule.level,
        _text(difference.pointer),
        difference.subject,
        difference.what,
        rule.means,
        rule.advice,
        tuple(sorted(places)),
        settings,
    )


def _text(pointer: Pointer) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in pointer)

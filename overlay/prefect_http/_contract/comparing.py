"""The findings of a check: what differs, once each, with all the operations that it touches, most severe first."""

from __future__ import annotations

from prefect_http._contract import equivalences
from prefect_http._contract.document import Document, Operation
from prefect_http._contract.findings import LEVELS, Finding, Place
from prefect_http._contract.operations import compare_operations
from prefect_http._contract.rules import RULES
from prefect_http._contract.values import Difference


def compare(promised: Document, server: Document) -> list[Finding]:
    """Return what differs between what was *promised* and what the *server* declares, most severe first."""
    found: dict[tuple[str, str, str], tuple[Difference, set[Place]]] = {}
    for operation, difference in compare_operations(promised, server):
        key = difference.rule, _text(difference), difference.subject
        found.setdefault(key, (difference, set()))[1].add(_place(operation, difference))
    findings = [_finding(difference, places) for difference, places in found.values()]
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), one.settings, one.rule, one.pointer, one.subject))


def _finding(difference: Difference, places: set[Place]) -> Finding:
    rule = RULES[difference.rule]
    settings = equivalences.is_of_settings(difference.pointer)
    return Finding(
        rule.id,
        "risky" if settings and rule.level == "breaking" else rule.level,
        _text(difference),
        difference.subject,
        difference.what,
        rule.means,
        rule.advice,
        tuple(sorted(places)),
        settings,
    )


def _place(operation: Operation, difference: Difference) -> Place:
    return Place(operation.name, operation.method, operation.path, difference.at)


def _text(difference: Difference) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in difference.pointer)

"""Compare two documents, and collect their differences into findings."""

from __future__ import annotations

from collections.abc import Iterable

from prefect_http._contract.diff.operations import compare_operations
from prefect_http._contract.diff.rules import RULES
from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.findings import LEVELS, AffectedOperation, Finding
from prefect_http._contract.openapi import canonical
from prefect_http._contract.openapi.document import Document, Pointer


def compare(client: Document, server: Document) -> list[Finding]:
    """Return the differences between the client's and the server's documents, most severe first."""
    return collect(
        (AffectedOperation(operation.name, operation.method, operation.path, difference.at), difference)
        for operation, difference in compare_operations(client, server)
    )


def collect(differences: Iterable[tuple[AffectedOperation, Difference]]) -> list[Finding]:
    """Return one finding for each distinct difference, most severe first, with every operation that it affects."""
    found: dict[tuple[str, str, str], tuple[Difference, set[AffectedOperation]]] = {}
    for affected, difference in differences:
        key = difference.rule, _pointer_string(difference.pointer), difference.subject
        found.setdefault(key, (difference, set()))[1].add(affected)
    findings = [_finding(difference, places) for difference, places in found.values()]
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), one.settings, one.rule, one.pointer, one.subject))


def _finding(difference: Difference, places: set[AffectedOperation]) -> Finding:
    rule = RULES[difference.rule]
    settings = canonical.is_in_settings(difference.pointer)
    return Finding(
        rule.id,
        "risky" if settings and rule.level == "breaking" else rule.level,
        _pointer_string(difference.pointer),
        difference.subject,
        difference.what,
        rule.means,
        rule.advice,
        tuple(sorted(places)),
        settings,
    )


def _pointer_string(pointer: Pointer) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in pointer)

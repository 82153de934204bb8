"""Uses of operations, and the findings that affect them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import msgspec

from prefect_http._contract.findings import Finding


class Use(msgspec.Struct, frozen=True, order=True):
    """Position in a source where an operation is used.

    Attributes:
        file: Path of the source.
        line: Line, starting at 1.
    """

    file: str
    line: int


Uses = Mapping[str, Use | None]
"""First use of each used operation, or None for operations that any call may trigger."""


def affecting(findings: Iterable[Finding], operations: Container[str]) -> list[Finding]:
    """Return the findings that affect *operations*, each limited to those operations."""
    found: list[Finding] = []
    for finding in findings:
        places = tuple(place for place in finding.places if place.operation in operations)
        if places:
            found.append(msgspec.structs.replace(finding, places=places))
    return found

"""The comparison of what was promised with what a server declares."""

from __future__ import annotations

from prefect_http._contract.diff.collect import gather
from prefect_http._contract.diff.operations import compare_operations
from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.findings import Finding, Place
from prefect_http._contract.openapi.document import Document, Operation


def compare(promised: Document, server: Document) -> list[Finding]:
    """Return what differs between what was *promised* and what the *server* declares, most severe first."""
    differences = compare_operations(promised, server)
    return gather((_place(operation, difference), difference) for operation, difference in differences)


def _place(operation: Operation, difference: Difference) -> Place:
    return Place(operation.name, operation.method, operation.path, difference.at)

"""The comparison of what was promised with what a server declares."""

from __future__ import annotations

from prefect_http._contract.document import Document, Operation
from prefect_http._contract.findings import Finding, Place
from prefect_http._contract.gathering import gather
from prefect_http._contract.operations import compare_operations
from prefect_http._contract.values import Difference


def compare(promised: Document, server: Document) -> list[Finding]:
    """Return what differs between what was *promised* and what the *server* declares, most severe first."""
    differences = compare_operations(promised, server)
    return gather((_place(operation, difference), difference) for operation, difference in differences)


def _place(operation: Operation, difference: Difference) -> Place:
    return Place(operation.name, operation.method, operation.path, difference.at)

# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Error of a response that does not match its declared type."""

from __future__ import annotations


class DecodeError(ValueError):
    """A response does not match its declared type.

    Attributes:
        operation: Name of the operation, such as ``"deployments.read_deployment"``.
        status: HTTP status of the response.
        path: JSON path of the mismatch, such as ``"$.schedules[0].interval"``, or ``"$"`` for the whole response.
        expected: Expected and actual type or value at *path*, such as ``"Expected `float`, got `str`"``.
    """

    def __init__(self, operation: str, status: int, path: str, expected: str) -> None:
        super().__init__(operation, status, path, expected)
        self.operation = operation
        self.status = status
        self.path = path
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.operation}: unexpected {self.status} response at {self.path}: {self.expected}"

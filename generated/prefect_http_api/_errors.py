# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""The error of a response that the API does not declare; it loads nothing."""

from __future__ import annotations


class DecodeError(ValueError):
    """An answer is not what the API's document declares.

    Attributes:
        operation: the operation that was called, such as ``"deployments.read_deployment"``.
        status: the answer's HTTP status.
        path: where in the JSON, such as ``"$.schedules[0].interval"``; ``"$"`` is the whole answer.
        expected: what should be there and what is, such as ``"Expected `float`, got `str`"``.
    """

    def __init__(self, operation: str, status: int, path: str, expected: str) -> None:
        super().__init__(operation, status, path, expected)
        self.operation = operation
        self.status = status
        self.path = path
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.operation} answered {self.status} with what is not declared: {self.expected} at {self.path}"

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Errors: a value is not JSON-serializable, or a response does not match its declared type."""

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


class EncodeError(TypeError):
    """A value is not JSON-serializable.

    Attributes:
        path: Keys and indexes that lead to the value.
        problem: Type of the value and what is wrong with it, such as ``"object is not JSON-serializable"``.
    """

    def __init__(self, path: tuple[object, ...], problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path]
        return f"{''.join(parts).removeprefix('.') or 'the body'}: {self.problem}"

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Variables: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "count_variables",
    "create_variable",
    "delete_variable",
    "delete_variable_by_name",
    "read_variable",
    "read_variable_by_name",
    "read_variables",
    "update_variable",
    "update_variable_by_name",
]


def create_variable(**body: Unpack[requests.VariableCreate]) -> Call[models.Variable]:
    """Create a variable.

    For more information, see https://www.prefect.io/docs/v3/concepts/variables.

    Success status: 201.

    API: ``POST /variables/``.
    """
    return Call(operations.VARIABLES_CREATE_VARIABLE, body=body)


def count_variables(**body: Unpack[requests.CountVariablesBody]) -> Call[int]:
    """Count variables.

    Success status: 200.

    API: ``POST /variables/count``.
    """
    return Call(operations.VARIABLES_COUNT_VARIABLES, body=body)


def read_variables(**body: Unpack[requests.ReadVariablesBody]) -> Call[list[models.Variable]]:
    """Read variables.

    Success status: 200.

    API: ``POST /variables/filter``.
    """
    return Call(operations.VARIABLES_READ_VARIABLES, body=body)


def read_variable_by_name(name: str, /) -> Call[models.Variable]:
    """Read a variable by name.

    Success status: 200.

    API: ``GET /variables/name/{name}``.
    """
    return Call(operations.VARIABLES_READ_VARIABLE_BY_NAME, name)


def delete_variable_by_name(name: str, /) -> Call[None]:
    """Delete a variable by name.

    Success status: 204.

    API: ``DELETE /variables/name/{name}``.
    """
    return Call(operations.VARIABLES_DELETE_VARIABLE_BY_NAME, name)


def update_variable_by_name(name: str, /, **body: Unpack[requests.VariableUpdate]) -> Call[None]:
    """Update a variable by name.

    Success status: 204.

    API: ``PATCH /variables/name/{name}``.
    """
    return Call(operations.VARIABLES_UPDATE_VARIABLE_BY_NAME, name, body=body)


def read_variable(id: UUID | str, /) -> Call[models.Variable]:
    """Read a variable.

    Success status: 200.

    API: ``GET /variables/{id}``.
    """
    return Call(operations.VARIABLES_READ_VARIABLE, id)


def delete_variable(id: UUID | str, /) -> Call[None]:
    """Delete a variable.

    Success status: 204.

    API: ``DELETE /variables/{id}``.
    """
    return Call(operations.VARIABLES_DELETE_VARIABLE, id)


def update_variable(id: UUID | str, /, **body: Unpack[requests.VariableUpdate]) -> Call[None]:
    """Update a variable.

    Success status: 204.

    API: ``PATCH /variables/{id}``.
    """
    return Call(operations.VARIABLES_UPDATE_VARIABLE, id, body=body)


def __dir__() -> list[str]:
    return __all__

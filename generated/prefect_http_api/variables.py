# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""Variables: one function for each operation, which returns the call of it and does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operations
from ._call import Call

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from .models import Variable
    from .requests import CountVariablesBody, ReadVariablesBody, VariableCreate, VariableUpdate


def create_variable(**body: Unpack[VariableCreate]) -> Call[Variable]:
    """Create a variable.

    For more information, see https://docs.prefect.io/v3/concepts/variables.

    ``POST /variables/`` answers 201.
    """
    return Call(operations.VARIABLES_CREATE_VARIABLE, body=body)


def count_variables(**body: Unpack[CountVariablesBody]) -> Call[int]:
    """Count variables.

    ``POST /variables/count`` answers 200.
    """
    return Call(operations.VARIABLES_COUNT_VARIABLES, body=body)


def read_variables(**body: Unpack[ReadVariablesBody]) -> Call[list[Variable]]:
    """Read variables.

    ``POST /variables/filter`` answers 200.
    """
    return Call(operations.VARIABLES_READ_VARIABLES, body=body)


def read_variable_by_name(name: str, /) -> Call[Variable]:
    """Read variable by name.

    ``GET /variables/name/{name}`` answers 200.
    """
    return Call(operations.VARIABLES_READ_VARIABLE_BY_NAME, name)


def delete_variable_by_name(name: str, /) -> Call[None]:
    """Delete variable by name.

    ``DELETE /variables/name/{name}`` answers 204.
    """
    return Call(operations.VARIABLES_DELETE_VARIABLE_BY_NAME, name)


def update_variable_by_name(name: str, /, **body: Unpack[VariableUpdate]) -> Call[None]:
    """Update variable by name.

    ``PATCH /variables/name/{name}`` answers 204.
    """
    return Call(operations.VARIABLES_UPDATE_VARIABLE_BY_NAME, name, body=body)


def read_variable(id: UUID | str, /) -> Call[Variable]:
    """Read variable.

    ``GET /variables/{id}`` answers 200.
    """
    return Call(operations.VARIABLES_READ_VARIABLE, id)


def delete_variable(id: UUID | str, /) -> Call[None]:
    """Delete variable.

    ``DELETE /variables/{id}`` answers 204.
    """
    return Call(operations.VARIABLES_DELETE_VARIABLE, id)


def update_variable(id: UUID | str, /, **body: Unpack[VariableUpdate]) -> Call[None]:
    """Update variable.

    ``PATCH /variables/{id}`` answers 204.
    """
    return Call(operations.VARIABLES_UPDATE_VARIABLE, id, body=body)

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Flow run states: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from uuid import UUID

from . import models, operations
from ._call import Call

__all__ = [
    "read_flow_run_state",
    "read_flow_run_states",
]


def read_flow_run_states(*, flow_run_id: UUID | str) -> Call[list[models.State]]:
    """Get states associated with a flow run.

    Success status: 200.

    API: ``GET /flow_run_states/``.
    """
    return Call(operations.FLOW_RUN_STATES_READ_FLOW_RUN_STATES, query={"flow_run_id": flow_run_id})


def read_flow_run_state(id: UUID | str, /) -> Call[models.State]:
    """Get a flow run state by ID.

    For more information, see https://www.prefect.io/docs/v3/concepts/flows#final-state-determination.

    Args:
        id: The flow run state ID.

    Success status: 200.

    API: ``GET /flow_run_states/{id}``.
    """
    return Call(operations.FLOW_RUN_STATES_READ_FLOW_RUN_STATE, id)


def __dir__() -> list[str]:
    return __all__

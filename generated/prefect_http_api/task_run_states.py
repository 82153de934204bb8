# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Task run states: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from uuid import UUID

from . import models, operations
from ._call import Call

__all__ = [
    "read_task_run_state",
    "read_task_run_states",
]


def read_task_run_states(*, task_run_id: UUID | str) -> Call[list[models.State]]:
    """Get states associated with a task run.

    Success status: 200.

    API: ``GET /task_run_states/``.
    """
    return Call(operations.TASK_RUN_STATES_READ_TASK_RUN_STATES, query={"task_run_id": task_run_id})


def read_task_run_state(id: UUID | str, /) -> Call[models.State]:
    """Get a task run state by ID.

    For more information, see https://www.prefect.io/docs/v3/concepts/tasks.

    Args:
        id: The task run state ID.

    Success status: 200.

    API: ``GET /task_run_states/{id}``.
    """
    return Call(operations.TASK_RUN_STATES_READ_TASK_RUN_STATE, id)


def __dir__() -> list[str]:
    return __all__

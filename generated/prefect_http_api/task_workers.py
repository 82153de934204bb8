# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Task workers: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack

from . import models, operations, requests
from ._call import Call

__all__ = [
    "read_task_workers",
]


def read_task_workers(**body: Unpack[requests.ReadTaskWorkersBody]) -> Call[list[models.TaskWorker]]:
    """Read active task workers. Optionally filter by task keys.

    For more information, see https://www.prefect.io/docs/v3/how-to-guides/workflows/run-background-tasks.

    Success status: 200.

    API: ``POST /task_workers/filter``.
    """
    return Call(operations.TASK_WORKERS_READ_TASK_WORKERS, body=body)


def __dir__() -> list[str]:
    return __all__

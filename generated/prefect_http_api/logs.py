# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Logs: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack

from . import models, operations, requests
from ._call import Call

__all__ = [
    "create_logs",
    "read_logs",
]


def create_logs(logs: requests.CreateLogsBody, /) -> Call[None]:
    """Create new logs.

    For more information, see https://www.prefect.io/docs/v3/how-to-guides/workflows/add-logging.

    Success status: 201.

    API: ``POST /logs/``.
    """
    return Call(operations.LOGS_CREATE_LOGS, body=logs)


def read_logs(**body: Unpack[requests.ReadLogsBody]) -> Call[list[models.Log]]:
    """Query for logs.

    Success status: 200.

    API: ``POST /logs/filter``.
    """
    return Call(operations.LOGS_READ_LOGS, body=body)


def __dir__() -> list[str]:
    return __all__

# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 993d787433fd4342) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Things: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from uuid import UUID

from . import operations
from ._call import Call

__all__ = [
    "download_logs",
]


def download_logs(id: UUID | str, /) -> Call[str]:
    """Download the logs.

    Success status: 200.

    API: ``GET /flow_runs/{id}/logs/download``.
    """
    return Call(operations.THINGS_DOWNLOAD_LOGS, id)


def __dir__() -> list[str]:
    return __all__

# Generated from _async/_task_runs.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Task runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class TaskRuns:
    """Task runs: find them, read their logs, and change their state."""

    def __init__(self, client: Prefect) -> None:
        self._client = client

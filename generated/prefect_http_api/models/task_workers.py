# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: task workers."""

from datetime import datetime

from attrs import define

from .._models import ResponseModel


@define(kw_only=True, eq=False, repr=False)
class TaskWorker(ResponseModel):
    """A task worker."""

    identifier: str
    task_keys: list[str]
    timestamp: datetime

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
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

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import NotRequired

from .._typed_dict import TypedDict


class TaskWorkerFilter(TypedDict):
    task_keys: list[str]


class ReadTaskWorkersBody(TypedDict):
    task_worker_filter: NotRequired[TaskWorkerFilter | None]
    """The task worker filter."""

# Generated from _async/resources/__init__.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Resources of the API and their public methods: one module per resource, loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync.resources import admin as admin
    from prefect_http._sync.resources import artifacts as artifacts
    from prefect_http._sync.resources import automations as automations
    from prefect_http._sync.resources import block_documents as block_documents
    from prefect_http._sync.resources import block_schemas as block_schemas
    from prefect_http._sync.resources import block_types as block_types
    from prefect_http._sync.resources import concurrency_limits as concurrency_limits
    from prefect_http._sync.resources import deployments as deployments
    from prefect_http._sync.resources import events as events
    from prefect_http._sync.resources import flow_runs as flow_runs
    from prefect_http._sync.resources import flows as flows
    from prefect_http._sync.resources import logs as logs
    from prefect_http._sync.resources import saved_searches as saved_searches
    from prefect_http._sync.resources import schedules as schedules
    from prefect_http._sync.resources import task_runs as task_runs
    from prefect_http._sync.resources import variables as variables
    from prefect_http._sync.resources import work_pools as work_pools
    from prefect_http._sync.resources import work_queues as work_queues


# Hidden from type checkers: a visible __getattr__ would make them accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        module = f"{__name__}.{name}"
        try:
            return import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None

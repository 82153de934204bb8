"""Prefect Cloud: the workspaces that an API key can access.

::

    from prefect_http import Prefect, cloud

    for workspace in cloud.workspaces():  # PREFECT_API_KEY …
        with Prefect(workspace.api_url) as client:
            print(workspace, client.flow_runs.count())
"""

from __future__ import annotations

from prefect_http._async.cloud import async_workspaces
from prefect_http._domain.workspaces import Workspace
from prefect_http._sync.cloud import workspaces

__all__ = ["Workspace", "async_workspaces", "workspaces"]


def __dir__() -> list[str]:
    return __all__

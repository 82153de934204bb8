"""Pages of Prefect's user interface: where an object is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from prefect_http._utils import quote as shown
from prefect_http.errors import ArgumentError

_PAGES: Final[Mapping[str, str]] = {
    "Artifact": "artifacts/artifact/{id}",
    "ArtifactCollection": "artifacts/key/{key}",
    "Automation": "automations/automation/{id}",
    "BlockDocument": "blocks/block/{id}",
    "BlockType": "blocks/catalog/{slug}",
    "ConcurrencyLimit": "concurrency-limits/concurrency-limit/{id}",
    "ConcurrencyLimitV2": "concurrency-limits",
    "Deployment": "deployments/deployment/{id}",
    "DeploymentSchedule": "deployments/deployment/{deployment_id}",
    "Event": "events/event/{occurred}/{id}",
    "Flow": "flows/flow/{id}",
    "FlowRun": "runs/flow-run/{id}",
    "GlobalConcurrencyLimit": "concurrency-limits",
    "MinimalConcurrencyLimit": "concurrency-limits",
    "TaskRun": "runs/task-run/{id}",
    "Variable": "variables",
    "WorkPool": "work-pools/work-pool/{name}",
    "WorkQueue": "work-pools/work-pool/{work_pool_name}/queue/{name}",
}
"""Paths by model. Global concurrency limits and variables have no page of their own, so their list is shown."""

_WORK_QUEUE_BY_ID: Final = "work-queues/work-queue/{id}"
"""Path of a work queue whose work pool is unknown. The user interface redirects it."""

_RESOURCE_PAGES: Final[Mapping[str, str]] = {
    "artifact": _PAGES["Artifact"],
    "automation": _PAGES["Automation"],
    "block-document": _PAGES["BlockDocument"],
    "concurrency-limit": _PAGES["ConcurrencyLimitV2"],
    "deployment": _PAGES["Deployment"],
    "flow": _PAGES["Flow"],
    "flow-run": _PAGES["FlowRun"],
    "task-run": _PAGES["TaskRun"],
    "work-queue": _WORK_QUEUE_BY_ID,
}
"""Paths by kind of resource in events."""

_RESOURCE: Final = re.compile(r"prefect\.([a-z-]+)\.([0-9a-fA-F-]{32,36})")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_HINT: Final = 'pass an object such as a flow run, or a resource ID such as "prefect.flow-run.<id>"'


def page_path(item: object) -> str:
    """Return the path of the page for *item*, relative to the URL of the user interface.

    Args:
        item: Model that the client returns, or the ID of a resource in events.

    Raises:
        ArgumentError: *item* has no page.
    """
    if isinstance(item, str):
        resource = _RESOURCE.fullmatch(item)
        if resource is None or resource[1] not in _RESOURCE_PAGES:
            raise ArgumentError(f"no page for {shown(item)}: {_HINT}")
        return _RESOURCE_PAGES[resource[1]].replace("{id}", resource[2])
    path = _PAGES.get(type(item).__name__)
    if path is None:
        raise ArgumentError(f"no page for {shown(item)}: {_HINT}")
    if getattr(item, "work_pool_name", "") is None and path == _PAGES["WorkQueue"]:
        path = _WORK_QUEUE_BY_ID
    return _PLACEHOLDER.sub(lambda placeholder: _segment(getattr(item, placeholder[1])), path)


def _segment(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).date().isoformat()
    return quote(str(value), safe="")

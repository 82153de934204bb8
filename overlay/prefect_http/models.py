"""The things that the API answers with, under the names that people use for them.

Every class of the API, these included, is in ``prefect_http_api.models`` under the API's own name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http_api.models import (
        Artifact,
        ArtifactCollection,
        Automation,
        BlockDocument,
        BlockSchema,
        BlockType,
        ConcurrencyLimitV2,
        CronSchedule,
        DeploymentSchedule,
        EventCount,
        Flow,
        FlowRunInput,
        Graph,
        IntervalSchedule,
        Log,
        OrchestrationResult,
        RRuleSchedule,
        SavedSearch,
        ServerDefaultResultStorage,
        State,
        StateType,
        TaskRun,
        Variable,
        WorkPoolConcurrencyStatus,
        WorkQueueStatusDetail,
    )
    from prefect_http_api.models import ConcurrencyLimitWithLeaseResponse as ConcurrencyLimitLease
    from prefect_http_api.models import DeploymentResponse as Deployment
    from prefect_http_api.models import FlowRunResponse as FlowRun
    from prefect_http_api.models import GlobalConcurrencyLimitResponse as GlobalConcurrencyLimit
    from prefect_http_api.models import HistoryResponse as History
    from prefect_http_api.models import MinimalConcurrencyLimitResponse as MinimalConcurrencyLimit
    from prefect_http_api.models import ReceivedEvent as Event
    from prefect_http_api.models import Settings as ServerSettings
    from prefect_http_api.models import WorkerFlowRunResponse as WorkerFlowRun
    from prefect_http_api.models import WorkerResponse as Worker
    from prefect_http_api.models import WorkPoolResponse as WorkPool
    from prefect_http_api.models import WorkQueueResponse as WorkQueue

__all__ = [
    "Artifact",
    "ArtifactCollection",
    "Automation",
    "BlockDocument",
    "BlockSchema",
    "BlockType",
    "ConcurrencyLimitLease",
    "ConcurrencyLimitV2",
    "CronSchedule",
    "Deployment",
    "DeploymentSchedule",
    "Event",
    "EventCount",
    "Flow",
    "FlowRun",
    "FlowRunInput",
    "GlobalConcurrencyLimit",
    "Graph",
    "History",
    "IntervalSchedule",
    "Log",
    "MinimalConcurrencyLimit",
    "OrchestrationResult",
    "RRuleSchedule",
    "SavedSearch",
    "ServerDefaultResultStorage",
    "ServerSettings",
    "State",
    "StateType",
    "TaskRun",
    "Variable",
    "WorkPool",
    "WorkPoolConcurrencyStatus",
    "WorkQueue",
    "WorkQueueStatusDetail",
    "Worker",
    "WorkerFlowRun",
]

_OWN_NAMES = {
    "ConcurrencyLimitLease": "ConcurrencyLimitWithLeaseResponse",
    "Deployment": "DeploymentResponse",
    "Event": "ReceivedEvent",
    "FlowRun": "FlowRunResponse",
    "GlobalConcurrencyLimit": "GlobalConcurrencyLimitResponse",
    "History": "HistoryResponse",
    "MinimalConcurrencyLimit": "MinimalConcurrencyLimitResponse",
    "ServerSettings": "Settings",
    "WorkPool": "WorkPoolResponse",
    "WorkQueue": "WorkQueueResponse",
    "Worker": "WorkerResponse",
    "WorkerFlowRun": "WorkerFlowRunResponse",
}


# Type checkers read the imports above; this would let them believe in any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from prefect_http_api import models

        value = globals()[name] = getattr(models, _OWN_NAMES.get(name, name))
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

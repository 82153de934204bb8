"""Models that the client returns, such as flow runs and deployments.

All models of the API are in ``prefect_http_api.models``.
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
        ConcurrencyLimit,
        ConcurrencyLimitLease,
        ConcurrencyLimitV2,
        CronSchedule,
        Deployment,
        DeploymentSchedule,
        Event,
        EventCount,
        Flow,
        FlowRun,
        FlowRunInput,
        GlobalConcurrencyLimit,
        Graph,
        History,
        IntervalSchedule,
        Log,
        MinimalConcurrencyLimit,
        OrchestrationResult,
        RRuleSchedule,
        SavedSearch,
        ServerDefaultResultStorage,
        Settings,
        State,
        StateType,
        TaskRun,
        Variable,
        Worker,
        WorkerFlowRun,
        WorkPool,
        WorkPoolConcurrencyStatus,
        WorkQueue,
        WorkQueueConcurrencyStatus,
        WorkQueueStatusDetail,
    )

__all__ = [
    "Artifact",
    "ArtifactCollection",
    "Automation",
    "BlockDocument",
    "BlockSchema",
    "BlockType",
    "ConcurrencyLimit",
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
    "Settings",
    "State",
    "StateType",
    "TaskRun",
    "Variable",
    "WorkPool",
    "WorkPoolConcurrencyStatus",
    "WorkQueue",
    "WorkQueueConcurrencyStatus",
    "WorkQueueStatusDetail",
    "Worker",
    "WorkerFlowRun",
]


# Hidden from type checkers: a visible __getattr__ would make them accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from prefect_http_api import models

        value = globals()[name] = getattr(models, name)
        return value


def __dir__() -> list[str]:
    return __all__

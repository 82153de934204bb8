# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models, loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .admin import APISettings as APISettings
    from .admin import ClientMetricsSettings as ClientMetricsSettings
    from .admin import ClientSettings as ClientSettings
    from .admin import CLISettings as CLISettings
    from .admin import CloudSettings as CloudSettings
    from .admin import DeploymentsSettings as DeploymentsSettings
    from .admin import EventsSettings as EventsSettings
    from .admin import ExperimentsSettings as ExperimentsSettings
    from .admin import FlowsSettings as FlowsSettings
    from .admin import InternalSettings as InternalSettings
    from .admin import LoggingSettings as LoggingSettings
    from .admin import LoggingToAPISettings as LoggingToAPISettings
    from .admin import LoggingToAPISettingsWhenMissingFlow as LoggingToAPISettingsWhenMissingFlow
    from .admin import LogLevel as LogLevel
    from .admin import PluginsSettings as PluginsSettings
    from .admin import ResultsSettings as ResultsSettings
    from .admin import RunnerServerSettings as RunnerServerSettings
    from .admin import RunnerSettings as RunnerSettings
    from .admin import ServerAPISettings as ServerAPISettings
    from .admin import ServerConcurrencySettings as ServerConcurrencySettings
    from .admin import ServerDatabaseSettings as ServerDatabaseSettings
    from .admin import ServerDatabaseSettingsDriver as ServerDatabaseSettingsDriver
    from .admin import ServerDefaultResultStorage as ServerDefaultResultStorage
    from .admin import ServerDeploymentsSettings as ServerDeploymentsSettings
    from .admin import ServerDocketSettings as ServerDocketSettings
    from .admin import ServerEphemeralSettings as ServerEphemeralSettings
    from .admin import ServerEventsSettings as ServerEventsSettings
    from .admin import ServerFlowRunGraphSettings as ServerFlowRunGraphSettings
    from .admin import ServerLogsSettings as ServerLogsSettings
    from .admin import ServerServicesCancellationCleanupSettings as ServerServicesCancellationCleanupSettings
    from .admin import ServerServicesCleanupReconcilerSettings as ServerServicesCleanupReconcilerSettings
    from .admin import ServerServicesDBVacuumSettings as ServerServicesDBVacuumSettings
    from .admin import ServerServicesEventLoggerSettings as ServerServicesEventLoggerSettings
    from .admin import ServerServicesEventPersisterSettings as ServerServicesEventPersisterSettings
    from .admin import ServerServicesForemanSettings as ServerServicesForemanSettings
    from .admin import ServerServicesLateRunsSettings as ServerServicesLateRunsSettings
    from .admin import ServerServicesPauseExpirationsSettings as ServerServicesPauseExpirationsSettings
    from .admin import ServerServicesRepossessorSettings as ServerServicesRepossessorSettings
    from .admin import ServerServicesSchedulerSettings as ServerServicesSchedulerSettings
    from .admin import ServerServicesSettings as ServerServicesSettings
    from .admin import ServerServicesTaskRunRecorderSettings as ServerServicesTaskRunRecorderSettings
    from .admin import ServerServicesTriggersSettings as ServerServicesTriggersSettings
    from .admin import ServerSettings as ServerSettings
    from .admin import ServerTasksSchedulingSettings as ServerTasksSchedulingSettings
    from .admin import ServerTasksSettings as ServerTasksSettings
    from .admin import ServerUISettings as ServerUISettings
    from .admin import ServerWorkerChannelSettings as ServerWorkerChannelSettings
    from .admin import Settings as Settings
    from .admin import SQLAlchemyConnectArgsSettings as SQLAlchemyConnectArgsSettings
    from .admin import SQLAlchemySettings as SQLAlchemySettings
    from .admin import SQLAlchemyTLSSettings as SQLAlchemyTLSSettings
    from .admin import TasksRunnerSettings as TasksRunnerSettings
    from .admin import TasksSchedulingSettings as TasksSchedulingSettings
    from .admin import TasksSettings as TasksSettings
    from .admin import TelemetrySettings as TelemetrySettings
    from .admin import TestingSettings as TestingSettings
    from .admin import WorkerSettings as WorkerSettings
    from .admin import WorkerWebserverSettings as WorkerWebserverSettings
    from .artifacts import Artifact as Artifact
    from .artifacts import ArtifactCollection as ArtifactCollection
    from .automations import ActionSource as ActionSource
    from .automations import AnyActions as AnyActions
    from .automations import AnyTrigger as AnyTrigger
    from .automations import Automation as Automation
    from .automations import CallWebhook as CallWebhook
    from .automations import CancelFlowRun as CancelFlowRun
    from .automations import ChangeFlowRunState as ChangeFlowRunState
    from .automations import CompoundTrigger as CompoundTrigger
    from .automations import CompoundTriggerRequire as CompoundTriggerRequire
    from .automations import DeleteFlowRun as DeleteFlowRun
    from .automations import DoNothing as DoNothing
    from .automations import EventTrigger as EventTrigger
    from .automations import EventTriggerPosture as EventTriggerPosture
    from .automations import PauseAutomation as PauseAutomation
    from .automations import PauseDeployment as PauseDeployment
    from .automations import PauseWorkPool as PauseWorkPool
    from .automations import PauseWorkQueue as PauseWorkQueue
    from .automations import ResourceSpecification as ResourceSpecification
    from .automations import ResumeAutomation as ResumeAutomation
    from .automations import ResumeDeployment as ResumeDeployment
    from .automations import ResumeFlowRun as ResumeFlowRun
    from .automations import ResumeWorkPool as ResumeWorkPool
    from .automations import ResumeWorkQueue as ResumeWorkQueue
    from .automations import RunDeployment as RunDeployment
    from .automations import SendNotification as SendNotification
    from .automations import SequenceTrigger as SequenceTrigger
    from .automations import SuspendFlowRun as SuspendFlowRun
    from .concurrency_limits import ConcurrencyLimit as ConcurrencyLimit
    from .concurrency_limits_v2 import ConcurrencyLimitLease as ConcurrencyLimitLease
    from .concurrency_limits_v2 import ConcurrencyLimitV2 as ConcurrencyLimitV2
    from .deployments import AnySchedule as AnySchedule
    from .deployments import ConcurrencyLimitStrategy as ConcurrencyLimitStrategy
    from .deployments import ConcurrencyOptions as ConcurrencyOptions
    from .deployments import CronSchedule as CronSchedule
    from .deployments import Deployment as Deployment
    from .deployments import DeploymentBulkDeleteResult as DeploymentBulkDeleteResult
    from .deployments import DeploymentPage as DeploymentPage
    from .deployments import DeploymentSchedule as DeploymentSchedule
    from .deployments import DeploymentStatus as DeploymentStatus
    from .deployments import DeploymentWorkQueue as DeploymentWorkQueue
    from .deployments import FlowRunBulkCreateResult as FlowRunBulkCreateResult
    from .deployments import FlowRunCreateResult as FlowRunCreateResult
    from .deployments import FlowRunCreateResultStatus as FlowRunCreateResultStatus
    from .deployments import IntervalSchedule as IntervalSchedule
    from .deployments import RRuleSchedule as RRuleSchedule
    from .deployments import UpdatedBy as UpdatedBy
    from .events import Event as Event
    from .events import EventCount as EventCount
    from .events import EventPage as EventPage
    from .events import RelatedResource as RelatedResource
    from .events import Resource as Resource
    from .flow_runs import DependencyResult as DependencyResult
    from .flow_runs import Edge as Edge
    from .flow_runs import FlowRunBulkDeleteResult as FlowRunBulkDeleteResult
    from .flow_runs import FlowRunBulkSetStateResult as FlowRunBulkSetStateResult
    from .flow_runs import FlowRunInput as FlowRunInput
    from .flow_runs import FlowRunOrchestrationResult as FlowRunOrchestrationResult
    from .flow_runs import FlowRunPage as FlowRunPage
    from .flow_runs import Graph as Graph
    from .flow_runs import GraphArtifact as GraphArtifact
    from .flow_runs import GraphState as GraphState
    from .flow_runs import Node as Node
    from .flow_runs import NodeKind as NodeKind
    from .flow_runs import SimpleFlowRun as SimpleFlowRun
    from .flows import Flow as Flow
    from .flows import FlowBulkDeleteResult as FlowBulkDeleteResult
    from .flows import FlowPage as FlowPage
    from .flows import SimpleNextFlowRun as SimpleNextFlowRun
    from .logs import Log as Log
    from .observed_states import ObservedState as ObservedState
    from .root import CsrfToken as CsrfToken
    from .saved_searches import SavedSearch as SavedSearch
    from .saved_searches import SavedSearchFilter as SavedSearchFilter
    from .shared import AnyStateDetails as AnyStateDetails
    from .shared import BlockDocument as BlockDocument
    from .shared import BlockSchema as BlockSchema
    from .shared import BlockType as BlockType
    from .shared import CreatedBy as CreatedBy
    from .shared import FlowRun as FlowRun
    from .shared import FlowRunPolicy as FlowRunPolicy
    from .shared import FlowRunPolicyRetryType as FlowRunPolicyRetryType
    from .shared import FlowRunSlotSummary as FlowRunSlotSummary
    from .shared import GlobalConcurrencyLimit as GlobalConcurrencyLimit
    from .shared import History as History
    from .shared import HistoryState as HistoryState
    from .shared import MinimalConcurrencyLimit as MinimalConcurrencyLimit
    from .shared import OrchestrationResult as OrchestrationResult
    from .shared import QueueFilter as QueueFilter
    from .shared import SetStateStatus as SetStateStatus
    from .shared import State as State
    from .shared import StateAbortDetails as StateAbortDetails
    from .shared import StateAcceptDetails as StateAcceptDetails
    from .shared import StateDetails as StateDetails
    from .shared import StateRejectDetails as StateRejectDetails
    from .shared import StateType as StateType
    from .shared import StateWaitDetails as StateWaitDetails
    from .shared import TaskRunResult as TaskRunResult
    from .shared import WorkQueue as WorkQueue
    from .shared import WorkQueueStatus as WorkQueueStatus
    from .task_runs import AnyTaskInputs as AnyTaskInputs
    from .task_runs import Constant as Constant
    from .task_runs import CountByState as CountByState
    from .task_runs import FlowRunResult as FlowRunResult
    from .task_runs import Parameter as Parameter
    from .task_runs import TaskRun as TaskRun
    from .task_runs import TaskRunCount as TaskRunCount
    from .task_runs import TaskRunPage as TaskRunPage
    from .task_runs import TaskRunPolicy as TaskRunPolicy
    from .task_runs import TaskRunSummary as TaskRunSummary
    from .task_runs import UITaskRun as UITaskRun
    from .task_workers import TaskWorker as TaskWorker
    from .ui import AnySchemaValueError as AnySchemaValueError
    from .ui import SchemaValueIndexError as SchemaValueIndexError
    from .ui import SchemaValuePropertyError as SchemaValuePropertyError
    from .ui import SchemaValuesValidationResult as SchemaValuesValidationResult
    from .variables import Variable as Variable
    from .work_pools import ScheduledFlowRun as ScheduledFlowRun
    from .work_pools import Worker as Worker
    from .work_pools import WorkerFlowRun as WorkerFlowRun
    from .work_pools import WorkerStatus as WorkerStatus
    from .work_pools import WorkPool as WorkPool
    from .work_pools import WorkPoolConcurrencyStatus as WorkPoolConcurrencyStatus
    from .work_pools import WorkPoolStatus as WorkPoolStatus
    from .work_pools import WorkPoolStorageConfiguration as WorkPoolStorageConfiguration
    from .work_pools import WorkQueueConcurrencyStatusDetail as WorkQueueConcurrencyStatusDetail
    from .work_queues import WorkQueueConcurrencyStatus as WorkQueueConcurrencyStatus
    from .work_queues import WorkQueueHealthPolicy as WorkQueueHealthPolicy
    from .work_queues import WorkQueueStatusDetail as WorkQueueStatusDetail

__all__ = [
    "SCHEMA_NAMES",
    "APISettings",
    "ActionSource",
    "AnyActions",
    "AnySchedule",
    "AnySchemaValueError",
    "AnyStateDetails",
    "AnyTaskInputs",
    "AnyTrigger",
    "Artifact",
    "ArtifactCollection",
    "Automation",
    "BlockDocument",
    "BlockSchema",
    "BlockType",
    "CLISettings",
    "CallWebhook",
    "CancelFlowRun",
    "ChangeFlowRunState",
    "ClientMetricsSettings",
    "ClientSettings",
    "CloudSettings",
    "CompoundTrigger",
    "CompoundTriggerRequire",
    "ConcurrencyLimit",
    "ConcurrencyLimitLease",
    "ConcurrencyLimitStrategy",
    "ConcurrencyLimitV2",
    "ConcurrencyOptions",
    "Constant",
    "CountByState",
    "CreatedBy",
    "CronSchedule",
    "CsrfToken",
    "DeleteFlowRun",
    "DependencyResult",
    "Deployment",
    "DeploymentBulkDeleteResult",
    "DeploymentPage",
    "DeploymentSchedule",
    "DeploymentStatus",
    "DeploymentWorkQueue",
    "DeploymentsSettings",
    "DoNothing",
    "Edge",
    "Event",
    "EventCount",
    "EventPage",
    "EventTrigger",
    "EventTriggerPosture",
    "EventsSettings",
    "ExperimentsSettings",
    "Flow",
    "FlowBulkDeleteResult",
    "FlowPage",
    "FlowRun",
    "FlowRunBulkCreateResult",
    "FlowRunBulkDeleteResult",
    "FlowRunBulkSetStateResult",
    "FlowRunCreateResult",
    "FlowRunCreateResultStatus",
    "FlowRunInput",
    "FlowRunOrchestrationResult",
    "FlowRunPage",
    "FlowRunPolicy",
    "FlowRunPolicyRetryType",
    "FlowRunResult",
    "FlowRunSlotSummary",
    "FlowsSettings",
    "GlobalConcurrencyLimit",
    "Graph",
    "GraphArtifact",
    "GraphState",
    "History",
    "HistoryState",
    "InternalSettings",
    "IntervalSchedule",
    "Log",
    "LogLevel",
    "LoggingSettings",
    "LoggingToAPISettings",
    "LoggingToAPISettingsWhenMissingFlow",
    "MinimalConcurrencyLimit",
    "Node",
    "NodeKind",
    "ObservedState",
    "OrchestrationResult",
    "Parameter",
    "PauseAutomation",
    "PauseDeployment",
    "PauseWorkPool",
    "PauseWorkQueue",
    "PluginsSettings",
    "QueueFilter",
    "RRuleSchedule",
    "RelatedResource",
    "Resource",
    "ResourceSpecification",
    "ResultsSettings",
    "ResumeAutomation",
    "ResumeDeployment",
    "ResumeFlowRun",
    "ResumeWorkPool",
    "ResumeWorkQueue",
    "RunDeployment",
    "RunnerServerSettings",
    "RunnerSettings",
    "SQLAlchemyConnectArgsSettings",
    "SQLAlchemySettings",
    "SQLAlchemyTLSSettings",
    "SavedSearch",
    "SavedSearchFilter",
    "ScheduledFlowRun",
    "SchemaValueIndexError",
    "SchemaValuePropertyError",
    "SchemaValuesValidationResult",
    "SendNotification",
    "SequenceTrigger",
    "ServerAPISettings",
    "ServerConcurrencySettings",
    "ServerDatabaseSettings",
    "ServerDatabaseSettingsDriver",
    "ServerDefaultResultStorage",
    "ServerDeploymentsSettings",
    "ServerDocketSettings",
    "ServerEphemeralSettings",
    "ServerEventsSettings",
    "ServerFlowRunGraphSettings",
    "ServerLogsSettings",
    "ServerServicesCancellationCleanupSettings",
    "ServerServicesCleanupReconcilerSettings",
    "ServerServicesDBVacuumSettings",
    "ServerServicesEventLoggerSettings",
    "ServerServicesEventPersisterSettings",
    "ServerServicesForemanSettings",
    "ServerServicesLateRunsSettings",
    "ServerServicesPauseExpirationsSettings",
    "ServerServicesRepossessorSettings",
    "ServerServicesSchedulerSettings",
    "ServerServicesSettings",
    "ServerServicesTaskRunRecorderSettings",
    "ServerServicesTriggersSettings",
    "ServerSettings",
    "ServerTasksSchedulingSettings",
    "ServerTasksSettings",
    "ServerUISettings",
    "ServerWorkerChannelSettings",
    "SetStateStatus",
    "Settings",
    "SimpleFlowRun",
    "SimpleNextFlowRun",
    "State",
    "StateAbortDetails",
    "StateAcceptDetails",
    "StateDetails",
    "StateRejectDetails",
    "StateType",
    "StateWaitDetails",
    "SuspendFlowRun",
    "TaskRun",
    "TaskRunCount",
    "TaskRunPage",
    "TaskRunPolicy",
    "TaskRunResult",
    "TaskRunSummary",
    "TaskWorker",
    "TasksRunnerSettings",
    "TasksSchedulingSettings",
    "TasksSettings",
    "TelemetrySettings",
    "TestingSettings",
    "UITaskRun",
    "UpdatedBy",
    "Variable",
    "WorkPool",
    "WorkPoolConcurrencyStatus",
    "WorkPoolStatus",
    "WorkPoolStorageConfiguration",
    "WorkQueue",
    "WorkQueueConcurrencyStatus",
    "WorkQueueConcurrencyStatusDetail",
    "WorkQueueHealthPolicy",
    "WorkQueueStatus",
    "WorkQueueStatusDetail",
    "Worker",
    "WorkerFlowRun",
    "WorkerSettings",
    "WorkerStatus",
    "WorkerWebserverSettings",
]

SCHEMA_NAMES: Final[dict[str, str]] = {
    "ConcurrencyLimitLease": "ConcurrencyLimitWithLeaseResponse",
    "Deployment": "DeploymentResponse",
    "DeploymentBulkDeleteResult": "DeploymentBulkDeleteResponse",
    "DeploymentPage": "DeploymentPaginationResponse",
    "DeploymentWorkQueue": "WorkQueue",
    "Event": "ReceivedEvent",
    "FlowBulkDeleteResult": "FlowBulkDeleteResponse",
    "FlowPage": "FlowPaginationResponse",
    "FlowRun": "FlowRunResponse",
    "FlowRunBulkCreateResult": "FlowRunBulkCreateResponse",
    "FlowRunBulkDeleteResult": "FlowRunBulkDeleteResponse",
    "FlowRunBulkSetStateResult": "FlowRunBulkSetStateResponse",
    "FlowRunPage": "FlowRunPaginationResponse",
    "GlobalConcurrencyLimit": "GlobalConcurrencyLimitResponse",
    "History": "HistoryResponse",
    "HistoryState": "HistoryResponseState",
    "MinimalConcurrencyLimit": "MinimalConcurrencyLimitResponse",
    "ScheduledFlowRun": "FlowRun",
    "SchemaValuesValidationResult": "SchemaValuesValidationResponse",
    "TaskRunPage": "TaskRunPaginationResponse",
    "TaskRunSummary": "TaskRunResponse",
    "TaskWorker": "TaskWorkerResponse",
    "WorkPool": "WorkPoolResponse",
    "WorkQueue": "WorkQueueResponse",
    "Worker": "WorkerResponse",
    "WorkerFlowRun": "WorkerFlowRunResponse",
}
"""Schema names in the OpenAPI document, by class name, where the two differ."""

_MODULE_OF: dict[str, str] = {
    "APISettings": "admin",
    "ActionSource": "automations",
    "AnyActions": "automations",
    "AnySchedule": "deployments",
    "AnySchemaValueError": "ui",
    "AnyStateDetails": "shared",
    "AnyTaskInputs": "task_runs",
    "AnyTrigger": "automations",
    "Artifact": "artifacts",
    "ArtifactCollection": "artifacts",
    "Automation": "automations",
    "BlockDocument": "shared",
    "BlockSchema": "shared",
    "BlockType": "shared",
    "CLISettings": "admin",
    "CallWebhook": "automations",
    "CancelFlowRun": "automations",
    "ChangeFlowRunState": "automations",
    "ClientMetricsSettings": "admin",
    "ClientSettings": "admin",
    "CloudSettings": "admin",
    "CompoundTrigger": "automations",
    "CompoundTriggerRequire": "automations",
    "ConcurrencyLimit": "concurrency_limits",
    "ConcurrencyLimitLease": "concurrency_limits_v2",
    "ConcurrencyLimitStrategy": "deployments",
    "ConcurrencyLimitV2": "concurrency_limits_v2",
    "ConcurrencyOptions": "deployments",
    "Constant": "task_runs",
    "CountByState": "task_runs",
    "CreatedBy": "shared",
    "CronSchedule": "deployments",
    "CsrfToken": "root",
    "DeleteFlowRun": "automations",
    "DependencyResult": "flow_runs",
    "Deployment": "deployments",
    "DeploymentBulkDeleteResult": "deployments",
    "DeploymentPage": "deployments",
    "DeploymentSchedule": "deployments",
    "DeploymentStatus": "deployments",
    "DeploymentWorkQueue": "deployments",
    "DeploymentsSettings": "admin",
    "DoNothing": "automations",
    "Edge": "flow_runs",
    "Event": "events",
    "EventCount": "events",
    "EventPage": "events",
    "EventTrigger": "automations",
    "EventTriggerPosture": "automations",
    "EventsSettings": "admin",
    "ExperimentsSettings": "admin",
    "Flow": "flows",
    "FlowBulkDeleteResult": "flows",
    "FlowPage": "flows",
    "FlowRun": "shared",
    "FlowRunBulkCreateResult": "deployments",
    "FlowRunBulkDeleteResult": "flow_runs",
    "FlowRunBulkSetStateResult": "flow_runs",
    "FlowRunCreateResult": "deployments",
    "FlowRunCreateResultStatus": "deployments",
    "FlowRunInput": "flow_runs",
    "FlowRunOrchestrationResult": "flow_runs",
    "FlowRunPage": "flow_runs",
    "FlowRunPolicy": "shared",
    "FlowRunPolicyRetryType": "shared",
    "FlowRunResult": "task_runs",
    "FlowRunSlotSummary": "shared",
    "FlowsSettings": "admin",
    "GlobalConcurrencyLimit": "shared",
    "Graph": "flow_runs",
    "GraphArtifact": "flow_runs",
    "GraphState": "flow_runs",
    "History": "shared",
    "HistoryState": "shared",
    "InternalSettings": "admin",
    "IntervalSchedule": "deployments",
    "Log": "logs",
    "LogLevel": "admin",
    "LoggingSettings": "admin",
    "LoggingToAPISettings": "admin",
    "LoggingToAPISettingsWhenMissingFlow": "admin",
    "MinimalConcurrencyLimit": "shared",
    "Node": "flow_runs",
    "NodeKind": "flow_runs",
    "ObservedState": "observed_states",
    "OrchestrationResult": "shared",
    "Parameter": "task_runs",
    "PauseAutomation": "automations",
    "PauseDeployment": "automations",
    "PauseWorkPool": "automations",
    "PauseWorkQueue": "automations",
    "PluginsSettings": "admin",
    "QueueFilter": "shared",
    "RRuleSchedule": "deployments",
    "RelatedResource": "events",
    "Resource": "events",
    "ResourceSpecification": "automations",
    "ResultsSettings": "admin",
    "ResumeAutomation": "automations",
    "ResumeDeployment": "automations",
    "ResumeFlowRun": "automations",
    "ResumeWorkPool": "automations",
    "ResumeWorkQueue": "automations",
    "RunDeployment": "automations",
    "RunnerServerSettings": "admin",
    "RunnerSettings": "admin",
    "SQLAlchemyConnectArgsSettings": "admin",
    "SQLAlchemySettings": "admin",
    "SQLAlchemyTLSSettings": "admin",
    "SavedSearch": "saved_searches",
    "SavedSearchFilter": "saved_searches",
    "ScheduledFlowRun": "work_pools",
    "SchemaValueIndexError": "ui",
    "SchemaValuePropertyError": "ui",
    "SchemaValuesValidationResult": "ui",
    "SendNotification": "automations",
    "SequenceTrigger": "automations",
    "ServerAPISettings": "admin",
    "ServerConcurrencySettings": "admin",
    "ServerDatabaseSettings": "admin",
    "ServerDatabaseSettingsDriver": "admin",
    "ServerDefaultResultStorage": "admin",
    "ServerDeploymentsSettings": "admin",
    "ServerDocketSettings": "admin",
    "ServerEphemeralSettings": "admin",
    "ServerEventsSettings": "admin",
    "ServerFlowRunGraphSettings": "admin",
    "ServerLogsSettings": "admin",
    "ServerServicesCancellationCleanupSettings": "admin",
    "ServerServicesCleanupReconcilerSettings": "admin",
    "ServerServicesDBVacuumSettings": "admin",
    "ServerServicesEventLoggerSettings": "admin",
    "ServerServicesEventPersisterSettings": "admin",
    "ServerServicesForemanSettings": "admin",
    "ServerServicesLateRunsSettings": "admin",
    "ServerServicesPauseExpirationsSettings": "admin",
    "ServerServicesRepossessorSettings": "admin",
    "ServerServicesSchedulerSettings": "admin",
    "ServerServicesSettings": "admin",
    "ServerServicesTaskRunRecorderSettings": "admin",
    "ServerServicesTriggersSettings": "admin",
    "ServerSettings": "admin",
    "ServerTasksSchedulingSettings": "admin",
    "ServerTasksSettings": "admin",
    "ServerUISettings": "admin",
    "ServerWorkerChannelSettings": "admin",
    "SetStateStatus": "shared",
    "Settings": "admin",
    "SimpleFlowRun": "flow_runs",
    "SimpleNextFlowRun": "flows",
    "State": "shared",
    "StateAbortDetails": "shared",
    "StateAcceptDetails": "shared",
    "StateDetails": "shared",
    "StateRejectDetails": "shared",
    "StateType": "shared",
    "StateWaitDetails": "shared",
    "SuspendFlowRun": "automations",
    "TaskRun": "task_runs",
    "TaskRunCount": "task_runs",
    "TaskRunPage": "task_runs",
    "TaskRunPolicy": "task_runs",
    "TaskRunResult": "shared",
    "TaskRunSummary": "task_runs",
    "TaskWorker": "task_workers",
    "TasksRunnerSettings": "admin",
    "TasksSchedulingSettings": "admin",
    "TasksSettings": "admin",
    "TelemetrySettings": "admin",
    "TestingSettings": "admin",
    "UITaskRun": "task_runs",
    "UpdatedBy": "deployments",
    "Variable": "variables",
    "WorkPool": "work_pools",
    "WorkPoolConcurrencyStatus": "work_pools",
    "WorkPoolStatus": "work_pools",
    "WorkPoolStorageConfiguration": "work_pools",
    "WorkQueue": "shared",
    "WorkQueueConcurrencyStatus": "work_queues",
    "WorkQueueConcurrencyStatusDetail": "work_pools",
    "WorkQueueHealthPolicy": "work_queues",
    "WorkQueueStatus": "shared",
    "WorkQueueStatusDetail": "work_queues",
    "Worker": "work_pools",
    "WorkerFlowRun": "work_pools",
    "WorkerSettings": "admin",
    "WorkerStatus": "work_pools",
    "WorkerWebserverSettings": "admin",
}


# Type checkers see the imports above. A visible __getattr__ would make them accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
        return value


def __dir__() -> list[str]:
    return __all__

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON, loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .admin import ServerDefaultResultStorageUpdate as ServerDefaultResultStorageUpdate
    from .artifacts import ArtifactCollectionFilter as ArtifactCollectionFilter
    from .artifacts import ArtifactCollectionFilterFlowRunId as ArtifactCollectionFilterFlowRunId
    from .artifacts import ArtifactCollectionFilterKey as ArtifactCollectionFilterKey
    from .artifacts import ArtifactCollectionFilterLatestId as ArtifactCollectionFilterLatestId
    from .artifacts import ArtifactCollectionFilterTaskRunId as ArtifactCollectionFilterTaskRunId
    from .artifacts import ArtifactCollectionFilterType as ArtifactCollectionFilterType
    from .artifacts import ArtifactCollectionSort as ArtifactCollectionSort
    from .artifacts import ArtifactCreate as ArtifactCreate
    from .artifacts import ArtifactFilter as ArtifactFilter
    from .artifacts import ArtifactFilterFlowRunId as ArtifactFilterFlowRunId
    from .artifacts import ArtifactFilterId as ArtifactFilterId
    from .artifacts import ArtifactFilterKey as ArtifactFilterKey
    from .artifacts import ArtifactFilterTaskRunId as ArtifactFilterTaskRunId
    from .artifacts import ArtifactFilterType as ArtifactFilterType
    from .artifacts import ArtifactSort as ArtifactSort
    from .artifacts import ArtifactUpdate as ArtifactUpdate
    from .artifacts import CountArtifactsBody as CountArtifactsBody
    from .artifacts import CountLatestArtifactsBody as CountLatestArtifactsBody
    from .artifacts import ReadArtifactsBody as ReadArtifactsBody
    from .artifacts import ReadLatestArtifactsBody as ReadLatestArtifactsBody
    from .automations import AutomationCreate as AutomationCreate
    from .automations import AutomationFilter as AutomationFilter
    from .automations import AutomationFilterCreated as AutomationFilterCreated
    from .automations import AutomationFilterId as AutomationFilterId
    from .automations import AutomationFilterName as AutomationFilterName
    from .automations import AutomationFilterTags as AutomationFilterTags
    from .automations import AutomationPartialUpdate as AutomationPartialUpdate
    from .automations import AutomationSort as AutomationSort
    from .automations import AutomationUpdate as AutomationUpdate
    from .automations import CallWebhook as CallWebhook
    from .automations import CancelFlowRun as CancelFlowRun
    from .automations import ChangeFlowRunState as ChangeFlowRunState
    from .automations import CompoundTrigger as CompoundTrigger
    from .automations import CountAutomationsBody as CountAutomationsBody
    from .automations import DeleteFlowRun as DeleteFlowRun
    from .automations import DoNothing as DoNothing
    from .automations import EventTrigger as EventTrigger
    from .automations import PauseAutomation as PauseAutomation
    from .automations import PauseDeployment as PauseDeployment
    from .automations import PauseWorkPool as PauseWorkPool
    from .automations import PauseWorkQueue as PauseWorkQueue
    from .automations import ReadAutomationsBody as ReadAutomationsBody
    from .automations import ResumeAutomation as ResumeAutomation
    from .automations import ResumeDeployment as ResumeDeployment
    from .automations import ResumeFlowRun as ResumeFlowRun
    from .automations import ResumeWorkPool as ResumeWorkPool
    from .automations import ResumeWorkQueue as ResumeWorkQueue
    from .automations import RunDeployment as RunDeployment
    from .automations import SendNotification as SendNotification
    from .automations import SequenceTrigger as SequenceTrigger
    from .automations import SuspendFlowRun as SuspendFlowRun
    from .automations import ValidateTemplateBody as ValidateTemplateBody
    from .automations import ValidateTemplateLegacyBody as ValidateTemplateLegacyBody
    from .block_documents import BlockDocumentCreate as BlockDocumentCreate
    from .block_documents import BlockDocumentFilter as BlockDocumentFilter
    from .block_documents import BlockDocumentFilterBlockTypeId as BlockDocumentFilterBlockTypeId
    from .block_documents import BlockDocumentFilterId as BlockDocumentFilterId
    from .block_documents import BlockDocumentFilterIsAnonymous as BlockDocumentFilterIsAnonymous
    from .block_documents import BlockDocumentFilterName as BlockDocumentFilterName
    from .block_documents import BlockDocumentSort as BlockDocumentSort
    from .block_documents import BlockDocumentUpdate as BlockDocumentUpdate
    from .block_documents import CountBlockDocumentsBody as CountBlockDocumentsBody
    from .block_documents import ReadBlockDocumentsBody as ReadBlockDocumentsBody
    from .block_schemas import BlockSchemaCreate as BlockSchemaCreate
    from .block_schemas import ReadBlockSchemasBody as ReadBlockSchemasBody
    from .block_types import BlockTypeCreate as BlockTypeCreate
    from .block_types import BlockTypeUpdate as BlockTypeUpdate
    from .block_types import ReadBlockTypesBody as ReadBlockTypesBody
    from .concurrency_limits import ConcurrencyLimitCreate as ConcurrencyLimitCreate
    from .concurrency_limits import DecrementConcurrencyLimitsV1Body as DecrementConcurrencyLimitsV1Body
    from .concurrency_limits import IncrementConcurrencyLimitsV1Body as IncrementConcurrencyLimitsV1Body
    from .concurrency_limits import ReadConcurrencyLimitsBody as ReadConcurrencyLimitsBody
    from .concurrency_limits import ResetConcurrencyLimitByTagBody as ResetConcurrencyLimitByTagBody
    from .concurrency_limits_v2 import BulkDecrementActiveSlotsBody as BulkDecrementActiveSlotsBody
    from .concurrency_limits_v2 import BulkDecrementActiveSlotsWithLeaseBody as BulkDecrementActiveSlotsWithLeaseBody
    from .concurrency_limits_v2 import BulkIncrementActiveSlotsBody as BulkIncrementActiveSlotsBody
    from .concurrency_limits_v2 import BulkIncrementActiveSlotsWithLeaseBody as BulkIncrementActiveSlotsWithLeaseBody
    from .concurrency_limits_v2 import ConcurrencyLeaseHolder as ConcurrencyLeaseHolder
    from .concurrency_limits_v2 import ConcurrencyLimitV2Create as ConcurrencyLimitV2Create
    from .concurrency_limits_v2 import ConcurrencyLimitV2Update as ConcurrencyLimitV2Update
    from .concurrency_limits_v2 import ReadAllConcurrencyLimitsV2Body as ReadAllConcurrencyLimitsV2Body
    from .concurrency_limits_v2 import RenewConcurrencyLeaseBody as RenewConcurrencyLeaseBody
    from .deployments import BulkCreateFlowRunsFromDeploymentBody as BulkCreateFlowRunsFromDeploymentBody
    from .deployments import BulkDeleteDeploymentsBody as BulkDeleteDeploymentsBody
    from .deployments import ConcurrencyLimitStrategy as ConcurrencyLimitStrategy
    from .deployments import ConcurrencyOptions as ConcurrencyOptions
    from .deployments import CountDeploymentsBody as CountDeploymentsBody
    from .deployments import CreateDeploymentSchedulesBody as CreateDeploymentSchedulesBody
    from .deployments import CronSchedule as CronSchedule
    from .deployments import DeploymentCreate as DeploymentCreate
    from .deployments import DeploymentFlowRunCreate as DeploymentFlowRunCreate
    from .deployments import DeploymentScheduleCreate as DeploymentScheduleCreate
    from .deployments import DeploymentScheduleUpdate as DeploymentScheduleUpdate
    from .deployments import DeploymentSort as DeploymentSort
    from .deployments import DeploymentUpdate as DeploymentUpdate
    from .deployments import GetScheduledFlowRunsForDeploymentsBody as GetScheduledFlowRunsForDeploymentsBody
    from .deployments import IntervalSchedule as IntervalSchedule
    from .deployments import PaginateDeploymentsBody as PaginateDeploymentsBody
    from .deployments import ReadDeploymentsBody as ReadDeploymentsBody
    from .deployments import RRuleSchedule as RRuleSchedule
    from .deployments import ScheduleDeploymentBody as ScheduleDeploymentBody
    from .deployments import VersionInfo as VersionInfo
    from .events import CountAccountEventsBody as CountAccountEventsBody
    from .events import CreateEventsBody as CreateEventsBody
    from .events import Event as Event
    from .events import EventAnyResourceFilter as EventAnyResourceFilter
    from .events import EventFilter as EventFilter
    from .events import EventIDFilter as EventIDFilter
    from .events import EventNameFilter as EventNameFilter
    from .events import EventOccurredFilter as EventOccurredFilter
    from .events import EventOrder as EventOrder
    from .events import EventRelatedFilter as EventRelatedFilter
    from .events import EventResourceFilter as EventResourceFilter
    from .events import EventTextFilter as EventTextFilter
    from .events import ReadEventsBody as ReadEventsBody
    from .events import RelatedResource as RelatedResource
    from .events import Resource as Resource
    from .events import TimeUnit as TimeUnit
    from .flow_runs import AverageFlowRunLatenessBody as AverageFlowRunLatenessBody
    from .flow_runs import BulkDeleteFlowRunsBody as BulkDeleteFlowRunsBody
    from .flow_runs import BulkSetFlowRunStateBody as BulkSetFlowRunStateBody
    from .flow_runs import CountFlowRunsBody as CountFlowRunsBody
    from .flow_runs import CountTaskRunsByFlowRunBody as CountTaskRunsByFlowRunBody
    from .flow_runs import CreateFlowRunInputBody as CreateFlowRunInputBody
    from .flow_runs import FilterFlowRunInputBody as FilterFlowRunInputBody
    from .flow_runs import FlowRunCreate as FlowRunCreate
    from .flow_runs import FlowRunHistoryBody as FlowRunHistoryBody
    from .flow_runs import FlowRunSort as FlowRunSort
    from .flow_runs import FlowRunUpdate as FlowRunUpdate
    from .flow_runs import PaginateFlowRunsBody as PaginateFlowRunsBody
    from .flow_runs import ReadFlowRunHistoryBody as ReadFlowRunHistoryBody
    from .flow_runs import ReadFlowRunsBody as ReadFlowRunsBody
    from .flow_runs import ResumeFlowRunBody as ResumeFlowRunBody
    from .flow_runs import SetFlowRunStateBody as SetFlowRunStateBody
    from .flow_runs import UpdateFlowRunLabelsBody as UpdateFlowRunLabelsBody
    from .flows import BulkDeleteFlowsBody as BulkDeleteFlowsBody
    from .flows import CountDeploymentsByFlowBody as CountDeploymentsByFlowBody
    from .flows import CountFlowsBody as CountFlowsBody
    from .flows import FlowCreate as FlowCreate
    from .flows import FlowSort as FlowSort
    from .flows import FlowUpdate as FlowUpdate
    from .flows import NextRunsByFlowBody as NextRunsByFlowBody
    from .flows import PaginateFlowsBody as PaginateFlowsBody
    from .flows import ReadFlowsBody as ReadFlowsBody
    from .logs import CreateLogsBody as CreateLogsBody
    from .logs import LogCreate as LogCreate
    from .logs import LogFilter as LogFilter
    from .logs import LogFilterFlowRunId as LogFilterFlowRunId
    from .logs import LogFilterLevel as LogFilterLevel
    from .logs import LogFilterTaskRunId as LogFilterTaskRunId
    from .logs import LogFilterTextSearch as LogFilterTextSearch
    from .logs import LogFilterTimestamp as LogFilterTimestamp
    from .logs import LogSort as LogSort
    from .logs import ReadLogsBody as ReadLogsBody
    from .saved_searches import ReadSavedSearchesBody as ReadSavedSearchesBody
    from .saved_searches import SavedSearchCreate as SavedSearchCreate
    from .saved_searches import SavedSearchFilter as SavedSearchFilter
    from .shared import BlockSchemaFilter as BlockSchemaFilter
    from .shared import BlockSchemaFilterBlockTypeId as BlockSchemaFilterBlockTypeId
    from .shared import BlockSchemaFilterCapabilities as BlockSchemaFilterCapabilities
    from .shared import BlockSchemaFilterId as BlockSchemaFilterId
    from .shared import BlockSchemaFilterVersion as BlockSchemaFilterVersion
    from .shared import BlockTypeFilter as BlockTypeFilter
    from .shared import BlockTypeFilterName as BlockTypeFilterName
    from .shared import BlockTypeFilterSlug as BlockTypeFilterSlug
    from .shared import DeploymentFilter as DeploymentFilter
    from .shared import DeploymentFilterConcurrencyLimit as DeploymentFilterConcurrencyLimit
    from .shared import DeploymentFilterId as DeploymentFilterId
    from .shared import DeploymentFilterName as DeploymentFilterName
    from .shared import DeploymentFilterPaused as DeploymentFilterPaused
    from .shared import DeploymentFilterTags as DeploymentFilterTags
    from .shared import DeploymentFilterWorkQueueName as DeploymentFilterWorkQueueName
    from .shared import DeploymentOrFlowNameFilter as DeploymentOrFlowNameFilter
    from .shared import FlowFilter as FlowFilter
    from .shared import FlowFilterDeployment as FlowFilterDeployment
    from .shared import FlowFilterId as FlowFilterId
    from .shared import FlowFilterName as FlowFilterName
    from .shared import FlowFilterTags as FlowFilterTags
    from .shared import FlowRunFilter as FlowRunFilter
    from .shared import FlowRunFilterCreatedBy as FlowRunFilterCreatedBy
    from .shared import FlowRunFilterDeploymentId as FlowRunFilterDeploymentId
    from .shared import FlowRunFilterEndTime as FlowRunFilterEndTime
    from .shared import FlowRunFilterExpectedStartTime as FlowRunFilterExpectedStartTime
    from .shared import FlowRunFilterFlowVersion as FlowRunFilterFlowVersion
    from .shared import FlowRunFilterId as FlowRunFilterId
    from .shared import FlowRunFilterIdempotencyKey as FlowRunFilterIdempotencyKey
    from .shared import FlowRunFilterName as FlowRunFilterName
    from .shared import FlowRunFilterNextScheduledStartTime as FlowRunFilterNextScheduledStartTime
    from .shared import FlowRunFilterParentFlowRunId as FlowRunFilterParentFlowRunId
    from .shared import FlowRunFilterParentTaskRunId as FlowRunFilterParentTaskRunId
    from .shared import FlowRunFilterStartTime as FlowRunFilterStartTime
    from .shared import FlowRunFilterState as FlowRunFilterState
    from .shared import FlowRunFilterStateName as FlowRunFilterStateName
    from .shared import FlowRunFilterStateType as FlowRunFilterStateType
    from .shared import FlowRunFilterTags as FlowRunFilterTags
    from .shared import FlowRunFilterWorkQueueName as FlowRunFilterWorkQueueName
    from .shared import FlowRunPolicy as FlowRunPolicy
    from .shared import Operator as Operator
    from .shared import QueueFilter as QueueFilter
    from .shared import ResourceSpecification as ResourceSpecification
    from .shared import StateCreate as StateCreate
    from .shared import StateDetails as StateDetails
    from .shared import StateType as StateType
    from .shared import TaskRunFilter as TaskRunFilter
    from .shared import TaskRunFilterEndTime as TaskRunFilterEndTime
    from .shared import TaskRunFilterExpectedStartTime as TaskRunFilterExpectedStartTime
    from .shared import TaskRunFilterFlowRunId as TaskRunFilterFlowRunId
    from .shared import TaskRunFilterId as TaskRunFilterId
    from .shared import TaskRunFilterName as TaskRunFilterName
    from .shared import TaskRunFilterStartTime as TaskRunFilterStartTime
    from .shared import TaskRunFilterState as TaskRunFilterState
    from .shared import TaskRunFilterStateName as TaskRunFilterStateName
    from .shared import TaskRunFilterStateType as TaskRunFilterStateType
    from .shared import TaskRunFilterSubFlowRuns as TaskRunFilterSubFlowRuns
    from .shared import TaskRunFilterTags as TaskRunFilterTags
    from .shared import WorkPoolFilter as WorkPoolFilter
    from .shared import WorkPoolFilterId as WorkPoolFilterId
    from .shared import WorkPoolFilterName as WorkPoolFilterName
    from .shared import WorkPoolFilterType as WorkPoolFilterType
    from .shared import WorkQueueCreate as WorkQueueCreate
    from .shared import WorkQueueFilter as WorkQueueFilter
    from .shared import WorkQueueFilterId as WorkQueueFilterId
    from .shared import WorkQueueFilterName as WorkQueueFilterName
    from .shared import WorkQueueUpdate as WorkQueueUpdate
    from .task_runs import Constant as Constant
    from .task_runs import CountTaskRunsBody as CountTaskRunsBody
    from .task_runs import FlowRunResult as FlowRunResult
    from .task_runs import PaginateTaskRunsBody as PaginateTaskRunsBody
    from .task_runs import Parameter as Parameter
    from .task_runs import ReadDashboardTaskRunCountsBody as ReadDashboardTaskRunCountsBody
    from .task_runs import ReadTaskRunCountsByStateBody as ReadTaskRunCountsByStateBody
    from .task_runs import ReadTaskRunsBody as ReadTaskRunsBody
    from .task_runs import SetTaskRunStateBody as SetTaskRunStateBody
    from .task_runs import TaskRunCreate as TaskRunCreate
    from .task_runs import TaskRunHistoryBody as TaskRunHistoryBody
    from .task_runs import TaskRunPolicy as TaskRunPolicy
    from .task_runs import TaskRunResult as TaskRunResult
    from .task_runs import TaskRunSort as TaskRunSort
    from .task_runs import TaskRunUpdate as TaskRunUpdate
    from .task_workers import ReadTaskWorkersBody as ReadTaskWorkersBody
    from .task_workers import TaskWorkerFilter as TaskWorkerFilter
    from .ui import ValidateObjBody as ValidateObjBody
    from .variables import CountVariablesBody as CountVariablesBody
    from .variables import ReadVariablesBody as ReadVariablesBody
    from .variables import VariableCreate as VariableCreate
    from .variables import VariableFilter as VariableFilter
    from .variables import VariableFilterId as VariableFilterId
    from .variables import VariableFilterName as VariableFilterName
    from .variables import VariableFilterTags as VariableFilterTags
    from .variables import VariableSort as VariableSort
    from .variables import VariableUpdate as VariableUpdate
    from .work_pools import CountWorkPoolsBody as CountWorkPoolsBody
    from .work_pools import GetScheduledFlowRunsBody as GetScheduledFlowRunsBody
    from .work_pools import ReadWorkersBody as ReadWorkersBody
    from .work_pools import ReadWorkPoolConcurrencyStatusBody as ReadWorkPoolConcurrencyStatusBody
    from .work_pools import ReadWorkPoolsBody as ReadWorkPoolsBody
    from .work_pools import WorkerFilter as WorkerFilter
    from .work_pools import WorkerFilterLastHeartbeatTime as WorkerFilterLastHeartbeatTime
    from .work_pools import WorkerFilterStatus as WorkerFilterStatus
    from .work_pools import WorkerHeartbeatBody as WorkerHeartbeatBody
    from .work_pools import WorkerStatus as WorkerStatus
    from .work_pools import WorkPoolCreate as WorkPoolCreate
    from .work_pools import WorkPoolsReadWorkQueuesBody as WorkPoolsReadWorkQueuesBody
    from .work_pools import WorkPoolStorageConfiguration as WorkPoolStorageConfiguration
    from .work_pools import WorkPoolUpdate as WorkPoolUpdate
    from .work_queues import ReadWorkQueueConcurrencyStatusBody as ReadWorkQueueConcurrencyStatusBody
    from .work_queues import ReadWorkQueueRunsBody as ReadWorkQueueRunsBody
    from .work_queues import WorkQueuesReadWorkQueuesBody as WorkQueuesReadWorkQueuesBody

__all__ = [
    "ArtifactCollectionFilter",
    "ArtifactCollectionFilterFlowRunId",
    "ArtifactCollectionFilterKey",
    "ArtifactCollectionFilterLatestId",
    "ArtifactCollectionFilterTaskRunId",
    "ArtifactCollectionFilterType",
    "ArtifactCollectionSort",
    "ArtifactCreate",
    "ArtifactFilter",
    "ArtifactFilterFlowRunId",
    "ArtifactFilterId",
    "ArtifactFilterKey",
    "ArtifactFilterTaskRunId",
    "ArtifactFilterType",
    "ArtifactSort",
    "ArtifactUpdate",
    "AutomationCreate",
    "AutomationFilter",
    "AutomationFilterCreated",
    "AutomationFilterId",
    "AutomationFilterName",
    "AutomationFilterTags",
    "AutomationPartialUpdate",
    "AutomationSort",
    "AutomationUpdate",
    "AverageFlowRunLatenessBody",
    "BlockDocumentCreate",
    "BlockDocumentFilter",
    "BlockDocumentFilterBlockTypeId",
    "BlockDocumentFilterId",
    "BlockDocumentFilterIsAnonymous",
    "BlockDocumentFilterName",
    "BlockDocumentSort",
    "BlockDocumentUpdate",
    "BlockSchemaCreate",
    "BlockSchemaFilter",
    "BlockSchemaFilterBlockTypeId",
    "BlockSchemaFilterCapabilities",
    "BlockSchemaFilterId",
    "BlockSchemaFilterVersion",
    "BlockTypeCreate",
    "BlockTypeFilter",
    "BlockTypeFilterName",
    "BlockTypeFilterSlug",
    "BlockTypeUpdate",
    "BulkCreateFlowRunsFromDeploymentBody",
    "BulkDecrementActiveSlotsBody",
    "BulkDecrementActiveSlotsWithLeaseBody",
    "BulkDeleteDeploymentsBody",
    "BulkDeleteFlowRunsBody",
    "BulkDeleteFlowsBody",
    "BulkIncrementActiveSlotsBody",
    "BulkIncrementActiveSlotsWithLeaseBody",
    "BulkSetFlowRunStateBody",
    "CallWebhook",
    "CancelFlowRun",
    "ChangeFlowRunState",
    "CompoundTrigger",
    "ConcurrencyLeaseHolder",
    "ConcurrencyLimitCreate",
    "ConcurrencyLimitStrategy",
    "ConcurrencyLimitV2Create",
    "ConcurrencyLimitV2Update",
    "ConcurrencyOptions",
    "Constant",
    "CountAccountEventsBody",
    "CountArtifactsBody",
    "CountAutomationsBody",
    "CountBlockDocumentsBody",
    "CountDeploymentsBody",
    "CountDeploymentsByFlowBody",
    "CountFlowRunsBody",
    "CountFlowsBody",
    "CountLatestArtifactsBody",
    "CountTaskRunsBody",
    "CountTaskRunsByFlowRunBody",
    "CountVariablesBody",
    "CountWorkPoolsBody",
    "CreateDeploymentSchedulesBody",
    "CreateEventsBody",
    "CreateFlowRunInputBody",
    "CreateLogsBody",
    "CronSchedule",
    "DecrementConcurrencyLimitsV1Body",
    "DeleteFlowRun",
    "DeploymentCreate",
    "DeploymentFilter",
    "DeploymentFilterConcurrencyLimit",
    "DeploymentFilterId",
    "DeploymentFilterName",
    "DeploymentFilterPaused",
    "DeploymentFilterTags",
    "DeploymentFilterWorkQueueName",
    "DeploymentFlowRunCreate",
    "DeploymentOrFlowNameFilter",
    "DeploymentScheduleCreate",
    "DeploymentScheduleUpdate",
    "DeploymentSort",
    "DeploymentUpdate",
    "DoNothing",
    "Event",
    "EventAnyResourceFilter",
    "EventFilter",
    "EventIDFilter",
    "EventNameFilter",
    "EventOccurredFilter",
    "EventOrder",
    "EventRelatedFilter",
    "EventResourceFilter",
    "EventTextFilter",
    "EventTrigger",
    "FilterFlowRunInputBody",
    "FlowCreate",
    "FlowFilter",
    "FlowFilterDeployment",
    "FlowFilterId",
    "FlowFilterName",
    "FlowFilterTags",
    "FlowRunCreate",
    "FlowRunFilter",
    "FlowRunFilterCreatedBy",
    "FlowRunFilterDeploymentId",
    "FlowRunFilterEndTime",
    "FlowRunFilterExpectedStartTime",
    "FlowRunFilterFlowVersion",
    "FlowRunFilterId",
    "FlowRunFilterIdempotencyKey",
    "FlowRunFilterName",
    "FlowRunFilterNextScheduledStartTime",
    "FlowRunFilterParentFlowRunId",
    "FlowRunFilterParentTaskRunId",
    "FlowRunFilterStartTime",
    "FlowRunFilterState",
    "FlowRunFilterStateName",
    "FlowRunFilterStateType",
    "FlowRunFilterTags",
    "FlowRunFilterWorkQueueName",
    "FlowRunHistoryBody",
    "FlowRunPolicy",
    "FlowRunResult",
    "FlowRunSort",
    "FlowRunUpdate",
    "FlowSort",
    "FlowUpdate",
    "GetScheduledFlowRunsBody",
    "GetScheduledFlowRunsForDeploymentsBody",
    "IncrementConcurrencyLimitsV1Body",
    "IntervalSchedule",
    "LogCreate",
    "LogFilter",
    "LogFilterFlowRunId",
    "LogFilterLevel",
    "LogFilterTaskRunId",
    "LogFilterTextSearch",
    "LogFilterTimestamp",
    "LogSort",
    "NextRunsByFlowBody",
    "Operator",
    "PaginateDeploymentsBody",
    "PaginateFlowRunsBody",
    "PaginateFlowsBody",
    "PaginateTaskRunsBody",
    "Parameter",
    "PauseAutomation",
    "PauseDeployment",
    "PauseWorkPool",
    "PauseWorkQueue",
    "QueueFilter",
    "RRuleSchedule",
    "ReadAllConcurrencyLimitsV2Body",
    "ReadArtifactsBody",
    "ReadAutomationsBody",
    "ReadBlockDocumentsBody",
    "ReadBlockSchemasBody",
    "ReadBlockTypesBody",
    "ReadConcurrencyLimitsBody",
    "ReadDashboardTaskRunCountsBody",
    "ReadDeploymentsBody",
    "ReadEventsBody",
    "ReadFlowRunHistoryBody",
    "ReadFlowRunsBody",
    "ReadFlowsBody",
    "ReadLatestArtifactsBody",
    "ReadLogsBody",
    "ReadSavedSearchesBody",
    "ReadTaskRunCountsByStateBody",
    "ReadTaskRunsBody",
    "ReadTaskWorkersBody",
    "ReadVariablesBody",
    "ReadWorkPoolConcurrencyStatusBody",
    "ReadWorkPoolsBody",
    "ReadWorkQueueConcurrencyStatusBody",
    "ReadWorkQueueRunsBody",
    "ReadWorkersBody",
    "RelatedResource",
    "RenewConcurrencyLeaseBody",
    "ResetConcurrencyLimitByTagBody",
    "Resource",
    "ResourceSpecification",
    "ResumeAutomation",
    "ResumeDeployment",
    "ResumeFlowRun",
    "ResumeFlowRunBody",
    "ResumeWorkPool",
    "ResumeWorkQueue",
    "RunDeployment",
    "SavedSearchCreate",
    "SavedSearchFilter",
    "ScheduleDeploymentBody",
    "SendNotification",
    "SequenceTrigger",
    "ServerDefaultResultStorageUpdate",
    "SetFlowRunStateBody",
    "SetTaskRunStateBody",
    "StateCreate",
    "StateDetails",
    "StateType",
    "SuspendFlowRun",
    "TaskRunCreate",
    "TaskRunFilter",
    "TaskRunFilterEndTime",
    "TaskRunFilterExpectedStartTime",
    "TaskRunFilterFlowRunId",
    "TaskRunFilterId",
    "TaskRunFilterName",
    "TaskRunFilterStartTime",
    "TaskRunFilterState",
    "TaskRunFilterStateName",
    "TaskRunFilterStateType",
    "TaskRunFilterSubFlowRuns",
    "TaskRunFilterTags",
    "TaskRunHistoryBody",
    "TaskRunPolicy",
    "TaskRunResult",
    "TaskRunSort",
    "TaskRunUpdate",
    "TaskWorkerFilter",
    "TimeUnit",
    "UpdateFlowRunLabelsBody",
    "ValidateObjBody",
    "ValidateTemplateBody",
    "ValidateTemplateLegacyBody",
    "VariableCreate",
    "VariableFilter",
    "VariableFilterId",
    "VariableFilterName",
    "VariableFilterTags",
    "VariableSort",
    "VariableUpdate",
    "VersionInfo",
    "WorkPoolCreate",
    "WorkPoolFilter",
    "WorkPoolFilterId",
    "WorkPoolFilterName",
    "WorkPoolFilterType",
    "WorkPoolStorageConfiguration",
    "WorkPoolUpdate",
    "WorkPoolsReadWorkQueuesBody",
    "WorkQueueCreate",
    "WorkQueueFilter",
    "WorkQueueFilterId",
    "WorkQueueFilterName",
    "WorkQueueUpdate",
    "WorkQueuesReadWorkQueuesBody",
    "WorkerFilter",
    "WorkerFilterLastHeartbeatTime",
    "WorkerFilterStatus",
    "WorkerHeartbeatBody",
    "WorkerStatus",
]

_MODULE_OF: dict[str, str] = {
    "ArtifactCollectionFilter": "artifacts",
    "ArtifactCollectionFilterFlowRunId": "artifacts",
    "ArtifactCollectionFilterKey": "artifacts",
    "ArtifactCollectionFilterLatestId": "artifacts",
    "ArtifactCollectionFilterTaskRunId": "artifacts",
    "ArtifactCollectionFilterType": "artifacts",
    "ArtifactCollectionSort": "artifacts",
    "ArtifactCreate": "artifacts",
    "ArtifactFilter": "artifacts",
    "ArtifactFilterFlowRunId": "artifacts",
    "ArtifactFilterId": "artifacts",
    "ArtifactFilterKey": "artifacts",
    "ArtifactFilterTaskRunId": "artifacts",
    "ArtifactFilterType": "artifacts",
    "ArtifactSort": "artifacts",
    "ArtifactUpdate": "artifacts",
    "AutomationCreate": "automations",
    "AutomationFilter": "automations",
    "AutomationFilterCreated": "automations",
    "AutomationFilterId": "automations",
    "AutomationFilterName": "automations",
    "AutomationFilterTags": "automations",
    "AutomationPartialUpdate": "automations",
    "AutomationSort": "automations",
    "AutomationUpdate": "automations",
    "AverageFlowRunLatenessBody": "flow_runs",
    "BlockDocumentCreate": "block_documents",
    "BlockDocumentFilter": "block_documents",
    "BlockDocumentFilterBlockTypeId": "block_documents",
    "BlockDocumentFilterId": "block_documents",
    "BlockDocumentFilterIsAnonymous": "block_documents",
    "BlockDocumentFilterName": "block_documents",
    "BlockDocumentSort": "block_documents",
    "BlockDocumentUpdate": "block_documents",
    "BlockSchemaCreate": "block_schemas",
    "BlockSchemaFilter": "shared",
    "BlockSchemaFilterBlockTypeId": "shared",
    "BlockSchemaFilterCapabilities": "shared",
    "BlockSchemaFilterId": "shared",
    "BlockSchemaFilterVersion": "shared",
    "BlockTypeCreate": "block_types",
    "BlockTypeFilter": "shared",
    "BlockTypeFilterName": "shared",
    "BlockTypeFilterSlug": "shared",
    "BlockTypeUpdate": "block_types",
    "BulkCreateFlowRunsFromDeploymentBody": "deployments",
    "BulkDecrementActiveSlotsBody": "concurrency_limits_v2",
    "BulkDecrementActiveSlotsWithLeaseBody": "concurrency_limits_v2",
    "BulkDeleteDeploymentsBody": "deployments",
    "BulkDeleteFlowRunsBody": "flow_runs",
    "BulkDeleteFlowsBody": "flows",
    "BulkIncrementActiveSlotsBody": "concurrency_limits_v2",
    "BulkIncrementActiveSlotsWithLeaseBody": "concurrency_limits_v2",
    "BulkSetFlowRunStateBody": "flow_runs",
    "CallWebhook": "automations",
    "CancelFlowRun": "automations",
    "ChangeFlowRunState": "automations",
    "CompoundTrigger": "automations",
    "ConcurrencyLeaseHolder": "concurrency_limits_v2",
    "ConcurrencyLimitCreate": "concurrency_limits",
    "ConcurrencyLimitStrategy": "deployments",
    "ConcurrencyLimitV2Create": "concurrency_limits_v2",
    "ConcurrencyLimitV2Update": "concurrency_limits_v2",
    "ConcurrencyOptions": "deployments",
    "Constant": "task_runs",
    "CountAccountEventsBody": "events",
    "CountArtifactsBody": "artifacts",
    "CountAutomationsBody": "automations",
    "CountBlockDocumentsBody": "block_documents",
    "CountDeploymentsBody": "deployments",
    "CountDeploymentsByFlowBody": "flows",
    "CountFlowRunsBody": "flow_runs",
    "CountFlowsBody": "flows",
    "CountLatestArtifactsBody": "artifacts",
    "CountTaskRunsBody": "task_runs",
    "CountTaskRunsByFlowRunBody": "flow_runs",
    "CountVariablesBody": "variables",
    "CountWorkPoolsBody": "work_pools",
    "CreateDeploymentSchedulesBody": "deployments",
    "CreateEventsBody": "events",
    "CreateFlowRunInputBody": "flow_runs",
    "CreateLogsBody": "logs",
    "CronSchedule": "deployments",
    "DecrementConcurrencyLimitsV1Body": "concurrency_limits",
    "DeleteFlowRun": "automations",
    "DeploymentCreate": "deployments",
    "DeploymentFilter": "shared",
    "DeploymentFilterConcurrencyLimit": "shared",
    "DeploymentFilterId": "shared",
    "DeploymentFilterName": "shared",
    "DeploymentFilterPaused": "shared",
    "DeploymentFilterTags": "shared",
    "DeploymentFilterWorkQueueName": "shared",
    "DeploymentFlowRunCreate": "deployments",
    "DeploymentOrFlowNameFilter": "shared",
    "DeploymentScheduleCreate": "deployments",
    "DeploymentScheduleUpdate": "deployments",
    "DeploymentSort": "deployments",
    "DeploymentUpdate": "deployments",
    "DoNothing": "automations",
    "Event": "events",
    "EventAnyResourceFilter": "events",
    "EventFilter": "events",
    "EventIDFilter": "events",
    "EventNameFilter": "events",
    "EventOccurredFilter": "events",
    "EventOrder": "events",
    "EventRelatedFilter": "events",
    "EventResourceFilter": "events",
    "EventTextFilter": "events",
    "EventTrigger": "automations",
    "FilterFlowRunInputBody": "flow_runs",
    "FlowCreate": "flows",
    "FlowFilter": "shared",
    "FlowFilterDeployment": "shared",
    "FlowFilterId": "shared",
    "FlowFilterName": "shared",
    "FlowFilterTags": "shared",
    "FlowRunCreate": "flow_runs",
    "FlowRunFilter": "shared",
    "FlowRunFilterCreatedBy": "shared",
    "FlowRunFilterDeploymentId": "shared",
    "FlowRunFilterEndTime": "shared",
    "FlowRunFilterExpectedStartTime": "shared",
    "FlowRunFilterFlowVersion": "shared",
    "FlowRunFilterId": "shared",
    "FlowRunFilterIdempotencyKey": "shared",
    "FlowRunFilterName": "shared",
    "FlowRunFilterNextScheduledStartTime": "shared",
    "FlowRunFilterParentFlowRunId": "shared",
    "FlowRunFilterParentTaskRunId": "shared",
    "FlowRunFilterStartTime": "shared",
    "FlowRunFilterState": "shared",
    "FlowRunFilterStateName": "shared",
    "FlowRunFilterStateType": "shared",
    "FlowRunFilterTags": "shared",
    "FlowRunFilterWorkQueueName": "shared",
    "FlowRunHistoryBody": "flow_runs",
    "FlowRunPolicy": "shared",
    "FlowRunResult": "task_runs",
    "FlowRunSort": "flow_runs",
    "FlowRunUpdate": "flow_runs",
    "FlowSort": "flows",
    "FlowUpdate": "flows",
    "GetScheduledFlowRunsBody": "work_pools",
    "GetScheduledFlowRunsForDeploymentsBody": "deployments",
    "IncrementConcurrencyLimitsV1Body": "concurrency_limits",
    "IntervalSchedule": "deployments",
    "LogCreate": "logs",
    "LogFilter": "logs",
    "LogFilterFlowRunId": "logs",
    "LogFilterLevel": "logs",
    "LogFilterTaskRunId": "logs",
    "LogFilterTextSearch": "logs",
    "LogFilterTimestamp": "logs",
    "LogSort": "logs",
    "NextRunsByFlowBody": "flows",
    "Operator": "shared",
    "PaginateDeploymentsBody": "deployments",
    "PaginateFlowRunsBody": "flow_runs",
    "PaginateFlowsBody": "flows",
    "PaginateTaskRunsBody": "task_runs",
    "Parameter": "task_runs",
    "PauseAutomation": "automations",
    "PauseDeployment": "automations",
    "PauseWorkPool": "automations",
    "PauseWorkQueue": "automations",
    "QueueFilter": "shared",
    "RRuleSchedule": "deployments",
    "ReadAllConcurrencyLimitsV2Body": "concurrency_limits_v2",
    "ReadArtifactsBody": "artifacts",
    "ReadAutomationsBody": "automations",
    "ReadBlockDocumentsBody": "block_documents",
    "ReadBlockSchemasBody": "block_schemas",
    "ReadBlockTypesBody": "block_types",
    "ReadConcurrencyLimitsBody": "concurrency_limits",
    "ReadDashboardTaskRunCountsBody": "task_runs",
    "ReadDeploymentsBody": "deployments",
    "ReadEventsBody": "events",
    "ReadFlowRunHistoryBody": "flow_runs",
    "ReadFlowRunsBody": "flow_runs",
    "ReadFlowsBody": "flows",
    "ReadLatestArtifactsBody": "artifacts",
    "ReadLogsBody": "logs",
    "ReadSavedSearchesBody": "saved_searches",
    "ReadTaskRunCountsByStateBody": "task_runs",
    "ReadTaskRunsBody": "task_runs",
    "ReadTaskWorkersBody": "task_workers",
    "ReadVariablesBody": "variables",
    "ReadWorkPoolConcurrencyStatusBody": "work_pools",
    "ReadWorkPoolsBody": "work_pools",
    "ReadWorkQueueConcurrencyStatusBody": "work_queues",
    "ReadWorkQueueRunsBody": "work_queues",
    "ReadWorkersBody": "work_pools",
    "RelatedResource": "events",
    "RenewConcurrencyLeaseBody": "concurrency_limits_v2",
    "ResetConcurrencyLimitByTagBody": "concurrency_limits",
    "Resource": "events",
    "ResourceSpecification": "shared",
    "ResumeAutomation": "automations",
    "ResumeDeployment": "automations",
    "ResumeFlowRun": "automations",
    "ResumeFlowRunBody": "flow_runs",
    "ResumeWorkPool": "automations",
    "ResumeWorkQueue": "automations",
    "RunDeployment": "automations",
    "SavedSearchCreate": "saved_searches",
    "SavedSearchFilter": "saved_searches",
    "ScheduleDeploymentBody": "deployments",
    "SendNotification": "automations",
    "SequenceTrigger": "automations",
    "ServerDefaultResultStorageUpdate": "admin",
    "SetFlowRunStateBody": "flow_runs",
    "SetTaskRunStateBody": "task_runs",
    "StateCreate": "shared",
    "StateDetails": "shared",
    "StateType": "shared",
    "SuspendFlowRun": "automations",
    "TaskRunCreate": "task_runs",
    "TaskRunFilter": "shared",
    "TaskRunFilterEndTime": "shared",
    "TaskRunFilterExpectedStartTime": "shared",
    "TaskRunFilterFlowRunId": "shared",
    "TaskRunFilterId": "shared",
    "TaskRunFilterName": "shared",
    "TaskRunFilterStartTime": "shared",
    "TaskRunFilterState": "shared",
    "TaskRunFilterStateName": "shared",
    "TaskRunFilterStateType": "shared",
    "TaskRunFilterSubFlowRuns": "shared",
    "TaskRunFilterTags": "shared",
    "TaskRunHistoryBody": "task_runs",
    "TaskRunPolicy": "task_runs",
    "TaskRunResult": "task_runs",
    "TaskRunSort": "task_runs",
    "TaskRunUpdate": "task_runs",
    "TaskWorkerFilter": "task_workers",
    "TimeUnit": "events",
    "UpdateFlowRunLabelsBody": "flow_runs",
    "ValidateObjBody": "ui",
    "ValidateTemplateBody": "automations",
    "ValidateTemplateLegacyBody": "automations",
    "VariableCreate": "variables",
    "VariableFilter": "variables",
    "VariableFilterId": "variables",
    "VariableFilterName": "variables",
    "VariableFilterTags": "variables",
    "VariableSort": "variables",
    "VariableUpdate": "variables",
    "VersionInfo": "deployments",
    "WorkPoolCreate": "work_pools",
    "WorkPoolFilter": "shared",
    "WorkPoolFilterId": "shared",
    "WorkPoolFilterName": "shared",
    "WorkPoolFilterType": "shared",
    "WorkPoolStorageConfiguration": "work_pools",
    "WorkPoolUpdate": "work_pools",
    "WorkPoolsReadWorkQueuesBody": "work_pools",
    "WorkQueueCreate": "shared",
    "WorkQueueFilter": "shared",
    "WorkQueueFilterId": "shared",
    "WorkQueueFilterName": "shared",
    "WorkQueueUpdate": "shared",
    "WorkQueuesReadWorkQueuesBody": "work_queues",
    "WorkerFilter": "work_pools",
    "WorkerFilterLastHeartbeatTime": "work_pools",
    "WorkerFilterStatus": "work_pools",
    "WorkerHeartbeatBody": "work_pools",
    "WorkerStatus": "work_pools",
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

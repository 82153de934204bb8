# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from typing import Any

from . import models, requests
from ._call import Operation

ADMIN_READ_SETTINGS: Operation[models.Settings] = Operation(
    "admin.read_settings",
    "GET",
    "/admin/settings",
    responses={200: lambda: models.Settings},
)
ADMIN_READ_SERVER_DEFAULT_RESULT_STORAGE: Operation[models.ServerDefaultResultStorage] = Operation(
    "admin.read_server_default_result_storage",
    "GET",
    "/admin/storage",
    responses={200: lambda: models.ServerDefaultResultStorage},
)
ADMIN_UPDATE_SERVER_DEFAULT_RESULT_STORAGE: Operation[models.ServerDefaultResultStorage] = Operation(
    "admin.update_server_default_result_storage",
    "PUT",
    "/admin/storage",
    responses={200: lambda: models.ServerDefaultResultStorage},
    request=lambda: requests.ServerDefaultResultStorageUpdate,
    body_objects=("ServerDefaultResultStorageUpdate",),
)
ADMIN_CLEAR_SERVER_DEFAULT_RESULT_STORAGE: Operation[None] = Operation(
    "admin.clear_server_default_result_storage",
    "DELETE",
    "/admin/storage",
    responses={204: lambda: None},
)
ADMIN_READ_VERSION: Operation[str] = Operation(
    "admin.read_version",
    "GET",
    "/admin/version",
    responses={200: lambda: str},
)
ARTIFACTS_CREATE_ARTIFACT: Operation[models.Artifact] = Operation(
    "artifacts.create_artifact",
    "POST",
    "/artifacts/",
    responses={200: lambda: models.Artifact, 201: lambda: models.Artifact},
    request=lambda: requests.ArtifactCreate,
)
ARTIFACTS_COUNT_ARTIFACTS: Operation[int] = Operation(
    "artifacts.count_artifacts",
    "POST",
    "/artifacts/count",
    responses={200: lambda: int},
    request=lambda: requests.CountArtifactsBody,
    body_objects=("CountArtifactsBody",),
)
ARTIFACTS_READ_ARTIFACTS: Operation[list[models.Artifact]] = Operation(
    "artifacts.read_artifacts",
    "POST",
    "/artifacts/filter",
    responses={200: lambda: list[models.Artifact]},
    request=lambda: requests.ReadArtifactsBody,
    body_objects=("ReadArtifactsBody",),
)
ARTIFACTS_COUNT_LATEST_ARTIFACTS: Operation[int] = Operation(
    "artifacts.count_latest_artifacts",
    "POST",
    "/artifacts/latest/count",
    responses={200: lambda: int},
    request=lambda: requests.CountLatestArtifactsBody,
    body_objects=("CountLatestArtifactsBody",),
)
ARTIFACTS_READ_LATEST_ARTIFACTS: Operation[list[models.ArtifactCollection]] = Operation(
    "artifacts.read_latest_artifacts",
    "POST",
    "/artifacts/latest/filter",
    responses={200: lambda: list[models.ArtifactCollection]},
    request=lambda: requests.ReadLatestArtifactsBody,
    body_objects=("ReadLatestArtifactsBody",),
)
ARTIFACTS_READ_ARTIFACT: Operation[models.Artifact] = Operation(
    "artifacts.read_artifact",
    "GET",
    "/artifacts/{id}",
    responses={200: lambda: models.Artifact},
)
ARTIFACTS_DELETE_ARTIFACT: Operation[None] = Operation(
    "artifacts.delete_artifact",
    "DELETE",
    "/artifacts/{id}",
    responses={204: lambda: None},
)
ARTIFACTS_UPDATE_ARTIFACT: Operation[None] = Operation(
    "artifacts.update_artifact",
    "PATCH",
    "/artifacts/{id}",
    responses={204: lambda: None},
    request=lambda: requests.ArtifactUpdate,
)
ARTIFACTS_READ_LATEST_ARTIFACT: Operation[models.Artifact] = Operation(
    "artifacts.read_latest_artifact",
    "GET",
    "/artifacts/{key}/latest",
    responses={200: lambda: models.Artifact},
)
AUTOMATIONS_CREATE_AUTOMATION: Operation[models.Automation] = Operation(
    "automations.create_automation",
    "POST",
    "/automations/",
    responses={201: lambda: models.Automation},
    request=lambda: requests.AutomationCreate,
    body_objects=("AutomationCreate",),
)
AUTOMATIONS_COUNT_AUTOMATIONS: Operation[int] = Operation(
    "automations.count_automations",
    "POST",
    "/automations/count",
    responses={200: lambda: int},
    request=lambda: requests.CountAutomationsBody,
    body_objects=("CountAutomationsBody",),
)
AUTOMATIONS_READ_AUTOMATIONS: Operation[list[models.Automation]] = Operation(
    "automations.read_automations",
    "POST",
    "/automations/filter",
    responses={200: lambda: list[models.Automation]},
    request=lambda: requests.ReadAutomationsBody,
    body_objects=("ReadAutomationsBody",),
)
AUTOMATIONS_DELETE_AUTOMATIONS_OWNED_BY_RESOURCE: Operation[None] = Operation(
    "automations.delete_automations_owned_by_resource",
    "DELETE",
    "/automations/owned-by/{resource_id}",
    responses={202: lambda: None},
)
AUTOMATIONS_READ_AUTOMATIONS_RELATED_TO_RESOURCE: Operation[list[models.Automation]] = Operation(
    "automations.read_automations_related_to_resource",
    "GET",
    "/automations/related-to/{resource_id}",
    responses={200: lambda: list[models.Automation]},
)
AUTOMATIONS_VALIDATE_TEMPLATE: Operation[None] = Operation(
    "automations.validate_template",
    "POST",
    "/automations/templates/validate",
    responses={204: lambda: None},
    request=lambda: requests.ValidateTemplateBody,
)
AUTOMATIONS_READ_AUTOMATION: Operation[models.Automation] = Operation(
    "automations.read_automation",
    "GET",
    "/automations/{id}",
    responses={200: lambda: models.Automation},
)
AUTOMATIONS_UPDATE_AUTOMATION: Operation[None] = Operation(
    "automations.update_automation",
    "PUT",
    "/automations/{id}",
    responses={204: lambda: None},
    request=lambda: requests.AutomationUpdate,
    body_objects=("AutomationUpdate",),
)
AUTOMATIONS_DELETE_AUTOMATION: Operation[None] = Operation(
    "automations.delete_automation",
    "DELETE",
    "/automations/{id}",
    responses={204: lambda: None},
)
AUTOMATIONS_PATCH_AUTOMATION: Operation[None] = Operation(
    "automations.patch_automation",
    "PATCH",
    "/automations/{id}",
    responses={204: lambda: None},
    request=lambda: requests.AutomationPartialUpdate,
)
AUTOMATIONS_VALIDATE_TEMPLATE_LEGACY: Operation[None] = Operation(
    "automations.validate_template_legacy",
    "POST",
    "/templates/validate",
    responses={204: lambda: None},
    request=lambda: requests.ValidateTemplateLegacyBody,
)
BLOCK_CAPABILITIES_READ_AVAILABLE_BLOCK_CAPABILITIES: Operation[list[str]] = Operation(
    "block_capabilities.read_available_block_capabilities",
    "GET",
    "/block_capabilities/",
    responses={200: lambda: list[str]},
)
BLOCK_DOCUMENTS_CREATE_BLOCK_DOCUMENT: Operation[models.BlockDocument] = Operation(
    "block_documents.create_block_document",
    "POST",
    "/block_documents/",
    responses={201: lambda: models.BlockDocument},
    request=lambda: requests.BlockDocumentCreate,
)
BLOCK_DOCUMENTS_COUNT_BLOCK_DOCUMENTS: Operation[int] = Operation(
    "block_documents.count_block_documents",
    "POST",
    "/block_documents/count",
    responses={200: lambda: int},
    request=lambda: requests.CountBlockDocumentsBody,
    body_objects=("CountBlockDocumentsBody",),
)
BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENTS: Operation[list[models.BlockDocument]] = Operation(
    "block_documents.read_block_documents",
    "POST",
    "/block_documents/filter",
    responses={200: lambda: list[models.BlockDocument]},
    request=lambda: requests.ReadBlockDocumentsBody,
    body_objects=("ReadBlockDocumentsBody",),
)
BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENT_BY_ID: Operation[models.BlockDocument] = Operation(
    "block_documents.read_block_document_by_id",
    "GET",
    "/block_documents/{id}",
    responses={200: lambda: models.BlockDocument},
    query=("include_secrets",),
)
BLOCK_DOCUMENTS_DELETE_BLOCK_DOCUMENT: Operation[None] = Operation(
    "block_documents.delete_block_document",
    "DELETE",
    "/block_documents/{id}",
    responses={204: lambda: None},
)
BLOCK_DOCUMENTS_UPDATE_BLOCK_DOCUMENT_DATA: Operation[None] = Operation(
    "block_documents.update_block_document_data",
    "PATCH",
    "/block_documents/{id}",
    responses={204: lambda: None},
    request=lambda: requests.BlockDocumentUpdate,
)
BLOCK_SCHEMAS_CREATE_BLOCK_SCHEMA: Operation[models.BlockSchema] = Operation(
    "block_schemas.create_block_schema",
    "POST",
    "/block_schemas/",
    responses={200: lambda: models.BlockSchema, 201: lambda: models.BlockSchema},
    request=lambda: requests.BlockSchemaCreate,
)
BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_CHECKSUM: Operation[models.BlockSchema] = Operation(
    "block_schemas.read_block_schema_by_checksum",
    "GET",
    "/block_schemas/checksum/{checksum}",
    responses={200: lambda: models.BlockSchema},
    query=("version",),
)
BLOCK_SCHEMAS_READ_BLOCK_SCHEMAS: Operation[list[models.BlockSchema]] = Operation(
    "block_schemas.read_block_schemas",
    "POST",
    "/block_schemas/filter",
    responses={200: lambda: list[models.BlockSchema]},
    request=lambda: requests.ReadBlockSchemasBody,
    body_objects=("ReadBlockSchemasBody",),
)
BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_ID: Operation[models.BlockSchema] = Operation(
    "block_schemas.read_block_schema_by_id",
    "GET",
    "/block_schemas/{id}",
    responses={200: lambda: models.BlockSchema},
)
BLOCK_SCHEMAS_DELETE_BLOCK_SCHEMA: Operation[None] = Operation(
    "block_schemas.delete_block_schema",
    "DELETE",
    "/block_schemas/{id}",
    responses={204: lambda: None},
)
BLOCK_TYPES_CREATE_BLOCK_TYPE: Operation[models.BlockType] = Operation(
    "block_types.create_block_type",
    "POST",
    "/block_types/",
    responses={201: lambda: models.BlockType},
    request=lambda: requests.BlockTypeCreate,
)
BLOCK_TYPES_READ_BLOCK_TYPES: Operation[list[models.BlockType]] = Operation(
    "block_types.read_block_types",
    "POST",
    "/block_types/filter",
    responses={200: lambda: list[models.BlockType]},
    request=lambda: requests.ReadBlockTypesBody,
    body_objects=("ReadBlockTypesBody",),
)
BLOCK_TYPES_INSTALL_SYSTEM_BLOCK_TYPES: Operation[None] = Operation(
    "block_types.install_system_block_types",
    "POST",
    "/block_types/install_system_block_types",
    responses={200: lambda: None},
)
BLOCK_TYPES_READ_BLOCK_TYPE_BY_SLUG: Operation[models.BlockType] = Operation(
    "block_types.read_block_type_by_slug",
    "GET",
    "/block_types/slug/{slug}",
    responses={200: lambda: models.BlockType},
)
BLOCK_TYPES_READ_BLOCK_DOCUMENTS_FOR_BLOCK_TYPE: Operation[list[models.BlockDocument]] = Operation(
    "block_types.read_block_documents_for_block_type",
    "GET",
    "/block_types/slug/{slug}/block_documents",
    responses={200: lambda: list[models.BlockDocument]},
    query=("include_secrets",),
)
BLOCK_TYPES_READ_BLOCK_DOCUMENT_BY_NAME_FOR_BLOCK_TYPE: Operation[models.BlockDocument] = Operation(
    "block_types.read_block_document_by_name_for_block_type",
    "GET",
    "/block_types/slug/{slug}/block_documents/name/{block_document_name}",
    responses={200: lambda: models.BlockDocument},
    query=("include_secrets",),
)
BLOCK_TYPES_READ_BLOCK_TYPE_BY_ID: Operation[models.BlockType] = Operation(
    "block_types.read_block_type_by_id",
    "GET",
    "/block_types/{id}",
    responses={200: lambda: models.BlockType},
)
BLOCK_TYPES_DELETE_BLOCK_TYPE: Operation[None] = Operation(
    "block_types.delete_block_type",
    "DELETE",
    "/block_types/{id}",
    responses={204: lambda: None},
)
BLOCK_TYPES_UPDATE_BLOCK_TYPE: Operation[None] = Operation(
    "block_types.update_block_type",
    "PATCH",
    "/block_types/{id}",
    responses={204: lambda: None},
    request=lambda: requests.BlockTypeUpdate,
)
COLLECTIONS_READ_VIEW_CONTENT: Operation[dict[str, Any]] = Operation(
    "collections.read_view_content",
    "GET",
    "/collections/views/{view}",
    responses={200: lambda: dict[str, Any]},
)
CONCURRENCY_LIMITS_CREATE_CONCURRENCY_LIMIT: Operation[models.ConcurrencyLimit] = Operation(
    "concurrency_limits.create_concurrency_limit",
    "POST",
    "/concurrency_limits/",
    responses={200: lambda: models.ConcurrencyLimit, 201: lambda: models.ConcurrencyLimit},
    request=lambda: requests.ConcurrencyLimitCreate,
)
CONCURRENCY_LIMITS_DECREMENT_CONCURRENCY_LIMITS_V1: Operation[list[models.MinimalConcurrencyLimit]] = Operation(
    "concurrency_limits.decrement_concurrency_limits_v1",
    "POST",
    "/concurrency_limits/decrement",
    responses={200: lambda: list[models.MinimalConcurrencyLimit]},
    request=lambda: requests.DecrementConcurrencyLimitsV1Body,
    body_objects=("DecrementConcurrencyLimitsV1Body",),
)
CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMITS: Operation[list[models.ConcurrencyLimit]] = Operation(
    "concurrency_limits.read_concurrency_limits",
    "POST",
    "/concurrency_limits/filter",
    responses={200: lambda: list[models.ConcurrencyLimit]},
    request=lambda: requests.ReadConcurrencyLimitsBody,
    body_objects=("ReadConcurrencyLimitsBody",),
)
CONCURRENCY_LIMITS_INCREMENT_CONCURRENCY_LIMITS_V1: Operation[list[models.MinimalConcurrencyLimit]] = Operation(
    "concurrency_limits.increment_concurrency_limits_v1",
    "POST",
    "/concurrency_limits/increment",
    responses={200: lambda: list[models.MinimalConcurrencyLimit]},
    request=lambda: requests.IncrementConcurrencyLimitsV1Body,
    body_objects=("IncrementConcurrencyLimitsV1Body",),
)
CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT_BY_TAG: Operation[models.ConcurrencyLimit] = Operation(
    "concurrency_limits.read_concurrency_limit_by_tag",
    "GET",
    "/concurrency_limits/tag/{tag}",
    responses={200: lambda: models.ConcurrencyLimit},
)
CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT_BY_TAG: Operation[None] = Operation(
    "concurrency_limits.delete_concurrency_limit_by_tag",
    "DELETE",
    "/concurrency_limits/tag/{tag}",
    responses={200: lambda: None},
)
CONCURRENCY_LIMITS_RESET_CONCURRENCY_LIMIT_BY_TAG: Operation[None] = Operation(
    "concurrency_limits.reset_concurrency_limit_by_tag",
    "POST",
    "/concurrency_limits/tag/{tag}/reset",
    responses={200: lambda: None},
    request=lambda: requests.ResetConcurrencyLimitByTagBody,
    body_objects=("ResetConcurrencyLimitByTagBody",),
)
CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT: Operation[models.ConcurrencyLimit] = Operation(
    "concurrency_limits.read_concurrency_limit",
    "GET",
    "/concurrency_limits/{id}",
    responses={200: lambda: models.ConcurrencyLimit},
)
CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT: Operation[None] = Operation(
    "concurrency_limits.delete_concurrency_limit",
    "DELETE",
    "/concurrency_limits/{id}",
    responses={200: lambda: None},
)
CONCURRENCY_LIMITS_V2_CREATE_CONCURRENCY_LIMIT_V2: Operation[models.ConcurrencyLimitV2] = Operation(
    "concurrency_limits_v2.create_concurrency_limit_v2",
    "POST",
    "/v2/concurrency_limits/",
    responses={201: lambda: models.ConcurrencyLimitV2},
    request=lambda: requests.ConcurrencyLimitV2Create,
)
CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS: Operation[list[models.MinimalConcurrencyLimit]] = Operation(
    "concurrency_limits_v2.bulk_decrement_active_slots",
    "POST",
    "/v2/concurrency_limits/decrement",
    responses={200: lambda: list[models.MinimalConcurrencyLimit]},
    request=lambda: requests.BulkDecrementActiveSlotsBody,
    body_objects=("BulkDecrementActiveSlotsBody",),
)
CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS_WITH_LEASE: Operation[None] = Operation(
    "concurrency_limits_v2.bulk_decrement_active_slots_with_lease",
    "POST",
    "/v2/concurrency_limits/decrement-with-lease",
    responses={204: lambda: None},
    request=lambda: requests.BulkDecrementActiveSlotsWithLeaseBody,
    body_objects=("BulkDecrementActiveSlotsWithLeaseBody",),
)
CONCURRENCY_LIMITS_V2_READ_ALL_CONCURRENCY_LIMITS_V2: Operation[list[models.GlobalConcurrencyLimit]] = Operation(
    "concurrency_limits_v2.read_all_concurrency_limits_v2",
    "POST",
    "/v2/concurrency_limits/filter",
    responses={200: lambda: list[models.GlobalConcurrencyLimit]},
    request=lambda: requests.ReadAllConcurrencyLimitsV2Body,
    body_objects=("ReadAllConcurrencyLimitsV2Body",),
)
CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS: Operation[list[models.MinimalConcurrencyLimit]] = Operation(
    "concurrency_limits_v2.bulk_increment_active_slots",
    "POST",
    "/v2/concurrency_limits/increment",
    responses={200: lambda: list[models.MinimalConcurrencyLimit]},
    request=lambda: requests.BulkIncrementActiveSlotsBody,
    body_objects=("BulkIncrementActiveSlotsBody",),
)
CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS_WITH_LEASE: Operation[models.ConcurrencyLimitLease] = Operation(
    "concurrency_limits_v2.bulk_increment_active_slots_with_lease",
    "POST",
    "/v2/concurrency_limits/increment-with-lease",
    responses={200: lambda: models.ConcurrencyLimitLease},
    request=lambda: requests.BulkIncrementActiveSlotsWithLeaseBody,
    body_objects=("BulkIncrementActiveSlotsWithLeaseBody",),
)
CONCURRENCY_LIMITS_V2_RENEW_CONCURRENCY_LEASE: Operation[None] = Operation(
    "concurrency_limits_v2.renew_concurrency_lease",
    "POST",
    "/v2/concurrency_limits/leases/{lease_id}/renew",
    responses={204: lambda: None},
    request=lambda: requests.RenewConcurrencyLeaseBody,
    body_objects=("RenewConcurrencyLeaseBody",),
)
CONCURRENCY_LIMITS_V2_READ_CONCURRENCY_LIMIT_V2: Operation[models.GlobalConcurrencyLimit] = Operation(
    "concurrency_limits_v2.read_concurrency_limit_v2",
    "GET",
    "/v2/concurrency_limits/{id_or_name}",
    responses={200: lambda: models.GlobalConcurrencyLimit},
)
CONCURRENCY_LIMITS_V2_DELETE_CONCURRENCY_LIMIT_V2: Operation[None] = Operation(
    "concurrency_limits_v2.delete_concurrency_limit_v2",
    "DELETE",
    "/v2/concurrency_limits/{id_or_name}",
    responses={204: lambda: None},
)
CONCURRENCY_LIMITS_V2_UPDATE_CONCURRENCY_LIMIT_V2: Operation[None] = Operation(
    "concurrency_limits_v2.update_concurrency_limit_v2",
    "PATCH",
    "/v2/concurrency_limits/{id_or_name}",
    responses={204: lambda: None},
    request=lambda: requests.ConcurrencyLimitV2Update,
)
DEPLOYMENTS_CREATE_DEPLOYMENT: Operation[models.Deployment] = Operation(
    "deployments.create_deployment",
    "POST",
    "/deployments/",
    responses={200: lambda: models.Deployment, 201: lambda: models.Deployment},
    request=lambda: requests.DeploymentCreate,
    body_objects=("DeploymentCreate",),
)
DEPLOYMENTS_BULK_DELETE_DEPLOYMENTS: Operation[models.DeploymentBulkDeleteResult] = Operation(
    "deployments.bulk_delete_deployments",
    "POST",
    "/deployments/bulk_delete",
    responses={200: lambda: models.DeploymentBulkDeleteResult},
    request=lambda: requests.BulkDeleteDeploymentsBody,
    body_objects=("BulkDeleteDeploymentsBody",),
)
DEPLOYMENTS_COUNT_DEPLOYMENTS: Operation[int] = Operation(
    "deployments.count_deployments",
    "POST",
    "/deployments/count",
    responses={200: lambda: int},
    request=lambda: requests.CountDeploymentsBody,
    body_objects=("CountDeploymentsBody",),
)
DEPLOYMENTS_READ_DEPLOYMENTS: Operation[list[models.Deployment]] = Operation(
    "deployments.read_deployments",
    "POST",
    "/deployments/filter",
    responses={200: lambda: list[models.Deployment]},
    request=lambda: requests.ReadDeploymentsBody,
    body_objects=("ReadDeploymentsBody",),
)
DEPLOYMENTS_GET_SCHEDULED_FLOW_RUNS_FOR_DEPLOYMENTS: Operation[list[models.FlowRun]] = Operation(
    "deployments.get_scheduled_flow_runs_for_deployments",
    "POST",
    "/deployments/get_scheduled_flow_runs",
    responses={200: lambda: list[models.FlowRun]},
    request=lambda: requests.GetScheduledFlowRunsForDeploymentsBody,
    body_objects=("GetScheduledFlowRunsForDeploymentsBody",),
)
DEPLOYMENTS_READ_DEPLOYMENT_BY_NAME: Operation[models.Deployment] = Operation(
    "deployments.read_deployment_by_name",
    "GET",
    "/deployments/name/{flow_name}/{deployment_name}",
    responses={200: lambda: models.Deployment},
)
DEPLOYMENTS_PAGINATE_DEPLOYMENTS: Operation[models.DeploymentPage] = Operation(
    "deployments.paginate_deployments",
    "POST",
    "/deployments/paginate",
    responses={200: lambda: models.DeploymentPage},
    request=lambda: requests.PaginateDeploymentsBody,
    body_objects=("PaginateDeploymentsBody",),
)
DEPLOYMENTS_READ_DEPLOYMENT: Operation[models.Deployment] = Operation(
    "deployments.read_deployment",
    "GET",
    "/deployments/{id}",
    responses={200: lambda: models.Deployment},
)
DEPLOYMENTS_DELETE_DEPLOYMENT: Operation[None] = Operation(
    "deployments.delete_deployment",
    "DELETE",
    "/deployments/{id}",
    responses={204: lambda: None},
)
DEPLOYMENTS_UPDATE_DEPLOYMENT: Operation[None] = Operation(
    "deployments.update_deployment",
    "PATCH",
    "/deployments/{id}",
    responses={204: lambda: None},
    request=lambda: requests.DeploymentUpdate,
    body_objects=("DeploymentUpdate",),
)
DEPLOYMENTS_CREATE_FLOW_RUN_FROM_DEPLOYMENT: Operation[models.FlowRun] = Operation(
    "deployments.create_flow_run_from_deployment",
    "POST",
    "/deployments/{id}/create_flow_run",
    responses={200: lambda: models.FlowRun, 201: lambda: models.FlowRun},
    request=lambda: requests.DeploymentFlowRunCreate,
    body_objects=("DeploymentFlowRunCreate",),
)
DEPLOYMENTS_BULK_CREATE_FLOW_RUNS_FROM_DEPLOYMENT: Operation[models.FlowRunBulkCreateResult] = Operation(
    "deployments.bulk_create_flow_runs_from_deployment",
    "POST",
    "/deployments/{id}/create_flow_run/bulk",
    responses={200: lambda: models.FlowRunBulkCreateResult},
    request=lambda: requests.BulkCreateFlowRunsFromDeploymentBody,
    body_objects=("DeploymentFlowRunCreate",),
)
DEPLOYMENTS_PAUSE_DEPLOYMENT: Operation[None] = Operation(
    "deployments.pause_deployment",
    "POST",
    "/deployments/{id}/pause_deployment",
    responses={200: lambda: None},
)
DEPLOYMENTS_RESUME_DEPLOYMENT: Operation[None] = Operation(
    "deployments.resume_deployment",
    "POST",
    "/deployments/{id}/resume_deployment",
    responses={200: lambda: None},
)
DEPLOYMENTS_SCHEDULE_DEPLOYMENT: Operation[None] = Operation(
    "deployments.schedule_deployment",
    "POST",
    "/deployments/{id}/schedule",
    responses={200: lambda: None},
    request=lambda: requests.ScheduleDeploymentBody,
    body_objects=("ScheduleDeploymentBody",),
)
DEPLOYMENTS_READ_DEPLOYMENT_SCHEDULES: Operation[list[models.DeploymentSchedule]] = Operation(
    "deployments.read_deployment_schedules",
    "GET",
    "/deployments/{id}/schedules",
    responses={200: lambda: list[models.DeploymentSchedule]},
)
DEPLOYMENTS_CREATE_DEPLOYMENT_SCHEDULES: Operation[list[models.DeploymentSchedule]] = Operation(
    "deployments.create_deployment_schedules",
    "POST",
    "/deployments/{id}/schedules",
    responses={201: lambda: list[models.DeploymentSchedule]},
    request=lambda: requests.CreateDeploymentSchedulesBody,
)
DEPLOYMENTS_DELETE_DEPLOYMENT_SCHEDULE: Operation[None] = Operation(
    "deployments.delete_deployment_schedule",
    "DELETE",
    "/deployments/{id}/schedules/{schedule_id}",
    responses={204: lambda: None},
)
DEPLOYMENTS_UPDATE_DEPLOYMENT_SCHEDULE: Operation[None] = Operation(
    "deployments.update_deployment_schedule",
    "PATCH",
    "/deployments/{id}/schedules/{schedule_id}",
    responses={204: lambda: None},
    request=lambda: requests.DeploymentScheduleUpdate,
)
DEPLOYMENTS_WORK_QUEUE_CHECK_FOR_DEPLOYMENT: Operation[list[models.DeploymentWorkQueue]] = Operation(
    "deployments.work_queue_check_for_deployment",
    "GET",
    "/deployments/{id}/work_queue_check",
    responses={200: lambda: list[models.DeploymentWorkQueue]},
)
EVENTS_CREATE_EVENTS: Operation[None] = Operation(
    "events.create_events",
    "POST",
    "/events",
    responses={204: lambda: None},
    request=lambda: requests.CreateEventsBody,
    body_objects=("Event",),
)
EVENTS_COUNT_ACCOUNT_EVENTS: Operation[list[models.EventCount]] = Operation(
    "events.count_account_events",
    "POST",
    "/events/count-by/{countable}",
    responses={200: lambda: list[models.EventCount]},
    request=lambda: requests.CountAccountEventsBody,
    body_objects=("CountAccountEventsBody",),
)
EVENTS_READ_EVENTS: Operation[models.EventPage] = Operation(
    "events.read_events",
    "POST",
    "/events/filter",
    responses={200: lambda: models.EventPage},
    request=lambda: requests.ReadEventsBody,
    body_objects=("ReadEventsBody",),
)
EVENTS_READ_ACCOUNT_EVENTS_PAGE: Operation[models.EventPage] = Operation(
    "events.read_account_events_page",
    "GET",
    "/events/filter/next",
    responses={200: lambda: models.EventPage},
    query=("page-token",),
)
FLOW_RUN_STATES_READ_FLOW_RUN_STATES: Operation[list[models.State]] = Operation(
    "flow_run_states.read_flow_run_states",
    "GET",
    "/flow_run_states/",
    responses={200: lambda: list[models.State]},
    query=("flow_run_id",),
)
FLOW_RUN_STATES_READ_FLOW_RUN_STATE: Operation[models.State] = Operation(
    "flow_run_states.read_flow_run_state",
    "GET",
    "/flow_run_states/{id}",
    responses={200: lambda: models.State},
)
FLOW_RUNS_CREATE_FLOW_RUN: Operation[models.FlowRun] = Operation(
    "flow_runs.create_flow_run",
    "POST",
    "/flow_runs/",
    responses={200: lambda: models.FlowRun, 201: lambda: models.FlowRun},
    request=lambda: requests.FlowRunCreate,
    body_objects=("FlowRunCreate",),
)
FLOW_RUNS_BULK_DELETE_FLOW_RUNS: Operation[models.FlowRunBulkDeleteResult] = Operation(
    "flow_runs.bulk_delete_flow_runs",
    "POST",
    "/flow_runs/bulk_delete",
    responses={200: lambda: models.FlowRunBulkDeleteResult},
    request=lambda: requests.BulkDeleteFlowRunsBody,
    body_objects=("BulkDeleteFlowRunsBody",),
)
FLOW_RUNS_BULK_SET_FLOW_RUN_STATE: Operation[models.FlowRunBulkSetStateResult] = Operation(
    "flow_runs.bulk_set_flow_run_state",
    "POST",
    "/flow_runs/bulk_set_state",
    responses={200: lambda: models.FlowRunBulkSetStateResult},
    request=lambda: requests.BulkSetFlowRunStateBody,
    body_objects=("BulkSetFlowRunStateBody",),
)
FLOW_RUNS_COUNT_FLOW_RUNS: Operation[int] = Operation(
    "flow_runs.count_flow_runs",
    "POST",
    "/flow_runs/count",
    responses={200: lambda: int},
    request=lambda: requests.CountFlowRunsBody,
    body_objects=("CountFlowRunsBody",),
)
FLOW_RUNS_READ_FLOW_RUNS: Operation[list[models.FlowRun]] = Operation(
    "flow_runs.read_flow_runs",
    "POST",
    "/flow_runs/filter",
    responses={200: lambda: list[models.FlowRun]},
    request=lambda: requests.ReadFlowRunsBody,
    body_objects=("ReadFlowRunsBody",),
)
FLOW_RUNS_FLOW_RUN_HISTORY: Operation[list[models.History]] = Operation(
    "flow_runs.flow_run_history",
    "POST",
    "/flow_runs/history",
    responses={200: lambda: list[models.History]},
    request=lambda: requests.FlowRunHistoryBody,
    body_objects=("FlowRunHistoryBody",),
)
FLOW_RUNS_AVERAGE_FLOW_RUN_LATENESS: Operation[float | None] = Operation(
    "flow_runs.average_flow_run_lateness",
    "POST",
    "/flow_runs/lateness",
    responses={200: lambda: float | None},
    request=lambda: requests.AverageFlowRunLatenessBody,
    body_objects=("AverageFlowRunLatenessBody",),
)
FLOW_RUNS_PAGINATE_FLOW_RUNS: Operation[models.FlowRunPage] = Operation(
    "flow_runs.paginate_flow_runs",
    "POST",
    "/flow_runs/paginate",
    responses={200: lambda: models.FlowRunPage},
    request=lambda: requests.PaginateFlowRunsBody,
    body_objects=("PaginateFlowRunsBody",),
)
FLOW_RUNS_READ_FLOW_RUN: Operation[models.FlowRun] = Operation(
    "flow_runs.read_flow_run",
    "GET",
    "/flow_runs/{id}",
    responses={200: lambda: models.FlowRun},
)
FLOW_RUNS_DELETE_FLOW_RUN: Operation[None] = Operation(
    "flow_runs.delete_flow_run",
    "DELETE",
    "/flow_runs/{id}",
    responses={204: lambda: None},
)
FLOW_RUNS_UPDATE_FLOW_RUN: Operation[None] = Operation(
    "flow_runs.update_flow_run",
    "PATCH",
    "/flow_runs/{id}",
    responses={204: lambda: None},
    request=lambda: requests.FlowRunUpdate,
    body_objects=("FlowRunUpdate",),
)
FLOW_RUNS_READ_FLOW_RUN_GRAPH_V1: Operation[list[models.DependencyResult]] = Operation(
    "flow_runs.read_flow_run_graph_v1",
    "GET",
    "/flow_runs/{id}/graph",
    responses={200: lambda: list[models.DependencyResult]},
)
FLOW_RUNS_READ_FLOW_RUN_GRAPH_V2: Operation[models.Graph] = Operation(
    "flow_runs.read_flow_run_graph_v2",
    "GET",
    "/flow_runs/{id}/graph-v2",
    responses={200: lambda: models.Graph},
    query=("since",),
)
FLOW_RUNS_CREATE_FLOW_RUN_INPUT: Operation[None] = Operation(
    "flow_runs.create_flow_run_input",
    "POST",
    "/flow_runs/{id}/input",
    responses={201: lambda: None},
    request=lambda: requests.CreateFlowRunInputBody,
    body_objects=("CreateFlowRunInputBody",),
)
FLOW_RUNS_FILTER_FLOW_RUN_INPUT: Operation[list[models.FlowRunInput]] = Operation(
    "flow_runs.filter_flow_run_input",
    "POST",
    "/flow_runs/{id}/input/filter",
    responses={200: lambda: list[models.FlowRunInput]},
    request=lambda: requests.FilterFlowRunInputBody,
    body_objects=("FilterFlowRunInputBody",),
)
FLOW_RUNS_READ_FLOW_RUN_INPUT: Operation[str] = Operation(
    "flow_runs.read_flow_run_input",
    "GET",
    "/flow_runs/{id}/input/{key}",
    responses={200: lambda: str},
    media_type="text/plain",
)
FLOW_RUNS_DELETE_FLOW_RUN_INPUT: Operation[None] = Operation(
    "flow_runs.delete_flow_run_input",
    "DELETE",
    "/flow_runs/{id}/input/{key}",
    responses={204: lambda: None},
)
FLOW_RUNS_UPDATE_FLOW_RUN_LABELS: Operation[None] = Operation(
    "flow_runs.update_flow_run_labels",
    "PATCH",
    "/flow_runs/{id}/labels",
    responses={204: lambda: None},
    request=lambda: requests.UpdateFlowRunLabelsBody,
)
FLOW_RUNS_DOWNLOAD_LOGS: Operation[str] = Operation(
    "flow_runs.download_logs",
    "GET",
    "/flow_runs/{id}/logs/download",
    responses={200: lambda: str},
    media_type="text/csv",
)
FLOW_RUNS_RESUME_FLOW_RUN: Operation[models.OrchestrationResult] = Operation(
    "flow_runs.resume_flow_run",
    "POST",
    "/flow_runs/{id}/resume",
    responses={200: lambda: models.OrchestrationResult, 201: lambda: models.OrchestrationResult},
    request=lambda: requests.ResumeFlowRunBody,
    body_objects=("ResumeFlowRunBody",),
)
FLOW_RUNS_SET_FLOW_RUN_STATE: Operation[models.OrchestrationResult] = Operation(
    "flow_runs.set_flow_run_state",
    "POST",
    "/flow_runs/{id}/set_state",
    responses={200: lambda: models.OrchestrationResult, 201: lambda: models.OrchestrationResult},
    request=lambda: requests.SetFlowRunStateBody,
    body_objects=("SetFlowRunStateBody",),
)
FLOW_RUNS_COUNT_TASK_RUNS_BY_FLOW_RUN: Operation[dict[str, int]] = Operation(
    "flow_runs.count_task_runs_by_flow_run",
    "POST",
    "/ui/flow_runs/count-task-runs",
    responses={200: lambda: dict[str, int]},
    request=lambda: requests.CountTaskRunsByFlowRunBody,
    body_objects=("CountTaskRunsByFlowRunBody",),
)
FLOW_RUNS_READ_FLOW_RUN_HISTORY: Operation[list[models.SimpleFlowRun]] = Operation(
    "flow_runs.read_flow_run_history",
    "POST",
    "/ui/flow_runs/history",
    responses={200: lambda: list[models.SimpleFlowRun]},
    request=lambda: requests.ReadFlowRunHistoryBody,
    body_objects=("ReadFlowRunHistoryBody",),
)
FLOWS_CREATE_FLOW: Operation[models.Flow] = Operation(
    "flows.create_flow",
    "POST",
    "/flows/",
    responses={200: lambda: models.Flow, 201: lambda: models.Flow},
    request=lambda: requests.FlowCreate,
)
FLOWS_BULK_DELETE_FLOWS: Operation[models.FlowBulkDeleteResult] = Operation(
    "flows.bulk_delete_flows",
    "POST",
    "/flows/bulk_delete",
    responses={200: lambda: models.FlowBulkDeleteResult},
    request=lambda: requests.BulkDeleteFlowsBody,
    body_objects=("BulkDeleteFlowsBody",),
)
FLOWS_COUNT_FLOWS: Operation[int] = Operation(
    "flows.count_flows",
    "POST",
    "/flows/count",
    responses={200: lambda: int},
    request=lambda: requests.CountFlowsBody,
    body_objects=("CountFlowsBody",),
)
FLOWS_READ_FLOWS: Operation[list[models.Flow]] = Operation(
    "flows.read_flows",
    "POST",
    "/flows/filter",
    responses={200: lambda: list[models.Flow]},
    request=lambda: requests.ReadFlowsBody,
    body_objects=("ReadFlowsBody",),
)
FLOWS_READ_FLOW_BY_NAME: Operation[models.Flow] = Operation(
    "flows.read_flow_by_name",
    "GET",
    "/flows/name/{name}",
    responses={200: lambda: models.Flow},
)
FLOWS_PAGINATE_FLOWS: Operation[models.FlowPage] = Operation(
    "flows.paginate_flows",
    "POST",
    "/flows/paginate",
    responses={200: lambda: models.FlowPage},
    request=lambda: requests.PaginateFlowsBody,
    body_objects=("PaginateFlowsBody",),
)
FLOWS_READ_FLOW: Operation[models.Flow] = Operation(
    "flows.read_flow",
    "GET",
    "/flows/{id}",
    responses={200: lambda: models.Flow},
)
FLOWS_DELETE_FLOW: Operation[None] = Operation(
    "flows.delete_flow",
    "DELETE",
    "/flows/{id}",
    responses={204: lambda: None},
)
FLOWS_UPDATE_FLOW: Operation[None] = Operation(
    "flows.update_flow",
    "PATCH",
    "/flows/{id}",
    responses={204: lambda: None},
    request=lambda: requests.FlowUpdate,
)
FLOWS_COUNT_DEPLOYMENTS_BY_FLOW: Operation[dict[str, int]] = Operation(
    "flows.count_deployments_by_flow",
    "POST",
    "/ui/flows/count-deployments",
    responses={200: lambda: dict[str, int]},
    request=lambda: requests.CountDeploymentsByFlowBody,
    body_objects=("CountDeploymentsByFlowBody",),
)
FLOWS_NEXT_RUNS_BY_FLOW: Operation[dict[str, models.SimpleNextFlowRun | None]] = Operation(
    "flows.next_runs_by_flow",
    "POST",
    "/ui/flows/next-runs",
    responses={200: lambda: dict[str, models.SimpleNextFlowRun | None]},
    request=lambda: requests.NextRunsByFlowBody,
    body_objects=("NextRunsByFlowBody",),
)
LOGS_CREATE_LOGS: Operation[None] = Operation(
    "logs.create_logs",
    "POST",
    "/logs/",
    responses={201: lambda: None},
    request=lambda: requests.CreateLogsBody,
)
LOGS_READ_LOGS: Operation[list[models.Log]] = Operation(
    "logs.read_logs",
    "POST",
    "/logs/filter",
    responses={200: lambda: list[models.Log]},
    request=lambda: requests.ReadLogsBody,
    body_objects=("ReadLogsBody",),
)
OBSERVED_STATES_READ_OBSERVED_STATES: Operation[list[models.ObservedState]] = Operation(
    "observed_states.read_observed_states",
    "GET",
    "/observed-states",
    responses={200: lambda: list[models.ObservedState]},
    query=(
        "query",
        "order_by",
        "limit",
    ),
)
ROOT_CREATE_CSRF_TOKEN: Operation[models.CsrfToken] = Operation(
    "root.create_csrf_token",
    "GET",
    "/csrf-token",
    responses={200: lambda: models.CsrfToken},
    query=("client",),
)
ROOT_HEALTH_CHECK: Operation[bool] = Operation(
    "root.health_check",
    "GET",
    "/health",
    responses={200: lambda: bool},
)
ROOT_HELLO: Operation[str] = Operation(
    "root.hello",
    "GET",
    "/hello",
    responses={200: lambda: str},
)
ROOT_PERFORM_READINESS_CHECK: Operation[dict[str, str]] = Operation(
    "root.perform_readiness_check",
    "GET",
    "/ready",
    responses={200: lambda: dict[str, str]},
)
ROOT_SERVER_VERSION: Operation[str] = Operation(
    "root.server_version",
    "GET",
    "/version",
    responses={200: lambda: str},
)
SAVED_SEARCHES_CREATE_SAVED_SEARCH: Operation[models.SavedSearch] = Operation(
    "saved_searches.create_saved_search",
    "PUT",
    "/saved_searches/",
    responses={200: lambda: models.SavedSearch, 201: lambda: models.SavedSearch},
    request=lambda: requests.SavedSearchCreate,
    body_objects=("SavedSearchCreate",),
)
SAVED_SEARCHES_READ_SAVED_SEARCHES: Operation[list[models.SavedSearch]] = Operation(
    "saved_searches.read_saved_searches",
    "POST",
    "/saved_searches/filter",
    responses={200: lambda: list[models.SavedSearch]},
    request=lambda: requests.ReadSavedSearchesBody,
    body_objects=("ReadSavedSearchesBody",),
)
SAVED_SEARCHES_READ_SAVED_SEARCH: Operation[models.SavedSearch] = Operation(
    "saved_searches.read_saved_search",
    "GET",
    "/saved_searches/{id}",
    responses={200: lambda: models.SavedSearch},
)
SAVED_SEARCHES_DELETE_SAVED_SEARCH: Operation[None] = Operation(
    "saved_searches.delete_saved_search",
    "DELETE",
    "/saved_searches/{id}",
    responses={204: lambda: None},
)
TASK_RUN_STATES_READ_TASK_RUN_STATES: Operation[list[models.State]] = Operation(
    "task_run_states.read_task_run_states",
    "GET",
    "/task_run_states/",
    responses={200: lambda: list[models.State]},
    query=("task_run_id",),
)
TASK_RUN_STATES_READ_TASK_RUN_STATE: Operation[models.State] = Operation(
    "task_run_states.read_task_run_state",
    "GET",
    "/task_run_states/{id}",
    responses={200: lambda: models.State},
)
TASK_RUNS_CREATE_TASK_RUN: Operation[models.TaskRun] = Operation(
    "task_runs.create_task_run",
    "POST",
    "/task_runs/",
    responses={200: lambda: models.TaskRun, 201: lambda: models.TaskRun},
    request=lambda: requests.TaskRunCreate,
    body_objects=("TaskRunCreate",),
)
TASK_RUNS_COUNT_TASK_RUNS: Operation[int] = Operation(
    "task_runs.count_task_runs",
    "POST",
    "/task_runs/count",
    responses={200: lambda: int},
    request=lambda: requests.CountTaskRunsBody,
    body_objects=("CountTaskRunsBody",),
)
TASK_RUNS_READ_TASK_RUNS: Operation[list[models.TaskRun]] = Operation(
    "task_runs.read_task_runs",
    "POST",
    "/task_runs/filter",
    responses={200: lambda: list[models.TaskRun]},
    request=lambda: requests.ReadTaskRunsBody,
    body_objects=("ReadTaskRunsBody",),
)
TASK_RUNS_TASK_RUN_HISTORY: Operation[list[models.History]] = Operation(
    "task_runs.task_run_history",
    "POST",
    "/task_runs/history",
    responses={200: lambda: list[models.History]},
    request=lambda: requests.TaskRunHistoryBody,
    body_objects=("TaskRunHistoryBody",),
)
TASK_RUNS_PAGINATE_TASK_RUNS: Operation[models.TaskRunPage] = Operation(
    "task_runs.paginate_task_runs",
    "POST",
    "/task_runs/paginate",
    responses={200: lambda: models.TaskRunPage},
    request=lambda: requests.PaginateTaskRunsBody,
    body_objects=("PaginateTaskRunsBody",),
)
TASK_RUNS_READ_TASK_RUN: Operation[models.TaskRun] = Operation(
    "task_runs.read_task_run",
    "GET",
    "/task_runs/{id}",
    responses={200: lambda: models.TaskRun},
)
TASK_RUNS_DELETE_TASK_RUN: Operation[None] = Operation(
    "task_runs.delete_task_run",
    "DELETE",
    "/task_runs/{id}",
    responses={204: lambda: None},
)
TASK_RUNS_UPDATE_TASK_RUN: Operation[None] = Operation(
    "task_runs.update_task_run",
    "PATCH",
    "/task_runs/{id}",
    responses={204: lambda: None},
    request=lambda: requests.TaskRunUpdate,
)
TASK_RUNS_SET_TASK_RUN_STATE: Operation[models.OrchestrationResult] = Operation(
    "task_runs.set_task_run_state",
    "POST",
    "/task_runs/{id}/set_state",
    responses={200: lambda: models.OrchestrationResult, 201: lambda: models.OrchestrationResult},
    request=lambda: requests.SetTaskRunStateBody,
    body_objects=("SetTaskRunStateBody",),
)
TASK_RUNS_READ_TASK_RUN_COUNTS_BY_STATE: Operation[models.CountByState] = Operation(
    "task_runs.read_task_run_counts_by_state",
    "POST",
    "/ui/task_runs/count",
    responses={200: lambda: models.CountByState},
    request=lambda: requests.ReadTaskRunCountsByStateBody,
    body_objects=("ReadTaskRunCountsByStateBody",),
)
TASK_RUNS_READ_DASHBOARD_TASK_RUN_COUNTS: Operation[list[dict[str, int]]] = Operation(
    "task_runs.read_dashboard_task_run_counts",
    "POST",
    "/ui/task_runs/dashboard/counts",
    responses={200: lambda: list[dict[str, int]]},
    request=lambda: requests.ReadDashboardTaskRunCountsBody,
    body_objects=("ReadDashboardTaskRunCountsBody",),
)
TASK_RUNS_READ_TASK_RUN_WITH_FLOW_RUN_NAME: Operation[models.UITaskRun] = Operation(
    "task_runs.read_task_run_with_flow_run_name",
    "GET",
    "/ui/task_runs/{id}",
    responses={200: lambda: models.UITaskRun},
)
TASK_WORKERS_READ_TASK_WORKERS: Operation[list[models.TaskWorker]] = Operation(
    "task_workers.read_task_workers",
    "POST",
    "/task_workers/filter",
    responses={200: lambda: list[models.TaskWorker]},
    request=lambda: requests.ReadTaskWorkersBody,
    body_objects=("ReadTaskWorkersBody",),
)
UI_VALIDATE_OBJ: Operation[models.SchemaValuesValidationResult] = Operation(
    "ui.validate_obj",
    "POST",
    "/ui/schemas/validate",
    responses={200: lambda: models.SchemaValuesValidationResult},
    request=lambda: requests.ValidateObjBody,
    body_objects=("ValidateObjBody",),
)
VARIABLES_CREATE_VARIABLE: Operation[models.Variable] = Operation(
    "variables.create_variable",
    "POST",
    "/variables/",
    responses={201: lambda: models.Variable},
    request=lambda: requests.VariableCreate,
)
VARIABLES_COUNT_VARIABLES: Operation[int] = Operation(
    "variables.count_variables",
    "POST",
    "/variables/count",
    responses={200: lambda: int},
    request=lambda: requests.CountVariablesBody,
    body_objects=("CountVariablesBody",),
)
VARIABLES_READ_VARIABLES: Operation[list[models.Variable]] = Operation(
    "variables.read_variables",
    "POST",
    "/variables/filter",
    responses={200: lambda: list[models.Variable]},
    request=lambda: requests.ReadVariablesBody,
    body_objects=("ReadVariablesBody",),
)
VARIABLES_READ_VARIABLE_BY_NAME: Operation[models.Variable] = Operation(
    "variables.read_variable_by_name",
    "GET",
    "/variables/name/{name}",
    responses={200: lambda: models.Variable},
)
VARIABLES_DELETE_VARIABLE_BY_NAME: Operation[None] = Operation(
    "variables.delete_variable_by_name",
    "DELETE",
    "/variables/name/{name}",
    responses={204: lambda: None},
)
VARIABLES_UPDATE_VARIABLE_BY_NAME: Operation[None] = Operation(
    "variables.update_variable_by_name",
    "PATCH",
    "/variables/name/{name}",
    responses={204: lambda: None},
    request=lambda: requests.VariableUpdate,
)
VARIABLES_READ_VARIABLE: Operation[models.Variable] = Operation(
    "variables.read_variable",
    "GET",
    "/variables/{id}",
    responses={200: lambda: models.Variable},
)
VARIABLES_DELETE_VARIABLE: Operation[None] = Operation(
    "variables.delete_variable",
    "DELETE",
    "/variables/{id}",
    responses={204: lambda: None},
)
VARIABLES_UPDATE_VARIABLE: Operation[None] = Operation(
    "variables.update_variable",
    "PATCH",
    "/variables/{id}",
    responses={204: lambda: None},
    request=lambda: requests.VariableUpdate,
)
WORK_POOLS_CREATE_WORK_POOL: Operation[models.WorkPool] = Operation(
    "work_pools.create_work_pool",
    "POST",
    "/work_pools/",
    responses={201: lambda: models.WorkPool},
    request=lambda: requests.WorkPoolCreate,
)
WORK_POOLS_COUNT_WORK_POOLS: Operation[int] = Operation(
    "work_pools.count_work_pools",
    "POST",
    "/work_pools/count",
    responses={200: lambda: int},
    request=lambda: requests.CountWorkPoolsBody,
    body_objects=("CountWorkPoolsBody",),
)
WORK_POOLS_READ_WORK_POOLS: Operation[list[models.WorkPool]] = Operation(
    "work_pools.read_work_pools",
    "POST",
    "/work_pools/filter",
    responses={200: lambda: list[models.WorkPool]},
    request=lambda: requests.ReadWorkPoolsBody,
    body_objects=("ReadWorkPoolsBody",),
)
WORK_POOLS_READ_WORK_POOL: Operation[models.WorkPool] = Operation(
    "work_pools.read_work_pool",
    "GET",
    "/work_pools/{name}",
    responses={200: lambda: models.WorkPool},
)
WORK_POOLS_DELETE_WORK_POOL: Operation[None] = Operation(
    "work_pools.delete_work_pool",
    "DELETE",
    "/work_pools/{name}",
    responses={204: lambda: None},
)
WORK_POOLS_UPDATE_WORK_POOL: Operation[None] = Operation(
    "work_pools.update_work_pool",
    "PATCH",
    "/work_pools/{name}",
    responses={204: lambda: None},
    request=lambda: requests.WorkPoolUpdate,
)
WORK_POOLS_READ_WORK_POOL_CONCURRENCY_STATUS: Operation[models.WorkPoolConcurrencyStatus] = Operation(
    "work_pools.read_work_pool_concurrency_status",
    "POST",
    "/work_pools/{name}/concurrency_status",
    responses={200: lambda: models.WorkPoolConcurrencyStatus},
    request=lambda: requests.ReadWorkPoolConcurrencyStatusBody,
    body_objects=("ReadWorkPoolConcurrencyStatusBody",),
)
WORK_POOLS_GET_SCHEDULED_FLOW_RUNS: Operation[list[models.WorkerFlowRun]] = Operation(
    "work_pools.get_scheduled_flow_runs",
    "POST",
    "/work_pools/{name}/get_scheduled_flow_runs",
    responses={200: lambda: list[models.WorkerFlowRun]},
    request=lambda: requests.GetScheduledFlowRunsBody,
    body_objects=("GetScheduledFlowRunsBody",),
)
WORK_POOLS_CREATE_WORK_QUEUE: Operation[models.WorkQueue] = Operation(
    "work_pools.create_work_queue",
    "POST",
    "/work_pools/{work_pool_name}/queues",
    responses={201: lambda: models.WorkQueue},
    request=lambda: requests.WorkQueueCreate,
    body_objects=("WorkQueueCreate",),
)
WORK_POOLS_READ_WORK_QUEUES: Operation[list[models.WorkQueue]] = Operation(
    "work_pools.read_work_queues",
    "POST",
    "/work_pools/{work_pool_name}/queues/filter",
    responses={200: lambda: list[models.WorkQueue]},
    request=lambda: requests.WorkPoolsReadWorkQueuesBody,
    body_objects=("WorkPoolsReadWorkQueuesBody",),
)
WORK_POOLS_READ_WORK_QUEUE: Operation[models.WorkQueue] = Operation(
    "work_pools.read_work_queue",
    "GET",
    "/work_pools/{work_pool_name}/queues/{name}",
    responses={200: lambda: models.WorkQueue},
)
WORK_POOLS_DELETE_WORK_QUEUE: Operation[None] = Operation(
    "work_pools.delete_work_queue",
    "DELETE",
    "/work_pools/{work_pool_name}/queues/{name}",
    responses={204: lambda: None},
)
WORK_POOLS_UPDATE_WORK_QUEUE: Operation[None] = Operation(
    "work_pools.update_work_queue",
    "PATCH",
    "/work_pools/{work_pool_name}/queues/{name}",
    responses={204: lambda: None},
    request=lambda: requests.WorkQueueUpdate,
    body_objects=("WorkQueueUpdate",),
)
WORK_POOLS_READ_WORKERS: Operation[list[models.Worker]] = Operation(
    "work_pools.read_workers",
    "POST",
    "/work_pools/{work_pool_name}/workers/filter",
    responses={200: lambda: list[models.Worker]},
    request=lambda: requests.ReadWorkersBody,
    body_objects=("ReadWorkersBody",),
)
WORK_POOLS_WORKER_HEARTBEAT: Operation[None] = Operation(
    "work_pools.worker_heartbeat",
    "POST",
    "/work_pools/{work_pool_name}/workers/heartbeat",
    responses={204: lambda: None},
    request=lambda: requests.WorkerHeartbeatBody,
    body_objects=("WorkerHeartbeatBody",),
)
WORK_POOLS_DELETE_WORKER: Operation[None] = Operation(
    "work_pools.delete_worker",
    "DELETE",
    "/work_pools/{work_pool_name}/workers/{name}",
    responses={204: lambda: None},
)
WORK_QUEUES_CREATE_WORK_QUEUE: Operation[models.WorkQueue] = Operation(
    "work_queues.create_work_queue",
    "POST",
    "/work_queues/",
    responses={201: lambda: models.WorkQueue},
    request=lambda: requests.WorkQueueCreate,
    body_objects=("WorkQueueCreate",),
)
WORK_QUEUES_READ_WORK_QUEUES: Operation[list[models.WorkQueue]] = Operation(
    "work_queues.read_work_queues",
    "POST",
    "/work_queues/filter",
    responses={200: lambda: list[models.WorkQueue]},
    request=lambda: requests.WorkQueuesReadWorkQueuesBody,
    body_objects=("WorkQueuesReadWorkQueuesBody",),
)
WORK_QUEUES_READ_WORK_QUEUE_BY_NAME: Operation[models.WorkQueue] = Operation(
    "work_queues.read_work_queue_by_name",
    "GET",
    "/work_queues/name/{name}",
    responses={200: lambda: models.WorkQueue},
)
WORK_QUEUES_READ_WORK_QUEUE: Operation[models.WorkQueue] = Operation(
    "work_queues.read_work_queue",
    "GET",
    "/work_queues/{id}",
    responses={200: lambda: models.WorkQueue},
)
WORK_QUEUES_DELETE_WORK_QUEUE: Operation[None] = Operation(
    "work_queues.delete_work_queue",
    "DELETE",
    "/work_queues/{id}",
    responses={204: lambda: None},
)
WORK_QUEUES_UPDATE_WORK_QUEUE: Operation[None] = Operation(
    "work_queues.update_work_queue",
    "PATCH",
    "/work_queues/{id}",
    responses={204: lambda: None},
    request=lambda: requests.WorkQueueUpdate,
    body_objects=("WorkQueueUpdate",),
)
WORK_QUEUES_READ_WORK_QUEUE_CONCURRENCY_STATUS: Operation[models.WorkQueueConcurrencyStatus] = Operation(
    "work_queues.read_work_queue_concurrency_status",
    "POST",
    "/work_queues/{id}/concurrency_status",
    responses={200: lambda: models.WorkQueueConcurrencyStatus},
    request=lambda: requests.ReadWorkQueueConcurrencyStatusBody,
    body_objects=("ReadWorkQueueConcurrencyStatusBody",),
)
WORK_QUEUES_READ_WORK_QUEUE_RUNS: Operation[list[models.FlowRun]] = Operation(
    "work_queues.read_work_queue_runs",
    "POST",
    "/work_queues/{id}/get_runs",
    responses={200: lambda: list[models.FlowRun]},
    headers=("x-prefect-ui",),
    request=lambda: requests.ReadWorkQueueRunsBody,
    body_objects=("ReadWorkQueueRunsBody",),
)
WORK_QUEUES_READ_WORK_QUEUE_STATUS: Operation[models.WorkQueueStatusDetail] = Operation(
    "work_queues.read_work_queue_status",
    "GET",
    "/work_queues/{id}/status",
    responses={200: lambda: models.WorkQueueStatusDetail},
)

OPERATIONS: dict[str, Operation[object]] = {
    ADMIN_READ_SETTINGS.name: ADMIN_READ_SETTINGS,
    ADMIN_READ_SERVER_DEFAULT_RESULT_STORAGE.name: ADMIN_READ_SERVER_DEFAULT_RESULT_STORAGE,
    ADMIN_UPDATE_SERVER_DEFAULT_RESULT_STORAGE.name: ADMIN_UPDATE_SERVER_DEFAULT_RESULT_STORAGE,
    ADMIN_CLEAR_SERVER_DEFAULT_RESULT_STORAGE.name: ADMIN_CLEAR_SERVER_DEFAULT_RESULT_STORAGE,
    ADMIN_READ_VERSION.name: ADMIN_READ_VERSION,
    ARTIFACTS_CREATE_ARTIFACT.name: ARTIFACTS_CREATE_ARTIFACT,
    ARTIFACTS_COUNT_ARTIFACTS.name: ARTIFACTS_COUNT_ARTIFACTS,
    ARTIFACTS_READ_ARTIFACTS.name: ARTIFACTS_READ_ARTIFACTS,
    ARTIFACTS_COUNT_LATEST_ARTIFACTS.name: ARTIFACTS_COUNT_LATEST_ARTIFACTS,
    ARTIFACTS_READ_LATEST_ARTIFACTS.name: ARTIFACTS_READ_LATEST_ARTIFACTS,
    ARTIFACTS_READ_ARTIFACT.name: ARTIFACTS_READ_ARTIFACT,
    ARTIFACTS_DELETE_ARTIFACT.name: ARTIFACTS_DELETE_ARTIFACT,
    ARTIFACTS_UPDATE_ARTIFACT.name: ARTIFACTS_UPDATE_ARTIFACT,
    ARTIFACTS_READ_LATEST_ARTIFACT.name: ARTIFACTS_READ_LATEST_ARTIFACT,
    AUTOMATIONS_CREATE_AUTOMATION.name: AUTOMATIONS_CREATE_AUTOMATION,
    AUTOMATIONS_COUNT_AUTOMATIONS.name: AUTOMATIONS_COUNT_AUTOMATIONS,
    AUTOMATIONS_READ_AUTOMATIONS.name: AUTOMATIONS_READ_AUTOMATIONS,
    AUTOMATIONS_DELETE_AUTOMATIONS_OWNED_BY_RESOURCE.name: AUTOMATIONS_DELETE_AUTOMATIONS_OWNED_BY_RESOURCE,
    AUTOMATIONS_READ_AUTOMATIONS_RELATED_TO_RESOURCE.name: AUTOMATIONS_READ_AUTOMATIONS_RELATED_TO_RESOURCE,
    AUTOMATIONS_VALIDATE_TEMPLATE.name: AUTOMATIONS_VALIDATE_TEMPLATE,
    AUTOMATIONS_READ_AUTOMATION.name: AUTOMATIONS_READ_AUTOMATION,
    AUTOMATIONS_UPDATE_AUTOMATION.name: AUTOMATIONS_UPDATE_AUTOMATION,
    AUTOMATIONS_DELETE_AUTOMATION.name: AUTOMATIONS_DELETE_AUTOMATION,
    AUTOMATIONS_PATCH_AUTOMATION.name: AUTOMATIONS_PATCH_AUTOMATION,
    AUTOMATIONS_VALIDATE_TEMPLATE_LEGACY.name: AUTOMATIONS_VALIDATE_TEMPLATE_LEGACY,
    BLOCK_CAPABILITIES_READ_AVAILABLE_BLOCK_CAPABILITIES.name: BLOCK_CAPABILITIES_READ_AVAILABLE_BLOCK_CAPABILITIES,
    BLOCK_DOCUMENTS_CREATE_BLOCK_DOCUMENT.name: BLOCK_DOCUMENTS_CREATE_BLOCK_DOCUMENT,
    BLOCK_DOCUMENTS_COUNT_BLOCK_DOCUMENTS.name: BLOCK_DOCUMENTS_COUNT_BLOCK_DOCUMENTS,
    BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENTS.name: BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENTS,
    BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENT_BY_ID.name: BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENT_BY_ID,
    BLOCK_DOCUMENTS_DELETE_BLOCK_DOCUMENT.name: BLOCK_DOCUMENTS_DELETE_BLOCK_DOCUMENT,
    BLOCK_DOCUMENTS_UPDATE_BLOCK_DOCUMENT_DATA.name: BLOCK_DOCUMENTS_UPDATE_BLOCK_DOCUMENT_DATA,
    BLOCK_SCHEMAS_CREATE_BLOCK_SCHEMA.name: BLOCK_SCHEMAS_CREATE_BLOCK_SCHEMA,
    BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_CHECKSUM.name: BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_CHECKSUM,
    BLOCK_SCHEMAS_READ_BLOCK_SCHEMAS.name: BLOCK_SCHEMAS_READ_BLOCK_SCHEMAS,
    BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_ID.name: BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_ID,
    BLOCK_SCHEMAS_DELETE_BLOCK_SCHEMA.name: BLOCK_SCHEMAS_DELETE_BLOCK_SCHEMA,
    BLOCK_TYPES_CREATE_BLOCK_TYPE.name: BLOCK_TYPES_CREATE_BLOCK_TYPE,
    BLOCK_TYPES_READ_BLOCK_TYPES.name: BLOCK_TYPES_READ_BLOCK_TYPES,
    BLOCK_TYPES_INSTALL_SYSTEM_BLOCK_TYPES.name: BLOCK_TYPES_INSTALL_SYSTEM_BLOCK_TYPES,
    BLOCK_TYPES_READ_BLOCK_TYPE_BY_SLUG.name: BLOCK_TYPES_READ_BLOCK_TYPE_BY_SLUG,
    BLOCK_TYPES_READ_BLOCK_DOCUMENTS_FOR_BLOCK_TYPE.name: BLOCK_TYPES_READ_BLOCK_DOCUMENTS_FOR_BLOCK_TYPE,
    BLOCK_TYPES_READ_BLOCK_DOCUMENT_BY_NAME_FOR_BLOCK_TYPE.name: BLOCK_TYPES_READ_BLOCK_DOCUMENT_BY_NAME_FOR_BLOCK_TYPE,
    BLOCK_TYPES_READ_BLOCK_TYPE_BY_ID.name: BLOCK_TYPES_READ_BLOCK_TYPE_BY_ID,
    BLOCK_TYPES_DELETE_BLOCK_TYPE.name: BLOCK_TYPES_DELETE_BLOCK_TYPE,
    BLOCK_TYPES_UPDATE_BLOCK_TYPE.name: BLOCK_TYPES_UPDATE_BLOCK_TYPE,
    COLLECTIONS_READ_VIEW_CONTENT.name: COLLECTIONS_READ_VIEW_CONTENT,
    CONCURRENCY_LIMITS_CREATE_CONCURRENCY_LIMIT.name: CONCURRENCY_LIMITS_CREATE_CONCURRENCY_LIMIT,
    CONCURRENCY_LIMITS_DECREMENT_CONCURRENCY_LIMITS_V1.name: CONCURRENCY_LIMITS_DECREMENT_CONCURRENCY_LIMITS_V1,
    CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMITS.name: CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMITS,
    CONCURRENCY_LIMITS_INCREMENT_CONCURRENCY_LIMITS_V1.name: CONCURRENCY_LIMITS_INCREMENT_CONCURRENCY_LIMITS_V1,
    CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT_BY_TAG.name: CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT_BY_TAG,
    CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT_BY_TAG.name: CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT_BY_TAG,
    CONCURRENCY_LIMITS_RESET_CONCURRENCY_LIMIT_BY_TAG.name: CONCURRENCY_LIMITS_RESET_CONCURRENCY_LIMIT_BY_TAG,
    CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT.name: CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT,
    CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT.name: CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT,
    CONCURRENCY_LIMITS_V2_CREATE_CONCURRENCY_LIMIT_V2.name: CONCURRENCY_LIMITS_V2_CREATE_CONCURRENCY_LIMIT_V2,
    CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS.name: CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS,
    CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS_WITH_LEASE.name: CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS_WITH_LEASE,
    CONCURRENCY_LIMITS_V2_READ_ALL_CONCURRENCY_LIMITS_V2.name: CONCURRENCY_LIMITS_V2_READ_ALL_CONCURRENCY_LIMITS_V2,
    CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS.name: CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS,
    CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS_WITH_LEASE.name: CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS_WITH_LEASE,
    CONCURRENCY_LIMITS_V2_RENEW_CONCURRENCY_LEASE.name: CONCURRENCY_LIMITS_V2_RENEW_CONCURRENCY_LEASE,
    CONCURRENCY_LIMITS_V2_READ_CONCURRENCY_LIMIT_V2.name: CONCURRENCY_LIMITS_V2_READ_CONCURRENCY_LIMIT_V2,
    CONCURRENCY_LIMITS_V2_DELETE_CONCURRENCY_LIMIT_V2.name: CONCURRENCY_LIMITS_V2_DELETE_CONCURRENCY_LIMIT_V2,
    CONCURRENCY_LIMITS_V2_UPDATE_CONCURRENCY_LIMIT_V2.name: CONCURRENCY_LIMITS_V2_UPDATE_CONCURRENCY_LIMIT_V2,
    DEPLOYMENTS_CREATE_DEPLOYMENT.name: DEPLOYMENTS_CREATE_DEPLOYMENT,
    DEPLOYMENTS_BULK_DELETE_DEPLOYMENTS.name: DEPLOYMENTS_BULK_DELETE_DEPLOYMENTS,
    DEPLOYMENTS_COUNT_DEPLOYMENTS.name: DEPLOYMENTS_COUNT_DEPLOYMENTS,
    DEPLOYMENTS_READ_DEPLOYMENTS.name: DEPLOYMENTS_READ_DEPLOYMENTS,
    DEPLOYMENTS_GET_SCHEDULED_FLOW_RUNS_FOR_DEPLOYMENTS.name: DEPLOYMENTS_GET_SCHEDULED_FLOW_RUNS_FOR_DEPLOYMENTS,
    DEPLOYMENTS_READ_DEPLOYMENT_BY_NAME.name: DEPLOYMENTS_READ_DEPLOYMENT_BY_NAME,
    DEPLOYMENTS_PAGINATE_DEPLOYMENTS.name: DEPLOYMENTS_PAGINATE_DEPLOYMENTS,
    DEPLOYMENTS_READ_DEPLOYMENT.name: DEPLOYMENTS_READ_DEPLOYMENT,
    DEPLOYMENTS_DELETE_DEPLOYMENT.name: DEPLOYMENTS_DELETE_DEPLOYMENT,
    DEPLOYMENTS_UPDATE_DEPLOYMENT.name: DEPLOYMENTS_UPDATE_DEPLOYMENT,
    DEPLOYMENTS_CREATE_FLOW_RUN_FROM_DEPLOYMENT.name: DEPLOYMENTS_CREATE_FLOW_RUN_FROM_DEPLOYMENT,
    DEPLOYMENTS_BULK_CREATE_FLOW_RUNS_FROM_DEPLOYMENT.name: DEPLOYMENTS_BULK_CREATE_FLOW_RUNS_FROM_DEPLOYMENT,
    DEPLOYMENTS_PAUSE_DEPLOYMENT.name: DEPLOYMENTS_PAUSE_DEPLOYMENT,
    DEPLOYMENTS_RESUME_DEPLOYMENT.name: DEPLOYMENTS_RESUME_DEPLOYMENT,
    DEPLOYMENTS_SCHEDULE_DEPLOYMENT.name: DEPLOYMENTS_SCHEDULE_DEPLOYMENT,
    DEPLOYMENTS_READ_DEPLOYMENT_SCHEDULES.name: DEPLOYMENTS_READ_DEPLOYMENT_SCHEDULES,
    DEPLOYMENTS_CREATE_DEPLOYMENT_SCHEDULES.name: DEPLOYMENTS_CREATE_DEPLOYMENT_SCHEDULES,
    DEPLOYMENTS_DELETE_DEPLOYMENT_SCHEDULE.name: DEPLOYMENTS_DELETE_DEPLOYMENT_SCHEDULE,
    DEPLOYMENTS_UPDATE_DEPLOYMENT_SCHEDULE.name: DEPLOYMENTS_UPDATE_DEPLOYMENT_SCHEDULE,
    DEPLOYMENTS_WORK_QUEUE_CHECK_FOR_DEPLOYMENT.name: DEPLOYMENTS_WORK_QUEUE_CHECK_FOR_DEPLOYMENT,
    EVENTS_CREATE_EVENTS.name: EVENTS_CREATE_EVENTS,
    EVENTS_COUNT_ACCOUNT_EVENTS.name: EVENTS_COUNT_ACCOUNT_EVENTS,
    EVENTS_READ_EVENTS.name: EVENTS_READ_EVENTS,
    EVENTS_READ_ACCOUNT_EVENTS_PAGE.name: EVENTS_READ_ACCOUNT_EVENTS_PAGE,
    FLOW_RUN_STATES_READ_FLOW_RUN_STATES.name: FLOW_RUN_STATES_READ_FLOW_RUN_STATES,
    FLOW_RUN_STATES_READ_FLOW_RUN_STATE.name: FLOW_RUN_STATES_READ_FLOW_RUN_STATE,
    FLOW_RUNS_CREATE_FLOW_RUN.name: FLOW_RUNS_CREATE_FLOW_RUN,
    FLOW_RUNS_BULK_DELETE_FLOW_RUNS.name: FLOW_RUNS_BULK_DELETE_FLOW_RUNS,
    FLOW_RUNS_BULK_SET_FLOW_RUN_STATE.name: FLOW_RUNS_BULK_SET_FLOW_RUN_STATE,
    FLOW_RUNS_COUNT_FLOW_RUNS.name: FLOW_RUNS_COUNT_FLOW_RUNS,
    FLOW_RUNS_READ_FLOW_RUNS.name: FLOW_RUNS_READ_FLOW_RUNS,
    FLOW_RUNS_FLOW_RUN_HISTORY.name: FLOW_RUNS_FLOW_RUN_HISTORY,
    FLOW_RUNS_AVERAGE_FLOW_RUN_LATENESS.name: FLOW_RUNS_AVERAGE_FLOW_RUN_LATENESS,
    FLOW_RUNS_PAGINATE_FLOW_RUNS.name: FLOW_RUNS_PAGINATE_FLOW_RUNS,
    FLOW_RUNS_READ_FLOW_RUN.name: FLOW_RUNS_READ_FLOW_RUN,
    FLOW_RUNS_DELETE_FLOW_RUN.name: FLOW_RUNS_DELETE_FLOW_RUN,
    FLOW_RUNS_UPDATE_FLOW_RUN.name: FLOW_RUNS_UPDATE_FLOW_RUN,
    FLOW_RUNS_READ_FLOW_RUN_GRAPH_V1.name: FLOW_RUNS_READ_FLOW_RUN_GRAPH_V1,
    FLOW_RUNS_READ_FLOW_RUN_GRAPH_V2.name: FLOW_RUNS_READ_FLOW_RUN_GRAPH_V2,
    FLOW_RUNS_CREATE_FLOW_RUN_INPUT.name: FLOW_RUNS_CREATE_FLOW_RUN_INPUT,
    FLOW_RUNS_FILTER_FLOW_RUN_INPUT.name: FLOW_RUNS_FILTER_FLOW_RUN_INPUT,
    FLOW_RUNS_READ_FLOW_RUN_INPUT.name: FLOW_RUNS_READ_FLOW_RUN_INPUT,
    FLOW_RUNS_DELETE_FLOW_RUN_INPUT.name: FLOW_RUNS_DELETE_FLOW_RUN_INPUT,
    FLOW_RUNS_UPDATE_FLOW_RUN_LABELS.name: FLOW_RUNS_UPDATE_FLOW_RUN_LABELS,
    FLOW_RUNS_DOWNLOAD_LOGS.name: FLOW_RUNS_DOWNLOAD_LOGS,
    FLOW_RUNS_RESUME_FLOW_RUN.name: FLOW_RUNS_RESUME_FLOW_RUN,
    FLOW_RUNS_SET_FLOW_RUN_STATE.name: FLOW_RUNS_SET_FLOW_RUN_STATE,
    FLOW_RUNS_COUNT_TASK_RUNS_BY_FLOW_RUN.name: FLOW_RUNS_COUNT_TASK_RUNS_BY_FLOW_RUN,
    FLOW_RUNS_READ_FLOW_RUN_HISTORY.name: FLOW_RUNS_READ_FLOW_RUN_HISTORY,
    FLOWS_CREATE_FLOW.name: FLOWS_CREATE_FLOW,
    FLOWS_BULK_DELETE_FLOWS.name: FLOWS_BULK_DELETE_FLOWS,
    FLOWS_COUNT_FLOWS.name: FLOWS_COUNT_FLOWS,
    FLOWS_READ_FLOWS.name: FLOWS_READ_FLOWS,
    FLOWS_READ_FLOW_BY_NAME.name: FLOWS_READ_FLOW_BY_NAME,
    FLOWS_PAGINATE_FLOWS.name: FLOWS_PAGINATE_FLOWS,
    FLOWS_READ_FLOW.name: FLOWS_READ_FLOW,
    FLOWS_DELETE_FLOW.name: FLOWS_DELETE_FLOW,
    FLOWS_UPDATE_FLOW.name: FLOWS_UPDATE_FLOW,
    FLOWS_COUNT_DEPLOYMENTS_BY_FLOW.name: FLOWS_COUNT_DEPLOYMENTS_BY_FLOW,
    FLOWS_NEXT_RUNS_BY_FLOW.name: FLOWS_NEXT_RUNS_BY_FLOW,
    LOGS_CREATE_LOGS.name: LOGS_CREATE_LOGS,
    LOGS_READ_LOGS.name: LOGS_READ_LOGS,
    OBSERVED_STATES_READ_OBSERVED_STATES.name: OBSERVED_STATES_READ_OBSERVED_STATES,
    ROOT_CREATE_CSRF_TOKEN.name: ROOT_CREATE_CSRF_TOKEN,
    ROOT_HEALTH_CHECK.name: ROOT_HEALTH_CHECK,
    ROOT_HELLO.name: ROOT_HELLO,
    ROOT_PERFORM_READINESS_CHECK.name: ROOT_PERFORM_READINESS_CHECK,
    ROOT_SERVER_VERSION.name: ROOT_SERVER_VERSION,
    SAVED_SEARCHES_CREATE_SAVED_SEARCH.name: SAVED_SEARCHES_CREATE_SAVED_SEARCH,
    SAVED_SEARCHES_READ_SAVED_SEARCHES.name: SAVED_SEARCHES_READ_SAVED_SEARCHES,
    SAVED_SEARCHES_READ_SAVED_SEARCH.name: SAVED_SEARCHES_READ_SAVED_SEARCH,
    SAVED_SEARCHES_DELETE_SAVED_SEARCH.name: SAVED_SEARCHES_DELETE_SAVED_SEARCH,
    TASK_RUN_STATES_READ_TASK_RUN_STATES.name: TASK_RUN_STATES_READ_TASK_RUN_STATES,
    TASK_RUN_STATES_READ_TASK_RUN_STATE.name: TASK_RUN_STATES_READ_TASK_RUN_STATE,
    TASK_RUNS_CREATE_TASK_RUN.name: TASK_RUNS_CREATE_TASK_RUN,
    TASK_RUNS_COUNT_TASK_RUNS.name: TASK_RUNS_COUNT_TASK_RUNS,
    TASK_RUNS_READ_TASK_RUNS.name: TASK_RUNS_READ_TASK_RUNS,
    TASK_RUNS_TASK_RUN_HISTORY.name: TASK_RUNS_TASK_RUN_HISTORY,
    TASK_RUNS_PAGINATE_TASK_RUNS.name: TASK_RUNS_PAGINATE_TASK_RUNS,
    TASK_RUNS_READ_TASK_RUN.name: TASK_RUNS_READ_TASK_RUN,
    TASK_RUNS_DELETE_TASK_RUN.name: TASK_RUNS_DELETE_TASK_RUN,
    TASK_RUNS_UPDATE_TASK_RUN.name: TASK_RUNS_UPDATE_TASK_RUN,
    TASK_RUNS_SET_TASK_RUN_STATE.name: TASK_RUNS_SET_TASK_RUN_STATE,
    TASK_RUNS_READ_TASK_RUN_COUNTS_BY_STATE.name: TASK_RUNS_READ_TASK_RUN_COUNTS_BY_STATE,
    TASK_RUNS_READ_DASHBOARD_TASK_RUN_COUNTS.name: TASK_RUNS_READ_DASHBOARD_TASK_RUN_COUNTS,
    TASK_RUNS_READ_TASK_RUN_WITH_FLOW_RUN_NAME.name: TASK_RUNS_READ_TASK_RUN_WITH_FLOW_RUN_NAME,
    TASK_WORKERS_READ_TASK_WORKERS.name: TASK_WORKERS_READ_TASK_WORKERS,
    UI_VALIDATE_OBJ.name: UI_VALIDATE_OBJ,
    VARIABLES_CREATE_VARIABLE.name: VARIABLES_CREATE_VARIABLE,
    VARIABLES_COUNT_VARIABLES.name: VARIABLES_COUNT_VARIABLES,
    VARIABLES_READ_VARIABLES.name: VARIABLES_READ_VARIABLES,
    VARIABLES_READ_VARIABLE_BY_NAME.name: VARIABLES_READ_VARIABLE_BY_NAME,
    VARIABLES_DELETE_VARIABLE_BY_NAME.name: VARIABLES_DELETE_VARIABLE_BY_NAME,
    VARIABLES_UPDATE_VARIABLE_BY_NAME.name: VARIABLES_UPDATE_VARIABLE_BY_NAME,
    VARIABLES_READ_VARIABLE.name: VARIABLES_READ_VARIABLE,
    VARIABLES_DELETE_VARIABLE.name: VARIABLES_DELETE_VARIABLE,
    VARIABLES_UPDATE_VARIABLE.name: VARIABLES_UPDATE_VARIABLE,
    WORK_POOLS_CREATE_WORK_POOL.name: WORK_POOLS_CREATE_WORK_POOL,
    WORK_POOLS_COUNT_WORK_POOLS.name: WORK_POOLS_COUNT_WORK_POOLS,
    WORK_POOLS_READ_WORK_POOLS.name: WORK_POOLS_READ_WORK_POOLS,
    WORK_POOLS_READ_WORK_POOL.name: WORK_POOLS_READ_WORK_POOL,
    WORK_POOLS_DELETE_WORK_POOL.name: WORK_POOLS_DELETE_WORK_POOL,
    WORK_POOLS_UPDATE_WORK_POOL.name: WORK_POOLS_UPDATE_WORK_POOL,
    WORK_POOLS_READ_WORK_POOL_CONCURRENCY_STATUS.name: WORK_POOLS_READ_WORK_POOL_CONCURRENCY_STATUS,
    WORK_POOLS_GET_SCHEDULED_FLOW_RUNS.name: WORK_POOLS_GET_SCHEDULED_FLOW_RUNS,
    WORK_POOLS_CREATE_WORK_QUEUE.name: WORK_POOLS_CREATE_WORK_QUEUE,
    WORK_POOLS_READ_WORK_QUEUES.name: WORK_POOLS_READ_WORK_QUEUES,
    WORK_POOLS_READ_WORK_QUEUE.name: WORK_POOLS_READ_WORK_QUEUE,
    WORK_POOLS_DELETE_WORK_QUEUE.name: WORK_POOLS_DELETE_WORK_QUEUE,
    WORK_POOLS_UPDATE_WORK_QUEUE.name: WORK_POOLS_UPDATE_WORK_QUEUE,
    WORK_POOLS_READ_WORKERS.name: WORK_POOLS_READ_WORKERS,
    WORK_POOLS_WORKER_HEARTBEAT.name: WORK_POOLS_WORKER_HEARTBEAT,
    WORK_POOLS_DELETE_WORKER.name: WORK_POOLS_DELETE_WORKER,
    WORK_QUEUES_CREATE_WORK_QUEUE.name: WORK_QUEUES_CREATE_WORK_QUEUE,
    WORK_QUEUES_READ_WORK_QUEUES.name: WORK_QUEUES_READ_WORK_QUEUES,
    WORK_QUEUES_READ_WORK_QUEUE_BY_NAME.name: WORK_QUEUES_READ_WORK_QUEUE_BY_NAME,
    WORK_QUEUES_READ_WORK_QUEUE.name: WORK_QUEUES_READ_WORK_QUEUE,
    WORK_QUEUES_DELETE_WORK_QUEUE.name: WORK_QUEUES_DELETE_WORK_QUEUE,
    WORK_QUEUES_UPDATE_WORK_QUEUE.name: WORK_QUEUES_UPDATE_WORK_QUEUE,
    WORK_QUEUES_READ_WORK_QUEUE_CONCURRENCY_STATUS.name: WORK_QUEUES_READ_WORK_QUEUE_CONCURRENCY_STATUS,
    WORK_QUEUES_READ_WORK_QUEUE_RUNS.name: WORK_QUEUES_READ_WORK_QUEUE_RUNS,
    WORK_QUEUES_READ_WORK_QUEUE_STATUS.name: WORK_QUEUES_READ_WORK_QUEUE_STATUS,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""

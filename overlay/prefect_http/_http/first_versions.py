"""First supported server version of each feature. Written by ``nox -s bump`` and ``nox -s matrix``.

A version is the first one in ``spec/servers.toml`` whose OpenAPI document contains the feature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OPERATIONS: Final[Mapping[str, str]] = {
    "admin.clear_server_default_result_storage": "3.7.0",
    "admin.read_server_default_result_storage": "3.7.0",
    "admin.update_server_default_result_storage": "3.7.0",
    "automations.validate_template": "3.4.25",
    "concurrency_limits_v2.bulk_decrement_active_slots_with_lease": "3.4.25",
    "concurrency_limits_v2.bulk_increment_active_slots_with_lease": "3.4.25",
    "concurrency_limits_v2.renew_concurrency_lease": "3.4.25",
    "deployments.bulk_create_flow_runs_from_deployment": "3.6.29",
    "deployments.bulk_delete_deployments": "3.6.29",
    "flow_runs.bulk_delete_flow_runs": "3.6.29",
    "flow_runs.bulk_set_flow_run_state": "3.6.29",
    "flow_runs.update_flow_run_labels": "3.1.15",
    "flows.bulk_delete_flows": "3.6.29",
    "observed_states.read_observed_states": "3.9.1",
    "task_runs.paginate_task_runs": "3.2.15",
    "task_runs.read_task_run_with_flow_run_name": "3.3.7",
    "work_pools.read_work_pool_concurrency_status": "3.6.29",
    "work_queues.read_work_queue_concurrency_status": "3.6.29",
}
"""First version of each operation that some supported servers lack."""

KEYS: Final[Mapping[str, str]] = {
    "AutomationCreate.tags": "3.4.25",
    "AutomationFilter.id": "3.8.8",
    "AutomationFilter.tags": "3.4.25",
    "AutomationUpdate.tags": "3.4.25",
    "DeploymentCreate.global_concurrency_limit_id": "3.3.7",
    "DeploymentCreate.labels": "3.1.15",
    "DeploymentCreate.version_info": "3.3.7",
    "DeploymentFilterId.not_any_": "3.4.25",
    "DeploymentFilterTags.any_": "3.1.15",
    "DeploymentFlowRunCreate.labels": "3.1.15",
    "DeploymentScheduleCreate.parameters": "3.2.15",
    "DeploymentScheduleCreate.replaces": "3.6.29",
    "DeploymentScheduleCreate.slug": "3.2.15",
    "DeploymentScheduleUpdate.parameters": "3.2.15",
    "DeploymentScheduleUpdate.replaces": "3.6.29",
    "DeploymentScheduleUpdate.slug": "3.2.15",
    "DeploymentUpdate.global_concurrency_limit_id": "3.3.7",
    "DeploymentUpdate.parameter_openapi_schema": "3.2.15",
    "DeploymentUpdate.pull_steps": "3.2.15",
    "DeploymentUpdate.version_info": "3.3.7",
    "EventFilter.text": "3.4.25",
    "FlowCreate.labels": "3.1.15",
    "FlowFilterId.not_any_": "3.6.29",
    "FlowRunCreate.job_variables": "3.2.15",
    "FlowRunCreate.labels": "3.1.15",
    "FlowRunCreate.work_pool_name": "3.2.15",
    "FlowRunCreate.work_queue_name": "3.2.15",
    "FlowRunFilter.created_by": "3.6.29",
    "FlowRunFilterTags.any_": "3.1.15",
    "LogFilter.text": "3.4.25",
    "TaskRunCreate.labels": "3.1.15",
    "TaskRunFilter.end_time": "3.6.29",
    "WorkPoolCreate.storage_configuration": "3.2.15",
    "WorkPoolStorageConfiguration.default_result_storage_block_id": "3.4.25",
    "WorkPoolUpdate.storage_configuration": "3.2.15",
}
"""First version of each request key that some supported servers reject, although they accept other keys of its class.

Classes whose unknown keys are ignored by the server are left out, because no error reveals that a key is unknown.
"""

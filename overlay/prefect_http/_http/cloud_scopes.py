"""Scopes: which ones Prefect Cloud requires for an operation, as its API document declares. Nobody has tried them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OPERATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "manage_artifacts": (
        "artifacts.delete_artifact",
    ),
    "manage_blocks": (
        "block_documents.create_block_document", "block_documents.delete_block_document",
        "block_documents.update_block_document_data", "block_schemas.create_block_schema",
        "block_schemas.delete_block_schema", "block_types.create_block_type", "block_types.delete_block_type",
        "block_types.install_system_block_types", "block_types.update_block_type",
    ),
    "manage_concurrency_limits": (
        "concurrency_limits.create_concurrency_limit", "concurrency_limits.delete_concurrency_limit",
        "concurrency_limits.delete_concurrency_limit_by_tag", "concurrency_limits.reset_concurrency_limit_by_tag",
        "concurrency_limits_v2.bulk_decrement_active_slots",
        "concurrency_limits_v2.bulk_decrement_active_slots_with_lease",
        "concurrency_limits_v2.bulk_increment_active_slots",
        "concurrency_limits_v2.bulk_increment_active_slots_with_lease",
        "concurrency_limits_v2.create_concurrency_limit_v2", "concurrency_limits_v2.delete_concurrency_limit_v2",
        "concurrency_limits_v2.renew_concurrency_lease", "concurrency_limits_v2.update_concurrency_limit_v2",
    ),
    "manage_deployments": (
        "deployments.bulk_delete_deployments", "deployments.delete_deployment",
    ),
    "manage_flows": (
        "flow_runs.bulk_delete_flow_runs", "flow_runs.delete_flow_run", "flow_runs.delete_flow_run_input",
        "flows.bulk_delete_flows", "flows.delete_flow", "task_runs.delete_task_run",
    ),
    "manage_saved_search": (
        "saved_searches.create_saved_search", "saved_searches.delete_saved_search",
    ),
    "manage_variables": (
        "variables.delete_variable", "variables.delete_variable_by_name",
    ),
    "manage_work_pools": (
        "work_pools.delete_work_pool",
    ),
    "manage_work_queues": (
        "work_pools.delete_work_queue", "work_queues.delete_work_queue",
    ),
    "manage_workers": (
        "work_pools.delete_worker",
    ),
    "run_deployments": (
        "deployments.bulk_create_flow_runs_from_deployment", "deployments.create_flow_run_from_deployment",
    ),
    "run_flows": (
        "concurrency_limits.decrement_concurrency_limits_v1", "concurrency_limits.increment_concurrency_limits_v1",
        "flow_runs.bulk_set_flow_run_state", "flow_runs.create_flow_run", "flow_runs.create_flow_run_input",
        "flow_runs.resume_flow_run", "flow_runs.set_flow_run_state", "flow_runs.update_flow_run",
        "flow_runs.update_flow_run_labels", "flows.create_flow", "flows.update_flow", "logs.create_logs",
        "task_runs.create_task_run", "task_runs.set_task_run_state", "task_runs.update_task_run",
    ),
    "see_artifacts": (
        "artifacts.count_artifacts", "artifacts.count_latest_artifacts", "artifacts.read_artifact",
        "artifacts.read_artifacts", "artifacts.read_latest_artifact", "artifacts.read_latest_artifacts",
    ),
    "see_blocks": (
        "block_capabilities.read_available_block_capabilities", "block_documents.count_block_documents",
        "block_documents.read_block_document_by_id", "block_documents.read_block_documents",
        "block_schemas.read_block_schema_by_checksum", "block_schemas.read_block_schema_by_id",
        "block_schemas.read_block_schemas", "block_types.read_block_document_by_name_for_block_type",
        "block_types.read_block_documents_for_block_type", "block_types.read_block_type_by_id",
        "block_types.read_block_type_by_slug", "block_types.read_block_types",
    ),
    "see_concurrency_limits": (
        "concurrency_limits.read_concurrency_limit", "concurrency_limits.read_concurrency_limit_by_tag",
        "concurrency_limits.read_concurrency_limits", "concurrency_limits_v2.read_all_concurrency_limits_v2",
        "concurrency_limits_v2.read_concurrency_limit_v2",
    ),
    "see_deployments": (
        "deployments.count_deployments", "deployments.get_scheduled_flow_runs_for_deployments",
        "deployments.paginate_deployments", "deployments.read_deployment", "deployments.read_deployment_by_name",
        "deployments.read_deployment_schedules", "deployments.read_deployments",
    ),
    "see_flows": (
        "flow_run_states.read_flow_run_state", "flow_run_states.read_flow_run_states",
        "flow_runs.average_flow_run_lateness", "flow_runs.count_flow_runs", "flow_runs.count_task_runs_by_flow_run",
        "flow_runs.download_logs", "flow_runs.filter_flow_run_input", "flow_runs.flow_run_history",
        "flow_runs.paginate_flow_runs", "flow_runs.read_flow_run", "flow_runs.read_flow_run_graph_v1",
        "flow_runs.read_flow_run_graph_v2", "flow_runs.read_flow_run_history", "flow_runs.read_flow_run_input",
        "flow_runs.read_flow_runs", "flows.count_deployments_by_flow", "flows.count_flows", "flows.next_runs_by_flow",
        "flows.paginate_flows", "flows.read_flow", "flows.read_flow_by_name", "flows.read_flows", "logs.read_logs",
        "saved_searches.read_saved_search", "saved_searches.read_saved_searches",
        "task_run_states.read_task_run_state", "task_run_states.read_task_run_states", "task_runs.count_task_runs",
        "task_runs.paginate_task_runs", "task_runs.read_dashboard_task_run_counts", "task_runs.read_task_run",
        "task_runs.read_task_run_counts_by_state", "task_runs.read_task_runs", "task_runs.task_run_history",
    ),
    "see_variables": (
        "variables.count_variables", "variables.read_variable", "variables.read_variable_by_name",
        "variables.read_variables",
    ),
    "see_work_pools": (
        "work_pools.count_work_pools", "work_pools.read_work_pool", "work_pools.read_work_pool_concurrency_status",
        "work_pools.read_work_pools",
    ),
    "see_work_queues": (
        "work_pools.get_scheduled_flow_runs", "work_pools.read_work_pool_concurrency_status",
        "work_pools.read_work_queue", "work_pools.read_work_queues", "work_queues.create_work_queue",
        "work_queues.read_work_queue", "work_queues.read_work_queue_by_name",
        "work_queues.read_work_queue_concurrency_status", "work_queues.read_work_queue_runs",
        "work_queues.read_work_queue_status", "work_queues.read_work_queues",
    ),
    "see_workers": (
        "task_workers.read_task_workers", "work_pools.read_workers",
    ),
    "write_artifacts": (
        "artifacts.create_artifact", "artifacts.update_artifact",
    ),
    "write_deployments": (
        "deployments.create_deployment", "deployments.create_deployment_schedules",
        "deployments.delete_deployment_schedule", "deployments.pause_deployment", "deployments.resume_deployment",
        "deployments.schedule_deployment", "deployments.update_deployment", "deployments.update_deployment_schedule",
    ),
    "write_variables": (
        "variables.create_variable", "variables.update_variable", "variables.update_variable_by_name",
    ),
    "write_work_pools": (
        "work_pools.create_work_pool", "work_pools.update_work_pool",
    ),
    "write_work_queues": (
        "work_pools.create_work_queue", "work_pools.update_work_queue", "work_queues.update_work_queue",
    ),
    "write_workers": (
        "work_pools.worker_heartbeat",
    ),
}  # fmt: skip
"""Operations that require each scope. Most require one. Those of automations and events declare none."""


def required_scopes(operation: str) -> list[str]:
    """Return the scopes that *operation*, such as ``"flow_runs.read_flow_run"``, requires, or an empty list."""
    return [scope for scope, operations in _OPERATIONS.items() if operation in operations]

"""Filters: the keywords of each resource, and their places in the API's filter language."""

from __future__ import annotations

from typing import Final

from prefect_http._domain.keywords import (
    Grammar,
    finished,
    flag,
    level,
    moment,
    names,
    references,
    states,
    strings,
    text,
)
from prefect_http._domain.references import (
    ARTIFACT,
    AUTOMATION,
    BLOCK_TYPE,
    DEPLOYMENT,
    FLOW,
    FLOW_RUN,
    TASK_RUN,
    WORK_POOL,
    WORK_QUEUE,
)

_RUNS: Final = ("flow_runs", "flows", "task_runs", "deployments")
_POOLS: Final = ("work_pools", "work_pool_queues")

FLOW_RUNS: Final = Grammar(
    (*_RUNS, *_POOLS),
    {
        "id": references(FLOW_RUN, "flow_runs.id.any_"),
        "name": names("flow_runs.name"),
        "state": states("flow_runs.state"),
        "finished": finished("flow_runs.state"),
        "deployment": references(DEPLOYMENT, "flow_runs.deployment_id.any_"),
        "flow": references(FLOW, "flows.id.any_"),
        "tags": strings("flow_runs.tags.all_"),
        "work_pool": references(WORK_POOL, "work_pools.name.any_"),
        "work_queue": references(WORK_QUEUE, "work_pool_queues.id.any_"),
        "parent": references(FLOW_RUN, "flow_runs.parent_flow_run_id.any_"),
        "since": moment("flow_runs.expected_start_time.after_"),
        "until": moment("flow_runs.expected_start_time.before_"),
        "ended_since": moment("flow_runs.end_time.after_"),
        "ended_until": moment("flow_runs.end_time.before_"),
    },
)
TASK_RUNS: Final = Grammar(
    _RUNS,
    {
        "id": references(TASK_RUN, "task_runs.id.any_"),
        "name": names("task_runs.name"),
        "state": states("task_runs.state"),
        "finished": finished("task_runs.state"),
        "flow_run": references(FLOW_RUN, "task_runs.flow_run_id.any_"),
        "deployment": references(DEPLOYMENT, "deployments.id.any_"),
        "flow": references(FLOW, "flows.id.any_"),
        "tags": strings("task_runs.tags.all_"),
        "since": moment("task_runs.expected_start_time.after_"),
        "until": moment("task_runs.expected_start_time.before_"),
        "ended_since": moment("task_runs.end_time.after_"),
        "ended_until": moment("task_runs.end_time.before_"),
    },
)
DEPLOYMENTS: Final = Grammar(
    ("deployments", "flows", "flow_runs", "task_runs", *_POOLS),
    {
        "id": references(DEPLOYMENT, "deployments.id.any_"),
        "name": names("deployments.name"),
        "flow": references(FLOW, "flows.id.any_"),
        "tags": strings("deployments.tags.all_"),
        "work_pool": references(WORK_POOL, "work_pools.name.any_"),
        "work_queue": references(WORK_QUEUE, "work_pool_queues.id.any_"),
        "paused": flag("deployments.paused.eq_"),
    },
)
FLOWS: Final = Grammar(
    ("flows", "flow_runs", "task_runs", "deployments", "work_pools"),
    {
        "id": references(FLOW, "flows.id.any_"),
        "name": names("flows.name"),
        "tags": strings("flows.tags.all_"),
        "deployment": references(DEPLOYMENT, "deployments.id.any_"),
        "work_pool": references(WORK_POOL, "work_pools.name.any_"),
    },
)
ARTIFACTS: Final = Grammar(
    ("artifacts", "flow_runs", "task_runs", "flows", "deployments"),
    {
        "id": references(ARTIFACT, "artifacts.id.any_"),
        "key": names("artifacts.key", "key"),
        "type": strings("artifacts.type.any_"),
        "flow_run": references(FLOW_RUN, "artifacts.flow_run_id.any_"),
        "task_run": references(TASK_RUN, "artifacts.task_run_id.any_"),
        "flow": references(FLOW, "flows.id.any_"),
        "deployment": references(DEPLOYMENT, "deployments.id.any_"),
    },
)
LATEST_ARTIFACTS: Final = Grammar(
    ARTIFACTS.where,
    {**ARTIFACTS.keywords, "id": references(ARTIFACT, "artifacts.latest_id.any_")},
)
VARIABLES: Final = Grammar(
    ("variables",),
    {
        "name": names("variables.name"),
        "tags": strings("variables.tags.all_"),
    },
)
WORK_POOLS: Final = Grammar(
    ("work_pools",),
    {
        "name": names("work_pools.name", narrow=False),
        "type": strings("work_pools.type.any_"),
    },
)
WORK_QUEUES: Final = Grammar(
    ("work_queues",),
    {
        "name": names("work_queues.name", narrow=False),
    },
)
WORKERS: Final = Grammar(
    ("workers",),
    {
        "status": strings("workers.status.any_"),
        "since": moment("workers.last_heartbeat_time.after_"),
        "until": moment("workers.last_heartbeat_time.before_"),
    },
)
BLOCK_DOCUMENTS: Final = Grammar(
    ("block_documents", "block_types", "block_schemas"),
    {
        "name": names("block_documents.name"),
        "block_type": references(BLOCK_TYPE, "block_documents.block_type_id.any_"),
        "capabilities": strings("block_schemas.block_capabilities.all_"),
        "anonymous": flag("block_documents.is_anonymous.eq_"),
    },
)
BLOCK_TYPES: Final = Grammar(
    ("block_types", "block_schemas"),
    {
        "slug": strings("block_types.slug.any_"),
        "capabilities": strings("block_schemas.block_capabilities.all_"),
    },
)
BLOCK_SCHEMAS: Final = Grammar(
    ("block_schemas",),
    {
        "block_type": references(BLOCK_TYPE, "block_schemas.block_type_id.any_"),
        "capabilities": strings("block_schemas.block_capabilities.all_"),
        "version": strings("block_schemas.version.any_"),
    },
)
AUTOMATIONS: Final = Grammar(
    ("automations",),
    {
        "id": references(AUTOMATION, "automations.id.any_"),
        "name": names("automations.name", narrow=False),
        "tags": strings("automations.tags.all_"),
    },
)
LOGS: Final = Grammar(
    ("logs",),
    {
        "flow_run": references(FLOW_RUN, "logs.flow_run_id.any_"),
        "task_run": references(TASK_RUN, "logs.task_run_id.any_"),
        "level": level("logs.level.ge_"),
        "text": text("logs.text.query"),
        "since": moment("logs.timestamp.after_"),
        "until": moment("logs.timestamp.before_"),
    },
)

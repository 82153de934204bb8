"""Creates one of everything on a server, as complete as the API allows, and calls every operation.

It runs against any server version with the package that was generated for it: operations are found by name in the
package's table, and of a body only the keys are sent that this version's request types know. As a program
(``python -m tests.generated.exercise URL``) it prints its report as JSON, for the package that is on the path.
"""

import base64
import json
import secrets
import socket
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from inspect import signature
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from prefect_http_api import SERVER_VERSION, models, operations
from tests.generated.sending import RefusedError, Response, Sender, losses
from tests.support.waits import HANG_SECONDS, until

# Free-form JSON of every type, with values that careless clients corrupt: a large integer, a whole float, an empty
# container, null, a string that looks like a date, and non-ASCII text.
ANYTHING: dict[str, Any] = {
    "text": 'Zürich \U0001f600 "quoted"\nand a second line',
    "large": 2**62,
    "float": 0.1,
    "whole": 3.0,
    "tiny": 1e-300,
    "true": True,
    "one": 1,
    "none": None,
    "list": [1, 2.5, "x", None, False, [], {}],
    "nested": {"deep": {"deeper": [{"deepest": None}]}},
    "date": "2026-01-31T08:00:00+01:00",
    "Case And Spaces": "",
}
# With these headers, the server records one of its automations as the creator.
AUTOMATION = {
    "Prefect-Automation-Id": "f7c6b5a4-0000-4000-8000-000000000000",
    "Prefect-Automation-Name": base64.b64encode(b"An automation").decode(),
}
LABELS: dict[str, bool | int | float | str] = {"text": "a", "number": 42, "float": 0.5, "bool": True}


@dataclass
class Report:
    """The statuses of each operation, and everything unexpected."""

    version: str
    called: dict[str, list[int]]
    not_called: list[str]
    lost: list[str] = field(default_factory=list[str])
    refused: list[str] = field(default_factory=list[str])


class Exercise:
    """One run over all operations of one server."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url
        self.sender = Sender(api_url, AUTOMATION)
        self.suffix = secrets.token_hex(4)
        self.now = datetime.now(UTC)
        self.called: defaultdict[str, set[int]] = defaultdict(set)
        self.lost: list[str] = []
        self.refused: list[str] = []
        self.made: dict[str, Any] = {}

    def has(self, operation: str) -> bool:
        return operation in operations.OPERATIONS

    def call(self, operation: str, *arguments: Any, **named: Any) -> Any:
        """Call the function of *operation*, and compare the response with its decoded form.

        A refusal is reported, and None returned: the rest of the run may still say something.
        """
        if not self.has(operation):
            return None
        declared = operations.OPERATIONS[operation]
        module, _, function = operation.partition(".")
        taken = {key.replace("-", "_") for key in (*declared.query, *declared.headers)}
        parameters = {key: value for key, value in named.items() if key in taken}
        body = {key: value for key, value in named.items() if key not in taken}
        if body:
            body = fit(body, declared.request)
        elif declared.request is not None and arguments:
            # A body that is not an object is the last argument, after the path parameters.
            arguments = (*arguments[:-1], fit(arguments[-1], declared.request))
        call = getattr(import_module(f"prefect_http_api.{module}"), function)(*arguments, **parameters, **body)
        try:
            status, decoded = self.sender.send_with_status(call)
        except RefusedError as refused:
            self.refused.append(str(refused))
            return None
        self.called[operation].add(status)
        response = self.sender.responses[-1]
        self.lost += [f"{operation} {status} {loss}" for loss in losses(response, decoded, declared.media_type)]
        return decoded

    def name(self, kind: str) -> str:
        return f"{kind}-{self.suffix}"

    def report(self) -> Report:
        return Report(
            SERVER_VERSION,
            {operation: sorted(statuses) for operation, statuses in sorted(self.called.items())},
            sorted(operations.OPERATIONS.keys() - self.called.keys()),
            self.lost,
            self.refused,
        )

    def run(self) -> Report:
        for step in (
            self.basics,
            self.flows,
            self.blocks,
            self.work_pools,
            self.concurrency,
            self.deployments,
            self.flow_runs,
            self.task_runs,
            self.graphs,
            self.states,
            self.schedules,
            self.automations,
            self.events,
            self.logs,
            self.notifications,
            self.artifacts,
            self.variables,
            self.saved_searches,
            self.task_workers,
            self.storage,
            self.counts,
            self.others,
            self.deletions,
        ):
            try:
                step()
            except AttributeError as error:
                # A later call needs an object that was not created. The rejected call explains why.
                raise RuntimeError(f"{step.__name__} cannot go on: {self.refused}") from error
        self.sender.close()
        return self.report()

    def basics(self) -> None:
        self.call("root.health_check")
        self.call("root.hello")
        self.call("root.perform_readiness_check")
        self.call("root.server_version")
        self.call("admin.read_settings")
        self.call("admin.read_version")
        self.call("block_capabilities.read_available_block_capabilities")
        self.call("block_types.install_system_block_types")
        self.call("collections.read_view_content", "aggregate-worker-metadata")

    def flows(self) -> None:
        flow = self.call("flows.create_flow", name=self.name("flow"), tags=["a", "ä"], labels=LABELS)
        self.call("flows.create_flow", name=self.name("flow"))
        self.made["flow"] = flow.id
        self.call("flows.update_flow", flow.id, tags=["b"])
        self.call("flows.read_flow", flow.id)
        self.call("flows.read_flow_by_name", self.name("flow"))
        wanted = {"id": {"any_": [str(flow.id)]}}
        self.call("flows.read_flows", flows=wanted, sort="NAME_ASC", limit=5)
        self.call("flows.paginate_flows", flows=wanted, limit=5, page=1)
        self.call("flows.count_flows", flows=wanted)

    def blocks(self) -> None:
        slug = self.name("block")
        kind = self.call(
            "block_types.create_block_type",
            name=slug,
            slug=slug,
            logo_url="https://example.com/logo.png",
            documentation_url="https://example.com/docs",
            description="A block",
            code_example="print('x')",
        )
        fields: dict[str, Any] = {
            "title": "Block",
            "type": "object",
            "properties": {"host": {"type": "string"}, "password": {"type": "string"}},
            "secret_fields": ["password"],
            "block_type_slug": slug,
        }
        described = {
            "fields": fields,
            "block_type_id": kind.id,
            "capabilities": ["notify", "read-path", "write-path"],
            "version": "1.2",
        }
        schema = self.call("block_schemas.create_block_schema", **described)
        self.call("block_schemas.create_block_schema", **described)
        document = self.call(
            "block_documents.create_block_document",
            name=self.name("inner"),
            data={"host": "h", "password": "pw", "more": ANYTHING},
            block_schema_id=schema.id,
            block_type_id=kind.id,
        )
        self.made |= {"block_type": kind.id, "block_schema": schema.id, "block_document": document.id, "slug": slug}
        self._nest_blocks(fields, schema.checksum, slug)
        self.call(
            "block_documents.create_block_document",
            is_anonymous=True,
            data={"host": "h"},
            block_schema_id=schema.id,
            block_type_id=kind.id,
        )
        self.call(
            "block_documents.update_block_document_data", document.id, data={"host": "i"}, merge_existing_data=True
        )
        self.call("block_documents.read_block_document_by_id", document.id, include_secrets=True)
        of_kind = {"block_type_id": {"any_": [str(kind.id)]}, "is_anonymous": None}
        self.call(
            "block_documents.read_block_documents", block_documents=of_kind, include_secrets=False, sort="NAME_DESC"
        )
        self.call("block_documents.count_block_documents", block_documents=of_kind)
        self.call("block_schemas.read_block_schema_by_id", schema.id)
        self.call("block_schemas.read_block_schema_by_checksum", schema.checksum, version="1.2")
        self.call("block_schemas.read_block_schemas", block_schemas={"block_type_id": {"any_": [str(kind.id)]}})
        self.call("block_types.read_block_type_by_id", kind.id)
        self.call("block_types.read_block_type_by_slug", slug)
        self.call("block_types.read_block_types", block_types={"slug": {"any_": [slug, "secret"]}})
        self.call("block_types.update_block_type", kind.id, description="Another text")
        self.call("block_types.read_block_documents_for_block_type", slug, include_secrets=True)
        self.call(
            "block_types.read_block_document_by_name_for_block_type", slug, self.name("inner"), include_secrets=False
        )

    def _nest_blocks(self, inner: dict[str, Any], checksum: str, slug: str) -> None:
        """Create a block that refers to the existing one, which fills its references."""
        outer = self.name("outer")
        kind = self.call("block_types.create_block_type", name=outer, slug=outer)
        schema = self.call(
            "block_schemas.create_block_schema",
            fields={
                "title": "Outer",
                "type": "object",
                "properties": {"inner": {"$ref": "#/definitions/Block"}},
                "block_type_slug": outer,
                "block_schema_references": {"inner": {"block_type_slug": slug, "block_schema_checksum": checksum}},
                "definitions": {"Block": inner},
            },
            block_type_id=kind.id,
        )
        document = self.call(
            "block_documents.create_block_document",
            name=outer,
            data={"inner": {"$ref": {"block_document_id": str(self.made["block_document"])}}},
            block_schema_id=schema.id,
            block_type_id=kind.id,
        )
        self.call("block_documents.read_block_document_by_id", document.id)

    def work_pools(self) -> None:
        pool = self.name("pool")
        made = self.call(
            "work_pools.create_work_pool",
            name=pool,
            description="A pool",
            type="process",
            base_job_template={
                "job_configuration": {"command": "{{ command }}"},
                "variables": {"type": "object", "properties": {"command": {"type": "string"}}},
            },
            is_paused=False,
            concurrency_limit=5,
            storage_configuration={
                "bundle_upload_step": {"a": {"b": 1}},
                "bundle_execution_step": {"c": "d"},
                "default_result_storage_block_id": str(self.made["block_document"]),
            },
        )
        queue = self.name("queue")
        in_pool = self.call(
            "work_pools.create_work_queue",
            pool,
            name=queue,
            description="A queue",
            is_paused=False,
            concurrency_limit=3,
            priority=2,
        )
        self.made |= {"pool": pool, "pool_id": made.id, "queue": queue, "queue_id": in_pool.id}
        self.call("work_pools.update_work_pool", pool, description="Another text")
        self.call("work_pools.update_work_queue", pool, queue, description="Another text")
        self.call("work_pools.worker_heartbeat", pool, name=self.name("worker"), heartbeat_interval_seconds=30)
        self.call("work_pools.read_work_pool", pool)
        self.call("work_pools.read_work_pools", work_pools={"name": {"any_": [pool]}}, limit=3)
        self.call("work_pools.count_work_pools", work_pools={"name": {"any_": [pool]}})
        self.call("work_pools.read_work_queue", pool, queue)
        self.call("work_pools.read_work_queues", pool, limit=5)
        self.call("work_pools.read_workers", pool, limit=5)
        alone = self.call(
            "work_queues.create_work_queue",
            name=self.name("lone"),
            description="Of the default pool",
            concurrency_limit=2,
            filter={"tags": ["x"], "deployment_ids": [str(uuid4())]},
        )
        self.made["lone"] = alone.id
        self.call("work_queues.update_work_queue", alone.id, description="Another text")
        self.call("work_queues.read_work_queue", alone.id)
        self.call("work_queues.read_work_queue_by_name", self.name("lone"))
        self.call("work_queues.read_work_queues", work_queues={"name": {"any_": [self.name("lone"), queue]}})

    def concurrency(self) -> None:
        tag, limit = self.name("tag"), self.name("limit")
        made = self.call("concurrency_limits.create_concurrency_limit", tag=tag, concurrency_limit=1)
        self.call("concurrency_limits.create_concurrency_limit", tag=tag, concurrency_limit=1)
        self.made |= {"tag": tag, "limit": limit}
        holder = uuid4()
        self.call("concurrency_limits.increment_concurrency_limits_v1", names=[tag], task_run_id=holder)
        self.call("concurrency_limits.read_concurrency_limit", made.id)
        self.call("concurrency_limits.read_concurrency_limit_by_tag", tag)
        self.call("concurrency_limits.read_concurrency_limits", limit=200, offset=0)
        self.call("concurrency_limits.decrement_concurrency_limits_v1", names=[tag], task_run_id=holder)
        self.call("concurrency_limits.reset_concurrency_limit_by_tag", tag, slot_override=[])
        v2 = self.call(
            "concurrency_limits_v2.create_concurrency_limit_v2",
            name=limit,
            limit=5,
            slot_decay_per_second=0.5,
            active=True,
        )
        self.made["limit_id"] = v2.id
        self.call("concurrency_limits_v2.update_concurrency_limit_v2", limit, limit=6)
        self.call("concurrency_limits_v2.bulk_increment_active_slots", names=[limit], slots=2, mode="concurrency")
        self.call("concurrency_limits_v2.read_concurrency_limit_v2", v2.id)
        self.call("concurrency_limits_v2.read_concurrency_limit_v2", limit)
        self.call("concurrency_limits_v2.read_all_concurrency_limits_v2", limit=200)
        self.call("concurrency_limits_v2.bulk_decrement_active_slots", names=[limit], slots=2, occupancy_seconds=1.5)
        lease = self.call(
            "concurrency_limits_v2.bulk_increment_active_slots_with_lease",
            names=[limit],
            slots=1,
            mode="concurrency",
            lease_duration=90.0,
            holder={"type": "task_run", "id": str(holder)},
        )
        if lease is not None:
            self.call("concurrency_limits_v2.renew_concurrency_lease", lease.lease_id, lease_duration=120.0)
            self.call("concurrency_limits_v2.bulk_decrement_active_slots_with_lease", lease_id=lease.lease_id)

    def deployments(self) -> None:
        name = self.name("deployment")
        made = self.call(
            "deployments.create_deployment",
            name=name,
            flow_id=self.made["flow"],
            description="A deployment",
            tags=["a", "b"],
            labels=LABELS,
            parameters={"anything": ANYTHING},
            parameter_openapi_schema={"type": "object", "properties": {"anything": {"title": "Anything"}}},
            enforce_parameter_schema=False,
            paused=False,
            concurrency_limit=2,
            concurrency_options={"collision_strategy": "CANCEL_NEW", "grace_period_seconds": 90},
            schedules=list(self._schedules()),
            pull_steps=[{"prefect.deployments.steps.set_working_directory": {"directory": "x"}}],
            work_pool_name=self.made["pool"],
            work_queue_name=self.made["queue"],
            job_variables={"command": "run", "env": {"A": "1"}},
            infrastructure_document_id=self.made["block_document"],
            storage_document_id=self.made["block_document"],
            entrypoint="flows.py:main",
            path="x",
            version="1.0",
            version_info={"type": "vcs:git", "version": "abc", "branch": "main", "url": "https://example.com"},
        )
        self.made["deployment"] = made.id
        # The second time it exists. With an empty body, it would be another one.
        self.call(
            "deployments.create_deployment",
            name=self.name("plain"),
            flow_id=self.made["flow"],
            global_concurrency_limit_id=self.made["limit_id"],
        )
        plain = self.call("deployments.create_deployment", name=self.name("plain"), flow_id=self.made["flow"])
        self.made["plain"] = plain.id
        self.call("deployments.update_deployment", made.id, description="Another text")
        self.call("deployments.read_deployment", made.id)
        self.call("deployments.read_deployment", plain.id)
        self.call("deployments.read_deployment_by_name", self.name("flow"), name)
        wanted = {"id": {"any_": [str(made.id), str(plain.id)]}}
        self.call("deployments.read_deployments", deployments=wanted, sort="NAME_ASC")
        self.call("deployments.paginate_deployments", deployments=wanted, limit=5, page=1)
        self.call("deployments.count_deployments", deployments=wanted)
        self.call("deployments.pause_deployment", made.id)
        self.call("deployments.read_deployment", made.id)
        self.call("deployments.resume_deployment", made.id)
        self.call("deployments.work_queue_check_for_deployment", made.id)

    def _schedules(self) -> Iterator[dict[str, Any]]:
        kinds: list[dict[str, Any]] = [
            {"cron": "0 8 * * 1-5", "timezone": "Europe/Zurich", "day_or": False},
            {"interval": 3600.5, "anchor_date": "2026-01-01T00:00:00+01:00", "timezone": "Europe/Oslo"},
            {"rrule": "FREQ=DAILY;COUNT=1000", "timezone": "America/New_York"},
        ]
        for index, kind in enumerate(kinds):
            yield {
                "schedule": kind,
                "active": index != 1,
                "slug": self.name(f"slug{index}"),
                "parameters": {"anything": ANYTHING},
                "max_scheduled_runs": 4,
            }

    def schedules(self) -> None:
        deployment = self.made["plain"]
        # Before it has schedules: 3.8.8 with SQLAlchemy 2.1 returns 503 when it schedules runs.
        self.call("deployments.schedule_deployment", deployment, min_runs=2, max_runs=3, min_time=3600.5)
        body = list(self._schedules())
        if not self.has("deployments.create_deployment_schedules"):
            return
        made = self.call("deployments.create_deployment_schedules", deployment, body)
        if made is None:
            return
        self.call("deployments.update_deployment_schedule", deployment, made[0].id, active=True)
        self.call("deployments.read_deployment_schedules", deployment)
        self.call("deployments.get_scheduled_flow_runs_for_deployments", deployment_ids=[deployment], limit=5)
        self.call("flows.next_runs_by_flow", flow_ids=[self.made["flow"], uuid4()])
        self.call("flows.count_deployments_by_flow", flow_ids=[self.made["flow"]])
        self.call("deployments.delete_deployment_schedule", deployment, made[2].id)

    def flow_runs(self) -> None:
        run = self.call(
            "flow_runs.create_flow_run",
            flow_id=self.made["flow"],
            name=self.name("run"),
            flow_version="1.0",
            parameters=ANYTHING,
            context={"a": {"b": None}},
            tags=["a", "b"],
            labels=LABELS,
            empirical_policy={
                "retries": 3,
                "retry_delay": 5,
                "retry_type": "in_process",
                "pause_keys": ["a"],
                "resuming": False,
            },
            idempotency_key=self.name("key"),
            state={"type": "PENDING", "name": "Waiting", "message": "not yet"},
            work_pool_name=self.made["pool"],
            work_queue_name=self.made["queue"],
            job_variables={"a": ANYTHING},
            infrastructure_document_id=self.made["block_document"],
        )
        self.call(
            "flow_runs.create_flow_run",
            flow_id=self.made["flow"],
            idempotency_key=self.name("key"),
            name=self.name("run"),
        )
        self.made["run"] = run.id
        self.call("flow_runs.update_flow_run", run.id, tags=["c"], infrastructure_pid="host:1", flow_version="2.0")
        self.call("flow_runs.update_flow_run_labels", run.id, LABELS)
        deployment = self.made["deployment"]
        scheduled = self.call(
            "deployments.create_flow_run_from_deployment",
            deployment,
            parameters={"anything": 1},
            idempotency_key=self.name("again"),
            labels=LABELS,
            job_variables={"command": "other"},
        )
        self.call("deployments.create_flow_run_from_deployment", deployment, idempotency_key=self.name("again"))
        if self.has("deployments.bulk_create_flow_runs_from_deployment"):
            self.call(
                "deployments.bulk_create_flow_runs_from_deployment", deployment, [{"parameters": {"anything": 1}}, {}]
            )
        self.made["scheduled"] = scheduled.id
        self.call("work_pools.get_scheduled_flow_runs", self.made["pool"])
        self.call("work_queues.read_work_queue_runs", self.made["queue_id"], x_prefect_ui=True, limit=5)
        self.call("deployments.get_scheduled_flow_runs_for_deployments", deployment_ids=[deployment])
        for key in ("plain", "other"):
            self.call("flow_runs.create_flow_run_input", run.id, key=key, value='"ä"', sender="prefect.flow-run.x")
        self.call("flow_runs.read_flow_run_input", run.id, "plain")
        self.call("flow_runs.filter_flow_run_input", run.id, prefix="p", limit=5, exclude_keys=["x"])
        self.call("flow_runs.delete_flow_run_input", run.id, "other")

    def task_runs(self) -> None:
        run = self.made["run"]
        self._set_flow_state(run, "RUNNING")
        first = self.call("task_runs.create_task_run", flow_run_id=run, task_key="first", dynamic_key="0")
        full = {
            "flow_run_id": run,
            "name": self.name("task"),
            "task_key": "second",
            "dynamic_key": "1",
            "cache_key": "c",
            "cache_expiration": self.now + timedelta(days=1),
            "task_version": "3",
            "empirical_policy": {"retries": 2, "retry_delay": self._retry_delay(), "retry_jitter_factor": 0.5},
            "tags": ["a", "b"],
            "labels": LABELS,
            "task_inputs": {
                "upstream": [
                    {"input_type": "task_run", "id": str(first.id)},
                    {"input_type": "parameter", "name": "p"},
                    {"input_type": "constant", "type": "int"},
                    *self._flow_run_input(run),
                ],
                "empty": [],
            },
            "state": {"type": "PENDING"},
        }
        task = self.call("task_runs.create_task_run", **full)
        self.call("task_runs.create_task_run", **full)
        self.made |= {"task": task.id, "first": first.id}
        self.call("task_runs.update_task_run", task.id, name=self.name("renamed"))
        self._set_task_state(first.id, "RUNNING")
        self._set_task_state(first.id, "COMPLETED", data=ANYTHING)
        self._set_task_state(task.id, "RUNNING")
        later = {"type": "SCHEDULED", "state_details": {"scheduled_time": self.now + timedelta(hours=1)}}
        waiting = self.call(
            "task_runs.create_task_run", flow_run_id=run, task_key="third", dynamic_key="2", state=later
        )
        # Its start time is in the future, so the server returns WAIT. (Exceeding the slots of a tag returns WAIT too,
        # but then a server on SQLite waits a minute for a lock that it holds itself.)
        self._set_task_state(waiting.id, "RUNNING")
        self.call("task_runs.read_task_run", task.id)
        wanted = {"flow_run_id": {"any_": [str(run)]}}
        self.call("task_runs.read_task_runs", task_runs=wanted, sort="NAME_ASC")
        self.call("task_runs.paginate_task_runs", task_runs=self._pageable(wanted, first.id), limit=5, page=1)
        self.call("task_runs.count_task_runs", task_runs=wanted)
        self.call("task_runs.read_task_run_with_flow_run_name", task.id)
        self.call("task_runs.read_task_run_counts_by_state", task_runs=wanted)
        self.call(
            "task_runs.read_dashboard_task_run_counts",
            task_runs={"start_time": {"after_": self.now - timedelta(hours=1)}},
        )
        self.call("task_runs.task_run_history", task_runs=wanted, **self._history())
        states = self.call("task_run_states.read_task_run_states", task_run_id=task.id)
        self.call("task_run_states.read_task_run_state", states[0].id)
        # A subflow run: its parent is a task run, and graphs show it as a node of its own.
        self.call(
            "flow_runs.create_flow_run",
            flow_id=self.made["flow"],
            parent_task_run_id=task.id,
            state={"type": "RUNNING"},
        )

    @staticmethod
    def _pageable(wanted: dict[str, Any], plain: UUID) -> dict[str, Any]:
        """Older servers fail on a page that has a task run with another input than a task run."""
        if not hasattr(models, "TaskRunSummary"):
            return wanted
        inputs = [get_type_hints(one)["task_inputs"] for one in (models.TaskRun, models.TaskRunSummary)]
        return wanted if inputs[0] == inputs[1] else {"id": {"any_": [str(plain)]}}

    @staticmethod
    def _retry_delay() -> list[float]:
        return [1, 2.5] if "float" in str(get_type_hints(models.TaskRunPolicy)["retry_delay"]) else [1, 2]

    def _flow_run_input(self, run: UUID) -> list[dict[str, str]]:
        return [{"input_type": "flow_run", "id": str(run)}] if hasattr(models, "FlowRunResult") else []

    def _history(self) -> dict[str, object]:
        return {
            "history_start": self.now - timedelta(hours=2),
            "history_end": self.now + timedelta(hours=2),
            "history_interval_seconds": 1800,
        }

    def _set_flow_state(self, run: UUID, kind: str, **more: Any) -> Any:
        return self.call("flow_runs.set_flow_run_state", run, state={"type": kind, **more})

    def _set_task_state(self, run: UUID, kind: str, **more: Any) -> Any:
        return self.call("task_runs.set_task_run_state", run, state={"type": kind, **more})

    def graphs(self) -> None:
        run = self.made["run"]
        self.call(
            "artifacts.create_artifact", key=self.name("graph").lower(), type="progress", data=50, flow_run_id=run
        )
        self.call(
            "artifacts.create_artifact", type="markdown", data="# x", flow_run_id=run, task_run_id=self.made["first"]
        )
        # The old graph fails on inputs that are not task runs, so it is read for a run without such inputs.
        simple = self.call("flow_runs.create_flow_run", flow_id=self.made["flow"], state={"type": "RUNNING"})
        first = self.call("task_runs.create_task_run", flow_run_id=simple.id, task_key="a", dynamic_key="0")
        inputs = {"x": [{"input_type": "task_run", "id": str(first.id)}]}
        self.call("task_runs.create_task_run", flow_run_id=simple.id, task_key="b", dynamic_key="0", task_inputs=inputs)
        self.call("flow_runs.read_flow_run_graph_v1", simple.id)
        self.call("flow_runs.read_flow_run_graph_v2", run)
        self.call("flow_runs.read_flow_run_graph_v2", run, since=self.now - timedelta(hours=1))

    def states(self) -> None:
        run, scheduled = self.made["run"], self.made["scheduled"]
        paused = self.call("flow_runs.create_flow_run", flow_id=self.made["flow"], state={"type": "RUNNING"})
        details = {
            "pause_timeout": self.now + timedelta(minutes=5),
            "pause_key": "k",
            "pause_reschedule": True,
            "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        }
        self._set_flow_state(paused.id, "PAUSED", state_details=details)
        self.call("flow_runs.resume_flow_run", paused.id)
        self.call("flow_runs.resume_flow_run", paused.id)
        wanted = {"id": {"any_": [str(run), str(scheduled), str(paused.id)]}}
        self.call("flow_runs.read_flow_runs", flow_runs=wanted, sort="NAME_ASC")
        self._set_flow_state(scheduled, "CANCELLING")
        self._set_flow_state(run, "COMPLETED", message="done", data=ANYTHING)
        self._set_flow_state(run, "CANCELLING")
        self.call("flow_runs.bulk_set_flow_run_state", flow_runs=wanted, state={"type": "CANCELLED"}, limit=5)
        self.call("flow_runs.read_flow_run", run)
        self.call("flow_runs.paginate_flow_runs", flow_runs=wanted, limit=5, page=1)
        self.call("flow_runs.count_flow_runs", flow_runs=wanted)
        self.call("flow_runs.flow_run_history", flow_runs=wanted, **self._history())
        self.call("flow_runs.read_flow_run_history", flow_runs=wanted, sort="EXPECTED_START_TIME_DESC")
        self.call("flow_runs.average_flow_run_lateness")
        self.call("flow_runs.average_flow_run_lateness", flow_runs={"id": {"any_": [str(uuid4())]}})
        self.call("flow_runs.count_task_runs_by_flow_run", flow_run_ids=[run])
        states = self.call("flow_run_states.read_flow_run_states", flow_run_id=run)
        self.call("flow_run_states.read_flow_run_state", states[0].id)
        pool, queue = self.made["pool"], self.made["queue_id"]
        self.call(
            "flow_runs.create_flow_run",
            flow_id=self.made["flow"],
            state={"type": "PENDING"},
            work_pool_name=pool,
            work_queue_name=self.made["queue"],
        )
        self.call("work_pools.read_work_pool_concurrency_status", pool, page=1, limit=5)
        self.call("work_queues.read_work_queue_concurrency_status", queue, page=1, limit=5)
        self.call("work_queues.read_work_queue_status", queue)

    def automations(self) -> None:
        made = self.call(
            "automations.create_automation",
            name=self.name("automation"),
            description="An automation",
            enabled=True,
            tags=["a"],
            trigger=self._trigger(),
            actions=list(self._actions()),
            actions_on_trigger=[{"type": "do-nothing"}],
            actions_on_resolve=[{"type": "suspend-flow-run"}],
        )
        resource = f"prefect.deployment.{self.made['plain']}"
        self.call(
            "automations.create_automation",
            name=self.name("owned"),
            trigger={"type": "event", "posture": "Proactive", "threshold": 1, "within": 60, "expect": ["x.*"]},
            actions=[{"type": "do-nothing"}],
            owner_resource=resource,
        )
        self.call("automations.read_automation", made.id)
        self.call(
            "automations.read_automations", automations={"name": {"any_": [self.name("automation")]}}, sort="NAME_ASC"
        )
        self.call("automations.count_automations")
        self.call("automations.patch_automation", made.id, enabled=False)
        self.call("automations.read_automation", made.id)
        self.call(
            "automations.update_automation",
            made.id,
            name=self.name("automation"),
            trigger={"type": "event", "posture": "Reactive", "threshold": 1, "within": 0},
            actions=[{"type": "do-nothing"}],
        )
        self.call("automations.read_automations_related_to_resource", resource)
        self.call("automations.delete_automations_owned_by_resource", resource)
        for operation in ("validate_template", "validate_template_legacy"):
            if self.has(f"automations.{operation}"):
                self.call(f"automations.{operation}", "{{ flow.name }}")
        self.call("automations.delete_automation", made.id)

    def _trigger(self) -> dict[str, Any]:
        event = {
            "type": "event",
            "posture": "Reactive",
            "match": {"prefect.resource.id": ["prefect.flow-run.*", "x"], "a": "b"},
            "match_related": {"prefect.resource.role": "flow"},
            "after": ["prefect.flow-run.Pending"],
            "expect": ["prefect.flow-run.Completed"],
            "for_each": ["prefect.resource.id"],
            "threshold": 2,
            "within": 30,
        }
        if self._takes_list_of_related():
            event["match_related"] = [{"prefect.resource.role": "flow"}, {"prefect.resource.role": ["tag", "x"]}]
        sequence = {"type": "sequence", "triggers": [event, event], "within": 60.5}
        either = {"type": "compound", "require": "any", "within": None, "triggers": [event, sequence]}
        return {"type": "compound", "require": 1, "within": 120, "triggers": [event, sequence, either]}

    def _takes_list_of_related(self) -> bool:
        return "list" in str(get_type_hints(models.EventTrigger)["match_related"]).removeprefix("list")[:5]

    def _actions(self) -> Iterator[dict[str, Any]]:
        document, deployment = str(self.made["block_document"]), str(self.made["deployment"])
        actions: list[dict[str, Any]] = [
            {"type": "do-nothing"},
            {
                "type": "run-deployment",
                "source": "selected",
                "deployment_id": deployment,
                "parameters": {"anything": ANYTHING},
                "job_variables": {"command": "x"},
                "schedule_after": 90.5,
            },
            {"type": "run-deployment", "source": "inferred"},
            {"type": "cancel-flow-run"},
            {"type": "suspend-flow-run"},
            {"type": "resume-flow-run"},
            {"type": "delete-flow-run"},
            {"type": "change-flow-run-state", "name": "x", "state": "FAILED", "message": "m", "force": False},
            {"type": "send-notification", "block_document_id": document, "subject": "s", "body": "{{ flow.name }}"},
            {"type": "call-webhook", "block_document_id": document, "payload": "p"},
        ]
        chosen = {
            "deployment": deployment,
            "work-pool": str(self.made["pool_id"]),
            "work-queue": str(self.made["queue_id"]),
            "automation": str(uuid4()),
        }
        actions += [
            {"type": f"{verb}-{kind}", "source": "selected", f"{kind.replace('-', '_')}_id": one}
            for kind, one in chosen.items()
            for verb in ("pause", "resume")
        ]
        # Older versions have fewer types.
        known = {"".join(word.capitalize() for word in one["type"].split("-")): one["type"] for one in actions}
        types = {kind for name, kind in known.items() if hasattr(models, name)}
        return (action for action in actions if action["type"] in types)

    def events(self) -> None:
        first, second = str(uuid4()), str(uuid4())
        resource = f"made.up.{self.suffix}"
        happened = [
            {
                "id": event,
                "event": f"made.up.thing-{self.suffix}",
                "occurred": self.now + timedelta(seconds=index),
                "resource": {"prefect.resource.id": resource, "prefect.resource.name": "Ä"},
                "related": [{"prefect.resource.id": "made.up.other", "prefect.resource.role": "flow"}],
                "payload": ANYTHING,
                "follows": None if event == first else first,
            }
            for index, event in enumerate((first, second))
        ]
        self.call("events.create_events", happened)
        wanted = {
            "resource": {"id": [resource]},
            "occurred": {"since": self.now - timedelta(minutes=1), "until": self.now + timedelta(minutes=1)},
        }

        # Events are written in batches, so they can be read only after a while.
        def read() -> Any:
            return self.call("events.read_events", filter=wanted, limit=1)

        until(lambda: read().total == len(happened), "the events were not stored", pause=0.2)
        page = read()
        (token,) = parse_qs(urlsplit(page.next_page).query)["page-token"]
        self.call("events.read_account_events_page", page_token=token)
        wanted["occurred"] = {"since": self.now - timedelta(days=3), "until": self.now + timedelta(days=3)}
        for countable, unit in (("day", "day"), ("time", "hour"), ("event", "hour"), ("resource", "hour")):
            self.call("events.count_account_events", countable, filter=wanted, time_unit=unit, time_interval=1.0)

    def logs(self) -> None:
        run, task = str(self.made["run"]), str(self.made["task"])
        entry = {"name": "prefect.flow_runs", "level": 20, "message": 'a "text", ä\nb', "timestamp": self.now}
        self.call(
            "logs.create_logs", [{**entry, "flow_run_id": run}, {**entry, "flow_run_id": run, "task_run_id": task}]
        )
        self.call("logs.read_logs", logs={"flow_run_id": {"any_": [run]}}, sort="TIMESTAMP_ASC")
        self.call("flow_runs.download_logs", run)

    def notifications(self) -> None:
        module = "flow_run_notification_policies"
        document = str(self.made["block_document"])
        made = self.call(
            f"{module}.create_flow_run_notification_policy",
            is_active=True,
            state_names=["Failed"],
            tags=["a"],
            block_document_id=document,
            message_template="{flow_run_name}",
        )
        if made is None:  # Removed in 3.4.
            return
        self.call(f"{module}.update_flow_run_notification_policy", made.id, is_active=False)
        self.call(f"{module}.read_flow_run_notification_policy", made.id)
        self.call(f"{module}.read_flow_run_notification_policies", limit=5)
        self.call(f"{module}.delete_flow_run_notification_policy", made.id)

    def artifacts(self) -> None:
        key = self.name("artifact")
        described = {"key": key, "type": "table", "description": "A table", "metadata_": {"a": "b"}}
        made = self.call("artifacts.create_artifact", **described, data=ANYTHING, flow_run_id=self.made["run"])
        for data in ("text", 1.5, [{"a": 1}], None):
            self.call("artifacts.create_artifact", **described, data=data, task_run_id=self.made["task"])
        self.made["artifact"] = made.id
        self.call("artifacts.update_artifact", made.id, description="Another text")
        self.call("artifacts.read_artifact", made.id)
        self.call("artifacts.read_latest_artifact", key)
        wanted = {"key": {"any_": [key]}}
        self.call("artifacts.read_artifacts", artifacts=wanted, sort="KEY_ASC")
        self.call("artifacts.read_latest_artifacts", artifacts=wanted)
        self.call("artifacts.count_artifacts", artifacts=wanted)
        self.call("artifacts.count_latest_artifacts", artifacts=wanted)

    def variables(self) -> None:
        values: dict[str, Any] = {
            "object": ANYTHING,
            "list": [1, "a", None],
            "text": "ä",
            "integer": 7,
            "float": 0.5,
            "true": True,
            "null": None,
        }
        names = {kind: f"{kind}_{self.suffix}" for kind in values}
        made = {
            kind: self.call("variables.create_variable", name=names[kind], value=value, tags=["a"])
            for kind, value in values.items()
        }
        for kind, variable in made.items():
            self.call("variables.read_variable", variable.id)
            self.call("variables.read_variable_by_name", names[kind])
        self.call("variables.update_variable", made["text"].id, value={"now": "an object"})
        self.call("variables.update_variable_by_name", names["list"], tags=["b"])
        wanted = {"name": {"any_": list(names.values())}}
        self.call("variables.read_variables", variables=wanted, sort="NAME_ASC")
        self.call("variables.count_variables", variables=wanted)
        self.call("variables.delete_variable", made["text"].id)
        self.call("variables.delete_variable_by_name", names["list"])

    def saved_searches(self) -> None:
        filters = [
            {"object": "flow", "property": "name", "type": "string", "operation": "equals", "value": value}
            for value in ("x", 1, None, ["a", 2])
        ]
        made = self.call("saved_searches.create_saved_search", name=self.name("search"), filters=filters)
        if made is None:
            return
        self.call("saved_searches.create_saved_search", name=self.name("search"), filters=filters[:1])
        self.call("saved_searches.read_saved_search", made.id)
        self.call("saved_searches.read_saved_searches", limit=5)
        self.call("saved_searches.delete_saved_search", made.id)

    def task_workers(self) -> None:
        """Read task workers while one is connected by a websocket."""
        task = self.name("task")
        with _subscribed(self.api_url, task, self.name("client")):
            workers: dict[str, Any] = {"task_worker_filter": {"task_keys": [task]}}
            until(lambda: bool(self.call("task_workers.read_task_workers", **workers)), "the subscriber never shows")

    def storage(self) -> None:
        self.call("admin.read_server_default_result_storage")
        self.call(
            "admin.update_server_default_result_storage", default_result_storage_block_id=self.made["block_document"]
        )
        self.call("admin.read_server_default_result_storage")
        self.call("admin.clear_server_default_result_storage")

    def counts(self) -> None:
        schema = {
            "type": "object",
            "required": ["missing"],
            "properties": {
                "number": {"type": "integer"},
                "list": {"type": "array", "items": {"type": "integer"}},
                "inner": {"type": "object", "properties": {"x": {"type": "integer"}}},
            },
        }
        wrong = {"number": "x", "list": [1, "y"], "inner": {"x": "z"}}
        self.call("ui.validate_obj", schema=schema, values=wrong)
        self.call("ui.validate_obj", schema=schema, values={"missing": 1})

    def others(self) -> None:
        """Call the remaining operations that only read and require no argument."""
        for name in sorted(operations.OPERATIONS.keys() - self.called.keys()):
            module, _, function = name.partition(".")
            parameters = signature(getattr(import_module(f"prefect_http_api.{module}"), function)).parameters.values()
            if operations.OPERATIONS[name].method == "GET" and all(it.default is not it.empty for it in parameters):
                self.call(name)

    def deletions(self) -> None:
        made = self.made
        self.call("artifacts.delete_artifact", made["artifact"])
        self.call("task_runs.delete_task_run", made["task"])
        self.call("flow_runs.bulk_delete_flow_runs", flow_runs={"id": {"any_": [str(made["scheduled"])]}}, limit=5)
        self.call("flow_runs.delete_flow_run", made["run"])
        self.call("deployments.bulk_delete_deployments", deployments={"id": {"any_": [str(made["plain"])]}}, limit=5)
        self.call("deployments.delete_deployment", made["deployment"])
        other = self.call("flows.create_flow", name=self.name("other-flow"))
        self.call("flows.bulk_delete_flows", flows={"id": {"any_": [str(other.id)]}}, limit=5)
        self.call("flows.delete_flow", made["flow"])
        self.call("concurrency_limits_v2.create_concurrency_limit_v2", name=self.name("spare"), limit=1)
        self.call("concurrency_limits_v2.delete_concurrency_limit_v2", self.name("spare"))
        self.call("concurrency_limits.delete_concurrency_limit_by_tag", made["tag"])
        spare = self.call("concurrency_limits.create_concurrency_limit", tag=self.name("spare"), concurrency_limit=1)
        self.call("concurrency_limits.delete_concurrency_limit", spare.id)
        self.call("work_pools.delete_worker", made["pool"], self.name("worker"))
        self.call("work_pools.delete_work_queue", made["pool"], made["queue"])
        self.call("work_pools.delete_work_pool", made["pool"])
        self.call("work_queues.delete_work_queue", made["lone"])
        self.call("block_documents.delete_block_document", made["block_document"])
        self.call("block_schemas.delete_block_schema", made["block_schema"])
        self.call("block_types.delete_block_type", made["block_type"])


def fit(value: Any, wanted: Any) -> Any:
    """Return *value* without keys that *wanted*, a request type, does not have."""
    alternatives = get_args(wanted) if isinstance(wanted, UnionType) or get_origin(wanted) is Union else (wanted,)
    objects = [one for one in alternatives if is_typeddict(one)]
    lists = [get_args(one)[0] for one in alternatives if get_origin(one) is list]
    if isinstance(value, dict) and len(objects) == 1:
        keys = get_type_hints(objects[0])
        return {key: fit(inner, keys[key]) for key, inner in value.items() if key in keys}
    if isinstance(value, list) and len(lists) == 1:
        return [fit(inner, lists[0]) for inner in value]
    return value


@contextmanager
def _subscribed(api_url: str, task_key: str, client: str) -> Iterator[None]:
    """Keep a websocket open on which a task worker waits for runs of *task_key*.

    Two frames of text are all that is sent, which is too little to need a library for it.
    """
    address = urlsplit(api_url)
    with socket.create_connection((address.hostname or "", address.port or 80), timeout=HANG_SECONDS) as connection:
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        connection.sendall(
            f"GET {address.path}/task_runs/subscriptions/scheduled HTTP/1.1\r\nHost: {address.netloc}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: prefect\r\n\r\n".encode()
        )
        connection.recv(4096)
        connection.sendall(_frame({"type": "auth", "token": None}))
        connection.recv(4096)
        connection.sendall(_frame({"type": "subscribe", "keys": [task_key], "client_id": client}))
        yield


def _frame(message: object) -> bytes:
    payload = json.dumps(message).encode()
    assert len(payload) < 1 << 16
    length = bytes([0x80 | len(payload)]) if len(payload) < 126 else bytes([0xFE, *len(payload).to_bytes(2, "big")])
    return b"\x81" + length + bytes(4) + payload  # masked with zeros


def exercise(api_url: str) -> tuple[Report, list[Response]]:
    """Call every operation, and return the report and all responses."""
    run = Exercise(api_url)
    return run.run(), run.sender.responses


if __name__ == "__main__":
    print(json.dumps(asdict(exercise(sys.argv[1])[0])))

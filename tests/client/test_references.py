"""References are names, IDs or models. Invalid ones are rejected before anything is sent."""

import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from importlib import import_module
from operator import attrgetter
from pkgutil import iter_modules
from typing import Any, NamedTuple, cast
from uuid import UUID

import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncListing,
    AsyncPrefect,
    Listing,
    Outcome,
    Outcomes,
    Prefect,
    PrefectHTTPError,
    models,
)
from prefect_http._domain import references
from prefect_http._domain.references import ReferenceKind
from prefect_http._http.encoding import encode_body
from prefect_http._sync import resources
from prefect_http_api import Call, deployments, flow_runs, work_pools
from prefect_http_api import models as api_models
from prefect_http_api.operations import OPERATIONS
from tests.support.stub import API, RUN, async_client, client, flow_run

KINDS = {name: kind for name, kind in vars(references).items() if isinstance(kind, ReferenceKind)}

USES: dict[str, Callable[[Prefect, Any], object]] = {
    "pool": lambda prefect, name: prefect.work_pools.get(name),
    "pool to update": lambda prefect, name: prefect.work_pools.update(name, is_paused=True),
    "pool to delete": lambda prefect, name: prefect.work_pools.delete(name),
    "pool of workers": lambda prefect, name: prefect.work_pools.list_workers(name),
    "pool of a worker": lambda prefect, name: prefect.work_pools.delete_worker(name, "worker"),
    "worker": lambda prefect, name: prefect.work_pools.delete_worker("pool", name),
    "pool of runs": lambda prefect, name: prefect.work_pools.scheduled_runs(name),
    "pool of slots": lambda prefect, name: prefect.work_pools.concurrency_status(name),
    "pool of queues": lambda prefect, name: prefect.work_queues.list(name).first(),
    "pool of a queue": lambda prefect, name: prefect.work_queues.create(name, name="queue"),
    "lease to renew": lambda prefect, name: prefect.concurrency_limits.renew_lease(name, lease_duration=60),
    "lease to end": lambda prefect, name: prefect.concurrency_limits.decrement_with_lease(name),
    "schema": lambda prefect, name: prefect.block_documents.update(RUN, data={}, block_schema_id=name),
}


def unreachable(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.method} {request.url} was sent")


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("wrong", ["", ".", ".."])
def test_invalid_names_are_rejected_before_sending(use: Callable[[Prefect, Any], object], wrong: str) -> None:
    with (
        Prefect(API, transport=httpx.MockTransport(unreachable)) as prefect,
        pytest.raises(ArgumentError, match=r"^invalid [a-z ]+ '\.*': expected "),
    ):
        use(prefect, wrong)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("wrong", [None, 5, b"name", ["name"]])
def test_only_strings_and_uuids_are_references(kind: ReferenceKind[object], wrong: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^invalid .*: expected .*\b(UUID|name|tag)\b"):
        kind.parse(wrong)


def test_string_is_not_a_list_of_names() -> None:
    with (
        Prefect(API, transport=httpx.MockTransport(unreachable)) as prefect,
        pytest.raises(
            ArgumentError, match=r"^work_queue_names must be a list of strings, got 'default': use \['default'\]$"
        ),
    ):
        prefect.work_pools.scheduled_runs("pool", work_queue_names="default")


def model(kind: type, **values: object) -> Any:
    """Return an instance of *kind* in which only *values* are set."""
    instance: Any = object.__new__(kind)
    for name, value in values.items():
        object.__setattr__(instance, name, value)
    return instance


SECRETS = {"job_variables": {"env": {"TOKEN": "secret"}}}
FLOW_RUN = model(models.FlowRun, id=RUN, name="run", deployment_id=RUN, **SECRETS)
DEPLOYMENT = model(models.Deployment, id=RUN, name="deployment", **SECRETS)
WORK_POOL = model(models.WorkPool, id=RUN, name="pool")
WORK_QUEUE = model(models.WorkQueue, id=RUN, name="queue")


class FlowRunResponse:
    """A flow run as of Prefect itself."""

    id = str(RUN)


class NightlyRun(models.FlowRun):
    """A subclass by the caller."""


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (references.FLOW_RUN, FLOW_RUN, RUN),
        (references.FLOW_RUN, FlowRunResponse(), RUN),
        (references.FLOW_RUN, model(NightlyRun, id=RUN), RUN),
        (references.TASK_RUN, model(models.TaskRun, id=RUN), RUN),
        (references.DEPLOYMENT, DEPLOYMENT, RUN),
        (references.FLOW, model(models.Flow, id=RUN), RUN),
        (references.WORK_POOL, WORK_POOL, "pool"),
        (references.WORK_QUEUE, WORK_QUEUE, RUN),
        (references.SCHEDULE, model(models.DeploymentSchedule, id=RUN), RUN),
        (references.AUTOMATION, model(models.Automation, id=RUN), RUN),
        (references.CONCURRENCY_LIMIT, model(models.GlobalConcurrencyLimit, id=RUN), RUN),
        (references.LEASE, model(models.ConcurrencyLimitLease, lease_id=RUN), RUN),
        (references.SAVED_SEARCH, model(models.SavedSearch, id=RUN), RUN),
        (references.BLOCK_DOCUMENT, model(models.BlockDocument, id=RUN), RUN),
        (references.VARIABLE_NAME, model(models.Variable, id=RUN, name="v"), "v"),
    ],
)
def test_model_is_accepted_in_place_of_its_reference(kind: ReferenceKind[object], given: Any, expected: object) -> None:
    assert kind.parse(given) == expected


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        (references.DEPLOYMENT, FLOW_RUN, 'invalid deployment: expected "flow/deployment" or a UUID, got FlowRun'),
        (references.FLOW, FLOW_RUN, 'invalid flow: expected a name without "/" or a UUID, got FlowRun'),
        (references.WORK_POOL, WORK_QUEUE, "invalid work pool: expected a name, got WorkQueue"),
        (references.WORKER, SECRETS, "invalid worker: expected a name, got dict"),
        (references.SAVED_SEARCH, [SECRETS], "invalid saved search: expected a UUID, got list"),
        (references.SAVED_SEARCH, "x" * 500, f"invalid saved search '{'x' * 100}…': expected a UUID"),
    ],
)
def test_other_object_is_named_by_its_type(kind: ReferenceKind[object], given: Any, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        kind.parse(given)
    assert str(caught.value) == message


def test_calls_accept_models() -> None:
    given: Any = FLOW_RUN
    assert flow_runs.read_flow_run(given).path == f"/flow_runs/{RUN}"
    assert deployments.read_deployment_by_name(model(models.Flow, name="f"), cast("Any", DEPLOYMENT)).path == (
        "/deployments/name/f/deployment"
    )
    assert work_pools.read_work_queue(WORK_POOL, WORK_QUEUE).path == "/work_pools/pool/queues/queue"
    query = OPERATIONS["flow_runs.read_flow_runs"]
    assert Call(query, query={"flow_run_id": given}).query == {"flow_run_id": str(RUN)}


@pytest.mark.parametrize("wrong", [DEPLOYMENT, SECRETS, object(), b"secret"])
def test_calls_name_the_type_of_other_objects(wrong: Any) -> None:
    with pytest.raises(ValueError, match=rf"^id must be a .*, got {type(wrong).__name__}$"):
        flow_runs.read_flow_run(wrong)
    # A list in a query is sent item by item.
    values: list[Any] = [wrong, [wrong]]
    for value in values:
        with pytest.raises(ValueError, match=rf"^since must be a .*, got {type(wrong).__name__}$"):
            flow_runs.read_flow_run_graph_v2(RUN, since=value)


def test_list_is_no_path_parameter() -> None:
    secrets: Any = [SECRETS]
    with pytest.raises(ValueError, match=r"^id must be a .*, got list$"):
        flow_runs.read_flow_run(secrets)


def test_bodies_accept_models_where_ids_are_expected() -> None:
    filters: Any = {
        "flow_runs": {"id": {"any_": [FLOW_RUN, RUN]}, "deployment_id": {"any_": (DEPLOYMENT,)}},
        "work_pool_queues": {"id": {"any_": [WORK_QUEUE]}},
    }
    assert json.loads(encode_body(flow_runs.read_flow_runs(**filters)) or b"") == {
        "flow_runs": {"id": {"any_": [str(RUN), str(RUN)]}, "deployment_id": {"any_": [str(RUN)]}},
        "work_pool_queues": {"id": {"any_": [str(RUN)]}},
    }
    created: Any = {"flow_id": model(models.Flow, id=RUN), "parent_task_run_id": model(models.TaskRun, id=RUN)}
    assert json.loads(encode_body(flow_runs.create_flow_run(**created)) or b"") == dict.fromkeys(created, str(RUN))


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"deployments": {"id": {"any_": [FLOW_RUN]}}}, "deployments.id.any_[0]: expected the ID of a deployment"),
        ({"flow_runs": {"deployment_id": {"any_": [RUN, FLOW_RUN]}}},
         "flow_runs.deployment_id.any_[1]: expected the ID of a deployment"),
    ],
)  # fmt: skip
def test_bodies_name_the_type_of_other_models(body: Any, problem: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        encode_body(flow_runs.read_flow_runs(**body))
    assert str(caught.value) == f"flow_runs.read_flow_runs: {problem}, got FlowRun"


def test_methods_accept_models() -> None:
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return httpx.Response(200, json=flow_run(1) | {"state_type": "COMPLETED"})

    with client(handle) as prefect:
        prefect.flow_runs.get(FLOW_RUN)
        prefect.deployments.trigger(DEPLOYMENT)
    assert seen == [f"/api/flow_runs/{RUN}", f"/api/deployments/{RUN}/create_flow_run"]


ID, OTHER = str(RUN), UUID(int=2)
MODELS: dict[str, list[Any]] = {
    "Artifact": [model(models.Artifact, id=RUN)],
    "ArtifactKey": [model(models.ArtifactCollection, id=RUN, key="report")],
    "Automation": [model(models.Automation, id=RUN)],
    "BlockDocument": [model(models.BlockDocument, id=RUN)],
    "BlockSchema": [model(models.BlockSchema, id=RUN)],
    "BlockType": [model(models.BlockType, id=RUN)],
    "ConcurrencyLimit": [
        model(models.GlobalConcurrencyLimit, id=RUN),
        model(models.ConcurrencyLimitV2, id=RUN),
        model(models.MinimalConcurrencyLimit, id=RUN),
        model(models.ConcurrencyLimit, id=RUN),
    ],
    "Deployment": [DEPLOYMENT],
    "Event": [model(models.Event, id=RUN)],
    "Flow": [model(models.Flow, id=RUN)],
    "FlowRun": [
        FLOW_RUN,
        model(api_models.ScheduledFlowRun, id=RUN),
        model(models.WorkerFlowRun, flow_run=model(api_models.ScheduledFlowRun, id=RUN)),
    ],
    "Lease": [model(models.ConcurrencyLimitLease, lease_id=RUN)],
    "Resource": [FLOW_RUN],
    "SavedSearch": [model(models.SavedSearch, id=RUN)],
    "Schedule": [model(models.DeploymentSchedule, id=RUN)],
    "TagLimit": [model(models.ConcurrencyLimit, id=RUN, tag="etl")],
    "TaskRun": [model(models.TaskRun, id=RUN)],
    "Variable": [model(models.Variable, id=RUN, name="v")],
    "WorkPool": [WORK_POOL],
    "WorkQueue": [WORK_QUEUE],
    "Worker": [model(models.Worker, id=RUN, name="w")],
}
"""Models by the reference that they are accepted for."""

ACCEPTED_BY_NAME = {"ArtifactKey": "report", "TagLimit": "etl", "WorkPool": "pool", "Worker": "w"}


class Use(NamedTuple):
    """Use of a reference: the arguments of a method, in which `REF` stands for it, and a request that contains it."""

    method: str
    kind: str
    args: tuple[Any, ...]
    request: str
    options: dict[str, Any] = {}  # noqa: RUF012  # never changed


class REF:
    """Stands for a reference."""


LIMITS = "/v2/concurrency_limits"
SCHEDULES = f"/deployments/{ID}/schedules"
DATA: dict[str, Any] = {"data": {}}
CRON = {"cron": "0 8 * * *"}
TABLE = [
    Use("admin.update_default_result_storage", "BlockDocument", (REF,), "PUT /admin/storage"),
    Use("artifacts.get", "Artifact", (REF,), f"GET /artifacts/{ID}"),
    Use("artifacts.get_latest", "ArtifactKey", (REF,), "POST /artifacts/filter"),
    Use("artifacts.update", "Artifact", (REF,), f"PATCH /artifacts/{ID}", {"description": "d"}),
    Use("artifacts.delete", "Artifact", (REF,), f"DELETE /artifacts/{ID}"),
    Use("automations.get", "Automation", (REF,), f"GET /automations/{ID}"),
    Use("automations.list_related", "Resource", (REF,), f"GET /automations/related-to/prefect.flow-run.{ID}"),
    Use("automations.replace", "Automation", (REF,), f"PUT /automations/{ID}"),
    Use("automations.pause", "Automation", (REF,), f"PATCH /automations/{ID}"),
    Use("automations.resume", "Automation", (REF,), f"PATCH /automations/{ID}"),
    Use("automations.delete", "Automation", (REF,), f"DELETE /automations/{ID}"),
    Use("automations.delete_owned", "Resource", (REF,), f"DELETE /automations/owned-by/prefect.flow-run.{ID}"),
    Use("block_documents.get", "BlockDocument", (REF,), f"GET /block_documents/{ID}"),
    Use("block_documents.create", "BlockType", (REF, "name", {}), f"GET /block_types/{ID}"),
    Use("block_documents.update", "BlockDocument", (REF,), f"PATCH /block_documents/{ID}", DATA),
    Use("block_documents.update", "BlockSchema", (OTHER,), "PATCH /block_documents", {**DATA, "block_schema_id": REF}),
    Use("block_documents.delete", "BlockDocument", (REF,), f"DELETE /block_documents/{ID}"),
    Use("block_schemas.get", "BlockSchema", (REF,), f"GET /block_schemas/{ID}"),
    Use("block_schemas.delete", "BlockSchema", (REF,), f"DELETE /block_schemas/{ID}"),
    Use("block_types.get", "BlockType", (REF,), f"GET /block_types/{ID}"),
    Use("block_types.update", "BlockType", (REF,), f"PATCH /block_types/{ID}", {"description": "d"}),
    Use("block_types.delete", "BlockType", (REF,), f"DELETE /block_types/{ID}"),
    Use("concurrency_limits.get", "ConcurrencyLimit", (REF,), f"GET {LIMITS}/{ID}"),
    Use("concurrency_limits.update", "ConcurrencyLimit", (REF,), f"PATCH {LIMITS}/{ID}", {"limit": 2}),
    Use("concurrency_limits.delete", "ConcurrencyLimit", (REF,), f"DELETE {LIMITS}/{ID}"),
    Use("concurrency_limits.hold", "ConcurrencyLimit", (REF,), f"GET {LIMITS}/{ID}"),
    Use("concurrency_limits.hold", "ConcurrencyLimit", ([REF],), f"GET {LIMITS}/{ID}"),
    Use("concurrency_limits.renew_lease", "Lease", (REF,), f"POST {LIMITS}/leases/{ID}/renew"),
    Use("concurrency_limits.decrement_with_lease", "Lease", (REF,), f"POST {LIMITS}/decrement-with-lease"),
    Use("concurrency_limits.tags.get", "TagLimit", (REF,), "GET /concurrency_limits/tag/etl"),
    Use("concurrency_limits.tags.reset", "TagLimit", (REF,), "POST /concurrency_limits/tag/etl/reset"),
    Use("concurrency_limits.tags.reset", "TaskRun", ("etl",), "POST /concurrency_limits/tag/", {"task_runs": [REF]}),
    Use("concurrency_limits.tags.delete", "TagLimit", (REF,), "DELETE /concurrency_limits/tag/etl"),
    Use("deployments.get", "Deployment", (REF,), f"GET /deployments/{ID}"),
    Use("deployments.update", "Deployment", (REF,), f"PATCH /deployments/{ID}", {"paused": True}),
    Use("deployments.delete", "Deployment", (REF,), f"DELETE /deployments/{ID}"),
    Use("deployments.delete_many", "Deployment", ([REF],), "POST /deployments/bulk_delete"),
    Use("deployments.delete_stream", "Deployment", ([REF],), "POST /deployments/bulk_delete"),
    Use("deployments.pause", "Deployment", (REF,), f"POST /deployments/{ID}/pause_deployment"),
    Use("deployments.pause_many", "Deployment", ([REF],), f"POST /deployments/{ID}/pause_deployment"),
    Use("deployments.pause_stream", "Deployment", ([REF],), f"POST /deployments/{ID}/pause_deployment"),
    Use("deployments.resume", "Deployment", (REF,), f"POST /deployments/{ID}/resume_deployment"),
    Use("deployments.resume_many", "Deployment", ([REF],), f"POST /deployments/{ID}/resume_deployment"),
    Use("deployments.resume_stream", "Deployment", ([REF],), f"POST /deployments/{ID}/resume_deployment"),
    Use("deployments.scheduled_runs", "Deployment", (REF,), "POST /deployments/get_scheduled_flow_runs"),
    Use("deployments.scheduled_runs", "Deployment", ([REF],), "POST /deployments/get_scheduled_flow_runs"),
    Use("deployments.trigger", "Deployment", (REF,), f"POST /deployments/{ID}/create_flow_run"),
    Use("deployments.trigger_many", "Deployment", (REF, [{}]), f"POST /deployments/{ID}/create_flow_run/bulk"),
    Use("deployments.trigger_stream", "Deployment", (REF, [{}]), f"POST /deployments/{ID}/create_flow_run/bulk"),
    Use("deployments.schedules.list", "Deployment", (REF,), f"GET /deployments/{ID}"),
    Use("deployments.schedules.create", "Deployment", (REF,), f"POST {SCHEDULES}", CRON),
    Use("deployments.schedules.replace", "Deployment", (REF, []), f"GET /deployments/{ID}"),
    Use("deployments.schedules.update", "Deployment", (REF, RUN), f"GET /deployments/{ID}", {"active": True}),
    Use("deployments.schedules.update", "Schedule", (RUN, REF), f"PATCH {SCHEDULES}/{ID}", {"slug": "s"}),
    Use("deployments.schedules.pause", "Deployment", (REF, RUN), f"GET /deployments/{ID}"),
    Use("deployments.schedules.pause", "Schedule", (RUN, REF), f"PATCH {SCHEDULES}/{ID}"),
    Use("deployments.schedules.resume", "Deployment", (REF, RUN), f"GET /deployments/{ID}"),
    Use("deployments.schedules.resume", "Schedule", (RUN, REF), f"PATCH {SCHEDULES}/{ID}"),
    Use("deployments.schedules.delete", "Deployment", (REF, RUN), f"DELETE {SCHEDULES}/{ID}"),
    Use("deployments.schedules.delete", "Schedule", (RUN, REF), f"DELETE {SCHEDULES}/{ID}"),
    Use("events.emit", "Event", ("e", {"prefect.resource.id": "r"}), "POST /events", {"follows": REF}),
    Use("flow_runs.get", "FlowRun", (REF,), f"GET /flow_runs/{ID}"),
    Use("flow_runs.update", "FlowRun", (REF,), f"PATCH /flow_runs/{ID}", {"name": "n"}),
    Use("flow_runs.delete", "FlowRun", (REF,), f"DELETE /flow_runs/{ID}"),
    Use("flow_runs.delete_many", "FlowRun", ([REF],), "POST /flow_runs/bulk_delete"),
    Use("flow_runs.delete_stream", "FlowRun", ([REF],), "POST /flow_runs/bulk_delete"),
    Use("flow_runs.set_labels", "FlowRun", (REF, {}), f"PATCH /flow_runs/{ID}/labels"),
    Use("flow_runs.graph", "FlowRun", (REF,), f"GET /flow_runs/{ID}/graph-v2"),
    Use("flow_runs.logs", "FlowRun", (REF,), f"GET /flow_runs/{ID}"),
    Use("flow_runs.follow_logs", "FlowRun", (REF,), f"GET /flow_runs/{ID}"),
    Use("flow_runs.watch", "FlowRun", (REF,), f"GET /flow_runs/{ID}"),
    Use("flow_runs.wait", "FlowRun", (REF,), f"GET /flow_runs/{ID}"),
    Use("flow_runs.wait_many", "FlowRun", ([REF],), f"GET /flow_runs/{ID}"),
    Use("flow_runs.as_completed", "FlowRun", ([REF],), f"GET /flow_runs/{ID}"),
    Use("flow_runs.states", "FlowRun", (REF,), "GET /flow_run_states/"),
    Use("flow_runs.set_state", "FlowRun", (REF, "FAILED"), f"POST /flow_runs/{ID}/set_state"),
    Use("flow_runs.set_state_many", "FlowRun", ([REF],), f"POST /flow_runs/{ID}/set_state", {"type": "FAILED"}),
    Use("flow_runs.set_state_stream", "FlowRun", ([REF],), f"POST /flow_runs/{ID}/set_state", {"type": "FAILED"}),
    Use("flow_runs.cancel", "FlowRun", (REF,), f"POST /flow_runs/{ID}/set_state"),
    Use("flow_runs.cancel_many", "FlowRun", ([REF],), f"POST /flow_runs/{ID}/set_state"),
    Use("flow_runs.cancel_stream", "FlowRun", ([REF],), f"POST /flow_runs/{ID}/set_state"),
    Use("flow_runs.pause", "FlowRun", (REF,), f"POST /flow_runs/{ID}/set_state"),
    Use("flow_runs.suspend", "FlowRun", (REF,), f"POST /flow_runs/{ID}/set_state"),
    Use("flow_runs.resume", "FlowRun", (REF,), f"POST /flow_runs/{ID}/resume"),
    Use("flow_runs.pending_input", "FlowRun", (REF,), f"GET /flow_runs/{ID}"),
    Use("flow_runs.retry", "FlowRun", (REF,), f"GET /flow_runs/{ID}"),
    Use("flow_runs.retry_many", "FlowRun", ([REF],), "POST /flow_runs/filter"),
    Use("flow_runs.retry_stream", "FlowRun", ([REF],), "POST /flow_runs/filter"),
    Use("flow_runs.inputs.get", "FlowRun", (REF, "key"), f"GET /flow_runs/{ID}/input/key"),
    Use("flow_runs.inputs.set", "FlowRun", (REF, "key", 1), f"POST /flow_runs/{ID}/input"),
    Use("flow_runs.inputs.list", "FlowRun", (REF,), f"POST /flow_runs/{ID}/input/filter"),
    Use("flow_runs.inputs.delete", "FlowRun", (REF, "key"), f"DELETE /flow_runs/{ID}/input/key"),
    Use("flows.get", "Flow", (REF,), f"GET /flows/{ID}"),
    Use("flows.update", "Flow", (REF,), f"PATCH /flows/{ID}", {"tags": []}),
    Use("flows.delete", "Flow", (REF,), f"DELETE /flows/{ID}"),
    Use("saved_searches.get", "SavedSearch", (REF,), f"GET /saved_searches/{ID}"),
    Use("saved_searches.delete", "SavedSearch", (REF,), f"DELETE /saved_searches/{ID}"),
    Use("task_runs.get", "TaskRun", (REF,), f"GET /task_runs/{ID}"),
    Use("task_runs.update", "TaskRun", (REF,), f"PATCH /task_runs/{ID}", {"name": "n"}),
    Use("task_runs.delete", "TaskRun", (REF,), f"DELETE /task_runs/{ID}"),
    Use("task_runs.states", "TaskRun", (REF,), "GET /task_run_states/"),
    Use("task_runs.set_state", "TaskRun", (REF, "FAILED"), f"POST /task_runs/{ID}/set_state"),
    Use("task_runs.logs", "TaskRun", (REF,), f"GET /task_runs/{ID}"),
    Use("variables.get", "Variable", (REF,), f"GET /variables/{ID}"),
    Use("variables.update", "Variable", (REF,), f"PATCH /variables/{ID}", {"value": 1}),
    Use("variables.delete", "Variable", (REF,), f"DELETE /variables/{ID}"),
    Use("work_pools.get", "WorkPool", (REF,), "GET /work_pools/pool"),
    Use("work_pools.update", "WorkPool", (REF,), "PATCH /work_pools/pool", {"is_paused": True}),
    Use("work_pools.pause", "WorkPool", (REF,), "PATCH /work_pools/pool"),
    Use("work_pools.resume", "WorkPool", (REF,), "PATCH /work_pools/pool"),
    Use("work_pools.delete", "WorkPool", (REF,), "DELETE /work_pools/pool"),
    Use("work_pools.list_workers", "WorkPool", (REF,), "POST /work_pools/pool/workers/filter"),
    Use("work_pools.delete_worker", "WorkPool", (REF, "w"), "DELETE /work_pools/pool/workers/w"),
    Use("work_pools.delete_worker", "Worker", ("pool", REF), "DELETE /work_pools/pool/workers/w"),
    Use("work_pools.scheduled_runs", "WorkPool", (REF,), "POST /work_pools/pool/get_scheduled_flow_runs"),
    Use("work_pools.concurrency_status", "WorkPool", (REF,), "POST /work_pools/pool/concurrency_status"),
    Use("work_queues.get", "WorkQueue", (REF,), f"GET /work_queues/{ID}"),
    Use("work_queues.list", "WorkPool", (REF,), "POST /work_pools/pool/queues/filter"),
    Use("work_queues.create", "WorkPool", (REF,), "POST /work_pools/pool/queues", {"name": "q"}),
    Use("work_queues.update", "WorkQueue", (REF,), f"PATCH /work_queues/{ID}", {"is_paused": True}),
    Use("work_queues.pause", "WorkQueue", (REF,), f"PATCH /work_queues/{ID}"),
    Use("work_queues.resume", "WorkQueue", (REF,), f"PATCH /work_queues/{ID}"),
    Use("work_queues.delete", "WorkQueue", (REF,), f"DELETE /work_queues/{ID}"),
    Use("work_queues.status", "WorkQueue", (REF,), f"GET /work_queues/{ID}/status"),
    Use("work_queues.concurrency_status", "WorkQueue", (REF,), f"POST /work_queues/{ID}/concurrency_status"),
]  # fmt: skip
"""Every parameter for a reference."""


class Refusing:
    """Stub server that records requests and rejects them, except reads of deployments."""

    def __init__(self) -> None:
        self.requests: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api")
        self.requests.append(f"{request.method} {path} {request.url.query.decode()} {request.content.decode()}")
        if (request.method, path) == ("GET", f"/deployments/{ID}"):
            schedule = {"id": ID, "deployment_id": ID, "schedule": CRON, "active": False}
            return httpx.Response(200, json={"id": ID, "name": "d", "flow_id": ID, "schedules": [schedule]})
        return httpx.Response(400, json={"detail": "refused"})


def filled(value: Any, reference: object) -> Any:
    if isinstance(value, list):
        return [filled(item, reference) for item in value]
    return reference if value is REF else value


def called(client: object, use: Use, reference: object) -> Any:
    options = {name: filled(value, reference) for name, value in use.options.items()}
    return attrgetter(use.method)(client)(*(filled(value, reference) for value in use.args), **options)


def run(client: Prefect, use: Use, reference: object) -> PrefectHTTPError | None:
    """Call the method, and return the error that it raises or that is the outcome of a row."""
    try:
        result = called(client, use, reference)
        if isinstance(result, Listing):
            result = result.first()
        elif isinstance(result, Iterator):
            result = list(result)
        elif isinstance(result, AbstractContextManager):
            result.__enter__()
    except PrefectHTTPError as error:
        return error
    return result[0].error if isinstance(result, list | tuple) and isinstance(result[0], Outcome) else None


async def run_async(client: AsyncPrefect, use: Use, reference: object) -> PrefectHTTPError | None:
    try:
        result = called(client, use, reference)
        if isinstance(result, AsyncListing):
            result = result.first()
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, AsyncIterator):
            result = [item async for item in result]
        elif isinstance(result, AbstractAsyncContextManager):
            await result.__aenter__()
    except PrefectHTTPError as error:
        return error
    return result[0].error if isinstance(result, list | tuple) and isinstance(result[0], Outcome) else None


def wrong_model(use: Use) -> Any:
    """Return a model that is none of the accepted ones."""
    if use.kind == "Resource":
        return MODELS["Worker"][0]
    return FLOW_RUN if use.kind == "Deployment" else DEPLOYMENT


def is_sent(use: Use, requests: list[str]) -> bool:
    reference = ACCEPTED_BY_NAME.get(use.kind, ID)
    return any(request.startswith(use.request) and reference in request for request in requests)


@pytest.mark.parametrize("use", TABLE, ids=lambda use: f"{use.method}-{use.kind}")
def test_every_method_accepts_models_in_place_of_references(use: Use) -> None:
    for given in [*MODELS[use.kind], ACCEPTED_BY_NAME.get(use.kind, ID)]:
        server = Refusing()
        with client(server) as prefect:
            error = run(prefect, use, f"prefect.flow-run.{ID}" if use.kind == "Resource" and given == ID else given)
        assert not isinstance(error, ArgumentError)
        assert is_sent(use, server.requests), (given, server.requests)


@pytest.mark.parametrize("use", TABLE, ids=lambda use: f"{use.method}-{use.kind}")
def test_every_method_rejects_models_of_other_kinds_before_sending(use: Use) -> None:
    server = Refusing()
    with client(server) as prefect:
        error = run(prefect, use, wrong_model(use))
    assert isinstance(error, ArgumentError)
    assert "\n" not in str(error)
    assert str(error).endswith(f"got {type(wrong_model(use)).__name__}")
    assert not is_sent(use, server.requests)


@pytest.mark.anyio
async def test_async_methods_accept_and_reject_the_same_models() -> None:
    server = Refusing()
    async with async_client(server) as prefect:
        for use in TABLE:
            for given in MODELS[use.kind]:
                server.requests.clear()
                assert not isinstance(await run_async(prefect, use, given), ArgumentError)
                assert is_sent(use, server.requests), (use, server.requests)
            assert isinstance(await run_async(prefect, use, wrong_model(use)), ArgumentError)


def test_table_has_every_parameter_for_references() -> None:
    expected = set()
    for module in iter_modules(resources.__path__, f"{resources.__name__}."):
        for kind in vars(import_module(module.name)).values():
            if not inspect.isclass(kind) or kind.__module__ != module.name or not hasattr(kind, "_connection_until"):
                continue
            for name, function in vars(kind).items():
                if inspect.isfunction(function) and not name.startswith("_"):
                    for parameter in inspect.signature(function).parameters.values():
                        _, found, alias = str(parameter.annotation).partition("references.")
                        if found:
                            expected.add((name, alias.split(" ")[0].rstrip("]")))
    assert {(use.method.rpartition(".")[2], use.kind) for use in TABLE} == expected


OUTCOME = Outcome(index=0, id=RUN, error=None)


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (
            lambda prefect: next(prefect.flow_runs.as_completed([OUTCOME])),
            r"got Outcome: use outcome\.id, or outcomes\.ids for all of them$",
        ),
        (lambda prefect: prefect.flow_runs.wait_many(Outcomes([OUTCOME])), r"got Outcome: .*outcomes\.ids"),
        (lambda prefect: prefect.flow_runs.cancel_many([OUTCOME]).raise_first_error(), r"got Outcome: .*outcomes\.ids"),
        (lambda prefect: prefect.deployments.pause_many([OUTCOME]).raise_first_error(), r"Outcome: .*outcomes\.ids"),
        (lambda prefect: prefect.flow_runs.list(id=[OUTCOME]), r"got Outcome: .*outcomes\.ids"),
        (
            lambda prefect: prefect.flow_runs.wait(prefect.flow_runs.list()),
            "got Listing: for several, use a method such as wait_many$",
        ),
        (lambda prefect: prefect.flow_runs.cancel(iter([RUN])), "for several, use a method such as wait_many$"),
        (lambda prefect: prefect.flow_runs.wait(Outcomes([OUTCOME])), r"such as wait_many with outcomes\.ids$"),
        (lambda prefect: prefect.deployments.pause([RUN]), "got list: for several, use a method such as pause_many$"),
        (lambda prefect: prefect.deployments.pause({"id": RUN}), "got dict$"),
        (lambda prefect: prefect.variables.get(["a"]), "got list$"),
        (
            lambda prefect: next(prefect.flow_runs.as_completed(sorted)),
            r"^run_ids must be an iterable, such as a list, got builtin_function_or_method$",
        ),
        (lambda prefect: prefect.logs.create(5), "^logs must be an iterable, such as a list, got 5$"),
    ],
)
def test_errors_say_what_to_pass_instead(use: Callable[[Any], object], message: str) -> None:
    with client(unreachable) as prefect, pytest.raises(ArgumentError, match=message):
        use(prefect)


@pytest.mark.anyio
async def test_async_errors_say_what_to_pass_instead() -> None:
    async with async_client(unreachable) as prefect:
        runs: Any = prefect.flow_runs.list()
        with pytest.raises(ArgumentError, match=r"got AsyncListing: for several, .* wait_many$"):
            await prefect.flow_runs.wait(runs)

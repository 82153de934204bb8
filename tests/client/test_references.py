"""References are names, IDs or models. Invalid ones are rejected before anything is sent."""

import json
from collections.abc import Callable
from typing import Any, cast

import httpx
import pytest

from prefect_http import ArgumentError, Prefect, models
from prefect_http._domain import references
from prefect_http._domain.references import ReferenceKind
from prefect_http._http.encoding import encode_body
from prefect_http_api import Call, deployments, flow_runs, work_pools
from prefect_http_api.operations import OPERATIONS
from tests.support.stub import API, RUN, client, flow_run

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

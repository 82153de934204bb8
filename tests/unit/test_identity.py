"""Identity: which responses belong to another request."""

from typing import Any
from uuid import UUID

import pytest

from prefect_http._http.identity import find_mismatch
from prefect_http_api import (
    Call,
    artifacts,
    block_types,
    concurrency_limits,
    concurrency_limits_v2,
    deployments,
    encode,
    flow_runs,
    flows,
    task_runs,
    variables,
    work_pools,
)
from tests.support.stub import RUN

pytestmark = pytest.mark.every_python

OTHER = UUID(int=7)
TRIGGER = deployments.create_flow_run_from_deployment(RUN, idempotency_key="k")
TASK = task_runs.create_task_run(flow_run_id=RUN, task_key="t", dynamic_key="0", name="n")

FOREIGN: dict[str, tuple[Call[Any], int, dict[str, object], str]] = {
    "by ID": (flow_runs.read_flow_run(RUN), 200, {"id": OTHER}, "$.id"),
    "by name": (variables.read_variable_by_name("a b"), 200, {"id": RUN, "name": "b"}, "$.name"),
    "by two names": (deployments.read_deployment_by_name("f", "d"), 200, {"name": "f"}, "$.name"),
    "by slug": (block_types.read_block_type_by_slug("secret"), 200, {"slug": "json"}, "$.slug"),
    "by tag": (concurrency_limits.read_concurrency_limit_by_tag("a"), 200, {"tag": "b"}, "$.tag"),
    "by key": (artifacts.read_latest_artifact("a"), 200, {"key": "b"}, "$.key"),
    "by pool": (
        work_pools.read_work_queue("p", "q"),
        200,
        {"name": "q", "work_pool_name": "other"},
        "$.work_pool_name",
    ),
    "by ID or name": (
        concurrency_limits_v2.read_concurrency_limit_v2(str(RUN)),
        200,
        {"id": OTHER, "name": "n"},
        "$.id",
    ),
    "another key": (TRIGGER, 201, {"deployment_id": RUN, "idempotency_key": "x"}, "$.idempotency_key"),
    "another deployment": (TRIGGER, 201, {"deployment_id": OTHER, "idempotency_key": "k"}, "$.deployment_id"),
    "an existing run with another key": (TRIGGER, 200, {"idempotency_key": "x"}, "$.idempotency_key"),
    "another name": (flows.create_flow(name="a"), 200, {"name": "b"}, "$.name"),
    "another flow": (flow_runs.create_flow_run(flow_id=RUN), 201, {"flow_id": OTHER}, "$.flow_id"),
    "another task": (TASK, 201, {"flow_run_id": RUN, "dynamic_key": "1"}, "$.dynamic_key"),
}

OWN: dict[str, tuple[Call[Any], int, object]] = {
    "an ID in another notation": (flow_runs.read_flow_run(RUN), 200, {"id": RUN.hex.upper()}),
    "no ID": (flow_runs.read_flow_run(RUN), 200, {"name": "n"}),
    "another type": (flow_runs.read_flow_run(RUN), 200, [{"id": OTHER}]),
    "a name with odd characters": (variables.read_variable_by_name("a/é?"), 200, {"name": "a/é?"}),
    "an ID by ID or name": (concurrency_limits_v2.read_concurrency_limit_v2(str(RUN)), 200, {"id": RUN, "name": "n"}),
    "a name by ID or name": (concurrency_limits_v2.read_concurrency_limit_v2("n"), 200, {"id": RUN, "name": "n"}),
    "a run of an existing key": (TRIGGER, 200, {"deployment_id": OTHER, "idempotency_key": "k", "name": "old"}),
    "a task run of an existing key": (TASK, 200, {"flow_run_id": RUN, "dynamic_key": "0", "name": "old"}),
    "a run of the same name": (flow_runs.create_flow_run(flow_id=RUN, name="n"), 201, {"flow_id": RUN, "name": "n"}),
    "no content": (flow_runs.update_flow_run(RUN, name="n"), 204, None),
    "a page": (flow_runs.read_flow_runs(), 200, [{"id": OTHER}]),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_response_to_another_request_is_found(case: str) -> None:
    call, status, value, path = FOREIGN[case]
    mismatch = find_mismatch(call, status, encode(value))
    assert mismatch is not None
    assert mismatch.path == path
    assert mismatch.expected.endswith(": the response to another request")


@pytest.mark.parametrize("case", OWN)
def test_response_to_the_request_passes(case: str) -> None:
    call, status, value = OWN[case]
    assert find_mismatch(call, status, b"" if value is None else encode(value)) is None


@pytest.mark.parametrize("content", [b"[]", b"7"])
def test_response_of_another_type_does_not_pass_if_the_request_has_an_idempotency_key(content: bytes) -> None:
    assert find_mismatch(TRIGGER, 201, content) is not None
    assert find_mismatch(flow_runs.read_flow_run(RUN), 200, content) is None


def test_page_that_is_not_json_passes() -> None:
    assert find_mismatch(TRIGGER, 201, b"<html>") is None

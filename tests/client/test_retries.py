"""Retries: the policy in isolation, and in the client."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import httpx
import pytest

from prefect_http import (
    AsyncPrefect,
    ClientClosedError,
    ConflictError,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    NotFoundError,
    Prefect,
    RateLimitError,
    RetryPolicy,
    ServerError,
    StatusError,
    TimeoutError,  # noqa: A004  # the package's own
    TransportError,
    _concurrency,
)
from prefect_http._domain.polling import PollSchedule
from prefect_http._http.idempotency import is_idempotent
from prefect_http._http.retry import Attempts, parse_retry_after
from prefect_http_api import (
    Call,
    concurrency_limits_v2,
    deployments,
    flow_runs,
    flows,
    logs,
    operations,
    requests,
    task_runs,
    variables,
    work_pools,
    work_queues,
)
from tests.support.clock import Clock
from tests.support.stub import API, RUN, flow_run
from tests.support.versions import LOCKED

pytestmark = pytest.mark.every_python

NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
STEADY = RetryPolicy(wait_jitter=0)
READ = flow_runs.read_flow_run(RUN)
DELETE = flow_runs.delete_flow_run(RUN)


# Retry-After


@pytest.mark.parametrize(("status", "header", "wait"), [(423, "2.5", 2.5), (429, "60", 60.0), (503, None, None)])
def test_error_has_the_wait_that_the_server_requests(status: int, header: str | None, wait: float | None) -> None:
    response = httpx.Response(status, json={"detail": "wait"}, headers={"Retry-After": header} if header else {})
    transport = httpx.MockTransport(lambda _request: response)
    with Prefect(API, retry=False, transport=transport) as prefect, pytest.raises(StatusError) as raised:
        prefect.send(READ)
    assert raised.value.retry_after == wait


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("5", 5.0),
        (" 120 ", 120.0),
        ("0", None),
        ("000", None),
        ("007", 7.0),
        ("-5", None),
        ("1.5", 1.5),
        (".25", 0.25),
        ("60.", 60.0),
        ("0.0", None),
        ("1e3", None),
        ("1_000", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("٣", None),  # a digit in Python but not in HTTP
        ("9" * 5000, 9999999999.0),
        ("Sat, 31 Jan 2026 08:00:30 GMT", 30.0),
        ("Saturday, 31-Jan-26 08:00:30 GMT", 30.0),
        ("Sat Jan 31 08:00:30 2026", 30.0),
        ("Sat, 31 Jan 2026 09:00:30 +0100", 30.0),
        ("Sat, 31 Jan 2026 08:00:00 GMT", None),
        ("Fri, 30 Jan 2026 08:00:00 GMT", None),
        ("Sat, 99 Jan 2026 08:00:30 GMT", None),
        ("Sat, 31 Jan 99999 08:00:30 GMT", None),
    ],
)
def test_retry_after_is_parsed_as_number_or_date(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


# The policy in isolation


def attempts(
    policy: RetryPolicy | None = STEADY,
    *,
    idempotent: bool = True,
    uniform: Callable[[float, float], float] = lambda low, high: (low + high) / 2,
) -> Attempts:
    return Attempts(policy, idempotent=idempotent, started=0.0, uniform=uniform)


def wait_after(tries: Attempts, status: int = 503, now: float = 0.0, **response: Any) -> float | None:
    return tries.after_response(status, now=now, **({"retry_after": None, "maintenance": False} | response))


def test_waits_double_up_to_the_maximum() -> None:
    tries = attempts(RetryPolicy(attempts=8, wait_jitter=0))
    assert [wait_after(tries) for _ in range(8)] == [1, 2, 4, 8, 16, 30, 30, None]
    assert tries.count == 8


def test_disabled_retries_mean_one_attempt() -> None:
    assert wait_after(attempts(RetryPolicy(attempts=1))) is None
    assert wait_after(attempts(RetryPolicy(attempts=1)), 429, retry_after=1.0) is None
    assert wait_after(attempts(RetryPolicy(attempts=1)), maintenance=True) is None
    assert wait_after(attempts(None)) is None
    assert attempts(None).after_error(may_have_been_sent=False, now=0) is None


@pytest.mark.parametrize(("extreme", "waits"), [(min, [0.5, 1.0, 2.0]), (max, [1.5, 3.0, 5.0])])
def test_jitter_is_capped_by_the_longest_wait(extreme: Callable[[float, float], float], waits: list[float]) -> None:
    tries = attempts(RetryPolicy(wait_jitter=0.5, wait_max=5), uniform=extreme)
    assert [wait_after(tries) for _ in range(3)] == waits


def test_long_waits_differ() -> None:
    def last_wait(tries: Attempts) -> float | None:
        return [wait_after(tries) for _ in range(7)][-1]

    waits = {last_wait(Attempts(RetryPolicy(attempts=9), idempotent=True, started=0.0)) for _ in range(100)}
    assert len(waits) == 100
    assert waits <= {wait for wait in waits if wait is not None and 24 <= wait <= 30}


def test_requests_that_were_limited_together_are_resent_apart() -> None:
    policy = RetryPolicy()
    waits = [wait_after(Attempts(policy, idempotent=False, started=0.0), 429, retry_after=30.0) for _ in range(100)]
    assert len(set(waits)) == 100
    assert all(wait is not None and 30 <= wait <= 36 for wait in waits)


def test_large_jitter_never_makes_a_wait_negative() -> None:
    assert wait_after(attempts(RetryPolicy(wait_jitter=3), uniform=min)) == 0


def test_no_attempt_starts_after_the_deadline() -> None:
    tries = attempts(RetryPolicy(timeout=10, wait_jitter=0))
    assert wait_after(tries, now=9.0) == 1
    assert wait_after(attempts(RetryPolicy(timeout=10, wait_jitter=0)), now=9.1) is None
    assert wait_after(attempts(RetryPolicy(timeout=10)), retry_after=11) is None
    assert wait_after(attempts(RetryPolicy(timeout=None)), now=1e9) is not None


def test_retry_after_is_capped() -> None:
    assert wait_after(attempts(), 429, retry_after=45.0) == 45
    assert wait_after(attempts(RetryPolicy(retry_after_max=5)), 429, retry_after=45.0) == 5


@pytest.mark.parametrize("status", [408, 429, 503])
def test_retry_after_beyond_the_deadline_is_not_awaited(status: int) -> None:
    assert wait_after(attempts(), status, retry_after=120.0) == 120
    assert wait_after(attempts(), status, retry_after=300.0) == 300
    assert wait_after(attempts(), status, retry_after=301.0) is None
    assert wait_after(attempts(), status, retry_after=61.0, now=240.0) is None
    assert wait_after(attempts(RetryPolicy(retry_after_max=5)), status, retry_after=301.0) is None


def test_jitter_never_exceeds_the_deadline() -> None:
    assert wait_after(attempts(RetryPolicy(timeout=60), uniform=max), 429, retry_after=59.0) == 60


@pytest.mark.parametrize("idempotent", [True, False])
def test_rate_limit_is_retried_until_the_deadline(idempotent: bool) -> None:
    tries = attempts(RetryPolicy(attempts=2, wait_jitter=0), idempotent=idempotent)
    assert [wait_after(tries, 429, retry_after=60.0, now=60.0 * n) for n in range(6)] == [60, 60, 60, 60, 60, None]
    assert tries.count == 6
    assert tries.elapsed == 300
    assert not tries.uncertain


def test_rate_limit_without_a_hint_is_retried_with_growing_waits() -> None:
    tries = attempts()
    assert [wait_after(tries, 429) for _ in range(8)] == [1, 2, 4, 8, 16, 30, 30, 30]
    impatient = attempts(RetryPolicy(wait_initial=0))
    assert [wait_after(impatient, 429) for _ in range(3)] == [0.1, 0.1, 0.1]
    assert wait_after(impatient, 429, retry_after=0.001) == 0.1


def test_maintenance_is_limited_only_by_the_deadline() -> None:
    tries = attempts(RetryPolicy(attempts=2, wait_jitter=0, timeout=300))
    assert [wait_after(tries, maintenance=True) for _ in range(4)] == [1, 2, 4, 8]
    assert wait_after(tries, 500, maintenance=True) == 16
    assert wait_after(tries) == 30
    assert wait_after(tries) is None
    assert wait_after(tries, maintenance=True, now=299) is None


def test_thousands_of_attempts_do_not_overflow() -> None:
    tries = attempts(RetryPolicy(attempts=5001, wait_jitter=0, timeout=None))
    assert {wait_after(tries) for _ in range(5000)} == {1, 2, 4, 8, 16, 30}


def test_later_unsent_attempts_do_not_clear_uncertainty() -> None:
    tries = attempts()
    tries.after_error(may_have_been_sent=False, now=0)
    assert not tries.uncertain
    tries.after_error(may_have_been_sent=True, now=0)
    tries.after_error(may_have_been_sent=False, now=0)
    assert tries.uncertain


@pytest.mark.parametrize(
    ("deadline", "seconds", "result"),
    [(300, 10, 10), (10, 300, 10), (10, None, 10), (None, 10, 10), (None, None, None)],
)
def test_within_takes_the_shorter_timeout(deadline: float | None, seconds: float | None, result: float | None) -> None:
    policy = RetryPolicy(attempts=10, timeout=deadline)
    assert policy.within(seconds) == RetryPolicy(attempts=10, timeout=result)


def test_poll_intervals_grow_up_to_the_deadline() -> None:
    steady = PollSchedule(0.0, 2.0, max_wait=1.0, uniform=lambda low, high: (low + high) / 2)
    now, waits = 0.0, list[float]()
    while (wait := steady.next_wait(now)) is not None:
        waits.append(wait)
        now += wait
    assert waits == pytest.approx([0.25, 0.375, 0.5625, 0.8125])
    assert now == 2.0
    assert PollSchedule(0.0, None, max_wait=0.1, uniform=max).next_wait(0.0) == 0.1
    assert PollSchedule(0.0, 0.0).next_wait(0.0) is None
    assert PollSchedule(0.0, None).remaining(9.0) is None
    assert PollSchedule(0.0, 5.0).remaining(9.0) == 0


# Idempotency

POSTS = {
    "artifacts.count_artifacts": True,
    "artifacts.count_latest_artifacts": True,
    "artifacts.create_artifact": False,  # another artifact
    "artifacts.read_artifacts": True,
    "artifacts.read_latest_artifacts": True,
    "automations.count_automations": True,
    "automations.create_automation": False,  # another automation: their names are not unique
    "automations.read_automations": True,
    "automations.validate_template": True,
    "automations.validate_template_legacy": True,
    "block_documents.count_block_documents": True,
    "block_documents.create_block_document": False,  # another anonymous block; 409 if it has a name
    "block_documents.read_block_documents": True,
    "block_schemas.create_block_schema": True,  # 200 with the existing schema
    "block_schemas.read_block_schemas": True,
    "block_types.create_block_type": False,  # 409
    "block_types.install_system_block_types": True,  # creates missing types
    "block_types.read_block_types": True,
    "concurrency_limits.create_concurrency_limit": True,  # updates an existing limit
    "concurrency_limits.decrement_concurrency_limits_v1": False,  # increments or decrements
    "concurrency_limits.increment_concurrency_limits_v1": False,  # increments or decrements
    "concurrency_limits.read_concurrency_limits": True,
    "concurrency_limits.reset_concurrency_limit_by_tag": True,  # sets the slots
    "concurrency_limits_v2.bulk_decrement_active_slots": False,  # increments or decrements
    "concurrency_limits_v2.bulk_decrement_active_slots_with_lease": False,  # increments or decrements
    "concurrency_limits_v2.bulk_increment_active_slots": False,  # increments or decrements
    "concurrency_limits_v2.bulk_increment_active_slots_with_lease": False,  # increments, and creates another lease
    "concurrency_limits_v2.create_concurrency_limit_v2": False,  # 409
    "concurrency_limits_v2.read_all_concurrency_limits_v2": True,
    "concurrency_limits_v2.renew_concurrency_lease": True,  # sets the expiry
    "deployments.bulk_create_flow_runs_from_deployment": False,  # more runs
    "deployments.bulk_delete_deployments": True,  # deletes what matches
    "deployments.count_deployments": True,
    "deployments.create_deployment": True,  # updates an existing deployment
    "deployments.create_deployment_schedules": False,  # more schedules; 409 if they have a slug
    "deployments.create_flow_run_from_deployment": False,  # another run
    "deployments.get_scheduled_flow_runs_for_deployments": True,
    "deployments.paginate_deployments": True,
    "deployments.pause_deployment": True,
    "deployments.read_deployments": True,
    "deployments.resume_deployment": True,
    "deployments.schedule_deployment": False,  # perhaps more runs, at later times
    "events.count_account_events": True,
    "events.create_events": False,  # automations may react twice
    "events.read_events": True,
    "flow_runs.average_flow_run_lateness": True,
    "flow_runs.bulk_delete_flow_runs": True,  # deletes what matches
    "flow_runs.bulk_set_flow_run_state": False,  # like set_flow_run_state
    "flow_runs.count_flow_runs": True,
    "flow_runs.count_task_runs_by_flow_run": True,
    "flow_runs.create_flow_run": False,  # another run
    "flow_runs.create_flow_run_input": False,  # 409
    "flow_runs.filter_flow_run_input": True,
    "flow_runs.flow_run_history": True,
    "flow_runs.paginate_flow_runs": True,
    "flow_runs.read_flow_run_history": True,
    "flow_runs.read_flow_runs": True,
    "flow_runs.resume_flow_run": False,  # rejected, since the run is no longer paused
    "flow_runs.set_flow_run_state": False,  # another state in the run's history, or a rejection
    "flows.bulk_delete_flows": True,  # deletes what matches
    "flows.count_deployments_by_flow": True,
    "flows.count_flows": True,
    "flows.create_flow": True,  # 200 with the existing flow
    "flows.next_runs_by_flow": True,
    "flows.paginate_flows": True,
    "flows.read_flows": True,
    "logs.create_logs": False,  # duplicate lines
    "logs.read_logs": True,
    "saved_searches.read_saved_searches": True,
    "task_runs.count_task_runs": True,
    "task_runs.create_task_run": False,  # another run, if it has no flow run
    "task_runs.paginate_task_runs": True,
    "task_runs.read_dashboard_task_run_counts": True,
    "task_runs.read_task_run_counts_by_state": True,
    "task_runs.read_task_runs": True,
    "task_runs.set_task_run_state": False,  # another state in the run's history, or a rejection
    "task_runs.task_run_history": True,
    "task_workers.read_task_workers": True,
    "ui.validate_obj": True,
    "variables.count_variables": True,
    "variables.create_variable": False,  # 409
    "variables.read_variables": True,
    "work_pools.count_work_pools": True,
    "work_pools.create_work_pool": False,  # 409
    "work_pools.create_work_queue": False,  # 409
    "work_pools.get_scheduled_flow_runs": True,
    "work_pools.read_work_pool_concurrency_status": True,
    "work_pools.read_work_pools": True,
    "work_pools.read_work_queues": True,
    "work_pools.read_workers": True,
    "work_pools.worker_heartbeat": True,
    "work_queues.create_work_queue": False,  # 409
    "work_queues.read_work_queue_concurrency_status": True,
    "work_queues.read_work_queue_runs": True,
    "work_queues.read_work_queues": True,
}


def test_every_post_is_classified() -> None:
    found = {
        name: is_idempotent(Call(operation))
        for name, operation in operations.OPERATIONS.items()
        if operation.method == "POST"
    }
    assert found == POSTS


def test_other_methods_are_idempotent() -> None:
    others = [operation for operation in operations.OPERATIONS.values() if operation.method != "POST"]
    assert {operation.method for operation in others} == {"GET", "PUT", "PATCH", "DELETE"}
    assert len(others) + len(POSTS) == LOCKED.counts["operations"]
    assert all(is_idempotent(Call(operation)) for operation in others)


KEYED: requests.DeploymentFlowRunCreate = {"idempotency_key": "k"}


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (deployments.create_flow_run_from_deployment(RUN, idempotency_key="k"), True),
        (deployments.create_flow_run_from_deployment(RUN, idempotency_key=""), False),
        (deployments.create_flow_run_from_deployment(RUN, idempotency_key=None), False),
        (flow_runs.create_flow_run(flow_id=RUN, idempotency_key="k"), True),
        (deployments.bulk_create_flow_runs_from_deployment(RUN, [KEYED, KEYED]), True),
        (deployments.bulk_create_flow_runs_from_deployment(RUN, [KEYED, {}]), False),
        (deployments.bulk_create_flow_runs_from_deployment(RUN, []), False),
    ],
)
def test_idempotency_key_makes_a_call_idempotent(call: Call[Any], expected: bool) -> None:
    assert is_idempotent(call) is expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (variables.update_variable_by_name("old", name="new", value=1), False),
        (variables.update_variable_by_name("old", value={"name": "new"}), True),
        (work_pools.update_work_queue("pool", "old", name="new"), False),
        (work_pools.update_work_queue("pool", "old", priority=1), True),
        (concurrency_limits_v2.update_concurrency_limit_v2("old", name="new"), False),
        (variables.update_variable(RUN, name="new"), True),
        (work_queues.update_work_queue(RUN, name="new"), True),
        (flow_runs.update_flow_run(RUN, name="new"), True),
    ],
)
def test_renaming_by_name_is_not_idempotent(call: Call[Any], expected: bool) -> None:
    assert is_idempotent(call) is expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (flow_runs.bulk_delete_flow_runs(flow_runs={"tags": {"all_": ["old"]}}), True),
        (flow_runs.bulk_delete_flow_runs(flow_runs={"tags": {"all_": ["old"]}}, limit=5), False),
        (flows.bulk_delete_flows(flows={"name": {"any_": ["f"]}}, limit=5), False),
        (deployments.bulk_delete_deployments(deployments={"name": {"any_": ["d"]}}, limit=5), False),
    ],
)
def test_bulk_delete_with_a_limit_is_not_idempotent(call: Call[Any], expected: bool) -> None:
    assert is_idempotent(call) is expected


def test_task_run_of_a_flow_run_is_created_once() -> None:
    body: requests.TaskRunCreate = {"flow_run_id": RUN, "task_key": "t", "dynamic_key": "0"}
    assert is_idempotent(task_runs.create_task_run(**body))


# In the client

Outcome = httpx.Response | httpx.TransportError


class Script:
    """Stub server that responds with one outcome after the other, and repeats the last one."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        outcome = self.outcomes[min(len(self.seen), len(self.outcomes) - 1)]
        self.seen.append(request)
        if isinstance(outcome, httpx.TransportError):
            raise outcome
        return httpx.Response(outcome.status_code, headers=outcome.headers, content=outcome.content)


def client(script: Script, retry: RetryPolicy | Literal[False] | None = STEADY) -> Prefect:
    return Prefect(API, retry=retry, transport=httpx.MockTransport(script))


def status(code: int, **headers: str) -> httpx.Response:
    return httpx.Response(code, headers={name.replace("_", "-"): value for name, value in headers.items()})


FOUND = httpx.Response(200, json=flow_run(1))
NOT_SENT = [httpx.ConnectError("refused"), httpx.ConnectTimeout(""), httpx.PoolTimeout("")]
MAY_HAVE_BEEN_SENT = [
    httpx.ReadError(""),
    httpx.ReadTimeout(""),
    httpx.WriteError(""),
    httpx.WriteTimeout(""),
    httpx.RemoteProtocolError("gone"),
]


@pytest.mark.parametrize("code", [408, 429, 502, 503])
def test_transient_statuses_are_retried(clock: Clock, code: int) -> None:
    script = Script(status(code), status(code), FOUND)
    with client(script) as prefect:
        assert prefect.send(READ).name == "run-1"
    assert clock.slept == [1, 2]


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 422, 500, 501, 504])
def test_other_statuses_are_not_retried(clock: Clock, code: int) -> None:
    script = Script(status(code), FOUND)
    with client(script) as prefect:
        assert prefect.send_raw(READ).status_code == code
    assert len(script.seen) == 1
    assert not clock.slept


@pytest.mark.parametrize("error", [*NOT_SENT, *MAY_HAVE_BEEN_SENT], ids=lambda error: type(error).__name__)
def test_read_is_retried_after_any_transport_error(clock: Clock, error: httpx.TransportError) -> None:
    script = Script(FOUND, error, error, FOUND)
    with client(script) as prefect:
        prefect.send(READ)
        assert prefect.send(READ).name == "run-1"
    assert clock.slept == [1, 2]


NOT_IDEMPOTENT = variables.create_variable(name="n", value=1)


@pytest.mark.parametrize("error", NOT_SENT, ids=lambda error: type(error).__name__)
def test_non_idempotent_request_is_retried_if_it_was_not_sent(clock: Clock, error: httpx.TransportError) -> None:
    script = Script(FOUND, error, status(201))
    with client(script) as prefect:
        prefect.send(READ)
        assert prefect.send_raw(NOT_IDEMPOTENT).status_code == 201
    assert clock.slept == [1]


@pytest.mark.parametrize("error", MAY_HAVE_BEEN_SENT, ids=lambda error: type(error).__name__)
def test_non_idempotent_request_is_not_retried_if_it_may_have_been_sent(
    clock: Clock, error: httpx.TransportError
) -> None:
    script = Script(error, status(201))
    with client(script) as prefect, pytest.raises(TransportError, match="may have acted on the request") as caught:
        prefect.send(NOT_IDEMPOTENT)
    assert caught.value.may_have_been_sent
    assert len(script.seen) == 1
    assert not clock.slept


@pytest.mark.parametrize("code", [408, 429, 503])
@pytest.mark.parametrize("maintenance", ["false", "true"])
def test_non_idempotent_request_is_retried_if_nothing_was_done(clock: Clock, code: int, maintenance: str) -> None:
    script = Script(status(code, Prefect_Maintenance=maintenance, Retry_After="1"), status(201))
    with client(script) as prefect:
        assert prefect.send_raw(NOT_IDEMPOTENT).status_code == 201
    assert clock.slept == [1]


@pytest.mark.parametrize("code", [500, 502, 504])
@pytest.mark.parametrize("maintenance", ["false", "true"])
def test_non_idempotent_request_is_not_retried_if_it_may_have_been_executed(
    clock: Clock, code: int, maintenance: str
) -> None:
    script = Script(status(code, Prefect_Maintenance=maintenance, Retry_After="1"), status(201))
    with client(script, RetryPolicy(statuses=frozenset({500, 502, 504}))) as prefect:
        assert prefect.send_raw(NOT_IDEMPOTENT).status_code == code
    assert len(script.seen) == 1
    assert not clock.slept


LOGS = logs.create_logs([{"name": "n", "level": 20, "message": "m", "timestamp": NOW}])


@pytest.mark.parametrize(("code", "sent"), [(429, 2), (503, 1)])
def test_503_does_not_undo_earlier_transactions_of_a_request(clock: Clock, code: int, sent: int) -> None:
    script = Script(status(code), status(201))
    with client(script) as prefect:
        prefect.send_raw(LOGS)
    assert len(script.seen) == sent == len(clock.slept) + 1


def test_bulk_delete_survives_a_busy_database_and_a_lost_response(clock: Clock) -> None:
    script = Script(status(503), httpx.ReadTimeout(""), status(502), httpx.Response(200, json={"deleted": [str(RUN)]}))
    with client(script) as prefect:
        assert prefect.flow_runs.delete_many([RUN]).succeeded.ids == [RUN]
    assert clock.slept == [0.05, 0.1, 0.2]


def test_variable_is_set_despite_a_rate_limit(clock: Clock) -> None:
    limited, missing = status(429), httpx.Response(404, json={"detail": "Variable not found"})
    made: dict[str, Any] = {"id": str(RUN), "created": None, "updated": None, "name": "v", "value": 1, "tags": []}
    script = Script(limited, missing, limited, httpx.Response(201, json=made))
    with client(script) as prefect:
        assert prefect.variables.set("v", 1).value == 1
    assert [request.method for request in script.seen] == ["PATCH", "PATCH", "POST", "POST"]
    assert clock.slept == [1, 1]


@pytest.mark.parametrize("failure", [*MAY_HAVE_BEEN_SENT, status(503)], ids=repr)
def test_trigger_is_retried_with_the_same_key(clock: Clock, failure: Outcome) -> None:
    script = Script(failure, failure, httpx.Response(201, json=flow_run(1)))
    with client(script) as prefect:
        assert prefect.deployments.trigger(RUN).name == "run-1"
    assert len({request.content for request in script.seen}) == 1
    assert clock.slept == [1, 2]


def test_last_response_is_raised_with_the_number_of_attempts(clock: Clock) -> None:
    script = Script(status(503))
    with client(script) as prefect, pytest.raises(ServerError) as caught:
        prefect.send(READ)
    assert len(script.seen) == 6
    assert clock.slept == [1, 2, 4, 8, 16]
    assert str(caught.value).endswith(". The request failed 6 times.")


def test_last_transport_error_is_raised_with_the_number_of_attempts(clock: Clock) -> None:
    script = Script(status(503), httpx.ConnectError("refused"), httpx.ReadTimeout(""))
    with client(script, RetryPolicy(attempts=3, wait_jitter=0)) as prefect, pytest.raises(TimeoutError) as caught:
        prefect.send(READ)
    assert str(caught.value).endswith(". The request failed 3 times.")
    assert clock.slept == [1, 2]


def test_single_attempt_is_not_counted(clock: Clock) -> None:
    for failure in (status(503), httpx.ConnectError("refused")):
        with client(Script(failure), retry=False) as prefect, pytest.raises((ServerError, ConnectionError)) as caught:
            prefect.send(READ)
        assert "The request failed" not in str(caught.value)
    assert not clock.slept


def sent_with(retry: RetryPolicy | Literal[False] | None, send: Callable[[Prefect], object]) -> int:
    script = Script(status(503))
    with client(script, retry) as prefect:
        send(prefect)
    return len(script.seen)


def test_retries_can_be_turned_off(clock: Clock) -> None:
    assert sent_with(False, lambda prefect: prefect.send_raw(READ)) == 1
    assert sent_with(STEADY, lambda prefect: prefect.send_raw(READ, retry=False)) == 1
    assert sent_with(STEADY, lambda prefect: prefect.with_options(retry=False).send_raw(READ)) == 1
    assert not clock.slept


def test_most_specific_policy_wins(clock: Clock) -> None:
    once, twice = RetryPolicy(attempts=2), RetryPolicy(attempts=3)
    assert sent_with(False, lambda prefect: prefect.send_raw(READ, retry=once)) == 2
    assert sent_with(False, lambda prefect: prefect.with_options(retry=once).send_raw(READ)) == 2
    assert sent_with(False, lambda prefect: prefect.with_options(retry=once).send_raw(READ, retry=twice)) == 3
    assert sent_with(once, lambda prefect: prefect.with_options(timeout=1).send_raw(READ)) == 2
    assert len(clock.slept) == 5


@pytest.mark.parametrize(
    ("settings", "code", "sent"),
    [
        ({}, 503, 6),
        ({"PREFECT_CLIENT_MAX_RETRIES": "2"}, 503, 3),
        ({"PREFECT_CLIENT_MAX_RETRIES": "0"}, 503, 1),
        ({}, 404, 1),
        ({"PREFECT_CLIENT_RETRY_EXTRA_CODES": "404,500"}, 404, 6),
        ({"PREFECT_CLIENT_RETRY_EXTRA_CODES": "404,500"}, 503, 6),
    ],
)
def test_settings_set_the_policy(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], code: int, sent: int
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    script = Script(status(code))
    with client(script, retry=None) as prefect:
        prefect.send_raw(READ)
    assert len(script.seen) == sent
    assert len(clock.slept) == sent - 1


def test_jitter_setting_is_used(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_CLIENT_RETRY_JITTER_FACTOR", "0")
    with client(Script(status(503)), retry=None) as prefect:
        prefect.send_raw(READ)
    assert clock.slept == [1, 2, 4, 8, 16]


def test_retry_after_is_honoured(clock: Clock) -> None:
    later = (datetime.now(UTC) + timedelta(seconds=30.5)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    script = Script(
        status(429, Retry_After="7"), status(429, Retry_After="90.5"), status(503, Retry_After=later), FOUND
    )
    with client(script) as prefect:
        prefect.send(READ)
    assert clock.slept[:2] == [7, 90.5]
    assert 0 < clock.slept[2] <= 30.5


@pytest.mark.parametrize("call", [READ, NOT_IDEMPOTENT, LOGS], ids=["read", "create", "logs"])
def test_limited_request_is_retried_more_often_than_others(clock: Clock, call: Call[Any]) -> None:
    script = Script(*[status(429, Retry_After="30")] * 9, httpx.Response(201, json=flow_run(1)))
    with client(script) as prefect:
        assert prefect.send_raw(call).status_code == 201
    assert clock.slept == [30] * 9


def test_retry_after_beyond_the_deadline_is_in_the_error(clock: Clock) -> None:
    for code, kind in {429: RateLimitError, 503: ServerError}.items():
        script = Script(status(code, Retry_After="3600"))
        with client(script) as prefect, pytest.raises(kind, match=r"\. The server asks to wait 3600 s\.") as caught:
            prefect.send(NOT_IDEMPOTENT)
        assert "Retried for" not in str(caught.value)
    assert not clock.slept


def test_retry_after_of_zero_does_not_cause_a_busy_loop(clock: Clock) -> None:
    script = Script(status(503, Retry_After="0", Prefect_Maintenance="true"))
    with client(script) as prefect, pytest.raises(ServerError):
        prefect.send(READ)
    assert clock.slept[:3] == [1, 2, 4]
    assert len(script.seen) < 20


def test_requests_are_retried_during_maintenance(clock: Clock) -> None:
    down = status(503, Prefect_Maintenance="true")
    script = Script(*[down] * 9, FOUND)
    with client(script) as prefect:
        assert prefect.send(READ).name == "run-1"
    assert len(clock.slept) == 9


@pytest.mark.parametrize(
    ("call", "sent"),
    [(READ, 3), (DELETE, 3), (NOT_IDEMPOTENT, 1), (LOGS, 1)],
    ids=["read", "delete", "create", "logs"],
)
def test_success_during_maintenance_is_repeated_only_if_idempotent(clock: Clock, call: Call[Any], sent: int) -> None:
    found = httpx.Response(200, json=flow_run(1), headers={"Prefect-Maintenance": "true"})
    script = Script(found, found, FOUND)
    with client(script) as prefect:
        assert prefect.send_raw(call).status_code == 200
    assert len(script.seen) == sent


def test_deadline_ends_retries(clock: Clock) -> None:
    with (
        client(Script(status(429, Retry_After="20")), RetryPolicy(timeout=50, wait_jitter=0)) as prefect,
        pytest.raises(RateLimitError) as caught,
    ):
        prefect.send(READ)
    assert clock.slept == [20, 20]
    assert " Retried for 40 s. The server asks to wait 20 s." in str(caught.value)


GONE = httpx.Response(404, json={"detail": "Flow run not found"})


@pytest.mark.parametrize("lost", [httpx.ReadTimeout(""), httpx.ReadError(""), status(502)], ids=repr)
def test_retried_delete_treats_404_as_success(clock: Clock, lost: Outcome) -> None:
    with client(Script(lost, GONE)) as prefect:
        prefect.send(DELETE)
    assert clock.slept == [1]


@pytest.mark.parametrize(
    ("call", "outcomes"),
    [
        (DELETE, [GONE]),
        (DELETE, [status(429), GONE]),
        (DELETE, [status(503), GONE]),
        (DELETE, [httpx.PoolTimeout(""), GONE]),
        (READ, [httpx.ReadTimeout(""), GONE]),
        (flow_runs.update_flow_run(RUN, tags=["t"]), [httpx.ReadTimeout(""), GONE]),
    ],
)
def test_other_not_found_is_raised(clock: Clock, call: Call[Any], outcomes: list[Outcome]) -> None:
    with client(Script(*outcomes)) as prefect, pytest.raises(NotFoundError):
        prefect.send(call)
    assert len(clock.slept) == len(outcomes) - 1


def test_conflict_on_a_retried_delete_is_raised(clock: Clock) -> None:
    with client(Script(status(503), status(409))) as prefect, pytest.raises(ConflictError):
        prefect.send(DELETE)
    assert clock.slept == [1]


# Incomplete responses

ROW = json.dumps(
    [{**flow_run(1), "tags": ["é"], "estimated_run_time": 1.5, "parameters": {"a": [True, None, -1]}}],
    ensure_ascii=False,
)
FILTER = flow_runs.read_flow_runs()


@pytest.mark.parametrize("send", [Prefect.send, Prefect.send_raw], ids=["send", "send_raw"])
def test_response_that_is_cut_off_anywhere_is_retried(
    clock: Clock, send: Callable[[Prefect, Call[Any]], object]
) -> None:
    whole = ROW.encode()
    cut_off = [httpx.Response(200, content=whole[:length]) for length in range(len(whole))]
    script = Script(*(response for each in cut_off for response in (each, httpx.Response(200, content=whole))))
    with client(script) as prefect:
        for number in range(1, len(whole) + 1):
            send(prefect, FILTER)
            assert len(script.seen) == 2 * number
    assert set(clock.slept) == {1}


def test_response_that_stays_incomplete_is_raised(clock: Clock) -> None:
    with client(Script(httpx.Response(200, content=b'[{"id'))) as prefect, pytest.raises(DecodeError) as caught:
        prefect.send(FILTER)
    assert caught.value.incomplete
    assert "incomplete response" in str(caught.value)
    assert str(caught.value).endswith(". The request failed 6 times.")
    assert clock.slept == [1, 2, 4, 8, 16]


def test_send_raw_returns_a_response_that_stays_incomplete(clock: Clock) -> None:
    with client(Script(httpx.Response(200))) as prefect:
        assert prefect.send_raw(FILTER).content == b""
    assert clock.slept == [1, 2, 4, 8, 16]


@pytest.mark.parametrize(
    "body", ["<html>Sign in</html>", '{"a": 1}', "[{}]", '"text"'], ids=["login page", "object", "item", "string"]
)
def test_complete_response_of_another_type_is_not_retried(clock: Clock, body: str) -> None:
    with client(Script(httpx.Response(200, text=body))) as prefect, pytest.raises(DecodeError) as caught:
        prefect.send(FILTER)
    assert not caught.value.incomplete
    assert not clock.slept


def test_incomplete_response_to_a_non_idempotent_request_is_not_retried(clock: Clock) -> None:
    with client(Script(httpx.Response(201, content=b'{"id": "'))) as prefect:
        with pytest.raises(DecodeError, match="may have acted on the request"):
            prefect.send(NOT_IDEMPOTENT)
        assert prefect.send_raw(NOT_IDEMPOTENT).status_code == 201
    assert not clock.slept


def test_empty_response_is_complete_if_none_is_expected(clock: Clock) -> None:
    with client(Script(status(204))) as prefect:
        prefect.send(flow_runs.update_flow_run(RUN, tags=["t"]))
        prefect.send_raw(flow_runs.update_flow_run(RUN, tags=["t"]))
        prefect.send_raw(deployments.pause_deployment(RUN))
    assert not clock.slept


# The first response


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ConnectTimeout(""), httpx.ProxyError("403")])
def test_failure_to_connect_is_not_retried_before_the_first_response(clock: Clock, error: httpx.TransportError) -> None:
    script = Script(error, error, status(404), error, FOUND)
    with client(script) as prefect:
        for wrong in (prefect, prefect.with_options(timeout=5)):
            with pytest.raises(TransportError) as caught:
                wrong.send(READ)
            assert caught.value.permanent
            assert caught.value.__notes__ == [
                "Not retried. To wait until the API is reachable, call wait_until_ready()."
            ]
        assert not clock.slept
        # Any response proves that the URL is that of a server.
        prefect.with_options(retry=False).send_raw(READ)
        assert prefect.send(READ).name == "run-1"
    assert clock.slept == [1]


def test_client_has_connected_once_it_waited_until_ready(clock: Clock) -> None:
    refused = httpx.ConnectError("refused")
    script = Script(refused, refused, httpx.Response(200, json={"message": "OK"}), refused, FOUND)
    with client(script) as prefect:
        prefect.wait_until_ready()
        clock.slept.clear()
        assert prefect.send(READ).name == "run-1"
    assert clock.slept == [1]


@pytest.mark.parametrize("message", ["Server disconnected without sending a response.", "illegal status line: SSH"])
def test_closed_connection_is_retried_within_a_second_before_the_first_response(clock: Clock, message: str) -> None:
    closed = httpx.RemoteProtocolError(message)
    with client(Script(closed)) as prefect, pytest.raises(ConnectionError):
        prefect.send(READ)
    assert clock.slept == [1 / 32, 2 / 32, 4 / 32, 8 / 32, 16 / 32]
    clock.slept.clear()
    with client(Script(FOUND, closed, FOUND)) as prefect:
        prefect.send(READ)
        prefect.send(READ)
    assert clock.slept == [1]


def test_closing_the_client_ends_retries(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(status(503))
    prefect = client(script)
    monkeypatch.setattr(_concurrency, "sleep", lambda _seconds: prefect.close())
    with pytest.raises(ClientClosedError, match=r"503\. Not retried, because the client was closed"):
        prefect.flow_runs.get(UUID(int=1))
    assert len(script.seen) == 1


def test_retry_is_logged_without_secrets(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    script = Script(httpx.ReadTimeout(""), status(503), FOUND)
    with Prefect(API, api_key="hunter2", retry=STEADY, transport=httpx.MockTransport(script)) as prefect:
        prefect.send(READ)
    first, second = (record.getMessage() for record in caplog.records if record.levelno == logging.WARNING)
    assert {record.levelno for record in caplog.records} == {logging.WARNING, logging.DEBUG}
    assert first.startswith(f"GET {API}/flow_runs/{RUN}: no response within the timeout")
    assert first.endswith("Retrying in 1.0 s.")
    assert second == f"GET {API}/flow_runs/{RUN}: 503. Retrying in 2.0 s."
    assert "hunter2" not in caplog.text
    assert len(clock.slept) == 2


@pytest.mark.anyio
async def test_async_client(clock: Clock) -> None:
    refused = httpx.ConnectError("refused")
    script = Script(FOUND, refused, httpx.ReadTimeout(""), FOUND, httpx.ReadTimeout(""), status(201))
    async with AsyncPrefect(API, retry=STEADY, transport=httpx.MockTransport(script)) as prefect:
        await prefect.send(READ)
        assert (await prefect.send(READ)).id == UUID(int=1)
        with pytest.raises(TimeoutError):
            await prefect.send(NOT_IDEMPOTENT)
        assert (await prefect.with_options(retry=False).send_raw(flows.read_flow(RUN))).status_code == 201
    assert clock.slept == [1, 2]

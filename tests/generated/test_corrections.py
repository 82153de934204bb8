"""Errors of the server's document that the package corrects, each proved on a running server."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from inspect import getsource
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict
from uuid import UUID, uuid4

import pytest

from prefect_http_api import (
    Call,
    admin,
    artifacts,
    automations,
    block_documents,
    block_schemas,
    block_types,
    concurrency_limits,
    deployments,
    flow_runs,
    flows,
    logs,
    operations,
    requests,
    root,
    saved_searches,
    task_runs,
    ui,
    variables,
    work_pools,
    work_queues,
)
from prefect_http_api.models import (
    Artifact,
    Automation,
    BlockDocument,
    BlockSchema,
    CompoundTrigger,
    ConcurrencyLimit,
    CronSchedule,
    CsrfToken,
    Deployment,
    EventTrigger,
    Flow,
    FlowRun,
    IntervalSchedule,
    MinimalConcurrencyLimit,
    OrchestrationResult,
    RunDeployment,
    SavedSearch,
    SetStateStatus,
    StateAbortDetails,
    StateAcceptDetails,
    StateRejectDetails,
    StateWaitDetails,
    TaskRun,
)
from tests.generated.sending import RefusedError, Sender
from tests.support.servers import Provide
from tests.support.versions import OLDEST, PINNED
from tests.support.waits import until

SCHEDULE: requests.IntervalSchedule = {"interval": 3600, "anchor_date": datetime(2026, 1, 1, tzinfo=UTC)}


@pytest.fixture
def name() -> str:
    return f"corrections-{uuid4()}"


@pytest.fixture
def flow(sender: Sender, name: str) -> Flow:
    return sender.send(flows.create_flow(name=name))


@pytest.fixture
def deployment(sender: Sender, flow: Flow, name: str) -> Deployment:
    return sender.send(deployments.create_deployment(name=name, flow_id=flow.id))


@pytest.fixture
def run(sender: Sender, flow: Flow) -> FlowRun:
    return sender.send(flow_runs.create_flow_run(flow_id=flow.id))


def refusal(sender: Sender, call: Call[Any]) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        sender.send(call)
    return caught.value


class TestRunsHaveAState:
    """The document allows null as the state of runs, but no server returns it."""

    @pytest.mark.parametrize("given", [{}, {"state": None}, {"state": {"type": "RUNNING", "name": None}}])
    def test_flow_run(self, sender: Sender, flow: Flow, given: Any) -> None:
        made = sender.send(flow_runs.create_flow_run(flow_id=flow.id, **given))
        wanted = "RUNNING" if given.get("state") else "PENDING"
        for run in (made, sender.send(flow_runs.read_flow_run(made.id))):
            assert (run.state.type, run.state_type, run.state_name) == (wanted, wanted, wanted.capitalize())
            assert (run.state.name, run.state.id) == (run.state_name, run.state_id)

    def test_flow_run_of_a_deployment(self, sender: Sender, deployment: Deployment) -> None:
        run = sender.send(deployments.create_flow_run_from_deployment(deployment.id, state=None))
        assert (run.state.type, run.state_type, run.state_name) == ("SCHEDULED", "SCHEDULED", "Scheduled")

    def test_task_run(self, sender: Sender, run: FlowRun) -> None:
        made = sender.send(task_runs.create_task_run(flow_run_id=run.id, task_key="t", dynamic_key="0", state=None))
        assert (made.state_type, made.state_name) == ("PENDING", "Pending")
        assert made.state_id is not None


class TestCreatingReturns201Or200:
    """201 means created or applied; 200 means that it existed, or that nothing was applied."""

    def test_flow(self, sender: Sender, name: str) -> None:
        first, made = sender.send_with_status(flows.create_flow(name=name, tags=["a"]))
        second, found = sender.send_with_status(flows.create_flow(name=name))
        assert (first, second) == (201, 200)
        assert made == found
        assert made.tags == ["a"]
        assert isinstance(made, Flow)

    def test_flow_run(self, sender: Sender, flow: Flow, name: str) -> None:
        call = flow_runs.create_flow_run(flow_id=flow.id, idempotency_key=name)
        first, made = sender.send_with_status(call)
        second, found = sender.send_with_status(call)
        assert (first, second) == (201, 200)
        assert isinstance(made, FlowRun)
        assert made.id == found.id

    def test_flow_run_of_a_deployment(self, sender: Sender, deployment: Deployment, name: str) -> None:
        call = deployments.create_flow_run_from_deployment(deployment.id, idempotency_key=name)
        first, made = sender.send_with_status(call)
        second, found = sender.send_with_status(call)
        assert (first, second) == (201, 200)
        assert isinstance(made, FlowRun)
        assert (made.id, made.deployment_id) == (found.id, deployment.id)

    def test_deployment(self, sender: Sender, flow: Flow, name: str) -> None:
        first, made = sender.send_with_status(deployments.create_deployment(name=name, flow_id=flow.id))
        second, found = sender.send_with_status(
            deployments.create_deployment(name=name, flow_id=flow.id, description="again")
        )
        assert (first, second) == (201, 200)
        assert isinstance(made, Deployment)
        assert (made.id, found.description) == (found.id, "again")

    def test_task_run(self, sender: Sender, run: FlowRun) -> None:
        call = task_runs.create_task_run(flow_run_id=run.id, task_key="t", dynamic_key="0")
        first, made = sender.send_with_status(call)
        second, found = sender.send_with_status(call)
        assert (first, second) == (201, 200)
        assert isinstance(made, TaskRun)
        assert made.id == found.id

    def test_state_of_a_flow_run(self, sender: Sender, run: FlowRun) -> None:
        status, running = sender.send_with_status(flow_runs.set_flow_run_state(run.id, state={"type": "RUNNING"}))
        assert (status, running.status) == (201, SetStateStatus.ACCEPT)
        assert isinstance(running.details, StateAcceptDetails)
        sender.send(flow_runs.set_flow_run_state(run.id, state={"type": "COMPLETED"}))
        status, ended = sender.send_with_status(flow_runs.set_flow_run_state(run.id, state={"type": "CANCELLING"}))
        assert (status, ended.status) == (200, SetStateStatus.ABORT)
        assert isinstance(ended.details, StateAbortDetails)
        assert ended.details.reason

    def test_cancelling_before_the_start(self, sender: Sender, run: FlowRun) -> None:
        in_an_hour = datetime.now(UTC) + timedelta(hours=1)
        later = sender.send(
            flow_runs.create_flow_run(
                flow_id=run.flow_id,
                state={"type": "SCHEDULED", "state_details": {"scheduled_time": in_an_hour}},
            )
        )
        cancel = flow_runs.set_flow_run_state(later.id, state={"type": "CANCELLING"})
        first, rejected = sender.send_with_status(cancel)
        second, again = sender.send_with_status(cancel)
        assert (first, rejected.status) == (201, SetStateStatus.REJECT)
        assert (second, again.status) == (200, SetStateStatus.ABORT)
        assert isinstance(rejected.details, StateRejectDetails)
        # Only the requested transition is rejected; the run has reached the requested state.
        assert sender.send(flow_runs.read_flow_run(later.id)).state_type == "CANCELLED"

    def test_state_of_a_task_run(self, sender: Sender, run: FlowRun) -> None:
        sender.send(flow_runs.set_flow_run_state(run.id, state={"type": "RUNNING"}))
        made = sender.send(
            task_runs.create_task_run(
                flow_run_id=run.id,
                task_key="t",
                dynamic_key="0",
                state={
                    "type": "SCHEDULED",
                    "state_details": {"scheduled_time": datetime.now(UTC) + timedelta(hours=1)},
                },
            )
        )
        early = task_runs.set_task_run_state(made.id, state={"type": "RUNNING"})
        status, waiting = sender.send_with_status(early)
        assert (status, waiting.status) == (200, SetStateStatus.WAIT)
        assert isinstance(waiting.details, StateWaitDetails)
        assert 3000 < waiting.details.delay_seconds <= 3600
        status, done = sender.send_with_status(task_runs.set_task_run_state(made.id, state={"type": "COMPLETED"}))
        assert (status, done.status) == (201, SetStateStatus.ACCEPT)

    def test_resuming(self, sender: Sender, run: FlowRun) -> None:
        sender.send(flow_runs.set_flow_run_state(run.id, state={"type": "RUNNING"}))
        sender.send(
            flow_runs.set_flow_run_state(
                run.id,
                state={
                    "type": "PAUSED",
                    "state_details": {"pause_timeout": datetime.now(UTC) + timedelta(minutes=5), "pause_key": "k"},
                },
            )
        )
        first, resumed = sender.send_with_status(flow_runs.resume_flow_run(run.id))
        second, again = sender.send_with_status(flow_runs.resume_flow_run(run.id))
        assert (first, resumed.status) == (201, SetStateStatus.ACCEPT)
        assert (second, again.status) == (200, SetStateStatus.ABORT)
        assert isinstance(resumed, OrchestrationResult)

    def test_artifact(self, sender: Sender, name: str) -> None:
        # Creating always creates a new artifact, also for an existing key, whose history grows.
        call = artifacts.create_artifact(key=name, data=1)
        first, made = sender.send_with_status(call)
        second, other = sender.send_with_status(call)
        assert (first, second) == (201, 201)
        assert isinstance(made, Artifact)
        assert made.id != other.id

    def test_concurrency_limit(self, sender: Sender, name: str) -> None:
        call = concurrency_limits.create_concurrency_limit(tag=name, concurrency_limit=3)
        first, made = sender.send_with_status(call)
        second, found = sender.send_with_status(call)
        assert (first, second) == (201, 200)
        assert isinstance(made, ConcurrencyLimit)
        assert made.id == found.id

    def test_block_schema(self, sender: Sender, name: str) -> None:
        kind = sender.send(block_types.create_block_type(name=name, slug=name))
        call = block_schemas.create_block_schema(block_type_id=kind.id, fields={"title": "x", "type": "object"})
        first, made = sender.send_with_status(call)
        second, found = sender.send_with_status(call)
        assert (first, second) == (201, 200)
        assert isinstance(made, BlockSchema)
        assert made.id == found.id

    def test_saved_search(self, sender: Sender, name: str) -> None:
        call = saved_searches.create_saved_search(name=name, filters=[])
        first, made = sender.send_with_status(call)
        second, found = sender.send_with_status(call)
        assert (first, second) == (201, 200)
        assert isinstance(made, SavedSearch)
        assert made.id == found.id

    def test_no_other_operation_declares_both(self) -> None:
        both = {one.name for one in operations.OPERATIONS.values() if one.statuses == (200, 201)}
        assert both == {
            "artifacts.create_artifact",
            "block_schemas.create_block_schema",
            "concurrency_limits.create_concurrency_limit",
            "deployments.create_deployment",
            "deployments.create_flow_run_from_deployment",
            "flow_runs.create_flow_run",
            "flow_runs.resume_flow_run",
            "flow_runs.set_flow_run_state",
            "flows.create_flow",
            "saved_searches.create_saved_search",
            "task_runs.create_task_run",
            "task_runs.set_task_run_state",
        }


def untyped() -> Iterator[tuple[str, Callable[[], Call[Any]], int, Any]]:
    yield "health", root.health_check, 200, True
    yield "hello", root.hello, 200, "👋"
    yield "ready", root.perform_readiness_check, 200, {"message": "OK"}
    yield "version", root.server_version, 200, "0.8.4"
    yield "admin version", admin.read_version, 200, PINNED
    yield "no logs", lambda: logs.create_logs([]), 201, None
    yield "system blocks", block_types.install_system_block_types, 200, None
    yield "nobody's automations", lambda: automations.delete_automations_owned_by_resource("x.y"), 202, None


class TestResponsesHaveTheirRealType:
    @pytest.mark.parametrize(("make", "status", "value"), [pytest.param(*rest, id=label) for label, *rest in untyped()])
    def test_responses_declared_as_any_json(
        self, sender: Sender, make: Callable[[], Call[Any]], status: int, value: Any
    ) -> None:
        returned, decoded = sender.send_with_status(make())
        assert returned == status
        assert decoded == value
        assert type(decoded) is type(value)

    def test_deployment_actions(self, sender: Sender, deployment: Deployment) -> None:
        for call in (
            deployments.pause_deployment(deployment.id),
            deployments.resume_deployment(deployment.id),
            deployments.schedule_deployment(deployment.id, min_runs=1),
        ):
            raw = sender.raw(call)
            assert (raw.status, raw.content) == (200, b"null")
            assert call.operation.response(200) is None
            call.decode(raw.status, raw.content)

    def test_limits_of_a_tag(self, sender: Sender, name: str) -> None:
        made = sender.send(concurrency_limits.create_concurrency_limit(tag=name, concurrency_limit=1))
        taken = sender.send(concurrency_limits.increment_concurrency_limits_v1(names=[name], task_run_id=uuid4()))
        assert [type(one) for one in taken] == [MinimalConcurrencyLimit]
        holder = taken_by(sender, name)
        freed = sender.send(concurrency_limits.decrement_concurrency_limits_v1(names=[name], task_run_id=holder))
        assert [(type(one), one.name, one.limit) for one in freed] == [(MinimalConcurrencyLimit, f"tag:{name}", 1)]
        assert_null(sender, concurrency_limits.reset_concurrency_limit_by_tag(name))
        assert_null(sender, concurrency_limits.delete_concurrency_limit_by_tag(name))
        other = sender.send(concurrency_limits.create_concurrency_limit(tag=name, concurrency_limit=1))
        assert other.id != made.id
        assert_null(sender, concurrency_limits.delete_concurrency_limit(other.id))

    def test_input_of_a_run(self, sender: Sender, run: FlowRun) -> None:
        raw = sender.raw(flow_runs.create_flow_run_input(run.id, key="k", value='{"a": "ä"}'))
        assert (raw.status, raw.content) == (201, b"null")
        # The media type is text/plain, even if the content looks like JSON.
        assert sender.send(flow_runs.read_flow_run_input(run.id, "k")) == '{"a": "ä"}'

    def test_downloaded_logs(self, sender: Sender, run: FlowRun) -> None:
        when = datetime(2026, 1, 31, 8, tzinfo=UTC)
        sender.send(
            logs.create_logs([{"name": "n", "level": 20, "message": "ä, b", "timestamp": when, "flow_run_id": run.id}])
        )
        text = sender.send(flow_runs.download_logs(run.id))
        assert text.splitlines() == [
            "timestamp,level,flow_run_id,task_run_id,message",
            f'2026-01-31 08:00:00+00:00,20,{run.id},,"ä, b"',
        ]

    def test_valid_template_returns_no_content(self, sender: Sender) -> None:
        for call in (
            automations.validate_template("{{ flow.name }}"),
            automations.validate_template_legacy("{{ flow.name }}"),
        ):
            status, decoded = sender.send_with_status(call)
            assert status == 204
            assert decoded is None

    def test_validated_values(self, sender: Sender) -> None:
        schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
        wrong = sender.send(ui.validate_obj(schema=schema, values={"a": "x"}))
        assert wrong.valid is False
        assert len(wrong.errors) == 1
        assert sender.send(ui.validate_obj(schema=schema, values={"a": 1})).valid is True

    def test_csrf_token_with_protection_enabled(self, server_of: Provide) -> None:
        sender = Sender(server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true").api_url)
        token = sender.send(root.create_csrf_token(client="somebody"))
        sender.close()
        assert isinstance(token, CsrfToken)
        assert token.client == "somebody"
        assert len(token.token) > 20
        assert token.expiration > datetime.now(UTC)


def taken_by(sender: Sender, tag: str) -> UUID:
    (holder,) = sender.send(concurrency_limits.read_concurrency_limit_by_tag(tag)).active_slots
    return holder


def assert_null(sender: Sender, call: Call[None]) -> None:
    raw = sender.raw(call)
    assert (raw.status, raw.content) == (200, b"null")
    call.decode(raw.status, raw.content)


class TestErrorResponses:
    """Shapes of errors that the document does not declare."""

    def test_invalid_body(self, sender: Sender) -> None:
        call = flows.create_flow(name="x", tags="no list")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        refused = refusal(sender, call)
        assert refused.response.status == 422
        assert refused.body == {
            "exception_message": "Invalid request received.",
            "exception_detail": [
                {
                    "type": "list_type",
                    "loc": ["body", "tags"],
                    "msg": "Input should be a valid list",
                    "input": "no list",
                }
            ],
            # The server echoes what was sent, including secrets.
            "request_body": {"name": "x", "tags": "no list"},
        }

    def test_limit_is_too_large(self, sender: Sender) -> None:
        refused = refusal(sender, flows.read_flows(limit=201))
        assert refused.response.status == 422
        assert refused.body == {"detail": "Invalid limit: must be less than or equal to 200."}

    def test_missing_object(self, sender: Sender) -> None:
        refused = refusal(sender, flows.read_flow(uuid4()))
        assert refused.response.status == 404
        assert refused.body == {"detail": "Flow not found"}

    def test_missing_object_without_detail(self, sender: Sender) -> None:
        missing = uuid4()
        refused = refusal(sender, deployments.update_deployment(missing, description="x"))
        assert refused.response.status == 404
        assert refused.body == {"detail": "Deployment not found."}

    def test_unknown_path(self, sender: Sender) -> None:
        refused = refusal(sender, flows.read_flow("no-uuid"))
        assert refused.response.status == 404
        assert refused.body == {"detail": "Not Found"}

    def test_error_responses_are_not_declared(self) -> None:
        for operation in operations.OPERATIONS.values():
            assert all(200 <= status < 300 for status in operation.statuses)


class TestFilters:
    def test_block_documents(self, sender: Sender, name: str) -> None:
        """The default of ``is_anonymous`` is an object, which makes generators drop the whole filter."""
        kind = sender.send(block_types.create_block_type(name=name, slug=name))
        schema = sender.send(
            block_schemas.create_block_schema(block_type_id=kind.id, fields={"title": "x", "type": "object"})
        )
        make = partial(block_documents.create_block_document, block_schema_id=schema.id, block_type_id=kind.id, data={})
        sender.send(make(name=name))
        sender.send(make(is_anonymous=True))
        of_kind: requests.BlockDocumentFilter = {"block_type_id": {"any_": [kind.id]}}
        named = sender.send(block_documents.read_block_documents(block_documents=of_kind))
        # Without the filter, the server's default applies: no anonymous ones.
        assert [one.name for one in named] == [name]
        assert [type(one) for one in named] == [BlockDocument]
        anonymous: requests.BlockDocumentFilter = {**of_kind, "is_anonymous": {"eq_": True}}
        (found,) = sender.send(block_documents.read_block_documents(block_documents=anonymous))
        assert found.is_anonymous is True
        both: requests.BlockDocumentFilter = {**of_kind, "is_anonymous": None}
        assert sender.send(block_documents.count_block_documents(block_documents=both)) == 2

    def test_history_interval_is_in_seconds(self, sender: Sender, run: FlowRun) -> None:
        end = datetime.now(UTC) + timedelta(minutes=30)
        only: requests.FlowRunFilter = {"id": {"any_": [run.id]}}
        history = sender.send(
            flow_runs.flow_run_history(
                flow_runs=only,
                history_start=end - timedelta(hours=1),
                history_end=end,
                history_interval_seconds=1800,
            )
        )
        assert sorted(len(one.states) for one in history) == [0, 1]
        assert history[0].interval_end - history[0].interval_start == timedelta(minutes=30)

    def test_history_rejects_the_declared_name(self) -> None:
        for body in (requests.FlowRunHistoryBody, requests.TaskRunHistoryBody):
            keys = get_type_hints(body).keys()
            assert "history_interval_seconds" in keys
            assert "history_interval" not in keys

    def test_array_limits_are_described(self) -> None:
        """The document has ``max_items``, which is not a keyword, so the limit is only described."""
        assert "At most 200 items." in getsource(requests.CountTaskRunsByFlowRunBody)
        assert "At least 1 item" in getsource(requests.BulkIncrementActiveSlotsBody)

    def test_header_of_the_ui(self, sender: Sender, name: str, flow: Flow) -> None:
        """``x-prefect-ui`` is sent as a header, so the server does not count the read as a poll."""
        queue = sender.send(work_queues.create_work_queue(name=name))
        call = work_queues.read_work_queue_runs(queue.id, x_prefect_ui=True, limit=1)
        assert call.headers == {"x-prefect-ui": "true"}
        assert call.query == {}
        assert sender.send(call) == []
        assert polled(sender, queue.id) is None
        assert sender.send(work_queues.read_work_queue_runs(queue.id, limit=1)) == []
        # A background task records the poll.
        until(lambda: polled(sender, queue.id) is not None, "the poll was not recorded", pause=0.1)

    def test_version_header_is_not_an_argument(self) -> None:
        assert {header for one in operations.OPERATIONS.values() for header in one.headers} == {"x-prefect-ui"}


def polled(sender: Sender, queue: UUID) -> datetime | None:
    return sender.send(work_queues.read_work_queue_status(queue)).last_polled


class TestSplitSchemas:
    """``X-Input`` and ``X-Output`` are a request type ``X`` and a model ``X``."""

    def test_deployment(self, sender: Sender, flow: Flow, name: str) -> None:
        made = sender.send(
            deployments.create_deployment(
                name=name,
                flow_id=flow.id,
                schedules=[
                    {"schedule": SCHEDULE, "active": False},
                    {"schedule": {"cron": "0 8 * * *"}, "active": False},
                ],
            )
        )
        assert {type(one.schedule) for one in made.schedules} == {IntervalSchedule, CronSchedule}
        for read in (
            sender.send(deployments.read_deployment(made.id)),
            sender.send(deployments.read_deployment_by_name(name, name)),
            *sender.send(deployments.read_deployments(deployments={"id": {"any_": [made.id]}})),
            *sender.send(deployments.paginate_deployments(deployments={"id": {"any_": [made.id]}})).results,
        ):
            assert isinstance(read, Deployment)
            assert {one.id for one in read.schedules} == {one.id for one in made.schedules}

    def test_automation(self, sender: Sender, name: str) -> None:
        made = sender.send(
            automations.create_automation(
                name=name,
                trigger={
                    "type": "compound",
                    "require": "all",
                    "within": 60,
                    "triggers": [
                        {"type": "event", "posture": "Reactive", "expect": ["a"], "threshold": 1, "within": 0}
                    ],
                },
                actions=[{"type": "do-nothing"}],
            )
        )
        for read in (
            made,
            sender.send(automations.read_automation(made.id)),
            *sender.send(automations.read_automations(automations={"name": {"any_": [name]}})),
        ):
            assert isinstance(read, Automation)
            assert isinstance(read.trigger, CompoundTrigger)
            assert isinstance(read.trigger.triggers[0], EventTrigger)


class TestOnlyGivenKeysAreSent:
    """Sending a default would change what the caller did not mention."""

    def test_paused_deployment_stays_paused(self, sender: Sender, deployment: Deployment) -> None:
        sender.send(deployments.pause_deployment(deployment.id))
        edit = deployments.update_deployment(deployment.id, description="new")
        assert edit.content == b'{"description":"new"}'
        sender.send(edit)
        read = sender.send(deployments.read_deployment(deployment.id))
        assert (read.description, read.paused) == ("new", True)

    def test_sending_the_default_would_resume_it(self, sender: Sender, deployment: Deployment) -> None:
        sender.send(deployments.pause_deployment(deployment.id))
        sender.send(deployments.update_deployment(deployment.id, description="new", paused=False))
        assert sender.send(deployments.read_deployment(deployment.id)).paused is False

    def test_paused_work_pool_stays_paused(self, sender: Sender, name: str) -> None:
        sender.send(work_pools.create_work_pool(name=name, type="process", is_paused=True, concurrency_limit=3))
        edit = work_pools.update_work_pool(name, description="new")
        assert edit.content == b'{"description":"new"}'
        sender.send(edit)
        read = sender.send(work_pools.read_work_pool(name))
        assert (read.description, read.is_paused, read.concurrency_limit) == ("new", True, 3)

    def test_paused_work_queue_stays_paused(self, sender: Sender, name: str) -> None:
        sender.send(work_pools.create_work_pool(name=name, type="process"))
        sender.send(work_pools.create_work_queue(name, name="q", is_paused=True, priority=7))
        edit = work_pools.update_work_queue(name, "q", description="new")
        assert edit.content == b'{"description":"new"}'
        sender.send(edit)
        read = sender.send(work_pools.read_work_queue(name, "q"))
        assert (read.description, read.is_paused, read.priority) == ("new", True, 7)

    def test_automation_is_only_disabled(self, sender: Sender, name: str) -> None:
        made = sender.send(
            automations.create_automation(
                name=name,
                description="d",
                trigger={"type": "event", "posture": "Reactive", "threshold": 3, "within": 60},
                actions=[{"type": "do-nothing"}],
            )
        )
        edit = automations.patch_automation(made.id, enabled=False)
        assert edit.content == b'{"enabled":false}'
        sender.send(edit)
        read = sender.send(automations.read_automation(made.id))
        assert (read.enabled, read.description) == (False, "d")
        sender.send(automations.patch_automation(made.id))
        assert sender.send(automations.read_automation(made.id)).enabled is False

    def test_block_document_merge_follows_the_server_default(self, sender: Sender, name: str) -> None:
        kind = sender.send(block_types.create_block_type(name=name, slug=name))
        schema = sender.send(
            block_schemas.create_block_schema(block_type_id=kind.id, fields={"title": "x", "type": "object"})
        )
        made = sender.send(
            block_documents.create_block_document(
                name=name, block_schema_id=schema.id, block_type_id=kind.id, data={"a": 1, "b": 2}
            )
        )
        edit = block_documents.update_block_document_data(made.id, data={"b": 3})
        assert edit.content == b'{"data":{"b":3}}'
        sender.send(edit)
        assert sender.send(block_documents.read_block_document_by_id(made.id)).data == {"a": 1, "b": 3}

    def test_null_is_sent(self, sender: Sender, name: str) -> None:
        made = sender.send(variables.create_variable(name=name.replace("-", "_"), value=1, tags=["a"]))
        edit = variables.update_variable(made.id, value=None)
        assert edit.content == b'{"value":null}'
        sender.send(edit)
        read = sender.send(variables.read_variable(made.id))
        assert (read.value, read.tags) == (None, ["a"])


class TestNull:
    """Most arguments are declared without null. The server treats an argument that is null as not given."""

    def test_arguments(self, sender: Sender, run: FlowRun) -> None:
        read = 0
        for operation in operations.OPERATIONS.values():
            if not re.search(r"/(filter|count|paginate|get_scheduled_flow_runs|lateness)$", operation.path):
                continue
            assert is_typeddict(operation.request)
            hints = get_type_hints(operation.request, include_extras=True)
            optional = [key for key, hint in hints.items() if get_origin(hint) is NotRequired]
            if "{" in operation.path or len(optional) < len(hints):
                continue
            found, given = (sender.send(Call(operation, body=body)) for body in ({}, dict.fromkeys(optional)))
            if isinstance(found, list):
                assert isinstance(given, list)
                assert len(given) == len(found)
            read += 1
        assert read > 30

    def test_types_of_arguments(self) -> None:
        for operation in operations.OPERATIONS.values():
            if is_typeddict(operation.request) and str(operation.request).endswith("Body'>"):
                for key, hint in get_type_hints(operation.request, include_extras=True).items():
                    assert get_origin(hint) is not NotRequired or type(None) in get_args(get_args(hint)[0]), key

    def test_name_of_a_run_is_generated(self, sender: Sender, flow: Flow) -> None:
        assert sender.send(flow_runs.create_flow_run(flow_id=flow.id, name=None)).name

    def test_other_keys(self, sender: Sender, name: str) -> None:
        call = flows.create_flow(name=name, tags=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        assert refusal(sender, call).response.status == 422


class TestIntervals:
    """Declared as a number or an ISO 8601 string, depending on pydantic. Every server accepts all three."""

    @pytest.mark.parametrize(
        "interval", [90061.5, "P1DT1H1M1.5S", "1 days, 01:01:01.5", timedelta(days=1, seconds=3661.5)]
    )
    def test_schedule(self, sender: Sender, flow: Flow, name: str, interval: float | str | timedelta) -> None:
        made = sender.send(
            deployments.create_deployment(
                name=name,
                flow_id=flow.id,
                schedules=[{"schedule": {"interval": interval}, "active": False}],
            )
        )
        (schedule,) = made.schedules
        assert isinstance(schedule.schedule, IntervalSchedule)
        assert schedule.schedule.interval == 90061.5

    @pytest.mark.parametrize("within", [90.5, "PT1M30.5S", "00:01:30.5", timedelta(seconds=90.5)])
    def test_trigger(self, sender: Sender, name: str, within: float | str | timedelta) -> None:
        event: requests.EventTrigger = {"type": "event", "posture": "Reactive", "threshold": 1, "within": within}
        made = sender.send(
            automations.create_automation(
                name=name,
                trigger={"type": "sequence", "triggers": [event], "within": within},
                actions=[{"type": "run-deployment", "source": "inferred", "schedule_after": within}],
            )
        )
        said = json.loads(sender.responses[-1].content)
        assert said["trigger"]["within"] == said["trigger"]["triggers"][0]["within"] == 90.5
        assert said["actions"][0]["schedule_after"] == 90.5
        assert isinstance(made, Automation)

    def test_time_delta_accepts_only_numbers(self, sender: Sender, deployment: Deployment) -> None:
        """The server rejects strings here, so the type does not allow them."""
        call = deployments.schedule_deployment(deployment.id, min_time="PT1H")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        assert refusal(sender, call).response.status == 422
        sender.send(deployments.schedule_deployment(deployment.id, min_time=3600))


def test_action_of_an_older_server_has_no_delay(server_of: Provide, name: str) -> None:
    """Before 3.4, the server does not return ``schedule_after``, and ignores it."""
    sender = Sender(server_of(OLDEST).api_url)
    trigger: requests.EventTrigger = {"type": "event", "posture": "Reactive", "threshold": 1, "within": 0}
    action: requests.RunDeployment = {"type": "run-deployment", "source": "inferred", "schedule_after": 90.5}
    made = sender.send(automations.create_automation(name=name, trigger=trigger, actions=[action]))
    assert "schedule_after" not in json.loads(sender.responses[-1].content)["actions"][0]
    (kept,) = made.actions
    assert isinstance(kept, RunDeployment)
    assert kept.schedule_after == 0.0
    sender.close()

"""Models: representations, equality, hashes, and derived properties."""

import copy
import pickle
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import attrs
import pytest

from prefect_http import models
from prefect_http_api import models as api_models

pytestmark = pytest.mark.every_python

ID, OTHER = UUID("01a2b3c4-0000-4000-8000-000000000001"), UUID("02a2b3c4-0000-4000-8000-000000000002")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SECRET = "hunter2"


def state(kind: str, **values: Any) -> models.State:
    values = {"name": kind.capitalize(), **values}
    return models.State(id=ID, type=models.StateType(kind), timestamp=NOON, **values)


def flow_run(**values: Any) -> models.FlowRun:
    values = {"id": ID, "state_type": models.StateType.COMPLETED, **values}
    return models.FlowRun(flow_id=OTHER, name="tuesday", **values)


def log(level: int, message: str = "hello") -> models.Log:
    return models.Log(id=ID, name="prefect", level=level, message=message, timestamp=NOON)


RUN = flow_run()


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        (RUN, "<FlowRun 'tuesday' COMPLETED 01a2b3c4…>"),
        (flow_run(state_type=None), "<FlowRun 'tuesday' 01a2b3c4…>"),
        (flow_run(state_type=models.StateType("DREAMING")), "<FlowRun 'tuesday' DREAMING 01a2b3c4…>"),
        (state("SCHEDULED", name="Late"), "<State 'Late' SCHEDULED 01a2b3c4…>"),
        (log(20, "two\nlines"), "<Log INFO 'two lines'>"),
        (log(40, "x" * 100), f"<Log ERROR '{'x' * 59}…'>"),
        (models.Variable(name="region", value=SECRET, id=ID), "<Variable 'region' 01a2b3c4…>"),
        (models.Artifact(id=ID, key="report", type="markdown"), "<Artifact 'report' markdown 01a2b3c4…>"),
        (models.Artifact(id=ID), "<Artifact 01a2b3c4…>"),
        (
            models.Event(id=ID, event="prefect.flow-run.Failed", occurred=NOON, received=NOON, resource={}),
            "<Event 'prefect.flow-run.Failed' 01a2b3c4…>",
        ),
        (
            models.OrchestrationResult(
                state=state("CANCELLED"),
                status=api_models.SetStateStatus.REJECT,
                details=api_models.StateRejectDetails(reason="no"),
            ),
            "<OrchestrationResult CANCELLED status=REJECT details=<StateRejectDetails>>",
        ),
        (
            models.OrchestrationResult(
                state=None, status=api_models.SetStateStatus.WAIT, details=api_models.StateWaitDetails(delay_seconds=5)
            ),
            "<OrchestrationResult WAIT details=<StateWaitDetails>>",
        ),
        (
            models.EventCount(value="day", label="2026-01-31", count=3, start_time=NOON, end_time=NOON),
            "<EventCount '2026-01-31' value='day' count=3 start_time=2026-01-01T12:00:00+00:00>",
        ),
        (
            api_models.ServerAPISettings(csrf_token_expiration="PT2H"),
            "<ServerAPISettings csrf_token_expiration='PT2H'>",
        ),
        (
            api_models.CallWebhook(block_document_id=ID, payload=SECRET),
            "<CallWebhook call-webhook block_document_id=01a2b3c4… payload=***>",
        ),
        (
            models.DeploymentSchedule(id=ID, schedule=models.CronSchedule(cron="0 6 * * *", timezone="Europe/Oslo")),
            "<DeploymentSchedule cron='0 6 * * *' timezone='Europe/Oslo' 01a2b3c4…>",
        ),
        (
            models.DeploymentSchedule(
                id=ID, schedule=models.IntervalSchedule(interval=3600.0, anchor_date=NOON, timezone="UTC")
            ),
            "<DeploymentSchedule interval=3600.0 anchor_date=2026-01-01T12:00:00+00:00 timezone='UTC' 01a2b3c4…>",
        ),
        (
            models.DeploymentSchedule(id=ID, schedule=models.RRuleSchedule(rrule="FREQ=DAILY")),
            "<DeploymentSchedule rrule='FREQ=DAILY' 01a2b3c4…>",
        ),
        (models.CronSchedule(cron="0 6 * * *", timezone="UTC"), "<CronSchedule cron='0 6 * * *' timezone='UTC'>"),
        (api_models.FlowRunPolicy(), "<FlowRunPolicy>"),
        (
            api_models.FlowRunPage(results=[RUN], count=1, limit=200, pages=1, page=1),
            "<FlowRunPage results=[1 item] count=1 limit=200>",
        ),
        (
            models.BlockDocument(id=ID, block_schema_id=ID, block_type_id=ID, name="db"),
            "<BlockDocument 'db' 01a2b3c4…>",
        ),
    ],
)
def test_repr_is_short(model: object, shown: str) -> None:
    assert repr(model) == str(model) == shown
    assert repr([model]) == f"[{shown}]"


def test_every_model_has_a_repr_of_one_line() -> None:
    for name in api_models.__all__:
        model = getattr(api_models, name)
        if attrs.has(model):
            empty: Any = object.__new__(model)
            assert repr(empty).startswith(f"<{name}")
            assert "\n" not in repr(empty)


SECRETS = [
    models.BlockDocument(
        id=ID, block_schema_id=ID, block_type_id=ID, name="db", data={"password": SECRET, "x": [SECRET]}
    ),
    api_models.APISettings(key=SECRET, auth_string=f"me:{SECRET}", url=f"http://me:{SECRET}@host/api"),
    api_models.ServerDatabaseSettings(password=SECRET, connection_url=f"postgresql://me:{SECRET}@db/prefect"),
    api_models.CsrfToken(id=ID, token=SECRET, client="me", expiration=NOON),
    api_models.ClientSettings(custom_headers={"Authorization": SECRET, "X-Token": SECRET}),
    flow_run(job_variables={"env": {"NAME": SECRET}}, parameters={"api_key": SECRET, "inner": [{"password": SECRET}]}),
    models.Deployment(id=ID, flow_id=ID, name="d", pull_steps=[{"git": {"access_token": SECRET}}]),
]


@pytest.mark.parametrize("model", SECRETS, ids=lambda model: type(model).__name__)
def test_representations_contain_no_secrets(model: Any) -> None:
    assert SECRET in str(attrs.asdict(model))
    for shown in (repr(model), model._repr_html_(), str(list(model.__rich_repr__()))):
        assert SECRET not in shown


def test_rich_shows_every_attribute() -> None:
    shown = dict(flow_run(tags=["a"]).__rich_repr__())
    assert shown.keys() == {field.name for field in attrs.fields(models.FlowRun)}
    assert (shown["id"], shown["tags"], shown["state_type"]) == (ID, ["a"], "COMPLETED")


def test_html_shows_the_attributes_that_are_set_and_escapes_them() -> None:
    shown = flow_run(tags=["<b>"], parameters={"n": 1}, start_time=NOON, state=state("COMPLETED"))._repr_html_()
    assert shown.startswith("<table><caption>&lt;FlowRun &#x27;tuesday&#x27; COMPLETED 01a2b3c4…&gt;</caption><tr>")
    assert "<tr><th>tags</th><td>[&quot;&lt;b&gt;&quot;]</td></tr>" in shown
    assert "<tr><th>parameters</th><td>{&quot;n&quot;: 1}</td></tr>" in shown
    assert "<tr><th>start_time</th><td>2026-01-01 12:00:00+00:00</td></tr>" in shown
    assert "<tr><th>state</th><td>&lt;State &#x27;Completed&#x27; COMPLETED 01a2b3c4…&gt;</td></tr>" in shown
    assert "end_time" not in shown


def test_models_with_an_id_are_equal_by_class_and_id() -> None:
    later = flow_run(state_type=models.StateType.FAILED)
    assert later == RUN
    assert hash(RUN) == hash(later)
    assert later in {RUN, flow_run(id=OTHER)}
    assert len({RUN, later, flow_run(id=OTHER)}) == 2
    assert flow_run(id=OTHER) != RUN
    assert {models.Variable(id=ID, name="a", value=1): "x"}[models.Variable(id=ID, name="a", value=2)] == "x"
    assert models.Flow(id=ID, name="tuesday") != RUN
    assert RUN != ID


def test_models_without_an_id_are_equal_by_value() -> None:
    schedule = models.CronSchedule(cron="0 6 * * *")
    assert schedule == models.CronSchedule(cron="0 6 * * *")
    assert schedule != models.CronSchedule(cron="0 7 * * *")
    with pytest.raises(TypeError, match="unhashable type: 'CronSchedule'"):
        hash(schedule)


@pytest.mark.parametrize("kind", list(models.StateType))
def test_final_and_successful_states(kind: models.StateType) -> None:
    task_run = models.TaskRun(id=ID, name="t", task_key="t", dynamic_key="0", state_type=kind)
    summary = api_models.TaskRunSummary(id=ID, name="t", task_key="t", state=state(kind))
    for model in (flow_run(state_type=kind), task_run, summary, state(kind)):
        assert model.is_final is (kind in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
        assert model.is_successful is (kind == "COMPLETED")


def test_run_without_a_state_is_not_final() -> None:
    run = flow_run(state_type=None)
    assert (run.is_final, run.is_successful) == (False, False)


def test_duration_is_the_time_from_start_to_end() -> None:
    end = NOON + timedelta(seconds=90)
    assert flow_run(start_time=NOON, end_time=end, total_run_time=30.0).duration == timedelta(seconds=90)
    assert flow_run(start_time=NOON).duration is None
    assert flow_run().duration is None
    assert models.TaskRun(
        id=ID, name="t", task_key="t", dynamic_key="0", start_time=NOON, end_time=end
    ).duration == timedelta(seconds=90)
    assert (
        api_models.SimpleFlowRun(
            id=ID, state_type=models.StateType.FAILED, timestamp=NOON, duration=5.0, lateness=0.0
        ).duration
        == 5.0
    )


@pytest.mark.parametrize(
    ("level", "name"),
    [(10, "DEBUG"), (20, "INFO"), (30, "WARNING"), (40, "ERROR"), (50, "CRITICAL"), (0, "NOTSET"), (25, "Level 25")],
)
def test_level_has_a_name(level: int, name: str) -> None:
    assert log(level).level_name == name


def test_models_are_copied_and_pickled_with_all_their_attributes() -> None:
    run = attrs.evolve(flow_run(state=state("COMPLETED"), tags=["a"]), flow_name="etl")
    for copied in (copy.copy(run), copy.deepcopy(run), pickle.loads(pickle.dumps(run)), attrs.evolve(run)):  # noqa: S301  # own bytes
        assert attrs.asdict(copied) == attrs.asdict(run)
        assert copied.flow_name == "etl"


def test_dir_of_a_model_has_attributes_and_properties_only() -> None:
    fields = {field.name for field in attrs.fields(models.FlowRun)}
    public = {name for name in dir(RUN) if not name.startswith("_")}
    assert public == fields | {"duration", "is_final", "is_successful"}

"""Filter keywords become filters of the API."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from prefect_http import ArgumentError, filters, models
from prefect_http._domain import filters as grammars
from prefect_http._domain.event_filters import EVENTS
from prefect_http._domain.keywords import Grammar

pytestmark = pytest.mark.every_python

ONE, TWO = UUID(int=1), UUID(int=2)
TIME = datetime(2026, 1, 31, 8, tzinfo=UTC)
RUN = models.FlowRun(id=ONE, name="tuesday", flow_id=TWO)
CRASHED = models.StateType.CRASHED
LATE = models.State(type=models.StateType.SCHEDULED, id=ONE, name="Late", timestamp=TIME)


@pytest.mark.parametrize(
    ("grammar", "given", "body"),
    [
        (grammars.FLOW_RUNS, {}, {}),
        (grammars.FLOW_RUNS, {"state": None, "name": None, "where": None}, {}),
        (grammars.FLOW_RUNS, {"id": ONE}, {"flow_runs": {"id": {"any_": [ONE]}}}),
        (grammars.FLOW_RUNS, {"id": [RUN, str(TWO)]}, {"flow_runs": {"id": {"any_": [ONE, TWO]}}}),
        (grammars.FLOW_RUNS, {"id": ()}, {"flow_runs": {"id": {"any_": []}}}),
        (grammars.FLOW_RUNS, {"name": "a"}, {"flow_runs": {"name": {"any_": ["a"]}}}),
        (grammars.FLOW_RUNS, {"name": {"a": 1}.keys()}, {"flow_runs": {"name": {"any_": ["a"]}}}),
        (grammars.FLOW_RUNS, {"name": "copy-*"}, {"flow_runs": {"name": {"like_": "copy-"}}}),
        (grammars.FLOW_RUNS, {"name": "a*nightly*b"}, {"flow_runs": {"name": {"like_": "nightly"}}}),
        (grammars.FLOW_RUNS, {"name": ["copy-*", "b"]}, {}),
        (grammars.FLOW_RUNS, {"name": "a\\b*"}, {}),
        (grammars.FLOW_RUNS, {"state": "FAILED"}, {"flow_runs": {"state": {"type": {"any_": ["FAILED"]}}}}),
        (grammars.FLOW_RUNS, {"state": "failed"}, {"flow_runs": {"state": {"type": {"any_": ["FAILED"]}}}}),
        (grammars.FLOW_RUNS, {"state": CRASHED}, {"flow_runs": {"state": {"type": {"any_": ["CRASHED"]}}}}),
        (grammars.FLOW_RUNS, {"state": LATE}, {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}),
        (grammars.FLOW_RUNS, {"state": "late"}, {"flow_runs": {"state": {"name": {"any_": ["Late"]}}}}),
        (
            grammars.FLOW_RUNS,
            {"state": ["Late", "PENDING", "Late"]},
            {"flow_runs": {"state": {"operator": "or_", "type": {"any_": ["PENDING"]}, "name": {"any_": ["Late"]}}}},
        ),
        (
            grammars.FLOW_RUNS,
            {"finished": False},
            {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING", "PAUSED", "CANCELLING"]}}}},
        ),
        (
            grammars.TASK_RUNS,
            {"finished": True},
            {"task_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]}}}},
        ),
        (grammars.FLOW_RUNS, {"deployment": ONE}, {"flow_runs": {"deployment_id": {"any_": [ONE]}}}),
        (grammars.FLOW_RUNS, {"tags": "a"}, {"flow_runs": {"tags": {"all_": ["a"]}}}),
        (
            grammars.FLOW_RUNS,
            {"since": TIME, "until": TIME},
            {"flow_runs": {"expected_start_time": {"after_": TIME, "before_": TIME}}},
        ),
        (
            grammars.FLOW_RUNS,
            {"until": TIME, "ended_since": TIME, "ended_until": TIME},
            {"flow_runs": {"expected_start_time": {"before_": TIME}, "end_time": {"after_": TIME, "before_": TIME}}},
        ),
        (
            grammars.TASK_RUNS,
            {"ended_since": TIME, "ended_until": TIME},
            {"task_runs": {"end_time": {"after_": TIME, "before_": TIME}}},
        ),
        (
            grammars.FLOW_RUNS,
            {"state": "RUNNING", "where": {"flow_runs": {"start_time": {"before_": TIME}}, "flows": {"id": {}}}},
            {
                "flow_runs": {"start_time": {"before_": TIME}, "state": {"type": {"any_": ["RUNNING"]}}},
                "flows": {"id": {}},
            },
        ),
        (grammars.TASK_RUNS, {"flow_run": RUN}, {"task_runs": {"flow_run_id": {"any_": [ONE]}}}),
        (grammars.TASK_RUNS, {"state": "Cached"}, {"task_runs": {"state": {"name": {"any_": ["Cached"]}}}}),
        (grammars.DEPLOYMENTS, {"paused": False}, {"deployments": {"paused": {"eq_": False}}}),
        (grammars.WORK_POOLS, {"name": "k*"}, {}),
        (grammars.LOGS, {"level": "warning"}, {"logs": {"level": {"ge_": 30}}}),
        (grammars.LOGS, {"level": 35, "text": "x"}, {"logs": {"level": {"ge_": 35}, "text": {"query": "x"}}}),
        (EVENTS, {"event": "prefect.flow-run.*"}, {"event": {"prefix": ["prefect.flow-run."]}}),
        (EVENTS, {"event": ["a", "b"]}, {"event": {"name": ["a", "b"]}}),
        (EVENTS, {"resource": RUN}, {"resource": {"id": [f"prefect.flow-run.{ONE}"]}}),
        (EVENTS, {"related": "prefect.flow.1"}, {"related": {"id": ["prefect.flow.1"]}}),
        (EVENTS, {"since": TIME, "where": {"order": "ASC"}}, {"order": "ASC", "occurred": {"since": TIME}}),
    ],
)
def test_keywords_become_filters(grammar: Grammar, given: Mapping[str, Any], body: object) -> None:
    assert grammar.parse(given).body == body


def test_where_is_not_changed() -> None:
    where: dict[str, Any] = {"flow_runs": {"state": {"name": {"not_any_": ["Late"]}}}}
    grammars.FLOW_RUNS.parse({"where": where, "state": "SCHEDULED"})
    assert where == {"flow_runs": {"state": {"name": {"not_any_": ["Late"]}}}}


def test_timedelta_is_before_now() -> None:
    before = datetime.now(UTC)
    body = grammars.FLOW_RUNS.parse({"since": timedelta(days=7)}).body
    since = body["flow_runs"]["expected_start_time"]["after_"]
    assert before - timedelta(days=7) <= since <= datetime.now(UTC) - timedelta(days=7)


def test_names_are_looked_up_and_added_to_ids() -> None:
    query = grammars.FLOW_RUNS.parse({"deployment": [TWO, "etl/nightly"], "flow": "etl", "work_pool": "k8s"})
    assert [(lookup.name, lookup.path) for lookup in query.lookups] == [
        ("etl/nightly", "flow_runs.deployment_id.any_"),
        ("etl", "flows.id.any_"),
        ("k8s", "work_pools.name.any_"),
    ]
    assert query.with_found([ONE, TWO, "k8s"]) == {
        "flow_runs": {"deployment_id": {"any_": [TWO, ONE]}},
        "flows": {"id": {"any_": [TWO]}},
        "work_pools": {"name": {"any_": ["k8s"]}},
    }


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("copy-*", "copy-1", True),
        ("copy-*", "Copy-1", False),
        ("copy-*", "xcopy-1", False),
        ("*copy*", "a copy\nof b", True),
        ("a*c", "abc", True),
        ("a.*", "ab", False),
        (["x*", "abc"], "abc", True),
        (["x*", "abc"], "abcd", False),
        ("*", "", True),
    ],
)
def test_star_matches_any_characters(pattern: object, name: str, matches: bool) -> None:
    assert grammars.FLOW_RUNS.parse({"name": pattern}).matches(SimpleNamespace(name=name)) is matches


@pytest.mark.parametrize(
    ("grammar", "given", "message"),
    [
        (grammars.FLOW_RUNS, {"stat": 1}, r"unknown argument 'stat' \(did you mean 'state'\?\)\. Accepted: id, name, "),
        (grammars.FLOW_RUNS, {"flow_runs": {}}, r"unknown argument 'flow_runs' \(use where={'flow_runs': \.\.\.}\)"),
        (grammars.FLOW_RUNS, {"where": {"state": {}}}, r"where does not accept 'state': expected flow_runs, flows, "),
        (grammars.FLOW_RUNS, {"where": "x"}, "where must be a mapping of names to values, got str"),
        (grammars.FLOW_RUNS, {"where": {"flow_runs": 1}, "state": "FAILED"}, r"where\['flow_runs'\] must be a mapping"),
        (grammars.FLOW_RUNS, {"state": "FALIED"}, r"got 'FALIED' \(did you mean 'FAILED'\?\)"),
        (grammars.FLOW_RUNS, {"state": 3}, "state must be a type of state, such as 'FAILED', or a name"),
        (grammars.FLOW_RUNS, {"id": "tuesday"}, "invalid flow run 'tuesday'"),
        (grammars.FLOW_RUNS, {"deployment": "nightly"}, "invalid deployment 'nightly'"),
        (grammars.FLOW_RUNS, {"name": b"x"}, "name must be a string or several strings, got bytes"),
        (grammars.FLOW_RUNS, {"tags": [None]}, "tags must be a string or several strings, got None"),
        (grammars.FLOW_RUNS, {"since": "7d"}, "since must be a datetime with a timezone, or a timedelta before now"),
        (grammars.FLOW_RUNS, {"until": datetime(2026, 1, 1)}, "until must have a timezone"),  # noqa: DTZ001
        (grammars.FLOW_RUNS, {"since": timedelta.max}, "since is out of range"),
        (
            grammars.FLOW_RUNS,
            {"state": "FAILED", "where": {"flow_runs": {"state": {"type": {"any_": ["CRASHED"]}}}}},
            r"state is also set in where or by another keyword: set flow_runs\.state\.type\.any_ in one place",
        ),
        (grammars.TASK_RUNS, {"state": "FAILED", "finished": True}, "finished is also set in where or by another"),
        (grammars.FLOW_RUNS, {"finished": "yes"}, "finished must be True or False"),
        (
            grammars.FLOW_RUNS,
            {"state": "FAILED", "where": {"flow_runs": {"operator": "or_"}}},
            r"state cannot be combined with the operator 'or_' in where\['flow_runs'\]",
        ),
        (grammars.DEPLOYMENTS, {"paused": "no"}, "paused must be True or False"),
        (grammars.LOGS, {"level": "LOUD"}, "level must be a number or one of DEBUG, INFO"),
        (grammars.LOGS, {"text": ["x"]}, "text must be a string"),
        (EVENTS, {"event": ["a", "b*"]}, r"event must have either exact values or values that end with '\*'"),
        (EVENTS, {"event": "a*b"}, r"event accepts '\*' only at the end"),
        (EVENTS, {"resource": object()}, "resource must be a model, such as a flow run"),
        (EVENTS, {"filter": {}}, "unknown argument 'filter'"),
    ],
)
def test_invalid_filters_are_rejected(grammar: Grammar, given: Mapping[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        grammar.parse(given)


LISTS: list[tuple[Grammar, str]] = [
    (grammars.FLOW_RUNS, "id name state deployment flow tags work_pool work_queue parent"),
    (grammars.TASK_RUNS, "id name state flow_run deployment flow tags"),
    (grammars.DEPLOYMENTS, "id name flow tags work_pool work_queue"),
    (grammars.FLOWS, "id name tags deployment work_pool"),
    (grammars.ARTIFACTS, "id key type flow_run task_run flow deployment"),
    (grammars.LATEST_ARTIFACTS, "id key type flow_run task_run flow deployment"),
    (grammars.VARIABLES, "name tags"),
    (grammars.WORK_POOLS, "name type"),
    (grammars.WORK_QUEUES, "name"),
    (grammars.WORKERS, "status"),
    (grammars.BLOCK_DOCUMENTS, "name block_type capabilities"),
    (grammars.BLOCK_TYPES, "slug capabilities"),
    (grammars.BLOCK_SCHEMAS, "block_type capabilities version"),
    (grammars.AUTOMATIONS, "id name tags"),
    (grammars.LOGS, "flow_run task_run"),
    (EVENTS, "event resource related"),
]
"""Keywords that take several values."""


@pytest.mark.parametrize(("grammar", "keywords"), LISTS)
def test_keyword_without_values_matches_no_row(grammar: Grammar, keywords: str) -> None:
    for keyword in keywords.split():
        empties: list[object] = [[], (), set(), iter(())]
        for empty in empties:
            assert grammar.parse({keyword: empty}).is_empty, keyword
        assert not grammar.parse({keyword: None}).is_empty
    assert not grammar.parse({}).is_empty


@pytest.mark.parametrize(("grammar", "keywords"), LISTS)
def test_other_keywords_take_one_value(grammar: Grammar, keywords: str) -> None:
    for keyword in grammar.keywords.keys() - set(keywords.split()):
        with pytest.raises(ArgumentError, match=rf"^{keyword} must be "):
            grammar.parse({keyword: []})


def test_times_may_have_any_timezone() -> None:
    oslo = TIME.astimezone(timezone(timedelta(hours=1)))
    assert grammars.FLOW_RUNS.parse({"since": oslo}).body["flow_runs"]["expected_start_time"] == {"after_": oslo}


@pytest.mark.parametrize(
    ("keywords", "grammar"),
    [
        (filters.FlowRuns, grammars.FLOW_RUNS),
        (filters.TaskRuns, grammars.TASK_RUNS),
        (filters.Deployments, grammars.DEPLOYMENTS),
        (filters.Flows, grammars.FLOWS),
        (filters.Artifacts, grammars.ARTIFACTS),
        (filters.LatestArtifacts, grammars.LATEST_ARTIFACTS),
        (filters.Variables, grammars.VARIABLES),
        (filters.WorkPools, grammars.WORK_POOLS),
        (filters.WorkQueues, grammars.WORK_QUEUES),
        (filters.Workers, grammars.WORKERS),
        (filters.BlockDocuments, grammars.BLOCK_DOCUMENTS),
        (filters.BlockTypes, grammars.BLOCK_TYPES),
        (filters.BlockSchemas, grammars.BLOCK_SCHEMAS),
        (filters.Automations, grammars.AUTOMATIONS),
        (filters.Logs, grammars.LOGS),
        (filters.Events, EVENTS),
    ],
)
def test_types_declare_the_keywords(keywords: type, grammar: Grammar) -> None:
    assert list(keywords.__annotations__) == [*grammar.keywords, "where"]

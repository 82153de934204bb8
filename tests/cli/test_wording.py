"""Errors name options and their values, not arguments of Python and keys of request bodies."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from prefect_http import Prefect, errors
from prefect_http._cli import arguments, parser
from prefect_http._cli.errors import line_of
from tests.cli.conftest import Run
from tests.cli.execution import Etl, deploy

PYTHON = re.compile(
    r"where=|where\[|\bNone\b|\bTrue\b|keyword|_many|argument of the client|datetime\(|client\.|\w=True"
)
"""Words that only make sense in Python."""


@pytest.fixture(scope="module")
def etl(client: Prefect) -> Iterator[Etl]:
    created = deploy(client)
    yield created
    client.flows.delete(created.deployment.flow_id)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["runs", "ls", "--where", '{"runs": {}}'], """--where does not accept 'runs': expected flow_runs, flows, """),
        (["runs", "ls", "--state", "x"], "--state must be a type of state, such as 'FAILED', or a name"),
        (["runs", "ls", "--state", "failed", "--finished"], "--finished is also set in --where or by another option"),
        (
            ["runs", "ls", "--name", "b", "--where", '{"flow_runs": {"operator": "or_"}}'],
            "--name cannot be combined with the operator 'or_' in 'flow_runs' of --where: write all conditions in ",
        ),
        (
            ["runs", "ls", "--where", '{"flow_runs": {"end_time": {"before_": "2026-01-31"}}}'],
            "--where: flow_runs.end_time.before_ must have a timezone, got 2026-01-31: append Z, or an offset",
        ),
        (["flows", "ls", "--where", "[]"], "argument --where: expected a JSON object, such as '{}'"),
        (["flows", "ls", "--where", "null"], "argument --where: expected a JSON object, such as '{}'"),
        (["runs", "delete", "--state", ",", "--yes"], "argument --state: expected at least one value, got ','"),
        (
            ["runs", "delete", "--where", '{"flow_runs": {}}', "--yes"],
            "the command requires IDs or a filter, and --where is empty: to select all on purpose, pass --where '{}'",
        ),
        (
            ["runs", "delete", "--older-than", "1d", "--where", '{"flow_runs": {"operator": "or_"}}'],
            "--older-than cannot be combined with the operator 'or_'",
        ),
        (["runs", "wait", "00000000-0000-0000-0000-000000000000", "--until", "pausd"], "--until must be a type of"),
        (["events", "--event", "*a"], "--event accepts '*' only at the end: use --where"),
        (["events", "-f", "--where", '{"order": "ASC"}'], "--follow does not accept order in --where, since every new"),
        (["events", "-f", "--until", "1h"], "--follow shows every new event: omit --until"),
        (["runs", "ls", "--api-url", "ftp://x"], "--api-url must start with http:// or https://"),
        (["--profile", "nope", "runs", "ls"], "--profile refers to profile 'nope', which is not in "),
        (
            ["api", "create_flow_run", 'state={"state_details": {"scheduled_time": "2026-01-31T08:00:00"}}'],
            "flow_runs.create_flow_run: state.state_details.scheduled_time must have a timezone, got 2026-01-31T08:",
        ),
        (
            ["api", "POST /deployments/00000000-0000-0000-0000-000000000000/schedule", "cron=1"],
            "deployments.schedule_deployment does not accept 'cron': POST /deployments/{id}/schedule only creates",
        ),
    ],
)
def test_options_are_named_instead_of_arguments_of_python(words: list[str], message: str, run: Run) -> None:
    result = run(*words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"error: {message}")
    assert not PYTHON.search(result.err)


SCHEDULE = ["deployments", "schedule", "add", "ETL"]
VALUES = [
    ([*SCHEDULE, "--cron", "0 8 * *"], "invalid --cron '0 8 * *': Invalid cron string"),
    ([*SCHEDULE, "--cron=often"], "invalid --cron 'often': Invalid cron string"),
    ([*SCHEDULE, "--every", "0"], "invalid --every '0': interval must be positive"),
    ([*SCHEDULE, "--rrule", "SOMETIMES"], "invalid --rrule 'SOMETIMES': Invalid RRule string"),
    ([*SCHEDULE, "--every", "1h", "--timezone", "Oslo"], "invalid --timezone 'Oslo': Invalid timezone"),
    (
        [*SCHEDULE, "--rrule", "FREQ=DAILY", "--timezone", "Oslo"],
        "invalid --timezone 'Oslo': expected an IANA name, such as Europe/Oslo",
    ),
    ([*SCHEDULE, "--every", "1h", "-p", "n=99999999999999999999"], "-p n: numbers must be from -9223372036854775808"),
    (["run", "ETL", "-p", "n=many"], "invalid -p n=many: 'many' is not of type 'integer'"),
    (["run", "ETL", "-pn=99999999999999999999"], "-p n: numbers must be from -9223372036854775808"),
    (["run", "ETL", "-p", "m=1"], "invalid parameter 'm': deployment"),
    (["pools", "create", "a/b"], "invalid NAME 'a/b': String should match pattern"),
    (["pools", "create", "x", "--base-job-template", '{"x": 1}'], "invalid --base-job-template: The `base_job_"),
    (["pools", "queues", "create", "no", "q", "--priority", "0"], "invalid --priority '0': Input should be greater"),
    (["pools", "workers", "ls", "no", "--status", "busy"], "invalid --status 'busy': Input should be 'ONLINE' or"),
    (["limits", "set", "a/b", "5"], "invalid NAME 'a/b': String should match pattern"),
    (["variables", "set", "Not A Name", "1"], "invalid NAME 'Not A Name': Variable name must only contain"),
    (["variables", "set", "x", "s3cret" * 1000], "invalid VALUE: Variable value must be less than"),
    (["runs", "ls", "--where", '{"flow_runs": {"nam": {}}}'], "invalid --where: flow_runs.nam: Extra inputs are not"),
]


@pytest.mark.parametrize(("words", "message"), VALUES, ids=[" ".join(words)[:60] for words, _ in VALUES])
def test_rejected_values_are_named_with_their_options(words: list[str], message: str, run: Run, etl: Etl) -> None:
    result = run(*[etl.name if word == "ETL" else word for word in words])
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"error: {message}")
    assert "s3cret" not in result.err


def test_slug_of_another_schedule(run: Run, etl: Etl) -> None:
    words = ("deployments", "schedule", "add", etl.name, "--every", "1h", "--slug", "hourly")
    assert run(*words).code == 0
    assert run(*words).err == f"error: invalid --slug 'hourly': another schedule of {etl.name} has it\n"


def test_parameter_that_is_not_on_the_command_line() -> None:
    given: dict[str, Any] = {"method": "POST", "url": "http://x", "status": 409}
    detail = "Error creating flow run: Validation failed for field 'n'. Failure reason: 'a' is not of type 'integer'"
    error = errors.ConflictError(f"POST http://x: 409 Conflict: {detail}", detail=detail, **given)
    assert line_of(error) == "invalid parameter 'n': 'a' is not of type 'integer'"
    other = errors.ConflictError("POST http://x: 409 Conflict: taken", detail="taken", **given)
    assert line_of(other) == "POST http://x: 409 Conflict: taken"


LISTINGS = ("runs", "task-runs", "deployments", "flows", "variables", "artifacts", "blocks", "automations", "pools")


@pytest.mark.parametrize("noun", LISTINGS)
def test_every_filter_is_named_by_its_option(noun: str) -> None:
    options = parser.parse([noun, "ls"]).options()
    for keyword in options.keys() & arguments._FILTERS.keys():
        line = line_of(errors.ArgumentError(f"{keyword} must be something else"), options)
        assert line == f"{arguments._FILTERS[keyword][0]} must be something else"


@pytest.mark.parametrize("words", [["run", "etl/nightly"], ["deployments", "schedule", "add", "e/n", "--every", "1h"]])
def test_parameters_have_the_same_option_everywhere(words: list[str]) -> None:
    for flag in (["-p"], ["--param"]):
        assert parser.parse([*words, *flag, "n=1"]).values["parameters"] == [("n", 1)]

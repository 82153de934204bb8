"""Names of parameters of a real flow, deployed with Prefect to a real server."""

import os
import subprocess
from uuid import uuid4

import pytest

from generator.servers.install import install_server
from prefect_http import ArgumentError, AsyncPrefect, Prefect
from prefect_http._domain.bulk_trigger import TriggerRow
from prefect_http_api import SERVER_VERSION
from prefect_http_api.requests import DeploymentScheduleCreate
from tests.support.servers import ServerAddress

SCHEMA = {"type": "object", "properties": {"batch_size": {"type": "integer"}}}

FLOWS = """
import sys
from prefect import flow

@flow(name=sys.argv[1])
def etl(batch_size: int = 10, region: str = "eu", **options):
    pass

@flow(name=sys.argv[1])
def plain():
    pass

if __name__ == "__main__":
    etl.to_deployment(name="etl", enforce_parameter_schema=False).apply()
    plain.to_deployment(name="plain").apply()
"""


@pytest.fixture(scope="module")
def flow(server: ServerAddress, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a flow with the deployments "etl" and "plain"."""
    name = f"real-{uuid4()}"
    folder = tmp_path_factory.mktemp("flows")
    script = folder / "flows.py"
    script.write_text(FLOWS, "utf-8")
    env = {"PATH": os.environ["PATH"], **server.environment, "PREFECT_HOME": str(folder)}
    python = install_server(SERVER_VERSION)
    subprocess.run([python, script, name], check=True, cwd=folder, env=env, capture_output=True)
    return name


def runs_of(prefect: Prefect, flow: str) -> int:
    return prefect.flow_runs.count(where={"flows": {"name": {"any_": [flow]}}})


def test_unknown_parameter_is_rejected_before_a_run_starts(prefect: Prefect, flow: str) -> None:
    before = runs_of(prefect, flow)
    with pytest.raises(ArgumentError) as caught:
        prefect.deployments.trigger(f"{flow}/etl", parameters={"batchsize": "S3cret"})
    assert str(caught.value) == (
        f"invalid parameter 'batchsize' (did you mean 'batch_size'?): deployment '{flow}/etl' accepts batch_size, "
        "region, options, and the run would crash. To send it anyway, use check_parameters=False"
    )
    with pytest.raises(ArgumentError, match=f"'{flow}/plain' accepts no parameters"):
        prefect.deployments.trigger(f"{flow}/plain", parameters={"n": 1})
    assert runs_of(prefect, flow) == before


def test_known_parameters_start_a_run(prefect: Prefect, flow: str) -> None:
    parameters = {"batch_size": 5, "options": {"anything": 1}}
    assert prefect.deployments.trigger(f"{flow}/etl", parameters=parameters).parameters == parameters
    assert prefect.deployments.trigger(f"{flow}/plain").parameters == {}


def test_check_can_be_turned_off_and_needs_the_name(prefect: Prefect, flow: str) -> None:
    unknown = {"batchsize": 5}
    run = prefect.deployments.trigger(f"{flow}/etl", parameters=unknown, check_parameters=False)
    assert run.parameters == unknown
    assert run.deployment_id is not None
    assert prefect.deployments.trigger(run.deployment_id, parameters=unknown).parameters == unknown


def test_rows_with_unknown_parameters_are_reported(prefect: Prefect, flow: str) -> None:
    rows: list[TriggerRow] = [{"parameters": {"batch_size": 1}}, {"parameters": {"regoin": "S3cret"}}]
    good, bad = prefect.deployments.trigger_many(f"{flow}/etl", rows)
    assert (good.ok, bad.index, type(bad.error)) == (True, 1, ArgumentError)
    assert "did you mean 'region'?" in str(bad.error)
    assert "S3cret" not in str(bad.error)
    assert all(outcome.ok for outcome in prefect.deployments.trigger_many(f"{flow}/etl", rows, check_parameters=False))


def test_parameters_of_deployments_and_schedules_are_checked(prefect: Prefect, flow: str) -> None:
    name, unknown = f"{flow}/etl", {"batchsize": 5}
    found = prefect.deployments.get(name)
    made = prefect.deployments.schedules.create(name, cron="0 6 * * *", active=False, parameters={"batch_size": 1})
    schedule: DeploymentScheduleCreate = {"schedule": {"cron": "0 6 * * *"}, "parameters": unknown}
    for attempt in (
        lambda: prefect.deployments.update(name, parameters=unknown),
        lambda: prefect.deployments.update(found.id, parameters=unknown, parameter_openapi_schema=SCHEMA),
        lambda: prefect.deployments.create(
            flow_id=found.flow_id, name="new", schedules=[schedule], parameter_openapi_schema=SCHEMA
        ),
        lambda: prefect.deployments.schedules.create(name, cron="0 6 * * *", parameters=unknown),
        lambda: prefect.deployments.schedules.update(found.id, made.id, parameters=unknown),
        lambda: prefect.deployments.schedules.replace(found.id, [schedule]),
    ):
        with pytest.raises(ArgumentError, match=r"invalid parameter 'batchsize' \(did you mean 'batch_size'\?\)"):
            attempt()
    prefect.deployments.schedules.update(name, made.id, parameters=unknown, check_parameters=False)
    assert prefect.deployments.get(name).schedules[0].parameters == unknown


def test_parameters_are_checked_against_the_schema_of_a_model(prefect: Prefect, flow: str) -> None:
    model, unknown = prefect.deployments.get(f"{flow}/etl"), {"batchsize": 5}
    before = runs_of(prefect, flow)
    rows: list[TriggerRow] = [{"parameters": unknown}]
    for attempt in (
        lambda: prefect.deployments.trigger(model, parameters=unknown),
        lambda: prefect.deployments.update(model, parameters=unknown),
        lambda: prefect.deployments.schedules.create(model, cron="0 6 * * *", parameters=unknown),
        lambda: prefect.deployments.trigger_many(model, rows).raise_first_error(),
    ):
        with pytest.raises(ArgumentError, match=r"invalid parameter 'batchsize' \(did you mean 'batch_size'\?\)"):
            attempt()
    assert runs_of(prefect, flow) == before


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, flow: str) -> None:
    with pytest.raises(ArgumentError, match="did you mean 'region'"):
        await async_prefect.deployments.trigger(f"{flow}/etl", parameters={"regoin": "eu"})
    rows: list[TriggerRow] = [{"parameters": {"regoin": "eu"}}]
    outcomes = await async_prefect.deployments.trigger_many(f"{flow}/etl", rows)
    assert [type(outcome.error) for outcome in outcomes] == [ArgumentError]

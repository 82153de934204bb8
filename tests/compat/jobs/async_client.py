"""Jobs with the async client."""

from datetime import UTC, datetime

import anyio

from prefect_http import AsyncPrefect, TriggerRow
from tests.compat.jobs.helpers import SECONDS, unique
from tests.support.servers import ServerAddress
from tests.support.transports import AsyncPatientTransport

ROWS = 9


def runs(server: ServerAddress) -> None:
    for backend in ("asyncio", "trio"):
        anyio.run(_runs, server, backend=backend)


async def _runs(server: ServerAddress) -> None:
    async with AsyncPrefect(server.api_url, api_key=server.api_key, transport=AsyncPatientTransport()) as prefect:
        flow = await prefect.flows.create(name=unique("etl"))
        deployment = await prefect.deployments.create(
            name=unique("nightly"), flow_id=flow.id, parameter_openapi_schema={}
        )
        name = f"{flow.name}/{deployment.name}"
        rows: list[TriggerRow] = [{"tags": ["a"]}] * ROWS
        started = (await prefect.deployments.trigger_many(name, rows)).ids
        listing = prefect.flow_runs.list(where={"flow_runs": {"deployment_id": {"any_": [deployment.id]}}})
        assert sorted([run.id async for run in listing]) == sorted(started)
        assert len(started) == ROWS

        run = await prefect.deployments.trigger(name)
        await prefect.flow_runs.set_state(run.id, "PENDING")
        await prefect.flow_runs.set_state(run.id, "RUNNING")
        now = datetime.now(UTC)
        await prefect.logs.create(
            [{"name": "x", "level": 20, "message": "hello", "timestamp": now, "flow_run_id": run.id}]
        )
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(prefect.flow_runs.set_state, run.id, "COMPLETED")
            lines = [log.message async for log in prefect.flow_runs.follow_logs(run.id, timeout=SECONDS)]
            assert lines == ["hello"]
        assert (await prefect.flow_runs.wait(run.id, timeout=SECONDS)).state_type == "COMPLETED"

        scheduled = await prefect.deployments.trigger(name)
        await prefect.flow_runs.cancel(scheduled.id)
        assert (await prefect.flow_runs.get(scheduled.id)).state_type == "CANCELLED"
        made = await prefect.deployments.schedules.create(name, cron="0 8 * * *")
        assert [schedule.id for schedule in await prefect.deployments.schedules.list(name)] == [made.id]

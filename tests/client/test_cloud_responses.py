"""Responses that only Prefect Cloud sends, by its API document. Nobody has tried them on Prefect Cloud."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import AsyncPrefect, Prefect
from prefect_http_api import Unknown, flow_runs, logs, work_queues
from prefect_http_api.models import CronSchedule, DeploymentStatus, IntervalSchedule
from tests.support.cloud import CloudStandIn
from tests.support.servers import Provide
from tests.support.stub import async_client, client
from tests.support.versions import PINNED

UNFRIENDLY = {"null_labels": True, "null_slots": True, "interval_as_text": True, "disabled_deployments": True}


@pytest.fixture(scope="module")
def unfriendly_cloud(self_hosted_of: Provide) -> Iterator[CloudStandIn]:
    with CloudStandIn(self_hosted_of(PINNED).origin, **UNFRIENDLY) as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def cloud_client(unfriendly_cloud: CloudStandIn) -> Iterator[Prefect]:
    with Prefect(unfriendly_cloud.api_url, api_key=unfriendly_cloud.api_key) as prefect:
        yield prefect


@pytest.fixture
async def async_cloud_client(unfriendly_cloud: CloudStandIn, anyio_backend: str) -> AsyncIterator[AsyncPrefect]:
    async with AsyncPrefect(unfriendly_cloud.api_url, api_key=unfriendly_cloud.api_key) as prefect:
        yield prefect


@pytest.fixture(scope="module")
def deployment(cloud_client: Prefect) -> str:
    name = f"cloud-responses-{uuid4()}"
    flow = cloud_client.flows.create(name=name)
    cloud_client.deployments.create(
        name="nightly",
        flow_id=flow.id,
        schedules=[{"schedule": {"interval": 3600}}, {"schedule": {"cron": "0 8 * * *"}}],
    )
    return f"{name}/nightly"


class TestNullLabels:
    """They are an empty dict."""

    def test_triggered_run(self, cloud_client: Prefect, deployment: str) -> None:
        run = cloud_client.deployments.trigger(deployment)
        assert run.labels == {}
        assert cloud_client.flow_runs.get(run.id).labels == {}
        (listed,) = cloud_client.flow_runs.list(where={"flow_runs": {"id": {"any_": [run.id]}}})
        assert listed.labels == {}
        cloud_client.flow_runs.set_labels(run.id, {"team": "data"})
        assert cloud_client.flow_runs.get(run.id).labels["team"] == "data"

    @pytest.mark.anyio
    async def test_runs_triggered_together(self, async_cloud_client: AsyncPrefect, deployment: str) -> None:
        assert (await async_cloud_client.deployments.trigger(deployment)).labels == {}
        assert len(await async_cloud_client.deployments.trigger_many(deployment, [{}, {}])) == 2
        assert (await async_cloud_client.deployments.get(deployment)).labels == {}


class TestSchedules:
    def test_interval_is_seconds(self, cloud_client: Prefect, deployment: str) -> None:
        # The stand-in leaves out ``parameters`` and ``max_scheduled_runs`` of listed schedules.
        listed = cloud_client.deployments.schedules.list(deployment)
        for schedules in (listed, cloud_client.deployments.get(deployment).schedules):
            (interval,) = [row.schedule for row in schedules if isinstance(row.schedule, IntervalSchedule)]
            assert interval.interval == 3600.0
            assert any(isinstance(row.schedule, CronSchedule) for row in schedules)
            assert [(row.parameters, row.max_scheduled_runs) for row in schedules] == [({}, None)] * 2

    @pytest.mark.anyio
    async def test_interval_is_sent_back(self, async_cloud_client: AsyncPrefect, deployment: str) -> None:
        schedules = async_cloud_client.deployments.schedules
        made = await schedules.create(deployment, interval=timedelta(seconds=60))
        assert isinstance(made.schedule, IntervalSchedule)
        assert made.schedule.interval == 60.0
        await schedules.update(deployment, made.id, timezone="Europe/Oslo")
        (found,) = [row.schedule for row in await schedules.list(deployment) if row.id == made.id]
        assert isinstance(found, IntervalSchedule)
        assert (found.interval, found.timezone) == (60.0, "Europe/Oslo")
        await schedules.delete(deployment, made.id)


def test_disabled_deployment_has_an_unknown_status(cloud_client: Prefect, deployment: str) -> None:
    status = cloud_client.deployments.get(deployment).status
    assert isinstance(status, DeploymentStatus)
    assert status == "DISABLED"
    assert status not in list(DeploymentStatus)


def test_null_counts_of_a_work_pool_are_none(cloud_client: Prefect) -> None:
    pool = cloud_client.work_pools.create(name=f"cloud-{uuid4()}", type="process")
    status = cloud_client.work_pools.concurrency_status(pool.name)
    assert (status.active_slots, status.count, status.pages) == (None, None, None)
    assert [queue.active_slots for queue in status.queues] == [None]
    queue = cloud_client.work_queues.get(f"{pool.name}/default")
    queue_status = cloud_client.send(work_queues.read_work_queue_concurrency_status(queue.id))
    assert (queue_status.active_slots, queue_status.count, queue_status.pages) == (None, None, None)


ID = str(UUID(int=1))
AUTOMATION = {
    "id": ID,
    "name": "slow runs",
    "enabled": True,
    "account": ID,
    "workspace": ID,
    "actor": None,
    "labels": None,
    "trigger": {
        "type": "compound",
        "id": ID,
        "require": "any",
        "within": None,
        "triggers": [{"type": "metric", "id": ID, "posture": "Metric", "metric": {"name": "duration"}}],
    },
    "actions": [
        {"type": "declare-incident", "title": "Slow"},
        {"type": "send-email-notification", "emails": ["ops@example.com"]},
        {"type": "pause-schedule-for-flow-run"},
        {"type": "do-nothing"},
    ],
    "actions_on_trigger": [{"type": "resume-schedule"}],
}


def respond_as_cloud(request: httpx.Request) -> httpx.Response:
    """Respond with what the stand-in cannot get from a self-hosted server."""
    if request.url.path.endswith("/logs/"):
        return httpx.Response(202, json={"accepted": 1})
    if request.url.path.endswith(f"/automations/{ID}"):
        return httpx.Response(200, json=AUTOMATION)
    return httpx.Response(200, json={"id": ID, "name": "run", "flow_id": ID, "empirical_policy": {"pause_keys": [1]}})


class TestUnknownTriggersAndActions:
    def test_they_keep_their_data(self) -> None:
        with client(respond_as_cloud) as prefect:
            self.check(prefect.automations.get(ID))

    @pytest.mark.anyio
    async def test_they_keep_their_data_async(self) -> None:
        async with async_client(respond_as_cloud) as prefect:
            self.check(await prefect.automations.get(ID))

    def check(self, automation: Any) -> None:
        assert automation.created is None
        assert automation.trigger.triggers == [Unknown(AUTOMATION["trigger"]["triggers"][0])]  # type: ignore[index]
        assert [type(action).__name__ for action in automation.actions] == ["Unknown"] * 3 + ["DoNothing"]
        assert automation.actions[1]["emails"] == ["ops@example.com"]
        assert automation.actions_on_trigger == [{"type": "resume-schedule"}]


def test_content_of_created_logs_is_ignored() -> None:
    with client(respond_as_cloud) as prefect:
        assert prefect.send(logs.create_logs([])) is None


def test_minimal_flow_run_has_defaults() -> None:
    with client(respond_as_cloud) as prefect:
        run = prefect.send(flow_runs.read_flow_run(UUID(ID)))
    assert (run.created, run.updated, run.labels, run.parameters) == (None, None, {}, {})
    assert run.empirical_policy.pause_keys == [1]

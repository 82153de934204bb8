"""Schedules of deployments, on a real server."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, ConflictError, NotFoundError, Prefect, ValidationError
from prefect_http._sync.resources.schedules import Schedules
from prefect_http.models import Deployment, DeploymentSchedule
from prefect_http_api.models import CronSchedule, IntervalSchedule, RRuleSchedule
from prefect_http_api.requests import DeploymentScheduleCreate
from tests.support.stub import client

NO_PARAMETERS = {"type": "object", "properties": {}}
ANCHOR = datetime(2026, 1, 31, 8, tzinfo=UTC)


@pytest.fixture
def schedules(prefect: Prefect) -> Schedules:
    return prefect.deployments.schedules


@pytest.fixture
def deployment(prefect: Prefect) -> Deployment:
    flow = prefect.flows.create(name=f"flow-{uuid4()}")
    return prefect.deployments.create(flow_id=flow.id, name="nightly", parameter_openapi_schema=NO_PARAMETERS)


def only_schedule(schedules: Schedules, deployment: Deployment) -> DeploymentSchedule:
    (found,) = schedules.list(deployment.id)
    return found


def summary(found: DeploymentSchedule) -> tuple[object, ...]:
    return (getattr(found.schedule, "cron", None), found.slug, found.active, found.max_scheduled_runs, found.parameters)


class TestCreate:
    @pytest.mark.self_hosted("Cloud returns new schedules without their parameters")
    def test_cron(self, prefect: Prefect, schedules: Schedules, deployment: Deployment) -> None:
        flow = prefect.flows.get(deployment.flow_id).name
        made = schedules.create(
            f"{flow}/nightly",
            cron="0 6 * * MON-FRI",
            timezone="Europe/Oslo",
            day_or=False,
            active=False,
            parameters={"n": 1},
            max_scheduled_runs=3,
            slug="mornings",
        )
        assert made.schedule == CronSchedule(cron="0 6 * * MON-FRI", timezone="Europe/Oslo", day_or=False)
        assert summary(made) == ("0 6 * * MON-FRI", "mornings", False, 3, {"n": 1})
        assert schedules.list(f"{flow}/nightly") == [made]

    def test_interval(self, schedules: Schedules, deployment: Deployment) -> None:
        made = schedules.create(
            deployment.id, interval=timedelta(hours=1, seconds=0.5), anchor_date=ANCHOR, timezone="Asia/Tokyo"
        )
        assert made.schedule == IntervalSchedule(interval=3600.5, anchor_date=ANCHOR, timezone="Asia/Tokyo")
        assert made.active

    def test_rrule(self, schedules: Schedules, deployment: Deployment) -> None:
        rrule = "DTSTART:20260131T080000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR"
        made = schedules.create(deployment.id, rrule=rrule, timezone="Europe/Oslo")
        assert made.schedule == RRuleSchedule(rrule=rrule, timezone="Europe/Oslo")

    def test_schedules_are_listed_in_creation_order(self, schedules: Schedules, deployment: Deployment) -> None:
        made = [schedules.create(deployment.id, cron=f"{minute} * * * *").id for minute in range(3)]
        schedules.pause(deployment.id, made[0])
        assert [found.id for found in schedules.list(deployment.id)] == made

    @pytest.mark.parametrize(
        ("when", "message"),
        [
            ({"cron": "0 6 * * *"}, 'Invalid timezone: "Europe/Osl"'),
            ({"interval": timedelta(1)}, 'Invalid timezone: "Europe/Osl"'),
            ({"rrule": "FREQ=DAILY"}, "timezone: String should match pattern 'Africa/Abidjan"),
        ],
    )
    def test_unknown_timezone_is_rejected(
        self, schedules: Schedules, deployment: Deployment, when: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(ValidationError, match=message):
            schedules.create(deployment.id, **when, timezone="Europe/Osl")

    @pytest.mark.parametrize(
        ("when", "message"),
        [
            ({"cron": "sometimes"}, 'Invalid cron string: "sometimes"'),
            ({"rrule": "FREQ=NEVER"}, "Invalid RRule string"),
            ({"interval": timedelta(0)}, "interval must be positive"),
        ],
    )
    def test_invalid_expression_is_rejected(
        self, schedules: Schedules, deployment: Deployment, when: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(ValidationError) as caught:
            schedules.create(deployment.id, **when)
        assert message in str(caught.value)

    def test_duplicate_slug_is_a_conflict(self, schedules: Schedules, deployment: Deployment) -> None:
        schedules.create(deployment.id, cron="0 6 * * *", slug="x")
        with pytest.raises(ConflictError):
            schedules.create(deployment.id, cron="0 7 * * *", slug="x")

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({}, "a schedule requires exactly one of cron, interval and rrule, got none"),
            (
                {"cron": "0 6 * * *", "rrule": "FREQ=DAILY"},
                "a schedule requires exactly one of cron, interval and rrule, got cron and rrule",
            ),
            ({"cron": "0 6 * * *", "anchor_date": ANCHOR}, "anchor_date requires interval, got cron"),
            ({"rrule": "FREQ=DAILY", "day_or": True}, "day_or requires cron, got rrule"),
            ({"interval": 60}, "interval must be a timedelta, got 60: use one such as timedelta(seconds=60)"),
            ({"interval": "1h"}, "interval must be a timedelta, got '1h': use one such as timedelta(hours=1)"),
            ({"interval": timedelta(1), "anchor_date": ANCHOR.replace(tzinfo=None)}, "must have a timezone"),
        ],
    )
    def test_invalid_arguments_are_not_sent(self, wrong: dict[str, Any], message: str) -> None:
        with client(lambda _request: pytest.fail("it was sent")) as prefect, pytest.raises(ArgumentError) as caught:
            prefect.deployments.schedules.create(UUID(int=1), **wrong)
        assert message in str(caught.value)


class TestUpdate:
    def test_update_changes_only_given_fields(self, schedules: Schedules, deployment: Deployment) -> None:
        made = schedules.create(
            deployment.id,
            cron="0 6 * * *",
            timezone="Europe/Oslo",
            day_or=False,
            parameters={"n": 1},
            max_scheduled_runs=3,
            slug="x",
        )
        schedules.pause(deployment.id, made.id)
        assert summary(only_schedule(schedules, deployment)) == ("0 6 * * *", "x", False, 3, {"n": 1})
        schedules.resume(deployment.id, str(made.id))
        assert summary(only_schedule(schedules, deployment)) == ("0 6 * * *", "x", True, 3, {"n": 1})
        schedules.update(deployment.id, made.id, cron="0 7 * * *")
        found = only_schedule(schedules, deployment)
        assert found.schedule == CronSchedule(cron="0 7 * * *", timezone="Europe/Oslo", day_or=False)
        assert summary(found) == ("0 7 * * *", "x", True, 3, {"n": 1})
        schedules.update(deployment.id, made.id, timezone="Asia/Tokyo", max_scheduled_runs=4)
        found = only_schedule(schedules, deployment)
        assert found.schedule == CronSchedule(cron="0 7 * * *", timezone="Asia/Tokyo", day_or=False)
        assert found.max_scheduled_runs == 4

    def test_parameters_are_replaced(self, schedules: Schedules, deployment: Deployment) -> None:
        made = schedules.create(deployment.id, cron="0 6 * * *", parameters={"n": 1})
        schedules.update(deployment.id, made.id, parameters={"m": 2})
        assert only_schedule(schedules, deployment).parameters == {"m": 2}
        schedules.update(deployment.id, made.id, parameters={})
        assert only_schedule(schedules, deployment).parameters == {}

    def test_kind_can_change(self, schedules: Schedules, deployment: Deployment) -> None:
        made = schedules.create(deployment.id, cron="0 6 * * *", timezone="Europe/Oslo", day_or=False)
        schedules.update(deployment.id, made.id, interval=timedelta(hours=1), anchor_date=ANCHOR)
        interval = IntervalSchedule(interval=3600, anchor_date=ANCHOR, timezone="Europe/Oslo")
        assert only_schedule(schedules, deployment).schedule == interval
        schedules.update(deployment.id, made.id, timezone="UTC")
        interval.timezone = "UTC"
        assert only_schedule(schedules, deployment).schedule == interval

    def test_unknown_schedule_raises_not_found(self, schedules: Schedules, deployment: Deployment) -> None:
        for change in (schedules.pause, schedules.resume, schedules.delete):
            with pytest.raises(NotFoundError, match="Schedule not found"):
                change(deployment.id, UUID(int=1))
            with pytest.raises(NotFoundError, match="Deployment not found"):
                change(UUID(int=1), UUID(int=1))
            with pytest.raises(ArgumentError, match=r"^invalid schedule .*: expected a UUID"):
                change(deployment.id, "mornings")


def test_schedule_is_deleted(schedules: Schedules, deployment: Deployment) -> None:
    gone, stays = (schedules.create(deployment.id, cron=f"{minute} 6 * * *") for minute in (0, 1))
    schedules.delete(deployment.id, gone.id)
    assert schedules.list(deployment.id) == [stays]


OLD: dict[str, list[DeploymentScheduleCreate]] = {
    "none": [],
    "without slugs": [{"schedule": {"cron": "0 1 * * *"}}, {"schedule": {"cron": "0 2 * * *"}}],
    "with slugs": [{"schedule": {"cron": "0 1 * * *"}, "slug": "a"}, {"schedule": {"cron": "0 2 * * *"}, "slug": "b"}],
    "with and without": [{"schedule": {"cron": "0 1 * * *"}, "slug": "a"}, {"schedule": {"cron": "0 2 * * *"}}],
}
NEW: dict[str, list[DeploymentScheduleCreate]] = {
    "none": [],
    "without slugs": [
        {"schedule": {"cron": "0 3 * * *"}, "active": False, "max_scheduled_runs": 5},
        {"schedule": {"cron": "0 4 * * *"}, "parameters": {"n": 1}, "max_scheduled_runs": 6},
        {"schedule": {"cron": "0 5 * * *"}},
    ],
    "with slugs": [
        {"schedule": {"cron": "0 3 * * *"}, "slug": "b", "active": False, "parameters": {"n": 1}},
        {"schedule": {"cron": "0 4 * * *"}, "slug": "c", "max_scheduled_runs": 5},
    ],
}
EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "none": [],
    "without slugs": [
        ("0 3 * * *", None, False, 5, {}),
        ("0 4 * * *", None, True, 6, {"n": 1}),
        ("0 5 * * *", None, True, None, {}),
    ],
    "with slugs": [("0 3 * * *", "b", False, None, {"n": 1}), ("0 4 * * *", "c", True, 5, {})],
}


class TestReplace:
    @pytest.mark.parametrize("old", OLD)
    @pytest.mark.parametrize("new", NEW)
    def test_only_new_schedules_remain(self, schedules: Schedules, deployment: Deployment, old: str, new: str) -> None:
        schedules.replace(deployment.id, OLD[old])
        made = schedules.replace(deployment.id, NEW[new])
        assert [summary(found) for found in made] == EXPECTED[new]
        assert schedules.list(deployment.id) == made

    @pytest.mark.parametrize("old", OLD)
    def test_rejected_replacement_changes_nothing(self, schedules: Schedules, deployment: Deployment, old: str) -> None:
        before = schedules.replace(deployment.id, OLD[old])
        with pytest.raises(ValidationError, match="Europe/Osl"):
            schedules.replace(deployment.id, [{"schedule": {"cron": "0 3 * * *", "timezone": "Europe/Osl"}}])
        twice: DeploymentScheduleCreate = {"schedule": {"cron": "0 3 * * *"}, "slug": "z"}
        with pytest.raises(ConflictError):
            schedules.replace(deployment.id, [twice, twice])
        assert schedules.list(deployment.id) == before

    def test_first_error_is_raised(self) -> None:
        schedule = {"id": str(UUID(int=2)), "created": None, "updated": None, "schedule": {"cron": "* * * * *"}}
        deployment = {
            "id": str(UUID(int=1)),
            "created": None,
            "updated": None,
            "name": "d",
            "flow_id": str(UUID(int=3)),
            "schedules": [schedule | {"slug": "a"}],
        }
        methods: list[str] = []

        def respond(request: httpx.Request) -> httpx.Response:
            methods.append(request.method)
            match request.method:
                case "GET":
                    return httpx.Response(200, json=deployment)
                case "POST":
                    return httpx.Response(201, json=[schedule])
                case "PATCH":
                    return httpx.Response(409, json={"detail": "the first"})
                case _:
                    return httpx.Response(503, json={"detail": "the second"})

        with client(respond) as prefect, pytest.raises(ConflictError, match="the first"):
            prefect.deployments.schedules.replace(UUID(int=1), [])
        assert methods == ["GET", "POST", "PATCH", "DELETE"]


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, deployment: Deployment) -> None:
    schedules = async_prefect.deployments.schedules
    made = await schedules.create(deployment.id, cron="0 6 * * *", slug="a", parameters={"n": 1})
    await schedules.pause(deployment.id, made.id)
    await schedules.update(deployment.id, made.id, cron="0 7 * * *")
    (found,) = await schedules.list(deployment.id)
    assert summary(found) == ("0 7 * * *", "a", False, None, {"n": 1})
    await schedules.resume(deployment.id, made.id)
    (found,) = await schedules.replace(deployment.id, [{"schedule": {"cron": "0 8 * * *"}, "max_scheduled_runs": 2}])
    assert summary(found) == ("0 8 * * *", None, True, 2, {})
    await schedules.delete(deployment.id, found.id)
    assert await schedules.list(deployment.id) == []

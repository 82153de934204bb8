"""Jobs with deployments and schedules."""

from datetime import timedelta
from typing import Any

import pytest

from prefect_http import NotFoundError
from tests.compat.jobs.helpers import connect, create_deployment
from tests.support.servers import ServerAddress


def pause(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, _ = create_deployment(prefect)
        prefect.deployments.pause(name)
        assert prefect.deployments.get(name).paused
        assert prefect.deployments.trigger(name).state_type == "SCHEDULED"
        prefect.deployments.update(name, description="changed")
        found = prefect.deployments.get(name)
        assert (found.paused, found.description) == (True, "changed")
        prefect.deployments.resume(name)
        assert not prefect.deployments.get(name).paused
        prefect.deployments.delete(name)
        with pytest.raises(NotFoundError):
            prefect.deployments.get(name)


def schedules(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, _ = create_deployment(prefect)
        plans = prefect.deployments.schedules
        cron = plans.create(name, cron="0 8 * * *", timezone="Europe/Oslo")
        interval = plans.create(name, interval=timedelta(hours=1), active=False, max_scheduled_runs=3)
        rrule = plans.create(name, rrule="FREQ=DAILY", timezone="Europe/Oslo")
        assert [plan.id for plan in plans.list(name)] == [cron.id, interval.id, rrule.id]
        assert [plan.active for plan in plans.list(name)] == [True, False, True]
        plans.update(name, cron.id, cron="0 9 * * *")
        plans.update(name, interval.id, max_scheduled_runs=4)
        plans.pause(name, rrule.id)
        first, second, third = plans.list(name)
        assert _timing(first.schedule) == ("0 9 * * *", "Europe/Oslo")
        assert (getattr(second.schedule, "interval", None), second.max_scheduled_runs) == (3600.0, 4)
        assert not third.active
        plans.resume(name, rrule.id)
        plans.delete(name, interval.id)
        assert [(plan.id, plan.active) for plan in plans.list(name)] == [(cron.id, True), (rrule.id, True)]
        plans.replace(name, [{"schedule": {"cron": "0 1 * * *", "timezone": "UTC"}}])
        assert [_timing(plan.schedule) for plan in plans.list(name)] == [("0 1 * * *", "UTC")]


def schedules_with_parameters(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, _ = create_deployment(prefect)
        plans = prefect.deployments.schedules
        made = plans.create(name, cron="0 8 * * *", parameters={"n": 1}, slug="morning")
        plans.update(name, made.id, timezone="Europe/Oslo")
        (found,) = plans.list(name)
        assert (found.parameters, found.slug) == ({"n": 1}, "morning")


def _timing(schedule: Any) -> tuple[str, str]:
    return schedule.cron, schedule.timezone

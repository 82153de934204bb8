"""Replay steps for deployments and schedules."""

from __future__ import annotations

import prefect_http_api
from prefect_http import models
from prefect_http._contract.live.session import Identified, Replay
from prefect_http_api import deployments, flows


def call_deployments(replay: Replay) -> None:
    """Create, update, pause and resume a deployment, and call every operation that reads it."""
    flow, name = replay.created["flow"], replay.name("deployment")
    deployment = replay.created["deployment"] = replay.create(
        deployments.create_deployment(
            name=name,
            flow_id=flow,
            description="A deployment",
            tags=["a"],
            labels={"a": "b"},
            parameters={"x": 1},
            parameter_openapi_schema={"type": "object", "properties": {"x": {"title": "x"}}},
            enforce_parameter_schema=False,
            global_concurrency_limit_id=replay.created["global limit"],
            concurrency_options={"collision_strategy": "ENQUEUE", "grace_period_seconds": 90},
            pull_steps=[{"prefect.deployments.steps.set_working_directory": {"directory": "x"}}],
            work_pool_name=replay.name("pool"),
            work_queue_name=replay.name("queue"),
            job_variables={"command": "run"},
            entrypoint="flows.py:main",
            path="x",
            version="1.0",
            version_info={"type": "simple", "version": "1.0"},
        ),
        _plain(replay),
    )
    # The status for an existing deployment differs from that for a new one.
    replay.call(_plain(replay))
    replay.call(deployments.update_deployment(deployment, description="Another description"))
    replay.call(deployments.read_deployment(deployment))
    replay.call(deployments.read_deployment_by_name(replay.name("flow"), name))
    replay.call(deployments.read_deployments(deployments={"id": {"any_": [deployment]}}, limit=5))
    replay.call(deployments.paginate_deployments(deployments={"id": {"any_": [deployment]}}, limit=5, page=1))
    replay.call(deployments.count_deployments(deployments={"id": {"any_": [deployment]}}))
    replay.call(deployments.pause_deployment(deployment))
    replay.call(deployments.resume_deployment(deployment))
    replay.call(deployments.work_queue_check_for_deployment(deployment))
    replay.call(flows.count_deployments_by_flow(flow_ids=[flow]))


def _plain(replay: Replay) -> prefect_http_api.Call[models.Deployment]:
    return deployments.create_deployment(
        name=replay.name("deployment"),
        flow_id=replay.created["flow"],
        enforce_parameter_schema=False,
        work_pool_name=replay.name("pool"),
        work_queue_name=replay.name("queue"),
    )


def call_schedules(replay: Replay) -> None:
    """Create, read, update and delete schedules. All schedules are inactive, so the server creates no runs."""
    deployment = replay.created["deployment"]
    replay.call(deployments.schedule_deployment(deployment))
    schedules = replay.read(
        deployments.create_deployment_schedules(
            deployment,
            [
                {"schedule": {"cron": "0 8 * * 1-5", "timezone": "Europe/Zurich"}, "active": False},
                {"schedule": {"interval": 3600, "anchor_date": "2026-01-01T00:00:00+01:00"}, "active": False},
                {"schedule": {"rrule": "FREQ=DAILY;COUNT=1000", "timezone": "America/New_York"}, "active": False},
            ],
        ),
        list[Identified],
    )
    replay.call(deployments.read_deployment_schedules(deployment))
    replay.call(deployments.update_deployment_schedule(deployment, schedules[0].id, active=False))
    replay.call(deployments.read_deployment(deployment))
    replay.call(deployments.delete_deployment_schedule(deployment, schedules[0].id))


def delete_deployments(replay: Replay) -> None:
    """Delete deployments by filter and by ID."""
    spare = replay.create(
        deployments.create_deployment(name=replay.name("spare-deployment"), flow_id=replay.created["flow"])
    )
    replay.call(deployments.bulk_delete_deployments(deployments={"id": {"any_": [spare]}}, limit=5))
    replay.call(deployments.delete_deployment(replay.created["deployment"]))

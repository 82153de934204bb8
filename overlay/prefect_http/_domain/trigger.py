"""Trigger: build the request, and check the arguments. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from prefect_http._arguments import Seconds, flag, mapping, moment, seconds, timeout_seconds
from prefect_http._utils import string_list
from prefect_http.errors import ArgumentError
from prefect_http_api import requests


def flow_run_request(
    *,
    parameters: Mapping[str, Any] | None,
    name: str | None,
    tags: Iterable[str] | None,
    idempotency_key: str | None,
    scheduled_time: datetime | None,
    job_variables: Mapping[str, Any] | None,
    work_queue_name: str | None,
) -> requests.DeploymentFlowRunCreate:
    """Build the request body for one flow run. It contains the arguments that are set, and always an idempotency key.

    Raises:
        ArgumentError: *scheduled_time* is not a datetime or has no timezone, *tags* is a string, or *parameters* or
            *job_variables* is not a mapping.
    """
    # The key makes retries safe: for a resent request, the server returns the run that it created first.
    body: requests.DeploymentFlowRunCreate = {"idempotency_key": idempotency_key or str(uuid4())}
    if parameters is not None:
        body["parameters"] = mapping(parameters, "parameters")
    if name is not None:
        body["name"] = name
    if tags is not None:
        body["tags"] = string_list("tags", tags)
    if scheduled_time is not None:
        start = moment(scheduled_time, "scheduled_time")
        body["state"] = {"type": "SCHEDULED", "state_details": {"scheduled_time": start}}
    if job_variables is not None:
        body["job_variables"] = mapping(job_variables, "job_variables")
    if work_queue_name is not None:
        body["work_queue_name"] = work_queue_name
    return body


def check_wait_options(
    *, wait: bool, timeout: Seconds | None, raise_on_failure: bool, poll_interval: Seconds | None
) -> None:
    """Check that the options for waiting are valid and used only with *wait*.

    Raises:
        ArgumentError: An option is invalid, or one is used without *wait*.
    """
    timeout_seconds(timeout)
    if poll_interval is not None:
        seconds(poll_interval, "poll_interval", positive=True)
    options = {
        "timeout": timeout is not None,
        "raise_on_failure": flag(raise_on_failure, "raise_on_failure"),
        "poll_interval": poll_interval is not None,
    }
    option = next((name for name, is_given in options.items() if is_given), None)
    if not flag(wait, "wait") and option is not None:
        raise ArgumentError(f"{option} requires wait=True")

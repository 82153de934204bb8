"""Trigger: build the request, and check the arguments. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from prefect_http._domain.polling import check_timeout
from prefect_http._http.validation import missing_timezone
from prefect_http._utils import quote, string_list
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http_api.requests import DeploymentFlowRunCreate


def flow_run_request(
    *,
    parameters: Mapping[str, Any] | None,
    name: str | None,
    tags: Iterable[str] | None,
    idempotency_key: str | None,
    scheduled_time: datetime | None,
    job_variables: Mapping[str, Any] | None,
    work_queue_name: str | None,
) -> DeploymentFlowRunCreate:
    """Build the request body for one flow run. It contains the arguments that are set, and always an idempotency key.

    Raises:
        ArgumentError: *scheduled_time* is not a datetime or has no timezone, *tags* is a string, or *parameters* or
            *job_variables* is not a mapping.
    """
    # The key makes retries safe: for a resent request, the server returns the run that it created first.
    body: DeploymentFlowRunCreate = {"idempotency_key": idempotency_key or str(uuid4())}
    if parameters is not None:
        body["parameters"] = _to_dict("parameters", parameters)
    if name is not None:
        body["name"] = name
    if tags is not None:
        body["tags"] = string_list("tags", tags)
    if scheduled_time is not None:
        # Arguments may come from sources that no type checker sees.
        untyped = cast("object", scheduled_time)
        if not isinstance(untyped, datetime):
            raise ArgumentError(f"scheduled_time must be a datetime with a timezone, got {quote(untyped)}")
        if scheduled_time.utcoffset() is None:
            raise missing_timezone("scheduled_time", scheduled_time.isoformat())
        body["state"] = {"type": "SCHEDULED", "state_details": {"scheduled_time": scheduled_time}}
    if job_variables is not None:
        body["job_variables"] = _to_dict("job_variables", job_variables)
    if work_queue_name is not None:
        body["work_queue_name"] = work_queue_name
    return body


def check_wait_options(*, wait: bool, timeout: float | None, raise_on_failure: bool) -> None:
    """Check that the options for waiting are valid and used only with *wait*.

    Raises:
        ArgumentError: *timeout* is invalid, or *timeout* or *raise_on_failure* is used without *wait*.
    """
    check_timeout(timeout)
    if not wait and (timeout is not None or raise_on_failure):
        option = "raise_on_failure" if timeout is None else "timeout"
        raise ArgumentError(f"{option} requires wait=True")


def _to_dict(argument: str, value: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return dict(value)
    except (TypeError, ValueError):
        raise ArgumentError(f"{argument} must be a mapping of names to values, got {type(value).__name__}") from None

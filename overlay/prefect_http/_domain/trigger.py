"""What starting a run of a deployment sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from prefect_http._domain.polling import check_timeout
from prefect_http._http.validation import missing_timezone
from prefect_http._utils import string_list
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
    """Return the body that creates one flow run, with what was given and nothing else, but always with a key.

    Raises:
        ArgumentError: the time has no timezone, *tags* is one text, or what should be a mapping is none.
    """
    # The key makes a request that is sent twice start one run; the server answers the second with the first one's.
    body: DeploymentFlowRunCreate = {"idempotency_key": idempotency_key or str(uuid4())}
    if parameters is not None:
        body["parameters"] = _copied("parameters", parameters)
    if name is not None:
        body["name"] = name
    if tags is not None:
        body["tags"] = string_list("tags", tags)
    if scheduled_time is not None:
        # Nobody's type checker has seen a value that was read from a file.
        given = cast("object", scheduled_time)
        if not isinstance(given, datetime):
            raise ArgumentError(f"scheduled_time={given!r}: write a datetime, with a timezone")
        if scheduled_time.utcoffset() is None:
            raise missing_timezone("scheduled_time", scheduled_time.isoformat())
        body["state"] = {"type": "SCHEDULED", "state_details": {"scheduled_time": scheduled_time}}
    if job_variables is not None:
        body["job_variables"] = _copied("job_variables", job_variables)
    if work_queue_name is not None:
        body["work_queue_name"] = work_queue_name
    return body


def check_waiting(*, wait: bool, timeout: float | None, raise_on_failure: bool) -> None:
    """Make sure that what says how to wait comes with *wait*, and can be.

    Raises:
        ArgumentError: it does not, or cannot.
    """
    check_timeout(timeout)
    if not wait and (timeout is not None or raise_on_failure):
        what = "raise_on_failure" if timeout is None else "timeout"
        raise ArgumentError(f"{what} is about waiting for the run's end: give wait=True with it")


def _copied(argument: str, given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return dict(given)
    except (TypeError, ValueError):
        raise ArgumentError(f"{argument} is a mapping of names to values, not {type(given).__name__}") from None

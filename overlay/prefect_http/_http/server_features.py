"""What older servers lack, and which version has it. No I/O.

The versions are the first of the supported ones (``spec/servers.toml``) of which the document has it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast, get_args, get_type_hints, is_typeddict

from prefect_http.errors import StatusError, UnsupportedByServerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from prefect_http_api import Call

OPERATIONS: Final[Mapping[str, str]] = {
    "admin.clear_server_default_result_storage": "3.7.0",
    "admin.read_server_default_result_storage": "3.7.0",
    "admin.update_server_default_result_storage": "3.7.0",
    "automations.validate_template": "3.4.25",
    "concurrency_limits_v2.bulk_decrement_active_slots_with_lease": "3.4.25",
    "concurrency_limits_v2.bulk_increment_active_slots_with_lease": "3.4.25",
    "concurrency_limits_v2.renew_concurrency_lease": "3.4.25",
    "deployments.bulk_create_flow_runs_from_deployment": "3.6.29",
    "deployments.bulk_delete_deployments": "3.6.29",
    "flow_runs.bulk_delete_flow_runs": "3.6.29",
    "flow_runs.bulk_set_flow_run_state": "3.6.29",
    "flow_runs.update_flow_run_labels": "3.2.15",
    "flows.bulk_delete_flows": "3.6.29",
    "task_runs.paginate_task_runs": "3.2.15",
    "task_runs.read_task_run_with_flow_run_name": "3.4.25",
    "work_pools.read_work_pool_concurrency_status": "3.6.29",
    "work_queues.read_work_queue_concurrency_status": "3.6.29",
}
"""The operations that not every supported server has."""

KEYS: Final[Mapping[str, str]] = {
    "AutomationCreate.tags": "3.4.25",
    "AutomationFilter.id": "3.8.8",
    "AutomationFilter.tags": "3.4.25",
    "AutomationUpdate.tags": "3.4.25",
    "DeploymentCreate.global_concurrency_limit_id": "3.4.25",
    "DeploymentCreate.labels": "3.2.15",
    "DeploymentCreate.version_info": "3.4.25",
    "DeploymentFilterId.not_any_": "3.4.25",
    "DeploymentFilterTags.any_": "3.2.15",
    "DeploymentFlowRunCreate.labels": "3.2.15",
    "DeploymentScheduleCreate.parameters": "3.2.15",
    "DeploymentScheduleCreate.replaces": "3.6.29",
    "DeploymentScheduleCreate.slug": "3.2.15",
    "DeploymentScheduleUpdate.parameters": "3.2.15",
    "DeploymentScheduleUpdate.replaces": "3.6.29",
    "DeploymentScheduleUpdate.slug": "3.2.15",
    "DeploymentUpdate.global_concurrency_limit_id": "3.4.25",
    "DeploymentUpdate.parameter_openapi_schema": "3.2.15",
    "DeploymentUpdate.pull_steps": "3.2.15",
    "DeploymentUpdate.version_info": "3.4.25",
    "EventFilter.text": "3.4.25",
    "FlowCreate.labels": "3.2.15",
    "FlowFilterId.not_any_": "3.6.29",
    "FlowRunCreate.job_variables": "3.2.15",
    "FlowRunCreate.labels": "3.2.15",
    "FlowRunCreate.work_pool_name": "3.2.15",
    "FlowRunCreate.work_queue_name": "3.2.15",
    "FlowRunFilter.created_by": "3.6.29",
    "FlowRunFilterTags.any_": "3.2.15",
    "LogFilter.text": "3.4.25",
    "TaskRunCreate.labels": "3.2.15",
    "TaskRunFilter.end_time": "3.6.29",
    "WorkPoolCreate.storage_configuration": "3.2.15",
    "WorkPoolStorageConfiguration.default_result_storage_block_id": "3.4.25",
    "WorkPoolUpdate.storage_configuration": "3.2.15",
}
"""The keys of requests, with their class, that not every supported server takes though it knows the rest of the class.

Without those of classes of which a server ignores what it does not know: nobody is told.
"""

AUTOMATIONS_COUNTED_BY_FILTER: Final = "3.8.8"
"""Before this version the server ignores the filter by which automations are counted."""

# It is the server that says it, and it comes into a message: of no more than a few characters.
_VERSION: Final = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})\S{0,40}")


@dataclass(frozen=True, slots=True)
class Lack:
    """What a server refused, maybe because of its age.

    Attributes:
        what: the operation, or a key of its body.
        since: a version that has it.
    """

    what: str
    since: str

    def error(self, server_version: str, answer: StatusError) -> UnsupportedByServerError | None:
        """Return the error for a server of this version, in place of *answer*; None if it is not too old for it."""
        if not is_older(server_version, self.since):
            return None
        return UnsupportedByServerError(
            f"{self.what}: the server runs Prefect {server_version}, which does not have it; "
            f"Prefect {self.since} does. Use a newer server, or do without it.",
            status=answer.status,
            detail=answer.detail,
            method=answer.method,
            url=answer.url,
            server_version=server_version,
            since=self.since,
        )


def lacking(call: Call[Any], answer: StatusError, content: bytes) -> Lack | None:
    """Return what of *call* the server does not have, going by its *answer*, whose body is *content*.

    None when the answer has another cause.
    """
    operation = call.operation
    asked = f"{operation.method} {operation.path}"
    if is_missing(answer) and operation.name in OPERATIONS:
        return Lack(asked, OPERATIONS[operation.name])
    if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        for place in _refused(content):
            since = next((KEYS[key] for key in _keys_at(place, operation.request) if key in KEYS), None)
            if since is not None:
                return Lack(f"{asked} with {'.'.join(place)!r}", since)
    return None


def is_missing(answer: StatusError) -> bool:
    """Return whether this is how a server answers that does not have the operation at all.

    An unknown path gives FastAPI's own "Not Found", where an unknown thing gives "Flow not found".
    """
    if answer.status == HTTPStatus.NOT_FOUND:
        return answer.detail == "Not Found"
    return answer.status == HTTPStatus.METHOD_NOT_ALLOWED


def is_older(server_version: str, version: str) -> bool:
    """Return whether *server_version* comes before *version*; what is no version does not."""
    numbers = _numbers(server_version)
    return bool(numbers) and numbers < _numbers(version)


def _refused(content: bytes) -> Iterator[Sequence[str]]:
    """Yield where in the body there are keys that the server does not know; positions in lists are left out."""
    try:
        problems = json.loads(content)["exception_detail"]
        places = [problem["loc"][1:] for problem in problems if problem["type"] == "extra_forbidden"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return
    for place in places:
        yield [part for part in place if isinstance(part, str)]


def _keys_at(place: Sequence[str], request: object) -> Iterator[str]:
    """Yield what the package calls the key at *place* in a *request* of this type: its class, and its name."""
    if place and is_typeddict(request):
        owner = cast("type", request)
        key, *deeper = place
        types = get_type_hints(owner)
        if key in types and not deeper:
            yield f"{owner.__name__}.{key}"
        elif key in types:
            yield from _keys_at(deeper, types[key])
    for inner in get_args(request):
        yield from _keys_at(place, inner)


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.fullmatch(version)
    return tuple(map(int, found.groups())) if found else ()

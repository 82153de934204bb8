"""Clean-up of a replay: find its objects by name, and delete them.

Objects are found by name rather than tracked, because an interrupted request may have created an object. Objects
without the replay's prefix are never deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec

import prefect_http_api
from prefect_http._contract.live.session import Replay
from prefect_http.errors import PrefectHTTPError, TransportError
from prefect_http_api import (
    artifacts,
    automations,
    block_documents,
    block_types,
    concurrency_limits,
    concurrency_limits_v2,
    deployments,
    flow_runs,
    flows,
    saved_searches,
    variables,
    work_pools,
    work_queues,
)

_UNKNOWN_OPERATION = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


class NamedObject(msgspec.Struct):
    """ID and name of an object. Some kinds have a key or a tag instead of a name."""

    id: UUID
    name: str | None = None
    key: str | None = None
    tag: str | None = None

    @property
    def label(self) -> str:
        """Name, key or tag."""
        return self.name or self.key or self.tag or ""


class _Kind(msgspec.Struct):
    """Calls that list and delete one kind of object.

    Attributes:
        page: Function that returns the call for one page, given the name prefix and the offset.
        delete: Function that returns the call that deletes an object.
    """

    page: Callable[[str, int], prefect_http_api.Call[Any]]
    delete: Callable[[NamedObject], prefect_http_api.Call[Any]]


_KINDS = (
    _Kind(
        lambda _, offset: saved_searches.read_saved_searches(offset=offset),
        lambda item: saved_searches.delete_saved_search(item.id),
    ),
    _Kind(
        lambda prefix, offset: variables.read_variables(
            variables={"name": {"like_": prefix.replace("-", "_")}}, offset=offset
        ),
        lambda item: variables.delete_variable(item.id),
    ),
    _Kind(
        lambda prefix, offset: artifacts.read_artifacts(artifacts={"key": {"like_": prefix}}, offset=offset),
        lambda item: artifacts.delete_artifact(item.id),
    ),
    _Kind(
        lambda prefix, offset: automations.read_automations(
            automations={"name": {"any_": [f"{prefix}-automation", f"{prefix}-owned"]}}, offset=offset
        ),
        lambda item: automations.delete_automation(item.id),
    ),
    _Kind(
        lambda prefix, offset: flow_runs.read_flow_runs(flow_runs={"name": {"like_": prefix}}, offset=offset),
        lambda item: flow_runs.delete_flow_run(item.id),
    ),
    _Kind(
        lambda prefix, offset: deployments.read_deployments(deployments={"name": {"like_": prefix}}, offset=offset),
        lambda item: deployments.delete_deployment(item.id),
    ),
    _Kind(
        lambda prefix, offset: flows.read_flows(flows={"name": {"like_": prefix}}, offset=offset),
        lambda item: flows.delete_flow(item.id),
    ),
    _Kind(
        lambda _, offset: concurrency_limits_v2.read_all_concurrency_limits_v2(offset=offset),
        lambda item: concurrency_limits_v2.delete_concurrency_limit_v2(item.id),
    ),
    _Kind(
        lambda _, offset: concurrency_limits.read_concurrency_limits(offset=offset),
        lambda item: concurrency_limits.delete_concurrency_limit(item.id),
    ),
    _Kind(
        lambda prefix, offset: work_queues.read_work_queues(
            work_queues={"name": {"any_": [f"{prefix}-agent-queue"]}}, offset=offset
        ),
        lambda item: work_queues.delete_work_queue(item.id),
    ),
    _Kind(
        lambda prefix, offset: work_pools.read_work_pools(
            work_pools={"name": {"any_": [f"{prefix}-pool"]}}, offset=offset
        ),
        lambda item: work_pools.delete_work_pool(item.label),
    ),
    _Kind(
        lambda prefix, offset: block_documents.read_block_documents(
            block_documents={"name": {"like_": prefix}}, offset=offset
        ),
        lambda item: block_documents.delete_block_document(item.id),
    ),
    _Kind(
        lambda prefix, offset: block_types.read_block_types(block_types={"name": {"like_": prefix}}, offset=offset),
        lambda item: block_types.delete_block_type(item.id),
    ),
)
"""Kinds in order of deletion: an object is deleted before those that it refers to.

The server deletes dependent objects, such as schedules, along with their owner.
"""


def clean_up(replay: Replay) -> Iterator[tuple[prefect_http_api.Operation[Any], str]]:
    """Delete all objects whose name begins with the replay's prefix.

    Yields the operation and the reason of each failure. Continues after a failure, unless the server cannot be reached.
    """
    for kind in _KINDS:
        operation = kind.page(replay.prefix, 0).operation
        try:
            for item in _find(replay, kind):
                deletion = kind.delete(item)
                operation = deletion.operation
                response = replay.send(deletion)
                # The object may have been deleted along with its owner.
                if not response.is_success and response.status_code != HTTPStatus.NOT_FOUND:
                    yield operation, f"{item.label} was not deleted: the server responded with {response.status_code}"
        except (PrefectHTTPError, ValueError) as error:
            yield operation, f"objects whose names begin with {replay.prefix} may remain: {error}"
            if isinstance(error, TransportError) and not error.may_have_been_sent:
                return


def _find(replay: Replay, kind: _Kind) -> list[NamedObject]:
    """Return all objects of a kind whose name begins with the replay's prefix."""
    prefixes = replay.prefix + "-", replay.prefix.replace("-", "_") + "_"
    found: list[NamedObject] = []
    offset = 0
    while page := _page(replay, kind.page(replay.prefix, offset)):
        offset += len(page)
        found += [item for item in page if item.label.startswith(prefixes)]
    return found


def _page(replay: Replay, call: prefect_http_api.Call[Any]) -> list[NamedObject]:
    """Return one page of objects, or an empty one if the server lacks the operation."""
    response = replay.send(call)
    if response.status_code in _UNKNOWN_OPERATION:
        return []
    if not response.is_success:
        raise ValueError(f"the server responded with {response.status_code}")
    return msgspec.json.decode(response.content, type=list[NamedObject])

"""What is left of a replay: found by its names, and deleted.

What was made is not remembered but looked for, since of what was asked for when a replay was cut off nobody knows
whether it was made. What has another name is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

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

if TYPE_CHECKING:
    from prefect_http._contract.live.session import Replay
    from prefect_http_api import Call, Operation

_UNKNOWN = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


class Thing(msgspec.Struct):
    """What is needed of a thing to delete it. How it is called stands under another key in some."""

    id: UUID
    name: str | None = None
    key: str | None = None
    tag: str | None = None

    @property
    def called(self) -> str:
        """Its name, or what it has in place of one."""
        return self.name or self.key or self.tag or ""


class _Kind(msgspec.Struct):
    """One kind of things: a page of those that may be ours, and how one is deleted."""

    page: Callable[[str, int], Call[Any]]
    delete: Callable[[Thing], Call[Any]]


_KINDS = (
    _Kind(
        lambda _, offset: saved_searches.read_saved_searches(offset=offset),
        lambda thing: saved_searches.delete_saved_search(thing.id),
    ),
    _Kind(
        lambda prefix, offset: variables.read_variables(
            variables={"name": {"like_": prefix.replace("-", "_")}}, offset=offset
        ),
        lambda thing: variables.delete_variable(thing.id),
    ),
    _Kind(
        lambda prefix, offset: artifacts.read_artifacts(artifacts={"key": {"like_": prefix}}, offset=offset),
        lambda thing: artifacts.delete_artifact(thing.id),
    ),
    _Kind(
        lambda prefix, offset: automations.read_automations(
            automations={"name": {"any_": [f"{prefix}-automation", f"{prefix}-owned"]}}, offset=offset
        ),
        lambda thing: automations.delete_automation(thing.id),
    ),
    _Kind(
        lambda prefix, offset: flow_runs.read_flow_runs(flow_runs={"name": {"like_": prefix}}, offset=offset),
        lambda thing: flow_runs.delete_flow_run(thing.id),
    ),
    _Kind(
        lambda prefix, offset: deployments.read_deployments(deployments={"name": {"like_": prefix}}, offset=offset),
        lambda thing: deployments.delete_deployment(thing.id),
    ),
    _Kind(
        lambda prefix, offset: flows.read_flows(flows={"name": {"like_": prefix}}, offset=offset),
        lambda thing: flows.delete_flow(thing.id),
    ),
    _Kind(
        lambda _, offset: concurrency_limits_v2.read_all_concurrency_limits_v2(offset=offset),
        lambda thing: concurrency_limits_v2.delete_concurrency_limit_v2(thing.id),
    ),
    _Kind(
        lambda _, offset: concurrency_limits.read_concurrency_limits(offset=offset),
        lambda thing: concurrency_limits.delete_concurrency_limit(thing.id),
    ),
    _Kind(
        lambda prefix, offset: work_queues.read_work_queues(
            work_queues={"name": {"any_": [f"{prefix}-agent-queue"]}}, offset=offset
        ),
        lambda thing: work_queues.delete_work_queue(thing.id),
    ),
    _Kind(
        lambda prefix, offset: work_pools.read_work_pools(
            work_pools={"name": {"any_": [f"{prefix}-pool"]}}, offset=offset
        ),
        lambda thing: work_pools.delete_work_pool(thing.called),
    ),
    _Kind(
        lambda prefix, offset: block_documents.read_block_documents(
            block_documents={"name": {"like_": prefix}}, offset=offset
        ),
        lambda thing: block_documents.delete_block_document(thing.id),
    ),
    _Kind(
        lambda prefix, offset: block_types.read_block_types(block_types={"name": {"like_": prefix}}, offset=offset),
        lambda thing: block_types.delete_block_type(thing.id),
    ),
)
"""What refers to something comes before it. What belongs to something, such as a schedule, goes with it."""


def delete_leftovers(replay: Replay) -> Iterator[tuple[Operation[Any], str]]:
    """Delete all that has the replay's prefix in its name; yield the operation that could not, and why.

    It goes on where something fails, unless the server is gone.
    """
    for kind in _KINDS:
        operation = kind.page(replay.prefix, 0).operation
        try:
            for thing in _ours(replay, kind):
                deletion = kind.delete(thing)
                operation = deletion.operation
                response = replay.ask(deletion)
                # It may have gone with what it belongs to.
                if not response.is_success and response.status_code != HTTPStatus.NOT_FOUND:
                    yield operation, f"{thing.called} is left behind: it is answered {response.status_code}"
        except (PrefectHTTPError, ValueError) as error:
            yield operation, f"what begins with {replay.prefix} may be left behind: {error}"
            if isinstance(error, TransportError) and not error.may_have_been_sent:
                return


def _ours(replay: Replay, kind: _Kind) -> list[Thing]:
    """Return all things of the *kind* that have the replay's prefix, over all pages."""
    prefixes = replay.prefix + "-", replay.prefix.replace("-", "_") + "_"
    found: list[Thing] = []
    offset = 0
    while things := _page(replay, kind.page(replay.prefix, offset)):
        offset += len(things)
        found += [thing for thing in things if thing.called.startswith(prefixes)]
    return found


def _page(replay: Replay, call: Call[Any]) -> list[Thing]:
    """Return a page of things; none where the server does not know such."""
    response = replay.ask(call)
    if response.status_code in _UNKNOWN:
        return []
    if not response.is_success:
        raise ValueError(f"it is answered {response.status_code}")
    return msgspec.json.decode(response.content, type=list[Thing])

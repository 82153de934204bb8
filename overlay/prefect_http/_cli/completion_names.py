"""Names on the server that complete an argument of the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from prefect_http._cli.row_ids import runs_beginning

if TYPE_CHECKING:
    from prefect_http import Prefect

_ROWS: Final = 200
"""Largest number of names to offer."""


class Candidate(NamedTuple):
    """Word that can stand at the cursor.

    Attributes:
        word: The word.
        description: What it means, or an empty string.
    """

    word: str
    description: str = ""


def _deployments(client: Prefect, typed: str) -> Iterator[Candidate]:
    flow, slash, _ = typed.partition("/")
    where: Any = None
    if flow:
        where = {"flows": {"name": {"any_": [flow]} if slash else {"like_": flow}}}
    rows = list(client.deployments.list(limit=_ROWS, where=where))
    flows = {row.id: row.name for row in client.flows.list(id={row.flow_id for row in rows})} if rows else {}
    return (
        Candidate(f"{flows[row.flow_id]}/{row.name}", row.description or "") for row in rows if row.flow_id in flows
    )


def _runs(client: Prefect, typed: str) -> Iterator[Candidate]:
    rows = runs_beginning(client, typed) if typed else client.flow_runs.list(limit=_ROWS)
    return (Candidate(str(row.id), f"{row.state_name} {row.name}") for row in rows)


def _task_runs(client: Prefect, _typed: str) -> Iterator[Candidate]:
    return (Candidate(str(row.id), f"{row.state_name} {row.name}") for row in client.task_runs.list(limit=_ROWS))


def _flows(client: Prefect, typed: str) -> Iterator[Candidate]:
    rows = client.flows.list(limit=_ROWS, where={"flows": {"name": {"like_": typed}}} if typed else None)
    return (Candidate(row.name) for row in rows)


def _pools(client: Prefect, _typed: str) -> Iterator[Candidate]:
    return (Candidate(row.name, row.description or row.type) for row in client.work_pools.list(limit=_ROWS))


def _queues(client: Prefect, _typed: str) -> Iterator[Candidate]:
    rows = client.work_queues.list(limit=_ROWS)
    return (Candidate(f"{row.work_pool_name}/{row.name}", row.description or "") for row in rows)


def _variables(client: Prefect, typed: str) -> Iterator[Candidate]:
    where: Any = {"variables": {"name": {"like_": typed}}} if typed else None
    return (Candidate(row.name) for row in client.variables.list(limit=_ROWS, where=where))


def _limits(client: Prefect, _typed: str) -> Iterator[Candidate]:
    return (Candidate(row.name) for row in client.concurrency_limits.list(limit=_ROWS))


def _automations(client: Prefect, _typed: str) -> Iterator[Candidate]:
    return (Candidate(row.name, row.description) for row in client.automations.list(limit=_ROWS))


def _artifacts(client: Prefect, _typed: str) -> Iterator[Candidate]:
    return (Candidate(row.key, row.description or "") for row in client.artifacts.list_latest(limit=_ROWS))


def _blocks(client: Prefect, _typed: str) -> Iterator[Candidate]:
    for row in client.block_documents.list(limit=_ROWS):
        if row.block_type is not None and row.name is not None:
            yield Candidate(f"{row.block_type.slug}/{row.name}")


def _block_types(client: Prefect, _typed: str) -> Iterator[Candidate]:
    return (Candidate(row.slug, row.name) for row in client.block_types.list(limit=_ROWS))


def _schedules(client: Prefect, given: Mapping[str, str]) -> Iterator[Candidate]:
    # Imported here to keep other completions fast.
    from prefect_http._cli.commands.deployments import when
    from prefect_http._cli.row_ids import find_deployment

    for row in client.deployments.schedules.list(find_deployment(client, given["deployment"])):
        if row.slug:
            yield Candidate(row.slug, when(row))
        yield Candidate(str(row.id), when(row))


def _workers(client: Prefect, given: Mapping[str, str]) -> Iterator[Candidate]:
    return (Candidate(row.name) for row in client.work_pools.list_workers(given["work_pool"], limit=_ROWS))


NAMES: Final[Mapping[str, Callable[[Prefect, str], Iterable[Candidate]]]] = {
    "artifact": _artifacts,
    "automation": _automations,
    "block": _blocks,
    "block_type": _block_types,
    "deployment": _deployments,
    "flow": _flows,
    "flow_run": _runs,
    "limit": _limits,
    "parent": _runs,
    "pool": _pools,
    "run": _runs,
    "task_run": _task_runs,
    "variable": _variables,
    "work_pool": _pools,
    "work_queue": _queues,
}
"""Functions that return the values of an argument, by its name or placeholder, such as ``DEPLOYMENT``."""

PARTS: Final[Mapping[str, Callable[[Prefect, Mapping[str, str]], Iterable[Candidate]]]] = {
    "schedule": _schedules,
    "worker": _workers,
}
"""Functions that return the values of an argument, by its name, for the values of those before it."""

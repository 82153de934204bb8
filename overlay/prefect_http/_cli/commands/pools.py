"""Commands ``prefect-http pools``: work pools, their queues and their workers."""

from __future__ import annotations

from argparse import ArgumentParser
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import change, delete
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.exit_codes import DONE, INTERRUPTED
from prefect_http._cli.output.kinds import Column, Kind, status_text
from prefect_http._cli.references import POOL, QUEUE
from prefect_http._cli.terminal import confirm, say
from prefect_http._cli.values import json_input, natural
from prefect_http._cli.verbs import count, get, ls
from prefect_http._text import printable

if TYPE_CHECKING:
    from prefect_http.models import WorkPool, WorkQueue

_COLOURS: Final = {"READY": "green", "ONLINE": "green", "NOT_READY": "yellow", "PAUSED": "magenta", "OFFLINE": "dim"}


def _status_colour(row: Any) -> str | None:  # noqa: ANN401  # pools, queues and workers
    return _COLOURS.get(row.status)


def _status(row: Any) -> str | None:  # noqa: ANN401  # pools, queues and workers
    return status_text(row.status)


def _slots(row: WorkPool | WorkQueue) -> str | None:
    """Return the slots in use and their limit, such as ``"2/10"``."""
    if row.concurrency_limit is None:
        return None
    return f"{'?' if row.active_slots is None else row.active_slots}/{row.concurrency_limit}"


def _queue_name(queue: WorkQueue) -> str:
    return f"{queue.work_pool_name}/{queue.name}"


_POOL: Final = Kind(
    "work pool",
    (
        Column("name", shrinks=True),
        Column("type"),
        Column("status", _status, colour=_status_colour),
        Column("slots", _slots),
        Column("description", shrinks=True),
        Column("id", wide=True),
        Column("created", wide=True),
    ),
    key=attrgetter("name"),
)

_QUEUE: Final = Kind(
    "work queue",
    (
        Column("id"),
        Column("name", _queue_name, shrinks=True),
        Column("status", _status, colour=_status_colour),
        Column("priority"),
        Column("slots", _slots),
        Column("polled", "last_polled"),
        Column("description", shrinks=True, wide=True),
        Column("created", wide=True),
    ),
)

_WORKER: Final = Kind(
    "worker",
    (
        Column("name", shrinks=True),
        Column("status", _status, colour=_status_colour),
        Column("heartbeat", "last_heartbeat_time"),
        Column("id", wide=True),
        Column("created", wide=True),
    ),
    key=attrgetter("name"),
)

_NAME: Final = arguments.one("name", "name")
_IN_POOL: Final = arguments.one("work_pool", "name of the work pool")
_FIELDS: Final = (
    arguments.option("--description", help="description", metavar="TEXT"),
    arguments.option(
        "--concurrency-limit", help="number of runs at the same time (default: no limit)", metavar="N", type=natural
    ),
    arguments.option("--paused", help="create it paused", dest="is_paused", action="store_true", default=None),
)


def _in_pool(parser: ArgumentParser) -> None:
    parser.add_argument("work_pool", metavar="WORK_POOL", nargs="?", help="name of the work pool (default: all)")


def _create_pool(context: Context, **fields: Any) -> None:  # noqa: ANN401  # fields differ in their types
    context.show_row(context.client.work_pools.create(**_given(fields)), _POOL)


def _create_queue(context: Context, *, work_pool: str, **fields: Any) -> None:  # noqa: ANN401  # see above
    context.show_row(context.client.work_queues.create(work_pool, **_given(fields)), _QUEUE)


def _delete_worker(context: Context, *, work_pool: str, worker: str, yes: bool) -> int:
    if not confirm(printable(f"delete worker {worker}"), yes=yes):
        return INTERRUPTED
    context.client.work_pools.delete_worker(work_pool, worker)
    say(printable(f"worker {worker} deleted"))
    return DONE


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


COMMANDS: Final = (
    ls("pools ls", "work_pools.list", _POOL, filters="WORK_POOLS"),
    count("pools count", "work_pools.count", filters="WORK_POOLS"),
    get("pools get", "work_pools.get", _POOL, POOL.one, POOL.find),
    Command(
        "pools create",
        _create_pool,
        "work_pools.create",
        (
            _NAME,
            arguments.option(
                "--type", help="type of the workers (default: process)", metavar="TYPE", default="process"
            ),
            *_FIELDS,
            arguments.option(
                "--base-job-template", help="JSON, @FILE, or - for standard input", metavar="JSON", type=json_input
            ),
        ),
        help="Create a work pool.",
    ),
    change("pools pause", "work_pools.pause", POOL, "paused"),
    change("pools resume", "work_pools.resume", POOL, "resumed"),
    delete("pools delete", "work_pools.delete", POOL),
    ls("pools queues ls", "work_queues.list", _QUEUE, _in_pool, filters="WORK_QUEUES"),
    get("pools queues get", "work_queues.get", _QUEUE, QUEUE.one, QUEUE.find),
    Command(
        "pools queues create",
        _create_queue,
        "work_queues.create",
        (
            _IN_POOL,
            _NAME,
            arguments.option("--priority", help="priority, 1 first", metavar="N", type=natural),
            *_FIELDS,
        ),
    ),
    change("pools queues pause", "work_queues.pause", QUEUE, "paused"),
    change("pools queues resume", "work_queues.resume", QUEUE, "resumed"),
    delete("pools queues delete", "work_queues.delete", QUEUE),
    ls("pools workers ls", "work_pools.list_workers", _WORKER, _IN_POOL, filters="WORKERS"),
    Command(
        "pools workers delete",
        _delete_worker,
        "work_pools.delete_worker",
        (_IN_POOL, arguments.one("worker", "name of the worker"), arguments.yes),
    ),
)

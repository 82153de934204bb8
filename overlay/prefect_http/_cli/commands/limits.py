"""Commands ``prefect-http limits``: global concurrency limits, and those of tags."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import delete
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.references import LIMIT, TAG
from prefect_http._cli.values import natural, number
from prefect_http._cli.verbs import get, ls

if TYPE_CHECKING:
    from prefect_http.models import ConcurrencyLimit

_LIMIT: Final = Kind(
    "concurrency limit",
    (
        Column("name", shrinks=True),
        Column("limit"),
        Column("in use", "active_slots"),
        Column("active"),
        Column("decay", "slot_decay_per_second", wide=True),
        Column("id", wide=True),
        Column("created", wide=True),
    ),
    key=attrgetter("name"),
)


def _in_use(limit: ConcurrencyLimit) -> int:
    return len(limit.active_slots)


_TAG_LIMIT: Final = Kind(
    "tag limit",
    (
        Column("tag", shrinks=True),
        Column("limit", "concurrency_limit"),
        Column("in use", _in_use),
        Column("task runs", "active_slots", wide=True),
        Column("id", wide=True),
        Column("created", wide=True),
    ),
    key=attrgetter("tag"),
)

_SLOTS: Final = arguments.option("slots", help="number of slots", metavar="SLOTS", type=natural)


def _set(context: Context, *, name: str, slots: int, active: bool | None, decay: float | None) -> None:
    limit = context.client.concurrency_limits.set(name, slots, active=active, slot_decay_per_second=decay)
    context.show_row(limit, _LIMIT)


def _set_tag(context: Context, *, tag: str, slots: int) -> None:
    context.show_row(context.client.concurrency_limits.tags.create(tag=tag, concurrency_limit=slots), _TAG_LIMIT)


COMMANDS: Final = (
    ls("limits ls", "concurrency_limits.list", _LIMIT),
    get("limits get", "concurrency_limits.get", _LIMIT, LIMIT.one, LIMIT.find),
    Command(
        "limits set",
        _set,
        "concurrency_limits.set",
        (
            arguments.one("name", "name of the limit"),
            _SLOTS,
            arguments.option("--active", help="enforce the limit", action="store_const", const=True),
            arguments.option(
                "--inactive", help="do not enforce the limit", dest="active", action="store_const", const=False
            ),
            arguments.option("--decay", help="slots that become free each second", metavar="N", type=number),
        ),
    ),
    delete("limits delete", "concurrency_limits.delete", LIMIT),
    ls("limits tags ls", "concurrency_limits.tags.list", _TAG_LIMIT),
    get("limits tags get", "concurrency_limits.tags.get", _TAG_LIMIT, TAG.one),
    Command("limits tags set", _set_tag, "concurrency_limits.tags.create", (TAG.one, _SLOTS)),
    delete("limits tags delete", "concurrency_limits.tags.delete", TAG),
)

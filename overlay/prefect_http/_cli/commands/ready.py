"""Command ``prefect-http ready``."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter
from typing import Final

from prefect_http._cli import arguments
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.terminal import write
from prefect_http._cli.values import duration

_DETAILS: Final = """\
The exit code is 0 if the server and its database are ready, 7 if not, and 124 if they are not ready after --wait.
Credentials are only needed on Prefect Cloud, and to show the version of a server that requires them."""

_SERVER: Final = Kind(
    "server",
    (Column("url", itemgetter("url")), Column("version", itemgetter("version"))),
    key=itemgetter("url"),
)


def _ready(context: Context, *, wait: timedelta | None) -> None:
    from prefect_http import errors
    from prefect_http._cli.diagnosis import check_ready

    client = context.client
    if wait is None:
        check_ready(client)
    else:
        client.wait_until_ready(timeout=wait)
    try:
        version = client.server_version()
    except errors.PrefectHTTPError:
        version = None
    if context.output == "table":
        write([f"{client.api_url} is ready" + (f" (Prefect {version})" if version else "")])
    else:
        context.show_row({"url": client.api_url, "version": version}, _SERVER)


COMMANDS: Final = (
    Command(
        "ready",
        _ready,
        arguments=(
            arguments.option("--wait", metavar="DURATION", type=duration, help="wait this long, such as 120 or 2m"),
        ),
        help="Check whether the server is ready, or wait for it.",
        details=_DETAILS,
    ),
)

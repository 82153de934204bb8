"""Command ``prefect-http contract``."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._contract import cli


def _run(_context: Context, **options: object) -> int:
    return cli.run(Namespace(**options))


COMMANDS: Final = (Command("contract", _run, arguments=(cli.add_arguments,), shared=False),)

"""The command line: which commands there are."""

from __future__ import annotations

import argparse
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: The command line. Default: that of the process.
    """
    # Loading a command's modules here keeps importing the package cheap.
    from prefect_http._contract import cli

    parser = argparse.ArgumentParser("prefect-http", description="A typed client for the Prefect HTTP API.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    cli.set_up(commands.add_parser("contract", help=cli.HELP))
    given = parser.parse_args(arguments)
    code: int = given.run(given)
    return code

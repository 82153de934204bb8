"""Command-line entry point: parse the arguments and run the command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: Command line without the program's name. Default: ``sys.argv[1:]``.
    """
    # Imported here to keep importing this module cheap.
    from prefect_http._contract import cli

    parser = argparse.ArgumentParser("prefect-http", description="A typed client for the Prefect HTTP API.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    cli.add_arguments(commands.add_parser("contract", help=cli.HELP))
    options = parser.parse_args(arguments)
    code: int = options.run(options)
    return code

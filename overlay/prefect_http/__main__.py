"""The command ``prefect-http``, which is ``python -m prefect_http``, too."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments*, those of the process by default, and return its exit code."""
    # The parts of a command are loaded when it is run, not with the package.
    from prefect_http._contract import command

    parser = argparse.ArgumentParser("prefect-http", description="A typed client for the Prefect HTTP API.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    command.set_up(commands.add_parser("contract", help=command.HELP))
    given = parser.parse_args(arguments)
    code: int = given.run(given)
    return code


if __name__ == "__main__":
    sys.exit(main())

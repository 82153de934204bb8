"""Run ``prefect-http contract`` from a checkout, with ``--server-version`` for the servers of spec/servers.toml."""

import sys

from generator.errors import GeneratorError
from generator.servers.recipes import load_recipes
from generator.servers.run import running_server
from prefect_http._cli.main import main
from prefect_http._contract.cli import FAILED

OPTION = "--server-version"


def run(arguments: list[str]) -> int:
    """Run the check with *arguments*, and return its exit code."""
    if OPTION not in arguments[:-1]:
        return main(["contract", *arguments])
    index = arguments.index(OPTION)
    version = arguments[index + 1]
    if version not in load_recipes():
        return main(["contract", *arguments])
    try:
        with running_server(version, say=lambda line: print(line, file=sys.stderr)) as server:
            return main(["contract", *arguments[:index], "--url", server.origin, *arguments[index + 2 :]])
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))

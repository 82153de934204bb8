"""Command-line options of the compatibility matrix."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Options of the compatibility run.

    Attributes:
        servers: Versions of Prefect, oldest first, and the stand-in for Prefect Cloud.
        json: File to write all results to, or None.
    """

    servers: tuple[str, ...]
    json: Path | None


def parse(arguments: Sequence[str] | None, supported: Sequence[str]) -> Options:
    """Parse *arguments*. Without named servers, all *supported* ones are chosen."""
    parser = argparse.ArgumentParser(
        "nox -s matrix --",
        description="Run everyday tasks on real servers and a stand-in for Prefect Cloud, and write docs/servers.md.",
        epilog="The table is written only if all servers were run and no job failed.",
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write all results to this file")
    parser.add_argument(
        "servers", metavar="SERVER", nargs="*", help=f"versions to test: {', '.join(supported)} (default: all)"
    )
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.servers if name not in supported]:
        parser.error(f"unsupported version {', '.join(unknown)}: choose from {', '.join(supported)}")
    chosen = given.servers or supported
    return Options(tuple(name for name in supported if name in chosen), given.json)

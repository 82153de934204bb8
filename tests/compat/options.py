"""Command-line options of the compatibility matrix."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Options of the compatibility run.

    Attributes:
        versions: Versions of Prefect, oldest first.
        json: File to write all results to, or None.
    """

    versions: tuple[str, ...]
    json: Path | None


def parse(arguments: Sequence[str] | None, supported: Sequence[str]) -> Options:
    """Parse *arguments*. Without named versions, all *supported* ones are chosen."""
    parser = argparse.ArgumentParser(
        "nox -s matrix --",
        description="Run everyday tasks on real servers and write the table of docs/servers.md.",
        epilog="The table is written only if all versions were run and no job failed.",
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write all results to this file")
    parser.add_argument(
        "versions", metavar="VERSION", nargs="*", help=f"versions to test: {', '.join(supported)} (default: all)"
    )
    given = parser.parse_args(arguments)
    if unknown := [version for version in given.versions if version not in supported]:
        parser.error(f"unsupported version {', '.join(unknown)}: choose from {', '.join(supported)}")
    chosen = given.versions or supported
    return Options(tuple(version for version in supported if version in chosen), given.json)

"""The command line of the matrix."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Which servers to try.

    Attributes:
        versions: the versions of Prefect, oldest first.
        json: the file that all results go to; None for none.
    """

    versions: tuple[str, ...]
    json: Path | None


def parse(arguments: Sequence[str] | None, supported: Sequence[str]) -> Options:
    """Return what *arguments* ask for: all *supported* versions where they name none."""
    parser = argparse.ArgumentParser(
        "nox -s matrix --",
        description="Run everyday tasks on real servers and write the table of docs/servers.md.",
        epilog="The table is written only if all versions were run.",
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all results to this file, too")
    parser.add_argument("versions", metavar="VERSION", nargs="*", help=f"only these: {', '.join(supported)}")
    given = parser.parse_args(arguments)
    if unknown := [version for version in given.versions if version not in supported]:
        parser.error(f"{', '.join(unknown)} is not supported; there are {', '.join(supported)}")
    chosen = given.versions or supported
    return Options(tuple(version for version in supported if version in chosen), given.json)

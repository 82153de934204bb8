"""The command line of the benchmark."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """What to measure, and how thoroughly.

    Attributes:
        cases: the names of the cases.
        quick: whether it has to be over soon.
        json: the file that all samples go to; None for none.
    """

    cases: tuple[str, ...]
    quick: bool
    json: Path | None


def parse(arguments: Sequence[str] | None, cases: Sequence[str], slow: Sequence[str]) -> Options:
    """Return what *arguments* ask for: all *cases* where they name none, without the *slow* ones where it is quick."""
    parser = argparse.ArgumentParser(
        "nox -s bench --",
        description="Measure prefect-http beside its peers, all in one run, and print one table of ratios.",
    )
    parser.add_argument("--quick", action="store_true", help=f"under a minute: fewer rounds, no {', '.join(slow)}")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all samples to this file, too")
    parser.add_argument("cases", metavar="CASE", nargs="*", help=f"only these: {', '.join(cases)}")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.cases if name not in cases]:
        parser.error(f"there is no case {', '.join(unknown)}; there are {', '.join(cases)}")
    chosen = given.cases or [name for name in cases if not (given.quick and name in slow)]
    return Options(tuple(name for name in cases if name in chosen), given.quick, given.json)

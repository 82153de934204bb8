"""Command-line options of the benchmark."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Options of the benchmark run.

    Attributes:
        cases: Names of the cases.
        quick: Whether to take fewer samples.
        json: File to write all samples to, or None.
    """

    cases: tuple[str, ...]
    quick: bool
    json: Path | None


def parse(arguments: Sequence[str] | None, cases: Sequence[str], slow: Sequence[str]) -> Options:
    """Parse *arguments*. Without named cases, all *cases* are chosen, except the *slow* ones with ``--quick``."""
    parser = argparse.ArgumentParser(
        "nox -s bench --",
        description="Compare the performance of prefect-http and other clients, and print a table of ratios.",
    )
    parser.add_argument(
        "--quick", action="store_true", help=f"take about a minute: fewer rounds, without {', '.join(slow)}"
    )
    parser.add_argument(
        "--json",
        metavar="FILE",
        type=Path,
        help="also write all samples to this file, if all contenders return equal results",
    )
    parser.add_argument("cases", metavar="CASE", nargs="*", help=f"cases to measure: {', '.join(cases)} (default: all)")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.cases if name not in cases]:
        parser.error(f"unknown case {', '.join(unknown)}: choose from {', '.join(cases)}")
    chosen = given.cases or [name for name in cases if not (given.quick and name in slow)]
    return Options(tuple(name for name in cases if name in chosen), given.quick, given.json)

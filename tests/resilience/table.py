"""Markdown table of the resilience tests, and its place in docs/resilience.md."""

from collections.abc import Iterable

POINTS = (
    "Exactly one run",
    "Each row once",
    "Waits end",
    "Threads and loops",
    "Secrets stay secret",
    "Credentials go to one origin only",
    "A hostile server can't hurt",
    "A hostile spec can't hurt",
    "Fuzzed requests",
    "Fuzzed responses",
    "Time",
)
"""Guarantees, in the order of the table."""

_BEGIN, _END = "<!-- faults -->", "<!-- /faults -->"

Row = tuple[str, str, str]
"""A guarantee, the test, and its result."""


def table(rows: Iterable[Row]) -> str:
    """Return *rows* as a Markdown table in the order of the guarantees, without duplicates."""
    lines = ["| Guarantee | Test | Result |", "|---|---|---|"]
    previous = ""
    for point, test, result in sorted(set(rows), key=lambda row: (POINTS.index(row[0]), row[1])):
        lines.append(f"| {'' if point == previous else point} | {test} | {result} |")
        previous = point
    return "\n".join(lines)


def with_table(text: str, rows: Iterable[Row]) -> str:
    """Replace what is between the markers in *text* by the table of *rows*.

    Raises:
        ValueError: The markers are missing.
    """
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"no place for the table: {_BEGIN} … {_END} is missing")
    return f"{before}{begin}\n{table(rows)}\n{end}{after}"

"""Markdown table of the resilience tests, and its place in docs/resilience.md."""

from collections.abc import Iterable

GUARANTEES = (
    "At most one run per call",
    "Each row once",
    "Waits end",
    "Threads and loops",
    "Secrets stay secret",
    "Credentials go to one origin only",
    "Hostile servers are contained",
    "Hostile documents are contained",
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
    for guarantee, test, result in sorted(set(rows), key=lambda row: (GUARANTEES.index(row[0]), row[1])):
        lines.append(f"| {'' if guarantee == previous else guarantee} | {test} | {result} |")
        previous = guarantee
    return "\n".join(lines)


def with_table(document: str, rows: Iterable[Row]) -> str:
    """Replace the content between the markers in *document* with the table of *rows*.

    Raises:
        ValueError: The markers are missing.
    """
    before, begin, rest = document.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"no place for the table: {_BEGIN} … {_END} is missing")
    return f"{before}{begin}\n{table(rows)}\n{end}{after}"

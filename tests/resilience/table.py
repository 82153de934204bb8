"""The table of what the package survives, of the figures that the tests print."""

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
    "Inputs are fuzzed",
    "Answers are fuzzed",
    "Time",
)
"""What must hold, in the order of the table."""

_BEGIN, _END = "<!-- survives -->", "<!-- /survives -->"

Row = tuple[str, str, str]
"""A point, what was done to it, and what came of that."""


def table(rows: Iterable[Row]) -> str:
    """Return *rows* as a table in Markdown, in the order of their points; what several tests say is there once."""
    lines = ["| | what was done | what came of it |", "|---|---|---|"]
    named = ""
    for point, what, figure in sorted(set(rows), key=lambda row: (POINTS.index(row[0]), row[1])):
        lines.append(f"| {'' if point == named else point} | {what} | {figure} |")
        named = point
    return "\n".join(lines)


def written(readme: str, rows: Iterable[Row]) -> str:
    """Return *readme* with the table of *rows* between its two markers.

    Raises:
        ValueError: the markers are not there.
    """
    before, begin, rest = readme.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"There is no {_BEGIN} … {_END}.")
    return f"{before}{begin}\n{table(rows)}\n{end}{after}"

"""Markdown table of the compatibility run, and its place in docs/servers.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.errors import GeneratorError
from tests.compat.results import Outcome, Result

BEGIN, END = "<!-- matrix -->", "<!-- /matrix -->"
"""Markers around the table."""

_NOT_RUN = "?"


def table(results: Sequence[Result]) -> str:
    """Return a table with one row a job and one column a server, both in the order of *results*."""
    jobs = list(dict.fromkeys(result.job for result in results))
    versions = list(dict.fromkeys(result.version for result in results))
    cells = {(result.job, result.version): _cell(result) for result in results}
    return "\n".join(
        [
            _row(["", *versions]),
            _row(["---"] * (1 + len(versions))),
            *(_row([job, *_job_cells(job, versions, cells)]) for job in jobs),
        ]
    )


def with_table(document: str, table: str) -> str:
    """Replace the content between the markers in *document* with *table*.

    Raises:
        GeneratorError: The markers are missing.
    """
    before, begin, rest = document.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise GeneratorError(f"no place for the table: {BEGIN} … {END} is missing", "Add both markers to the file.")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def _job_cells(job: str, versions: Sequence[str], cells: Mapping[tuple[str, str], str]) -> list[str]:
    return [cells.get((job, version), _NOT_RUN) for version in versions]


def _cell(result: Result) -> str:
    match result.outcome:
        case Outcome.WORKS:
            return "✓"
        case Outcome.WORKS_DIFFERENTLY:
            return f"✓ {result.detail}"
        case Outcome.DIFFERS:
            return result.detail
        case Outcome.UNSUPPORTED:
            return f"since {result.detail}"
        case Outcome.NOT_ON_CLOUD:
            return "not on Cloud"
        case Outcome.FAILS:
            return "✗"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")

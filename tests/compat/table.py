"""The table of what works where, as Markdown, and its place in the README."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.errors import GeneratorError
from tests.compat.results import Outcome, Result

BEGIN, END = "<!-- servers -->", "<!-- /servers -->"

_NOT_TRIED = "?"


def table(results: Sequence[Result]) -> str:
    """Return *results* as a table: a row for each job, a column for each version, both in the order of the results."""
    jobs = list(dict.fromkeys(result.job for result in results))
    versions = list(dict.fromkeys(result.version for result in results))
    cells = {(result.job, result.version): _cell(result) for result in results}
    return "\n".join(
        [
            _row(["", *versions]),
            _row(["---"] * (1 + len(versions))),
            *(_row([job, *_of_job(job, versions, cells)]) for job in jobs),
        ]
    )


def with_table(text: str, rendered: str) -> str:
    """Return *text*, the README's, with the table *rendered* between its markers.

    Raises:
        GeneratorError: there are no such markers.
    """
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise GeneratorError(f"README.md has no place for the table: {BEGIN} and {END}", "Put them where it shall be.")
    return f"{before}{begin}\n\n{rendered}\n\n{end}{after}"


def _of_job(job: str, versions: Sequence[str], cells: Mapping[tuple[str, str], str]) -> list[str]:
    return [cells.get((job, version), _NOT_TRIED) for version in versions]


def _cell(result: Result) -> str:
    match result.outcome:
        case Outcome.WORKS:
            return "✓"
        case Outcome.OTHERWISE:
            return f"✓ {result.detail}"
        case Outcome.DIFFERS:
            return result.detail
        case Outcome.UNSUPPORTED:
            return f"from {result.detail}"
        case Outcome.FAILS:
            return "✗"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")

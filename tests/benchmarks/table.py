"""Plain-text table of all results."""

from collections.abc import Iterator, Sequence
from statistics import median

from tests.benchmarks.sampling import Figure, Goal, Ratio, ratio

OURS = "prefect-http"

_ROW = "  {:<30}{:>8} {:<17}{:<14}{:<15}{}"


def table(figures: Sequence[Figure]) -> str:
    """Format *figures* as a table of at most 120 columns."""
    return "\n".join([_ROW.format("", "median", "", "prefect-http", "middle half", "goal"), *_lines(figures)])


def _lines(figures: Sequence[Figure]) -> Iterator[str]:
    for figure in figures:
        yield ""
        yield f"{figure.name}: {figure.work}{_result_check(figure)}"
        for contender in figure.samples:
            yield _row(figure, contender).rstrip()


def _result_check(figure: Figure) -> str:
    if not figure.digests:
        return ""
    return f"; DIFFERENT RESULTS from {', '.join(figure.differing)}" if figure.differing else "; equal results"


def _row(figure: Figure, contender: str) -> str:
    samples = figure.samples[contender]
    against = None if contender == OURS else contender
    goal = next((goal for goal in figure.goals if goal.against == against), None)
    measured = _short(median(samples))
    if against is None or OURS not in figure.samples:
        verdict = f"at most {goal.at_most:g}: {_verdict(median(samples), goal.at_most)}" if goal else ""
        return _ROW.format(contender, measured, figure.unit, "", "", verdict)
    found = ratio(figure.samples[OURS], samples)
    return _ROW.format(contender, measured, figure.unit, *_ratio(found), _goal(goal, found) if goal else "")


def _ratio(found: Ratio) -> tuple[str, str]:
    """Format a ratio and its spread. Ratios below 1 are inverted."""
    if found.median < 1:
        return f"{_short(1 / found.median)} x less", f"{_short(1 / found.high)} to {_short(1 / found.low)}"
    return f"{_short(found.median)} x", f"{_short(found.low)} to {_short(found.high)}"


def _goal(goal: Goal, found: Ratio) -> str:
    if goal.at_most < 1:
        return f"at least {1 / goal.at_most:.3g} x less: {_verdict(found.median, goal.at_most)}"
    return f"at most {goal.at_most:.3g} x: {_verdict(found.median, goal.at_most)}"


def _short(value: float) -> str:
    """Format *value* with at least three significant digits."""
    if value >= 1:
        return f"{value:,.{2 if value < 10 else 1 if value < 100 else 0}f}"
    return f"{value:.3f}"


def _verdict(found: float, at_most: float) -> str:
    return "reached" if found <= at_most else f"missed by {found / at_most - 1:.0%}"

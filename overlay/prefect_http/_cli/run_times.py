"""Times that select rows: of finished runs the end, of other runs the expected start, of workers the heartbeat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

_BOUNDS: Final = {"since": "after_", "until": "before_"}
_FINAL: Final = frozenset({"completed", "cached", "rolledback", "failed", "timedout", "crashed", "cancelled"})
"""Types and names of final states, in lower case."""

_RUNS: Final = {"FLOW_RUNS": "flow_runs", "TASK_RUNS": "task_runs"}

HELP: Final = {
    **dict.fromkeys(
        _RUNS,
        "Times are those at which runs ended, if --finished or --state selects only\n"
        "finished runs. Otherwise, they are those at which runs were expected to start.",
    ),
    "WORKERS": "Times are those of the last heartbeat.",
}
"""What the times mean, by the name of the filters."""

HELP_OF_FINISHED: Final = "Times are those at which runs ended."
"""What the times mean if a command selects only finished runs."""


def selects_finished(filters: Mapping[str, Any]) -> bool:
    """Return whether only finished runs match *filters*, values by keyword of the client."""
    states = filters.get("state")
    return filters.get("finished") is True or bool(states and all(state.lower() in _FINAL for state in states))


def by_end(grammar: str, filters: Mapping[str, Any]) -> dict[str, Any]:
    """Return *filters* with times that are compared with the end of runs instead of their expected start.

    Args:
        grammar: Name of the filters, as for `arguments.filters`.
        filters: Values by keyword of the client.
    """
    where: Any = filters.get("where", {})
    times = {name: filters[name] for name in _BOUNDS if filters.get(name) is not None}
    if grammar not in _RUNS or not times:
        return {**filters}
    # Imported here to keep start-up cheap.
    from prefect_http._domain.keywords import Query, as_moment

    query = Query(where)
    for name, time in times.items():
        query.put(name, f"{_RUNS[grammar]}.end_time.{_BOUNDS[name]}", as_moment(time, name))
    return {**{name: value for name, value in filters.items() if name not in times}, "where": query.body}


def phrase(filters: Mapping[str, Any], *, finished: bool) -> str:
    """Return which runs the times in *filters* select, such as ``" that ended until <time>"``, or nothing."""
    times = [f"{name} {_second(filters[name])}" for name in _BOUNDS if filters.get(name) is not None]
    return f" that {'ended' if finished else 'were to start'} {' and '.join(times)}" if times else ""


def _second(time: datetime | timedelta) -> str:
    moment = datetime.now().astimezone() - time if isinstance(time, timedelta) else time.astimezone()
    return f"{moment:%Y-%m-%d %H:%M:%S}"

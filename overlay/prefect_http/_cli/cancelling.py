"""Runs that are CANCELLING: why they may stay so, and how they are cancelled without a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from prefect_http._cli.output.kinds import counted
from prefect_http._text import printable

if TYPE_CHECKING:
    from prefect_http import Outcome, Outcomes, Prefect, Progress
    from prefect_http.models import FlowRun

_WITHOUT_WORKERS: Final = (":push", ":managed")
"""Ends of the types of work pools whose runs Prefect Cloud executes itself."""


def force_cancel(
    client: Prefect,
    rows: Iterable[Any] | None = None,
    *,
    dry_run: bool = False,
    on_progress: Callable[[Progress], object] | None = None,
    **filters: Any,  # noqa: ANN401  # as in the client's method
) -> Outcomes[Outcome]:
    """Cancel flow runs, and set those that a worker would have to stop to CANCELLED. Finished runs stay as they are.

    Args and result are those of the client's ``cancel_many``.
    """
    from prefect_http import Outcomes

    outcomes = client.flow_runs.cancel_many(rows, dry_run=dry_run, on_progress=on_progress, **filters)
    if dry_run:
        return outcomes
    # A run can leave CANCELLING only for its end. From other states, it might complete at this moment.
    remaining = [run.id for run in still_cancelling(client, outcomes)]
    forced = client.flow_runs.set_state_many(remaining, type="CANCELLED", message="Cancelled without a worker.")
    failed = {one.id: one for one in forced.failed}
    return Outcomes(failed.get(one.id, one) for one in outcomes)


def still_cancelling(client: Prefect, outcomes: Iterable[Outcome]) -> list[FlowRun]:
    """Return the runs of *outcomes* that are CANCELLING."""
    from prefect_http._utils import batches

    ids = [one.id for one in outcomes if one.ok and one.id is not None]
    return [run for batch in batches(ids) for run in client.flow_runs.list(id=batch, state="CANCELLING")]


def without_workers(client: Prefect, runs: Iterable[FlowRun], option: str) -> str:
    """Return which work pools of *runs* have no online worker, and that *option* cancels without one, or nothing."""
    pools = list(_idle_pools(client, runs))
    if not pools:
        return ""
    names = ", ".join(repr(printable(name)) for name in pools)
    return f"no worker of work pool {names} is online: to cancel without one, pass {option}"


def describe_cancelling(client: Prefect, outcomes: Iterable[Outcome]) -> str:
    """Return how many runs of *outcomes* have yet to be stopped, and why they may stay CANCELLING, or nothing."""
    runs = still_cancelling(client, outcomes)
    if not runs:
        return ""
    verb = "is" if len(runs) == 1 else "are"
    reason = (
        without_workers(client, runs, "--force")
        or "what runs has yet to be stopped (with --force, that is not waited for)"
    )
    return f"{counted(len(runs), 'flow run')} {verb} CANCELLING: {reason}"


def _idle_pools(client: Prefect, runs: Iterable[FlowRun]) -> Iterator[str]:
    """Yield the names of the work pools of *runs* that need workers and have none that is online."""
    for name in dict.fromkeys(run.work_pool_name for run in runs if run.work_pool_name):
        has_workers = not client.work_pools.get(name).type.endswith(_WITHOUT_WORKERS)
        if has_workers and client.work_pools.list_workers(name, status="ONLINE").first() is None:
            yield name

"""Start a run for each row of a file, and wait for all of them."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from itertools import islice
from operator import itemgetter
from time import monotonic
from typing import Any, Final, TypeAlias, cast
from uuid import UUID

import prefect_http
from prefect_http._cli import exit_codes, terminal
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError, code_of, line_of
from prefect_http._cli.output.kinds import Column, Kind, counted
from prefect_http._cli.progress import gauge, text_of
from prefect_http._cli.row_files import InvalidRow, RowFile
from prefect_http._cli.row_ids import find_deployment, runs_with_keys
from prefect_http._cli.status_line import StatusLine
from prefect_http._cli.watching import detach
from prefect_http._text import printable

_BATCH: Final = 1000
"""Number of runs that are watched, and thus in memory, at a time."""

_LOOKUP: Final = 100
"""Number of rows whose idempotency keys are looked up at a time. Rows are sent in batches of this size anyway."""

_OUTCOME: Final = Kind(
    "outcome",
    tuple(Column(name, itemgetter(name)) for name in ("row", "run", "state", "error", "already_started")),
    key=itemgetter("run"),
)

_Row: TypeAlias = dict[str, Any]


class RowRuns:
    """Runs of the rows of a file.

    Args:
        context: Context of the command.
        wait: Whether to wait for all runs. The outcome of a row is then written when its run has finished.
        timeout: Time to wait for all runs, from now on. Default: no limit.
        cancel_on_timeout: Whether to cancel the runs that have not finished in time.
    """

    def __init__(self, context: Context, *, wait: bool, timeout: timedelta | None, cancel_on_timeout: bool) -> None:
        self._context = context
        self._wait = wait
        self._timeout = timeout
        self._deadline = None if timeout is None else monotonic() + timeout.total_seconds()
        self._cancel_on_timeout = cancel_on_timeout
        self._count = 0
        self._total: int | None = None
        self._unfinished: dict[UUID, int] = {}
        self._known: set[UUID] = set()
        self._code = exit_codes.DONE

    def run(self, deployment: str, rows: RowFile, base: prefect_http.TriggerRow) -> int:
        """Start the runs, write one outcome per row, and return the worst exit code.

        Args:
            deployment: Deployment, as the user named it.
            rows: Parameters of each run.
            base: What all runs have in common. Its idempotency key begins the key of each row.

        Raises:
            CommandError: The file has no rows, or is malformed.
        """
        try:
            with closing(self._outcomes(deployment, rows, base)) as outcomes:
                self._write(outcomes)
        except KeyboardInterrupt:
            if self._total is not None:
                then = f"{counted(len(self._unfinished), 'flow run')} have not finished and go on"
                return detach(terminal.say, then, self._cancel)
            hint = "" if base.get("idempotency_key") else " (with --idempotency-key, the command can be repeated)"
            then = f"interrupted after {counted(self._count, 'row')}: the runs that were started go on{hint}"
            raise CommandError(then, exit_codes.INTERRUPTED) from None
        return self._code

    def _write(self, outcomes: Iterator[_Row]) -> None:
        try:
            if self._context.output in {"table", "wide"}:
                terminal.write(map(_line, outcomes))
            else:
                self._context.show_rows(outcomes, _OUTCOME)
        except BrokenPipeError:
            # All rows are started, even if nobody reads their outcomes.
            terminal.discard(sys.stdout)
            for _ in outcomes:
                pass

    def _outcomes(self, deployment: str, rows: RowFile, base: prefect_http.TriggerRow) -> Generator[_Row]:
        with StatusLine(lambda: f"Starting runs {_share(rows)}{self._count:,}"):
            yield from self._start(deployment, rows, base)
        if not self._count:
            raise CommandError("the file of --from is empty: expected at least one row")
        self._total = len(self._unfinished)
        with StatusLine(partial(self._describe_wait, self._total)):
            yield from self._finish()

    def _start(self, deployment: str, rows: RowFile, base: prefect_http.TriggerRow) -> Iterator[_Row]:
        """Start the runs, and yield the outcomes of the rows whose run is not waited for."""
        client = self._context.client
        found = find_deployment(client, deployment)
        outcomes = client.deployments.trigger_stream(found, self._look_up(_trigger_rows(rows, base)))
        for number, outcome in enumerate(outcomes, 1):
            self._count = number
            if outcome.error is not None:
                # Rows come from a file, so they are not always what the type says.
                row = cast("object", outcome.row)
                problem = row.problem if isinstance(row, InvalidRow) else line_of(outcome.error)
                yield from self._outcome(number, code_of(outcome.error), error=problem)
            elif outcome.id is not None and self._wait:
                self._unfinished[outcome.id] = number
            else:
                yield from self._outcome(number, exit_codes.DONE, outcome.id)

    def _look_up(self, rows: Iterator[prefect_http.TriggerRow]) -> Iterator[prefect_http.TriggerRow]:
        """Yield *rows*, and keep which runs their idempotency keys have started before."""
        while batch := list(islice(rows, _LOOKUP)):
            # Rows come from a file, so they are not always what the type says.
            valid = [row for row in cast("list[Any]", batch) if not isinstance(row, InvalidRow)]
            self._known |= runs_with_keys(self._context.client, [row["idempotency_key"] for row in valid])
            yield from batch

    def _finish(self) -> Iterator[_Row]:
        """Wait for the runs, and yield their outcomes."""
        from prefect_http._cli.wording import timed_out
        from prefect_http.errors import WaitTimeoutError

        client = self._context.client
        while batch := list(islice(self._unfinished, _BATCH)):
            timeout = None if self._deadline is None else max(self._deadline - monotonic(), 0.0)
            try:
                for run in client.flow_runs.as_completed(batch, timeout=timeout):
                    number = self._unfinished.pop(run.id)
                    is_done = run.state_type == "COMPLETED"
                    yield from self._outcome(
                        number,
                        exit_codes.of_state(run.state_type),
                        run.id,
                        run.state_name,
                        None if is_done else run.state.message,
                    )
            except WaitTimeoutError as error:
                if self._cancel_on_timeout:
                    self._cancel()
                states = {run.id: run.state_name for run in error.runs}
                for run_id, number in self._unfinished.items():
                    yield from self._outcome(
                        number, exit_codes.TIMEOUT, run_id, states.get(run_id), "has not finished in time"
                    )
                terminal.say(f"error: {timed_out(error, self._timeout)}")
                return

    def _outcome(
        self, number: int, code: int, run: UUID | None = None, state: str | None = None, error: str | None = None
    ) -> Iterator[_Row]:
        """Keep the worst exit code, and yield the outcome. Without an ID, ``-o id`` has none."""
        self._code = exit_codes.worst([self._code, code])
        if run is None and self._context.output == "id":
            terminal.say(f"error: row {number}: {error}")
        else:
            known = run in self._known
            yield {"row": number, "run": run, "state": state, "error": error, "already_started": known}

    def _cancel(self) -> None:
        self._context.client.flow_runs.cancel_many(list(self._unfinished))

    def _describe_wait(self, total: int) -> str:
        from prefect_http import Progress

        return text_of("Waiting for runs", Progress(done=total - len(self._unfinished), failed=0, total=total))


def _trigger_rows(rows: RowFile, base: prefect_http.TriggerRow) -> Iterator[prefect_http.TriggerRow]:
    """Yield the arguments of each run. An invalid row is yielded as it is, and fails without being sent."""
    prefix = base.get("idempotency_key")
    for number, row in enumerate(rows, 1):
        if isinstance(row, InvalidRow):
            yield cast("prefect_http.TriggerRow", row)
        else:
            parameters = {**(base.get("parameters") or {}), **row}
            key = None if prefix is None else _key(prefix, number, parameters)
            yield {**base, "parameters": parameters, "idempotency_key": key}


def _key(prefix: str, number: int, parameters: object) -> str:
    """Return the key of a row, which is the same when the command is repeated, unless the row has changed."""
    import msgspec

    digest = blake2b(msgspec.json.encode(parameters, order="sorted"), digest_size=8).hexdigest()
    return f"{prefix}-{number}-{digest}"


def _share(rows: RowFile) -> str:
    return f"{gauge(rows.position / rows.size)} " if rows.size else ""


def _line(outcome: _Row) -> str:
    """Return an outcome as a line whose width does not depend on the others, so that it can be written at once."""
    started = "already started" if outcome["already_started"] else "started" if outcome["run"] else "rejected"
    remark = outcome["error"] or (started if outcome["already_started"] and outcome["state"] else "")
    parts = [f"{outcome['row']:>6}", f"{outcome['run'] or '-'!s:36}", f"{printable(outcome['state'] or started):15}"]
    return "  ".join([*parts, printable(remark)]).rstrip()

"""Watch a run until it has finished, and let Ctrl-C detach from it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Lock, Thread
from typing import Final
from uuid import UUID

import prefect_http
from prefect_http import models
from prefect_http._cli import exit_codes, terminal
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError, line_of
from prefect_http._cli.output.kinds import Kind
from prefect_http._cli.reporters import Following, Quiet, Reporter

_PATIENCE: Final = 10.0
"""Seconds after which a run that has not been picked up is diagnosed. The pause doubles with each diagnosis."""

_GRACE: Final = 3.0
"""Seconds after Ctrl-C in which a second one cancels."""


def watch_run(
    client: prefect_http.Prefect,
    run: models.FlowRun,
    reporter: Reporter,
    *,
    logs: bool,
    level: int | str | None = None,
    timeout: timedelta | None = None,
    cancel_on_timeout: bool = False,
) -> int:
    """Watch a run until it has finished, and return the exit code for its final state.

    After Ctrl-C, the run goes on. A second one cancels it.

    Args:
        client: Client of the server.
        run: Run to watch.
        reporter: Reports what happens.
        logs: Whether to report log lines too.
        level: Lowest level of log lines. Default: all levels.
        timeout: Time to wait. Default: no limit.
        cancel_on_timeout: Whether to cancel the run if it has not finished in time.

    Raises:
        CommandError: The run did not finish in time.
    """
    from prefect_http.errors import WaitTimeoutError

    lock = Lock()
    try:
        reporter.start(run)
        with _diagnoses(client, run.id, reporter, lock) as has_started:
            for item in client.flow_runs.watch(run.id, level=level, timeout=timeout, logs=logs):
                with lock:
                    if isinstance(item, models.State) and item.type != "SCHEDULED":
                        has_started.set()
                    reporter.show(item)
        run = client.flow_runs.get(run.id)
    except WaitTimeoutError as error:
        then = f"it goes on (to reattach: {reattach(run.id)})"
        if cancel_on_timeout:
            cancel(client, run.id)
            then = "its cancellation has been requested"
        with terminal.optional_output():
            reporter.give_up(error.runs[0] if error.runs else run)
        raise CommandError(f"{line_of(error)}; {then}", exit_codes.TIMEOUT) from None
    except KeyboardInterrupt:
        then = f"flow run {run.id} goes on. To reattach: {reattach(run.id)}"
        return detach(reporter.say, then, lambda: cancel(client, run.id))
    except BrokenPipeError:
        # The state in which the run ends is unknown, so this is not success.
        terminal.discard(sys.stdout)
        terminal.say(f"nobody reads the output: flow run {run.id} goes on. To reattach: {reattach(run.id)}")
        return exit_codes.INTERRUPTED
    with terminal.optional_output():
        reporter.finish(run)
    return exit_codes.of_state(run.state_type)


def detach(say: Callable[[str], object], then: str, cancel: Callable[[], object]) -> int:
    """Return the exit code after Ctrl-C. On a terminal, first wait whether a second Ctrl-C follows, and then cancel.

    Args:
        say: Function that displays a line.
        then: Line that says what goes on, and how to return to it.
        cancel: Function that cancels it.
    """
    try:
        if not terminal.is_terminal(sys.stderr):
            say(f"interrupted: {then}")
            return exit_codes.INTERRUPTED
        say(f"interrupted: {then}. Press Ctrl-C again within {_GRACE:g} s to cancel.")
        time.sleep(_GRACE)
    except KeyboardInterrupt:
        say("cancelling")
        cancel()
    return exit_codes.INTERRUPTED


def reattach(run_id: UUID) -> str:
    """Return the command that watches a run."""
    return f"prefect-http runs watch {run_id}"


def cancel(client: prefect_http.Prefect, run_id: UUID) -> None:
    """Cancel a run, unless it has finished in the meantime."""
    from prefect_http.errors import StateChangeError

    with suppress(StateChangeError):
        client.flow_runs.cancel(run_id)


def reporter_of(
    context: Context,
    kind: Kind,
    format: str,  # noqa: A002  # name of the option
    *,
    follow: bool,
    deployment: str = "",
) -> Reporter:
    """Return the reporter for --format and --follow."""
    if format == "github":
        from prefect_http._cli.github import GitHub

        return GitHub(context, kind, deployment)
    return Following(context, kind) if follow else Quiet(context, kind)


@contextmanager
def _diagnoses(client: prefect_http.Prefect, run_id: UUID, reporter: Reporter, lock: Lock) -> Generator[Event]:
    """Report why the run has not been picked up, as long as the block runs and the event is not set."""
    has_started = Event()
    Thread(target=_diagnose, args=(client, run_id, reporter, lock, has_started), daemon=True).start()
    try:
        yield has_started
    finally:
        has_started.set()


def _diagnose(client: prefect_http.Prefect, run_id: UUID, reporter: Reporter, lock: Lock, has_started: Event) -> None:
    from prefect_http.errors import PrefectHTTPError, WaitTimeoutError

    reason, pause = "", _PATIENCE
    while not has_started.wait(pause):
        pause *= 2
        try:
            client.flow_runs.wait(run_id, timeout=0)
        except WaitTimeoutError as error:
            is_waiting = any(run.state_type == "SCHEDULED" for run in error.runs)
            with lock:
                if is_waiting and error.reason != reason and not has_started.is_set():
                    reason = error.reason
                    reporter.explain(reason)
        except PrefectHTTPError:
            # The watch reports it.
            pass

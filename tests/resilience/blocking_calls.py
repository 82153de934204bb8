"""Program that blocks in a client call until Ctrl-C, then reports what it left open.

Usage: ``python -m tests.resilience.blocking_calls CALL API_URL``. The program prints a line when it starts. When it has
been interrupted and has closed its client, it prints the number of open files and threads as JSON.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from uuid import UUID

from prefect_http import Prefect, TriggerRow
from prefect_http._concurrency import gather

ANY_ID = UUID(int=1)
TIMEOUT = 300.0
"""Timeout of the calls in seconds. No test waits this long."""

CALLS: dict[str, Callable[[Prefect], object]] = {
    "wait": lambda prefect: prefect.flow_runs.wait(ANY_ID, timeout=TIMEOUT),
    "wait_many": lambda prefect: prefect.flow_runs.wait_many([ANY_ID, UUID(int=2)], timeout=TIMEOUT),
    "wait_until_ready": lambda prefect: prefect.wait_until_ready(timeout=TIMEOUT),
    "follow_logs": lambda prefect: list(prefect.flow_runs.follow_logs(ANY_ID, timeout=TIMEOUT)),
    "list": lambda prefect: list(prefect.flow_runs.list()),
    "trigger": lambda prefect: prefect.deployments.trigger(ANY_ID),
    "trigger_many": lambda prefect: prefect.deployments.trigger_many(ANY_ID, [TriggerRow()] * 400),
    "two at a time": lambda prefect: gather([prefect.server_version, prefect.server_version]),
}
"""Calls that can be interrupted, by name."""


def open_files() -> int:
    """Return the number of files and sockets that this process has open."""
    return len(os.listdir("/dev/fd"))  # noqa: PTH208  # Path.iterdir() would open another descriptor


def main(call: str, api_url: str) -> None:
    # Shells start background jobs with SIGINT ignored, and child processes inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    files, threads = open_files(), threading.active_count()
    print("started", flush=True)
    try:
        with Prefect(api_url, timeout=TIMEOUT) as prefect:
            CALLS[call](prefect)
    except KeyboardInterrupt:
        print(
            json.dumps({"files": open_files() - files, "threads": threading.active_count() - threads}),
            flush=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:3])

"""A program that is interrupted while it waits, and tells what it left open: ``interrupted.py WHAT API_URL``.

It writes a line when it begins, and a second one, as JSON, when it was interrupted and has closed its client.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from uuid import UUID

from prefect_http import Prefect, TriggerRow
from prefect_http._concurrency import gather

ANY = UUID(int=1)
TIMEOUT = 300.0
"""Far more seconds than anybody waits for a program that was interrupted."""

WAITS: dict[str, Callable[[Prefect], object]] = {
    "wait": lambda prefect: prefect.flow_runs.wait(ANY, timeout=TIMEOUT),
    "wait_many": lambda prefect: prefect.flow_runs.wait_many([ANY, UUID(int=2)], timeout=TIMEOUT),
    "wait_until_ready": lambda prefect: prefect.wait_until_ready(timeout=TIMEOUT),
    "follow_logs": lambda prefect: list(prefect.flow_runs.follow_logs(ANY, timeout=TIMEOUT)),
    "list": lambda prefect: list(prefect.flow_runs.list()),
    "trigger": lambda prefect: prefect.deployments.trigger(ANY),
    "trigger_many": lambda prefect: list(prefect.deployments.trigger_many(ANY, [TriggerRow()] * 400)),
    "two at a time": lambda prefect: gather([prefect.server_version, prefect.server_version]),
}
"""What it can be interrupted at."""


def open_files() -> int:
    """Return how many files and connections this process has open."""
    return len(os.listdir("/dev/fd"))  # noqa: PTH208  # no folder like others


def main(what: str, api_url: str) -> None:
    files, threads = open_files(), threading.active_count()
    print("begun", flush=True)
    try:
        with Prefect(api_url, timeout=TIMEOUT) as prefect:
            WAITS[what](prefect)
    except KeyboardInterrupt:
        print(
            json.dumps({"files": open_files() - files, "threads": threading.active_count() - threads}),
            flush=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:3])

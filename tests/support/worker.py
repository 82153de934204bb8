"""Real Prefect workers for the tests: each executes the runs of one work pool as processes."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.servers.install import install_server
from generator.servers.run import server_environment
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS

_SETTINGS = {
    # Ten seconds by default.
    "PREFECT_WORKER_QUERY_SECONDS": "1",
    "PREFECT_WORKER_CANCELLATION_POLL_SECONDS": "1",
    "PREFECT_WORKER_ENABLE_CANCELLATION": "true",
}


@contextmanager
def running_worker(server: ServerAddress, work_pool: str, folder: Path) -> Iterator[None]:
    """Run a worker of *server* for the duration of the block.

    Args:
        server: The server, whose version is also that of the worker.
        work_pool: Name of a work pool of type "process".
        folder: Empty folder for the worker's ``PREFECT_HOME``.
    """
    prefect = install_server(server.version).with_name("prefect")
    process = subprocess.Popen(
        [str(prefect), "worker", "start", "--pool", work_pool, "--type", "process", "--name", "worker"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=server_environment(folder, os.environ, {**_SETTINGS, **server.environment}),
    )
    try:
        yield
    finally:
        # The worker ends the processes of its runs, which have sessions of their own.
        process.terminate()
        process.wait(HANG_SECONDS)

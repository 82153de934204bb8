"""Command line of the compatibility run: ``python -m tests.compat``, called by ``nox -s matrix``."""

import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import FrameType

from generator.errors import GeneratorError
from generator.servers.recipes import load_recipes
from generator.staging import write_atomically
from tests.compat.jobs import JOBS
from tests.compat.options import Options, parse
from tests.compat.results import Outcome, Result, attempt, write
from tests.compat.servers import CLOUD, running
from tests.compat.table import table, with_table

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "servers.md"
"""File that the table is written to."""

FAILED, INTERRUPTED = 1, 130

CONCURRENCY = 2
"""Servers that run at a time. Each takes a core and about 300 MB."""


LIMIT_SECONDS = 30 * 60.0
"""Time after which no further job starts. Each job ends by itself, because its requests time out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the jobs, print the table, and return the exit code: 1 if a job failed."""
    supported = [*load_recipes(), CLOUD]
    options = parse(arguments, supported)
    signal.signal(signal.SIGTERM, _stop)
    try:
        results = _run(options)
        rendered = table(results)
        print(rendered)
        if options.json is not None:
            write(options.json, results)
        failed = any(result.outcome is Outcome.FAILS for result in results)
        if list(options.servers) == supported and not failed:
            write_atomically(DOCUMENT, with_table(DOCUMENT.read_text("utf-8"), rendered))
    except (GeneratorError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    return FAILED if failed else 0


def _run(options: Options) -> list[Result]:
    """Return the results of all servers, the oldest version first.

    Raises:
        GeneratorError: The run took too long.
    """
    stopped = threading.Event()
    limit = threading.Timer(LIMIT_SECONDS, stopped.set)
    limit.daemon = True
    limit.start()
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        try:
            found = list(pool.map(partial(_run_jobs, stopped=stopped), options.servers))
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            limit.cancel()
    if stopped.is_set():
        raise GeneratorError(f"the run took longer than {LIMIT_SECONDS / 60:g} minutes", "Try again, or name servers.")
    return [result for results in found for result in results]


def _run_jobs(name: str, stopped: threading.Event) -> list[Result]:
    """Return the results on one server. If *stopped* is set, the remaining jobs are skipped."""
    results: list[Result] = []
    with running(name, _log) as server:
        _log(f"running everyday tasks on Prefect {server.version}")
        for task, job in JOBS.items():
            if stopped.is_set():
                break
            result = attempt(task, job, server)
            results.append(result)
            if result.outcome is not Outcome.WORKS:
                _log(f"Prefect {result.version}: {task}: {result.outcome}: {result.detail}")
    return results


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

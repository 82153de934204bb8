"""Command line of the benchmark: ``python -m tests.benchmarks``, run by ``nox -s bench``."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from generator.errors import GeneratorError
from generator.progress import Progress
from tests.benchmarks import history
from tests.benchmarks.bench import Bench
from tests.benchmarks.cases import CASES, SLOW
from tests.benchmarks.options import Options, parse
from tests.benchmarks.peers import prepare
from tests.benchmarks.processes import ROOT
from tests.benchmarks.sampling import Figure
from tests.benchmarks.table import table

FAILED, INTERRUPTED = 1, 130


def main(arguments: list[str] | None = None) -> int:
    """Measure the cases in *arguments*, print the table and return the exit code.

    The exit code is 1 if the contenders return different results. It does not depend on any measured time.
    """
    options = parse(arguments, list(CASES), SLOW)
    signal.signal(signal.SIGTERM, _stop)
    figures: list[Figure] = []
    try:
        versions = _measure(options, Progress(sys.stderr), figures)
        print(table(figures))
        different = [figure.name for figure in figures if figure.differing]
        if options.json is not None and not different:
            history.write(options.json, figures, commit=_commit(), versions=versions, quick=options.quick)
    except (GeneratorError, OSError, KeyboardInterrupt) as error:
        if figures:
            print(table(figures))
        interrupted = isinstance(error, KeyboardInterrupt)
        print("interrupted" if interrupted else f"error: {error}", file=sys.stderr)
        return INTERRUPTED if interrupted else FAILED
    if different:
        print(f"error: contenders returned different results: {'; '.join(different)}", file=sys.stderr)
    return FAILED if different else 0


def _measure(options: Options, progress: Progress, figures: list[Figure]) -> Mapping[str, str]:
    """Append the results to *figures* and return the versions of the packages used."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="prefect-http-bench-")))
        home = folder / "home"
        home.mkdir()
        with progress.step("install") as step:
            peers = prepare(folder / "plain", step.say)
            step.result = f"prefect-http and Prefect {peers.versions['prefect']}"
        bench = Bench(peers, home, options.quick, stack)
        for name in options.cases:
            with progress.step(name) as step:
                bench.say = step.say
                before = len(figures)
                figures.extend(CASES[name](bench))
                step.result = f"{len(figures) - before} figures"
    return peers.versions


def _commit() -> str | None:
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=40"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return described.stdout.strip()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

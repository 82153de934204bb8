"""Command line of a bump: ``python -m generator.bump``, called by ``nox -s bump``."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from generator.bump.run import add, bump, preview
from generator.bump.texts import screen
from generator.errors import GeneratorError
from generator.progress import Progress

DESCRIPTION = "Generate the client from a newer Prefect release, and change everything that depends on the version."
FAILED, INTERRUPTED = 1, 130

DONE = """\
The client is already generated from this version: nothing to do.
If an earlier bump failed at the end, `git status` shows its changes. Fix what it listed, then run `nox -s matrix`."""


def main(arguments: list[str] | None = None) -> int:
    """Run a bump with command-line *arguments* and return its exit code.

    Progress is reported on standard error. Standard output gets what a person must know and decide.
    """
    parser = argparse.ArgumentParser("nox -s bump --", description=DESCRIPTION)
    parser.add_argument("version", metavar="VERSION", nargs="?", help="Prefect version (default: the newest release)")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--add", metavar="VERSION", nargs="+", help="support older versions too, without regenerating")
    modes.add_argument("--spec", metavar="FILE", type=Path, help="compare with the document in a file, change nothing")
    options = parser.parse_args(arguments)
    if options.version is not None and (options.add or options.spec):
        parser.error("VERSION cannot be combined with --add and --spec")
    signal.signal(signal.SIGTERM, _stop)
    try:
        return _run(options)
    except (GeneratorError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("interrupted: nothing was changed", file=sys.stderr)
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    progress = Progress(sys.stderr)
    if options.spec:
        print(screen(preview(options.spec, progress)), end="")
        return 0
    if options.add:
        failures = add(options.add, progress)
        print("\n".join(failures) or f"Supported: Prefect {', '.join(options.add)}.")
        return FAILED if failures else 0
    found = bump(options.version, progress)
    if found is None:
        print(DONE)
        return 0
    print(screen(found), end="")
    return FAILED if found.failures else 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

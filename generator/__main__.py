"""The generator's command line: ``python -m generator``."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from generator.errors import GeneratorError
from generator.pipeline import Options, check_drift, regenerate
from generator.progress import Progress

FAILED, INTERRUPTED = 1, 130


def main(arguments: list[str] | None = None) -> int:
    """Run the generator with command line *arguments*, and return its exit code."""
    parser = argparse.ArgumentParser("python -m generator", description=__doc__)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--server-version", metavar="X", help="start a Prefect server of this version and ask it")
    where.add_argument("--url", help="ask a server that is running; credentials as Prefect's own client reads them")
    where.add_argument("--spec", metavar="FILE", type=Path, help="read the document from a file")
    where.add_argument("--check", action="store_true", help="change nothing; fail if generated/ is not up to date")
    parser.add_argument(
        "--output", metavar="DIR", type=Path, help="write the package there, and leave the project alone"
    )
    given = parser.parse_args(arguments)
    if given.check and given.output:
        parser.error("--check compares with generated/, and writes no --output")
    signal.signal(signal.SIGTERM, _stop)
    progress = Progress()
    try:
        if given.check:
            check_drift(progress)
        else:
            regenerate(Options(given.server_version, given.url, given.spec, given.output), progress)
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:
        what = f"{error.filename or 'a file'} can't be used: {error.strerror or error}"
        print(f"error: {GeneratorError(what, 'Nothing was changed.')}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("interrupted: nothing was changed", file=sys.stderr)
        return INTERRUPTED
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

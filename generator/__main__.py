"""Command line of the generator: ``python -m generator``."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from generator.errors import GeneratorError
from generator.pipeline import Options, check_drift, regenerate
from generator.progress import Progress

DESCRIPTION = """\
Generate prefect_http_api from the OpenAPI document of a Prefect server. By default, the server
version that the client was generated from is installed and started.
"""
FAILED, INTERRUPTED = 1, 130


def main(arguments: list[str] | None = None, *, installed: bool = False) -> int:
    """Run the generator with command-line *arguments* and return its exit code.

    Args:
        arguments: Command line without the program's name. Default: ``sys.argv[1:]``.
        installed: Whether the generator runs outside a checkout, where ``--output`` is required.
    """
    parser = argparse.ArgumentParser(
        "prefect-http-generator" if installed else "python -m generator", description=DESCRIPTION
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--server-version", metavar="X", help="start a server of this version and fetch its document")
    source.add_argument(
        "--url",
        help="fetch from a running server; credentials are read from PREFECT_API_KEY or PREFECT_API_AUTH_STRING",
    )
    source.add_argument("--spec", metavar="FILE", type=Path, help="load the document from a file")
    if not installed:
        source.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 with a diff if generated/ is out of date"
        )
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        required=installed,
        help="write the package to this folder"
        if installed
        else "write the package to another folder and leave the project unchanged",
    )
    options = parser.parse_args(arguments, argparse.Namespace(check=False))
    if options.check and options.output:
        parser.error("--check writes nothing, so it cannot be combined with --output")
    signal.signal(signal.SIGTERM, _stop)
    progress = Progress()
    try:
        if options.check:
            check_drift(progress)
        else:
            regenerate(Options(options.server_version, options.url, options.spec, options.output), progress)
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:
        problem = f"{error.filename or 'a file'} cannot be accessed: {error.strerror or error}"
        print(f"error: {GeneratorError(problem, 'Nothing was changed.')}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("interrupted: nothing was changed", file=sys.stderr)
        return INTERRUPTED
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

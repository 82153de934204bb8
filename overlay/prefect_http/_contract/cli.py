"""Command ``prefect-http contract``: options, output and exit codes."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import msgspec

import prefect_http
from prefect_http._contract.baseline import Acceptance
from prefect_http._contract.errors import CheckError, one_line
from prefect_http._contract.findings import Finding
from prefect_http._contract.openapi.document import Document
from prefect_http._contract.reports.report import FAIL_ON, Report
from prefect_http._contract.usage.uses import Uses
from prefect_http.errors import PrefectHTTPError

KEPT, BROKEN, FAILED, INTERRUPTED = 0, 1, 2, 130

FORMATS: Final = ("text", "json", "markdown", "junit", "github")

_OUTPUT_HINT: Final = "Check where standard output is redirected."

_DESCRIPTION: Final = """
Compare the API that this client was generated from with the API of a server, and report what each difference means
for callers. By default, the server is the one in your settings (PREFECT_API_URL or the active profile).
"""

_EPILOG: Final = """
exit codes:
  0    the contract is kept
  1    the contract is broken
  2    the check could not run: no server, no document, or an invalid option
  130  the check was interrupted, for example by Ctrl-C

An --ignore file has one entry for each accepted finding:

  [[accept]]
  fingerprint = "5e302f901a3b"
  reason = "we do not filter automations by id"
  expires = 2030-12-31

--only-used finds the functions of prefect_http_api by name, and the client's methods, such as client.flow_runs.wait,
whatever the variable is called. A method counts as using every operation that it may call. getattr, attrgetter and
OPERATIONS are understood if the name is a constant string; otherwise, a line on standard error tells where. --only-used
does not find functions re-exported by other modules. Files that are not valid Python are skipped, which a line on
standard error tells; the exit code stays the same.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options and help texts to *parser*."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--url", help="URL of a server or of its API; credentials come from your settings")
    target.add_argument("--spec", metavar="FILE", type=_path, help="document saved from <server>/openapi.json")
    target.add_argument(
        "--server-version",
        metavar="X",
        help="install Prefect X into a temporary environment with uv, and start it",
    )
    parser.add_argument(
        "--live",
        action="store_true",
        help="also call the server: create an object of each kind, then delete these objects",
    )
    parser.add_argument(
        "--only-used",
        metavar="FILE",
        nargs="+",
        type=_path,
        help="only report on operations used in these files or folders",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the report (default: text)")
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="breaking",
        help="lowest level that breaks the contract (default: breaking)",
    )
    parser.add_argument("--ignore", metavar="FILE", type=_path, help="TOML file of accepted findings")
    parser.add_argument(
        "--no-project-files",
        dest="project_files",
        action="store_false",
        help="ignore .env, prefect.toml and pyproject.toml in the working directory",
    )


def _path(name: str) -> Path:
    # Path("") would be the current folder.
    if not name:
        raise argparse.ArgumentTypeError("expected a path, got an empty string")
    return Path(name)


def run(options: argparse.Namespace) -> int:
    """Run the check and return the exit code."""
    try:
        with _interrupt_on_termination(), warnings.catch_warnings():
            warnings.showwarning = _print_warning
            report = _check(options)
        _print_report(report, options.format)
    except (CheckError, PrefectHTTPError) as error:
        notes = " ".join(getattr(error, "__notes__", ()))
        print(f"error: {one_line(f'{error} {notes}')}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    return BROKEN if report.verdict == "broken" else KEPT


def _check(options: argparse.Namespace) -> Report:
    from prefect_http._contract.check import check
    from prefect_http._contract.sources.client import client_document

    if options.live and options.spec:
        raise CheckError("--live requires a server, got --spec", "Pass --url instead of --spec.")
    # Invalid files are reported before a server is started or called.
    acceptances = [] if options.ignore is None else _acceptances(options.ignore)
    used = None if options.only_used is None else _uses(options.only_used)
    client = client_document()
    with _open_target(options, client) as target:
        live_findings = _replay(target) if options.live else []
    try:
        return check(
            client,
            target.document,
            source=target.source,
            client_version=prefect_http.__version__,
            # In UTC, an acceptance expires at the same moment on every machine.
            today=datetime.now(UTC).date(),
            live_findings=live_findings,
            acceptances=acceptances,
            used=used,
            fail_on=options.fail_on,
        )
    except RecursionError:
        raise CheckError(
            f"{target.source} is nested too deeply", "Check that it is the document of a Prefect server."
        ) from None


def _acceptances(path: Path) -> list[Acceptance]:
    from prefect_http._contract.baseline import HINT, parse_acceptances
    from prefect_http._contract.sources.server import read_file

    return parse_acceptances(read_file(path, hint=HINT).decode(errors="replace"), str(path))


def _uses(paths: list[Path]) -> Uses:
    from prefect_http._contract.usage.sources import find_uses

    return find_uses(paths, _print_progress)


class _Target(msgspec.Struct):
    """Document to check, and how to reach its server.

    Attributes:
        source: URL or path of the document.
        document: Document of the server.
        open_client: Function that opens a client for the server, or None for a file.
    """

    source: str
    document: Document
    open_client: Callable[[], prefect_http.Prefect] | None = None


@contextmanager
def _open_target(options: argparse.Namespace, client: Document) -> Generator[_Target]:
    from prefect_http._contract.sources.server import parse_server_document, read_file

    if options.spec:
        yield _Target(str(options.spec), parse_server_document(read_file(options.spec), str(options.spec), client))
    elif options.server_version:
        from prefect_http._contract.sources.uv_server import running

        with running(options.server_version, _print_progress) as api:
            yield _fetch_target(api, client, anonymous=True, project_files=options.project_files)
    else:
        yield _fetch_target(options.url, client, project_files=options.project_files)


def _fetch_target(url: str | None, client: Document, *, anonymous: bool = False, project_files: bool = True) -> _Target:
    from prefect_http._contract.sources.server import fetch_document, locations, without_document
    from prefect_http._settings.resolve import resolve_with_origins
    from prefect_http._utils import warn

    # The temporary server must not receive credentials and headers meant for another server.
    auth_string = "" if anonymous else None
    headers: dict[str, str] | None = {} if anonymous else None
    given = None if url is None else without_document(url)
    resolution = resolve_with_origins(
        os.environ, api_url=given, auth_string=auth_string, headers=headers, project_files=project_files
    )
    for warning in resolution.warnings:
        warn(warning)
    settings = resolution.settings
    found = fetch_document(settings, locations(settings.api_url, is_api=given is None), client)
    # The given URL may contain credentials. The URL that was found does not.
    api_url = given and urlunsplit(urlsplit(given)._replace(path=urlsplit(found.api_url).path))
    open_client = partial(
        prefect_http.Prefect, api_url, auth_string=auth_string, headers=headers, project_files=project_files
    )
    return _Target(found.url, found.document, open_client)


def _replay(target: _Target) -> list[Finding]:
    from prefect_http._contract.live import replay
    from prefect_http._settings.urls import CLOUD_EXAMPLE, cloud_url

    if target.open_client is None:
        return []
    with target.open_client() as client:
        if target.document.is_cloud and cloud_url(client.api_url) is None:
            raise CheckError(
                f"--live requires the API URL of a workspace on Prefect Cloud, got {client.api_url}",
                f"Use {CLOUD_EXAMPLE}.",
            )
        return replay(client, report_progress=_print_progress)


def _print_progress(line: str) -> None:
    print(one_line(line), file=sys.stderr)


def _print_warning(message: Warning | str, *_origin: object, **_target: object) -> None:
    print(f"warning: {one_line(str(message))}", file=sys.stderr)


def _print_report(report: Report, format_: str) -> None:
    # Names in the document may contain characters that the output encoding lacks.
    encoding = sys.stdout.encoding or "utf-8"
    output = _format(report, format_).encode(encoding, "backslashreplace").decode(encoding)
    try:
        print(output, end="", flush=True)
    except OSError as error:
        # Otherwise the interpreter would flush standard output again at exit, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A closed pipe is not an error: readers such as head stop early.
        if not isinstance(error, BrokenPipeError):
            raise CheckError(f"cannot write the report: {error.strerror or error}", _OUTPUT_HINT) from None


def _format(report: Report, format_: str) -> str:
    if format_ == "text":
        from prefect_http._contract.reports.text import text

        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return text(report, width=shutil.get_terminal_size((100, 24)).columns, colour=colour)
    write: Callable[[Report], str] = getattr(import_module(f"prefect_http._contract.reports.{format_}"), format_)
    return write(report)


@contextmanager
def _interrupt_on_termination() -> Generator[None]:
    """Handle SIGTERM and SIGHUP like Ctrl-C, so that the check cleans up and stops its server."""
    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    previous = [signal.signal(number, _interrupt) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, previous, strict=True):
            signal.signal(number, handler)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

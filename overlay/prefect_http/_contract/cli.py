"""``prefect-http contract``: what is asked for, and the exit code that answers it."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

import msgspec

import prefect_http_api
from prefect_http._contract.errors import CannotTellError, one_line
from prefect_http._contract.report import FAIL_ON, Report
from prefect_http.errors import PrefectHTTPError

if TYPE_CHECKING:
    from prefect_http import Prefect
    from prefect_http._contract.baseline import Acceptance
    from prefect_http._contract.findings import Finding
    from prefect_http._contract.usage.uses import Uses

HELP: Final = "check whether a server still keeps what this client was promised"

KEPT, BROKEN, CANNOT_TELL, INTERRUPTED = 0, 1, 2, 130

FORMATS: Final = ("text", "json", "markdown", "junit", "github")

_OUTPUT: Final = "Check where standard output goes: to a terminal, a pipe or a file."

_ABOUT = """
Compare what this client was generated from with what a server declares, and say what it means for who calls it.
Without --url, --spec or --server-version the server is the one of the settings: PREFECT_API_URL or the active profile.
"""

_MORE = """
exit codes: 0 the contract is kept, 1 it is broken, 2 that cannot be told: no server, no document, a wrong option;
130 it was interrupted, as with Ctrl-C

An --ignore file has, for each finding that is accepted:

  [[accept]]
  fingerprint = "5e302f901a3b"
  reason = "we do not filter automations by id"
  expires = 2030-12-31

--only-used finds functions of prefect_http_api wherever they are named, and the verbs of the client, such as
client.flow_runs.wait, whatever the client is called, with all operations that a verb may call. It does not see what is
reached by getattr or by names in strings, nor functions of the API that are imported from elsewhere.
"""


def set_up(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the options of this command, and what runs it."""
    parser.description, parser.epilog = _ABOUT, _MORE
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", help="the address of a server, or of its API; credentials as the client has them")
    where.add_argument(
        "--spec", metavar="FILE", type=_file, help="a document that was saved from <server>/openapi.json"
    )
    where.add_argument(
        "--server-version", metavar="X", help="install Prefect X with uv in a temporary environment, and start it"
    )
    parser.add_argument(
        "--live", action="store_true", help="call the server, too: makes one of everything there, and deletes it again"
    )
    parser.add_argument(
        "--only-used", metavar="FILE", nargs="+", type=_file, help="report what touches the calls in these sources"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write the report; text by default")
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, default="breaking", help="from where on it is broken; breaking by default"
    )
    parser.add_argument("--ignore", metavar="FILE", type=_file, help="a TOML file of findings that are accepted")
    parser.set_defaults(run=_run)


def _file(name: str) -> Path:
    # The path of an empty name is the current folder.
    if not name:
        raise argparse.ArgumentTypeError("'' cannot be read: the name is empty")
    return Path(name)


def _run(given: argparse.Namespace) -> int:
    try:
        with _stopping():
            report = _report(given)
        _write(report, given.format)
    except (CannotTellError, PrefectHTTPError) as error:
        notes = " ".join(getattr(error, "__notes__", ()))
        print(f"error: {one_line(f'{error} {notes}')}", file=sys.stderr)
        return CANNOT_TELL
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    return BROKEN if report.verdict == "broken" else KEPT


def _report(given: argparse.Namespace) -> Report:
    from prefect_http._contract.check import check
    from prefect_http._contract.sources.client import promised
    from prefect_http._contract.sources.server import declared

    if given.live and given.spec:
        raise CannotTellError("--live calls a server, and --spec is a file", "Give --url in place of --spec.")
    # What is wrong with a file is said before a server is started or asked.
    acceptances = [] if given.ignore is None else _acceptances(given.ignore)
    used = None if given.only_used is None else _used(given.only_used)
    promise = promised()
    with _target(given) as target:
        server = declared(target.document, target.source, promise)
        replayed = _replayed(target) if given.live else []
    try:
        return check(
            promise,
            server,
            source=target.source,
            client_version=_version(),
            # Expiry dates are days without a place; those of UTC are the same on every machine.
            today=datetime.now(UTC).date(),
            replayed=replayed,
            acceptances=acceptances,
            used=used,
            fail_on=given.fail_on,
        )
    except RecursionError:
        raise CannotTellError(f"{target.source} is nested too deep", "No document of a Prefect server is.") from None


def _acceptances(path: Path) -> list[Acceptance]:
    from prefect_http._contract.baseline import HINT, parse_acceptances
    from prefect_http._contract.sources.server import read_file

    return parse_acceptances(read_file(path, hint=HINT).decode(errors="replace"), str(path))


def _used(paths: list[Path]) -> Uses:
    from prefect_http._contract.usage import used_by

    return used_by(paths)


class _Target(msgspec.Struct):
    """What is compared with: a document, and how to make a client of the server that it came from, if any."""

    source: str
    document: bytes
    client: Callable[[], Prefect] | None = None


@contextmanager
def _target(given: argparse.Namespace) -> Generator[_Target]:
    from prefect_http._contract.sources.server import api_url, read_file

    if given.spec:
        yield _Target(str(given.spec), read_file(given.spec))
    elif given.server_version:
        from prefect_http._contract.sources.uv_server import running

        with running(given.server_version, _say) as api:
            yield _asked(api, anonymous=True)
    else:
        yield _asked(given.url and api_url(given.url))


def _asked(url: str | None, *, anonymous: bool = False) -> _Target:
    from prefect_http import Prefect
    from prefect_http._contract.sources.server import document_url, fetch
    from prefect_http._settings.resolve import resolve

    # What is meant for another server is not for one of our own.
    auth_string = "" if anonymous else None
    headers: dict[str, str] | None = {} if anonymous else None
    settings = resolve(os.environ, api_url=url, auth_string=auth_string, headers=headers)
    client = partial(Prefect, url, auth_string=auth_string, headers=headers)
    return _Target(document_url(settings.api_url), fetch(settings), client)


def _replayed(target: _Target) -> list[Finding]:
    from prefect_http._contract.live import replay

    if target.client is None:
        return []
    with target.client() as client:
        return replay(client, say=_say)


def _say(line: str) -> None:
    print(one_line(line), file=sys.stderr)


def _version() -> str:
    try:
        return version("prefect-http")
    except PackageNotFoundError:
        # It runs from its source.
        return prefect_http_api.SERVER_VERSION


def _write(report: Report, name: str) -> None:
    if sys.stdout is None:
        raise CannotTellError("The report cannot be written: standard output is closed", _OUTPUT)
    # A server's names may have characters that the terminal's encoding has not.
    encoding = sys.stdout.encoding or "utf-8"
    written = _formatted(report, name).encode(encoding, "backslashreplace").decode(encoding)
    try:
        print(written, end="", flush=True)
    except OSError as error:
        # The interpreter must not find out once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Whoever closes a pipe has seen enough.
        if not isinstance(error, BrokenPipeError):
            raise CannotTellError(f"The report cannot be written: {error.strerror or error}", _OUTPUT) from None


def _formatted(report: Report, name: str) -> str:
    if name == "text":
        from prefect_http._contract.reports.text import text

        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return text(report, width=shutil.get_terminal_size((100, 24)).columns, colour=colour)
    write: Callable[[Report], str] = getattr(import_module(f"prefect_http._contract.reports.{name}"), name)
    return write(report)


@contextmanager
def _stopping() -> Generator[None]:
    """End as on Ctrl-C when asked to end: what was made and started goes first."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [signal.signal(number, _stop) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

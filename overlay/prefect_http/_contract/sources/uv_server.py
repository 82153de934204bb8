"""Temporary server of any Prefect version, installed with uv for the duration of a check."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

import prefect_http_api
from prefect_http import Prefect
from prefect_http._contract.errors import CheckError
from prefect_http._http.compatibility import SUPPORTED_SERVERS, is_compatible, parse_version, quote_version
from prefect_http._http.download import download_json

ReportProgress = Callable[[str], None]

_HOST = "127.0.0.1"
# Below the ephemeral ports, which the system may assign to another process while the server starts.
_PORTS = range(20_000, 32_000)
_PORT_ATTEMPTS = 50
_STARTUP_SECONDS = 180.0
_INSTALL_SECONDS = 900.0
_SHUTDOWN_SECONDS = 10.0
_INDEX_TIMEOUT = 30.0
_INDEX = "https://pypi.org/simple"
_INHERITED_VARIABLES = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ", "SYSTEMROOT")
_EXAMPLE = f"Pass a version such as {prefect_http_api.SERVER_VERSION}."
_ALTERNATIVE = "start the server yourself and pass its URL with --url."
_HINT = f"Instead, {_ALTERNATIVE}"


class _IndexFile(msgspec.Struct, rename="kebab"):
    filename: str
    upload_time: datetime


class _Index(msgspec.Struct):
    files: list[_IndexFile]


@contextmanager
def running(version: str, report_progress: ReportProgress) -> Generator[str]:
    """Install a Prefect version with uv, start its server on a free port, and yield its API URL.

    If the package index lists the release date, dependencies released more than two days later are excluded: with them,
    the server might have a different API or fail to start. At the end of the block, the server is stopped and its
    environment is deleted. Only uv's cache remains.

    Args:
        version: Prefect version, such as "3.8.8".
        report_progress: Function that receives one line for each step.

    Raises:
        CheckError: *version* is invalid or unsupported, uv is not on PATH, or Prefect cannot be installed or started.
    """
    if parse_version(version) is None:
        raise CheckError(f"invalid Prefect version {quote_version(version)}", _EXAMPLE)
    version = version.lstrip("vV")
    if not is_compatible(version):
        raise CheckError(f"unsupported Prefect version {version}: {SUPPORTED_SERVERS}", _EXAMPLE)
    uv = shutil.which("uv")
    if uv is None:
        raise CheckError("--server-version requires uv on PATH", f"Install it (pip install uv), or {_ALTERNATIVE}")
    with TemporaryDirectory(prefix="prefect-http-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        programs = _install(str(Path(uv).absolute()), version, folder / "environment", report_progress)
        report_progress(f"starting Prefect {version}")
        yield from _serve(programs, version, folder)


def _install(uv: str, version: str, folder: Path, report_progress: ReportProgress) -> Path:
    cutoff = _dependency_cutoff(version)
    dependencies = "today (unknown release date)" if cutoff is None else cutoff
    report_progress(f"installing Prefect {version} with dependencies as of {dependencies}")
    # Not in the working directory, whose configuration of uv could choose another package index.
    run = partial(_run, cwd=folder.parent)
    run(uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(folder))
    run(
        *(uv, "pip", "install", "--quiet", "--python", str(folder), f"prefect=={version}"),
        *(() if cutoff is None else ("--exclude-newer", cutoff)),
    )
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _dependency_cutoff(version: str) -> str | None:
    """Return the latest release time for dependencies, or None if the release date of *version* is unknown."""
    if "UV_EXCLUDE_NEWER" in os.environ:
        return os.environ["UV_EXCLUDE_NEWER"]
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or _INDEX
    listing = download_json(
        f"{index.rstrip('/')}/prefect/", accept="application/vnd.pypi.simple.v1+json", timeout=_INDEX_TIMEOUT
    )
    wheel = f"prefect-{version}-py3-none-any.whl"
    try:
        files = msgspec.convert(listing, _Index).files
        (released,) = (file.upload_time for file in files if file.filename == wheel)
    except ValueError:
        return None
    return (released + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _run(*command: str, cwd: Path) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, "UV_NO_CONFIG": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_INSTALL_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise CheckError(
            f"uv timed out after {_INSTALL_SECONDS:g} s", f"Check the network, or {_ALTERNATIVE}"
        ) from None
    if done.returncode:
        raise CheckError(f"uv failed to install Prefect: {done.stderr.strip()}", _HINT)


def _serve(programs: Path, version: str, folder: Path) -> Iterator[str]:
    port = _free_port()
    api = f"http://{_HOST}:{port}/api"
    log = folder / "server.log"
    command = [str(programs / "prefect"), "server", "start", "--host", _HOST, "--port", str(port)]
    with log.open("wb") as output:
        # In its own session, the server does not receive Ctrl-C and is stopped only by this process.
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(process, api, version, log)
            yield api
        finally:
            _stop(process)


def _environment(folder: Path) -> dict[str, str]:
    # The document depends on the server's settings, so other variables are not passed on.
    return {
        **{name: os.environ[name] for name in _INHERITED_VARIABLES if name in os.environ},
        "HOME": str(folder),
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def _wait_until_healthy(process: subprocess.Popen[bytes], api: str, version: str, log: Path) -> None:
    deadline = time.monotonic() + _STARTUP_SECONDS
    with Prefect(api, auth_string="", headers={}) as client:
        while not client.health():
            if process.poll() is not None or time.monotonic() > deadline:
                lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
                output = " | ".join(line.strip() for line in lines[-8:] if line.strip())
                is_running = process.poll() is None
                how = f"was not healthy within {_STARTUP_SECONDS:g} s" if is_running else "exited while starting"
                raise CheckError(f"Prefect {version} {how}; last output: {output or 'none'}", _HINT)
            time.sleep(0.2)


def _free_port() -> int:
    for port in random.sample(_PORTS, _PORT_ATTEMPTS):
        with suppress(OSError), closing(socket.socket()) as probe:
            probe.bind((_HOST, port))
            return port
    raise CheckError(f"no free port between {_PORTS[0]} and {_PORTS[-1]}", _HINT)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        # SIGKILL is sent even after a clean exit, to end child processes that remain in the server's process group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SHUTDOWN_SECONDS)

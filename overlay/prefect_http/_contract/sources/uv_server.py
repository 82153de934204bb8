"""Any version of Prefect's server for as long as a check takes, in an environment that goes with it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from prefect_http import Prefect
from prefect_http._contract.errors import CannotTellError
from prefect_http._http.compatibility import LIMITS, is_compatible

Say = Callable[[str], None]

_HOST = "127.0.0.1"
# Below those that a system gives to whoever asks for any: one of these could go to another while the server starts.
_PORTS = range(20_000, 32_000)
_PORTS_TO_TRY = 50
_STARTUP_SECONDS = 180.0
_INSTALL_SECONDS = 900.0
_PATIENCE_SECONDS = 10.0
_INDEX = "https://pypi.org/simple"
_INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ", "SYSTEMROOT")
_YOURSELF = "Start that server yourself, and give its address with --url."


@contextmanager
def running(version: str, say: Say) -> Generator[str]:
    """Install Prefect *version* with uv, run its server on a free port of this machine, and give the URL of its API.

    It is installed from what there was two days after its release, if the package index tells when that was: with
    today's dependencies it may declare something else, or not even start. It ends with the block, and nothing of it is
    left but what uv keeps in its cache.

    Raises:
        CannotTellError: this client does not work with *version*, there is no uv, or Prefect could not be installed,
            or did not start.
    """
    if not re.fullmatch(r"\d+(\.\d+){1,2}[0-9A-Za-z.]*", version):
        raise CannotTellError(f"{version!r} is no version of Prefect", "Give one such as 3.8.8.")
    if not is_compatible(version):
        raise CannotTellError(f"Prefect {version} is of another generation, and {LIMITS}", "Give one such as 3.8.8.")
    uv = shutil.which("uv")
    if uv is None:
        raise CannotTellError("uv, which installs Prefect, is not on PATH", f"Install it (pip install uv). {_YOURSELF}")
    with TemporaryDirectory(prefix="prefect-http-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        programs = _install(uv, version, folder / "environment", say)
        say(f"starting Prefect {version}")
        yield from _serving(programs, version, folder)


def _install(uv: str, version: str, folder: Path, say: Say) -> Path:
    limit = _limit(version)
    until = "as of today, since its release date is not known" if limit is None else f"as of {limit}"
    say(f"installing Prefect {version}, {until}")
    _run(uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(folder))
    _run(
        *(uv, "pip", "install", "--quiet", "--python", str(folder), f"prefect=={version}"),
        *(() if limit is None else ("--exclude-newer", limit)),
    )
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _limit(version: str) -> str | None:
    """Return the time after which no dependency of *version* was released; None where nobody tells."""
    if "UV_EXCLUDE_NEWER" in os.environ:
        return os.environ["UV_EXCLUDE_NEWER"]
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or _INDEX
    try:
        answer = httpx.get(
            f"{index.rstrip('/')}/prefect/",
            headers={"Accept": "application/vnd.pypi.simple.v1+json"},
            follow_redirects=True,
            timeout=30,
        )
        files: list[dict[str, Any]] = answer.raise_for_status().json()["files"]
        wheel = f"prefect-{version}-py3-none-any.whl"
        (released,) = (datetime.fromisoformat(file["upload-time"]) for file in files if file["filename"] == wheel)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return None
    return (released + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _run(*command: str) -> None:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise CannotTellError("uv does not come to an end", f"Check the network. {_YOURSELF}") from None
    if done.returncode:
        raise CannotTellError(f"uv could not install Prefect: {done.stderr.strip()}", _YOURSELF)


def _serving(programs: Path, version: str, folder: Path) -> Iterator[str]:
    port = _free_port()
    api = f"http://{_HOST}:{port}/api"
    log = folder / "server.log"
    command = [str(programs / "prefect"), "server", "start", "--host", _HOST, "--port", str(port)]
    with log.open("wb") as output:
        # Ctrl-C reaches every process of the terminal's group; only this one decides when the server ends.
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
            _await(process, api, version, log)
            yield api
        finally:
            _end(process)


def _environment(folder: Path) -> dict[str, str]:
    # An allow-list: the document that a server declares depends on its settings.
    return {
        **{name: os.environ[name] for name in _INHERITED if name in os.environ},
        "HOME": str(folder),
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def _await(process: subprocess.Popen[bytes], api: str, version: str, log: Path) -> None:
    deadline = time.monotonic() + _STARTUP_SECONDS
    with Prefect(api, auth_string="", headers={}) as client:
        while not client.health():
            if process.poll() is not None or time.monotonic() > deadline:
                lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
                said = " | ".join(line.strip() for line in lines[-8:] if line.strip())
                how = "did not answer in time" if process.poll() is None else "ended while starting"
                raise CannotTellError(f"Prefect {version} {how}. Its last words: {said or 'none'}", _YOURSELF)
            time.sleep(0.2)


def _free_port() -> int:
    for port in random.sample(_PORTS, _PORTS_TO_TRY):
        with suppress(OSError), closing(socket.socket()) as probe:
            probe.bind((_HOST, port))
            return port
    raise CannotTellError(f"no free port was found between {_PORTS[0]} and {_PORTS[-1]}", _YOURSELF)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        # Also after a polite end: a server may leave children behind, and they share its process group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE_SECONDS)

"""Running of Prefect servers, each on a free port with its own ``PREFECT_HOME`` and environment."""

import base64
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from generator.errors import GeneratorError
from generator.servers import database, supervise
from generator.servers.install import Say, install_server, silent
from generator.servers.recipes import Recipe

_HOST = "127.0.0.1"
_STARTUP_SECONDS = 180.0
_MAX_PORTS = 5
# Below the ephemeral range: the system could give an ephemeral port to another program while the server starts.
_PORTS = range(20_000, 32_000)
_INHERITED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "USER", "LOGNAME", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Server:
    """A running Prefect server.

    Attributes:
        version: Prefect version.
        origin: ``http://127.0.0.1:<port>``, without a trailing slash.
        home: The server's ``PREFECT_HOME``, removed when the server stops.
        api_path: Path of its API. Default: ``/api``.
    """

    version: str
    origin: str
    home: Path
    _process: "subprocess.Popen[bytes]" = field(repr=False)
    api_path: str = "/api"

    @property
    def api_url(self) -> str:
        """Value for a client's ``PREFECT_API_URL``."""
        return self.origin + self.api_path

    @property
    def ended(self) -> bool:
        """Whether the server and its supervisor have exited."""
        return self._process.poll() is not None

    def log_tail(self, lines: int = 8) -> str:
        """Return the last *lines* of the server's log on one line, or an empty string once it has stopped."""
        return _log_tail(self.home.parent, lines)

    def stop(self) -> None:
        """Stop the server and its child processes, and remove its files. A second call does nothing."""
        _stop(self._process)


@contextmanager
def running_server(
    version: str,
    *,
    recipe: Recipe | None = None,
    env: Mapping[str, str] | None = None,
    startup_timeout: float = _STARTUP_SECONDS,
    say: Say = silent,
) -> Iterator[Server]:
    """Run a server for the duration of the block. See `start_server`."""
    server = start_server(version, recipe=recipe, env=env, startup_timeout=startup_timeout, say=say)
    try:
        yield server
    finally:
        server.stop()


def start_server(
    version: str,
    *,
    recipe: Recipe | None = None,
    env: Mapping[str, str] | None = None,
    startup_timeout: float = _STARTUP_SECONDS,
    say: Say = silent,
) -> Server:
    """Start a server on a free loopback port, install it first if necessary, and return it once it is healthy.

    The server has a new ``PREFECT_HOME`` with an empty database. It inherits only basic environment variables, such as
    ``PATH``. It stops on ``stop()``, or when this process ends in any way.

    Args:
        version: A supported Prefect version.
        recipe: How to install it. Default: as listed in ``spec/servers.toml``.
        env: Environment variables to add. Default: none.
        startup_timeout: Seconds to wait for the server to become healthy. Default: 180.
        say: Function that receives progress messages. Default: discard them.

    Raises:
        GeneratorError: The server could not be installed, found no free port, exited while starting, or did not become
            healthy in time. If it exited or was too slow, the message contains the end of its log.
    """
    python = install_server(version, recipe=recipe, say=say)
    say(f"starting Prefect {version}")
    started = time.monotonic()
    for _ in range(_MAX_PORTS):
        server = _launch(python, version, _free_port(), env or {})
        try:
            healthy = _await_health(server, env or {}, started + startup_timeout)
        except BaseException:
            server.stop()
            raise
        if healthy:
            database.keep(server.home, version)
            say(f"Prefect {version} is ready on {server.origin} after {time.monotonic() - started:.1f} s")
            return server
        server.stop()
    raise GeneratorError(
        f"Prefect {version} found its port in use {_MAX_PORTS} times in a row",
        f"Look for a program that occupies the ports {_PORTS[0]} to {_PORTS[-1]}, then try again.",
    )


def _free_port() -> int:
    for port in random.sample(_PORTS, _MAX_PORTS * 10):
        with suppress(OSError), socket.socket() as probe:
            probe.bind((_HOST, port))
            return port
    raise GeneratorError(
        f"no free port was found between {_PORTS[0]} and {_PORTS[-1]}",
        f"Look for a program that occupies the ports {_PORTS[0]} to {_PORTS[-1]}, then try again.",
    )


def server_environment(home: Path, inherited: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a server whose ``PREFECT_HOME`` is *home*.

    Only the variables in `_INHERITED` are inherited, because the server's OpenAPI document depends on its settings:
    ``PREFECT_*`` variables, and even ``SSL_CERT_FILE``, change the declared defaults.
    """
    return {
        **{name: inherited[name] for name in _INHERITED if name in inherited},
        "HOME": str(home),
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUNBUFFERED": "1",
        **extra,
    }


def _launch(python: Path, version: str, port: int, env: Mapping[str, str]) -> Server:
    folder = Path(tempfile.mkdtemp(prefix="prefect-http-")).resolve()
    home = folder / "home"
    try:
        home.mkdir()
        database.provide(home, version)
        process = subprocess.Popen(
            [
                *(sys.executable, "-I", supervise.__file__, str(folder)),
                *(str(python.with_name("prefect")), "server", "start", "--host", _HOST, "--port", str(port)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=server_environment(home, os.environ, env),
            # Ctrl-C signals the terminal's whole process group, but only this process may stop the server.
            start_new_session=True,
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Server(version, f"http://{_HOST}:{port}", home, process, env.get("PREFECT_SERVER_API_BASE_PATH", "/api"))


def _await_health(server: Server, env: Mapping[str, str], deadline: float) -> bool:
    """Wait until the server is healthy. Return false if another program has taken its port."""
    folder = server.home.parent
    with httpx.Client(trust_env=False, timeout=5.0, headers=_credentials(env)) as client:
        while time.monotonic() < deadline:
            if (code := _read(folder / supervise.EXITED)) is not None:
                if "already in use" in (log := server.log_tail()):
                    return False
                raise GeneratorError(
                    f"Prefect {server.version} exited with code {code} while starting",
                    f"The end of its log: {log or 'empty'}",
                )
            if server.ended:
                raise GeneratorError(
                    f"Prefect {server.version} was stopped by another process while starting", "Start it again."
                )
            if _healthy(client, server.api_url):
                return _is_own_server(client, server)
            time.sleep(0.2)
    raise GeneratorError(
        f"Prefect {server.version} did not become healthy in time",
        f"Try again on a less busy machine. The end of its log: {server.log_tail() or 'empty'}",
    )


def _credentials(env: Mapping[str, str]) -> dict[str, str]:
    secret = env.get("PREFECT_SERVER_API_AUTH_STRING")
    return {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}


def _healthy(client: httpx.Client, api_url: str) -> bool:
    try:
        return client.get(f"{api_url}/health").text.strip() == "true"
    except httpx.HTTPError:
        return False


def _is_own_server(client: httpx.Client, server: Server) -> bool:
    """Return whether *server* is the one that responds. Another server may have taken the port during startup."""
    try:
        settings = client.get(f"{server.api_url}/admin/settings")
    except httpx.HTTPError:
        return False
    return settings.status_code != httpx.codes.OK or json.dumps(str(server.home)) in settings.text


def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None


def _log_tail(folder: Path, lines: int) -> str:
    try:
        text = (folder / supervise.LOG).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return " | ".join([line.strip() for line in text.splitlines() if line.strip()][-lines:])


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()

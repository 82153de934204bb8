"""Installs any supported Prefect server reproducibly, and runs it for as long as it is wanted."""

import base64
import fcntl
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
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx

from generator.errors import GeneratorError
from generator.servers import supervise

ROOT = Path(__file__).resolve().parent.parent.parent
SERVERS = ROOT / "spec" / "servers.toml"

Say = Callable[[str], None]
"""Told in one line what is going on, whenever something takes longer than a moment."""

_HOST = "127.0.0.1"
_STARTUP_SECONDS = 180.0
_INSTALL_SECONDS = 900.0
_PORTS_TO_TRY = 5
# Below those that a system gives to whoever asks for any: one of these could go to another while the server starts.
_PORTS = range(20_000, 32_000)
_INHERITED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "USER", "LOGNAME", "SYSTEMROOT")


def _silent(_line: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one server version is installed, and what a correct installation then serves."""

    version: str
    python: str
    exclude_newer: str
    paths: int
    operations: int
    schemas: int


@dataclass(frozen=True, slots=True)
class Server:
    """A running Prefect server of our own.

    Attributes:
        version: Its Prefect version.
        origin: ``http://127.0.0.1:<port>``, without a slash at the end.
        home: Its ``PREFECT_HOME``, which goes with it.
    """

    version: str
    origin: str
    home: Path
    _process: "subprocess.Popen[bytes]" = field(repr=False)

    @property
    def api_url(self) -> str:
        """The origin and ``/api``: what a client needs as ``PREFECT_API_URL``."""
        return f"{self.origin}/api"

    @property
    def ended(self) -> bool:
        """Whether nothing of it runs any more."""
        return self._process.poll() is not None

    def log_tail(self, lines: int = 8) -> str:
        """The last *lines* that the server wrote, on one line; empty once it has been stopped."""
        return _log_tail(self.home.parent, lines)

    def stop(self) -> None:
        """End the server, everything that it started and everything that it wrote. A second call does nothing."""
        _release(self._process)


def supported(path: Path = SERVERS) -> dict[str, Recipe]:
    """Every supported version with its recipe, oldest first.

    Raises:
        GeneratorError: *path* is missing, or not what it should be.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        return {version: _recipe(version, entry) for version, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise GeneratorError(f"{path.name} cannot be read: {error}", "Restore it from version control.") from None


def _recipe(version: str, entry: Mapping[str, Any]) -> Recipe:
    return Recipe(version, **{key.replace("-", "_"): value for key, value in entry.items()})


def recipe(version: str) -> Recipe:
    """The recipe of *version*.

    Raises:
        GeneratorError: The version is not in ``spec/servers.toml``.
    """
    recipes = supported()
    if version not in recipes:
        raise GeneratorError(
            f"Prefect {version} is not a supported server version",
            f"Choose one of {', '.join(recipes)}, or add it to spec/servers.toml.",
        )
    return recipes[version]


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where installed servers are kept: ``servers`` in ``PREFECT_HTTP_CACHE``, or else in the project's ``.cache``."""
    configured = environ.get("PREFECT_HTTP_CACHE")
    return (Path(configured).expanduser().resolve() if configured else ROOT / ".cache") / "servers"


def install(version: str, *, say: Say = _silent) -> Path:
    """Install the server, unless it is installed already, and return its Python.

    Processes that ask for the same version at once wait for the one that came first. An installation that was
    interrupted, or was made from another recipe, is made anew.

    Raises:
        GeneratorError: The version is not supported, uv is missing, or uv could not install it.
    """
    wanted = recipe(version)
    folder = cache_folder() / version
    python = folder / "bin" / "python"
    marker = folder / "installed.json"
    made_from = json.dumps(asdict(wanted), indent=2)
    with _lock(folder.with_name(f"{version}.lock"), version, say):
        if _text(marker) == made_from and python.exists():
            return python
        uv = find_uv()
        started = time.monotonic()
        say(f"installing Prefect {version} as of {wanted.exclude_newer}")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            _uv(uv, "venv", "--quiet", "--no-project", "--python", _interpreter(uv, wanted, say), str(folder))
            _uv(
                *(uv, "pip", "install", "--quiet", "--python", str(python)),
                *("--exclude-newer", wanted.exclude_newer, f"prefect=={version}"),
            )
            marker.write_text(made_from)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        say(f"installed Prefect {version} in {time.monotonic() - started:.1f} s")
    return python


def _text(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None


@contextmanager
def _lock(path: Path, version: str, say: Say) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
    except OSError as error:
        raise GeneratorError(
            f"The cache folder {path.parent} cannot be written: {error.strerror}",
            "Set PREFECT_HTTP_CACHE to a folder that can.",
        ) from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another process that is installing Prefect {version}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def find_uv() -> str:
    """The path of uv's program.

    Raises:
        GeneratorError: There is none.
    """
    try:
        # Optional: a uv on PATH will do, and then there is no package to import.
        from uv import find_uv_bin

        found: str | None = find_uv_bin()
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
    if found is None:
        raise GeneratorError("uv, which installs Prefect, was not found", "Run this in nox, or `pip install uv`.")
    return found


def _interpreter(uv: str, wanted: Recipe, say: Say) -> str:
    search = subprocess.run(
        [uv, "python", "find", "--no-project", "--no-python-downloads", wanted.python],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if search.returncode == 0:
        return search.stdout.strip()
    running = ".".join(map(str, sys.version_info[:3]))
    say(f"Python {wanted.python} was not found; installing Prefect {wanted.version} with Python {running}")
    return sys.executable


def _uv(*command: str) -> None:
    try:
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise GeneratorError(
            f"uv did not finish within {_INSTALL_SECONDS:.0f} s", "Check the network connection, and try again."
        ) from None
    if result.returncode != 0:
        raise GeneratorError(
            f"uv could not install the server: {result.stderr.strip()}",
            "Check the network connection and uv's settings, and try again.",
        )


@contextmanager
def running(
    version: str,
    *,
    env: Mapping[str, str] | None = None,
    startup_timeout: float = _STARTUP_SECONDS,
    say: Say = _silent,
) -> Iterator[Server]:
    """Run a server of *version* on a free loopback port while the block lasts. See ``start``."""
    server = start(version, env=env, startup_timeout=startup_timeout, say=say)
    try:
        yield server
    finally:
        server.stop()


def start(
    version: str,
    *,
    env: Mapping[str, str] | None = None,
    startup_timeout: float = _STARTUP_SECONDS,
    say: Say = _silent,
) -> Server:
    """Install a server if need be, start it on a free loopback port, and return it once it answers.

    It has a new, empty ``PREFECT_HOME`` and sees nothing of this process's environment but what any program needs;
    *env* is added to that. It ends with ``stop()``, or when this process ends in whatever way.

    Raises:
        GeneratorError: It could not be installed, ended early, or did not answer within *startup_timeout* seconds; the
            message carries the end of its log.
    """
    python = install(version, say=say)
    say(f"starting Prefect {version}")
    started = time.monotonic()
    for _ in range(_PORTS_TO_TRY):
        server = _launch(python, version, _free_port(), env or {})
        try:
            answers = _await_health(server, env or {}, started + startup_timeout)
        except BaseException:
            server.stop()
            raise
        if answers:
            say(f"Prefect {version} answers on {server.origin} after {time.monotonic() - started:.1f} s")
            return server
        server.stop()
    raise GeneratorError(
        f"Prefect {version} found its port taken {_PORTS_TO_TRY} times in a row",
        "Look for a program that takes every free port, and try again.",
    )


def _free_port() -> int:
    for port in random.sample(_PORTS, _PORTS_TO_TRY * 10):
        with suppress(OSError), socket.socket() as probe:
            probe.bind((_HOST, port))
            return port
    raise GeneratorError(
        f"No free port was found between {_PORTS[0]} and {_PORTS[-1]}",
        "Look for a program that takes every free port, and try again.",
    )


def server_environment(home: Path, inherited: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a server that lives in *home*.

    An allow-list, because the document that a server serves depends on its settings: every ``PREFECT_*`` variable, and
    even ``SSL_CERT_FILE``, shows in the defaults that it declares.
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
        process = subprocess.Popen(
            [
                *(sys.executable, "-I", supervise.__file__, str(folder)),
                *(str(python.with_name("prefect")), "server", "start", "--host", _HOST, "--port", str(port)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=server_environment(home, os.environ, env),
            # Ctrl-C reaches every process of the terminal's group; only this one shall decide when the server ends.
            start_new_session=True,
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Server(version, f"http://{_HOST}:{port}", home, process)


def _await_health(server: Server, env: Mapping[str, str], deadline: float) -> bool:
    """Wait until the server answers and return True, or return False when somebody else has its port."""
    folder = server.home.parent
    with httpx.Client(trust_env=False, timeout=5.0, headers=_credentials(env)) as client:
        while time.monotonic() < deadline:
            if (code := _text(folder / supervise.EXITED)) is not None:
                if "already in use" in (log := server.log_tail()):
                    return False
                raise GeneratorError(
                    f"Prefect {server.version} ended with exit code {code} while starting",
                    f"The end of its log: {log or 'empty'}",
                )
            if server.ended:
                raise GeneratorError(
                    f"Prefect {server.version} was ended from outside while starting", "Start it again."
                )
            if _healthy(client, server.api_url):
                return _is_ours(client, server)
            time.sleep(0.2)
    raise GeneratorError(
        f"Prefect {server.version} did not answer in time",
        f"Try again on a machine with less to do. The end of its log: {server.log_tail() or 'empty'}",
    )


def _credentials(env: Mapping[str, str]) -> dict[str, str]:
    secret = env.get("PREFECT_SERVER_API_AUTH_STRING")
    return {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}


def _healthy(client: httpx.Client, api_url: str) -> bool:
    try:
        return client.get(f"{api_url}/health").text.strip() == "true"
    except httpx.HTTPError:
        return False


def _is_ours(client: httpx.Client, server: Server) -> bool:
    """Whether it is our server that answers: another may have taken the port while ours was still importing."""
    try:
        settings = client.get(f"{server.api_url}/admin/settings")
    except httpx.HTTPError:
        return False
    return settings.status_code != httpx.codes.OK or json.dumps(str(server.home)) in settings.text


def _log_tail(folder: Path, lines: int) -> str:
    try:
        text = (folder / supervise.LOG).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return " | ".join([line.strip() for line in text.splitlines() if line.strip()][-lines:])


def _release(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()

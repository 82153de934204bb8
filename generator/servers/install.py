"""Installation of Prefect servers: reproducible, cached and safe for concurrent use."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.errors import GeneratorError
from generator.servers.recipes import Recipe, find_recipe, lock_path

ROOT = Path(__file__).resolve().parent.parent.parent

Say = Callable[[str], None]
"""Function that receives progress messages of one line each."""

_INSTALL_SECONDS = 900.0
_FINDING = threading.Lock()
_WRONG_HASH = re.compile(r"(?:Hash mismatch for|no trusted hash was provided for:|none were provided for:) `?([^`, ]+)")


def silent(_line: str) -> None:
    """Discard a progress message."""


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of installed servers: ``servers`` in ``PREFECT_HTTP_CACHE`` or in the project's ``.cache``."""
    configured = environ.get("PREFECT_HTTP_CACHE")
    return (Path(configured).expanduser().resolve() if configured else ROOT / ".cache") / "servers"


def install_server(version: str, *, recipe: Recipe | None = None, say: Say = silent) -> Path:
    """Install a server unless it is already installed, and return the path of its Python interpreter.

    Concurrent calls for the same version wait for the first one. An installation that was interrupted or made from
    another recipe is replaced.

    Args:
        version: Prefect version.
        recipe: How to install it. Default: as listed in ``spec/servers.toml``.
        say: Function that receives progress messages. Default: discard them.

    Raises:
        GeneratorError: The version is not supported, it has no lock, the cache folder is not writable, uv is missing, a
            package does not match its hash, or uv could not install the server for another reason.
    """
    recipe = recipe or find_recipe(version)
    if not recipe.lock:
        raise GeneratorError(f"Prefect {version} has no lock in spec/servers/", "Run `nox -s lock`.")
    folder = cache_folder() / version
    python = folder / "bin" / "python"
    marker = folder / "installed.json"
    with _install_lock(folder.with_name(f"{version}.lock"), version, say):
        if python.exists() and marker.is_file() and _is_made_from(marker, recipe):
            return python
        started = time.monotonic()
        say(f"installing Prefect {version} as of {recipe.exclude_newer}")
        interpreter = _find_interpreter(recipe.python)
        if interpreter is None:
            running = ".".join(map(str, sys.version_info[:3]))
            say(f"Python {recipe.python} was not found; installing Prefect {version} with Python {running}")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            run_uv("venv", "--quiet", "--no-project", "--python", interpreter or sys.executable, str(folder))
            _install_packages(recipe, python, only_wheels=interpreter is not None)
            marker.write_text(json.dumps(_ingredients(recipe), indent=2))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        say(f"installed Prefect {version} in {time.monotonic() - started:.1f} s")
    return python


def _install_packages(recipe: Recipe, python: Path, *, only_wheels: bool) -> None:
    try:
        run_uv(
            *("pip", "install", "--quiet", "--python", str(python), "--require-hashes"),
            # The lock does not contain what builds a package. Only the recipe's Python has wheels of every package.
            *(("--only-binary", ":all:") if only_wheels else ()),
            *("--requirement", "-"),
            stdin=recipe.lock,
        )
    except GeneratorError as error:
        if wrong := _WRONG_HASH.search(error.problem):
            lock = f"spec/servers/{lock_path(recipe.version).name}"
            raise GeneratorError(
                f"{wrong[1]} does not match a hash in {lock}: Prefect {recipe.version} was not installed",
                f"Restore {lock} from version control, and check which package index uv is configured to use.",
            ) from None
        raise


def _ingredients(recipe: Recipe) -> dict[str, str]:
    """Return what determines the installed packages."""
    pins = "".join(line for line in recipe.lock.splitlines(keepends=True) if not line.startswith("#"))
    return {
        "version": recipe.version,
        "python": recipe.python,
        "exclude_newer": recipe.exclude_newer,
        "lock": hashlib.sha256(pins.encode()).hexdigest(),
    }


def _is_made_from(marker: Path, recipe: Recipe) -> bool:
    try:
        installed_from = json.loads(marker.read_text())
    except ValueError:
        return False
    return all(installed_from.get(key) == value for key, value in _ingredients(recipe).items())


@contextmanager
def _install_lock(path: Path, version: str, say: Say) -> Iterator[None]:
    # Windows lacks it, and runs only tests that start no server.
    import fcntl

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
    except OSError as error:
        raise GeneratorError(
            f"the cache folder {path.parent} is not writable: {error.strerror}",
            "Set PREFECT_HTTP_CACHE to a writable folder.",
        ) from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another process that is installing Prefect {version}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def find_uv() -> str:
    """Return the path of the uv executable.

    Raises:
        GeneratorError: uv is not installed.
    """
    try:
        # Optional: without the uv package, a uv on PATH is used.
        from uv import find_uv_bin

        # It calls sysconfig, which fails if several threads make the first call.
        with _FINDING:
            found: str | None = find_uv_bin()
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
    if found is None:
        raise GeneratorError("uv was not found: it is required to install Prefect", "Use nox, or `pip install uv`.")
    return found


def _find_interpreter(python: str) -> str | None:
    search = subprocess.run(
        [find_uv(), "python", "find", "--no-project", "--no-python-downloads", python],
        env=uv_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return search.stdout.strip() if search.returncode == 0 else None


def uv_environment() -> dict[str, str]:
    """Return the environment of uv, without the configuration files of the working directory."""
    # The recipe alone decides what is installed, not the uv.toml or pyproject.toml of a working directory.
    return {**os.environ, "UV_NO_CONFIG": "1"}


def run_uv(*arguments: str, stdin: str = "", failed: str = "uv could not install the server") -> str:
    """Run uv with *arguments* and *stdin*, and return its output.

    Raises:
        GeneratorError: uv is missing, it timed out, or it failed. The error starts with *failed*.
    """
    try:
        result = subprocess.run(
            [find_uv(), *arguments],
            env=uv_environment(),
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=_INSTALL_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise GeneratorError(
            f"uv timed out after {_INSTALL_SECONDS:.0f} s", "Check the network connection and try again."
        ) from None
    if result.returncode != 0:
        raise GeneratorError(
            f"{failed}: {result.stderr.strip()}", "Check the network connection and uv's settings, then try again."
        )
    return result.stdout

"""Releases: find a Prefect release and its cut-off on the package index that uv is configured to use."""

import re
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from generator.errors import GeneratorError
from generator.servers.install import find_uv, uv_environment
from generator.spec.load import is_version

MAJOR = 3
"""Major version of Prefect that the client supports."""

PYTHON = "3.11"
"""Python version that servers are installed with."""

DAYS = 2
"""Days after its release until which the dependencies of a server may have been uploaded."""

_SECONDS = 120.0
_FINAL = re.compile(r"\d+\.\d+\.\d+")
_UNKNOWN = re.compile(r"there is no version of|was not found in the")
_FORM = f"Pass a version of the form {MAJOR}.x.y."
_NETWORK = "Check the network connection and uv's settings, then try again."


@dataclass(frozen=True, slots=True)
class Release:
    """A release of Prefect.

    Attributes:
        version: Version.
        exclude_newer: Cut-off of its installation, as a full UTC timestamp.
    """

    version: str
    exclude_newer: str


def version_key(version: str) -> tuple[int, ...]:
    """Return the numbers of a final version, by which versions are ordered."""
    return tuple(map(int, version.split(".")))


def check_version(version: str) -> None:
    """Check that *version* is a final release of the supported major version.

    Raises:
        GeneratorError: It is not.
    """
    shown = version if is_version(version) else repr(version[:60])
    if not is_version(version):
        raise GeneratorError(f"{shown} is not a Prefect version", _FORM)
    if _FINAL.fullmatch(version) is None:
        raise GeneratorError(f"{shown} is not a final release with three numbers", _FORM)
    if version_key(version)[0] != MAJOR:
        raise GeneratorError(f"Prefect {shown} is not supported", _FORM)


def find_release(version: str | None) -> Release:
    """Return the release *version*, or the newest one.

    Raises:
        GeneratorError: The release does not exist, the index cannot be read, or it does not state upload times.
    """
    requirement = f"prefect=={version}" if version else f"prefect>={MAJOR},<{MAJOR + 1}"
    return parse_release(_resolve(requirement), datetime.now(UTC))


def parse_release(pylock: str, now: datetime) -> Release:
    """Return the release in *pylock*, a lock file in the format of PEP 751.

    The cut-off is two days after the release, but not in the future: the installation would depend on its day.

    Raises:
        GeneratorError: The index did not state an upload time.
    """
    (package,) = tomllib.loads(pylock)["packages"]
    files: list[dict[str, Any]] = [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]
    uploads = [file["upload-time"] for file in files if "upload-time" in file]
    if not uploads:
        raise GeneratorError(
            f"the package index does not state when Prefect {package['version']} was released",
            "Add the version to spec/servers.toml, then try again.",
        )
    released = min(uploads).astimezone(UTC)
    midnight = released.replace(hour=0, minute=0, second=0, microsecond=0)
    cutoff = min(midnight + timedelta(days=DAYS), now)
    return Release(package["version"], cutoff.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _resolve(requirement: str) -> str:
    try:
        done = subprocess.run(
            [
                *(find_uv(), "pip", "compile", "--quiet", "--no-deps", "--no-header"),
                *("--refresh-package", "prefect", "--python-version", PYTHON, "--format", "pylock.toml", "-"),
            ],
            env=uv_environment(),
            input=requirement,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise GeneratorError(f"the package index did not respond within {_SECONDS:g} s", _NETWORK) from None
    if done.returncode == 0:
        return done.stdout
    problem, *causes = [line.strip() for line in done.stderr.strip().splitlines() if line.strip()]
    if any(_UNKNOWN.search(cause) for cause in causes) and "network was disabled" not in done.stderr:
        raise GeneratorError(f"the package index has no {requirement}", "Choose a version that was released.")
    reason = "; ".join([problem.removeprefix("error: "), *(cause.removeprefix("cause: ") for cause in causes[-1:])])
    raise GeneratorError(f"the package index cannot be read: {reason}", _NETWORK)

"""Environments of the contenders, each with only the packages that its users install.

prefect-http, httpx and the output of openapi-python-client share an environment, which is created in each run.
Prefect's own client is in the environment of the pinned server. Both have the same Python version.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from generator.normalise import COMMON, RESPONSES
from generator.normalise.responses import expect_every_key
from generator.package import PATCHES
from generator.pipeline import LOCK, SPEC
from generator.servers.install import Say, cache_folder, find_uv, install_server
from generator.spec import lock, patch
from generator.spec.load import load_file
from generator.staging import staging
from generator.subprocesses import run
from tests.benchmarks.processes import ROOT

OUTPUT = "prefect_openapi_client"
"""Name of the package that openapi-python-client writes."""

_CONFIG = {"project_name_override": OUTPUT, "package_name_override": OUTPUT, "post_hooks": []}
_HINT = "Check the network connection, and try again."


@dataclass(frozen=True)
class Peers:
    """Interpreters of the environments.

    Attributes:
        plain: Interpreter with prefect-http, httpx, orjson and the output of openapi-python-client.
        prefect: Interpreter with Prefect.
        versions: Versions of the installed packages.
    """

    plain: Path
    prefect: Path
    versions: Mapping[str, str]


def prepare(folder: Path, say: Say) -> Peers:
    """Create the environments. The one that is not cached goes into *folder*.

    Raises:
        GeneratorError: uv is missing, or a package could not be installed.
    """
    pinned = lock.read(LOCK).server_version
    prefect = install_server(pinned, say=say)
    say("writing openapi-python-client's output")
    output = _openapi_client()
    say("installing prefect-http")
    plain = _plain(folder, prefect)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / OUTPUT).symlink_to(output)
    return Peers(plain, prefect, {**_versions(plain), "prefect": pinned})


def _plain(folder: Path, python: Path) -> Path:
    uv = find_uv()
    plain = folder / "bin" / "python"
    # The base interpreter of Prefect's environment, so that the Python version makes no difference.
    _run(uv, "venv", "--quiet", "--no-project", "--python", str(python.resolve()), str(folder))
    _run(
        *(uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(plain)),
        *("--reinstall-package", "prefect-http", "--group", f"{ROOT / 'pyproject.toml'}:bench-peers", str(ROOT)),
    )
    return plain


def _run(*command: str) -> str:
    return run(
        list(command), failed="uv could not install the contenders", hint=_HINT, env=_own_settings(), seconds=600
    )


def _own_settings() -> dict[str, str]:
    # nox sets VIRTUAL_ENV to its own environment, which uv would install into.
    return {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}


def _versions(python: Path) -> dict[str, str]:
    listed = json.loads(_run(find_uv(), "pip", "list", "--format", "json", "--python", str(python)))
    described = run([str(python), "--version"], failed="Python has no version", hint="").split()[-1]
    return {"python": described, **{package["name"]: package["version"] for package in listed}}


def _openapi_client() -> Path:
    """Return the package that openapi-python-client generates from the pinned server's document.

    Errors in the document's responses are corrected first. Otherwise automations would have no class, and responses
    with status 201 would not be decoded.
    """
    document = deepcopy(patch.apply(patch.load(PATCHES), load_file(SPEC).document, lock.read(LOCK).server_version))
    for rule in (*COMMON, *RESPONSES):
        # Requests share these classes and may omit keys.
        if rule is not expect_every_key:
            list(rule(document))
    content = json.dumps(document).encode()
    kept = cache_folder().parent / "bench" / f"openapi-{lock.sha256(content)[:16]}-{version('openapi-python-client')}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with staging(near=kept) as staged:
            (staged / "openapi.json").write_bytes(content)
            (staged / "config.json").write_text(json.dumps(_CONFIG))
            made = staged / "made"
            made.mkdir()
            _generate(staged, made / OUTPUT)
            try:
                made.rename(kept)
            except OSError:
                shutil.rmtree(made)  # another process was faster
    return kept / OUTPUT


def _generate(staged: Path, target: Path) -> None:
    run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"),
            *("--path", str(staged / "openapi.json"), "--config", str(staged / "config.json")),
            *("--output-path", str(target)),
        ],
        failed="openapi-python-client could not write its client",
        hint="Run this with nox, which installs the tested version.",
    )

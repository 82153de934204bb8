"""A server installed with newer dependencies still matches the document of its version."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.servers.install import find_uv
from generator.servers.run import server_environment
from prefect_http._contract.diff.collect import compare
from prefect_http._contract.openapi import document as documents
from tests.contract.conftest import Served

# Long after the releases below. Prefect does not start with even newer dependencies.
NEWER = ("--exclude-newer", "2026-11-20T00:00:00Z", "fastapi<0.155")
INSTALL_SECONDS = 900

SERVE = """
import json, sys
from prefect.server.api.server import create_app
json.dump(create_app().openapi(), sys.stdout)
"""


def document_of(version: str, folder: Path) -> dict[str, Any]:
    """Return the document of *version*, installed with newer dependencies."""
    uv, environment = find_uv(), folder / "environment"
    python = str(environment / "bin" / "python")
    run(uv, "venv", "--quiet", "--no-project", "--python", "3.11", str(environment))
    run(uv, "pip", "install", "--quiet", "--python", python, *NEWER, f"prefect=={version}")
    home = folder / "home"
    home.mkdir()
    # Prefect reads settings from the working directory.
    output = run(python, "-c", SERVE, env=server_environment(home, os.environ, {}), cwd=home)
    served: dict[str, Any] = json.loads(output)
    return served


def run(*command: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS, env=env, cwd=cwd
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("version", ["3.4.25", "3.7.0"])
def test_newer_dependencies_cause_no_findings(version: str, served: Served, tmp_path: Path) -> None:
    older, newer = documents.parse(served(version)), documents.parse(document_of(version, tmp_path))
    assert older.schemas.keys() != newer.schemas.keys()
    assert compare(older, newer) == []
    assert compare(newer, older) == []

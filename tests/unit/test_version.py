"""Version of the package."""

import tomllib
from pathlib import Path

import prefect_http
import prefect_http_api

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]


def test_version_matches_the_project() -> None:
    assert prefect_http.__version__ == PROJECT["version"]


def test_version_starts_with_the_server_version() -> None:
    assert prefect_http.__version__.rpartition(".")[0] == prefect_http_api.SERVER_VERSION

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


def test_dependencies_that_may_break_in_their_next_major_version_have_an_upper_bound() -> None:
    bounds = dict(requirement.split(">=") for requirement in PROJECT["dependencies"])
    # Releases of attrs are named after years.
    assert bounds == {"anyio": "4.0,<5", "attrs": "23.2", "httpx": "0.27,<1", "msgspec": "0.21,<1"}

"""Version of the package."""

import tomllib
from pathlib import Path

import prefect_http
import prefect_http_api
from tests.support.versions import PINNED

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]


def test_project_takes_its_version_from_the_package() -> None:
    assert PROJECT["dynamic"] == ["version"]
    assert ROOT / PYPROJECT["tool"]["hatch"]["version"]["path"] == Path(prefect_http.__file__)


def test_version_is_that_of_the_server_and_a_counter() -> None:
    server, _, counter = prefect_http.__version__.rpartition(".")
    assert server == prefect_http_api.SERVER_VERSION == PINNED
    assert counter.isdecimal()


def test_dependencies_that_may_break_in_their_next_major_version_have_an_upper_bound() -> None:
    bounds = dict(requirement.split(">=") for requirement in PROJECT["dependencies"])
    # Releases of attrs are named after years.
    assert bounds == {"anyio": "4.0,<5", "attrs": "23.2", "httpx": "0.27,<1", "msgspec": "0.21,<1"}

"""Fixtures: a server of the recipes' own, since the nightly clean-up changes the runs of all deployments."""

import os
from collections.abc import Iterator

import pytest

from prefect_http import Prefect
from tests.support.markdown import ROOT
from tests.support.servers import Provide, ServerAddress
from tests.support.versions import PINNED


@pytest.fixture(scope="session")
def server(self_hosted_of: Provide) -> ServerAddress:
    return self_hosted_of(PINNED, "SQLite", PREFECT_UI_ENABLED="false")


@pytest.fixture(scope="module")
def prefect(server: ServerAddress) -> Iterator[Prefect]:
    with Prefect(server.api_url) as client:
        yield client


@pytest.fixture(scope="session")
def environment(server: ServerAddress) -> dict[str, str]:
    """Return the environment in which a recipe uses the server."""
    sources = [str(ROOT / "overlay"), str(ROOT / "generated")]
    return {**os.environ, **server.environment, "PYTHONPATH": os.pathsep.join(sources)}

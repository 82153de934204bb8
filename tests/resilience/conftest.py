"""Fixtures of the resilience tests."""

import random
from collections.abc import Iterator

import pytest

from tests.conftest import Profile
from tests.resilience.restarting_server import RestartingServer
from tests.support.servers import ServerAddress


@pytest.fixture
def seed() -> int:
    """Return a new random seed. It is printed, so that a failure can be reproduced."""
    drawn = random.SystemRandom().randrange(2**32)
    print(f"seed: {drawn}")
    return drawn


@pytest.fixture(scope="module")
def restartable(
    profile: Profile, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RestartingServer | ServerAddress]:
    """Return a server that the test may restart; in the short profile, the shared server, which is never restarted."""
    if profile == "short":
        yield request.getfixturevalue("server")
        return
    with RestartingServer(tmp_path_factory.mktemp("restartable")) as server:
        yield server

"""What tests of faults begin with."""

import random
from collections.abc import Iterator

import pytest

from tests.conftest import Profile
from tests.resilience.restarting_server import RestartingServer
from tests.support.servers import ServerAddress


@pytest.fixture
def seed() -> int:
    """What chance begins with, another one each time; it is printed with what a failed test has to say."""
    drawn = random.SystemRandom().randrange(2**32)
    print(f"seed: {drawn}")
    return drawn


@pytest.fixture(scope="module")
def mortal(
    profile: Profile, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RestartingServer | ServerAddress]:
    """A real server that a test may end and start again; the one of all tests in the short profile, where none does."""
    if profile == "short":
        yield request.getfixturevalue("server")
        return
    with RestartingServer(tmp_path_factory.mktemp("mortal")) as server:
        yield server

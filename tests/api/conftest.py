"""One run over everything that the pinned server can do, for all tests that want real answers."""

from collections.abc import Iterator

import pytest

from tests.api.exercise import Report, exercise
from tests.api.sending import Answer, Sender
from tests.server import ServerAddress


@pytest.fixture(scope="session")
def exercised(server: ServerAddress) -> tuple[Report, list[Answer]]:
    return exercise(server.api_url)


@pytest.fixture(scope="session")
def report(exercised: tuple[Report, list[Answer]]) -> Report:
    return exercised[0]


@pytest.fixture(scope="session")
def answers(exercised: tuple[Report, list[Answer]]) -> list[Answer]:
    return exercised[1]


@pytest.fixture(scope="module")
def sender(server: ServerAddress) -> Iterator[Sender]:
    sender = Sender(server.api_url)
    yield sender
    sender.close()

"""One run over everything that the pinned server can do, for all tests that want real answers."""

from collections.abc import Iterator

import pytest

from generator import servers
from prefect_http_api import SERVER_VERSION
from tests.api.exercise import Report, exercise
from tests.api.sending import Answer, Sender
from tests.server import ServerAddress


@pytest.fixture(scope="session")
def exercised() -> tuple[Report, list[Answer]]:
    # On a server of its own: some of what it does keeps SQLite's one writer busy for long.
    with servers.running(SERVER_VERSION) as server:
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

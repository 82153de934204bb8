"""Fixtures for tests of a real server."""

from collections.abc import Iterator

import pytest

from tests.generated.exercise import Report
from tests.generated.sending import Response, Sender
from tests.support.servers import ServerAddress


@pytest.fixture(scope="session")
def report(exercised: tuple[Report, list[Response]]) -> Report:
    return exercised[0]


@pytest.fixture(scope="module")
def sender(server: ServerAddress) -> Iterator[Sender]:
    sender = Sender(server.api_url)
    yield sender
    sender.close()

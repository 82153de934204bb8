"""What tests of the real server begin with."""

from collections.abc import Iterator

import pytest

from tests.api.exercise import Report
from tests.api.sending import Answer, Sender
from tests.server import ServerAddress


@pytest.fixture(scope="session")
def report(exercised: tuple[Report, list[Answer]]) -> Report:
    return exercised[0]


@pytest.fixture(scope="module")
def sender(server: ServerAddress) -> Iterator[Sender]:
    sender = Sender(server.api_url)
    yield sender
    sender.close()

"""Fixtures: clients of a real server."""

from collections.abc import AsyncIterator, Iterator

import pytest

from prefect_http import AsyncPrefect, Prefect
from tests.support.servers import ServerAddress
from tests.support.transports import AsyncPatientTransport, PatientTransport


@pytest.fixture(scope="module")
def prefect(server: ServerAddress) -> Iterator[Prefect]:
    with Prefect(server.api_url, transport=PatientTransport()) as client:
        yield client


@pytest.fixture
async def async_prefect(server: ServerAddress, anyio_backend: str) -> AsyncIterator[AsyncPrefect]:
    async with AsyncPrefect(server.api_url, transport=AsyncPatientTransport()) as client:
        yield client

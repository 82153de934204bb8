"""Fixtures: clients of a real server."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from prefect_http import AsyncPrefect, Prefect
from tests.support.servers import ServerAddress
from tests.support.transports import AsyncPatientTransport, PatientTransport


@pytest.fixture(scope="module")
def prefect(server: ServerAddress) -> Iterator[Prefect]:
    with Prefect(server.api_url, transport=PatientTransport()) as client:
        yield client


@pytest.fixture(scope="session")
def counted(request: pytest.FixtureRequest) -> Callable[[int], int | None]:
    """Return a function that returns a count of a concurrency status as the server sends it: Cloud may null it."""
    is_null = request.config.getoption("--server") == "unfriendly-cloud"
    return lambda count: None if is_null else count


@pytest.fixture
async def async_prefect(server: ServerAddress, anyio_backend: str) -> AsyncIterator[AsyncPrefect]:
    async with AsyncPrefect(server.api_url, transport=AsyncPatientTransport()) as client:
        yield client

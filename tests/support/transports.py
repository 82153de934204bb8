"""Transports that retry while the shared server is busy."""

import time

import anyio
import httpx
import pytest

from tests.support.waits import HANG_SECONDS

PATIENCE = 600
"""Retries of a request before the server counts as stuck."""


# SQLite waits 60 seconds for a lock before the server returns 503, so the usual timeouts may expire first.
TIMEOUTS = httpx.Timeout(HANG_SECONDS).as_dict()


class PatientTransport(httpx.HTTPTransport):
    """Transport that waits while the database is busy with other tests on the same server, and retries."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions["timeout"] = TIMEOUTS
        for _ in range(PATIENCE):
            response = super().handle_request(request)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
            response.close()
            time.sleep(0.2)
        pytest.fail("the server's database stays busy")


class AsyncPatientTransport(httpx.AsyncHTTPTransport):
    """Async transport that waits while the database is busy with other tests on the same server, and retries."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions["timeout"] = TIMEOUTS
        for _ in range(PATIENCE):
            response = await super().handle_async_request(request)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
            await response.aclose()
            await anyio.sleep(0.2)
        pytest.fail("the server's database stays busy")

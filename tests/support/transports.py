"""Transports that retry while the shared server is busy."""

import time

import anyio
import httpx
import pytest

PATIENCE = 600
"""Retries of a request before the server counts as stuck."""


class PatientTransport(httpx.HTTPTransport):
    """Transport that retries while the database is busy with other tests on the same server."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for _ in range(PATIENCE):
            response = super().handle_request(request)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
            response.close()
            time.sleep(0.2)
        pytest.fail("the server's database stays busy")


class AsyncPatientTransport(httpx.AsyncHTTPTransport):
    """Async transport that retries while the database is busy with other tests on the same server."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        for _ in range(PATIENCE):
            response = await super().handle_async_request(request)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
            await response.aclose()
            await anyio.sleep(0.2)
        pytest.fail("the server's database stays busy")

"""What tests on a real server share."""

import time

import anyio
import httpx
import pytest

PATIENCE = 600
"""Questions to a server that is busy, after which it never will be free."""


class PatientTransport(httpx.HTTPTransport):
    """Asks again while the database is busy with the other tests, which share the server."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for _ in range(PATIENCE):
            response = super().handle_request(request)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
            response.close()
            time.sleep(0.2)
        pytest.fail("the server's database stays busy")


class AsyncPatientTransport(httpx.AsyncHTTPTransport):
    """Asks again while the database is busy with the other tests, which share the server."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        for _ in range(PATIENCE):
            response = await super().handle_async_request(request)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
            await response.aclose()
            await anyio.sleep(0.2)
        pytest.fail("the server's database stays busy")

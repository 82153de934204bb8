"""Requests to real servers that do not go through the client, because it would reject or change them."""

from typing import Any

import httpx

from tests.support.transports import PatientTransport


def raw_client(base_url: str = "", **options: Any) -> httpx.Client:
    """Return an HTTP client that retries while the server's database is busy."""
    return httpx.Client(base_url=base_url, transport=PatientTransport(), trust_env=False, **options)


def request(method: str, url: str, body: object = None) -> Any:
    """Send one request, assert that it succeeds, and return the JSON of the response."""
    with raw_client() as http:
        response = http.request(method, url, json=body)
    assert response.is_success, f"{method} {url}: {response.status_code} {response.text}"
    return response.json() if response.content else None

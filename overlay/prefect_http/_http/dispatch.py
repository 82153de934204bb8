"""Dispatch: send a request through a transport, or through an httpx client that is passed or that a tracer has patched.

OpenTelemetry patches httpx's transports. Sentry, Datadog and New Relic patch ``httpx.Client.send`` instead, which a
transport alone would bypass.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

import httpx

from prefect_http.errors import ClientClosedError

_CLOSED = "the http_client is closed: keep it open for as long as the client uses it"


class TransportDispatcher:
    """Sends requests through *transport*, and through ``httpx.Client.send`` while a tracer has patched it.

    The transport is closed with the dispatcher.
    """

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport
        self._traced: _TracedClient | None = None

    def prepare(self, request: httpx.Request) -> httpx.Request:
        """Return *request* as it is sent."""
        return request

    def send(self, request: httpx.Request) -> httpx.Response:
        """Send *request*, and return the response before its body is read."""
        if _is_patched(httpx.Client.send):
            self._traced = self._traced or _TracedClient(transport=self._transport, trust_env=False)
            return self._traced.send(request, stream=True, follow_redirects=False)
        response = self._transport.handle_request(request)
        response.request = request
        return response

    def close(self) -> None:
        """Close the transport."""
        self._transport.close()


class AsyncTransportDispatcher:
    """Sends requests through *transport*, and through ``httpx.AsyncClient.send`` while a tracer has patched it.

    The transport is closed with the dispatcher.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport
        self._traced: _AsyncTracedClient | None = None

    def prepare(self, request: httpx.Request) -> httpx.Request:
        """Return *request* as it is sent."""
        return request

    async def send(self, request: httpx.Request) -> httpx.Response:
        """Send *request*, and return the response before its body is read."""
        if _is_patched(httpx.AsyncClient.send):
            self._traced = self._traced or _AsyncTracedClient(transport=self._transport, trust_env=False)
            return await self._traced.send(request, stream=True, follow_redirects=False)
        response = await self._transport.handle_async_request(request)
        response.request = request
        return response

    async def aclose(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


class ClientDispatcher:
    """Sends requests through *client*, with its headers, cookies, auth and event hooks. Its owner closes it."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def prepare(self, request: httpx.Request) -> httpx.Request:
        """Return *request* with the client's headers and cookies. Headers that the request has take precedence.

        Raises:
            ClientClosedError: The client is closed.
        """
        return _merge(self._client, request)

    def send(self, request: httpx.Request) -> httpx.Response:
        """Send *request*, and return the response before its body is read."""
        return self._client.send(request, stream=True, follow_redirects=False)

    def close(self) -> None:
        """Leave the client open."""


class AsyncClientDispatcher:
    """Sends requests through *client*, with its headers, cookies, auth and event hooks. Its owner closes it."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    def prepare(self, request: httpx.Request) -> httpx.Request:
        """Return *request* with the client's headers and cookies. Headers that the request has take precedence.

        Raises:
            ClientClosedError: The client is closed.
        """
        return _merge(self._client, request)

    async def send(self, request: httpx.Request) -> httpx.Response:
        """Send *request*, and return the response before its body is read."""
        return await self._client.send(request, stream=True, follow_redirects=False)

    async def aclose(self) -> None:
        """Leave the client open."""


def _merge(client: httpx.Client | httpx.AsyncClient, request: httpx.Request) -> httpx.Request:
    if client.is_closed:
        raise ClientClosedError(_CLOSED)
    return client.build_request(
        request.method,
        request.url,
        # Without them, httpx would replace the query of the URL with the client's params.
        params=request.url.params,
        headers=request.headers,
        content=request.content or None,
        extensions=request.extensions,
    )


# The overridden methods are private. If httpx renames them, it logs each request in addition, stores cookies that are
# never sent, and raises an error for an invalid Location.


class _TracedClient(httpx.Client):
    """Client that only passes requests on, without httpx's log lines, cookies and redirects."""

    def _build_redirect_request(self, request: httpx.Request, response: httpx.Response) -> httpx.Request:  # noqa: ARG002
        return request

    def _send_single_request(self, request: httpx.Request) -> httpx.Response:
        response = self._transport.handle_request(request)
        response.request = request
        return response


class _AsyncTracedClient(httpx.AsyncClient):
    """Async client that only passes requests on, without httpx's log lines, cookies and redirects."""

    def _build_redirect_request(self, request: httpx.Request, response: httpx.Response) -> httpx.Request:  # noqa: ARG002
        return request

    async def _send_single_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._transport.handle_async_request(request)
        response.request = request
        return response


def _is_patched(send: Any) -> bool:  # noqa: ANN401  # any wrapper
    """Return whether *send* is not httpx's own function. Wrappers may imitate its name, module and class."""
    return type(send) is not FunctionType or not send.__globals__["__name__"].startswith("httpx.")

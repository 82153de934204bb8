# Generated from _async/_client.py by `python -m generator.sync`. Do not edit: change that file, and run this.
"""The client: settings, connections, and the resources that hang on it."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from prefect_http._settings import resolve
from prefect_http.errors import ClientClosedError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

    import httpx

    from prefect_http._sync._deployments import Deployments
    from prefect_http._sync._flow_runs import FlowRuns
    from prefect_http_api import Call

T = TypeVar("T")


class Prefect:
    """A client of one Prefect server, or of one workspace of Prefect Cloud.

    What is not given comes from the environment: ``PREFECT_API_URL``, ``PREFECT_API_KEY``,
    ``PREFECT_API_AUTH_STRING``, ``PREFECT_CLIENT_CUSTOM_HEADERS``. An empty variable counts as set. An auth string
    (Basic) wins over an API key (Bearer).

    Use it as a context manager, or close it. Making one opens no connection yet.

    Args:
        api_url: where the API is, such as ``"http://127.0.0.1:4200/api"``.
        api_key: the key for Prefect Cloud.
        auth_string: ``"user:password"`` for a server with Basic authentication.
        profile: the active profile, as ``PREFECT_PROFILE`` would name it: variables still win over what it says.
        headers: further headers for every request, instead of those from the environment.
        timeout: seconds that connecting, sending, and each wait for more of an answer may take; None for no limit.
        verify: False to accept any certificate; the path of a PEM file, or a context, to trust others than usual.
        transport: what sends requests in place of the network, such as ``httpx.MockTransport``. Closed with the client.

    Raises:
        ConfigurationError: there is no URL, or a setting is malformed.
    """

    def __init__(
        self,
        api_url: str | None = None,
        *,
        api_key: str | None = None,
        auth_string: str | None = None,
        profile: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = 60.0,
        verify: bool | str | ssl.SSLContext = True,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._settings = resolve(
            os.environ, api_url=api_url, api_key=api_key, auth_string=auth_string, profile=profile, headers=headers
        )
        # httpx is most of what a client costs: who only imports this module does not pay for it.
        from prefect_http._requests import RequestFactory
        from prefect_http._transports import open_transport

        self._requests = RequestFactory(self._settings, timeout)
        self._transport = transport or open_transport(self._settings.api_url, verify)
        self._closed = False

    def __repr__(self) -> str:
        state = ", closed" if self._closed else ""
        return (
            f"<{type(self).__name__} {self._settings.api_url}, authentication: {self._settings.authentication}{state}>"
        )

    def __enter__(self) -> Self:
        self._check_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections. The client cannot be used afterwards; closing it again does nothing."""
        if not self._closed:
            self._closed = True
            self._transport.close()

    @cached_property
    def deployments(self) -> Deployments:
        """Deployments: find them, and start runs of them."""
        from prefect_http._sync._deployments import Deployments

        return Deployments(self)

    @cached_property
    def flow_runs(self) -> FlowRuns:
        """Flow runs: find them."""
        from prefect_http._sync._flow_runs import FlowRuns

        return FlowRuns(self)

    def send(self, call: Call[T]) -> T:
        """Send *call*, any of ``prefect_http_api``, and return the answer as the type that is declared for it.

        Raises:
            StatusError: the server said no; one of its subclasses says why.
            TransportError: no whole answer came.
            DecodeError: the answer is not what the API declares.
            ClientClosedError: the client was closed.
        """
        from prefect_http._responses import read

        return read(call, self.send_raw(call))

    def send_raw(self, call: Call[Any]) -> httpx.Response:
        """Send *call* and return the answer as it came, read to its end, whatever its status.

        Redirects are followed within the server's own origin, up to five of them.

        Raises:
            TransportError: no whole answer came.
            ClientClosedError: the client was closed.
        """
        from prefect_http._requests import MAX_REDIRECTS, redirected

        self._check_open()
        request = self._requests.make(call)
        response = self._exchange(request)
        for _ in range(MAX_REDIRECTS):
            following = redirected(request, response)
            if following is None:
                break
            request = following
            response = self._exchange(request)
        return response

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        import httpx

        from prefect_http._faults import transport_error

        try:
            response = self._transport.handle_request(request)
            response.request = request
            try:
                response.read()
            finally:
                response.close()
        except httpx.RequestError as fault:
            raise transport_error(request, fault) from fault
        return response

    def _check_open(self) -> None:
        if self._closed:
            raise ClientClosedError(f"{self!r} was closed before: make a new one, and use it inside of its own `with`.")

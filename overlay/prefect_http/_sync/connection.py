# Generated from _async/connection.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""How a client gets at its server: settings, connections, and the sending of calls."""

from __future__ import annotations

import os
from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from prefect_http._http.idempotency import is_idempotent
from prefect_http._http.retry import RetryPolicy, policy_from_settings, validate_retry
from prefect_http._http.validation import validate_call
from prefect_http._settings.fields import validate_timeout
from prefect_http._settings.resolve import resolve
from prefect_http.errors import ClientClosedError, PrefectHTTPError, StatusError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from types import EllipsisType, TracebackType
    from typing import Literal, Self

    import httpx

    from prefect_http._http.hooks import EventHooks
    from prefect_http.errors import StatusError, UnsupportedByServerError
    from prefect_http_api import Call


T = TypeVar("T")


class Connection:
    """What sends calls to one server, with the settings of one client; see ``Prefect``."""

    def __init__(
        self,
        api_url: str | None = None,
        *,
        api_key: str | None = None,
        auth_string: str | None = None,
        profile: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | EllipsisType | None = ...,
        retry: RetryPolicy | Literal[False] | None = None,
        verify: bool | str | ssl.SSLContext | None = None,
        transport: httpx.BaseTransport | None = None,
        event_hooks: EventHooks | None = None,
    ) -> None:
        self._settings = resolve(
            os.environ, api_url=api_url, api_key=api_key, auth_string=auth_string, profile=profile, headers=headers
        )
        # httpx is most of what a client costs: who only imports this module does not pay for it.
        from prefect_http._http.request import RequestFactory
        from prefect_http._http.transport import open_transport
        from prefect_http._sync.sender import Sender

        self._retry = policy_from_settings(self._settings) if retry is None else validate_retry(retry)
        self._timeout = self._settings.timeout if timeout is ... else validate_timeout(timeout)
        self._requests = RequestFactory(self._settings)
        if transport is None:
            transport = open_transport(self._settings.api_url, self._settings.verify if verify is None else verify)
        self._sender = Sender(transport, self._requests, csrf_support=self._settings.csrf_support, hooks=event_hooks)
        self._owns_connections = True
        self._closed = False

    def __repr__(self) -> str:
        # Whoever looks at a traceback of the constructor sees a client that was not made.
        if "_closed" not in vars(self):
            return f"<{type(self).__name__}, not made>"
        state = ", closed" if self._is_closed() else ""
        return (
            f"<{type(self).__name__} {self._settings.api_url}, authentication: {self._settings.authentication}{state}>"
        )

    @property
    def api_url(self) -> str:
        """Where the API is, without a slash at the end, and without credentials."""
        return self._settings.api_url

    def __enter__(self) -> Self:
        self._check_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections. The client cannot be used afterwards; closing it again does nothing.

        A client that ``with_options`` made has no connections of its own: closing it closes none.
        """
        if not self._closed:
            self._closed = True
            if self._owns_connections:
                self._sender.close()

    def with_options(
        self, *, timeout: float | EllipsisType | None = ..., retry: RetryPolicy | Literal[False] | None = None
    ) -> Self:
        """Return a client that differs from this one in what is given, and shares its connections.

        It is closed with this one, and need not be closed itself.

        Args:
            timeout: seconds that connecting, sending, and each wait for more of an answer may take, and a tenth of
                what all of it may; None for no limit.
            retry: which failed requests are sent again, and when; False for none.
        """
        other = copy(self)
        other._owns_connections = False  # noqa: SLF001  # of the same class
        if timeout is not ...:
            other._timeout = validate_timeout(timeout)  # noqa: SLF001  # of the same class
        if retry is not None:
            other._retry = validate_retry(retry)  # noqa: SLF001  # of the same class
        return other

    @property
    def retry_policy(self) -> RetryPolicy | None:
        """Which failed requests are sent again, and when; None for none."""
        return self._retry

    def send(self, call: Call[T], *, retry: RetryPolicy | Literal[False] | None = None) -> T:
        """Send *call*, any of ``prefect_http_api``, and return the answer as the type that is declared for it.

        A failed request is sent again as the client's policy has it, or *retry* for this call alone; one that is not
        idempotent only when no connection was made, or it carries an idempotency key. What a DELETE that was sent
        again does not find counts as deleted, since the first try may have done it.

        Raises:
            StatusError: the server said no; one of its subclasses says why.
            UnsupportedByServerError: the server is too old for the call, and another version is not; to tell, it is
                asked for its version.
            TransportError: no whole answer came.
            DecodeError: the answer is not what the API declares.
            ArgumentError: the server would take the call in silence and not do what it seems to say; nothing was sent.
            ClientClosedError: the client was closed.
            ClientReuseError: its connections belong to another event loop, or to the process that forked this one.
        """
        from prefect_http._http.response import decode_response

        response = self._send(call, retry)
        try:
            return decode_response(call, response)
        except StatusError as answer:
            error = self._unsupported(call, answer, response.content)
            if error is None:
                raise
            raise error from answer

    def send_raw(self, call: Call[Any], *, retry: RetryPolicy | Literal[False] | None = None) -> httpx.Response:
        """Send *call* and return the answer as it came, read to its end, whatever its status.

        Redirects are followed within the server's own origin, up to five of them. A failed request is sent again as
        ``send`` does it; the last answer is what is returned. Of its ``request`` it has method and URL alone, so that
        no credentials are there where it is kept, or pickled.

        Raises:
            TransportError: no whole answer came.
            ArgumentError: the server would take the call in silence and not do what it seems to say; nothing was sent.
            ClientClosedError: the client was closed.
            ClientReuseError: its connections belong to another event loop, or to the process that forked this one.
        """
        from prefect_http._http.response import strip_request

        return strip_request(self._send(call, retry))

    def _send(self, call: Call[Any], retry: RetryPolicy | Literal[False] | None) -> httpx.Response:
        self._check_open()
        validate_call(call)
        request = self._requests.make(call, self._timeout)
        policy = self._retry if retry is None else validate_retry(retry)
        return self._sender.send(request, policy, idempotent=is_idempotent(call))

    def _unsupported(self, call: Call[Any], answer: StatusError, content: bytes) -> UnsupportedByServerError | None:
        """Return the error that says that the server is too old for *call*; None where that is not the matter.

        The server is asked for its version if *answer*, whose body is *content*, looks like it.
        """
        from prefect_http._http.server_features import find_missing_feature
        from prefect_http_api import admin

        missing = find_missing_feature(call, answer, content)
        if missing is None:
            return None
        try:
            version = self.send(admin.read_version(), retry=False)
        except PrefectHTTPError:
            return None
        return missing.to_error(version, answer)

    def _is_closed(self) -> bool:
        return self._closed or self._sender.closed

    def _check_open(self) -> None:
        if self._is_closed():
            raise ClientClosedError(f"{self!r} was closed before: make a new one, and use it inside of its own `with`.")

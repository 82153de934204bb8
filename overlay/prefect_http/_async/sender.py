"""The way to one server: a pool of connections, redirects, the CSRF token, and what is sent again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

from prefect_http import _concurrency
from prefect_http._http.csrf import CsrfPass, refused, sendable
from prefect_http._http.lifecycle import AsyncExchanges, AsyncHome
from prefect_http._http.limits import AsyncBounds
from prefect_http._http.request import MAX_REDIRECTS, check_headers, redirected, shown
from prefect_http._http.retry import Attempts, parse_retry_after
from prefect_http._http.transport import transport_error
from prefect_http.errors import ClientClosedError, ResponseTooLargeError, TransportError

if TYPE_CHECKING:
    from prefect_http._http.hooks import AsyncEventHooks
    from prefect_http._http.request import RequestFactory
    from prefect_http._http.retry import RetryPolicy

_logger = logging.getLogger("prefect_http")


class AsyncSender:
    """Sends requests to one server; shared by all clients that share its connections.

    Args:
        transport: what sends one request; closed with this.
        requests: makes the requests for CSRF tokens.
        csrf_support: whether to get a CSRF token when the server asks for one.
        hooks: what to call for each exchange.

    Raises:
        ArgumentError: *hooks* are for something else than requests and responses.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        requests: RequestFactory,
        *,
        csrf_support: bool,
        hooks: AsyncEventHooks | None = None,
    ) -> None:
        self._transport = transport
        self._exchanges = AsyncExchanges(transport)
        self._requests = requests
        self._csrf_support = csrf_support
        self._on_request, self._on_response = _hooks(hooks)
        self._csrf = CsrfPass()
        self._csrf_lock = _concurrency.async_lock()
        self._home = AsyncHome()
        self.closed = False

    async def aclose(self) -> None:
        """Close all connections; leave alone those that belong elsewhere, such as to an event loop that has ended.

        Where a thread is in the middle of an exchange, they are closed after it.
        """
        self.closed = True
        if not self._home.left():
            await self._exchanges.aclose()

    async def send(self, request: httpx.Request, policy: RetryPolicy | None, *, repeatable: bool) -> httpx.Response:
        """Send *request*, again where *policy* has it and that is safe, and return the last answer, read to its end.

        Its ``extensions`` tell under ``"attempts"`` what it took.

        Args:
            request: what to send.
            policy: which failures are worth another try; None for none.
            repeatable: whether the request may arrive twice.

        Raises:
            TransportError: no whole answer came.
            ClientClosedError: this was closed before it could be sent again.
            ClientReuseError: this is another event loop than before.
        """
        self._home.check()
        attempts = Attempts(policy, repeatable=repeatable, started=_concurrency.monotonic())
        token = self._csrf.show(request)
        response = await self._try(request, attempts)
        if self._csrf_support and refused(response):
            failure = await self._renew_token(token, request, attempts)
            if failure is not None:
                return failure
            self._csrf.show(request)
            response = await self._try(request, attempts)
        return response

    async def _renew_token(self, old: str | None, request: httpx.Request, attempts: Attempts) -> httpx.Response | None:
        """Get a token for *request* in place of *old*, unless another request got one meanwhile.

        Returns the server's answer if it gave none.
        """
        from prefect_http._http.response import read
        from prefect_http_api import root

        async with self._csrf_lock:
            if self._csrf.token != old:
                return None
            call = root.create_csrf_token(client=self._csrf.client)
            asking = self._requests.make(call, request.extensions["timeout"]["read"])
            own_attempts = Attempts(attempts.policy, repeatable=True, started=attempts.started)
            try:
                response = await self._try(asking, own_attempts)
            except TransportError as error:
                error.add_note(f"It was for the CSRF token that {request.method} {shown(str(request.url))} needs.")
                raise
            if not response.is_success:
                return response
            self._csrf.token = sendable(read(call, response).token)
            return None

    async def _try(self, request: httpx.Request, attempts: Attempts) -> httpx.Response:
        """Send *request* until *attempts* have it no more."""
        while True:
            try:
                response = await self._follow(request)
            except ResponseTooLargeError:
                raise  # It would be the next time, too.
            except TransportError as error:
                wait = attempts.after_fault(may_have_been_sent=error.may_have_been_sent, now=_concurrency.monotonic())
                if wait is None:
                    if attempts.count > 1:
                        error.add_note(f"It was tried {attempts.count} times.")
                    raise
                what = str(error)
            else:
                wait = _wait_after(response, attempts)
                if wait is None:
                    response.extensions["attempts"] = attempts
                    return response
                what = f"{request.method} {shown(str(request.url))}: {response.status_code}."
            _logger.info("%s Trying again in %.1f s.", what, wait)
            await _concurrency.async_sleep(wait)
            if self.closed:
                raise ClientClosedError(f"{what} It was not sent again, since the client was closed meanwhile.")

    async def _follow(self, request: httpx.Request) -> httpx.Response:
        response = await self._exchange(request)
        for _ in range(MAX_REDIRECTS):
            following = redirected(request, response)
            if following is None:
                break
            request = following
            response = await self._exchange(request)
        return response

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        if self._on_request:
            for hook in self._on_request:
                await hook(request)
            check_headers(request.headers, "event_hooks")
        bounds = AsyncBounds(request)
        try:
            with bounds, self._exchanges:
                response = await self._transport.handle_async_request(request)
                response.request = request
                try:
                    for hook in self._on_response:
                        await hook(response)
                    bounds.check(response)
                    parts = [bounds.take(part) async for part in response.aiter_bytes()]
                    # What ``aread`` does, which knows no bounds.
                    response._content = b"".join(parts)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
                finally:
                    await response.aclose()
        except httpx.RequestError as fault:
            raise transport_error(request, fault) from fault
        return response


def _hooks(hooks: AsyncEventHooks | None) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    if hooks is None:
        return (), ()
    from prefect_http._http.hooks import given_hooks

    return given_hooks(hooks)


def _wait_after(response: httpx.Response, attempts: Attempts) -> float | None:
    maintenance = response.headers.get("Prefect-Maintenance", "").lower() == "true"
    # What is refused for the lack of a token is cured by one, and not by time.
    if (response.is_success and not maintenance) or refused(response):
        return None
    return attempts.after_answer(
        response.status_code,
        retry_after=parse_retry_after(response.headers.get("Retry-After"), datetime.now(UTC)),
        maintenance=maintenance,
        now=_concurrency.monotonic(),
    )

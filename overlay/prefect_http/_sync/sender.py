# Generated from _async/sender.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Sender: send requests over one connection pool, with redirects, CSRF tokens and retries."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import httpx

import prefect_http_api
from prefect_http import _concurrency
from prefect_http._http.connection_failures import is_closed_without_response, is_failure_to_connect
from prefect_http._http.content import ContentDecoder, raw_stream
from prefect_http._http.csrf import CsrfCredentials, is_token_rejection, validate_token
from prefect_http._http.dispatch import ClientDispatcher, TransportDispatcher
from prefect_http._http.hooks import EventHooks
from prefect_http._http.identity import Mismatch, find_mismatch
from prefect_http._http.lifecycle import Affinity, ExchangeTracker
from prefect_http._http.limits import ResponseLimits
from prefect_http._http.log import log_exchange, logger
from prefect_http._http.redaction import redacted_url
from prefect_http._http.redirects import MAX_REDIRECTS, follow_redirect
from prefect_http._http.request import RequestFactory, check_headers
from prefect_http._http.retry import Attempts, parse_retry_after
from prefect_http._http.reuse import break_connection, unread_bytes
from prefect_http._http.transport_errors import make_transport_error
from prefect_http.errors import ClientClosedError, DecodeError, ResponseTooLargeError, TransportError


class Sender:
    """Sends requests to one server. Clients that share connections share a sender.

    Args:
        dispatcher: Sends a single request. Closed with the sender.
        requests: Factory that builds the requests for CSRF tokens.
        csrf_support: Whether to fetch a CSRF token if the server requires one.
        proxy: URL of the proxy that the transport uses, for error messages. Default: none or unknown.
        hooks: Event hooks, which are called for each exchange. Default: none.

    Raises:
        ArgumentError: *hooks* has an unknown event, or a hook is not callable.
    """

    def __init__(
        self,
        dispatcher: TransportDispatcher | ClientDispatcher,
        requests: RequestFactory,
        *,
        csrf_support: bool,
        proxy: str | None = None,
        hooks: EventHooks | None = None,
    ) -> None:
        self._dispatcher = dispatcher
        self._exchanges = ExchangeTracker(dispatcher)
        self._requests = requests
        self._csrf_support = csrf_support
        self._proxy = proxy
        self._responded = False
        self._on_request, self._on_response = _split_hooks(hooks)
        self._csrf = CsrfCredentials()
        self._csrf_lock = _concurrency.lock()
        self._affinity = Affinity()
        self.closed = False

    def close(self) -> None:
        """Close all connections, except those of another process or of an event loop that has ended.

        Connections that are in use by threads are closed once their exchanges end.
        """
        self.closed = True
        if not self._affinity.is_foreign():
            self._exchanges.close()

    def check_affinity(self) -> None:
        """Check that the sender belongs to this process and event loop.

        Raises:
            ClientReuseError: The sender belongs to another event loop or process.
        """
        self._affinity.check()

    def send(self, request: httpx.Request, attempts: Attempts) -> httpx.Response:
        """Send *request*, retry it if that is safe, and return the last response, read to the end.

        ``extensions["attempts"]`` of the response contains *attempts*.

        Raises:
            TransportError: No complete response arrived.
            ClientClosedError: The sender was closed before a retry.
            ClientReuseError: The sender belongs to another event loop or process.
        """
        self.check_affinity()
        token = self._csrf.apply(request)
        response = self._send_with_retries(request, attempts)
        if self._csrf_support and is_token_rejection(response):
            failure = self._renew_token(token, request, attempts)
            if failure is not None:
                return failure
            self._csrf.apply(request)
            response = self._send_with_retries(request, attempts)
        return response

    def _renew_token(self, old: str | None, request: httpx.Request, attempts: Attempts) -> httpx.Response | None:
        """Fetch a CSRF token to replace *old*, unless another request has replaced it in the meantime.

        Returns None, or the response if its status is not 2xx.
        """
        from prefect_http._http.response import decode_response
        from prefect_http_api import root

        with self._csrf_lock:
            if self._csrf.token != old:
                return None
            call = root.create_csrf_token(client=self._csrf.client_id)
            token_request = self._requests.make(call, request.extensions["timeout"]["read"])
            token_attempts = Attempts(
                attempts.policy, idempotent=True, started=attempts.started, log_levels=attempts.log_levels
            )
            try:
                response = self._send_with_retries(token_request, token_attempts)
            except TransportError as error:
                target = f"{request.method} {redacted_url(str(request.url))}"
                error.add_sentence(f"The failed request was for the CSRF token that {target} requires.")
                raise
            if not response.is_success:
                return response
            self._csrf.token = validate_token(decode_response(call, response).token)
            return None

    def _send_with_retries(self, request: httpx.Request, attempts: Attempts) -> httpx.Response:
        """Send *request* until a response is accepted or *attempts* are exhausted."""
        while True:
            try:
                response = self._send_with_redirects(request, attempts.count)
            except TransportError as error:
                self.wait_to_retry(error, attempts)
            else:
                wait = _wait_after(response, attempts)
                if wait is None:
                    response.extensions["attempts"] = attempts
                    return response
                failure = f"{request.method} {redacted_url(str(request.url))}: {response.status_code}."
                self._sleep(wait, failure, attempts)

    def wait_to_retry(self, error: TransportError | DecodeError, attempts: Attempts) -> None:
        """Wait until the request that failed with *error* may be retried.

        Raises:
            TransportError: *error*, if a retry is unsafe or cannot help, or *attempts* are exhausted.
            DecodeError: Likewise.
            ClientClosedError: The sender was closed while waiting.
        """
        wait = self._wait_after_error(error, attempts)
        if wait is None:
            if attempts.count > 1:
                error.add_sentence(f"The request failed {attempts.count} times.")
            elif attempts.policy and is_failure_to_connect(error.__cause__):
                error.add_note("Not retried. To wait until the API is reachable, call wait_until_ready().")
            raise error
        self._sleep(wait, str(error), attempts)

    def _wait_after_error(self, error: TransportError | DecodeError, attempts: Attempts) -> float | None:
        """Return the seconds to wait before the next attempt, or None to give up."""
        now = _concurrency.monotonic()
        if isinstance(error, DecodeError):
            return attempts.after_error(may_have_been_sent=True, now=now)
        # A response that is too large would be too large again.
        if error.permanent or isinstance(error, ResponseTooLargeError):
            return None
        hasty = not self._responded and is_closed_without_response(error.__cause__)
        return attempts.after_error(may_have_been_sent=error.may_have_been_sent, now=now, hasty=hasty)

    def _sleep(self, wait: float, failure: str, attempts: Attempts) -> None:
        logger.log(next(attempts.log_levels), "%s Retrying in %.1f s.", failure, wait)
        _concurrency.sleep(wait)
        if self.closed:
            raise ClientClosedError(f"{failure} Not retried, because the client was closed.")

    def _send_with_redirects(self, request: httpx.Request, attempt: int) -> httpx.Response:
        response = self._exchange(request, attempt)
        for _ in range(MAX_REDIRECTS):
            next_request = follow_redirect(request, response)
            if next_request is None:
                break
            request = next_request
            response = self._exchange(request, attempt)
        return response

    def _exchange(self, request: httpx.Request, attempt: int) -> httpx.Response:
        """Send *request* once, read the response to the end, and log both."""
        if not logger.isEnabledFor(logging.DEBUG):
            return self._send_once(request)
        started = _concurrency.monotonic()
        try:
            response = self._send_once(request)
        except BaseException as error:
            log_exchange(request, error, started=started, attempt=attempt)
            raise
        log_exchange(request, response, started=started, attempt=attempt)
        return response

    def _send_once(self, request: httpx.Request) -> httpx.Response:
        request = self._dispatcher.prepare(request)
        if self._on_request:
            for hook in self._on_request:
                hook(request)
            check_headers(request.headers, "event_hooks")
        limits = ResponseLimits(request)
        try:
            with limits, self._exchanges:
                response = self._dispatcher.send(request)
                self._responded = True
                is_reusable = False
                try:
                    for hook in self._on_response:
                        hook(response)
                    limits.check_headers(response)
                    decoder = ContentDecoder(response)
                    content = b"".join(
                        [limits.check_chunk(part) for raw in raw_stream(response) for part in decoder.decode(raw)]
                    )
                    rest = unread_bytes(response)
                    decoder.check_end(content, rest)
                    # As ``aread`` does, but with limits and checks.
                    response._content = content  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
                    response.is_stream_consumed = True
                    mismatch = _find_mismatch(request, response)
                    # uvicorn closes the connection after an unhandled error, without announcing it in a header.
                    is_reusable = not rest and mismatch is None and not response.is_server_error
                finally:
                    if not is_reusable:
                        break_connection(response)
                    response.close()
        except httpx.RequestError as error:
            raise make_transport_error(request, error, proxy=self._proxy, responded=self._responded) from error
        return response


def _split_hooks(hooks: EventHooks | None) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    if hooks is None:
        return (), ()
    from prefect_http._http.hooks import validate_hooks

    return validate_hooks(hooks)


def _find_mismatch(request: httpx.Request, response: httpx.Response) -> Mismatch | None:
    """Find out whether *response* belongs to another request, and note it in its extensions."""
    call: prefect_http_api.Call[Any] | None = request.extensions.get("call")
    if call is None or not response.is_success:
        return None
    mismatch = find_mismatch(call, response.status_code, response.content)
    if mismatch is not None:
        response.extensions["mismatch"] = mismatch
    return mismatch


def _wait_after(response: httpx.Response, attempts: Attempts) -> float | None:
    """Return the seconds to wait before the next attempt, or None to accept *response*."""
    if "mismatch" in response.extensions:
        return attempts.after_error(may_have_been_sent=True, now=_concurrency.monotonic())
    maintenance = response.headers.get("Prefect-Maintenance", "").lower() == "true"
    # If the CSRF token was rejected, the caller renews it instead of retrying.
    if (response.is_success and not maintenance) or is_token_rejection(response):
        return None
    return attempts.after_response(
        response.status_code,
        retry_after=parse_retry_after(response.headers.get("Retry-After"), datetime.now(UTC)),
        maintenance=maintenance,
        now=_concurrency.monotonic(),
    )

"""Connection: hold the settings and the retry policy of a client, and send calls."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from types import EllipsisType, TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, overload
from uuid import UUID

import prefect_http_api
from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds, check_names, timeout_seconds
from prefect_http._domain.ui_pages import page_path
from prefect_http._http.idempotency import is_atomic, is_idempotent
from prefect_http._http.retry import (
    Attempts,
    RetryPolicy,
    each_is_warning,
    first_is_warning,
    policy_from_settings,
    validate_retry,
)
from prefect_http._http.validation import validate_call
from prefect_http._lazy import lazy_module
from prefect_http._settings.resolve import Settings, resolve_with_origins
from prefect_http._utils import warn
from prefect_http.errors import (
    ClientClosedError,
    ConfigurationError,
    DecodeError,
    PrefectHTTPError,
    StatusError,
    UnsupportedByServerError,
)

if TYPE_CHECKING:
    import ssl

    import httpx

    from prefect_http._domain import workspaces
    from prefect_http._http import dispatch, hooks, log, transport
    from prefect_http_api import models as api_models
else:
    ssl = lazy_module("ssl")
    httpx = lazy_module("httpx")
    workspaces = lazy_module("prefect_http._domain.workspaces")
    dispatch = lazy_module("prefect_http._http.dispatch")
    hooks = lazy_module("prefect_http._http.hooks")
    log = lazy_module("prefect_http._http.log")
    transport = lazy_module("prefect_http._http.transport")
    api_models = lazy_module("prefect_http_api.models")


T = TypeVar("T")


@check_names
class AsyncConnection:
    """Connection to one server, with the settings of one client. See ``AsyncPrefect`` for the arguments."""

    def __init__(
        self,
        api_url: str | None = None,
        *,
        workspace: str | UUID | None = None,
        cloud_api_url: str | None = None,
        api_key: str | None = None,
        auth_string: str | None = None,
        profile: str | None = None,
        project_files: bool = True,
        headers: Mapping[str, str] | None = None,
        timeout: Seconds | EllipsisType | None = ...,
        retry: RetryPolicy | Literal[False] | None = None,
        verify: bool | str | os.PathLike[str] | ssl.SSLContext | None = None,
        proxy: transport.ProxyOption | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        http_client: httpx.AsyncClient | None = None,
        event_hooks: hooks.AsyncEventHooks | None = None,
    ) -> None:
        resolution = resolve_with_origins(
            os.environ,
            api_url=api_url,
            workspace=workspace,
            cloud_api_url=cloud_api_url,
            api_key=api_key,
            auth_string=auth_string,
            headers=headers,
            verify=verify,
            profile=profile,
            project_files=project_files,
        )
        for warning in resolution.warnings:
            warn(warning)
        settings = resolution.settings
        # httpx dominates the import time, so it is only imported when a client is created.
        from prefect_http._async.sender import AsyncSender
        from prefect_http._http.request import RequestFactory
        from prefect_http._http.transport import proxy_url

        if settings.log_level is not None:
            log.log_to_stderr(settings.log_level)
        self._retry = policy_from_settings(settings) if retry is None else validate_retry(retry)
        self._retry_log_levels = each_is_warning()
        self._timeout = settings.timeout if timeout is ... else _timeout(timeout)
        self._requests = RequestFactory(settings, resolution.credentials_from)
        is_own = transport is None and http_client is None
        self._sender = AsyncSender(
            _dispatcher(settings, verify=verify, proxy=proxy, transport=transport, http_client=http_client),
            self._requests,
            csrf_support=settings.csrf_support and settings.cloud_url is None,
            proxy=proxy_url(settings.api_url, proxy) if is_own else None,
            hooks=event_hooks,
        )
        self._workspace_lock = _concurrency.async_lock()
        self._unknown_keys = False
        self._owns_connections = True
        self._closed = False

    def __repr__(self) -> str:
        # A traceback of the constructor may show a client that has no settings yet.
        if "_closed" not in vars(self):
            return f"<{type(self).__name__}, not initialized>"
        state = ", closed" if self._is_closed() else ""
        return (
            f"<{type(self).__name__} {self._settings.api_url}, authentication: {self._settings.authentication}{state}>"
        )

    @property
    def api_url(self) -> str:
        """URL of the API, without credentials or a trailing slash.

        If a *workspace* has not been looked up yet, the URL contains it instead of IDs.
        """
        return self._settings.api_url

    @property
    def cloud_url(self) -> str | None:
        """URL of Prefect Cloud's API above the workspace, or None if the API is not on Prefect Cloud."""
        return self._settings.cloud_url

    def ui_url(
        self,
        item: models.Artifact
        | models.ArtifactCollection
        | models.Automation
        | models.BlockDocument
        | models.BlockType
        | models.ConcurrencyLimitV2
        | models.Deployment
        | models.DeploymentSchedule
        | models.Event
        | models.Flow
        | models.FlowRun
        | models.GlobalConcurrencyLimit
        | models.MinimalConcurrencyLimit
        | models.TaskRun
        | models.Variable
        | models.WorkPool
        | models.WorkQueue
        | api_models.ConcurrencyLimit
        | str
        | None = None,
    ) -> str:
        """Return the URL of the page in Prefect's user interface that shows *item*. Nothing is sent.

        Global concurrency limits and variables have no page of their own: the URL is that of their list. Without
        ``PREFECT_UI_URL``, the URL is inferred from that of the API, as in Prefect.

        Args:
            item: Object to show, or the ID of a resource in events, such as ``"prefect.flow-run.<id>"``. Default: the
                start page.

        Raises:
            ArgumentError: *item* has no page. An ID alone does not say which page it belongs to.
            ConfigurationError: The *workspace* of the client has not been looked up yet, and its page has an ID.
        """
        settings = self._settings
        if settings.workspace is not None and settings.explicit_ui_url is None:
            raise ConfigurationError(
                f"the workspace {settings.workspace!r} has not been looked up yet: "
                "enter the client's with block or send a request first"
            )
        return settings.ui_url if item is None else f"{settings.ui_url}/{page_path(item)}"

    @property
    def _settings(self) -> Settings:
        # Clients that share connections share them, so a workspace is only looked up once.
        return self._requests.settings

    async def __aenter__(self) -> Self:
        self._check_open()
        try:
            await self._find_workspace(None)
        except BaseException:
            await self.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections. The client cannot be used afterwards.

        Closing a closed client does nothing. Closing a client from `with_options` leaves the shared connections open.
        """
        if not self._closed:
            self._closed = True
            if self._owns_connections:
                await self._sender.aclose()

    def with_options(
        self,
        *,
        timeout: Seconds | EllipsisType | None = ...,
        retry: RetryPolicy | Literal[False] | None = None,
        unknown_keys: bool | None = None,
    ) -> Self:
        """Return a client with different options that shares the connections of this one.

        Closing this client also closes the returned one, which need not be closed itself.

        Args:
            timeout: Seconds, or a timedelta, for connecting, for sending, and for each wait for more of the response;
                None for no limit. The whole exchange may take up to ten times the timeout. Default: unchanged.
            retry: Retry policy, or False to disable retries. Default: unchanged.
            unknown_keys: Whether to send keys in request bodies that the client does not know, such as those of a newer
                server. Servers ignore most unknown keys. Default: unchanged, at first False.

        Raises:
            ArgumentError: *timeout* or *retry* is invalid.
        """
        other = copy(self)
        other._owns_connections = False  # noqa: SLF001  # same class
        if timeout is not ...:
            other._timeout = _timeout(timeout)  # noqa: SLF001  # same class
        if retry is not None:
            other._retry = validate_retry(retry)  # noqa: SLF001  # same class
        if unknown_keys is not None:
            other._unknown_keys = unknown_keys  # noqa: SLF001  # same class
        return other

    @property
    def retry_policy(self) -> RetryPolicy | None:
        """Retry policy of the client, or None if retries are disabled."""
        return self._retry

    async def send(self, call: prefect_http_api.Call[T], *, retry: RetryPolicy | Literal[False] | None = None) -> T:
        """Send *call*, built by any function of ``prefect_http_api``, and return the decoded response.

        Failed requests, and those whose response is cut off, are retried according to *retry* or the client's retry
        policy. Non-idempotent requests without an idempotency key are retried only if the server cannot have acted on
        them. If the retry of a DELETE gets a 404, the resource counts as deleted, because an earlier attempt may have
        deleted it.

        Args:
            call: Call to send.
            retry: Retry policy for this call, or False to disable retries. Default: the client's policy.

        Raises:
            StatusError: The status is not 2xx. Each common status has a subclass.
            UnsupportedByServerError: The server is too old for the call, which requires one extra request to detect, or
                Prefect Cloud lacks the operation.
            TransportError: No complete response arrived.
            DecodeError: The response does not match the API's schema, or belongs to another request.
            ArgumentError: The server would accept the call but not honour it. Nothing was sent.
            ClientClosedError: The client is closed.
            ClientReuseError: The client belongs to another event loop or to the parent process.
        """
        from prefect_http._http.response import decode_response

        request, attempts = await self._prepare(call, retry)
        while True:
            response = await self._sender.send(request, attempts)
            try:
                return decode_response(call, response)
            except StatusError as error:
                unsupported = await self._unsupported(call, error, response.content)
                if unsupported is None:
                    raise
                raise unsupported from error
            except DecodeError as error:
                if not error.incomplete:
                    raise
                await self._sender.wait_to_retry(error, attempts)

    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        params: Mapping[str, object] | None = None,
        decode_as: None = None,
        retry: RetryPolicy | Literal[False] | None = None,
    ) -> Any: ...  # noqa: ANN401  # any JSON

    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        params: Mapping[str, object] | None = None,
        decode_as: type[T],
        retry: RetryPolicy | Literal[False] | None = None,
    ) -> T: ...

    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        params: Mapping[str, object] | None = None,
        decode_as: type[Any] | None = None,
        retry: RetryPolicy | Literal[False] | None = None,
    ) -> Any:
        """Send a request to an endpoint that ``prefect_http_api`` has no function for, and return the response.

        On Prefect Cloud, paths that begin with ``/accounts``, ``/billing``, ``/collections/views``, ``/me``,
        ``/users``, ``/workspace_scopes`` or ``/workspaces`` are above the workspace. All others are below the API URL.
        Instead of a path, you can pass a URL below ``api_url`` or ``cloud_url``.

        The request is sent as in `send`, except that unknown keys are not checked. PATCH, and POST unless the path ends
        like that of a read, such as ``/filter`` or ``/count``, count as non-idempotent without an idempotency key.

        Args:
            method: GET, HEAD, POST, PUT, PATCH or DELETE, in any case.
            path: Path that starts with a slash. Percent-encode the values in it.
            json: Request body, which may contain UUIDs, datetimes and models. Default: none.
            params: Query parameters. A list is sent as one parameter per item. Default: none.
            decode_as: Type that msgspec can decode, such as a model or a list of models. Define it at module level.
                Default: any JSON, or None for an empty response.
            retry: Retry policy for this request, or False to disable retries. Default: the client's policy.

        Raises:
            StatusError: The status is not 2xx. Each common status has a subclass.
            TransportError: No complete response arrived.
            DecodeError: The response is not JSON, or does not match *decode_as*.
            ArgumentError: An argument is invalid, or the URL is not below that of the API. Nothing was sent.
            ClientClosedError: The client is closed.
            ClientReuseError: The client belongs to another event loop or to the parent process.
        """
        from prefect_http._http.custom_calls import custom_call

        call = custom_call(self._settings, method, path, json=json, params=params, decode_as=decode_as)
        return await self.send(call, retry=retry)

    async def send_raw(
        self, call: prefect_http_api.Call[Any], *, retry: RetryPolicy | Literal[False] | None = None
    ) -> httpx.Response:
        """Send *call* and return the complete response, regardless of its status.

        Redirects are followed within the server's origin, up to five times. Failed requests are retried as in `send`,
        and the last response is returned. The ``request`` of the response has only the method and URL, so a stored or
        pickled response contains no credentials.

        Args:
            call: Call to send.
            retry: Retry policy for this call, or False to disable retries. Default: the client's policy.

        Raises:
            TransportError: No complete response arrived.
            ArgumentError: The server would accept the call but not honour it. Nothing was sent.
            ClientClosedError: The client is closed.
            ClientReuseError: The client belongs to another event loop or to the parent process.
        """
        from prefect_http._http.response import check_complete, strip_request

        request, attempts = await self._prepare(call, retry)
        while True:
            response = await self._sender.send(request, attempts)
            try:
                check_complete(call, response)
            except DecodeError as error:
                with suppress(DecodeError):
                    await self._sender.wait_to_retry(error, attempts)
                    continue
            return strip_request(response)

    async def _prepare(
        self, call: prefect_http_api.Call[Any], retry: RetryPolicy | Literal[False] | None
    ) -> tuple[httpx.Request, Attempts]:
        self._check_open()
        validate_call(call, unknown_keys=self._unknown_keys)
        if self._settings.workspace is not None and not call.operation.above_workspace:
            await self._find_workspace(retry)
        policy = self._retry if retry is None else validate_retry(retry)
        return self._requests.make(call, self._timeout), Attempts(
            policy,
            idempotent=is_idempotent(call),
            atomic=is_atomic(call),
            started=_concurrency.monotonic(),
            log_levels=self._retry_log_levels,
        )

    async def _find_workspace(self, retry: RetryPolicy | Literal[False] | None) -> None:
        """Look up the workspace in the settings, unless it is unset or another task has found it."""
        if self._settings.workspace is None:
            return
        # Checked first: in a forked process, the lock may stay locked.
        self._sender.check_affinity()
        async with self._workspace_lock:
            settings = self._settings
            if settings.workspace is not None:
                found = workspaces.find_workspace(settings.workspace, await read_workspaces(self, retry=retry))
                self._requests.set_api_url(found.api_url)

    async def _unsupported(
        self, call: prefect_http_api.Call[Any], error: StatusError, content: bytes
    ) -> UnsupportedByServerError | None:
        """Return the error for a server that lacks a feature of *call*, or None if *error* has another cause.

        Requests the server's version only if *error* and its response body, *content*, suggest an old server. Prefect
        Cloud has no version.
        """
        if self.cloud_url is not None:
            from prefect_http._http.cloud import unsupported_on_cloud

            return unsupported_on_cloud(call, error)
        from prefect_http._http.server_features import find_missing_feature
        from prefect_http_api import admin

        missing = find_missing_feature(call, error, content)
        if missing is None:
            return None
        try:
            version = await self.send(admin.read_version(), retry=False)
        except PrefectHTTPError:
            return None
        return missing.to_error(version, error)

    def _is_closed(self) -> bool:
        return self._closed or self._sender.closed

    def _check_open(self) -> None:
        if self._is_closed():
            raise ClientClosedError(f"{self!r} is closed: create a new client and use it inside its own with block")


def with_one_warning(connection: AsyncConnection) -> AsyncConnection:
    """Return *connection* for a call that sends many requests: only the first retry is logged as a warning."""
    other = connection.with_options()
    other._retry_log_levels = first_is_warning()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # same module
    return other


async def read_workspaces(
    connection: AsyncConnection, *, retry: RetryPolicy | Literal[False] | None = None
) -> list[workspaces.Workspace]:
    """Return the workspaces of Prefect Cloud that the API key of *connection* can access."""
    rows = await connection.request("GET", "/me/workspaces", decode_as=list[workspaces.WorkspaceRow], retry=retry)
    return workspaces.from_rows(rows, connection.cloud_url)


def _dispatcher(
    settings: Settings,
    *,
    verify: object,
    proxy: transport.ProxyOption | None,
    transport: httpx.AsyncBaseTransport | None,
    http_client: httpx.AsyncClient | None,
) -> dispatch.AsyncTransportDispatcher | dispatch.AsyncClientDispatcher:
    """Return what sends the requests, given the arguments of the client."""
    from prefect_http._http.transport import (
        open_async_transport,
        validate_async_http_client,
        validate_async_transport,
    )

    if http_client is not None:
        validate_async_http_client(http_client, verify=verify, proxy=proxy, transport=transport)
        return dispatch.AsyncClientDispatcher(http_client)
    if transport is None:
        return dispatch.AsyncTransportDispatcher(open_async_transport(settings.api_url, settings.verify, proxy))
    return dispatch.AsyncTransportDispatcher(validate_async_transport(transport, verify=verify, proxy=proxy))


def _timeout(timeout: Seconds | None) -> float | None:
    # A socket accepts neither zero nor infinity.
    return timeout_seconds(timeout, positive=True, finite=True)

"""Clients: settings, resources, and the state of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from prefect_http import _concurrency
from prefect_http._async.connection import AsyncConnection
from prefect_http._domain.polling import PollSchedule
from prefect_http._http.compatibility import raise_if_incompatible
from prefect_http.errors import ServerError, TransportError, WaitTimeoutError

if TYPE_CHECKING:
    from prefect_http._async.resources.admin import AsyncAdmin
    from prefect_http._async.resources.artifacts import AsyncArtifacts
    from prefect_http._async.resources.automations import AsyncAutomations
    from prefect_http._async.resources.block_documents import AsyncBlockDocuments
    from prefect_http._async.resources.block_schemas import AsyncBlockSchemas
    from prefect_http._async.resources.block_types import AsyncBlockTypes
    from prefect_http._async.resources.concurrency_limits import AsyncConcurrencyLimits
    from prefect_http._async.resources.deployments import AsyncDeployments
    from prefect_http._async.resources.events import AsyncEvents
    from prefect_http._async.resources.flow_runs import AsyncFlowRuns
    from prefect_http._async.resources.flows import AsyncFlows
    from prefect_http._async.resources.logs import AsyncLogs
    from prefect_http._async.resources.saved_searches import AsyncSavedSearches
    from prefect_http._async.resources.task_runs import AsyncTaskRuns
    from prefect_http._async.resources.variables import AsyncVariables
    from prefect_http._async.resources.work_pools import AsyncWorkPools
    from prefect_http._async.resources.work_queues import AsyncWorkQueues
    from prefect_http_api import Call

T = TypeVar("T")


class AsyncPrefect(AsyncConnection):
    """Client of one Prefect server, or of one workspace of Prefect Cloud.

    Settings that are not passed are read from the same sources as Prefect's own, in this order:

    - Environment variables, such as ``PREFECT_API_URL``, ``PREFECT_API_KEY``, ``PREFECT_API_AUTH_STRING`` and
      ``PREFECT_CLIENT_CUSTOM_HEADERS``. An empty variable counts as set.
    - ``.env``, ``prefect.toml`` and ``pyproject.toml`` in the working directory.
    - The active profile.

    An auth string (Basic) takes precedence over an API key (Bearer). If either is passed, neither is read from
    settings.

    Use the client as a context manager, or close it. Creating it opens no connection. Threads can share a client. An
    async client belongs to the event loop that first uses it. A forked process needs a client of its own; using the
    parent's raises ``ClientReuseError``, because the processes would read each other's responses.

    Args:
        api_url: URL of the API, such as ``"http://127.0.0.1:4200/api"``.
        api_key: API key for Prefect Cloud.
        auth_string: ``"user:password"`` for a server with Basic authentication.
        profile: Name of a profile, in place of ``PREFECT_PROFILE``. Environment variables still override the profile.
        headers: Additional headers for every request, in place of those from settings.
        timeout: Seconds for connecting, for sending, and for each wait for more of the response; None for no limit. The
            whole exchange may take ten times as long. If a server sends the head of a response byte by byte, the sync
            client applies the timeout to each byte. Default: from settings, or 60.
        retry: Retry policy, or False to disable retries. Default: from settings.
        verify: False to accept any certificate, which warns; path of a PEM file or an ``SSLContext`` to trust other
            certificates. Default: from settings.
        transport: httpx transport to send requests with, for example with a proxy, HTTP/2 or other limits, or
            ``httpx.MockTransport``. It is closed with the client.
        event_hooks: Functions to call for each exchange, as in httpx: those under ``"request"`` receive the
            ``httpx.Request`` before it is sent, those under ``"response"`` the ``httpx.Response`` before it is read.
            They see credentials. Their exceptions propagate to the caller.

    Raises:
        ConfigurationError: No API URL is set, the profile does not exist, or a setting is invalid.
        ArgumentError: An argument is invalid.
    """

    @property
    def flows(self) -> AsyncFlows:
        """Flows: get, list, count, create, update and delete."""
        from prefect_http._async.resources.flows import AsyncFlows

        return AsyncFlows(self)

    @property
    def deployments(self) -> AsyncDeployments:
        """Deployments: get, list, update, trigger, pause and schedule."""
        from prefect_http._async.resources.deployments import AsyncDeployments

        return AsyncDeployments(self)

    @property
    def flow_runs(self) -> AsyncFlowRuns:
        """Flow runs: get, list, wait, read and follow logs, and change states."""
        from prefect_http._async.resources.flow_runs import AsyncFlowRuns

        return AsyncFlowRuns(self)

    @property
    def task_runs(self) -> AsyncTaskRuns:
        """Task runs: get, list, read logs, and change states."""
        from prefect_http._async.resources.task_runs import AsyncTaskRuns

        return AsyncTaskRuns(self)

    @property
    def work_pools(self) -> AsyncWorkPools:
        """Work pools and their workers."""
        from prefect_http._async.resources.work_pools import AsyncWorkPools

        return AsyncWorkPools(self)

    @property
    def work_queues(self) -> AsyncWorkQueues:
        """Work queues of work pools."""
        from prefect_http._async.resources.work_queues import AsyncWorkQueues

        return AsyncWorkQueues(self)

    @property
    def block_types(self) -> AsyncBlockTypes:
        """Block types: the kinds of blocks."""
        from prefect_http._async.resources.block_types import AsyncBlockTypes

        return AsyncBlockTypes(self)

    @property
    def block_schemas(self) -> AsyncBlockSchemas:
        """Block schemas: the fields of block types."""
        from prefect_http._async.resources.block_schemas import AsyncBlockSchemas

        return AsyncBlockSchemas(self)

    @property
    def block_documents(self) -> AsyncBlockDocuments:
        """Block documents: the stored blocks."""
        from prefect_http._async.resources.block_documents import AsyncBlockDocuments

        return AsyncBlockDocuments(self)

    @property
    def automations(self) -> AsyncAutomations:
        """Automations: actions that triggers start."""
        from prefect_http._async.resources.automations import AsyncAutomations

        return AsyncAutomations(self)

    @property
    def events(self) -> AsyncEvents:
        """Events: list, count and emit."""
        from prefect_http._async.resources.events import AsyncEvents

        return AsyncEvents(self)

    @property
    def logs(self) -> AsyncLogs:
        """Logs of flow runs and task runs."""
        from prefect_http._async.resources.logs import AsyncLogs

        return AsyncLogs(self)

    @property
    def artifacts(self) -> AsyncArtifacts:
        """Artifacts: results that runs publish."""
        from prefect_http._async.resources.artifacts import AsyncArtifacts

        return AsyncArtifacts(self)

    @property
    def variables(self) -> AsyncVariables:
        """Variables: named JSON values."""
        from prefect_http._async.resources.variables import AsyncVariables

        return AsyncVariables(self)

    @property
    def concurrency_limits(self) -> AsyncConcurrencyLimits:
        """Global concurrency limits and their slots."""
        from prefect_http._async.resources.concurrency_limits import AsyncConcurrencyLimits

        return AsyncConcurrencyLimits(self)

    @property
    def saved_searches(self) -> AsyncSavedSearches:
        """Saved searches of the user interface."""
        from prefect_http._async.resources.saved_searches import AsyncSavedSearches

        return AsyncSavedSearches(self)

    @property
    def admin(self) -> AsyncAdmin:
        """Version, settings and default result storage of the server."""
        from prefect_http._async.resources.admin import AsyncAdmin

        return AsyncAdmin(self)

    async def health(self) -> bool:
        """Return whether the API is healthy.

        Returns False if the server is unreachable or responds with 5xx. Does not retry, and checks neither the
        database, see `ready`, nor credentials, which the endpoint does not require.

        Raises:
            StatusError: The response has another status, such as 401, or 404 if there is no API at the URL.
            DecodeError: The response does not come from a Prefect API.

        API: ``GET /health``.
        """
        from prefect_http_api import root

        return await self._send_once(root.health_check()) is True

    async def ready(self) -> bool:
        """Return whether the server, including its database, is ready.

        Returns False if the server is unreachable or responds with 5xx. Does not retry.

        Raises:
            StatusError: The response has another status, such as 401, or 404 if there is no API at the URL.
            DecodeError: The response does not come from a Prefect API.

        API: ``GET /ready``.
        """
        from prefect_http_api import root

        return await self._send_once(root.perform_readiness_check()) is not None

    async def wait_until_ready(self, *, timeout: float = 60.0) -> None:
        """Wait for a server that is starting or restarting to become ready.

        Polls at once, and then at growing intervals. Overruns *timeout* by at most one request.

        Args:
            timeout: Seconds to wait. Default: 60.

        Raises:
            WaitTimeoutError: The server was not ready in time.
            StatusError: The response has a status other than 5xx, such as 401, or 404 if there is no API at the URL.
            DecodeError: The response does not come from a Prefect API.
            ArgumentError: *timeout* is out of range.

        API: ``GET /ready``.
        """
        schedule = PollSchedule(_concurrency.monotonic(), timeout)
        while not await self.ready():
            wait = schedule.next_wait(_concurrency.monotonic())
            if wait is None:
                raise WaitTimeoutError(
                    f"{self._settings.api_url} was not ready within {timeout:g} s: "
                    "check that the server is running and that the API URL (PREFECT_API_URL) is correct",
                    timeout=timeout,
                )
            await _concurrency.async_sleep(wait)

    async def server_version(self) -> str:
        """Return the Prefect version of the server, such as ``"3.8.8"``.

        Raises:
            StatusError: The response is not a success.

        API: ``GET /admin/version``.
        """
        from prefect_http_api import admin

        return await self.send(admin.read_version())

    async def check_compatibility(self) -> str:
        """Return the Prefect version of the server if the client supports it.

        Prefect 3.0 and later are supported. Fields that a newer server adds to responses are ignored.

        Raises:
            IncompatibleServerError: The server runs another generation of Prefect, or does not report a valid version.
            StatusError: The response is not a success.

        API: ``GET /admin/version``.
        """
        version = await self.server_version()
        raise_if_incompatible(version)
        return version

    async def _send_once(self, call: Call[T]) -> T | None:
        """Send *call* once. Return None if the server is unreachable or responds with 5xx."""
        try:
            return await self.send(call, retry=False)
        except (TransportError, ServerError):
            return None

# Generated from _async/client.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Client: resources, and the health and version of the server."""

from __future__ import annotations

from prefect_http import _concurrency
from prefect_http._arguments import Seconds, check_names
from prefect_http._domain.polling import (
    MAX_WAIT,
    FailureStreak,
    PollSchedule,
    has_rejected_certificate,
    resolve_max_wait,
)
from prefect_http._http.compatibility import raise_if_incompatible
from prefect_http._sync import resources
from prefect_http._sync.connection import Connection
from prefect_http.errors import PrefectHTTPError, ServerError, TransportError, WaitTimeoutError


@check_names
class Prefect(Connection):
    """Client of one Prefect server, or of one workspace of Prefect Cloud.

    Settings that are not passed as arguments are read from Prefect's sources, in order of precedence:

    - Environment variables, such as ``PREFECT_API_URL``, ``PREFECT_API_KEY``, ``PREFECT_API_AUTH_STRING`` and
      ``PREFECT_CLIENT_CUSTOM_HEADERS``. An empty variable counts as set.
    - ``.env``, ``prefect.toml`` and ``pyproject.toml`` in the working directory.
    - The active profile.

    An auth string (Basic) takes precedence over an API key (Bearer). If either is passed as an argument, both are
    ignored in all other sources.

    Use the client as a context manager, or close it. Creating it opens no connection. Threads can share a client. An
    async client belongs to the event loop, of asyncio or Trio, that first uses it. A client belongs to the process that
    first uses it: in a process forked later, it raises ``ClientReuseError``, because the processes would read each
    other's responses.

    Args:
        api_url: URL of the API, such as ``"http://127.0.0.1:4200/api"``. Default: from settings.
        workspace: Workspace of Prefect Cloud, instead of *api_url*: ``"account/workspace"``, by handles or IDs, or only
            the workspace if it is unique. It is looked up when the ``with`` block is entered, or else before the first
            request, with one extra request. Default: none.
        cloud_api_url: URL of Prefect Cloud's API above the workspaces. Default: from settings, or
            ``https://api.prefect.cloud/api``.
        api_key: API key for Prefect Cloud. Default: from settings.
        auth_string: ``"user:password"`` for a server with Basic authentication. Default: from settings.
        profile: Name of the profile. Environment variables still override its settings. Default: ``PREFECT_PROFILE``,
            or the active profile.
        project_files: Whether to read ``.env``, ``prefect.toml`` and ``pyproject.toml`` in the working directory. Pass
            False if you do not trust it. Default: True.
        headers: Additional headers of all requests, instead of those from settings. An ``Authorization`` header takes
            precedence over other credentials. Default: from settings.
        timeout: Seconds, or a timedelta, for connecting, for sending, and for each wait for more of the response; None
            for no limit. The whole exchange may take up to ten times the timeout. While a response's headers arrive,
            the sync client applies the timeout only to each read. Default: from settings, or 60.
        retry: Retry policy, or False to disable retries. Default: from settings.
        verify: Path of a PEM file or an ``SSLContext`` with the certificates to trust, or False to accept any
            certificate, which emits a warning. Default: from settings.
        proxy: URL of a proxy, or an ``httpx.Proxy``, for all requests; False for none, even if the environment has one.
            Default: the proxy in ``HTTP_PROXY``, ``HTTPS_PROXY`` or ``ALL_PROXY``, except for hosts in ``NO_PROXY``.
        transport: httpx transport that sends the requests, for example with HTTP/2 or other connection limits, or
            ``httpx.MockTransport``. Configure *verify* and *proxy* in the transport itself. It is closed with the
            client. Default: a new one.
        http_client: ``httpx.Client`` that sends the requests, instead of *transport*. Its headers, cookies, auth
            and event hooks apply. Headers of this client take precedence, except over those that the auth sets. Its
            timeout, base URL and redirects do not apply. You close it yourself. Default: none.
        event_hooks: Functions to call for each exchange, as in httpx. Hooks under ``"request"`` receive each
            ``httpx.Request`` before it is sent; hooks under ``"response"`` receive each ``httpx.Response`` before its
            body is read. Hooks can see credentials. Their exceptions propagate to the caller.
            Default: none.

    Raises:
        ConfigurationError: No API URL is set, or no API key for *workspace*, the profile does not exist, or a setting
            is invalid. If *workspace* is unknown or ambiguous, this is raised when it is looked up.
        ArgumentError: An argument is invalid, or *workspace* is combined with *api_url* or *auth_string*.
    """

    @property
    def flows(self) -> resources.flows.Flows:
        """Flows: get, list, count, create, update and delete."""
        return resources.flows.Flows(self)

    @property
    def deployments(self) -> resources.deployments.Deployments:
        """Deployments: get, list, count, create, update, delete, trigger, pause and schedule."""
        return resources.deployments.Deployments(self)

    @property
    def flow_runs(self) -> resources.flow_runs.FlowRuns:
        """Flow runs: get, list, count, create, update, delete, wait, read logs and change states."""
        return resources.flow_runs.FlowRuns(self)

    @property
    def task_runs(self) -> resources.task_runs.TaskRuns:
        """Task runs: get, list, count, create, update, delete, read logs and change states."""
        return resources.task_runs.TaskRuns(self)

    @property
    def work_pools(self) -> resources.work_pools.WorkPools:
        """Work pools and workers: get, list, count, create, update, delete, pause and resume."""
        return resources.work_pools.WorkPools(self)

    @property
    def work_queues(self) -> resources.work_queues.WorkQueues:
        """Work queues: get, list, create, update, delete, pause and resume."""
        return resources.work_queues.WorkQueues(self)

    @property
    def block_types(self) -> resources.block_types.BlockTypes:
        """Block types: get, list, create, update and delete."""
        return resources.block_types.BlockTypes(self)

    @property
    def block_schemas(self) -> resources.block_schemas.BlockSchemas:
        """Block schemas: get, list, create and delete."""
        return resources.block_schemas.BlockSchemas(self)

    @property
    def block_documents(self) -> resources.block_documents.BlockDocuments:
        """Block documents: get, list, count, create, update and delete."""
        return resources.block_documents.BlockDocuments(self)

    @property
    def automations(self) -> resources.automations.Automations:
        """Automations: get, list, count, create, replace, delete, pause and resume."""
        return resources.automations.Automations(self)

    @property
    def events(self) -> resources.events.Events:
        """Events: list, count, follow and emit."""
        return resources.events.Events(self)

    @property
    def logs(self) -> resources.logs.Logs:
        """Logs of flow runs and task runs: list and create."""
        return resources.logs.Logs(self)

    @property
    def artifacts(self) -> resources.artifacts.Artifacts:
        """Artifacts: get, list, count, create, update and delete."""
        return resources.artifacts.Artifacts(self)

    @property
    def variables(self) -> resources.variables.Variables:
        """Variables: get, list, count, create, update, delete and set."""
        return resources.variables.Variables(self)

    @property
    def concurrency_limits(self) -> resources.concurrency_limits.ConcurrencyLimits:
        """Global concurrency limits: get, list, create, update, delete, and acquire or release slots."""
        return resources.concurrency_limits.ConcurrencyLimits(self)

    @property
    def saved_searches(self) -> resources.saved_searches.SavedSearches:
        """Saved searches: get, list, create and delete."""
        return resources.saved_searches.SavedSearches(self)

    @property
    def admin(self) -> resources.admin.Admin:
        """Server administration: version, settings and default result storage."""
        return resources.admin.Admin(self)

    def health(self) -> bool:
        """Return whether the API is healthy.

        Returns False if the server is unreachable or responds with 5xx. Does not retry. The endpoint does not check the
        database. To check the database, use `ready`. Only Prefect Cloud requires credentials: an API key for the
        workspace.

        Raises:
            StatusError: The response has an error status other than 5xx, such as 401. 404 means that the URL is not an
                API URL.
            ConnectionError: The server's certificate cannot be verified.
            DecodeError: The response does not come from a Prefect API.

        API: ``GET /health``.
        """
        from prefect_http_api import root

        try:
            return self.send(root.health_check(), retry=False)
        except (TransportError, ServerError) as error:
            if has_rejected_certificate(error):
                raise
            return False

    def ready(self) -> bool:
        """Return whether the server, including its database, is ready.

        Returns False if the server is unreachable or responds with 5xx. Does not retry. On Prefect Cloud, which has no
        such endpoint, this is the same as `health`.

        Raises:
            StatusError: The response has an error status other than 5xx, such as 401. 404 means that the URL is not an
                API URL.
            ConnectionError: The server's certificate cannot be verified.
            DecodeError: The response does not come from a Prefect API.

        API: ``GET /ready``, or ``GET /health`` on Prefect Cloud.
        """
        if self.cloud_url is not None:
            return self.health()
        try:
            self._check_ready()
        except (TransportError, ServerError) as error:
            if has_rejected_certificate(error):
                raise
            return False
        return True

    def wait_until_ready(self, *, timeout: Seconds = 60.0, poll_interval: Seconds | None = None) -> None:
        """Wait for a server that is starting or restarting to become ready.

        Polls immediately, then at growing intervals. Overruns *timeout* by at most one request. Polling continues
        through failures that may be transient, as in ``flow_runs.wait``.

        Args:
            timeout: Seconds, or a timedelta, to wait. Default: 60.
            poll_interval: Seconds, or a timedelta, between two polls at most. Waits start short and grow. Default: 10.

        Raises:
            WaitTimeoutError: The server was not ready in time. The message contains the last failure.
            StatusError: Prefect itself responds with a client error, such as 401. 404 means that the URL is not an API
                URL.
            ConnectionError: The server's certificate cannot be verified.
            ArgumentError: *timeout* or *poll_interval* is out of range.

        API: ``GET /ready``, or ``GET /health`` on Prefect Cloud.
        """
        max_wait = resolve_max_wait(poll_interval, MAX_WAIT)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, max_wait=max_wait)
        failures = FailureStreak(schedule.timeout, starting=True)
        while True:
            try:
                return self._check_ready()
            except PrefectHTTPError as error:
                if not failures.tolerates(error, _concurrency.monotonic()):
                    raise
            wait = schedule.next_wait(_concurrency.monotonic())
            if wait is None:
                limit = schedule.timeout or 0.0
                running = "" if self.cloud_url else "the server is running and that "
                raise WaitTimeoutError(
                    f"{self._settings.api_url} was not ready within {limit:g} s: "
                    f"check that {running}the API URL (PREFECT_API_URL) is correct. "
                    f"The last request failed: {failures.last}",
                    timeout=limit,
                ) from failures.last
            _concurrency.sleep(wait)

    def server_version(self) -> str | None:
        """Return the Prefect version of the server, such as ``"3.8.8"``.

        Prefect Cloud has no version: None is returned, without a request.

        Raises:
            StatusError: The status is not 2xx.

        API: ``GET /admin/version``.
        """
        if self.cloud_url is not None:
            return None
        from prefect_http_api import admin

        return self.send(admin.read_version())

    def check_compatibility(self) -> str | None:
        """Return the Prefect version of the server if the client supports it.

        Prefect 3.0 and later are supported, and so is Prefect Cloud, which has no version: None is returned, without a
        request. Fields that a newer server adds to responses are ignored.

        Raises:
            IncompatibleServerError: The server runs another major version of Prefect, or reports an invalid version.
            StatusError: The status is not 2xx.

        API: ``GET /admin/version``.
        """
        version = self.server_version()
        if version is not None:
            raise_if_incompatible(version)
        return version

    def _check_ready(self) -> None:
        from prefect_http._http.response import unexpected_response
        from prefect_http_api import root

        if self.cloud_url is not None:
            health = root.health_check()
            if not self.send(health, retry=False):
                raise unexpected_response(health, "$", "Expected true")
            return
        call = root.perform_readiness_check()
        status = self.send(call, retry=False)
        # A page of a gateway may be JSON too.
        if status.get("message") != "OK":
            raise unexpected_response(call, "$.message", "Expected 'OK'")

# Generated from _async/client.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""The client: what hangs on ``prefect.``."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from prefect_http import _concurrency
from prefect_http._domain.polling import PollSchedule
from prefect_http._http.compatibility import raise_if_incompatible
from prefect_http._sync.connection import Connection
from prefect_http.errors import ServerError, TransportError, WaitTimeoutError

if TYPE_CHECKING:
    from prefect_http._sync.resources.admin import Admin
    from prefect_http._sync.resources.artifacts import Artifacts
    from prefect_http._sync.resources.automations import Automations
    from prefect_http._sync.resources.block_documents import BlockDocuments
    from prefect_http._sync.resources.block_schemas import BlockSchemas
    from prefect_http._sync.resources.block_types import BlockTypes
    from prefect_http._sync.resources.concurrency_limits import ConcurrencyLimits
    from prefect_http._sync.resources.deployments import Deployments
    from prefect_http._sync.resources.events import Events
    from prefect_http._sync.resources.flow_runs import FlowRuns
    from prefect_http._sync.resources.flows import Flows
    from prefect_http._sync.resources.logs import Logs
    from prefect_http._sync.resources.saved_searches import SavedSearches
    from prefect_http._sync.resources.task_runs import TaskRuns
    from prefect_http._sync.resources.variables import Variables
    from prefect_http._sync.resources.work_pools import WorkPools
    from prefect_http._sync.resources.work_queues import WorkQueues
    from prefect_http_api import Call

T = TypeVar("T")


class Prefect(Connection):
    """A client of one Prefect server, or of one workspace of Prefect Cloud.

    What is not given comes from where Prefect itself looks for it: the environment
    (``PREFECT_API_URL``, ``PREFECT_API_KEY``, ``PREFECT_API_AUTH_STRING``, ``PREFECT_CLIENT_CUSTOM_HEADERS`` …); in the
    working folder ``.env``, ``prefect.toml`` and ``pyproject.toml``; the active profile. An empty variable counts as
    set. An auth string (Basic) wins over an API key (Bearer); where either is an argument, neither is looked for
    elsewhere.

    Use it as a context manager, or close it. Making one opens no connection yet. Threads may share one; the async
    client belongs to the event loop on which it is first used. A process that was forked makes a client of its own:
    over the connections of its parent, each would read the other's answers, and it gets a ``ClientReuseError``.

    Args:
        api_url: where the API is, such as ``"http://127.0.0.1:4200/api"``.
        api_key: the key for Prefect Cloud.
        auth_string: ``"user:password"`` for a server with Basic authentication.
        profile: the name of a profile, in place of ``PREFECT_PROFILE``, and no stronger: what the environment sets
            still wins over what the profile says.
        headers: further headers for every request, instead of those from elsewhere.
        timeout: seconds that connecting, sending, and each wait for more of an answer may take; None for no limit;
            60 unless the settings say otherwise. All of it may take ten times as long; but where a server makes the
            sync client wait for the answer to begin, byte by byte, each byte may take as long.
        retry: which failed requests are sent again, and when; False for none; by default as the settings have it.
        verify: False to accept any certificate, which warns; the path of a PEM file, or a context, to trust others than
            usual.
        transport: what sends requests in place of httpx's usual transport, such as one with a proxy, HTTP/2 or limits
            of its own, or ``httpx.MockTransport``. Closed with the client.
        event_hooks: functions to call for each exchange with the server, as httpx has them: under ``"request"`` with
            the ``httpx.Request`` before it is sent, under ``"response"`` with the ``httpx.Response`` before it is read.
            They see the credentials. What they raise goes to the caller.

    Raises:
        ConfigurationError: there is no URL or no such profile, or a setting is malformed.
        ArgumentError: an argument is not what it should be.
    """

    @property
    def flows(self) -> Flows:
        """Flows: find, create, change and delete them."""
        from prefect_http._sync.resources.flows import Flows

        return Flows(self)

    @property
    def deployments(self) -> Deployments:
        """Deployments: find and change them, start runs of them, and set their schedules."""
        from prefect_http._sync.resources.deployments import Deployments

        return Deployments(self)

    @property
    def flow_runs(self) -> FlowRuns:
        """Flow runs: find them, wait for them, read their logs, and change their state."""
        from prefect_http._sync.resources.flow_runs import FlowRuns

        return FlowRuns(self)

    @property
    def task_runs(self) -> TaskRuns:
        """Task runs: find them, read their logs, and change their state."""
        from prefect_http._sync.resources.task_runs import TaskRuns

        return TaskRuns(self)

    @property
    def work_pools(self) -> WorkPools:
        """Work pools and their workers."""
        from prefect_http._sync.resources.work_pools import WorkPools

        return WorkPools(self)

    @property
    def work_queues(self) -> WorkQueues:
        """Work queues, each of which belongs to a work pool."""
        from prefect_http._sync.resources.work_queues import WorkQueues

        return WorkQueues(self)

    @property
    def block_types(self) -> BlockTypes:
        """Block types: what kinds of blocks there are."""
        from prefect_http._sync.resources.block_types import BlockTypes

        return BlockTypes(self)

    @property
    def block_schemas(self) -> BlockSchemas:
        """Block schemas: what fields a block has."""
        from prefect_http._sync.resources.block_schemas import BlockSchemas

        return BlockSchemas(self)

    @property
    def block_documents(self) -> BlockDocuments:
        """Block documents: the blocks that are stored."""
        from prefect_http._sync.resources.block_documents import BlockDocuments

        return BlockDocuments(self)

    @property
    def automations(self) -> Automations:
        """Automations: what happens when something happens."""
        from prefect_http._sync.resources.automations import Automations

        return Automations(self)

    @property
    def events(self) -> Events:
        """Events: find and emit them."""
        from prefect_http._sync.resources.events import Events

        return Events(self)

    @property
    def logs(self) -> Logs:
        """Logs of flow runs and task runs."""
        from prefect_http._sync.resources.logs import Logs

        return Logs(self)

    @property
    def artifacts(self) -> Artifacts:
        """Artifacts: what runs show of their results."""
        from prefect_http._sync.resources.artifacts import Artifacts

        return Artifacts(self)

    @property
    def variables(self) -> Variables:
        """Variables: values that have a name."""
        from prefect_http._sync.resources.variables import Variables

        return Variables(self)

    @property
    def concurrency_limits(self) -> ConcurrencyLimits:
        """Global concurrency limits: how many may do something at once."""
        from prefect_http._sync.resources.concurrency_limits import ConcurrencyLimits

        return ConcurrencyLimits(self)

    @property
    def saved_searches(self) -> SavedSearches:
        """Saved searches."""
        from prefect_http._sync.resources.saved_searches import SavedSearches

        return SavedSearches(self)

    @property
    def admin(self) -> Admin:
        """What the server says about itself."""
        from prefect_http._sync.resources.admin import Admin

        return Admin(self)

    def health(self) -> bool:
        """Return whether the API answers that it is healthy (``GET /health``). Nothing is sent again.

        False when it cannot be reached, or answers with a 5xx. That says nothing about its database, for which see
        ``ready``, nor about credentials, which the server asks for neither here nor there.

        Raises:
            StatusError: it answers with another status, such as 401, or 404 where there is no API.
            DecodeError: what answers is no Prefect API.
        """
        from prefect_http_api import root

        return self._answers(root.health_check()) is True

    def ready(self) -> bool:
        """Return whether the server can do its work, its database included (``GET /ready``). Nothing is sent again.

        False when it cannot be reached, or answers with a 5xx.

        Raises:
            StatusError: it answers with another status, such as 401, or 404 where there is no API.
            DecodeError: what answers is no Prefect API.
        """
        from prefect_http_api import root

        return self._answers(root.perform_readiness_check()) is not None

    def wait_until_ready(self, *, timeout: float = 60.0) -> None:
        """Return once the server can do its work; for one that is still starting, or is coming back.

        It is asked (``GET /ready``) at once, and then at growing intervals, for *timeout* seconds, which are exceeded
        by one request at most.

        Raises:
            WaitTimeoutError: it was not ready in time.
            StatusError: it answers with another status than a 5xx, such as 401, or 404 where there is no API.
            DecodeError: what answers is no Prefect API.
        """
        schedule = PollSchedule(_concurrency.monotonic(), timeout)
        while not self.ready():
            wait = schedule.next_wait(_concurrency.monotonic())
            if wait is None:
                raise WaitTimeoutError(
                    f"{self._settings.api_url} was not ready within {timeout:g} s. "
                    "Is the server running, and is this its address (PREFECT_API_URL)?",
                    timeout=timeout,
                )
            _concurrency.sleep(wait)

    def server_version(self) -> str:
        """Return the version of Prefect that the server runs, such as ``"3.8.8"`` (``GET /admin/version``).

        Raises:
            StatusError: the server said no; one of its subclasses says why.
        """
        from prefect_http_api import admin

        return self.send(admin.read_version())

    def check_compatibility(self) -> str:
        """Return the version of Prefect that the server runs, if this client can be expected to work with it.

        That is Prefect 3, from 3.0 on. Answers of a newer server may hold more than this client knows; it skips that.

        Raises:
            IncompatibleServerError: the server is of another generation, or does not say which.
            StatusError: the server said no; one of its subclasses says why.
        """
        version = self.server_version()
        raise_if_incompatible(version)
        return version

    def _answers(self, call: Call[T]) -> T | None:
        """Return the answer to *call*, sent once; None when the server cannot be reached or is in no state for it."""
        try:
            return self.send(call, retry=False)
        except (TransportError, ServerError):
            return None

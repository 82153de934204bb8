"""Real Prefect servers for the tests: each is started on first use, once for the whole run.

Under pytest-xdist, workers request servers from the controller, which starts and stops them. Servers cannot outlive the
controller: see ``generator.servers.supervise``.
"""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from typing import Literal, Protocol

from generator.errors import GeneratorError
from generator.servers.run import Server, start_server
from tests.support.postgresql import PostgreSQL

Database = Literal["SQLite", "PostgreSQL"]
"""Database engine of a server."""

ControllerAddress = tuple[tuple[str, int], bytes]
"""Address at which workers request servers, and the key that authenticates them."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Address of a running server. Tests share the server, so what they create needs unique names.

    Attributes:
        version: Version of Prefect.
        origin: Origin of the server.
        api_path: Path of the API.
        api_key: API key that requests need. Default: none.
    """

    version: str
    origin: str
    api_path: str = "/api"
    api_key: str | None = None

    @property
    def api_url(self) -> str:
        """Value for a client's ``PREFECT_API_URL``."""
        return self.origin + self.api_path

    @property
    def is_on_cloud(self) -> bool:
        """Whether this is the stand-in for Prefect Cloud."""
        return self.api_key is not None

    @property
    def document_url(self) -> str:
        """URL of the OpenAPI document, which Cloud serves above the workspace."""
        above = self.api_url.partition("/accounts/")[0] if self.is_on_cloud else self.origin
        return f"{above}/openapi.json"

    @property
    def headers(self) -> dict[str, str]:
        """Headers that authenticate a request without the client."""
        return {} if self.api_key is None else {"Authorization": f"Bearer {self.api_key}"}

    @property
    def environment(self) -> dict[str, str]:
        """Settings with which another process uses this server."""
        settings = {"PREFECT_API_URL": self.api_url}
        if self.api_key is not None:
            cloud, _, _workspace = self.api_url.partition("/accounts/")
            settings |= {"PREFECT_API_KEY": self.api_key, "PREFECT_CLOUD_API_URL": cloud}
        return settings


class Provide(Protocol):
    """Return a running server of a version, with a database and settings of its own.

    Raises:
        GeneratorError: The server could not be started.
    """

    def __call__(self, version: str, database: Database = ..., /, **settings: str) -> ServerAddress: ...


_Key = tuple[str, Database, tuple[tuple[str, str], ...]]
"""Version, database and settings of a server."""

# No worker picks up the runs that tests create. Marking thousands of them as late starves the writes of the tests. So
# does an automation that reacts to every event, because its actions are events too. The other services would only keep
# the CPU and the database of each server busy. Versions ignore the settings of services that they lack.
SETTINGS = {
    # Five seconds by default. Tests wait for their events to be stored.
    "PREFECT_API_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
    "PREFECT_API_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_API_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_API_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_API_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_API_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
}


def _start(version: str, settings: Mapping[str, str]) -> Server:
    return start_server(version, env={**SETTINGS, **settings})


class Servers:
    """Starts and stops the servers of a test run, in its controller process."""

    def __init__(self, starter: Callable[[str, Mapping[str, str]], Server] = _start) -> None:
        self._starter = starter
        self._postgresql = PostgreSQL()
        self._lock = threading.Lock()
        self._locks: dict[_Key, threading.Lock] = {}
        self._started: dict[_Key, Server | GeneratorError] = {}
        self._closed = False
        self._listener: Listener | None = None
        self._authkey = secrets.token_bytes(16)

    def provide(self, version: str, database: Database = "SQLite", /, **settings: str) -> ServerAddress:
        """Return the server with this version, database and settings, and start it on first use.

        Raises:
            GeneratorError: The server could not be started.
        """
        key = version, database, tuple(sorted(settings.items()))
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._started:
                self._keep(key, self._start(version, database, settings))
            server = self._started[key]
        if isinstance(server, GeneratorError):
            # A failure to start is final: retrying for every test would only fail again, slowly.
            raise GeneratorError(server.problem, server.hint)
        return ServerAddress(server.version, server.origin, server.api_path)

    def _start(self, version: str, database: Database, settings: Mapping[str, str]) -> Server | GeneratorError:
        try:
            if database == "PostgreSQL":
                settings = {**settings, "PREFECT_API_DATABASE_CONNECTION_URL": self._postgresql.new_database()}
            return self._starter(version, settings)
        except GeneratorError as error:
            return error

    def _keep(self, key: _Key, server: Server | GeneratorError) -> None:
        with self._lock:
            self._started[key] = server
            too_late = self._closed
        if too_late and isinstance(server, Server):
            server.stop()

    def listen(self) -> ControllerAddress:
        """Listen for requests of workers, and return the address to send them to."""
        if self._listener is None:
            self._listener = Listener(("127.0.0.1", 0), authkey=self._authkey)
            threading.Thread(target=self._serve, args=(self._listener,), daemon=True, name="servers").start()
        host, port = self._listener.address
        return (str(host), int(port)), self._authkey

    def _serve(self, listener: Listener) -> None:
        while not self._closed:
            try:
                connection = listener.accept()
            except (OSError, EOFError, AuthenticationError):
                continue  # Not a worker, or it has disconnected.
            threading.Thread(target=self._respond, args=(connection,), daemon=True).start()

    def _respond(self, connection: Connection) -> None:
        with connection:
            try:
                version, database, settings = connection.recv()
                connection.send(self.provide(version, database, **settings))
            except GeneratorError as error:
                connection.send(error)
            except (OSError, EOFError):
                pass  # The worker has disconnected.

    def close(self) -> None:
        """Stop every server."""
        with self._lock:
            self._closed = True
            servers = [server for server in self._started.values() if isinstance(server, Server)]
        if self._listener is not None:
            self._listener.close()
        for server in servers:
            server.stop()
        self._postgresql.stop()


def request_server(
    controller: ControllerAddress, version: str, database: Database = "SQLite", /, **settings: str
) -> ServerAddress:
    """Request a server from the controller.

    Raises:
        GeneratorError: The server could not be started.
    """
    address, key = controller
    with Client(address, authkey=key) as connection:
        connection.send((version, database, settings))
        response = connection.recv()
    if isinstance(response, GeneratorError):
        raise response
    assert isinstance(response, ServerAddress)
    return response

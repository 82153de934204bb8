"""Real Prefect servers for the tests: each is started when first asked for, once for the whole run.

Under pytest-xdist the workers ask the controller, which starts the servers and ends them. They cannot outlive it: see
``generator.servers.supervise``.
"""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from typing import Literal, Protocol

from generator.errors import GeneratorError
from generator.servers.run import Server, start
from tests.support.postgresql import PostgreSQL

Database = Literal["SQLite", "PostgreSQL"]
"""Where a server keeps its rows."""

Desk = tuple[tuple[str, int], bytes]
"""Where a worker asks for servers: an address, and the key that is needed there."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a running server is found. Tests share it, so they name what they create uniquely."""

    version: str
    origin: str

    @property
    def api_url(self) -> str:
        """What a client needs as ``PREFECT_API_URL``."""
        return f"{self.origin}/api"


class Provide(Protocol):
    """Returns a running server of a version, on a database and with settings of its own.

    Raises ``GeneratorError`` when it cannot be started.
    """

    def __call__(self, version: str, database: Database = ..., /, **settings: str) -> ServerAddress: ...


Wanted = tuple[str, Database, tuple[tuple[str, str], ...]]
"""A server's version, database and settings."""


# Nobody takes up the runs that tests start, and marking each of them as late keeps a database of thousands so busy that
# hardly a write of the tests gets through. So does an automation that reacts to whatever happens: what it does happens.
SETTINGS = {
    "PREFECT_API_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_API_SERVICES_TRIGGERS_ENABLED": "false",
}


def _start(version: str, settings: Mapping[str, str]) -> Server:
    return start(version, env={**SETTINGS, **settings})


class Servers:
    """The servers of a test run, kept by the process that controls it."""

    def __init__(self, starter: Callable[[str, Mapping[str, str]], Server] = _start) -> None:
        self._starter = starter
        self._postgresql = PostgreSQL()
        self._lock = threading.Lock()
        self._locks: dict[Wanted, threading.Lock] = {}
        self._started: dict[Wanted, Server | GeneratorError] = {}
        self._closed = False
        self._listener: Listener | None = None
        self._key = secrets.token_bytes(16)

    def provide(self, version: str, database: Database = "SQLite", /, **settings: str) -> ServerAddress:
        wanted = version, database, tuple(sorted(settings.items()))
        with self._lock:
            lock = self._locks.setdefault(wanted, threading.Lock())
        with lock:
            if wanted not in self._started:
                self._keep(wanted, self._start(version, database, settings))
            server = self._started[wanted]
        if isinstance(server, GeneratorError):
            # Also for every later test that asks: one that did not start would not start the next time either.
            raise GeneratorError(server.what, server.hint)
        return ServerAddress(server.version, server.origin)

    def _start(self, version: str, database: Database, settings: Mapping[str, str]) -> Server | GeneratorError:
        try:
            if database == "PostgreSQL":
                settings = {**settings, "PREFECT_API_DATABASE_CONNECTION_URL": self._postgresql.new_database()}
            return self._starter(version, settings)
        except GeneratorError as error:
            return error

    def _keep(self, wanted: Wanted, server: Server | GeneratorError) -> None:
        with self._lock:
            self._started[wanted] = server
            too_late = self._closed
        if too_late and isinstance(server, Server):
            server.stop()

    def open_desk(self) -> Desk:
        """Begin to answer workers, and return what a worker needs to ask."""
        if self._listener is None:
            self._listener = Listener(("127.0.0.1", 0), authkey=self._key)
            threading.Thread(target=self._serve, args=(self._listener,), daemon=True, name="servers").start()
        host, port = self._listener.address
        return (str(host), int(port)), self._key

    def _serve(self, listener: Listener) -> None:
        while not self._closed:
            try:
                connection = listener.accept()
            except (OSError, EOFError, AuthenticationError):
                continue  # Whoever knocked was no worker, or has gone.
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: Connection) -> None:
        with connection:
            try:
                version, database, settings = connection.recv()
                connection.send(self.provide(version, database, **settings))
            except GeneratorError as error:
                connection.send(error)
            except (OSError, EOFError):
                pass  # The worker has gone.

    def close(self) -> None:
        """End every server."""
        with self._lock:
            self._closed = True
            servers = [server for server in self._started.values() if isinstance(server, Server)]
        if self._listener is not None:
            self._listener.close()
        for server in servers:
            server.stop()
        self._postgresql.stop()


def ask(desk: Desk, version: str, database: Database = "SQLite", /, **settings: str) -> ServerAddress:
    """Ask the controller for a server of *version* on *database* with *settings*.

    Raises:
        GeneratorError: It cannot be started.
    """
    address, key = desk
    with Client(address, authkey=key) as connection:
        connection.send((version, database, settings))
        answer = connection.recv()
    if isinstance(answer, GeneratorError):
        raise answer
    assert isinstance(answer, ServerAddress)
    return answer

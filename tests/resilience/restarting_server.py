"""A real server of a test's own, which can die and come back with all that it stored."""

from pathlib import Path
from types import TracebackType
from typing import Self

from generator.servers.run import Server, start_server
from tests.conftest import PINNED
from tests.support.servers import SETTINGS


class RestartingServer:
    """A server whose database outlives it. It has another port each time.

    Args:
        folder: where the database is.
    """

    def __init__(self, folder: Path) -> None:
        self._settings = {
            **SETTINGS,
            "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{folder / 'prefect.db'}",
        }
        self._server: Server | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def origin(self) -> str:
        """Where it is, or was last."""
        assert self._server is not None
        return self._server.origin

    @property
    def api_url(self) -> str:
        """What a client needs as ``PREFECT_API_URL``."""
        return f"{self.origin}/api"

    def start(self) -> None:
        """Start it; return when it answers."""
        self._server = start_server(PINNED, env=self._settings)

    def stop(self) -> None:
        """End it; what it stored stays."""
        assert self._server is not None
        self._server.stop()

"""Prefect server that can be stopped and restarted with its data intact."""

from pathlib import Path
from types import TracebackType
from typing import Self

from generator.servers.run import Server, start_server
from tests.support.servers import SETTINGS
from tests.support.versions import PINNED


class RestartingServer:
    """A server whose database survives a restart. Its port changes each time.

    Args:
        folder: Folder of the database.
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
        """Current origin, or the last one if the server is stopped."""
        assert self._server is not None
        return self._server.origin

    @property
    def api_url(self) -> str:
        """Value for ``PREFECT_API_URL``."""
        return f"{self.origin}/api"

    def start(self) -> None:
        """Start the server and wait until it is ready."""
        self._server = start_server(PINNED, env=self._settings)

    def stop(self) -> None:
        """Stop the server. Its data is kept."""
        assert self._server is not None
        self._server.stop()

"""Clients of a real server, and no settings of whoever runs the tests."""

import os
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from prefect_http import AsyncPrefect, Prefect
from prefect_http._settings import Settings, resolve
from tests.overlay.live import AsyncPatientTransport, PatientTransport
from tests.overlay.support import Clock
from tests.server import ServerAddress


@pytest.fixture(scope="session", autouse=True)
def _nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.upper().startswith("PREFECT_") and not name.startswith("PREFECT_HTTP_"):
                patch.delenv(name)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect-home")))
        yield


@pytest.fixture(scope="module")
def prefect(server: ServerAddress) -> Iterator[Prefect]:
    with Prefect(server.api_url, transport=PatientTransport()) as client:
        yield client


@pytest.fixture
async def async_prefect(server: ServerAddress, anyio_backend: str) -> AsyncIterator[AsyncPrefect]:
    async with AsyncPrefect(server.api_url, transport=AsyncPatientTransport()) as client:
        yield client


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The only time that the client knows of."""
    clock = Clock()
    for name in ("monotonic", "sleep", "async_sleep"):
        monkeypatch.setattr(f"prefect_http._waiting.{name}", getattr(clock, name))
    return clock


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass(frozen=True)
class Machine:
    """A working folder and a home, which are empty at first."""

    folder: Path
    home: Path

    @classmethod
    def under(cls, parent: Path) -> "Machine":
        made = cls(parent / "work", parent / "home")
        made.folder.mkdir()
        made.home.mkdir()
        return made

    def write(self, name: str, text: str) -> Path:
        """Write a file of the working folder, or with ``~/`` of the home."""
        path = self.home / name[2:] if name.startswith("~/") else self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def resolve(self, environ: Mapping[str, str] | None = None, **arguments: Any) -> Settings:
        return resolve(environ or {}, folder=self.folder, home=self.home, **arguments)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine.under(tmp_path)

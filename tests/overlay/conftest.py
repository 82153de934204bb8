"""Clients of a real server."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from prefect_http import AsyncPrefect, Prefect, _waiting
from prefect_http._settings import Settings, resolve
from tests.overlay.live import AsyncPatientTransport, PatientTransport
from tests.server import ServerAddress


@pytest.fixture(scope="module")
def prefect(server: ServerAddress) -> Iterator[Prefect]:
    with Prefect(server.api_url, transport=PatientTransport()) as client:
        yield client


@pytest.fixture
async def async_prefect(server: ServerAddress, anyio_backend: str) -> AsyncIterator[AsyncPrefect]:
    async with AsyncPrefect(server.api_url, transport=AsyncPatientTransport()) as client:
        yield client


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


@dataclass
class Clock:
    """A clock that the client sleeps by: it goes on by what is slept, and by nothing else."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(_waiting, "monotonic", lambda: made.now)
    monkeypatch.setattr(_waiting, "sleep", made.sleep)
    monkeypatch.setattr(_waiting, "async_sleep", made.async_sleep)
    return made

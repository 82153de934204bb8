"""Working directory and home directory for tests of settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect_http._settings.resolve import Settings, resolve


@dataclass(frozen=True)
class Machine:
    """Working directory and home directory, initially empty."""

    folder: Path
    home: Path

    @classmethod
    def under(cls, parent: Path) -> "Machine":
        machine = cls(parent / "work", parent / "home")
        machine.folder.mkdir()
        machine.home.mkdir()
        return machine

    def write(self, name: str, content: str) -> Path:
        """Write a file to the working directory, or to the home directory if *name* starts with ``~/``."""
        path = self.home / name[2:] if name.startswith("~/") else self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def resolve(self, environ: Mapping[str, str] | None = None, **arguments: Any) -> Settings:
        return resolve(environ or {}, folder=self.folder, home=self.home, **arguments)

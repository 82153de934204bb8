"""A working folder and a home directory for tests of settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect_http._settings.resolve import Settings, resolve


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

"""Command line: ``python -m generator.surface [--check]``."""

import sys

from generator import surface
from generator.derived import run
from generator.source import API_SOURCES, CLIENT_SOURCES, ROOT, Source
from generator.surface.page import render

TARGET = ROOT / "docs" / "api.md"


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or print a diff with ``--check``. Return the exit code."""
    return run(
        arguments,
        module="generator.surface",
        description=(surface.__doc__ or "").partition("\n")[0],
        root=ROOT,
        target=TARGET,
        render=lambda: render(Source({"prefect_http": CLIENT_SOURCES, "prefect_http_api": API_SOURCES})),
    )


if __name__ == "__main__":
    sys.exit(main())

"""Derivation of the help of commands from the client's docstrings: ``python -m generator.summaries [--check]``.

The command line shows the first lines of the docstrings of methods, which take long to import.
"""

import ast
import sys

from generator.derived import run
from generator.source import CLIENT, CLIENT_SOURCES, ROOT, Source

TARGET = CLIENT_SOURCES / "_cli" / "summaries.py"

BANNER = '''\
# Generated from overlay/prefect_http/_sync by `python -m generator.summaries`.
# Do not edit: change the client and run the command.
"""First lines of the docstrings of the client's resources and verbs."""

from __future__ import annotations

from typing import Final

'''


def main(arguments: list[str] | None = None) -> int:
    """Write the table, or print a diff with ``--check``. Return the exit code."""
    return run(
        arguments,
        module="generator.summaries",
        description=(__doc__ or "").partition("\n")[0],
        root=ROOT,
        target=TARGET,
        render=lambda: render(Source({"prefect_http": CLIENT_SOURCES})),
    )


def render(source: Source) -> str:
    """Return the source of the module with the table."""
    lines = [
        "SUMMARIES: Final[dict[str, str]] = {",
        *(f'    "{name}": {summary!r},' for name, summary in summaries(source).items()),
        "}",
        '"""Summaries by name, such as ``"flow_runs.list"``."""',
    ]
    return BANNER + "\n".join(lines) + "\n"


def summaries(source: Source) -> dict[str, str]:
    """Return the first line of the docstring of each resource and verb of the client."""
    found: dict[str, str] = {}
    for prefix, kind in [("", CLIENT), *((f"{path}.", kind) for path, kind in source.resource_paths(CLIENT))]:
        for name in [*source.methods(kind), *source.resources(kind)]:
            _, node = source.members(kind)[name]
            found[f"{prefix}{name}"] = (ast.get_docstring(node) or "").partition("\n")[0]
    return dict(sorted(found.items()))


if __name__ == "__main__":
    sys.exit(main())

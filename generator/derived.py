"""Command line of the modules that derive one file from the source: write it, or check that it is up to date."""

import argparse
import difflib
import sys
from collections.abc import Callable
from pathlib import Path

from generator.errors import GeneratorError


def run(
    arguments: list[str] | None, *, module: str, description: str, root: Path, target: Path, render: Callable[[], str]
) -> int:
    """Write *target*, or print a diff with ``--check``. Return the exit code.

    Args:
        arguments: Command-line arguments, or None for those of the process.
        module: Name of the module that is run, such as ``generator.verbs``.
        description: First line of the help.
        root: Folder that the printed path is relative to.
        target: Path of the file.
        render: Function that returns the content of the file.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 with a diff if the file is out of date"
    )
    check: bool = parser.parse_args(arguments).check
    name = target.relative_to(root)
    try:
        derived = render()
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if not check:
        target.write_text(derived, encoding="utf-8")
        print(f"derived {name}")
        return 0
    current = target.read_text(encoding="utf-8") if target.exists() else ""
    if current == derived:
        return 0
    lines = difflib.unified_diff(
        current.splitlines(), derived.splitlines(), f"{name} (current)", f"{name} (derived)", lineterm=""
    )
    print("\n".join(lines))
    print(f"error: {name} is out of date. Run `python -m {module}` and commit the result.", file=sys.stderr)
    return 1

"""Formatting of the generated package with ruff, independent of configuration files."""

from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # it has annotations, but no py.typed

from generator.emit.docstrings import WIDTH
from generator.subprocesses import run

# Sort imports and exports, and remove unused ones.
RULES = "I,F401,PIE790,RUF022"


def format_package(folder: Path) -> None:
    """Format every module below *folder*, in place.

    Raises:
        GeneratorError: A module is not valid Python, or ruff cannot fix it.
    """
    common = ["--isolated", "--no-cache", "--quiet", f"--line-length={WIDTH}", "--target-version=py311"]
    for task in (["check", f"--select={RULES}", "--fix", "--output-format=concise"], ["format"]):
        run(
            [find_ruff_bin(), *task, *common, str(folder)],
            failed="the generated package cannot be formatted",
            hint="This is a bug in generator/emit/. Report it, with the document.",
        )

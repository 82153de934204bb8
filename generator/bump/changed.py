"""Changed files: what a bump, and the programs that it runs, changed in the checkout."""

from collections.abc import Iterator, Mapping
from pathlib import Path

ENTRIES = ("CHANGELOG.md", "README.md", "docs", "generated", "overlay", "spec")
"""Files and folders that a bump may change."""

COLLAPSED = "generated/prefect_http_api"
"""Folder whose files are counted, not listed."""


def read_files(checkout: Path) -> dict[str, bytes]:
    """Return the contents of the files that a bump may change, by their path in *checkout*."""
    return {path.relative_to(checkout).as_posix(): path.read_bytes() for path in _files(checkout)}


def _files(checkout: Path) -> Iterator[Path]:
    for entry in (checkout / name for name in ENTRIES):
        found = entry.rglob("*") if entry.is_dir() else [entry]
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def changed_files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the files that were added, changed or removed, with the number of those of the generated package."""
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    generated = sum(name.startswith(f"{COLLAPSED}/") for name in changed)
    others = [name for name in changed if not name.startswith(f"{COLLAPSED}/")]
    return tuple(sorted([*others, *([f"{COLLAPSED} ({generated} files)"] if generated else [])]))

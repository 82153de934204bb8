"""Recipes: supported server versions and their installation, from ``spec/servers.toml`` and ``spec/servers/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import GeneratorError
from generator.spec.load import is_version

SERVERS = Path(__file__).resolve().parent.parent.parent / "spec" / "servers.toml"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Installation of one server version, and the expected size of its document.

    Attributes:
        version: Prefect version.
        python: Python version to install it with.
        exclude_newer: UTC timestamp. Packages uploaded later are not locked.
        paths: Number of paths in the server's OpenAPI document.
        operations: Number of operations in the document.
        schemas: Number of named schemas in the document.
        tests: Whether every test run covers the version. If not, only ``nox -s matrix`` does. The pinned version is
            always covered.
        lock: Packages to install, as a requirements file with hashes. Empty if it was not written yet.
    """

    version: str
    python: str
    exclude_newer: str
    paths: int
    operations: int
    schemas: int
    tests: bool = False
    lock: str = field(default="", repr=False)


def lock_path(version: str, servers: Path = SERVERS) -> Path:
    """Return the path of a version's lock, which is in a folder next to the file *servers*."""
    return servers.with_suffix("") / f"{version}.txt"


def load_recipes(path: Path = SERVERS) -> dict[str, Recipe]:
    """Return the recipe of every supported version, oldest first.

    Raises:
        GeneratorError: *path* is missing or malformed.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        return {version: _recipe(version, entry, path) for version, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise GeneratorError(f"{path.name} cannot be read: {error}", "Restore it from version control.") from None


def _recipe(version: str, entry: Mapping[str, Any], servers: Path) -> Recipe:
    # The version names a folder and a requirement.
    if not is_version(version):
        raise ValueError(f"{version[:60]!r} is not a Prefect version")
    lock = lock_path(version, servers)
    return Recipe(
        version,
        **{key.replace("-", "_"): value for key, value in entry.items()},
        lock=lock.read_text("utf-8") if lock.exists() else "",
    )


def find_recipe(version: str) -> Recipe:
    """Return the recipe of *version*.

    Raises:
        GeneratorError: The version is not listed in ``spec/servers.toml``.
    """
    recipes = load_recipes()
    if version not in recipes:
        shown = version if is_version(version) else repr(version[:60])
        raise GeneratorError(
            f"Prefect {shown} is not listed in spec/servers.toml",
            f"Choose one of {', '.join(recipes)}, or add the version.",
        )
    return recipes[version]

"""Locks: the packages of each supported server with their hashes, in ``spec/servers/``."""

import sys
from dataclasses import replace

from generator.errors import GeneratorError
from generator.servers.install import run_uv
from generator.servers.recipes import Recipe, load_recipes, lock_path
from generator.staging import write_atomically


def is_locked(recipe: Recipe) -> bool:
    """Return whether the lock was written for the Python version and the cut-off of *recipe*."""
    return recipe.lock.startswith(_header(recipe))


def with_lock(recipe: Recipe) -> Recipe:
    """Return *recipe* with a lock for all operating systems. An up-to-date lock is kept.

    Raises:
        GeneratorError: uv is missing, or it could not find the packages.
    """
    if is_locked(recipe):
        return recipe
    pins = run_uv(
        *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate", "--no-header"),
        *("--python-version", recipe.python, "--exclude-newer", recipe.exclude_newer, "-"),
        stdin=f"prefect=={recipe.version}",
        failed=f"uv could not lock the packages of Prefect {recipe.version}",
    )
    return replace(recipe, lock=_header(recipe) + pins)


def main() -> int:
    """Write missing and outdated locks. Return the exit code."""
    try:
        for recipe in load_recipes().values():
            if not is_locked(recipe):
                path = lock_path(recipe.version)
                path.parent.mkdir(exist_ok=True)
                write_atomically(path, with_lock(recipe).lock)
                print(f"locked Prefect {recipe.version}")
    except (GeneratorError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _header(recipe: Recipe) -> str:
    return (
        f"# Packages of Prefect {recipe.version} for Python {recipe.python}, uploaded before {recipe.exclude_newer}.\n"
        "# Written by `nox -s bump` and `nox -s lock`.\n"
    )


if __name__ == "__main__":
    sys.exit(main())

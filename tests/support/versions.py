"""Server versions, as ``spec/`` lists them."""

from pathlib import Path

from generator.servers.recipes import load_recipes
from generator.spec import lock

SPEC = Path(__file__).parents[2] / "spec" / "openapi.json"
"""Document that ``generated/`` was made from."""

LOCKED = lock.read(SPEC.with_name("lock.toml"))
"""What ``generated/`` was made from."""

PINNED = LOCKED.server_version
"""Version that the client was generated from."""

SUPPORTED = tuple(load_recipes())
"""Every supported version, oldest first."""

OLDEST = SUPPORTED[0]

TESTED = tuple(version for version, recipe in load_recipes().items() if recipe.tests or version == PINNED)
"""Versions that every test run covers, oldest first. ``nox -s matrix`` covers the others too."""

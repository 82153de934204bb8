# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b2df04dd869d2a0e) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Known keys of request bodies, where the server silently ignores all others."""

from __future__ import annotations

KEYS: dict[str, dict[str, tuple[str, ...]]] = {}
"""Known keys by the name of their object. Each key has the names of the objects that its value, or an item of it, may
be. It has none if its value is not checked. The key ``*`` stands for all others; without it, the server ignores them.
"""

CONSTANTS: dict[str, dict[str, object]] = {}
"""Constant values by key, by the name of their object. They distinguish objects."""

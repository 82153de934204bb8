# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b93b23613c8a973f) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""What the API answers about things."""

from __future__ import annotations

from attrs import define


@define(kw_only=True)
class Thing:
    """A thing."""

    name: str
    wait: float
    """In seconds."""

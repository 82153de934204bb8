# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b93b23613c8a973f) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""What the API answers about things."""

from __future__ import annotations

from attrs import define

from .._decoding import Answer


@define(kw_only=True, eq=False, repr=False)
class Thing(Answer):
    """A thing."""

    name: str
    wait: float
    """In seconds."""

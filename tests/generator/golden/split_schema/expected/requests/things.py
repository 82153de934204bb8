# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b93b23613c8a973f) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import NotRequired

from .._typed_dict import TypedDict


class Thing(TypedDict):
    """A thing."""

    name: NotRequired[str]
    """Server default: ``"new"``."""
    wait: NotRequired[float | timedelta | str]
    """An ISO 8601 duration, such as ``PT1H``."""

# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b34ec80013c83b77) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired, TypeAlias

from .._typed_dict import TypedDict


class ThingCreate(TypedDict):
    at: NotRequired[datetime | str]
    name: str
    """Its name. At most 9 characters."""


CreateThingsBody: TypeAlias = list[ThingCreate]

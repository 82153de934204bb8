# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 10b7e7e0f5e4ad43) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any, NotRequired

from .._typed_dict import TypedDict


class ReadThingsBody(TypedDict):
    limit: NotRequired[int | None]
    things: NotRequired[dict[str, Any] | None]


class ThingCreate(TypedDict):
    name: str


class ThingUpdate(TypedDict):
    name: NotRequired[str]

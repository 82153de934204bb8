# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any

from .._typed_dict import TypedDict


class ValidateObjBody(TypedDict):
    schema: dict[str, Any]
    values: dict[str, Any]

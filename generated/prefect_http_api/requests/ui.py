# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any

from .._typed_dict import TypedDict


class ValidateObjBody(TypedDict):
    schema: dict[str, Any]
    values: dict[str, Any]

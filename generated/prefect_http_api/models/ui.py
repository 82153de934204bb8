# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""What the API answers about ui."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import define

from .._answers import Unknown, keyed_union


@define(kw_only=True)
class SchemaValueIndexError:
    """SchemaValueIndexError"""

    index: int
    errors: list[AnySchemaSchemaValueError]


@define(kw_only=True)
class SchemaValuePropertyError:
    """SchemaValuePropertyError"""

    property: str
    errors: list[AnySchemaSchemaValueError]


if TYPE_CHECKING:
    AnySchemaSchemaValueError: TypeAlias = SchemaValueIndexError | SchemaValuePropertyError | str | Unknown
else:
    AnySchemaSchemaValueError = keyed_union(
        "AnySchemaSchemaValueError",
        {
            "index": SchemaValueIndexError,
            "property": SchemaValuePropertyError,
        },
        str,
    )


@define(kw_only=True)
class SchemaValuesValidationResponse:
    """SchemaValuesValidationResponse"""

    errors: list[AnySchemaSchemaValueError]
    valid: bool

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: UI."""

from typing import TYPE_CHECKING, TypeAlias

from attrs import define

from .._decoding import Unknown, keyed_union
from .._models import ResponseModel

if TYPE_CHECKING:
    AnySchemaValueError: TypeAlias = "SchemaValueIndexError | SchemaValuePropertyError | str | Unknown"
else:
    AnySchemaValueError = keyed_union(
        "AnySchemaValueError",
        lambda: {
            "index": SchemaValueIndexError,
            "property": SchemaValuePropertyError,
        },
        str,
    )


@define(kw_only=True, eq=False, repr=False)
class SchemaValueIndexError(ResponseModel):
    """Errors in one item of a list."""

    index: int
    errors: list[AnySchemaValueError]


@define(kw_only=True, eq=False, repr=False)
class SchemaValuePropertyError(ResponseModel):
    """Errors in one property of an object."""

    property: str
    errors: list[AnySchemaValueError]


@define(kw_only=True, eq=False, repr=False)
class SchemaValuesValidationResult(ResponseModel):
    """Result of validating values against a schema."""

    errors: list[AnySchemaValueError]
    valid: bool

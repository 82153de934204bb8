# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 e856e6a25519acdb) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from typing import TYPE_CHECKING, TypeAlias

from attrs import define

from .._decoding import Unknown, untagged_union
from .._models import ResponseModel

if TYPE_CHECKING:
    AnyMeasure: TypeAlias = "Exact | Vague | str | Unknown"
else:
    AnyMeasure = untagged_union(
        "AnyMeasure",
        lambda: {
            "Exact": Exact,
            "Vague": Vague,
        },
        str,
    )


@define(kw_only=True, eq=False, repr=False)
class Exact(ResponseModel):
    """Exact."""

    value: int
    unit: str


@define(kw_only=True, eq=False, repr=False)
class Thing(ResponseModel):
    """Thing."""

    measure: AnyMeasure


@define(kw_only=True, eq=False, repr=False)
class Vague(ResponseModel):
    """Vague."""

    value: int

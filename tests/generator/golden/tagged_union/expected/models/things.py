# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 a75c777dbef1dabf) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import define

from .._decoding import Unknown, tagged_union
from .._models import ResponseModel

if TYPE_CHECKING:
    AnyThing: TypeAlias = "FlatThing | RoundThing | Unknown"
else:
    AnyThing = tagged_union(
        "AnyThing",
        "type",
        lambda: {
            "flat": FlatThing,
            "round": RoundThing,
        },
    )


@define(kw_only=True, eq=False, repr=False)
class FlatThing(ResponseModel):
    """Flat thing."""

    type: Literal["flat"]
    side: int


@define(kw_only=True, eq=False, repr=False)
class RoundThing(ResponseModel):
    """Round thing."""

    type: Literal["round"]
    radius: int

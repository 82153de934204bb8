# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 ca86d816a9c95502) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from attrs import define

from .._decoding import OpenEnum, OpenIntEnum
from .._models import ResponseModel


class Color(OpenEnum):
    """A color."""

    DARK_RED = "dark-red"
    GREEN = "green"
    CLASS = "class"


class Level(OpenIntEnum):
    """Level."""

    VALUE_10 = 10
    VALUE_20 = 20


@define(kw_only=True, eq=False, repr=False)
class Thing(ResponseModel):
    """Thing."""

    level: Level
    color: Color = Color.DARK_RED
    """What it looks like."""

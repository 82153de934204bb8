# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 d477eea44c637ac4) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from datetime import datetime

from msgspec import Struct
from msgspec import field as struct_field


class Thing(Struct, kw_only=True, rename={"class_": "class", "datetime_": "datetime", "x_y": "x-y"}):
    """Thing."""

    class_: str
    datetime_: datetime
    tags: list[str] = struct_field(default_factory=list[str])
    x_y: int = 1

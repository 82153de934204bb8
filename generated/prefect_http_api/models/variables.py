# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: variables."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import define, field

from .._models import IdentifiedModel


@define(kw_only=True, eq=False, repr=False)
class Variable(IdentifiedModel):
    """A variable."""

    name: str
    """The name of the variable. At most 255 characters. For example ``"my-variable"``."""
    value: int | bool | float | str | list[Any] | dict[str, Any] | None
    """The value of the variable. For example ``"my-value"``."""
    id: UUID
    created: datetime | None = None
    tags: list[str] = field(factory=list[str])
    """A list of variable tags. For example ``["tag-1", "tag-2"]``."""
    updated: datetime | None = None

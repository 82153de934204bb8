# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: saved searches."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import define, field

from .._models import IdentifiedModel, ResponseModel


@define(kw_only=True, eq=False, repr=False)
class SavedSearchFilter(ResponseModel):
    """A filter for a saved search model. Intended for use by the Prefect UI."""

    object: str
    """The object over which to filter."""
    property: str
    """The property of the object on which to filter."""
    type: str
    """The type of the property."""
    operation: str
    """The operator to apply to the object. For example, `equals`."""
    value: Any
    """A JSON-compatible value for the filter."""


@define(kw_only=True, eq=False, repr=False)
class SavedSearch(IdentifiedModel):
    """A saved search: a set of filter criteria."""

    name: str
    """The name of the saved search."""
    id: UUID
    created: datetime | None = None
    filters: list[SavedSearchFilter] = field(factory=list["SavedSearchFilter"])
    """The filter set for the saved search."""
    updated: datetime | None = None

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any, NotRequired

from .._typed_dict import TypedDict


class ReadSavedSearchesBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""


class SavedSearchFilter(TypedDict):
    """A filter for a saved search model. Intended for use by the Prefect UI."""

    object: str
    """The object over which to filter."""
    operation: str
    """The operator to apply to the object. For example, `equals`."""
    property: str
    """The property of the object on which to filter."""
    type: str
    """The type of the property."""
    value: Any
    """A JSON-compatible value for the filter."""


class SavedSearchCreate(TypedDict):
    """Data to create a saved search."""

    filters: NotRequired[list[SavedSearchFilter]]
    """The filter set for the saved search."""
    name: str
    """The name of the saved search."""

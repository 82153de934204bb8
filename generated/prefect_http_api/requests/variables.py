# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import Operator


class VariableCreate(TypedDict):
    """Data to create a Variable."""

    name: str
    """The name of the variable. At most 255 characters. For example ``"my_variable"``."""
    tags: NotRequired[list[str]]
    """A list of variable tags. For example ``["tag-1", "tag-2"]``."""
    value: str | int | bool | float | dict[str, Any] | list[Any] | None
    """The value of the variable. For example ``"my-value"``."""


class VariableFilterId(TypedDict):
    """Filter by `Variable.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of variable IDs to include."""


class VariableFilterName(TypedDict):
    """Filter by `Variable.name`."""

    any_: NotRequired[list[str] | None]
    """A list of variable names to include."""
    like_: NotRequired[str | None]
    """A string to match variable names against.

    This can include SQL wildcard characters like `%` and `_`. For example ``"my_variable_%"``.
    """


class VariableFilterTags(TypedDict):
    """Filter by `Variable.tags`."""

    all_: NotRequired[list[str] | None]
    """A list of tags.

    Variables will be returned only if their tags are a superset of the list. For example ``["tag-1", "tag-2"]``.
    """
    is_null_: NotRequired[bool | None]
    """If true, only include Variables without tags."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


VariableSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "NAME_DESC", "NAME_ASC"]
"""Defines variables sorting options."""


class VariableUpdate(TypedDict):
    """Data to update a Variable."""

    name: NotRequired[str | None]
    """At most 255 characters."""
    tags: NotRequired[list[str] | None]
    """A list of variable tags. For example ``["tag-1", "tag-2"]``."""
    value: NotRequired[str | int | bool | float | dict[str, Any] | list[Any] | None]
    """The value of the variable. For example ``"my-value"``."""


class VariableFilter(TypedDict):
    """Filter variables. Only variables matching all criteria will be returned."""

    id: NotRequired[VariableFilterId | None]
    """Filter criteria for `Variable.id`."""
    name: NotRequired[VariableFilterName | None]
    """Filter criteria for `Variable.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    tags: NotRequired[VariableFilterTags | None]
    """Filter criteria for `Variable.tags`."""


class CountVariablesBody(TypedDict):
    variables: NotRequired[VariableFilter | None]


class ReadVariablesBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[VariableSort | None]
    """Server default: ``"NAME_ASC"``."""
    variables: NotRequired[VariableFilter | None]

# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict
from uuid import UUID

from .shared import Operator


class VariableCreate(TypedDict):
    """Data used by the Prefect REST API to create a Variable."""

    name: str
    """The name of the variable"""
    tags: NotRequired[list[str]]
    """A list of variable tags"""
    value: str | int | bool | float | dict[str, Any] | list[Any] | None
    """The value of the variable"""


class VariableFilterId(TypedDict):
    """Filter by `Variable.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of variable ids to include"""


class VariableFilterName(TypedDict):
    """Filter by `Variable.name`."""

    any_: NotRequired[list[str] | None]
    """A list of variables names to include"""
    like_: NotRequired[str | None]
    """A string to match variable names against. This can include SQL wildcard characters like `%` and `_`."""


class VariableFilterTags(TypedDict):
    """Filter by `Variable.tags`."""

    all_: NotRequired[list[str] | None]
    """A list of tags. Variables will be returned only if their tags are a superset of the list"""
    is_null_: NotRequired[bool | None]
    """If true, only include Variables without tags"""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


VariableSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "NAME_DESC", "NAME_ASC"]
"""Defines variables sorting options."""


class VariableUpdate(TypedDict):
    """Data used by the Prefect REST API to update a Variable."""

    name: NotRequired[str | None]
    tags: NotRequired[list[str] | None]
    """A list of variable tags"""
    value: NotRequired[str | int | bool | float | dict[str, Any] | list[Any] | None]
    """The value of the variable"""


class VariableFilter(TypedDict):
    """Filter variables. Only variables matching all criteria will be returned"""

    id: NotRequired[VariableFilterId | None]
    """Filter criteria for `Variable.id`"""
    name: NotRequired[VariableFilterName | None]
    """Filter criteria for `Variable.name`"""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    tags: NotRequired[VariableFilterTags | None]
    """Filter criteria for `Variable.tags`"""


class CountVariablesBody(TypedDict):
    variables: NotRequired[VariableFilter | None]


class ReadVariablesBody(TypedDict):
    limit: NotRequired[int]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int]
    sort: NotRequired[VariableSort]
    variables: NotRequired[VariableFilter | None]

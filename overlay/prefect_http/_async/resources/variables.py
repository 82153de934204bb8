"""Variables: get, list, count, create, update, delete and set."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, Unpack
from uuid import UUID

from prefect_http import models
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.similar_names import send_by_name
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import VARIABLE, VARIABLE_NAME
from prefect_http._domain.suggestions import name_fragments
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._utils import given, string_list
from prefect_http.errors import ConflictError, NotFoundError
from prefect_http_api import Call, requests
from prefect_http_api import variables as api

T = TypeVar("T")

VariableValue: TypeAlias = str | int | bool | float | dict[str, Any] | list[Any] | None

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


_ATTEMPTS: Final = 5
"""Maximum number of attempts by ``set`` if other clients keep creating and deleting the variable."""


class AsyncVariables(AsyncResource):
    """Variables: get, list, count, create, update, delete and set.

    Variables are named JSON values. They are referenced by name or ID.
    """

    async def get(self, variable: references.Variable) -> models.Variable:
        """Get a variable by name or ID.

        A string that is a valid hyphenated UUID is treated as an ID. To find a variable with such a name, use `list`.

        Args:
            variable: Name or ID of the variable.

        Raises:
            NotFoundError: The variable does not exist. For a name, the message suggests similar names.
            ArgumentError: *variable* is empty.

        API: ``GET /variables/name/{name}`` or ``GET /variables/{id}``.
        """
        reference = VARIABLE.parse(variable)
        if isinstance(reference, UUID):
            return await self._connection.send(api.read_variable(reference))
        return await self._send_by_name(api.read_variable_by_name(reference), reference)

    def list(
        self,
        *,
        limit: int | None = None,
        sort: requests.VariableSort = "NAME_ASC",
        **filters: Unpack[filters.Variables],
    ) -> AsyncListing[models.Variable]:
        """List variables, sorted by name.

        Pages are fetched lazily. A variable that exists throughout the listing is listed exactly once, even if others
        are created or deleted in the meantime. Exceptions:

        - A variable that is renamed in the meantime may be missed.
        - With ``"UPDATED_DESC"``, a variable that is updated in the meantime may be missed.

        Args:
            limit: Maximum number of variables. Default: no limit.
            sort: Order of the variables. Default: by name.
            **filters: Keywords of `prefect_http.filters.Variables`: ``name``, ``tags`` and ``where``. Default: all
                variables.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /variables/filter``.
        """

        def paging(where: requests.ReadVariablesBody) -> Paging[models.Variable]:
            body: requests.ReadVariablesBody = {**where, "sort": sort}
            return Paging(sorted_cursor(sort), lambda window: api.read_variables(**paged(body, window)))

        return AsyncListing(
            self._connection,
            grammars.VARIABLES.parse(filters),
            paging,
            count=lambda where: api.count_variables(**where),
            limit=limit,
        )

    async def first(
        self, *, sort: requests.VariableSort = "NAME_ASC", **filters: Unpack[filters.Variables]
    ) -> models.Variable | None:
        """Return the first of the variables that `list` would list, or None if none matches.

        Args:
            sort: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /variables/filter``.
        """
        return await self.list(sort=sort, **filters).first()

    async def count(self, **filters: Unpack[filters.Variables]) -> int:
        """Count variables. Without filters, all variables are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the variables are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /variables/count``.
        """
        return await self.list(**filters).count()

    async def create(self, **variable: Unpack[requests.VariableCreate]) -> models.Variable:
        """Create a variable and return it.

        Args:
            **variable: Fields of the variable. Required: ``name`` and ``value``. Optional: ``tags`` (default: none).

        Raises:
            ConflictError: A variable with this name exists. To overwrite it, use `set`.
            ValidationError: The name exceeds 255 characters, or contains characters other than lowercase letters,
                digits, dashes and underscores.

        API: ``POST /variables/``.
        """
        return await self._connection.send(api.create_variable(**variable))

    async def update(self, variable: references.Variable, /, **changes: Unpack[requests.VariableUpdate]) -> None:
        """Update the given fields of a variable.

        Args:
            variable: Name or ID of the variable.
            **changes: Fields to update: ``name``, ``value`` and ``tags``. Default: unchanged.

        Raises:
            NotFoundError: The variable does not exist.
            ConflictError: Another variable has the new name.
            ValidationError: A value is invalid.
            ArgumentError: *variable* is empty.

        API: ``PATCH /variables/name/{name}`` or ``PATCH /variables/{id}``.
        """
        reference = VARIABLE.parse(variable)
        if isinstance(reference, UUID):
            await self._connection.send(api.update_variable(reference, **changes))
        else:
            # pyright confuses the ``name`` of the body with the path parameter.
            call = api.update_variable_by_name(reference, **changes)  # pyright: ignore[reportArgumentType]
            await self._send_by_name(call, reference)

    async def delete(self, variable: references.Variable) -> None:
        """Delete a variable.

        Args:
            variable: Name or ID of the variable.

        Raises:
            NotFoundError: The variable does not exist.
            ArgumentError: *variable* is empty.

        API: ``DELETE /variables/name/{name}`` or ``DELETE /variables/{id}``.
        """
        reference = VARIABLE.parse(variable)
        if isinstance(reference, UUID):
            await self._connection.send(api.delete_variable(reference))
        else:
            await self._send_by_name(api.delete_variable_by_name(reference), reference)

    async def set(
        self,
        name: models.Variable | str,
        value: VariableValue,
        *,
        tags: Iterable[str] | None = None,
    ) -> models.Variable:
        """Set a variable, creating it if it does not exist, and return it.

        Sends two requests, or more if other clients create or delete the variable at the same time.

        Args:
            name: Name of the variable. It is never treated as an ID.
            value: Any JSON value.
            tags: Tags that replace the existing ones. Default: unchanged.

        Raises:
            ValidationError: The name exceeds 255 characters, or contains characters other than lowercase letters,
                digits, dashes and underscores.
            ConflictError: Other clients kept creating and deleting the variable.
            ArgumentError: *name* is empty, or *tags* is a string.

        API: ``PATCH /variables/name/{name}`` and ``POST /variables/``.
        """
        name = VARIABLE_NAME.parse(name)
        body: dict[str, Any] = {"value": value, **given(tags=None if tags is None else string_list("tags", tags))}
        attempts = 0
        while True:
            attempts += 1
            try:
                await self._connection.send(api.update_variable_by_name(name, **body))
                return await self._connection.send(api.read_variable_by_name(name))
            except NotFoundError:
                pass
            try:
                return await self._connection.send(api.create_variable(name=name, **body))
            except ConflictError:
                if attempts == _ATTEMPTS:
                    raise

    async def _send_by_name(self, call: Call[T], name: str) -> T:
        def search(fragment: str | None) -> Call[builtins.list[models.Variable]]:
            return api.read_variables(variables={"name": {"like_": fragment}}) if fragment else api.read_variables()

        return await send_by_name(self._connection, call, "variable", name, map(search, name_fragments(name)))

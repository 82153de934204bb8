# Generated from _async/resources/variables.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from prefect_http._domain.references import parse_name, parse_variable
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._utils import given, string_list
from prefect_http.errors import ConflictError, NotFoundError
from prefect_http_api import variables as api

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias, Unpack

    from prefect_http.models import Variable
    from prefect_http_api.requests import (
        ReadVariablesBody,
        VariableCreate,
        VariableFilter,
        VariableSort,
        VariableUpdate,
    )

    VariableValue: TypeAlias = str | int | bool | float | dict[str, Any] | list[Any] | None

_ROUNDS: Final = 5
"""How often ``set`` finds a variable now gone, now there, before it gives up."""


class Variables(Resource):
    """Variables: values that have a name."""

    def get(self, variable: str | UUID) -> Variable:
        """Return the variable with this name, or this id (``GET /variables/name/{name}`` or ``GET /variables/{id}``).

        A text is an id when it is written with its hyphens. A variable that is named like that is found by ``list``.

        Raises:
            NotFoundError: there is none.
            ArgumentError: *variable* is empty.
        """
        found = parse_variable(variable)
        if isinstance(found, UUID):
            return self._connection.send(api.read_variable(found))
        return self._connection.send(api.read_variable_by_name(found))

    def list(self, *, variables: VariableFilter | None = None, sort: VariableSort = "NAME_ASC") -> Listing[Variable]:
        """Return all variables that match, by name (``POST /variables/filter``).

        Pages are read as they are asked for. They go by position: each variable comes once, and none is missed that
        was there before the listing began and is there at its end, though others are created and deleted meanwhile.
        One that is renamed may be missed; with the *sort* ``"UPDATED_DESC"``, any that is changed.

        Raises, once rows are asked for:
            ValidationError: the filter has an unknown key or a value that cannot be.
        """
        body = cast("ReadVariablesBody", given(variables=variables, sort=sort))
        return Listing(
            self._connection,
            lambda: sorted_cursor(sort),
            lambda window: api.read_variables(**paged(body, window)),
        )

    def count(self, *, variables: VariableFilter | None = None) -> int:
        """Return how many variables match (``POST /variables/count``).

        Raises:
            ValidationError: the filter has an unknown key or a value that cannot be.
        """
        return self._connection.send(api.count_variables(**given(variables=variables)))

    def create(self, **variable: Unpack[VariableCreate]) -> Variable:
        """Create a variable, and return it (``POST /variables/``).

        Raises:
            ConflictError: there is one with this name; see ``set``.
            ValidationError: the name has other characters than lowercase letters, digits, dashes and underscores, or
                more than 255 of them.
        """
        return self._connection.send(api.create_variable(**variable))

    def update(self, variable: str | UUID, /, **changes: Unpack[VariableUpdate]) -> None:
        """Change what is given of a variable (``PATCH /variables/name/{name}`` or ``PATCH /variables/{id}``).

        Raises:
            NotFoundError: there is none with this name or id.
            ConflictError: the new name is that of another variable.
            ValidationError: a value cannot be.
            ArgumentError: *variable* is empty.
        """
        found = parse_variable(variable)
        if isinstance(found, UUID):
            self._connection.send(api.update_variable(found, **changes))
        else:
            # pyright takes the body's name for the path's.
            call = api.update_variable_by_name(found, **changes)  # pyright: ignore[reportArgumentType]
            self._connection.send(call)

    def delete(self, variable: str | UUID) -> None:
        """Delete a variable (``DELETE /variables/name/{name}`` or ``DELETE /variables/{id}``).

        Raises:
            NotFoundError: there is none with this name or id.
            ArgumentError: *variable* is empty.
        """
        found = parse_variable(variable)
        if isinstance(found, UUID):
            self._connection.send(api.delete_variable(found))
        else:
            self._connection.send(api.delete_variable_by_name(found))

    def set(
        self,
        name: str,
        value: VariableValue,
        *,
        tags: Iterable[str] | None = None,
    ) -> Variable:
        """Give the variable *name* this value, whether it is there or not, and return it as it then is.

        It is updated, and created when there is none (``PATCH /variables/name/{name}``, ``POST /variables/``): two
        requests, or more when others create and delete it at the same time.

        Args:
            name: is never taken for an id.
            value: anything that JSON has a form for.
            tags: in place of those it has; these stay by default.

        Raises:
            ValidationError: the name has other characters than lowercase letters, digits, dashes and underscores, or
                more than 255 of them.
            ConflictError: others created and deleted it all the time.
            ArgumentError: *name* is empty, or *tags* is one text.
        """
        parse_name(name, "a variable is set by its name")
        body: dict[str, Any] = {"value": value, **given(tags=None if tags is None else string_list("tags", tags))}
        rounds = 0
        while True:
            rounds += 1
            try:
                self._connection.send(api.update_variable_by_name(name, **body))
                return self._connection.send(api.read_variable_by_name(name))
            except NotFoundError:
                pass
            try:
                return self._connection.send(api.create_variable(name=name, **body))
            except ConflictError:
                if rounds == _ROUNDS:
                    raise

"""Filter keywords: translate arguments such as ``state="FAILED"`` into the API's filter language. No I/O."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, Final, NamedTuple, TypeAlias, cast
from uuid import UUID

from prefect_http._arguments import flag as check_flag
from prefect_http._arguments import integer, mapping
from prefect_http._arguments import moment as check_moment
from prefect_http._domain.references import ReferenceKind
from prefect_http._domain.run_states import FINAL_STATE_TYPES, STATE_TYPES, select_states
from prefect_http._utils import close_matches, quote
from prefect_http.errors import ArgumentError

_LEVELS: Final = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}


class Lookup(NamedTuple):
    """Name of a resource, which the client looks up to filter by its ID.

    Attributes:
        kind: Kind of the resource.
        name: Name to look up.
        path: Place of the list of IDs in the request body, such as ``"flows.id.any_"``.
    """

    kind: ReferenceKind[Any]
    name: str
    path: str


class Pattern(NamedTuple):
    """Names that rows must match, which the API cannot check.

    Attributes:
        attribute: Attribute of a row with the name.
        expression: Expression that the whole name must match.
    """

    attribute: str
    expression: re.Pattern[str]


class Query:
    """Filters of a request body, what the client must look up first, and what it must check itself.

    Args:
        where: Filters in the API's own language, by key of the request body.
        is_empty: Whether no row can match. Default: False.

    Attributes:
        body: Request body.
        lookups: Names to look up.
        patterns: Patterns that rows must match.
        is_empty: Whether no row can match, because a keyword has no values.
    """

    def __init__(self, where: Mapping[str, object], *, is_empty: bool = False) -> None:
        self.body: dict[str, Any] = dict(where)
        self.is_empty = is_empty
        self.lookups: list[Lookup] = []
        self.patterns: list[Pattern] = []

    def put(self, keyword: str, path: str, value: object) -> None:
        """Set the value at *path* in the body, such as ``"flow_runs.id.any_"``.

        Raises:
            ArgumentError: The place is taken, or is part of an alternative, in which another condition would match
                more rows.
        """
        *parents, key = path.split(".")
        target = self.body
        for parent in parents:
            inner = {**mapping(target.get(parent) or {}, f"where[{parent!r}]")}
            target[parent] = target = inner
            if inner.get("operator") == "or_":
                raise ArgumentError(
                    f"{keyword} cannot be combined with the operator 'or_' in where[{parents[0]!r}]: "
                    "write all conditions in where"
                )
        if target.get(key) is not None:
            raise ArgumentError(f"{keyword} is also set in where or by another keyword: set {path} in one place")
        target[key] = value

    def values(self, value: object) -> Sequence[object]:
        """Return one or several values of a keyword as a sequence. Without values, no row can match."""
        values = several(value)
        self.is_empty = self.is_empty or not values
        return values

    def with_found(self, found: Sequence[object]) -> dict[str, Any]:
        """Return the body with *found*, the results of the lookups."""
        body: dict[str, Any] = {**self.body}
        for lookup, value in zip(self.lookups, found, strict=True):
            *parents, key = lookup.path.split(".")
            target = body
            for parent in parents:
                target[parent] = target = {**target[parent]}
            target[key] = [*target[key], value]
        return body

    def matches(self, row: object) -> bool:
        """Return whether *row* matches all patterns."""
        return all(pattern.expression.fullmatch(getattr(row, pattern.attribute) or "") for pattern in self.patterns)


Resolver: TypeAlias = Callable[[Query], Mapping[str, object]]
"""Function that looks up the names in a query and returns the request body."""

AsyncResolver: TypeAlias = Callable[[Query], Awaitable[Mapping[str, object]]]
"""Async function that looks up the names in a query and returns the request body."""

Keyword: TypeAlias = Callable[[Query, str, object], None]
"""Function that adds the value of a keyword to a query. It is called with the query, the keyword and the value."""


class Grammar(NamedTuple):
    """Keywords of a resource.

    Attributes:
        where: Keys of the request body that are filters.
        keywords: Function of each keyword.
    """

    where: Collection[str]
    keywords: Mapping[str, Keyword]

    def parse(self, filters: Mapping[str, object]) -> Query:
        """Return the query for *filters*, values by keyword. A value of None is ignored.

        Raises:
            ArgumentError: A keyword is unknown, or a value is invalid.
        """
        given = dict(filters)
        where = given.pop("where", None)
        query = Query({} if where is None else self._where(where))
        for keyword, value in given.items():
            add = self.keywords.get(keyword)
            if add is None:
                raise self._unknown(keyword)
            if value is not None:
                add(query, keyword, value)
        return query

    def _where(self, where: object) -> dict[str, object]:
        checked = mapping(cast("Mapping[str, object]", where), "where")
        for key in checked:
            if key not in self.where:
                first = next(iter(self.where))
                raise ArgumentError(
                    f"where does not accept {quote(key)}: expected {', '.join(self.where)}, "
                    f"such as where={{{first!r}: {{...}}}}"
                )
        return {key: value for key, value in checked.items() if value is not None}

    def _unknown(self, keyword: str) -> ArgumentError:
        accepted = [*self.keywords, "where", *_named_arguments()]
        if keyword in self.where:
            hint = f" (use where={{{keyword!r}: ...}})"
        else:
            matches = close_matches(keyword, accepted)
            hint = f" (did you mean {matches[0]!r}?)" if matches else ""
        return ArgumentError(f"unknown argument {quote(keyword)}{hint}. Accepted: {', '.join(accepted)}")


def _named_arguments() -> Sequence[str]:
    """Return the arguments that the called method names, next to ``**filters``."""
    # Imported late: it takes milliseconds.
    from inspect import CO_VARKEYWORDS, currentframe

    frame = currentframe()
    names: tuple[str, ...] = ()
    # The outermost method is the one that was called: ``first`` and ``count`` call ``list``.
    while frame is not None and frame.f_globals.get("__name__", "").startswith("prefect_http."):
        code = frame.f_code
        end = code.co_argcount + code.co_kwonlyargcount
        if code.co_flags & CO_VARKEYWORDS and code.co_varnames[end] == "filters":
            names = code.co_varnames[1:end]
        frame = frame.f_back
    return names


def references(kind: ReferenceKind[Any], path: str) -> Keyword:
    """Return a keyword for one or several resources, each by ID, name or model."""

    def add(query: Query, keyword: str, value: object) -> None:
        found: list[object] = []
        names: list[str] = []
        for reference in query.values(value):
            parsed = kind.parse(reference)
            if isinstance(reference, str) and not isinstance(parsed, UUID):
                names.append(reference)
            else:
                found.append(parsed)
        query.put(keyword, path, found)
        query.lookups += [Lookup(kind, name, path) for name in dict.fromkeys(names)]

    return add


def strings(path: str) -> Keyword:
    """Return a keyword for one or several strings."""

    def add(query: Query, keyword: str, value: object) -> None:
        query.put(keyword, path, _strings(keyword, query.values(value)))

    return add


def names(path: str, attribute: str = "name", *, narrow: bool = True) -> Keyword:
    """Return a keyword for one or several names, in which ``*`` matches any characters.

    Args:
        path: Place of the filter for names in the request body.
        attribute: Attribute of a row with the name. Default: ``"name"``.
        narrow: Whether the API can search for a part of a name with ``like_``. Default: True.
    """

    def add(query: Query, keyword: str, value: object) -> None:
        values = _strings(keyword, query.values(value))
        if not any("*" in name for name in values):
            query.put(keyword, f"{path}.any_", values)
            return
        query.patterns.append(Pattern(attribute, re.compile("|".join(map(_expression, values)), re.DOTALL)))
        if narrow and len(values) == 1:
            # The API ignores case, and treats some characters as wildcards, so it may return more rows.
            part = max(values[0].split("*"), key=len)
            if part and "\\" not in part:
                query.put(keyword, f"{path}.like_", part)

    return add


def states(path: str) -> Keyword:
    """Return a keyword for one or several states, each by type or name."""

    def add(query: Query, keyword: str, value: object) -> None:
        types, state_names = select_states(query.values(value), keyword)
        if types and state_names:
            query.put(keyword, path, {"operator": "or_", "type": {"any_": types}, "name": {"any_": state_names}})
        elif state_names:
            query.put(keyword, f"{path}.name.any_", state_names)
        else:
            query.put(keyword, f"{path}.type.any_", types)

    return add


def finished(path: str) -> Keyword:
    """Return a keyword for whether a run has ended."""

    def add(query: Query, keyword: str, value: object) -> None:
        wanted = check_flag(cast("bool", value), keyword)
        types = [kind for kind in STATE_TYPES if (kind in FINAL_STATE_TYPES) == wanted]
        query.put(keyword, f"{path}.type.any_", types)

    return add


def moment(path: str) -> Keyword:
    """Return a keyword for a time: a datetime with a timezone, or a timedelta before now."""

    def add(query: Query, keyword: str, value: object) -> None:
        query.put(keyword, path, as_moment(cast("datetime | timedelta", value), keyword))

    return add


def flag(path: str) -> Keyword:
    """Return a keyword for True or False."""

    def add(query: Query, keyword: str, value: object) -> None:
        query.put(keyword, path, check_flag(cast("bool", value), keyword))

    return add


def level(path: str) -> Keyword:
    """Return a keyword for the lowest level of log lines: a number, or a name such as ``"WARNING"``."""

    def add(query: Query, keyword: str, value: object) -> None:
        query.put(keyword, path, as_level(cast("int | str", value), keyword))

    return add


def text(path: str) -> Keyword:
    """Return a keyword for one string."""

    def add(query: Query, keyword: str, value: object) -> None:
        if not isinstance(value, str):
            raise ArgumentError(f"{keyword} must be a string, got {quote(value)}")
        query.put(keyword, path, value)

    return add


def as_moment(value: datetime | timedelta, keyword: str) -> datetime:
    """Return *value* as a time. A timedelta is the time that long before now.

    Raises:
        ArgumentError: *value* is neither a datetime with a timezone nor a timedelta, or is out of range.
    """
    untyped = cast("object", value)
    if isinstance(untyped, timedelta):
        try:
            return datetime.now(UTC) - untyped
        except OverflowError:
            raise ArgumentError(f"{keyword} is out of range, got {quote(untyped)}") from None
    if not isinstance(untyped, datetime):
        raise ArgumentError(
            f"{keyword} must be a datetime with a timezone, or a timedelta before now, got {quote(untyped)}"
        )
    return check_moment(untyped, keyword)


def as_level(value: int | str, keyword: str) -> int:
    """Return the number of a log level.

    Raises:
        ArgumentError: *value* is neither an integer nor the name of a level.
    """
    if isinstance(value, str):
        number = _LEVELS.get(value.upper())
        if number is None:
            raise ArgumentError(f"{keyword} must be a number or one of {', '.join(_LEVELS)}, got {quote(value)}")
        return number
    return integer(value, keyword, minimum=0)


def several(value: object) -> Sequence[object]:
    """Return one or several values as a sequence."""
    values: list[object] = [value]
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping | Enum):
        values = list(cast("Iterable[object]", value))
    return values


def _strings(keyword: str, given: Sequence[object]) -> list[str]:
    values: list[str] = []
    for item in given:
        if isinstance(item, Enum):
            item = item.value  # noqa: PLW2901
        if not isinstance(item, str):
            raise ArgumentError(f"{keyword} must be a string or several strings, got {quote(item)}")
        values.append(item)
    return values


def _expression(name: str) -> str:
    return ".*".join(map(re.escape, name.split("*")))

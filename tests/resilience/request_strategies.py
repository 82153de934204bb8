"""Hypothesis strategies for requests of every operation: valid ones, and ones with a single mistake."""

import inspect
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum, EnumType
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, Unpack, get_args, get_origin, get_type_hints, is_typeddict
from urllib.parse import parse_qsl, unquote
from uuid import UUID

import httpx
import msgspec
from hypothesis import strategies as st

from prefect_http_api import Call, Operation, models, requests
from prefect_http_api.operations import OPERATIONS

MAX_DEPTH = 4
"""Nesting depth up to which objects get optional keys."""

# Includes integers that the server cannot store, since its errors are under test too. The client rejects those beyond
# 64 bits.
_INTEGERS = st.one_of(st.integers(-2, 300), st.integers(-(2**40), 2**40), st.integers(-(2**63), 2**64 - 1))
_FLOATS = st.floats(-(2.0**63), 2.0**63)
_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_STRINGS = st.one_of(st.sampled_from(["", "a", "a/b", "ä \U0001f600", "%2e", "\x00", "x" * 300]), st.text(max_size=20))
_TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=_OFFSETS)  # noqa: DTZ001  # a timezone is drawn
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), _INTEGERS, _FLOATS, _STRINGS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_STRINGS, inner, max_size=3),
    max_leaves=8,
)

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    Any: _JSON,
    object: _JSON,
    str: _STRINGS,
    int: _INTEGERS,
    float: st.one_of(_FLOATS, st.floats(0, 1e4)),
    bool: st.booleans(),
    None: st.none(),
    NoneType: st.none(),
    UUID: st.uuids(),
    datetime: _TIMES,
    timedelta: st.timedeltas(timedelta(0), timedelta(days=400)),
}
# Strings and numbers that stand for a typed value must be in the server's format.
_ENCODED: dict[Any, st.SearchStrategy[Any]] = {
    UUID: st.uuids().map(str),
    datetime: _TIMES.map(datetime.isoformat),
    timedelta: st.floats(0, 1e6),
}


def valid(hint: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return a strategy for values of the type *hint*."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in {Union, UnionType}:
        return _one_of(arguments, depth)
    max_size = 0 if depth > MAX_DEPTH else 3
    if origin is list:
        return st.lists(_deferred(arguments[0], depth + 1), max_size=max_size)
    if origin is dict:
        return st.dictionaries(_STRINGS, _deferred(arguments[1], depth + 1), max_size=max_size)
    if origin is tuple:
        return st.tuples(*(valid(argument, depth + 1) for argument in arguments))
    if is_typeddict(hint):
        return _objects(hint, depth)
    if isinstance(hint, EnumType):
        return st.sampled_from(list(hint))
    raise NotImplementedError(hint)


def _one_of(arguments: tuple[Any, ...], depth: int) -> st.SearchStrategy[Any]:
    typed = [argument for argument in arguments if argument in _ENCODED]
    others = [argument for argument in arguments if not (typed and argument in {str, float})]
    return st.one_of([*(valid(argument, depth) for argument in others), *(_ENCODED[argument] for argument in typed)])


def _objects(hint: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    keys = _keys(hint)
    required = {key: valid(inner, depth + 1) for key, (inner, is_required) in keys.items() if is_required}
    optional = {
        key: _deferred(inner, depth + 1)
        for key, (inner, is_required) in keys.items()
        if not is_required and depth <= MAX_DEPTH
    }
    return st.fixed_dictionaries(required, optional=optional)


def _deferred(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    # Some types are recursive.
    return st.deferred(lambda: valid(hint, depth))


@cache
def _keys(hint: Any) -> dict[str, tuple[Any, bool]]:
    """Return the type of each key of a TypedDict, and whether the key is required."""
    hints = get_type_hints(hint, include_extras=True)
    return {
        key: (get_args(inner)[0], False) if get_origin(inner) is NotRequired else (inner, True)
        for key, inner in hints.items()
    }


class _Names(dict[str, Any]):
    """Names that the package's annotations use, which are imported under ``TYPE_CHECKING`` only."""

    def __missing__(self, name: str) -> Any:
        for module in (requests, models):
            if name in module.__all__:
                return getattr(module, name)
        return {"datetime": datetime, "UUID": UUID, "Unpack": Unpack, "Any": Any, "Literal": Literal}[name]


@dataclass(frozen=True)
class Arguments:
    """An operation of the package and the arguments to call it with."""

    operation: Operation[Any]
    positional: tuple[Any, ...]
    named: Mapping[str, Any]

    @property
    def path_parameters(self) -> list[str]:
        """Names of the path parameters."""
        return [part[1:-1] for part in self.operation.path.split("/") if part.startswith("{")]

    @property
    def keywords(self) -> list[str]:
        """Names of the keyword arguments that the function accepts."""
        return [*signature(self.operation.name).named]

    def call(self) -> Call[Any]:
        """Call the function and return its ``Call``."""
        module, _, function = self.operation.name.partition(".")
        call: Call[Any] = getattr(import_module(f"prefect_http_api.{module}"), function)(*self.positional, **self.named)
        return call


@dataclass(frozen=True)
class Signature:
    """Parameters of an operation's function: their types, and for keywords whether they are required."""

    operation: Operation[Any]
    positional: dict[str, Any] = field(default_factory=dict[str, Any])
    named: dict[str, tuple[Any, bool]] = field(default_factory=dict[str, tuple[Any, bool]])


@cache
def signature(name: str) -> Signature:
    """Return the signature of the function of the operation *name*."""
    module, _, function_name = name.partition(".")
    function = getattr(import_module(f"prefect_http_api.{module}"), function_name)
    hints = get_type_hints(function, localns=_Names())
    found = Signature(OPERATIONS[name])
    for parameter in inspect.signature(function).parameters.values():
        hint = hints[parameter.name]
        if parameter.kind is parameter.POSITIONAL_ONLY or parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            found.positional[parameter.name] = hint
        elif parameter.kind is parameter.VAR_KEYWORD:
            found.named.update(_keys(get_args(hint)[0]))
        else:
            found.named[parameter.name] = hint, parameter.default is parameter.empty
    return found


def valid_arguments(name: str, ids: st.SearchStrategy[Any]) -> st.SearchStrategy[Arguments]:
    """Return a strategy for valid arguments of the operation *name*. Path parameters are often drawn from *ids*."""
    parameters = signature(name)
    in_path = parameters.operation.path.count("{")
    positional = [
        st.one_of(ids, valid(hint)).filter(lambda value: str(value) not in {"", ".", ".."})
        if number < in_path
        else valid(hint)
        for number, hint in enumerate(parameters.positional.values())
    ]
    required = {key: valid(hint) for key, (hint, is_required) in parameters.named.items() if is_required}
    optional = {key: valid(hint) for key, (hint, is_required) in parameters.named.items() if not is_required}
    return st.builds(
        lambda positional, named: Arguments(parameters.operation, positional, named),
        st.tuples(*positional),
        st.fixed_dictionaries(required, optional=optional),
    )


# Values that are not JSON, or not JSON of the expected type.
NAIVE = datetime(2026, 1, 31, 8, 0, 0, 123456)  # noqa: DTZ001  # rejected by the client
UNSERIALIZABLE: list[Any] = [
    float("nan"),
    float("-inf"),
    object(),
    1j,
    "\ud800",
    {"a": ["\udfff"]},
    {None: 1},
    NAIVE,
    range(3),
]
_WRONG: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(UNSERIALIZABLE),
    st.sampled_from([None, True, 0, 12.5, "no such thing", [], {}, [[]], {"no": "such"}, 2**70, "x" * 100_000]),
    st.just(datetime(2026, 1, 31, 8, tzinfo=UTC)),
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in children:
        yield from _paths(inner, (*path, key))


@st.composite
def arguments_with_a_mistake(draw: st.DrawFn, name: str, ids: st.SearchStrategy[Any]) -> Arguments:
    """Draw arguments of the operation *name* with a wrong value, a missing key or an extra key."""
    right = draw(valid_arguments(name, ids))
    changed: dict[str, Any] = deepcopy({"positional": [*right.positional], "named": {**right.named}})
    paths = [path for path in _paths(changed) if len(path) > 1]
    kind = draw(st.sampled_from(["wrong", "wrong", "missing", "extra"]))
    wrong = draw(_WRONG)
    if kind == "extra" or not paths:
        changed["named"]["not_known_yet"] = wrong
    else:
        *outer, key = draw(st.sampled_from(paths))
        container: Any = changed
        for step in outer:
            container = container[step]
        if kind == "missing" and outer[0] == "named":
            del container[key]
        elif outer == ["positional"] and key < len(right.path_parameters):
            container[key] = str(wrong) or "x"
        else:
            container[key] = wrong
    return Arguments(right.operation, tuple(changed["positional"]), changed["named"])


def difference(given: Any, sent: Any, path: str = "") -> str | None:
    """Return the path at which the JSON value *sent* differs from the argument *given*, or None if they are equal."""
    if isinstance(given, Mapping):
        if not isinstance(sent, dict) or {str(key) for key in given} != sent.keys():
            return path
        found = (difference(inner, sent[str(key)], f"{path}.{key}") for key, inner in given.items())
    elif isinstance(given, list | tuple):
        if not isinstance(sent, list) or len(sent) != len(given):
            return path
        found = (difference(inner, other, f"{path}[]") for inner, other in zip(given, sent, strict=True))
    else:
        return None if _equal(given, sent) else path
    return next((inner for inner in found if inner is not None), None)


def _equal(given: Any, sent: Any) -> bool:
    if isinstance(given, datetime):
        time = datetime.fromisoformat(sent)
        return time == given and time.utcoffset() == given.utcoffset()
    if isinstance(given, timedelta):
        return msgspec.convert(sent, timedelta) == given
    if isinstance(given, UUID):
        return bool(sent == str(given))
    if isinstance(given, Enum):
        return bool(sent == given.value)
    return type(given) is type(sent) and bool(given == sent)


def wrong_part(arguments: Arguments, request: httpx.Request, base: str) -> str | None:
    """Return the part of *request* that differs from *arguments*, or None if all arguments were sent unchanged."""
    operation = arguments.operation
    raw, _, query = request.url.raw_path.decode().partition("?")
    sent = [
        unquote(part)
        for part, template in zip(raw.removeprefix(base).split("/"), operation.path.split("/"), strict=True)
        if template.startswith("{")
    ]
    if sent != [_string(value) for value in arguments.positional[: len(arguments.path_parameters)]]:
        return "the path"
    outside = {key.replace("-", "_"): key for key in (*operation.query, *operation.headers)}
    expected = {
        outside[key]: _string(value)
        for key, value in arguments.named.items()
        if outside.get(key) in operation.query and value is not None
    }
    if dict(parse_qsl(query, keep_blank_values=True)) != expected:
        return "the query"
    body: Any = {key: value for key, value in arguments.named.items() if key not in outside}
    if len(arguments.positional) > len(arguments.path_parameters):
        body = arguments.positional[-1]
    elif operation.request is None:
        body = None
    return difference(body, json.loads(request.content) if request.content else None)


def _string(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, datetime) else str(value)

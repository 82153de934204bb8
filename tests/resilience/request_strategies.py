"""Requests of every type that the API has, made by chance: valid ones, and ones that are a step off valid."""

import inspect
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
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

DEEPEST = 4
"""How deep objects hold others; beyond, they hold what they must."""

# The server has no such number, and says so with an error of its own: what comes of that is tried by chance, too.
_INTEGERS = st.one_of(st.integers(-2, 300), st.integers(-(2**40), 2**40), st.integers())
_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_TEXTS = st.one_of(st.sampled_from(["", "a", "a/b", "ä \U0001f600", "%2e", "\x00", "x" * 300]), st.text(max_size=20))
_TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=_OFFSETS)  # noqa: DTZ001  # they get one
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), _INTEGERS, st.floats(allow_nan=False, allow_infinity=False), _TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    Any: _JSON,
    object: _JSON,
    str: _TEXTS,
    int: _INTEGERS,
    float: st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.floats(0, 1e4)),
    bool: st.booleans(),
    None: st.none(),
    NoneType: st.none(),
    UUID: st.uuids(),
    datetime: _TIMES,
    timedelta: st.timedeltas(timedelta(0), timedelta(days=400)),
}
# As text, what has a type of its own is written as the server reads it.
_AS_TEXT: dict[Any, st.SearchStrategy[Any]] = {
    UUID: st.uuids().map(str),
    datetime: _TIMES.map(datetime.isoformat),
    timedelta: st.floats(0, 1e6),
}


def valid(hint: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return what makes values of the type *hint*."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in {Union, UnionType}:
        return _one_of(arguments, depth)
    most = 0 if depth > DEEPEST else 3
    if origin is list:
        return st.lists(_later(arguments[0], depth + 1), max_size=most)
    if origin is dict:
        return st.dictionaries(_TEXTS, _later(arguments[1], depth + 1), max_size=most)
    if origin is tuple:
        return st.tuples(*(valid(one, depth + 1) for one in arguments))
    if is_typeddict(hint):
        return _objects(hint, depth)
    raise NotImplementedError(hint)


def _one_of(arguments: tuple[Any, ...], depth: int) -> st.SearchStrategy[Any]:
    typed = [one for one in arguments if one in _AS_TEXT]
    others = [one for one in arguments if not (typed and one in {str, float})]
    return st.one_of([*(valid(one, depth) for one in others), *(_AS_TEXT[one] for one in typed)])


def _objects(hint: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    keys = _keys(hint)
    required = {key: valid(inner, depth + 1) for key, (inner, must) in keys.items() if must}
    optional = {key: _later(inner, depth + 1) for key, (inner, must) in keys.items() if not must and depth <= DEEPEST}
    return st.fixed_dictionaries(required, optional=optional)


def _later(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    # Some types hold themselves.
    return st.deferred(lambda: valid(hint, depth))


@cache
def _keys(hint: Any) -> dict[str, tuple[Any, bool]]:
    """Return of each key its type, and whether it must be there."""
    hints = get_type_hints(hint, include_extras=True)
    return {
        key: (get_args(inner)[0], False) if get_origin(inner) is NotRequired else (inner, True)
        for key, inner in hints.items()
    }


class _Names(dict[str, Any]):
    """What the signatures of the package's functions name, which only type checkers import there."""

    def __missing__(self, name: str) -> Any:
        for place in (requests, models):
            if name in place.__all__:
                return getattr(place, name)
        return {"datetime": datetime, "UUID": UUID, "Unpack": Unpack, "Any": Any, "Literal": Literal}[name]


@dataclass(frozen=True)
class Question:
    """What a caller writes: a function of the package, and its arguments."""

    operation: Operation[Any]
    positional: tuple[Any, ...]
    named: Mapping[str, Any]

    @property
    def in_path(self) -> list[str]:
        """The names of what goes into the path."""
        return [part[1:-1] for part in self.operation.path.split("/") if part.startswith("{")]

    @property
    def takes(self) -> list[str]:
        """The names of what the function takes by name."""
        return [*signature(self.operation.name).named]

    def call(self) -> Call[Any]:
        """Return the call, as the function of the package makes it."""
        module, _, function = self.operation.name.partition(".")
        made: Call[Any] = getattr(import_module(f"prefect_http_api.{module}"), function)(*self.positional, **self.named)
        return made


@dataclass(frozen=True)
class Signature:
    """What an operation's function takes."""

    operation: Operation[Any]
    positional: dict[str, Any] = field(default_factory=dict[str, Any])
    named: dict[str, tuple[Any, bool]] = field(default_factory=dict[str, tuple[Any, bool]])


@cache
def signature(name: str) -> Signature:
    """Return what the function of the operation *name* takes."""
    module, _, function = name.partition(".")
    found = getattr(import_module(f"prefect_http_api.{module}"), function)
    hints = get_type_hints(found, localns=_Names())
    taken = Signature(OPERATIONS[name])
    for one in inspect.signature(found).parameters.values():
        hint = hints[one.name]
        if one.kind is one.POSITIONAL_ONLY or one.kind is one.POSITIONAL_OR_KEYWORD:
            taken.positional[one.name] = hint
        elif one.kind is one.VAR_KEYWORD:
            taken.named.update(_keys(get_args(hint)[0]))
        else:
            taken.named[one.name] = hint, one.default is one.empty
    return taken


def questions(name: str, known: st.SearchStrategy[Any]) -> st.SearchStrategy[Question]:
    """Return what makes valid calls of the operation *name*; what its path names is often one of *known*."""
    taken = signature(name)
    in_path = taken.operation.path.count("{")
    positional = [
        st.one_of(known, valid(hint)).filter(lambda one: str(one) not in {"", ".", ".."})
        if number < in_path
        else valid(hint)
        for number, hint in enumerate(taken.positional.values())
    ]
    required = {key: valid(hint) for key, (hint, must) in taken.named.items() if must}
    optional = {key: valid(hint) for key, (hint, must) in taken.named.items() if not must}
    return st.builds(
        lambda positional, named: Question(taken.operation, positional, named),
        st.tuples(*positional),
        st.fixed_dictionaries(required, optional=optional),
    )


# What is no JSON, or no JSON of the type that is wanted.
NAIVE = datetime(2026, 1, 31, 8, 0, 0, 123456)  # noqa: DTZ001  # what is refused
UNSENDABLE: list[Any] = [
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
    st.sampled_from(UNSENDABLE),
    st.sampled_from([None, True, 0, 12.5, "no such thing", [], {}, [[]], {"no": "such"}, 2**70, "x" * 100_000]),
    st.just(datetime(2026, 1, 31, 8, tzinfo=UTC)),
)


def _places(value: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield where
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _places(inner, (*where, key))


@st.composite
def off(draw: st.DrawFn, name: str, known: st.SearchStrategy[Any]) -> Question:
    """Make a call of the operation *name* that is one step off a valid one."""
    right = draw(questions(name, known))
    around: dict[str, Any] = deepcopy({"positional": [*right.positional], "named": {**right.named}})
    places = [where for where in _places(around) if len(where) > 1]
    kind = draw(st.sampled_from(["wrong", "wrong", "missing", "extra"]))
    wrong = draw(_WRONG)
    if kind == "extra" or not places:
        around["named"]["not_known_yet"] = wrong
    else:
        *outer, key = draw(st.sampled_from(places))
        holder: Any = around
        for step in outer:
            holder = holder[step]
        if kind == "missing" and outer[0] == "named":
            del holder[key]
        elif outer == ["positional"] and key < len(right.in_path):
            holder[key] = str(wrong) or "x"
        else:
            holder[key] = wrong
    return Question(right.operation, tuple(around["positional"]), around["named"])


def unlike(written: Any, sent: Any, where: str = "") -> str | None:
    """Return where *sent*, JSON, is not what the caller has written; None if it is."""
    if isinstance(written, Mapping):
        if not isinstance(sent, dict) or {str(key) for key in written} != sent.keys():
            return where
        found = (unlike(inner, sent[str(key)], f"{where}.{key}") for key, inner in written.items())
    elif isinstance(written, list | tuple):
        if not isinstance(sent, list) or len(sent) != len(written):
            return where
        found = (unlike(one, other, f"{where}[]") for one, other in zip(written, sent, strict=True))
    else:
        return None if _same(written, sent) else where
    return next((one for one in found if one is not None), None)


def _same(written: Any, sent: Any) -> bool:
    if isinstance(written, datetime):
        read = datetime.fromisoformat(sent)
        return read == written and read.utcoffset() == written.utcoffset()
    if isinstance(written, timedelta):
        return msgspec.convert(sent, timedelta) == written
    if isinstance(written, UUID):
        return bool(sent == str(written))
    return type(written) is type(sent) and bool(written == sent)


def misread(question: Question, request: httpx.Request, base: str) -> str | None:
    """Return what of *question* is not in *request* as the caller wrote it; None if all is."""
    operation = question.operation
    raw, _, query = request.url.raw_path.decode().partition("?")
    sent = [
        unquote(part)
        for part, template in zip(raw.removeprefix(base).split("/"), operation.path.split("/"), strict=True)
        if template.startswith("{")
    ]
    if sent != [_text(one) for one in question.positional[: len(question.in_path)]]:
        return "the path"
    outside = {key.replace("-", "_"): key for key in (*operation.query, *operation.headers)}
    asked = {
        outside[key]: _text(value)
        for key, value in question.named.items()
        if outside.get(key) in operation.query and value is not None
    }
    if dict(parse_qsl(query, keep_blank_values=True)) != asked:
        return "the query"
    body: Any = {key: value for key, value in question.named.items() if key not in outside}
    if len(question.positional) > len(question.in_path):
        body = question.positional[-1]
    elif operation.request is None:
        body = None
    return unlike(body, json.loads(request.content) if request.content else None)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, datetime) else str(value)

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Decoding of responses to instances of ``models``, with msgspec."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import IntEnum, StrEnum
from functools import cache
from importlib import import_module
from threading import RLock
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Self,
    TypeAlias,
    TypeGuard,
    TypeVar,
    get_args,
    get_type_hints,
)

import msgspec


class OpenEnum(StrEnum):
    """A string enum that accepts unknown values, such as those of a newer server."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member


class OpenIntEnum(IntEnum):
    """An integer enum that accepts unknown values, such as those of a newer server."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = value
        return member


T = TypeVar("T")

# At run time, annotations are what msgspec decodes. ``__attrs_post_init__`` then converts the values.
if TYPE_CHECKING:
    AlwaysSent = Annotated[T, "no server sends null, although the document allows it"]
    NullAsEmpty = Annotated[T, "a list or dict: null is converted to an empty one"]
    Seconds: TypeAlias = float
else:
    AlwaysSent = T | None
    NullAsEmpty = T | None
    Seconds = float | str

NOT_SENT: Any = None
"""Default of attributes that every server sends, for objects that are created without them."""


def seconds(value: float | str) -> float:
    """Return the seconds of a duration: a number or text, such as ``"PT1H"``, ``"1 day, 01:00:00"`` or ``"3600"``.

    Raises:
        ValueError: The text is not a duration.
    """
    if not isinstance(value, str):
        return value
    # Weeks or a clock: the forms that msgspec does not convert.
    form = re.fullmatch(r"P(\d+)W|(?:(\d+) (?:days?,? )?)?(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?", value)
    if form is not None:
        weeks, days, hours, minutes, rest = (float(part or 0) for part in form.groups())
        return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + rest
    try:
        return msgspec.convert(value, timedelta, strict=False).total_seconds()
    except msgspec.ValidationError:
        # The message of msgspec may quote the value.
        message = "Expected a number of seconds or a duration, such as `PT1H`, got `str`"
    raise ValueError(message)


class Unknown(dict[str, Any]):
    """A JSON object that matches no known member of a union, as the server sent it."""


Members = Callable[[], Mapping[str, type]]
"""Function that returns the classes in a union by discriminator. The classes are created after the union."""

Reader = Callable[[dict[str, Any]], object]
"""Function that converts a JSON object to an instance of a class."""


class UnionType(type):
    """A union of classes at run time, decoded by a hook, because msgspec cannot choose between classes."""

    load: Members
    others: tuple[type, ...]
    choose: Callable[[dict[str, Any]], Reader | None]
    tag: str | None
    readers: Mapping[str, Reader]

    @property
    def members(cls) -> Mapping[str, type]:
        """Classes by discriminator."""
        return cls.load()

    def __instancecheck__(cls, instance: object) -> bool:
        return type(instance) in (*cls.members.values(), Unknown) or isinstance(instance, cls.others)

    def __get_pydantic_core_schema__(cls, source: object, handler: Any) -> Any:  # noqa: ANN401  # pydantic's own types
        # An import statement would be circular.
        return import_module("._pydantic", __package__).union_schema(cls, handler)

    def read(cls, value: object) -> object:
        """Convert *value*, which is plain JSON, to the matching member of the union."""
        if _is_object(value):
            reader = cls.choose(value)
            return Unknown(value) if reader is None else reader(value)
        if isinstance(value, cls.others):
            return value
        wanted = " | ".join(member.__name__ for member in (*cls.members.values(), *cls.others))
        raise ValueError(f"Expected `{wanted}`, got `{type(value).__name__}`")


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def tagged_union(name: str, tag: str, members: Members, *others: type) -> UnionType:
    """Return a union of the plain types *others* and of *members*, which the key *tag* discriminates."""
    readers: dict[str, Reader] = {}

    def choose(value: dict[str, Any]) -> Reader | None:
        name = value.get(tag)
        if not isinstance(name, str) or name not in members():
            return None
        reader = readers[name] = _reader(members()[name])
        return reader

    return _union(name, members, others, choose, tag=tag, readers=readers)


def keyed_union(name: str, members: Members, *others: type) -> UnionType:
    """Return a union of the plain types *others* and of *members*, each with a key that no other member has."""

    def choose(value: dict[str, Any]) -> Reader | None:
        for key, member in members().items():
            if key in value:
                return _reader(member)
        return None

    return _union(name, members, others, choose)


def untagged_union(name: str, members: Members, *others: type) -> UnionType:
    """Return a union of *members* and the plain types *others*. The first member that fits is used."""

    def fits(value: dict[str, Any], reader: Reader) -> bool:
        try:
            reader(value)
        except ValueError:
            return False
        return True

    def choose(value: dict[str, Any]) -> Reader | None:
        return next((reader for reader in map(_reader, members().values()) if fits(value, reader)), None)

    return _union(name, members, others, choose)


def _union(
    name: str,
    members: Members,
    others: tuple[type, ...],
    choose: Callable[[dict[str, Any]], Reader | None],
    *,
    tag: str | None = None,
    readers: Mapping[str, Reader] | None = None,
) -> UnionType:
    parts: dict[str, object] = {
        "load": staticmethod(cache(members)),
        "others": others,
        "choose": staticmethod(choose),
        "tag": tag,
        "readers": {} if readers is None else readers,
    }
    return UnionType(name, (), parts)


@cache
def _reader(member: type) -> Reader:
    """Return a function that converts a JSON object to *member*.

    The member is wrapped in a Struct, because msgspec analyses any other class again at each conversion.
    """
    holder = msgspec.defstruct("Holder", [("value", member)], array_like=True, gc=False)
    decoder(holder)  # msgspec analyses the class here, under the lock, and not at the first conversion
    convert: Callable[..., Any] = msgspec.convert

    def read(value: dict[str, Any]) -> object:
        try:
            return convert((value,), holder).value
        except msgspec.ValidationError as error:
            raise _value_error(error) from None

    def read_unions(value: dict[str, Any]) -> object:
        try:
            return convert((value,), holder, dec_hook=_read).value
        except msgspec.ValidationError as error:
            raise _value_error(error) from None

    # Passing the hook takes half as long as the conversion itself, so it is passed only for unions.
    return read_unions if _holds_union(member) else read


def _value_error(error: msgspec.ValidationError) -> ValueError:
    # msgspec adds the JSON path to a ValueError from its hook, but not to a ValidationError.
    return ValueError(str(error).replace("`$[0]", "`$", 1))


def _holds_union(wanted: object, above: tuple[object, ...] = ()) -> bool:
    if isinstance(wanted, UnionType):
        return True
    if wanted in above:
        return False
    inner = get_type_hints(wanted).values() if isinstance(wanted, type) else get_args(wanted)
    return any(_holds_union(one, (*above, wanted)) for one in inner)


def _read(wanted: Any, value: Any) -> object:  # noqa: ANN401  # msgspec's own signature: value is any JSON
    """Convert *value* to a member of the union *wanted*.

    This is msgspec's ``dec_hook``, which it calls only for unions.
    """
    if wanted.tag is None:
        return wanted.read(value)
    try:
        # Fast path for members seen before: the general path's function calls slow down decoding pages noticeably.
        reader = wanted.readers[value[wanted.tag]]
    except (KeyError, TypeError):
        return wanted.read(value)
    return reader(value)


_analysis = RLock()
"""Held while msgspec analyses classes: it shares its analysis of a class with other threads before it is complete."""


def decoder(wanted: object) -> msgspec.json.Decoder[Any]:
    """Return a decoder from JSON to *wanted*: a class, a union, or a list or dict of either."""
    with _analysis:
        return msgspec.json.Decoder(wanted, dec_hook=_read)


def encode(value: object) -> bytes:
    """Encode *value* as JSON in UTF-8.

    The value may contain ``models``, ``requests`` and plain JSON. Also accepted are subclasses of JSON types, paths,
    dataclasses, pydantic models, and values of numeric libraries.

    Raises:
        EncodeError: A value is not JSON-serializable.
    """
    try:
        return msgspec.json.encode(value)
    except TypeError:
        from ._plain import plain  # Imported late: most bodies need no conversion.

        return msgspec.json.encode(plain(value))


_PATH = re.compile(r" - at `([^`]*)`")


def explain(error: Exception) -> tuple[str, str]:
    """Return the JSON path at which decoding failed, and the mismatch there."""
    # The message may quote a value of the response, such as an enum's.
    message = str(error) if str(error).isprintable() else ascii(str(error))[1:-1]
    # A nested union reports its own path first, and each enclosing union appends its path.
    paths = _PATH.findall(message)
    path = "$" + "".join(inner.removeprefix("$") for inner in reversed(paths))
    return path, _PATH.sub("", message)

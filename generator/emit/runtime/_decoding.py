"""How answers become objects: msgspec decodes the bytes straight into the classes of ``models``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import IntEnum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard, get_args, get_type_hints

import msgspec

if TYPE_CHECKING:
    from typing import Self


class OpenEnum(StrEnum):
    """An enum of texts that takes in values it does not know, so that a newer server's value stays readable."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member


class OpenIntEnum(IntEnum):
    """An enum of integers that takes in values it does not know, so that a newer server's value stays readable."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = value
        return member


class Answer:  # noqa: PLW1641  # what changes in place has no hash, which Python sees to
    """What the classes of ``models`` share: how they compare and how they show themselves.

    With methods of its own for that, each class would take twice as long to be made when it is first used.
    """

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[Any, ...]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = [attribute.name for attribute in self.__attrs_attrs__]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __repr__(self) -> str:
        values = ", ".join(
            f"{attribute.name}={repr(getattr(self, attribute.name)) if attribute.repr else '***'}"
            for attribute in self.__attrs_attrs__
        )
        return f"{type(self).__name__}({values})"


class Unknown(dict[str, Any]):
    """A member of a union that this client does not know: the JSON object, as the server sent it."""


Reader = Callable[[dict[str, Any]], object]
"""Makes an object of a JSON object."""


class _UnionType(type):
    """What stands for a union of classes at run time, since msgspec leaves the choice among them to a hook."""

    members: Mapping[str, type]
    others: tuple[type, ...]
    classes: frozenset[type]
    choose: Callable[[dict[str, Any]], Reader | None]
    tag: str | None
    readers: Mapping[str, Reader]

    def __instancecheck__(cls, instance: object) -> bool:
        return type(instance) in cls.classes or isinstance(instance, cls.others)

    def read(cls, value: object) -> object:
        """Return *value*, plain JSON, as the member of the union that it is."""
        if _is_object(value):
            reader = cls.choose(value)
            return Unknown(value) if reader is None else reader(value)
        if isinstance(value, cls.others):
            return value
        wanted = " | ".join(member.__name__ for member in (*cls.members.values(), *cls.others))
        raise ValueError(f"Expected `{wanted}`, got `{type(value).__name__}`")


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def tagged_union(name: str, tag: str, members: Mapping[str, type], *others: type) -> _UnionType:
    """Return the union of *members*, told apart by what their key *tag* says, and of the plain types *others*."""
    readers: dict[str, Reader] = {}

    def choose(value: dict[str, Any]) -> Reader | None:
        said = value.get(tag)
        if not isinstance(said, str) or said not in members:
            return None
        reader = readers[said] = _reader(members[said])
        return reader

    return _union(name, members, others, choose, tag=tag, readers=readers)


def keyed_union(name: str, members: Mapping[str, type], *others: type) -> _UnionType:
    """Return the union of *members*, told apart by a key that only one of them has, and of the plain types *others*."""

    def choose(value: dict[str, Any]) -> Reader | None:
        for key, member in members.items():
            if key in value:
                return _reader(member)
        return None

    return _union(name, members, others, choose)


def untagged_union(name: str, members: Mapping[str, type], *others: type) -> _UnionType:
    """Return the union of *members*, of which the first that fits is taken, and of the plain types *others*."""

    def fits(value: dict[str, Any], reader: Reader) -> bool:
        try:
            reader(value)
        except ValueError:
            return False
        return True

    def choose(value: dict[str, Any]) -> Reader | None:
        return next((reader for reader in map(_reader, members.values()) if fits(value, reader)), None)

    return _union(name, members, others, choose)


def _union(
    name: str,
    members: Mapping[str, type],
    others: tuple[type, ...],
    choose: Callable[[dict[str, Any]], Reader | None],
    *,
    tag: str | None = None,
    readers: Mapping[str, Reader] | None = None,
) -> _UnionType:
    parts: dict[str, object] = {
        "members": members,
        "others": others,
        "classes": frozenset((*members.values(), Unknown)),
        "choose": staticmethod(choose),
        "tag": tag,
        "readers": {} if readers is None else readers,
    }
    return _UnionType(name, (), parts)


@cache
def _reader(member: type) -> Reader:
    """Return what makes a *member* of a JSON object.

    How a Struct is read, msgspec finds out once, and how any other class is, at each conversion: so a Struct holds it.
    """
    holder = msgspec.defstruct("Holder", [("value", member)], array_like=True, gc=False)
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

    # Not every member is given the hook: taking a keyword costs half of what the whole conversion does.
    return read_unions if _holds_union(member) else read


def _value_error(error: msgspec.ValidationError) -> ValueError:
    # msgspec adds where it is to a ValueError of its hook, but passes a ValidationError on as it is.
    return ValueError(str(error).replace("`$[0]", "`$", 1))


def _holds_union(wanted: object, above: tuple[object, ...] = ()) -> bool:
    if isinstance(wanted, _UnionType):
        return True
    if wanted in above:
        return False
    inner = get_type_hints(wanted).values() if isinstance(wanted, type) else get_args(wanted)
    return any(_holds_union(one, (*above, wanted)) for one in inner)


def _read(wanted: Any, value: Any) -> object:  # noqa: ANN401  # msgspec's own signature: value is any JSON
    """Read *value* as a member of the union *wanted*: there is no other type in answers that msgspec does not know."""
    if wanted.tag is None:
        return wanted.read(value)
    try:
        # Once a member was met, without the calls of the general way, which are seen in the time that a page takes.
        reader = wanted.readers[value[wanted.tag]]
    except (KeyError, TypeError):
        return wanted.read(value)
    return reader(value)


def decoder(wanted: object) -> msgspec.json.Decoder[Any]:
    """Return what decodes JSON into *wanted*: a class, a union, or a list or dict of them."""
    return msgspec.json.Decoder(wanted, dec_hook=_read)


def encode(value: object) -> bytes:
    """Return *value*, of the classes of ``models`` and ``requests`` or of plain JSON, as JSON text in UTF-8."""
    return msgspec.json.encode(value)


_PLACE = re.compile(r" - at `([^`]*)`")


def explain(error: Exception) -> tuple[str, str]:
    """Return where in the JSON decoding failed, as a path from ``$``, and what was expected there."""
    text = str(error)
    # A union inside of a union reports its own place first, each outer one adds its place behind.
    places = _PLACE.findall(text)
    path = "$" + "".join(place.removeprefix("$") for place in reversed(places))
    return path, _PLACE.sub("", text)

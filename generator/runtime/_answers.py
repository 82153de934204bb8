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


class DecodeError(ValueError):
    """An answer is not what the API's document declares.

    Attributes:
        operation: the operation that was called, such as ``"deployments.read_deployment"``.
        status: the answer's HTTP status.
        path: where in the JSON, such as ``"$.schedules[0].interval"``; ``"$"`` is the whole answer.
        expected: what should be there and what is, such as ``"Expected `float`, got `str`"``.
    """

    def __init__(self, operation: str, status: int, path: str, expected: str) -> None:
        super().__init__(operation, status, path, expected)
        self.operation = operation
        self.status = status
        self.path = path
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.operation} answered {self.status} with what is not declared: {self.expected} at {self.path}"


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
        values = ", ".join(f"{attribute.name}={getattr(self, attribute.name)!r}" for attribute in self.__attrs_attrs__)
        return f"{type(self).__name__}({values})"


class Unknown(dict[str, Any]):
    """A member of a union that this client does not know: the JSON object, as the server sent it."""


class _UnionType(type):
    """What stands for a union of classes at run time, since msgspec leaves the choice among them to a hook."""

    members: Mapping[str, type]
    others: tuple[type, ...]
    classes: frozenset[type]
    choose: Callable[[dict[str, Any]], type | None]

    def __instancecheck__(cls, instance: object) -> bool:
        return type(instance) in cls.classes or isinstance(instance, cls.others)

    def read(cls, value: object) -> object:
        """Return *value*, plain JSON, as the member of the union that it is."""
        if _is_object(value):
            member = cls.choose(value)
            return Unknown(value) if member is None else _convert(value, member)
        if isinstance(value, cls.others):
            return value
        wanted = " | ".join(member.__name__ for member in (*cls.members.values(), *cls.others))
        raise ValueError(f"Expected `{wanted}`, got `{type(value).__name__}`")


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def tagged_union(name: str, tag: str, members: Mapping[str, type], *others: type) -> _UnionType:
    """Return the union of *members*, told apart by what their key *tag* says, and of the plain types *others*."""

    def choose(value: dict[str, Any]) -> type | None:
        said = value.get(tag)
        return members.get(said) if isinstance(said, str) else None

    return _union(name, members, others, choose)


def keyed_union(name: str, members: Mapping[str, type], *others: type) -> _UnionType:
    """Return the union of *members*, told apart by a key that only one of them has, and of the plain types *others*."""

    def choose(value: dict[str, Any]) -> type | None:
        for key, member in members.items():
            if key in value:
                return member
        return None

    return _union(name, members, others, choose)


def untagged_union(name: str, members: Mapping[str, type], *others: type) -> _UnionType:
    """Return the union of *members*, of which the first that fits is taken, and of the plain types *others*."""

    def fits(value: dict[str, Any], member: type) -> bool:
        try:
            _convert(value, member)
        except ValueError:
            return False
        return True

    def choose(value: dict[str, Any]) -> type | None:
        return next((member for member in members.values() if fits(value, member)), None)

    return _union(name, members, others, choose)


def _union(
    name: str, members: Mapping[str, type], others: tuple[type, ...], choose: Callable[[dict[str, Any]], type | None]
) -> _UnionType:
    classes = frozenset((*members.values(), Unknown))
    return _UnionType(
        name, (), {"members": members, "others": others, "classes": classes, "choose": staticmethod(choose)}
    )


def _convert(value: dict[str, Any], member: type) -> object:
    holder, holds_union = _holder(member)
    try:
        # Not every member is given the hook: taking a keyword costs half of what the whole conversion does.
        held = msgspec.convert((value,), holder, dec_hook=_read) if holds_union else msgspec.convert((value,), holder)
    except msgspec.ValidationError as error:
        # msgspec adds where it is to a ValueError of its hook, but passes a ValidationError on as it is.
        raise ValueError(str(error).replace("`$[0]", "`$", 1)) from None
    return held.value


@cache
def _holder(member: type) -> tuple[Any, bool]:
    """Return a Struct of one *member*, and whether that can hold a union itself.

    How a Struct is read, msgspec finds out once; how any other class is, at each conversion.
    """
    return msgspec.defstruct("Holder", [("value", member)], array_like=True, gc=False), _holds_union(member)


def _holds_union(wanted: object, above: tuple[object, ...] = ()) -> bool:
    if isinstance(wanted, _UnionType):
        return True
    if wanted in above:
        return False
    inner = get_type_hints(wanted).values() if isinstance(wanted, type) else get_args(wanted)
    return any(_holds_union(one, (*above, wanted)) for one in inner)


def _read(wanted: type, value: object) -> object:
    if isinstance(wanted, _UnionType):
        return wanted.read(value)
    raise NotImplementedError(f"no reader for {wanted!r}")


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

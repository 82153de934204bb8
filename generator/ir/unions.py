"""Unions in responses: which ones msgspec can decode itself, and how to discriminate the others."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from itertools import takewhile

from generator.ir.model import (
    ANY,
    NO_DEFAULT,
    NONE,
    STRING,
    Choice,
    ListOf,
    MapOf,
    Model,
    Named,
    OneOf,
    Plain,
    Type,
    Union,
)
from generator.ir.names import class_name

# All of these are strings in JSON, so a union of several can only be decoded as a string.
STRINGS = {"str", "UUID", "datetime", "date"}


class Kind(Enum):
    """The JSON type of a named type."""

    OBJECT = auto()
    STRING = auto()
    INTEGER = auto()


def simplify(members: Iterable[Type], kinds: Mapping[str, Kind]) -> Type:
    """Return the narrowest type that covers *members* and can be decoded unambiguously.

    Several classes remain a union: see :func:`discriminate`. *kinds* contains the JSON type of each named type.
    """
    flat = list(dict.fromkeys(_flatten(members)))
    if ANY in flat:
        return ANY
    classes = [member for member in flat if isinstance(member, Named) and kinds[member.name] is Kind.OBJECT]
    maps = [member for member in flat if isinstance(member, MapOf)]
    lists = [member for member in flat if isinstance(member, ListOf)]
    strings = [member for member in flat if _is_string(member, kinds)]
    rest = [member for member in flat if member not in [*classes, *maps, *lists, *strings, NONE]]
    if maps and classes:
        maps, classes = [MapOf(ANY)], []
    result: list[Type] = [*classes, *rest]
    result += strings if len(strings) == 1 else [STRING] if strings else []
    if lists:
        result.append(ListOf(simplify([member.item for member in lists], kinds)))
    if maps:
        result.append(MapOf(simplify([member.value for member in maps], kinds)))
    if NONE in flat:
        result.append(NONE)
    return result[0] if len(result) == 1 else OneOf(tuple(result))


def _flatten(members: Iterable[Type]) -> Iterable[Type]:
    for member in members:
        if isinstance(member, OneOf):
            yield from _flatten(member.members)
        else:
            yield member


def _is_string(member: Type, kinds: Mapping[str, Kind]) -> bool:
    match member:
        case Plain(name):
            return name in STRINGS
        case Named(name):
            return kinds[name] is Kind.STRING
        case Choice(values):
            return all(isinstance(value, str) for value in values)
        case _:
            return False


# In a union with classes, these types are decoded as plain strings.
AS_JSON = {"UUID": "str", "date": "str", "datetime": "str"}


def plain_others(members: Iterable[Type], kinds: Mapping[str, Kind]) -> list[str] | None:
    """Return the plain types in a union with classes, or None if the union contains a list or map."""
    others: set[str] = set()
    for member in members:
        match member:
            case Plain("None"):
                pass
            case Plain("float"):
                others |= {"float", "int"}
            case Plain(name):
                others.add(AS_JSON.get(name, name))
            case Named(name) if kinds[name] is not Kind.OBJECT:
                others.add("str" if kinds[name] is Kind.STRING else "int")
            case Choice(values):
                others |= {type(value).__name__ for value in values}
            case ListOf() | MapOf():
                return None
            case _:
                pass
    return sorted(others)


def discriminate(name: str, classes: list[str], others: tuple[str, ...], models: Mapping[str, Model]) -> Union:
    """Return the union *name* of *classes* and the plain types *others*, with its discriminator."""
    members = [models[one] for one in classes]
    shared = [attribute.key for attribute in members[0].attributes]
    for key in shared:
        tags = [_const(member, key) for member in members]
        if all(tags) and len(set(tags)) == len(tags):
            return Union(name, key, False, dict(zip(tags, classes, strict=True)), others)
    keys = [_own_key(member, members) for member in members]
    if all(keys):
        return Union(name, None, True, dict(zip(keys, classes, strict=True)), others)
    return Union(name, None, False, {one: one for one in classes}, others)


def _const(model: Model, key: str) -> str:
    for attribute in model.attributes:
        if attribute.key == key and isinstance(attribute.type, Choice) and len(attribute.type.values) == 1:
            (value,) = attribute.type.values
            return value if isinstance(value, str) else ""
    return ""


def _own_key(model: Model, members: list[Model]) -> str:
    """Return a required key of *model* that no other member has, or an empty string."""
    elsewhere = {attribute.key for other in members if other is not model for attribute in other.attributes}
    own = [a.key for a in model.attributes if a.key not in elsewhere and a.default is NO_DEFAULT]
    return next(iter(own), "")


def name_of(classes: list[str], owner: str) -> str:
    """Return a name for the union of *classes*.

    ``Any`` is followed by the first and last words that the class names share, or by *owner* if the last words differ.
    """
    words = [re.findall(r"[A-Z][a-z0-9]*", one) for one in classes]
    begin = _common(words)
    end = _common([one[len(begin) :][::-1] for one in words])[::-1]
    return "Any" + ("".join(begin + end) if end else class_name(owner.replace("_", " ")))


def _common(rows: list[list[str]]) -> list[str]:
    """Return the common prefix of all *rows*."""
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*rows, strict=False))
    return [first for first, *_ in alike]

"""Defaults: values of attributes whose keys are missing from a response."""

from collections.abc import Mapping

from generator.errors import GeneratorError
from generator.ir.model import (
    ANY,
    NO_DEFAULT,
    NONE,
    Alias,
    Choice,
    Default,
    Definition,
    Factory,
    Fresh,
    ListOf,
    MapOf,
    Member,
    Model,
    Named,
    OneOf,
    Plain,
    Type,
    names_in,
)
from generator.ir.unions import Kind
from generator.spec.document import Json, Object

PLAIN_DEFAULTS: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool}


def with_default(
    schema: Object, wanted: Type, *, required: bool, kinds: Mapping[str, Kind], empty: frozenset[str]
) -> tuple[Type, Default]:
    """Return the type and default of a property with *schema* and type *wanted*.

    The declared default is used if it is valid for the type. Otherwise, the default is the empty value of the type: an
    empty list or dict, an instance of a class in *empty* (whose attributes all have defaults), or None.
    """
    if required:
        return wanted, NO_DEFAULT
    members = wanted.members if isinstance(wanted, OneOf) else (wanted,)
    if "default" in schema:
        for member in members:
            written = _written(schema["default"], member, kinds)
            if written is not NO_DEFAULT:
                return wanted, written
    match wanted:
        case ListOf():
            return wanted, Fresh([])
        case MapOf():
            return wanted, Fresh({})
        case Named(name) if name in empty:
            return wanted, Factory(name)
        case _ if NONE in members or wanted == ANY:
            return wanted, None
        case OneOf() if any(isinstance(member, MapOf) for member in members):
            return wanted, Fresh({})
        case _:
            return OneOf((*members, NONE)), None


def _written(value: Json, member: Type, kinds: Mapping[str, Kind]) -> Default:
    literal: Default = value
    match member:
        case Plain("None") if value is None:
            return None
        case Plain(name) if name in PLAIN_DEFAULTS and isinstance(value, PLAIN_DEFAULTS[name]):
            return literal if name == "bool" or not isinstance(value, bool) else NO_DEFAULT
        case Choice(values) if value in values:
            return literal
        case ListOf() if isinstance(value, list):
            return Fresh(value) if _is_plain(value, member) else NO_DEFAULT
        case MapOf() if isinstance(value, dict):
            return Fresh(value) if _is_plain(value, member) else NO_DEFAULT
        case Named(name) if kinds.get(name) is Kind.STRING and isinstance(value, str):
            return Member(name, value)
        case _:
            return NO_DEFAULT


def _is_plain(value: Json, member: Type) -> bool:
    """Return whether *value* consists of built-in types, so that it can be written as a literal."""
    match member:
        case ListOf(item):
            return isinstance(value, list) and all(_is_plain(one, item) for one in value)
        case MapOf(inner):
            return isinstance(value, dict) and all(_is_plain(one, inner) for one in value.values())
        case OneOf(members):
            return any(_is_plain(value, one) for one in members)
        case Plain(name):
            return name in {"Any", *PLAIN_DEFAULTS} or value is None
        case _:
            return False


def in_order(definitions: list[Definition]) -> list[Definition]:
    """Return *definitions* sorted by name, except that each follows the classes that it uses.

    If classes refer to each other, each still follows the classes that its defaults require.

    Raises:
        GeneratorError: Classes are each other's defaults, so none of them can be instantiated.
    """
    by_name = {definition.name: definition for definition in sorted(definitions, key=lambda one: one.name)}
    required = {name: _required(name, by_name) for name in by_name}
    for name, others in required.items():
        circular = sorted(one for one in others if name in required[one])
        if circular:
            raise GeneratorError(
                f"the schemas {' and '.join(circular)} have circular defaults",
                "Add a patch to spec/patches.toml that makes one of them required.",
            )
    done: dict[str, Definition] = {}

    def place(name: str, pending: frozenset[str]) -> None:
        if name in done:
            return
        pending |= {name}
        used = names_used(by_name[name]) & by_name.keys()
        for other in sorted(required[name] | {one for one in used if not pending & {one, *required[one]}}):
            place(other, pending)
        done[name] = by_name[name]

    for name in by_name:
        place(name, frozenset())
    return list(done.values())


def names_used(definition: Definition) -> set[str]:
    """Return the names that *definition* evaluates when it is created. The members of a union are evaluated later."""
    match definition:
        case Model():
            return set().union(*(names_in(attribute.type) for attribute in definition.attributes))
        case Alias():
            return names_in(definition.type)
        case _:
            return set()


def _required(name: str, by_name: Mapping[str, Definition]) -> set[str]:
    """Return the definitions that must precede the definition *name*, directly or through others."""
    found: set[str] = set()
    pending = [name]
    while pending:
        direct = _directly_required(by_name[pending.pop()]) & by_name.keys()
        pending += direct - found
        found |= direct
    return found


def _directly_required(definition: Definition) -> set[str]:
    match definition:
        case Model():
            defaults = [attribute.default for attribute in definition.attributes]
            factories = {default.name for default in defaults if isinstance(default, Factory)}
            return factories | {default.enum for default in defaults if isinstance(default, Member)}
        case Alias():
            return names_in(definition.type)
        case _:
            return set()

"""The API as the templates write it: modules, operations, classes, types."""

from dataclasses import dataclass, field
from enum import Enum, auto

from generator.spec.document import Json


@dataclass(frozen=True)
class Plain:
    """A type that Python has: ``str``, ``UUID``, ``None``, ``Any``."""

    name: str


@dataclass(frozen=True)
class Choice:
    """One of some literal values."""

    values: tuple[Json, ...]


@dataclass(frozen=True)
class Named:
    """A class, an enum or a union that the package defines."""

    name: str


@dataclass(frozen=True)
class ListOf:
    """A list of one type."""

    item: "Type"


@dataclass(frozen=True)
class MapOf:
    """A dict from text to one type."""

    value: "Type"


@dataclass(frozen=True)
class OneOf:
    """One of several types, which msgspec can tell apart by itself."""

    members: tuple["Type", ...]


Type = Plain | Choice | Named | ListOf | MapOf | OneOf

ANY, NONE, TEXT, UUID, DATETIME, DATE = (Plain(name) for name in ("Any", "None", "str", "UUID", "datetime", "date"))


class Absent(Enum):
    """What stands for "has no default", since None is one."""

    NO_DEFAULT = auto()


NO_DEFAULT = Absent.NO_DEFAULT


@dataclass(frozen=True)
class Factory:
    """A default that is made anew each time, by calling the named class."""

    name: str


@dataclass(frozen=True)
class Fresh:
    """A default list or dict, of which each object gets one of its own."""

    value: Json


@dataclass(frozen=True)
class Member:
    """A default that is a member of an enum, whose name is empty if the enum does not list its value."""

    enum: str
    value: str
    name: str = ""


Default = str | float | bool | None | Factory | Fresh | Member | Absent


@dataclass(frozen=True)
class Attribute:
    """An attribute of a class, and the key that it has in JSON."""

    name: str
    key: str
    type: Type
    default: Default
    description: str
    secret: bool = False


@dataclass(frozen=True)
class Model:
    """A class of answers. Where an attribute can't have its key's name, msgspec has to rename it."""

    name: str
    description: str
    attributes: tuple[Attribute, ...]

    @property
    def renamed(self) -> dict[str, str]:
        """Keys in JSON by attribute, of those that differ."""
        return {attribute.name: attribute.key for attribute in self.attributes if attribute.name != attribute.key}


@dataclass(frozen=True)
class EnumClass:
    """An enum of texts or of integers."""

    name: str
    description: str
    members: dict[str, str | int]

    @property
    def base(self) -> str:
        """The class it is derived from."""
        return "OpenIntEnum" if all(isinstance(value, int) for value in self.members.values()) else "OpenEnum"


@dataclass(frozen=True)
class Alias:
    """A name for a type that is no class: a map, a list."""

    name: str
    description: str
    type: Type


@dataclass(frozen=True)
class Union:
    """Several classes, of which an answer holds one.

    *members* maps what tells a member apart to its class: the value of its *tag*, or, without a tag, a key that only
    it has. When there is neither, it maps each class's name to itself, and the first that fits is taken.
    """

    name: str
    tag: str | None
    keyed: bool
    members: dict[str, str]
    others: tuple[str, ...]


Definition = Model | EnumClass | Alias | Union


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation, in its path, its query or its headers."""

    name: str
    key: str
    type: Type
    required: bool
    description: str


@dataclass(frozen=True)
class Body:
    """The body of a request: its type's name, and the argument's when its keys are not keyword arguments.

    *ignores_others* tells whether the server passes over a key that is none of *keys* without a word.
    """

    type: str
    argument: str | None
    required: bool
    keys: tuple[str, ...] = ()
    ignores_others: bool = False


@dataclass(frozen=True)
class Operation:
    """One operation of the API: one function of the package."""

    module: str
    name: str
    method: str
    path: str
    description: str
    path_parameters: tuple[Parameter, ...]
    query_parameters: tuple[Parameter, ...]
    header_parameters: tuple[Parameter, ...]
    body: Body | None
    answers: dict[int, Type]
    media_type: str

    @property
    def constant(self) -> str:
        """Its name in the table of operations."""
        return f"{self.module}_{self.name}".upper()


@dataclass(frozen=True)
class Api:
    """The whole API.

    Attributes:
        operations: Operations by module.
        definitions: Definitions of responses by module.
        requests: Names of request types by module.
        schema_names: Names of schemas in the document, by those of their models, where the two differ.
    """

    operations: dict[str, list[Operation]]
    definitions: dict[str, list[Definition]]
    requests: dict[str, list[str]] = field(default_factory=dict)
    schema_names: dict[str, str] = field(default_factory=dict)


def annotation(wanted: Type, package: str = "") -> str:
    """Return *wanted* as an annotation spells it, with *package* before the name of each class of the package."""
    match wanted:
        case Plain(name):
            return name
        case Named(name):
            return package + name
        case Choice(values):
            return f"Literal[{', '.join(repr(value) for value in values)}]"
        case ListOf(item):
            return f"list[{annotation(item, package)}]"
        case MapOf(value):
            return f"dict[str, {annotation(value, package)}]"
        case OneOf(members):
            return " | ".join(annotation(member, package) for member in members)


def names_in(wanted: Type) -> set[str]:
    """Return every name that *wanted*'s annotation uses, but for those that Python knows without an import."""
    match wanted:
        case Plain(name):
            return {name} & {"Any", "UUID", "datetime", "date"}
        case Named(name):
            return {name}
        case Choice():
            return {"Literal"}
        case ListOf(inner) | MapOf(inner):
            return names_in(inner)
        case OneOf(members):
            return set().union(*(names_in(member) for member in members))

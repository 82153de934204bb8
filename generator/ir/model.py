"""API model: the operations, classes and types that the templates render."""

from dataclasses import dataclass, field
from enum import Enum, auto

from generator.ir.body_keys import BodyKeys
from generator.spec.document import Json


@dataclass(frozen=True)
class Plain:
    """A type from the standard library: ``str``, ``UUID``, ``None``, ``Any``."""

    name: str


@dataclass(frozen=True)
class Choice:
    """One of several literal values."""

    values: tuple[Json, ...]


@dataclass(frozen=True)
class Named:
    """A class, enum or union that the package defines."""

    name: str


@dataclass(frozen=True)
class ListOf:
    """A list of one type."""

    item: "Type"


@dataclass(frozen=True)
class MapOf:
    """A dict with string keys and values of one type."""

    value: "Type"


@dataclass(frozen=True)
class OneOf:
    """A union without a name. Unions of classes are named: see `Union`."""

    members: tuple["Type", ...]


Type = Plain | Choice | Named | ListOf | MapOf | OneOf

ANY, NONE, STRING, UUID, DATETIME, DATE = (Plain(name) for name in ("Any", "None", "str", "UUID", "datetime", "date"))


class Absent(Enum):
    """Marker for "no default", since None is a default."""

    NO_DEFAULT = auto()


NO_DEFAULT = Absent.NO_DEFAULT


@dataclass(frozen=True)
class Factory:
    """A default that each object creates by calling the named class."""

    name: str


@dataclass(frozen=True)
class Fresh:
    """A default list or dict, copied for each object."""

    value: Json


@dataclass(frozen=True)
class Member:
    """A default that is an enum member. *name* is empty if the enum does not list the value."""

    enum: str
    value: str
    name: str = ""


Default = str | float | bool | None | Factory | Fresh | Member | Absent


class Conversion(Enum):
    """Conversion of a decoded value to the type of its attribute."""

    NULL_TO_EMPTY = auto()
    TEXT_TO_SECONDS = auto()


@dataclass(frozen=True)
class Attribute:
    """An attribute of a class, with its JSON key.

    Attributes:
        secret: Whether the ``repr`` of the class masks the value.
        client_only: Whether the client adds the attribute: the server does not send it.
        always_sent: Whether no server sends null, although the type allows it.
    """

    name: str
    key: str
    type: Type
    default: Default
    description: str
    secret: bool = False
    client_only: bool = False
    always_sent: bool = False
    conversion: Conversion | None = None


@dataclass(frozen=True)
class Model:
    """A response class. msgspec renames attributes whose key is not a valid attribute name."""

    name: str
    description: str
    attributes: tuple[Attribute, ...]

    @property
    def renamed(self) -> dict[str, str]:
        """JSON keys by attribute name, where the two differ."""
        return {attribute.name: attribute.key for attribute in self.attributes if attribute.name != attribute.key}

    @property
    def converted(self) -> tuple[Attribute, ...]:
        """Attributes whose decoded values are converted."""
        return tuple(attribute for attribute in self.attributes if attribute.conversion is not None)


@dataclass(frozen=True)
class EnumClass:
    """An enum of strings or integers."""

    name: str
    description: str
    members: dict[str, str | int]

    @property
    def base(self) -> str:
        """Name of the base class."""
        return "OpenIntEnum" if all(isinstance(value, int) for value in self.members.values()) else "OpenEnum"


@dataclass(frozen=True)
class Alias:
    """A name for a type that is not a class: a map or a list."""

    name: str
    description: str
    type: Type


@dataclass(frozen=True)
class Union:
    """A union of classes.

    Attributes:
        tag: Key whose value discriminates the members, or None.
        keyed: Whether each member has a key that no other member has.
        members: Classes by discriminator: the value of *tag*, or a key that only the class has. Without a
            discriminator, classes are keyed by their own name, and the first one that fits is used.
        others: Plain types in the union.
    """

    name: str
    tag: str | None
    keyed: bool
    members: dict[str, str]
    others: tuple[str, ...]


Definition = Model | EnumClass | Alias | Union


@dataclass(frozen=True)
class Parameter:
    """A path, query or header parameter of an operation."""

    name: str
    key: str
    type: Type
    required: bool
    description: str


@dataclass(frozen=True)
class Body:
    """A request body.

    Attributes:
        type: Name of the request type.
        argument: Name of the argument, or None if the keys of the body are keyword arguments.
        required: Whether the body is required.
        keys: Keys of the body.
        checked: Names of the objects that the body, or an item of it, may be, if their keys are checked.
        content_type: Value of the ``Content-Type`` header.
    """

    type: str
    argument: str | None
    required: bool
    keys: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    content_type: str = "application/json"


@dataclass(frozen=True)
class Operation:
    """An operation of the API, rendered as one function.

    Attributes:
        path: Path relative to the URL of the API.
        above_workspace: Whether *path* is relative to the URL of Prefect Cloud's API above the workspace instead.
    """

    module: str
    name: str
    method: str
    path: str
    description: str
    path_parameters: tuple[Parameter, ...]
    query_parameters: tuple[Parameter, ...]
    header_parameters: tuple[Parameter, ...]
    body: Body | None
    responses: dict[int, Type]
    media_type: str
    above_workspace: bool = False

    @property
    def constant(self) -> str:
        """Name of the operation's constant in the table."""
        return f"{self.module}_{self.name}".upper()


@dataclass(frozen=True)
class Api:
    """The API.

    Attributes:
        operations: Operations by module.
        definitions: Definitions of responses by module.
        requests: Names of request types by module.
        schema_names: Schema names in the document, by model name, where the two differ.
        body_keys: Known keys of request bodies.
    """

    operations: dict[str, list[Operation]]
    definitions: dict[str, list[Definition]]
    requests: dict[str, list[str]] = field(default_factory=dict)
    schema_names: dict[str, str] = field(default_factory=dict)
    body_keys: BodyKeys = field(default_factory=BodyKeys)

    @property
    def enums(self) -> list[EnumClass]:
        """Enums of responses."""
        return [one for found in self.definitions.values() for one in found if isinstance(one, EnumClass)]


def annotation(wanted: Type, package: str = "") -> str:
    """Return *wanted* as an annotation, with *package* prefixed to the names of generated classes."""
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
    """Return the names in the annotation of *wanted*, except builtins."""
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

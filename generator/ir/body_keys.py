"""Body keys: the keys of request bodies that the server would silently ignore if they were misspelt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.spec.document import REFERENCE, Json, Object, merge_all_of, schemas

ANY_OTHER = "*"
"""Key that stands for all keys that an object does not declare."""

Keys = dict[str, tuple[str, ...]]
"""Keys of an object. Each has the names of the objects that its value may be, or none if its value is not checked."""


@dataclass
class BodyKeys:
    """Known keys of request bodies.

    Attributes:
        objects: Keys by the name of their object. An object without ``ANY_OTHER`` ignores other keys.
        constants: Constant values by key, by the name of their object, which distinguish the members of a union.
        bodies: Names of the objects that a body, or an item of it, may be, by the name of the body's schema. Bodies
            that need no check are left out.
    """

    objects: dict[str, Keys] = field(default_factory=dict[str, Keys])
    constants: dict[str, dict[str, Json]] = field(default_factory=dict[str, dict[str, Json]])
    bodies: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def body_keys(document: Object, bodies: Iterable[str]) -> BodyKeys:
    """Return the keys to check in *bodies*, the names of the schemas of all request bodies in *document*."""
    reader = _Reader(schemas(document))
    found = {name: reader.objects({"$ref": REFERENCE + name}, name) for name in bodies}
    checked = _checked(reader.keys)

    def members(names: tuple[str, ...] | None) -> tuple[str, ...]:
        return names if names and not checked.isdisjoint(names) else ()

    result = BodyKeys(bodies={name: members(names) for name, names in found.items() if members(names)})
    pending = [name for names in result.bodies.values() for name in names]
    while pending:
        name = pending.pop()
        if name not in result.objects:
            keys = {key: members(names) for key, names in reader.keys[name].items()}
            # An object that rejects or keeps other keys matters only if it leads to one that ignores them.
            if ANY_OTHER in keys:
                keys = {key: names for key, names in keys.items() if names or key == ANY_OTHER}
            result.objects[name] = keys
            if name in reader.constants:
                result.constants[name] = reader.constants[name]
            pending += [inner for names in keys.values() for inner in names]
    return BodyKeys(dict(sorted(result.objects.items())), dict(sorted(result.constants.items())), result.bodies)


def _checked(objects: Mapping[str, Mapping[str, tuple[str, ...] | None]]) -> set[str]:
    """Return the names of the objects that ignore unknown keys, and of those that lead to one."""
    checked = {name for name, keys in objects.items() if ANY_OTHER not in keys}
    while leading := {
        name
        for name, keys in objects.items()
        if name not in checked and any(not checked.isdisjoint(inner or ()) for inner in keys.values())
    }:
        checked |= leading
    return checked


class _Reader:
    """Collects the objects that schemas describe."""

    def __init__(self, named: Object) -> None:
        self._named = named
        self.keys: dict[str, dict[str, tuple[str, ...] | None]] = {}
        self.constants: dict[str, dict[str, Json]] = {}

    def objects(self, schema: Object, name: str) -> tuple[str, ...] | None:
        """Return the names of the objects that a value of *schema*, or an item of it, may be.

        None means any object. *name* is used for an object without a name of its own.
        """
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(REFERENCE)
            if name in self.keys:
                return (name,)
            return self.objects(self._named[name], name)
        schema = merge_all_of(schema, self._named)
        alternatives = schema.get("anyOf") or schema.get("oneOf")
        if alternatives:
            found = [self.objects(one, f"{name}[{index}]") for index, one in enumerate(alternatives)]
            names = [inner for one in found for inner in one or ()]
            return None if None in found else tuple(dict.fromkeys(names))
        if schema.get("type") == "array":
            return self.objects(schema.get("items", {}), name)
        if schema.get("type", "object") != "object" or schema.keys() & {"const", "enum"}:
            return ()
        return self._object(schema, name)

    def _object(self, schema: Object, name: str) -> tuple[str, ...] | None:
        declared = schema.get("properties", {})
        # Absent if the server ignores other keys, false if it rejects them, and otherwise the schema of their values.
        others = schema.get("additionalProperties")
        if not declared and not others:
            return None
        keys = self.keys[name] = {}
        keys.update({key: self.objects(inner, f"{name}.{key}") for key, inner in declared.items()})
        if others is not None:
            keys[ANY_OTHER] = self.objects(others, f"{name}.{ANY_OTHER}") if isinstance(others, dict) else None
        constants = {key: inner["const"] for key, inner in declared.items() if "const" in inner}
        if constants:
            self.constants[name] = constants
        return (name,)

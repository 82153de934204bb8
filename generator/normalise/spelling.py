"""Spelling: unify notations that mean the same, so that equal APIs give equal packages.

Unlike rules, this corrects no error. Which notation a document uses depends on the versions of FastAPI and pydantic.
"""

from collections.abc import Iterator
from copy import deepcopy

from generator.spec.document import (
    REFERENCE,
    SHARED_PARTS,
    Location,
    Object,
    every_schema,
    operations,
    schemas,
    shared_part,
)

# Keywords that describe a value without restricting it.
ANNOTATIONS = frozenset({"default", "deprecated", "description", "examples", "readOnly", "title", "writeOnly"})


def unify_spelling(document: Object) -> None:
    """Replace notations in *document* by the one that the rules expect."""
    _inline_shared_parts(document)
    for _, schema in every_schema(document):
        _read_single_type(schema)
        _read_nullable(schema)
    _refer_to_copies(document)
    _resolve_aliases(document)


def _inline_shared_parts(document: Object) -> None:
    """Replace references to shared parameters, request bodies and responses with what they refer to."""
    for _, _, operation in operations(document):
        for part in _parts(operation):
            if "$ref" in part:
                found = deepcopy(shared_part(document, part))
                part.clear()
                part.update(found)
    for kind in SHARED_PARTS:
        document.get("components", {}).pop(kind, None)


def _parts(operation: Object) -> Iterator[Object]:
    yield from operation.get("parameters", ())
    if "requestBody" in operation:
        yield operation["requestBody"]
    yield from operation.get("responses", {}).values()


def _read_single_type(schema: Object) -> None:
    """Replace ``type: [X]`` with ``type: X``."""
    if isinstance(schema.get("type"), list):
        (schema["type"],) = schema["type"]


def _read_nullable(schema: Object) -> None:
    """Replace ``nullable: true``, the notation of OpenAPI 3.0, with a union with null."""
    if schema.pop("nullable", False):
        restrictions = _restrictions(schema)
        union = restrictions["anyOf"] if restrictions.keys() == {"anyOf"} else [restrictions]
        for key in restrictions:
            del schema[key]
        schema["anyOf"] = [*union, {"type": "null"}]


def _refer_to_copies(document: Object) -> None:
    """Replace inline copies of named schemas with references. The title of a copy is the name of the schema.

    A request body with a title that names no schema becomes a named schema itself.
    """
    named = document.setdefault("components", {}).setdefault("schemas", {})
    inline = [(where, schema) for where, schema in every_schema(document) if _is_titled_object(where, schema)]
    for where, schema in inline:
        if "requestBody" in where and where[-1] == "schema":
            named.setdefault(schema["title"], dict(schema))
    # A copy may contain copies, so it may equal the original only after another replacement.
    while copies := [one for one in inline if _restrictions(one[1]) == _restrictions(named.get(one[1]["title"], {}))]:
        inline = [one for one in inline if one not in copies]
        for _, schema in copies:
            name = schema["title"]
            own = {key: value for key, value in schema.items() if key in ANNOTATIONS and named[name].get(key) != value}
            schema.clear()
            schema.update(own, **{"$ref": REFERENCE + name})


def _is_titled_object(where: Location, schema: Object) -> bool:
    is_named = where[:-1] == ("components", "schemas")
    return not is_named and schema.get("type") == "object" and bool(schema.get("properties") and schema.get("title"))


def _resolve_aliases(document: Object) -> None:
    """Replace references to a schema that only refers to another one."""
    targets = {name: target for name, schema in schemas(document).items() if (target := _target(schema))}
    for where, schema in every_schema(document):
        if "$ref" in schema and where[:-1] != ("components", "schemas"):
            name = schema["$ref"].removeprefix(REFERENCE)
            seen = {name}
            while name in targets and (name := targets[name]) not in seen:
                seen.add(name)
            schema["$ref"] = REFERENCE + name


def _target(schema: Object) -> str:
    """Return the name of the schema that *schema* refers to, or an empty string if it is more than a reference."""
    restrictions = _restrictions(schema)
    if len(restrictions) != 1:
        return ""
    ((keyword, value),) = restrictions.items()
    if keyword == "$ref":
        return str(value).removeprefix(REFERENCE)
    return _target(value[0]) if keyword in {"allOf", "anyOf", "oneOf"} and len(value) == 1 else ""


def _restrictions(schema: Object) -> Object:
    return {key: value for key, value in schema.items() if key not in ANNOTATIONS}

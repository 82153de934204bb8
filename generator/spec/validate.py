"""Makes sure that a document is one that the rules can be let loose on, before any of them is."""

from collections.abc import Iterator
from unicodedata import category

from openapi_python_client.schema import OpenAPI
from pydantic import ValidationError

from generator.errors import REFETCH, GeneratorError
from generator.spec.document import METHODS, REFERENCE, Json, Location, Object, every_schema, pointer, schemas

MAX_DEPTH = 100
MAX_TAG = 100
# What may hold any JSON.
FREE = frozenset({"const", "default", "example", "examples"})


def validate(document: Object) -> None:
    """Check the shape of *document*, and every reference in it.

    Raises:
        GeneratorError: it has another shape than OpenAPI says, refers to what is elsewhere or nowhere, or defines
            schemas in a circle of mere references. The message names the place.
    """
    _check_depth(document)
    try:
        OpenAPI.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = pointer(*_place(first["loc"], document, missing=first["type"] == "missing"))
        raise GeneratorError(f"the document is not OpenAPI at {where}: {first['msg']}", REFETCH) from None
    _check_nulls(document)
    for path, item in document["paths"].items():
        _check_item(path, item)
    for place, node in _nodes(document, ()):
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            _check_reference(node["$ref"], place, document)
    for place, schema in every_schema(document):
        _check_schema(schema, place)
    _check_circles(document)


def _check_item(path: str, item: Object) -> None:
    if not path.startswith("/"):
        raise GeneratorError(f"the path {path!r} does not begin with a slash", REFETCH)
    for method in METHODS:
        if "$ref" in item or "$ref" in item.get(method, {}):
            raise GeneratorError(f"{path} refers to its operations elsewhere", REFETCH)
        for tag in item.get(method, {}).get("tags", ()):
            if len(tag) > MAX_TAG:
                raise GeneratorError(f"the tag {tag[:20]!r} … has more than {MAX_TAG} characters", REFETCH)
        for index, parameter in enumerate(item.get(method, {}).get("parameters", ())):
            # The parser would leave it out without a word.
            if "schema" not in parameter and "$ref" not in parameter:
                place = pointer("paths", path, method, "parameters", index)
                raise GeneratorError(f"{place} has no schema", REFETCH)
    if item.get("parameters"):
        raise GeneratorError(f"{path} declares parameters for all its operations, not for each of them", REFETCH)


def _place(loc: tuple[int | str, ...], document: Object, *, missing: bool) -> Iterator[int | str]:
    """Yield what of *loc*, a place as pydantic tells it, is one of the document's: it tells of its own types too."""
    node: Json = document
    for index, part in enumerate(loc):
        known = _leads_on(node, part)
        if known:
            node = node[part]
        if known or (missing and index + 1 == len(loc)):
            yield part


def _leads_on(node: Json, part: int | str) -> bool:
    return part in node if isinstance(node, dict) else isinstance(node, list) and isinstance(part, int)


def _check_nulls(document: Object) -> None:
    """The parser reads a null as if the key were not there, which the rules do not."""
    for place, node in _nodes(document, ()):
        for key, value in node.items() if isinstance(node, dict) else ():
            if value is None and key not in FREE and not key.startswith("x-"):
                raise GeneratorError(
                    f"the document is not OpenAPI at {pointer(*place, key)}: null stands there", REFETCH
                )


def _check_schema(schema: Object, where: Location) -> None:
    if isinstance(schema.get("type"), list):
        raise GeneratorError(f"{pointer(*where)} has a list of types, where anyOf is expected", REFETCH)
    for value in (*schema.get("enum", ()), schema.get("const")):
        if isinstance(value, str) and any(category(one)[0] == "C" or category(one) in {"Zl", "Zp"} for one in value):
            raise GeneratorError(f"{pointer(*where)} has the value {value!r}, of which not all can be seen", REFETCH)


def _check_depth(document: Object) -> None:
    level: list[Json] = [document]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise GeneratorError(f"the document is nested more than {MAX_DEPTH} levels deep", REFETCH)


def _children(node: Json) -> list[Json]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []


def _nodes(node: Json, where: Location) -> Iterator[tuple[Location, Json]]:
    yield where, node
    if isinstance(node, dict):
        for key, child in node.items():
            if key not in {*FREE, "properties"}:
                yield from _nodes(child, (*where, key))
        for key, child in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
            yield from _nodes(child, (*where, "properties", key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _nodes(child, (*where, index))


def _check_reference(reference: str, where: Location, document: Object) -> None:
    name = reference.removeprefix(REFERENCE)
    if not reference.startswith(REFERENCE) or "/" in name:
        raise GeneratorError(f"{pointer(*where)} refers to {reference!r}, which is outside of the document", REFETCH)
    if name not in schemas(document):
        raise GeneratorError(f"{pointer(*where)} refers to {name!r}, which the document does not define", REFETCH)


def _check_circles(document: Object) -> None:
    """A schema that is nothing but a reference, to one that comes back to it, says nothing at all."""
    named = schemas(document)
    mere = {
        str(where[-1]): [one["$ref"] for one in (schema, *schema.get("allOf", ())) if "$ref" in one]
        for where, schema in every_schema(document)
        if where[:2] == ("components", "schemas") and len(where) == len(("components", "schemas", "name"))
    }
    for start in named:
        seen, waiting = set[str](), [start]
        while waiting:
            for target in mere[waiting.pop()]:
                name = target.removeprefix(REFERENCE)
                if name == start:
                    raise GeneratorError(f"the schema {start!r} is defined by itself", REFETCH)
                if name not in seen:
                    seen.add(name)
                    waiting.append(name)

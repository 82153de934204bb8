"""Validation of documents before normalisation: shape, depth and references."""

from collections.abc import Iterator
from unicodedata import category

from openapi_python_client.schema import OpenAPI
from pydantic import ValidationError

from generator.errors import REFETCH, GeneratorError
from generator.spec.document import (
    METHODS,
    REFERENCE,
    SHARED_PARTS,
    Json,
    Location,
    Object,
    every_schema,
    pointer,
    schemas,
    shared_part,
)

MAX_DEPTH = 100
MAX_TAG = 100
ANY_JSON = frozenset({"const", "default", "example", "examples"})
"""Keys whose value can be any JSON."""


def validate(document: Object) -> None:
    """Check the shape, depth and references of *document*.

    Raises:
        GeneratorError: The document is not valid OpenAPI, uses an unsupported feature, is nested too deeply, or
            contains an external, dangling or circular reference. The message locates the error.
    """
    _check_depth(document)
    try:
        OpenAPI.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        failed_at = pointer(*_document_parts(first["loc"], document, missing=first["type"] == "missing"))
        raise GeneratorError(f"invalid OpenAPI at {failed_at}: {first['msg']}", REFETCH) from None
    _check_nulls(document)
    for path, item in document["paths"].items():
        _check_item(path, item)
    for location, node in _nodes(document, ()):
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            _check_reference(node, location, document)
    for location, schema in every_schema(document):
        _check_schema(schema, location)
    _check_cycles(document)


def _check_item(path: str, item: Object) -> None:
    if not path.startswith("/"):
        raise GeneratorError(f"invalid path {path!r}: it must begin with a slash", REFETCH)
    for method in METHODS:
        if "$ref" in item or "$ref" in item.get(method, {}):
            raise GeneratorError(f"the path {path} uses $ref for its operations, which is not supported", REFETCH)
        for tag in item.get(method, {}).get("tags", ()):
            if len(tag) > MAX_TAG:
                raise GeneratorError(f"the tag {tag[:20]!r} … is longer than {MAX_TAG} characters", REFETCH)
        for index, parameter in enumerate(item.get(method, {}).get("parameters", ())):
            # openapi-python-client would drop the parameter silently.
            if "schema" not in parameter and "$ref" not in parameter:
                failed_at = pointer("paths", path, method, "parameters", index)
                raise GeneratorError(f"{failed_at} has no schema", REFETCH)
    if item.get("parameters"):
        raise GeneratorError(f"the path {path} declares parameters for all operations, which is not supported", REFETCH)


def _document_parts(loc: tuple[int | str, ...], document: Object, *, missing: bool) -> Iterator[int | str]:
    """Yield the parts of *loc* that are keys or indexes of the document, without the type names that pydantic adds."""
    node: Json = document
    for index, part in enumerate(loc):
        exists = _has(node, part)
        if exists:
            node = node[part]
        if exists or (missing and index + 1 == len(loc)):
            yield part


def _has(node: Json, part: int | str) -> bool:
    return part in node if isinstance(node, dict) else isinstance(node, list) and isinstance(part, int)


def _check_nulls(document: Object) -> None:
    """Reject nulls: the parser treats them as missing keys, but the normalisation rules do not."""
    for location, node in _nodes(document, ()):
        for key, value in node.items() if isinstance(node, dict) else ():
            if value is None and key not in ANY_JSON and not key.startswith("x-"):
                raise GeneratorError(f"invalid OpenAPI at {pointer(*location, key)}: null is not allowed", REFETCH)


def _check_schema(schema: Object, location: Location) -> None:
    if isinstance(schema.get("type"), list) and len(schema["type"]) != 1:
        raise GeneratorError(f"{pointer(*location)} has a list of types: use anyOf", REFETCH)
    for value in (*schema.get("enum", ()), schema.get("const")):
        if isinstance(value, str) and any(
            category(character)[0] == "C" or category(character) in {"Zl", "Zp"} for character in value
        ):
            raise GeneratorError(
                f"{pointer(*location)} has the value {value!r}, which contains invisible characters", REFETCH
            )


def _check_depth(document: Object) -> None:
    level: list[Json] = [document]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise GeneratorError(f"the document is nested deeper than {MAX_DEPTH} levels", REFETCH)


def _children(node: Json) -> list[Json]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []


def _nodes(node: Json, location: Location) -> Iterator[tuple[Location, Json]]:
    yield location, node
    if isinstance(node, dict):
        for key, child in node.items():
            if key not in {*ANY_JSON, "properties"}:
                yield from _nodes(child, (*location, key))
        for key, child in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
            yield from _nodes(child, (*location, "properties", key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _nodes(child, (*location, index))


def _check_reference(node: Object, location: Location, document: Object) -> None:
    reference = node["$ref"]
    if _is_part(location):
        try:
            shared_part(document, node)
        except (KeyError, ValueError, RecursionError):
            raise GeneratorError(
                f"{pointer(*location)} refers to {reference!r}, which the document does not define", REFETCH
            ) from None
        return
    name = reference.removeprefix(REFERENCE)
    if not reference.startswith(REFERENCE) or "/" in name:
        raise GeneratorError(f"{pointer(*location)} refers to {reference!r}, which is not in {REFERENCE}", REFETCH)
    if name not in schemas(document):
        raise GeneratorError(f"{pointer(*location)} refers to {name!r}, which the document does not define", REFETCH)


def _is_part(location: Location) -> bool:
    """Return whether *location* is that of a parameter, a request body or a response."""
    match location:
        case ("paths", _, _, "requestBody") | ("paths", _, _, "parameters" | "responses", _):
            return True
        case ("components", kind, _):
            return kind in SHARED_PARTS
        case _:
            return False


def _check_cycles(document: Object) -> None:
    """Reject schemas that consist of a reference to themselves, directly or through others."""
    named = schemas(document)
    references = {
        str(location[-1]): [part["$ref"] for part in (schema, *schema.get("allOf", ())) if "$ref" in part]
        for location, schema in every_schema(document)
        if location[:2] == ("components", "schemas") and len(location) == len(("components", "schemas", "name"))
    }
    for start in named:
        seen, pending = set[str](), [start]
        while pending:
            for target in references[pending.pop()]:
                name = target.removeprefix(REFERENCE)
                if name == start:
                    raise GeneratorError(f"circular $ref in schema {start!r}", REFETCH)
                if name not in seen:
                    seen.add(name)
                    pending.append(name)

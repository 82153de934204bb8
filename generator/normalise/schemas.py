"""Rules for schemas of requests and responses."""

from collections.abc import Iterator

from generator.spec.document import Object, every_schema, pointer


def drop_titles(document: Object) -> Iterator[str]:
    """Drop the titles of schemas.

    The input and output variants of a schema share a title, so tools would drop one variant. Schemas are named by their
    keys instead.
    """
    for where, schema in every_schema(document):
        if "requestBody" in where and where[-1] == "schema" and "$ref" not in schema:
            continue  # a body that is not an object has no other name
        title = schema.pop("title", None)
        if where[:2] == ("components", "schemas") and len(where) == len(("components", "schemas", "name")):
            name = str(where[-1])
            if title is not None and title != name:
                yield pointer(*where, "title")


def unwrap_single_alternatives(document: Object) -> Iterator[str]:
    """Replace ``allOf: [X]``, ``anyOf: [X]`` and ``oneOf: [X]`` with ``X``.

    Which of them a document contains depends on the pydantic version.
    """
    for where, schema in every_schema(document):
        unwrapped = False
        while (keyword := _single_alternative(schema)) is not None:
            (alternative,) = schema.pop(keyword)
            schema.update({**alternative, **schema})
            unwrapped = True
        if unwrapped:
            yield pointer(*where)


def _single_alternative(schema: Object) -> str | None:
    if "properties" in schema:
        return None
    return next((keyword for keyword in ("allOf", "anyOf", "oneOf") if len(schema.get(keyword, ())) == 1), None)


def read_single_choice_as_const(document: Object) -> Iterator[str]:
    """Replace enums of a single value with a const.

    Which of the two a document contains depends on the pydantic version.
    """
    for where, schema in every_schema(document):
        if len(schema.get("enum", ())) == 1:
            (only,) = schema.pop("enum")
            if schema.get("const") != only:
                schema["const"] = only
                yield pointer(*where)

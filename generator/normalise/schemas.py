"""Rules on schemas, wherever they are used."""

from collections.abc import Iterator

from generator.spec.document import Object, every_schema, pointer


def drop_titles(document: Object) -> Iterator[str]:
    """A schema's key names it; the halves of a split schema share one title, for which tools drop one of the two."""
    for where, schema in every_schema(document):
        if "requestBody" in where and where[-1] == "schema":
            continue  # of a body that is no object, the title is the only name
        title = schema.pop("title", None)
        if where[:2] == ("components", "schemas") and len(where) == len(("components", "schemas", "name")):
            name = str(where[-1])
            if title is not None and title != name:
                yield pointer(*where, "title")


def unwrap_single_alternatives(document: Object) -> Iterator[str]:
    """``allOf: [X]`` is ``X``; which of them is written changes with pydantic's version."""
    for where, schema in every_schema(document):
        alternatives = schema.get("allOf", ())
        if len(alternatives) == 1 and "properties" not in schema:
            del schema["allOf"]
            schema.update({**alternatives[0], **schema})
            yield pointer(*where)


def read_single_choice_as_const(document: Object) -> Iterator[str]:
    """An enum of one value is a const; which of them is written changes with pydantic's version."""
    for where, schema in every_schema(document):
        if len(schema.get("enum", ())) == 1:
            (only,) = schema.pop("enum")
            if schema.get("const") != only:
                schema["const"] = only
                yield pointer(*where)

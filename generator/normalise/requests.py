"""Rules on requests: what the server takes, where the document says something else, or too little."""

import json
from collections import Counter
from collections.abc import Iterator

from generator.ir.constraints import describe
from generator.ir.layout import module_of
from generator.ir.names import class_name, unique
from generator.spec.document import REFERENCE, Object, every_schema, operations, pointer, rename_schemas, schemas

INLINE_BODY = "Body_"

# Where a plain number is an interval too, by the name of the property.
INTERVALS = frozenset({"interval", "within", "schedule_after"})

# What a server reads, by what it declares: ``history_interval`` up to 3.4, ``json_schema`` in 3.0.
ALIASES = {"history_interval": "history_interval_seconds", "json_schema": "schema"}


def name_bodies(document: Object) -> Iterator[str]:
    """FastAPI names the body of a function's loose arguments after function, path and method; the function suffices.

    Where two modules have a function of one name, the module's name comes before it. A body that has no name, since it
    is a list, say, gets one in the same way.
    """
    named = document.setdefault("components", {}).setdefault("schemas", {})
    renamed: dict[str, str] = {}
    times = Counter(operation["operationId"] for _, _, operation in operations(document))
    for path, method, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schema = content.get("schema", {})
            old = schema.get("$ref", "").removeprefix(REFERENCE)
            if old and not old.startswith(INLINE_BODY):
                continue
            name = operation["operationId"]
            full = name if times[name] == 1 else f"{module_of(operation)}_{name}"
            short = class_name(full.replace("_", " ")) + "Body"
            new = unique(short, [*named, *renamed.values()], joint="")
            if old:
                renamed[old] = new
            else:
                named[new] = schema
                content["schema"] = {"$ref": REFERENCE + new}
            yield pointer("paths", path, method, "requestBody")
    rename_schemas(document, renamed)


def spell_open_maps(document: Object) -> Iterator[str]:
    """An object of which no key is declared takes any; said out loud, since it is else read as one that takes none."""
    for where, schema in every_schema(document):
        declared = schema.get("properties") or schema.get("patternProperties")
        if schema.get("type") == "object" and not declared and schema.get("additionalProperties", True) is True:
            schema["additionalProperties"] = {}
            yield pointer(*where)


def leave_defaults_to_the_server(document: Object) -> Iterator[str]:
    """A client that fills in a default changes what its caller did not name, as when an edit un-pauses a deployment.

    It also does away with defaults that are no value of their schema, such as the object that stands for a filter.
    """
    for where, schema in every_schema(document):
        if "default" in schema:
            default = schema.pop("default")
            said = "const" in schema or "defaults to" in schema.get("description", "").lower()
            if not said and default not in (None, [], {}, ""):
                _tell(schema, f"Server default: ``{json.dumps(default, ensure_ascii=False)}``.")
            yield pointer(*where, "default")


def tell_limits(document: Object) -> Iterator[str]:
    """A type says nothing of lengths and limits; whoever writes a request has to know them."""
    for where, schema in every_schema(document):
        described = describe(schema)
        if where[-2:-1] == ("properties",) and described != schema.get("description", ""):
            schema["description"] = described
            yield pointer(*where, "description")


def spell_array_limits(document: Object) -> Iterator[str]:
    """``min_items`` and ``max_items`` are no keywords of JSON Schema; ``minItems`` and ``maxItems`` are meant."""
    for where, schema in every_schema(document):
        for wrong, right in (("min_items", "minItems"), ("max_items", "maxItems")):
            if wrong in schema:
                schema[right] = schema.pop(wrong)
                yield pointer(*where, wrong)


def rename_aliased_arguments(document: Object) -> Iterator[str]:
    """Older servers declare some loose arguments under the name that their code has, not under the one they read."""
    for name, schema in schemas(document).items():
        # Loose arguments alone, by the name that their body was given: a class may have such a property by right.
        properties = schema.get("properties", {}) if name.endswith("Body") else {}
        for wrong in [key for key in properties if key in ALIASES]:
            schema["properties"] = {ALIASES.get(key, key): value for key, value in properties.items()}
            schema["required"] = [ALIASES.get(key, key) for key in schema.get("required", ())]
            yield pointer("components", "schemas", name, "properties", wrong)


def accept_any_interval(document: Object) -> Iterator[str]:
    """An interval is declared as seconds or as ISO 8601 text, by pydantic's version; the server takes both.

    What has the format ``time-delta`` is no such interval: every server reads that as a number, and refuses text.
    """
    for where, schema in list(every_schema(document)):
        named = where[-3] if where[-2:-1] == ("anyOf",) else where[-1]
        if schema.get("format") == "duration" or (named in INTERVALS and schema.get("type") == "number"):
            _offer(schema, [{"type": "number"}, {"type": "string", "format": "duration"}, {"type": "string"}])
            yield pointer(*where)


def accept_text_of_values(document: Object) -> Iterator[str]:
    """A UUID or a point in time may be given as the object or as the text that JSON has for it."""
    for where, schema in list(every_schema(document)):
        written_as = schema.get("format")
        if written_as in {"uuid", "date-time", "date"}:
            _offer(schema, [{"type": "string", "format": written_as}, {"type": "string"}])
            yield pointer(*where)


def _offer(schema: Object, alternatives: list[Object]) -> None:
    described = {key: schema[key] for key in ("description",) if key in schema}
    schema.clear()
    schema.update(described, anyOf=alternatives)


def _tell(schema: Object, sentence: str) -> None:
    told = schema.get("description", "").strip()
    schema["description"] = f"{told}{'' if not told or told[-1] in '.!?' else '.'} {sentence}".strip()

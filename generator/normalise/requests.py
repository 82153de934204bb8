"""Rules for requests: declare everything that the server accepts."""

import json
from collections import Counter
from collections.abc import Iterator

from generator.ir.constraints import describe
from generator.ir.layout import module_of
from generator.ir.names import class_name, unique
from generator.spec.document import REFERENCE, Object, every_schema, operations, pointer, rename_schemas, schemas

INLINE_BODY = "Body_"

# Suffix of the schemas that `name_bodies` names: bodies of individual arguments.
ARGUMENTS = "Body"

# Properties that contain an interval, even if they are declared as plain numbers.
INTERVALS = frozenset({"interval", "within", "schedule_after"})

# Accepted names by the name that older servers declare: ``history_interval`` up to 3.4, ``json_schema`` in 3.0.
ALIASES = {"history_interval": "history_interval_seconds", "json_schema": "schema"}

# Keys for which the server generates a value if they are null or missing, by class.
GENERATED = frozenset({("DeploymentFlowRunCreate", "name"), ("FlowRunCreate", "name"), ("TaskRunCreate", "name")})


def name_bodies(document: Object) -> Iterator[str]:
    """Name request bodies after their operations.

    FastAPI names a body of individual arguments after function, path and method, and does not name a body that is a
    list. If operations of two modules share a name, the module name is prepended.
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
            short = class_name(full.replace("_", " ")) + ARGUMENTS
            new = unique(short, [*named, *renamed.values()], joint="")
            if old:
                renamed[old] = new
            else:
                named[new] = schema
                content["schema"] = {"$ref": REFERENCE + new}
            yield pointer("paths", path, method, "requestBody")
    rename_schemas(document, renamed)


def declare_open_maps(document: Object) -> Iterator[str]:
    """Set ``additionalProperties: {}`` on open objects without declared properties.

    Otherwise, tools would treat these schemas as objects without keys.
    """
    for where, schema in every_schema(document):
        declared = schema.get("properties") or schema.get("patternProperties")
        if schema.get("type") == "object" and not declared and schema.get("additionalProperties", True) is True:
            schema["additionalProperties"] = {}
            yield pointer(*where)


def leave_defaults_to_the_server(document: Object) -> Iterator[str]:
    """Move request defaults to the descriptions.

    A client that sends defaults would change fields that the caller did not set: for example, an update would
    resume a paused deployment. Some declared defaults are also invalid for their schema, such as an object in place of
    a filter.
    """
    for where, schema in every_schema(document):
        if "default" in schema:
            default = schema.pop("default")
            is_described = "const" in schema or "defaults to" in schema.get("description", "").lower()
            if not is_described and default not in (None, [], {}, ""):
                _append(schema, f"Server default: ``{json.dumps(default, ensure_ascii=False)}``.")
            yield pointer(*where, "default")


def describe_limits(document: Object) -> Iterator[str]:
    """Add limits, formats and examples to the descriptions of properties.

    Python types do not express these constraints, but callers need to know them.
    """
    for where, schema in every_schema(document):
        described = describe(schema)
        if where[-2:-1] == ("properties",) and described != schema.get("description", ""):
            schema["description"] = described
            yield pointer(*where, "description")


def correct_array_limits(document: Object) -> Iterator[str]:
    """Rename ``min_items`` and ``max_items`` to ``minItems`` and ``maxItems``.

    ``min_items`` and ``max_items`` are not JSON Schema keywords, so tools ignore them.
    """
    for where, schema in every_schema(document):
        for wrong, right in (("min_items", "minItems"), ("max_items", "maxItems")):
            if wrong in schema:
                schema[right] = schema.pop(wrong)
                yield pointer(*where, wrong)


def rename_aliased_arguments(document: Object) -> Iterator[str]:
    """Rename arguments to the names that the server accepts.

    Older servers declare some arguments under internal names.
    """
    for name, schema in schemas(document).items():
        # A class may have a property with an internal name.
        properties = schema.get("properties", {}) if name.endswith(ARGUMENTS) else {}
        for wrong in [key for key in properties if key in ALIASES]:
            schema["properties"] = {ALIASES.get(key, key): value for key, value in properties.items()}
            schema["required"] = [ALIASES.get(key, key) for key in schema.get("required", ())]
            yield pointer("components", "schemas", name, "properties", wrong)


def accept_any_interval(document: Object) -> Iterator[str]:
    """Accept intervals as seconds or as ISO 8601 strings.

    The document declares only one of the two forms, depending on the pydantic version, but the server accepts both.
    Properties with the format ``time-delta`` are left unchanged, because all servers accept only numbers for them.
    """
    for where, schema in list(every_schema(document)):
        named = where[-3] if where[-2:-1] == ("anyOf",) else where[-1]
        if schema.get("format") == "duration" or (named in INTERVALS and schema.get("type") == "number"):
            _offer(schema, [{"type": "number"}, {"type": "string", "format": "duration"}, {"type": "string"}])
            yield pointer(*where)


def accept_strings(document: Object) -> Iterator[str]:
    """Accept UUIDs, dates and times as objects or as strings.

    Callers often have strings already, and both forms are the same in JSON.
    """
    for where, schema in list(every_schema(document)):
        written_as = schema.get("format")
        if written_as in {"uuid", "date-time", "date"}:
            _offer(schema, [{"type": "string", "format": written_as}, {"type": "string"}])
            yield pointer(*where)


def accept_null(document: Object) -> Iterator[str]:
    """Accept null for optional keys of a body of individual arguments, and for the names of new runs.

    The document declares most of these keys without null. FastAPI treats a null argument as not given, and the server
    generates the name of a run if it is null. It rejects null for other keys that are declared without it.
    """
    for name, schema in schemas(document).items():
        for key, value in schema.get("properties", {}).items():
            ignores_null = name.endswith(ARGUMENTS) or (name, key) in GENERATED
            if ignores_null and key not in schema.get("required", ()) and not _accepts_null(value):
                described = {keyword: value.pop(keyword) for keyword in ("description",) if keyword in value}
                alternatives = value.pop("anyOf") if value.keys() == {"anyOf"} else [dict(value)]
                value.clear()
                value.update(described, anyOf=[*alternatives, {"type": "null"}])
                yield pointer("components", "schemas", name, "properties", key)


def _accepts_null(schema: Object) -> bool:
    alternatives = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return schema.get("type") == "null" or any(_accepts_null(one) for one in alternatives) or not schema


def _offer(schema: Object, alternatives: list[Object]) -> None:
    described = {key: schema[key] for key in ("description",) if key in schema}
    schema.clear()
    schema.update(described, anyOf=alternatives)


def _append(schema: Object, sentence: str) -> None:
    text = schema.get("description", "").strip()
    schema["description"] = f"{text}{'' if not text or text[-1] in '.!?' else '.'} {sentence}".strip()

"""Rules for responses: declare everything that the server returns."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from generator.ir.names import class_name, unique
from generator.spec.document import (
    ALWAYS_SENT,
    CLIENT_ONLY,
    DURATION,
    NULL_AS_EMPTY,
    REFERENCE,
    SCHEMA_NAME,
    SECRET,
    Location,
    Object,
    every_schema,
    operations,
    pointer,
    rename_schemas,
    root_schemas,
    schemas,
    subschemas,
)

JSON = "application/json"
BINARY = "application/octet-stream"

NOTHING: Object = {"type": "null"}

# Actual schemas of responses declared as ``{}``, observed on every supported server version.
UNDECLARED: dict[str, Object] = {
    "POST /block_types/install_system_block_types": NOTHING,
    "DELETE /automations/owned-by/{resource_id}": NOTHING,
    "DELETE /concurrency_limits/tag/{tag}": NOTHING,
    "DELETE /concurrency_limits/{id}": NOTHING,
    "GET /health": {"type": "boolean"},
    "GET /hello": {"type": "string"},
    "GET /ready": {"type": "object", "additionalProperties": {"type": "string"}},
    "GET /version": {"type": "string"},
    "POST /concurrency_limits/decrement": {"type": "array", "items": {"type": "object"}},
    "POST /concurrency_limits/tag/{tag}/reset": NOTHING,
    "POST /deployments/{id}/pause_deployment": NOTHING,
    "POST /deployments/{id}/resume_deployment": NOTHING,
    "POST /deployments/{id}/schedule": NOTHING,
    "POST /flow_runs/{id}/input": NOTHING,
    "POST /logs/": NOTHING,
    "POST /ui/schemas/validate": {"type": "object"},
}

TEXT = {
    "GET /flow_runs/{id}/logs/download": "text/csv",
    "GET /flow_runs/{id}/input/{key}": "text/plain",
}

NO_CONTENT = frozenset({"POST /automations/templates/validate", "POST /templates/validate"})

# 201 means "created"; 200 means "already exists" or "not applied". Documents declare only one of the two.
CREATES = frozenset(
    {
        "POST /artifacts/",
        "POST /block_schemas/",
        "POST /concurrency_limits/",
        "POST /deployments/",
        "POST /deployments/{id}/create_flow_run",
        "POST /flow_runs/",
        "POST /flow_runs/{id}/resume",
        "POST /flow_runs/{id}/set_state",
        "POST /flows/",
        "POST /task_runs/",
        "POST /task_runs/{id}/set_state",
        "PUT /saved_searches/",
    }
)

# Defaults of numeric keys that older servers do not return, by class and key.
NEWER_KEYS: dict[tuple[str, str], float] = {("RunDeployment", "schedule_after"): 0.0}

# Keys that Prefect Cloud may leave out: of any class, and by class and key.
TIMES = frozenset({"created", "updated"})
OPTIONAL = frozenset({("GraphArtifact", "data"), ("GraphArtifact", "key")})

# Numbers that Prefect Cloud may return as null, by class and key.
UNKNOWN_COUNTS = (
    *(("WorkPoolConcurrencyStatus", key) for key in ("active_slots", "count", "pages")),
    *(("WorkQueueConcurrencyStatus", key) for key in ("active_slots", "count", "pages")),
    ("WorkQueueConcurrencyStatusDetail", "active_slots"),
)

# Model names that cannot be derived from the suffixes below.
MODEL_NAMES = {
    "ConcurrencyLimitWithLeaseResponse": "ConcurrencyLimitLease",
    "HistoryResponseState": "HistoryState",
    "ReceivedEvent": "Event",
    "SchemaValuesValidationResponse": "SchemaValuesValidationResult",
    "TaskRunResponse": "TaskRunSummary",
}

# Internal classes of the server, renamed because a response class takes their plain name.
INTERNAL_MODELS = {"FlowRun": "ScheduledFlowRun", "WorkQueue": "DeploymentWorkQueue"}

MODEL_SUFFIXES = {
    "BulkCreateResponse": "BulkCreateResult",
    "BulkDeleteResponse": "BulkDeleteResult",
    "BulkSetStateResponse": "BulkSetStateResult",
    "PaginationResponse": "Page",
    "Response": "",
}

# Name and description of the shared enum, by the sorted values of the inline enums that it replaces.
SHARED_ENUMS: dict[tuple[str, ...], tuple[str, str]] = {
    ("CRITICAL", "DEBUG", "ERROR", "INFO", "WARNING"): ("LogLevel", "Severity of log messages."),
    ("inferred", "selected"): (
        "ActionSource",
        "Whether an action applies to a selected object or to one inferred from the triggering event.",
    ),
}

# Schema keywords that describe a property rather than its type.
OF_PROPERTIES = frozenset({"default", "deprecated", "description", "examples", "supported_environment_variables"})

# Keys that contain secrets, by class. Block documents can be requested with their secrets in plain text.
SECRETS = {"BlockDocument": "data", "CsrfToken": "token"}

# Keys that may be null in the document, but are not in any response, by class.
NEVER_NULL: dict[str, tuple[str, ...]] = {
    "FlowRun": ("state", "state_id", "state_name", "state_type"),
    "ScheduledFlowRun": ("state", "state_id", "state_name", "state_type"),
    "State": ("name",),
    "TaskRun": ("state_id", "state_name", "state_type"),
}

# Names that the client looks up for runs on request, by class.
LOOKED_UP: dict[str, dict[str, str]] = {
    "FlowRun": {
        "deployment_name": "The name of the flow run's deployment. None unless the names were requested.",
        "flow_name": "The name of the flow. None unless requested, except on Prefect Cloud.",
    }
}


def drop_declared_errors(document: Object) -> Iterator[str]:
    """Drop error responses.

    Every 422 response is declared with FastAPI's default schema, but the server returns two other shapes. The client
    parses those itself.
    """
    for path, method, operation in operations(document):
        responses = operation.get("responses", {})
        for status in [status for status in responses if not status.startswith("2")]:
            del responses[status]
            yield pointer("paths", path, method, "responses", status)


def name_models(document: Object) -> Iterator[str]:
    """Name models as in Prefect's docs: ``FlowRun``, not ``FlowRunResponse``.

    The document uses the names of the server's Python classes. In every version, the response model gets the plain
    name, even if an internal class has it (see `INTERNAL_MODELS`). If two models would have the same name, both keep
    their schema names.
    """
    named = schemas(document)
    wanted = {name: _model_name(name, named) for name in named}
    times = Counter(wanted.values())
    renamed = {name: new for name, new in wanted.items() if new != name and times[new] == 1}
    for name in renamed:
        named[name][SCHEMA_NAME] = name
        yield pointer("components", "schemas", name)
    rename_schemas(document, renamed)


def _model_name(name: str, named: Object) -> str:
    if name in MODEL_NAMES:
        return MODEL_NAMES[name]
    if f"{name}Response" in named:
        return INTERNAL_MODELS.get(name, name)
    for suffix, new in MODEL_SUFFIXES.items():
        if name.endswith(suffix) and name != suffix:
            return class_name(name.removesuffix(suffix) + new)
    return name


def declare_known_responses(document: Object) -> Iterator[str]:
    """Declare the schemas of known responses that the document declares as ``{}``.

    The schemas were observed on every supported server version.
    """
    for path, method, operation in operations(document):
        known = UNDECLARED.get(f"{method.upper()} {path}")
        for status, response in operation.get("responses", {}).items():
            declared = response.get("content", {}).get(JSON)
            if known is not None and declared is not None and not declared.get("schema"):
                declared["schema"] = dict(known)
                yield pointer("paths", path, method, "responses", status)


def declare_text_responses(document: Object) -> Iterator[str]:
    """Declare downloads with their text media types.

    The document declares the downloads as JSON, even those described as CSV files.
    """
    for path, method, operation in operations(document):
        is_csv = "as a CSV file" in operation.get("description", "")
        media_type = "text/csv" if is_csv else TEXT.get(f"{method.upper()} {path}")
        for status, response in operation.get("responses", {}).items():
            if media_type is not None and status.startswith("2") and media_type not in response.get("content", {}):
                response["content"] = {media_type: {"schema": {"type": "string"}}}
                yield pointer("paths", path, method, "responses", status)


def declare_binary_responses(document: Object) -> Iterator[str]:
    """Declare the content of GET responses with status 200 and no declared content as binary.

    FastAPI declares no content for responses that a function builds itself, such as images.
    """
    for path, method, operation in operations(document):
        response = operation.get("responses", {}).get("200")
        if method == "get" and response is not None and not response.get("content"):
            response["content"] = {BINARY: {"schema": {"type": "string", "format": "binary"}}}
            yield pointer("paths", path, method, "responses", "200")


def declare_no_content(document: Object) -> Iterator[str]:
    """Declare status 204 for the validation of templates.

    The document declares status 200 with any JSON.
    """
    for path, method, operation in operations(document):
        responses = operation.get("responses", {})
        if f"{method.upper()} {path}" in NO_CONTENT and "204" not in responses:
            operation["responses"] = {"204": {"description": "The template is valid."}}
            yield pointer("paths", path, method, "responses")


def accept_ok_and_created(document: Object) -> Iterator[str]:
    """Declare both 200 and 201 for operations that can return either.

    The server returns 201 if it created an object, and 200 otherwise. The document declares only one of the two.
    """
    for path, method, operation in operations(document):
        if f"{method.upper()} {path}" in CREATES:
            responses = operation["responses"]
            for declared, other in (("200", "201"), ("201", "200")):
                if declared in responses and other not in responses:
                    responses[other] = responses[declared]
                    yield pointer("paths", path, method, "responses", other)


def share_enums(document: Object) -> Iterator[str]:
    """Replace identical inline enums with one shared enum.

    Several actions repeat the values of ``source``, and several settings repeat the log levels.
    """
    named = document.setdefault("components", {}).setdefault("schemas", {})
    for where, schema in list(every_schema(document)):
        values = schema.get("enum")
        is_inline = where[:2] != ("components", "schemas") or len(where) > len(("components", "schemas", "name"))
        if not values or not is_inline or "parameters" in where or not all(isinstance(one, str) for one in values):
            continue
        name, description = SHARED_ENUMS.get(tuple(sorted(values)), ("", ""))
        shared = {"description": description, "type": "string", "enum": values}
        if name and all(value in named.setdefault(name, shared).get("enum", ()) for value in values):
            _refer(schema, name)
            yield pointer(*where)


def _refer(schema: Object, name: str) -> Object:
    """Turn *schema* into a reference to the schema *name*, and return its type keywords."""
    moved = {key: schema.pop(key) for key in list(schema) if key not in OF_PROPERTIES}
    schema["$ref"] = REFERENCE + name
    return moved


def name_inline_classes(document: Object) -> Iterator[str]:
    """Name inline enums and objects after their location, so that their classes can be imported."""
    named = document.setdefault("components", {}).setdefault("schemas", {})
    for where, root in list(root_schemas(document)):
        is_named = where[:1] == ("components",)
        for inner, schema in list(subschemas(root)):
            is_class = (
                "enum" in schema
                or (schema.get("type") == "object" and bool(schema.get("properties")))
                or len(schema.get("allOf", ())) > 1
            )
            if not is_class or "parameters" in where or (is_named and not inner):
                continue
            owner = str(where[-1]) if is_named else _response_name(document, where)
            keys = [str(after) for before, after in pairwise(inner) if before == "properties"]
            name = unique(class_name(" ".join([owner, *keys]).replace("_", " ")), named, joint="")
            named[name] = _refer(schema, name)
            named[name].setdefault("description", f"Values of ``{'.'.join([owner, *keys])}``.")
            yield pointer(*where, *inner)


def _response_name(document: Object, where: Location) -> str:
    _, path, method, *_ = where
    return f"{document['paths'][path][method]['operationId']} response"


def default_newer_keys(document: Object) -> Iterator[str]:
    """Declare defaults of keys that older servers do not return.

    Before 3.4, an action that runs a deployment has no ``schedule_after`` and runs it immediately, so the default is
    0 s. Newer documents describe this default but do not declare it.
    """
    for (name, key), default in NEWER_KEYS.items():
        declared = schemas(document).get(name, {}).get("properties", {}).get(key)
        if declared is not None and declared.get("type") == "number" and "default" not in declared:
            declared["default"] = default
            yield pointer("components", "schemas", name, "properties", key, "default")


def allow_missing_keys(document: Object) -> Iterator[str]:
    """Make keys optional that may be null and that Prefect Cloud may leave out.

    Prefect Cloud's document does not require the times of creation and update, and key and data of artifacts in a
    graph.
    """
    named = schemas(document)
    for name, schema in named.items():
        required = schema.get("required", [])
        left_out = {
            key
            for key in required
            if (key in TIMES or (name, key) in OPTIONAL) and _may_be_empty(schema["properties"][key], named)
        }
        if left_out:
            schema["required"] = [key for key in required if key not in left_out]
            yield pointer("components", "schemas", name, "required")


def accept_null_counts(document: Object) -> Iterator[str]:
    """Accept null as the numbers of a concurrency status.

    Prefect Cloud's document declares that they may be null.
    """
    for name, key in UNKNOWN_COUNTS:
        declared = schemas(document).get(name, {}).get("properties", {}).get(key, {})
        if "type" in declared:
            declared["anyOf"] = [{"type": declared.pop("type")}, NOTHING]
            yield pointer("components", "schemas", name, "properties", key)


def read_null_labels_as_empty(document: Object) -> Iterator[str]:
    """Declare labels as a map that is never null, and mark them to read null as an empty map.

    On Prefect Cloud, labels of flow runs and deployments may be null, as its document declares. Labels of flows and
    task runs may be null on every server. Null means that there are no labels.
    """
    for name, schema in schemas(document).items():
        declared = schema.get("properties", {}).get("labels", {})
        (labels, *others) = [one for one in declared.get("anyOf", [declared]) if one != NOTHING] or [{}]
        if not others and labels.get("type") == "object" and NULL_AS_EMPTY not in declared:
            declared.pop("anyOf", None)
            declared.update(labels, **{NULL_AS_EMPTY: True})
            if declared.get("default", NOTHING) is None:
                del declared["default"]
            yield pointer("components", "schemas", name, "properties", "labels")


def expect_states_of_runs(document: Object) -> Iterator[str]:
    """Mark the state of runs, and the name of states, as never null.

    The document allows null, because requests may leave them out. The server then creates the run as PENDING, or as
    SCHEDULED for a deployment, and names the state after its type. The ``state`` of a task run is not marked: since
    3.6, it is null while the server records the events of a run, next to the name and type of the state.
    """
    for name, keys in NEVER_NULL.items():
        properties = schemas(document).get(name, {}).get("properties", {})
        for key in keys:
            if NOTHING in properties.get(key, {}).get("anyOf", ()) and ALWAYS_SENT not in properties[key]:
                properties[key][ALWAYS_SENT] = True
                yield pointer("components", "schemas", name, "properties", key)


def read_intervals_as_seconds(document: Object) -> Iterator[str]:
    """Declare the interval of a schedule as a number of seconds, and mark it to read text as a duration.

    Prefect Cloud's document declares a number or text.
    """
    declared = schemas(document).get("IntervalSchedule", {}).get("properties", {}).get("interval", {})
    if declared and DURATION not in declared:
        declared.pop("anyOf", None)
        declared.update({"type": "number", DURATION: True})
        yield pointer("components", "schemas", "IntervalSchedule", "properties", "interval")


def accept_any_pause_key(document: Object) -> Iterator[str]:
    """Accept any JSON as a key of a pause.

    Prefect Cloud's document does not declare the type of the keys.
    """
    for name, schema in schemas(document).items():
        for where, inner in subschemas(schema.get("properties", {}).get("pause_keys")):
            if inner.get("items"):
                inner["items"] = {}
                yield pointer("components", "schemas", name, "properties", "pause_keys", *where, "items")


def expect_every_key(document: Object) -> Iterator[str]:
    """Require every response key whose type has no empty value.

    The server returns every key, including those that are optional in requests. Keys with an empty value (a list, a
    map, an object whose keys are all optional) remain optional, because older servers may not return them.
    """
    named = schemas(document)
    for name, schema in named.items():
        required = schema.get("required", [])
        always = [
            key
            for key, value in schema.get("properties", {}).items()
            if key not in required and "default" not in value and not _may_be_empty(value, named)
        ]
        if always:
            schema["required"] = [*required, *always]
            yield pointer("components", "schemas", name, "required")


def _may_be_empty(schema: Object, named: Object) -> bool:
    """Return whether the schema has an empty value: null, an empty list or map, or an empty object.

    A union has one if an alternative has one.
    """
    if "$ref" in schema:
        return _may_be_empty(named[schema["$ref"].removeprefix(REFERENCE)], named)
    if not schema.keys() & {"type", "anyOf", "oneOf", "allOf", "enum", "const"}:
        return True
    alternatives = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if schema.get("type") == "object" and not schema.get("required"):
        return True
    return schema.get("type") in {"array", "null"} or any(_may_be_empty(one, named) for one in alternatives)


def mark_secrets(document: Object) -> Iterator[str]:
    """Mark properties that contain secrets.

    Representations of a model mask marked properties. The document declares passwords in settings by their format, but
    the data of blocks like any other object.
    """
    for name, schema in schemas(document).items():
        for key, found in schema.get("properties", {}).items():
            is_password = any(inner.get("format") == "password" for _, inner in subschemas(found))
            if (is_password or SECRETS.get(name) == key) and SECRET not in found:
                found[SECRET] = True
                yield pointer("components", "schemas", name, "properties", key)


def add_looked_up_names(document: Object) -> Iterator[str]:
    """Add properties for names that the client looks up on request.

    The server returns only the IDs of a run's flow and deployment.
    """
    for name, added in LOOKED_UP.items():
        properties = schemas(document).get(name, {}).get("properties", {})
        for key, description in added.items():
            if f"{key.removesuffix('name')}id" in properties and key not in properties:
                properties[key] = {
                    "anyOf": [{"type": "string"}, NOTHING],
                    "description": description,
                    CLIENT_ONLY: True,
                }
                yield pointer("components", "schemas", name, "properties", key)

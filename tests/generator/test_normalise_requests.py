from generator.normalise import requests
from generator.spec.document import Object
from tests.generator.rules import Case, check, corrects, defining, each, json_body, leaves_alone, one, ref


def body(name: str, schemas: Object) -> Object:
    document = one("/flows/count", "post", operationId="count_flows", requestBody=json_body(ref(name)))
    return document | {"components": {"schemas": schemas}}


def two_queues(pools: str, queues: str) -> Object:
    def reading(tag: str, name: str) -> Object:
        return {"post": {"operationId": "read_queues", "tags": [tag], "requestBody": json_body(ref(name))}}

    return {
        "paths": {"/pools": reading("Work Pools", pools), "/queues": reading("Work Queues", queues)},
        "components": {"schemas": {pools: {"type": "object"}, queues: {"type": "object"}}},
    }


INTERVAL = {"anyOf": [{"type": "number"}, {"type": "string", "format": "duration"}, {"type": "string"}]}

CASES = [
    corrects(
        requests.name_bodies,
        "FastAPI's name",
        body("Body_count_flows_flows_count_post", {"Body_count_flows_flows_count_post": {"type": "object"}}),
        body("CountFlowsBody", {"CountFlowsBody": {"type": "object"}}),
        "/paths/~1flows~1count/post/requestBody",
    ),
    corrects(
        requests.name_bodies,
        "the short name is another schema's",
        body("Body_count", {"Body_count": {"type": "object"}, "CountFlowsBody": {}}),
        body("CountFlowsBody2", {"CountFlowsBody2": {"type": "object"}, "CountFlowsBody": {}}),
        "/paths/~1flows~1count/post/requestBody",
    ),
    corrects(
        requests.name_bodies,
        "a body without a name",
        one("/logs/", "post", operationId="create_logs", requestBody=json_body({"type": "array"})),
        one("/logs/", "post", operationId="create_logs", requestBody=json_body(ref("CreateLogsBody")))
        | {"components": {"schemas": {"CreateLogsBody": {"type": "array"}}}},
        "/paths/~1logs~1/post/requestBody",
    ),
    corrects(
        requests.name_bodies,
        "two modules have a function of one name",
        two_queues("Body_read_pools", "Body_read_queues"),
        two_queues("WorkPoolsReadQueuesBody", "WorkQueuesReadQueuesBody"),
        "/paths/~1pools/post/requestBody",
        "/paths/~1queues/post/requestBody",
    ),
    corrects(
        requests.declare_open_maps,
        "any key, said or not",
        defining(Labels={"type": "object", "additionalProperties": True}, Data={"type": "object"}),
        defining(
            Labels={"type": "object", "additionalProperties": {}}, Data={"type": "object", "additionalProperties": {}}
        ),
        "/components/schemas/Labels",
        "/components/schemas/Data",
    ),
    leaves_alone(
        requests.declare_open_maps,
        "keys or values are declared, or there are to be none",
        defining(
            Flow={"type": "object", "properties": {"name": {}}},
            Counts={"type": "object", "additionalProperties": {"type": "integer"}},
            Nothing={"type": "object", "additionalProperties": False},
        ),
    ),
    leaves_alone(requests.name_bodies, "a name of its own", body("FlowCreate", {"FlowCreate": {"type": "object"}})),
    corrects(
        requests.leave_defaults_to_the_server,
        "a meaningful default is described",
        defining(DeploymentUpdate={"properties": {"paused": {"type": "boolean", "default": False}}}),
        defining(
            DeploymentUpdate={
                "properties": {
                    "paused": {"type": "boolean", "description": "Server default: ``false``."},
                }
            }
        ),
        "/components/schemas/DeploymentUpdate/properties/paused/default",
    ),
    corrects(
        requests.leave_defaults_to_the_server,
        "an object in place of a filter, after the description",
        defining(
            Filter={"properties": {"anonymous": {"default": {"eq_": False}, "description": "Which ones"}}},
        ),
        defining(
            Filter={
                "properties": {
                    "anonymous": {"description": 'Which ones. Server default: ``{"eq_": false}``.'},
                }
            },
        ),
        "/components/schemas/Filter/properties/anonymous/default",
    ),
    corrects(
        requests.leave_defaults_to_the_server,
        "a default that means nothing goes without a description",
        defining(FlowCreate={"properties": {"tags": {"type": "array", "default": []}}}),
        defining(FlowCreate={"properties": {"tags": {"type": "array"}}}),
        "/components/schemas/FlowCreate/properties/tags/default",
    ),
    leaves_alone(
        requests.leave_defaults_to_the_server,
        "a property of that name",
        defining(Variable={"properties": {"default": {"type": "string"}}}),
    ),
    corrects(
        requests.correct_array_limits,
        "both limits",
        defining(Ids={"type": "array", "min_items": 1, "max_items": 50}),
        defining(Ids={"type": "array", "minItems": 1, "maxItems": 50}),
        "/components/schemas/Ids/min_items",
        "/components/schemas/Ids/max_items",
    ),
    leaves_alone(requests.correct_array_limits, "the right spelling", defining(Ids={"type": "array", "maxItems": 50})),
    corrects(
        requests.describe_limits,
        "behind the description",
        defining(Page={"properties": {"limit": {"type": "integer", "maximum": 200, "description": "How many"}}}),
        defining(
            Page={"properties": {"limit": {"type": "integer", "maximum": 200, "description": "How many. At most 200."}}}
        ),
        "/components/schemas/Page/properties/limit/description",
    ),
    leaves_alone(
        requests.describe_limits, "no limit", defining(Page={"properties": {"limit": {"description": "How many"}}})
    ),
    leaves_alone(requests.describe_limits, "of what is no property", defining(Name={"type": "string", "maxLength": 9})),
    corrects(
        requests.rename_aliased_arguments,
        "required",
        defining(
            HistoryBody={"properties": {"history_interval": {"type": "number"}}, "required": ["history_interval"]}
        ),
        defining(
            HistoryBody={
                "properties": {"history_interval_seconds": {"type": "number"}},
                "required": ["history_interval_seconds"],
            }
        ),
        "/components/schemas/HistoryBody/properties/history_interval",
    ),
    corrects(
        requests.rename_aliased_arguments,
        "a schema to validate by",
        defining(Body={"properties": {"json_schema": {"type": "object"}, "values": {}}, "required": ["json_schema"]}),
        defining(Body={"properties": {"schema": {"type": "object"}, "values": {}}, "required": ["schema"]}),
        "/components/schemas/Body/properties/json_schema",
    ),
    leaves_alone(
        requests.rename_aliased_arguments,
        "the right name",
        defining(HistoryBody={"properties": {"history_interval_seconds": {"type": "number"}}}),
    ),
    leaves_alone(
        requests.rename_aliased_arguments,
        "a property of a class",
        defining(BlockSchema={"properties": {"json_schema": {"type": "object"}}}),
    ),
    corrects(
        requests.accept_any_interval,
        "ISO 8601 text",
        defining(Age={"properties": {"after_": {"type": "string", "format": "duration", "description": "How old."}}}),
        defining(Age={"properties": {"after_": INTERVAL | {"description": "How old."}}}),
        "/components/schemas/Age/properties/after_",
    ),
    leaves_alone(
        requests.accept_any_interval,
        "seconds that no server takes as text",
        defining(Age={"properties": {"after_": {"type": "number", "format": "time-delta"}}}),
    ),
    corrects(
        requests.accept_any_interval,
        "seconds, by their name",
        defining(Schedule={"properties": {"interval": {"type": "number"}}}),
        defining(Schedule={"properties": {"interval": INTERVAL}}),
        "/components/schemas/Schedule/properties/interval",
    ),
    corrects(
        requests.accept_any_interval,
        "seconds that may be null, by the name of what they are a choice of",
        defining(Trigger={"properties": {"within": {"anyOf": [{"type": "number"}, {"type": "null"}]}}}),
        defining(Trigger={"properties": {"within": {"anyOf": [INTERVAL, {"type": "null"}]}}}),
        "/components/schemas/Trigger/properties/within/anyOf/0",
    ),
    leaves_alone(
        requests.accept_any_interval, "any other number", defining(Run={"properties": {"count": {"type": "number"}}})
    ),
    corrects(
        requests.accept_strings,
        "a UUID and a date",
        defining(
            Flow={
                "properties": {
                    "id": {"type": "string", "format": "uuid", "description": "Which."},
                    "on": {"type": "string", "format": "date"},
                }
            }
        ),
        defining(
            Flow={
                "properties": {
                    "id": {
                        "anyOf": [{"type": "string", "format": "uuid"}, {"type": "string"}],
                        "description": "Which.",
                    },
                    "on": {"anyOf": [{"type": "string", "format": "date"}, {"type": "string"}]},
                }
            }
        ),
        "/components/schemas/Flow/properties/id",
        "/components/schemas/Flow/properties/on",
    ),
    leaves_alone(
        requests.accept_strings,
        "other text",
        defining(Flow={"properties": {"url": {"type": "string", "format": "uri"}}}),
    ),
    corrects(
        requests.accept_null,
        "an optional argument",
        defining(
            ReadFlowsBody={"properties": {"limit": {"type": "integer", "minimum": 0, "description": "How many."}}}
        ),
        defining(
            ReadFlowsBody={
                "properties": {
                    "limit": {
                        "anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}],
                        "description": "How many.",
                    }
                }
            }
        ),
        "/components/schemas/ReadFlowsBody/properties/limit",
    ),
    corrects(
        requests.accept_null,
        "an optional argument that is a reference or a choice",
        defining(ReadFlowsBody={"properties": {"flows": ref("FlowFilter"), "since": INTERVAL}}),
        defining(
            ReadFlowsBody={
                "properties": {
                    "flows": {"anyOf": [ref("FlowFilter"), {"type": "null"}]},
                    "since": {"anyOf": [*INTERVAL["anyOf"], {"type": "null"}]},
                }
            }
        ),
        "/components/schemas/ReadFlowsBody/properties/flows",
        "/components/schemas/ReadFlowsBody/properties/since",
    ),
    corrects(
        requests.accept_null,
        "the name of a new run",
        defining(FlowRunCreate={"properties": {"name": {"type": "string"}, "tags": {"type": "array"}}}),
        defining(
            FlowRunCreate={
                "properties": {"name": {"anyOf": [{"type": "string"}, {"type": "null"}]}, "tags": {"type": "array"}}
            }
        ),
        "/components/schemas/FlowRunCreate/properties/name",
    ),
    leaves_alone(
        requests.accept_null,
        "arguments that are required or may be null, and keys of classes",
        defining(
            ReadFlowsBody={
                "properties": {"a": {"type": "string"}, "b": {"anyOf": [ref("FlowFilter"), {"type": "null"}]}},
                "required": ["a"],
            },
            FlowCreate={"properties": {"tags": {"type": "array"}}},
        ),
    ),
]


@each(CASES)
def test_rule(case: Case) -> None:
    check(case)

from generator.normalise import responses
from generator.spec.document import Object
from tests.generator.rules import Case, check, corrects, defining, each, json_body, leaves_alone, one, ref

TEXT: Object = {"type": "string"}
TEXT_OR_NULL: Object = {"anyOf": [TEXT, {"type": "null"}]}
NEVER_NULL: Object = {"x-null-as-empty": True}

CREATED = {"description": "Made.", **json_body(ref("Flow"))}


def responding(path: str, method: str, **by_status: Object) -> Object:
    return one(path, method, operationId="it", responses={key.removeprefix("s"): it for key, it in by_status.items()})


CASES = [
    corrects(
        responses.drop_declared_errors,
        "422 and default",
        responding("/flows/", "get", s200={}, s422=json_body(ref("HTTPValidationError")), default={}),
        responding("/flows/", "get", s200={}),
        "/paths/~1flows~1/get/responses/422",
        "/paths/~1flows~1/get/responses/default",
    ),
    leaves_alone(responses.drop_declared_errors, "successes", responding("/flows/", "get", s200={}, s204={})),
    corrects(
        responses.name_models,
        "an everyday response takes the plain name from an internal class",
        defining(
            FlowRunResponse={},
            FlowRun={},
            FlowRunPaginationResponse={"properties": {"results": {"items": ref("FlowRunResponse")}}},
            WorkerFlowRunResponse={"properties": {"flow_run": ref("FlowRun")}},
        ),
        defining(
            FlowRun={"x-schema-name": "FlowRunResponse"},
            ScheduledFlowRun={"x-schema-name": "FlowRun"},
            FlowRunPage={
                "properties": {"results": {"items": ref("FlowRun")}},
                "x-schema-name": "FlowRunPaginationResponse",
            },
            WorkerFlowRun={
                "properties": {"flow_run": ref("ScheduledFlowRun")},
                "x-schema-name": "WorkerFlowRunResponse",
            },
        ),
        "/components/schemas/FlowRunResponse",
        "/components/schemas/FlowRun",
        "/components/schemas/FlowRunPaginationResponse",
        "/components/schemas/WorkerFlowRunResponse",
    ),
    corrects(
        responses.name_models,
        "a class with a telling name of its own",
        defining(ReceivedEvent={}, Any={}),
        defining(Event={"x-schema-name": "ReceivedEvent"}, Any={}),
        "/components/schemas/ReceivedEvent",
    ),
    corrects(
        responses.name_models,
        "a plain name that Python has",
        defining(AnyResponse={}),
        defining(AnyModel={"x-schema-name": "AnyResponse"}),
        "/components/schemas/AnyResponse",
    ),
    leaves_alone(responses.name_models, "a plain name that another schema has", defining(Thing={}, ThingResponse={})),
    leaves_alone(
        responses.name_models,
        "a class that older servers return under the plain name",
        defining(WorkPool={}, FlowRun={}, Response={}),
    ),
    corrects(
        responses.declare_known_responses,
        "null",
        responding("/deployments/{id}/pause_deployment", "post", s200=json_body({})),
        responding("/deployments/{id}/pause_deployment", "post", s200=json_body({"type": "null"})),
        "/paths/~1deployments~1{id}~1pause_deployment/post/responses/200",
    ),
    corrects(
        responses.declare_known_responses,
        "text",
        responding("/version", "get", s200=json_body({})),
        responding("/version", "get", s200=json_body({"type": "string"})),
        "/paths/~1version/get/responses/200",
    ),
    leaves_alone(
        responses.declare_known_responses,
        "a server that declares it itself",
        responding("/version", "get", s200=json_body({"type": "integer"})),
    ),
    leaves_alone(
        responses.declare_known_responses,
        "an operation of which nothing is known",
        responding("/admin/settings", "get", s200=json_body({})),
    ),
    corrects(
        responses.declare_text_responses,
        "CSV",
        responding("/flow_runs/{id}/logs/download", "get", s200=json_body({})),
        responding(
            "/flow_runs/{id}/logs/download", "get", s200={"content": {"text/csv": {"schema": {"type": "string"}}}}
        ),
        "/paths/~1flow_runs~1{id}~1logs~1download/get/responses/200",
    ),
    corrects(
        responses.declare_text_responses,
        "plain text",
        responding("/flow_runs/{id}/input/{key}", "get", s200=json_body({})),
        responding(
            "/flow_runs/{id}/input/{key}", "get", s200={"content": {"text/plain": {"schema": {"type": "string"}}}}
        ),
        "/paths/~1flow_runs~1{id}~1input~1{key}/get/responses/200",
    ),
    leaves_alone(
        responses.declare_text_responses,
        "a server that declares it itself",
        responding(
            "/flow_runs/{id}/logs/download", "get", s200={"content": {"text/csv": {"schema": {"type": "string"}}}}
        ),
    ),
    leaves_alone(
        responses.declare_text_responses,
        "the same path with another method",
        responding("/flow_runs/{id}/input/{key}", "delete", s200=json_body({})),
    ),
    corrects(
        responses.declare_text_responses,
        "a download described as CSV",
        one("/usage", "get", description="Download usage as a CSV file.", responses={"200": json_body({})}),
        one(
            "/usage",
            "get",
            description="Download usage as a CSV file.",
            responses={"200": {"content": {"text/csv": {"schema": {"type": "string"}}}}},
        ),
        "/paths/~1usage/get/responses/200",
    ),
    corrects(
        responses.declare_binary_responses,
        "no content",
        responding("/accounts/{account_id}/image", "get", s200={"description": "Successful Response"}),
        responding(
            "/accounts/{account_id}/image",
            "get",
            s200={
                "description": "Successful Response",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            },
        ),
        "/paths/~1accounts~1{account_id}~1image/get/responses/200",
    ),
    leaves_alone(
        responses.declare_binary_responses,
        "another method",
        responding("/templates/validate", "post", s200={"description": "Successful Response"}),
    ),
    leaves_alone(
        responses.declare_binary_responses,
        "204",
        responding("/flows/", "get", s204={"description": "Successful Response"}),
    ),
    leaves_alone(responses.declare_binary_responses, "any JSON", responding("/hello", "get", s200=json_body({}))),
    corrects(
        responses.declare_no_content,
        "200 with anything",
        responding("/templates/validate", "post", s200=json_body({})),
        responding("/templates/validate", "post", s204={"description": "The template is valid."}),
        "/paths/~1templates~1validate/post/responses",
    ),
    leaves_alone(
        responses.declare_no_content, "204 already", responding("/templates/validate", "post", s204={"description": ""})
    ),
    leaves_alone(responses.declare_no_content, "another operation", responding("/flows/", "post", s200=json_body({}))),
    corrects(
        responses.accept_ok_and_created,
        "200 alone",
        responding("/flows/", "post", s200=CREATED),
        responding("/flows/", "post", s200=CREATED, s201=CREATED),
        "/paths/~1flows~1/post/responses/201",
    ),
    corrects(
        responses.accept_ok_and_created,
        "201 alone",
        responding("/block_schemas/", "post", s201=CREATED),
        responding("/block_schemas/", "post", s200=CREATED, s201=CREATED),
        "/paths/~1block_schemas~1/post/responses/200",
    ),
    leaves_alone(responses.accept_ok_and_created, "both", responding("/flows/", "post", s200=CREATED, s201=CREATED)),
    leaves_alone(responses.accept_ok_and_created, "no create", responding("/flows/filter", "post", s200=CREATED)),
    corrects(
        responses.share_enums,
        "an inline enum in two classes, in any order",
        defining(
            PauseWorkPool={"properties": {"source": {"enum": ["selected", "inferred"], "default": "selected"}}},
            RunDeployment={"properties": {"source": {"type": "string", "enum": ["inferred", "selected"]}}},
        ),
        defining(
            PauseWorkPool={"properties": {"source": {"default": "selected", **ref("ActionSource")}}},
            RunDeployment={"properties": {"source": ref("ActionSource")}},
            ActionSource={
                "description": responses.SHARED_ENUMS["inferred", "selected"][1],
                "type": "string",
                "enum": ["selected", "inferred"],
            },
        ),
        "/components/schemas/PauseWorkPool/properties/source",
        "/components/schemas/RunDeployment/properties/source",
    ),
    leaves_alone(
        responses.share_enums,
        "other values, a schema with a name, and a name that is taken",
        defining(
            ActionSource={"type": "object"},
            LogLevel={"enum": ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]},
            Run={"properties": {"source": {"enum": ["selected", "inferred"]}, "kind": {"enum": ["a", "b"]}}},
        ),
    ),
    leaves_alone(
        responses.share_enums,
        "a parameter",
        one("/", "get", parameters=[{"name": "a", "in": "query", "schema": {"enum": ["selected", "inferred"]}}])
        | {"components": {"schemas": {}}},
    ),
    corrects(
        responses.name_inline_classes,
        "an enum in a property, which keeps its default and description",
        defining(
            CompoundTrigger={
                "properties": {
                    "require": {
                        "type": "string",
                        "enum": ["all", "any"],
                        "default": "all",
                        "description": "Which one.",
                        "supported_environment_variables": ["REQUIRE"],
                    }
                }
            }
        ),
        defining(
            CompoundTrigger={
                "properties": {
                    "require": {
                        "default": "all",
                        "description": "Which one.",
                        "supported_environment_variables": ["REQUIRE"],
                        **ref("CompoundTriggerRequire"),
                    }
                }
            },
            CompoundTriggerRequire={
                "type": "string",
                "enum": ["all", "any"],
                "description": "Values of ``CompoundTrigger.require``.",
            },
        ),
        "/components/schemas/CompoundTrigger/properties/require",
    ),
    corrects(
        responses.name_inline_classes,
        "an object in a list of a response",
        {
            "paths": {
                "/flows/": {
                    "get": {
                        "operationId": "read_flows",
                        "responses": {
                            "200": json_body({"items": {"type": "object", "properties": {"id": {}}}, "type": "array"})
                        },
                    }
                }
            },
            "components": {"schemas": {}},
        },
        {
            "paths": {
                "/flows/": {
                    "get": {
                        "operationId": "read_flows",
                        "responses": {"200": json_body({"items": ref("ReadFlowsResponse"), "type": "array"})},
                    }
                }
            },
            "components": {
                "schemas": {
                    "ReadFlowsResponse": {
                        "type": "object",
                        "properties": {"id": {}},
                        "description": "Values of ``read_flows response``.",
                    }
                }
            },
        },
        "/paths/~1flows~1/get/responses/200/content/application~1json/schema/items",
    ),
    corrects(
        responses.name_inline_classes,
        "what is made of several, in a property",
        defining(Flow={"properties": {"run": {"allOf": [ref("Named"), ref("Dated")]}}}),
        defining(
            Flow={"properties": {"run": ref("FlowRun")}},
            FlowRun={"allOf": [ref("Named"), ref("Dated")], "description": "Values of ``Flow.run``."},
        ),
        "/components/schemas/Flow/properties/run",
    ),
    leaves_alone(
        responses.name_inline_classes,
        "what has a name, and a map",
        defining(
            Kind={"enum": ["a", "b"]},
            Flow={"type": "object", "properties": {"kind": ref("Kind"), "labels": {"type": "object"}}},
        ),
    ),
    leaves_alone(
        responses.name_inline_classes,
        "a parameter's enum, which is not a class",
        one("/", "get", operationId="it", parameters=[{"name": "a", "in": "query", "schema": {"enum": ["a", "b"]}}])
        | {"components": {"schemas": {}}},
    ),
    corrects(
        responses.default_newer_keys,
        "a key that servers before 3.4 do not write",
        defining(RunDeployment={"properties": {"schedule_after": {"type": "number"}}}),
        defining(RunDeployment={"properties": {"schedule_after": {"type": "number", "default": 0}}}),
        "/components/schemas/RunDeployment/properties/schedule_after/default",
    ),
    leaves_alone(
        responses.default_newer_keys,
        "a key of another class",
        defining(PauseDeployment={"properties": {"schedule_after": {"type": "number"}}}),
    ),
    leaves_alone(
        responses.default_newer_keys,
        "a key with a default",
        defining(RunDeployment={"properties": {"schedule_after": {"type": "number", "default": 60}}}),
    ),
    leaves_alone(
        responses.default_newer_keys,
        "a class without the key",
        defining(RunDeployment={"properties": {"require": {"type": "string"}}}),
    ),
    corrects(
        responses.allow_missing_keys,
        "times that may be null",
        defining(Flow={"properties": {"id": TEXT, "created": TEXT_OR_NULL}, "required": ["id", "created"]}),
        defining(Flow={"properties": {"id": TEXT, "created": TEXT_OR_NULL}, "required": ["id"]}),
        "/components/schemas/Flow/required",
    ),
    corrects(
        responses.allow_missing_keys,
        "key and data of an artifact in a graph",
        defining(GraphArtifact={"properties": {"data": {}, "key": TEXT_OR_NULL}, "required": ["key", "data"]}),
        defining(GraphArtifact={"properties": {"data": {}, "key": TEXT_OR_NULL}, "required": []}),
        "/components/schemas/GraphArtifact/required",
    ),
    leaves_alone(
        responses.allow_missing_keys,
        "a time that is never null, another key, and a class without required keys",
        defining(
            Graph={"properties": {"created": TEXT, "key": TEXT_OR_NULL}, "required": ["created", "key"]},
            Flow={"properties": {"created": TEXT_OR_NULL}},
        ),
    ),
    corrects(
        responses.accept_null_counts,
        "numbers of a concurrency status",
        defining(WorkPoolConcurrencyStatus={"properties": {"count": {"type": "integer", "description": "Queues."}}}),
        defining(
            WorkPoolConcurrencyStatus={
                "properties": {
                    "count": {"anyOf": [{"type": "integer"}, {"type": "null"}], "description": "Queues."},
                }
            }
        ),
        "/components/schemas/WorkPoolConcurrencyStatus/properties/count",
    ),
    leaves_alone(
        responses.accept_null_counts,
        "a number that may be null, and those of other keys and classes",
        defining(
            WorkPoolConcurrencyStatus={"properties": {"page": {"type": "integer"}}},
            WorkQueueConcurrencyStatus={"properties": {"pages": {"anyOf": [{"type": "integer"}, {"type": "null"}]}}},
            FlowPage={"properties": {"pages": {"type": "integer"}}},
        ),
    ),
    corrects(
        responses.read_null_labels_as_empty,
        "labels that a self-hosted server never returns as null",
        defining(FlowRun={"properties": {"labels": {"type": "object", "description": "Labels."}}}),
        defining(FlowRun={"properties": {"labels": {"type": "object", "description": "Labels.", **NEVER_NULL}}}),
        "/components/schemas/FlowRun/properties/labels",
    ),
    corrects(
        responses.read_null_labels_as_empty,
        "labels that may be null",
        defining(Flow={"properties": {"labels": {"anyOf": [{"type": "object"}, {"type": "null"}], "default": None}}}),
        defining(Flow={"properties": {"labels": {"type": "object", **NEVER_NULL}}}),
        "/components/schemas/Flow/properties/labels",
    ),
    leaves_alone(
        responses.read_null_labels_as_empty,
        "other maps, and labels that are no map",
        defining(
            Flow={"properties": {"parameters": {"type": "object"}}},
            Resource={"properties": {"labels": {"type": "array", "items": TEXT}}},
            Node={"properties": {"labels": {"anyOf": [{"type": "object"}, TEXT]}}},
        ),
    ),
    corrects(
        responses.read_intervals_as_seconds,
        "a number, which is text on some servers",
        defining(IntervalSchedule={"properties": {"interval": {"type": "number"}}}),
        defining(IntervalSchedule={"properties": {"interval": {"type": "number", "x-duration": True}}}),
        "/components/schemas/IntervalSchedule/properties/interval",
    ),
    corrects(
        responses.read_intervals_as_seconds,
        "a number or text",
        defining(IntervalSchedule={"properties": {"interval": {"anyOf": [{"type": "number"}, TEXT]}}}),
        defining(IntervalSchedule={"properties": {"interval": {"type": "number", "x-duration": True}}}),
        "/components/schemas/IntervalSchedule/properties/interval",
    ),
    leaves_alone(
        responses.read_intervals_as_seconds,
        "an interval of another class",
        defining(Setting={"properties": {"interval": {"type": "number"}}}),
    ),
    corrects(
        responses.accept_any_pause_key,
        "keys declared as text",
        defining(FlowRunPolicy={"properties": {"pause_keys": {"anyOf": [{"type": "array", "items": TEXT}]}}}),
        defining(FlowRunPolicy={"properties": {"pause_keys": {"anyOf": [{"type": "array", "items": {}}]}}}),
        "/components/schemas/FlowRunPolicy/properties/pause_keys/anyOf/0/items",
    ),
    leaves_alone(
        responses.accept_any_pause_key,
        "undeclared keys of a pause, and other lists",
        defining(
            FlowRunPolicy={
                "properties": {"pause_keys": {"type": "array", "items": {}}, "tags": {"type": "array", "items": TEXT}}
            }
        ),
    ),
    corrects(
        responses.expect_every_key,
        "what has no empty value",
        defining(Flow={"type": "object", "properties": {"id": {"type": "string"}, "at": {"type": "string"}}}),
        defining(
            Flow={
                "type": "object",
                "properties": {"id": {"type": "string"}, "at": {"type": "string"}},
                "required": ["id", "at"],
            }
        ),
        "/components/schemas/Flow/required",
    ),
    corrects(
        responses.expect_every_key,
        "an object of a class that can't be empty",
        defining(
            Flow={"properties": {"state": ref("State")}},
            State={"type": "object", "properties": {"type": {"type": "string"}}, "required": ["type"]},
        ),
        defining(
            Flow={"properties": {"state": ref("State")}, "required": ["state"]},
            State={"type": "object", "properties": {"type": {"type": "string"}}, "required": ["type"]},
        ),
        "/components/schemas/Flow/required",
    ),
    leaves_alone(
        responses.expect_every_key,
        "what has a default or an empty value, as an alternative or not",
        defining(
            Flow={
                "properties": {
                    "name": {"type": "string", "default": ""},
                    "tags": {"type": "array"},
                    "parent": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "labels": {"type": "object"},
                    "policy": ref("Policy"),
                    "anything": {},
                    "match": {"anyOf": [{"type": "object"}, {"type": "array"}]},
                }
            },
            Policy={"type": "object", "properties": {"retries": {"type": "integer", "default": 0}}},
        ),
    ),
    corrects(
        responses.mark_secrets,
        "a block's data",
        defining(BlockDocument={"properties": {"data": {"type": "object"}, "name": {"type": "string"}}}),
        defining(
            BlockDocument={"properties": {"data": {"type": "object", "x-secret": True}, "name": {"type": "string"}}}
        ),
        "/components/schemas/BlockDocument/properties/data",
    ),
    leaves_alone(
        responses.mark_secrets,
        "data of other things",
        defining(Artifact={"properties": {"data": {"type": "object"}}}, CsrfToken={"properties": {}}),
    ),
    corrects(
        responses.mark_secrets,
        "a password",
        defining(Settings={"properties": {"key": {"anyOf": [{"type": "string", "format": "password"}]}}}),
        defining(
            Settings={"properties": {"key": {"anyOf": [{"type": "string", "format": "password"}], "x-secret": True}}}
        ),
        "/components/schemas/Settings/properties/key",
    ),
    corrects(
        responses.expect_states_of_runs,
        "the state of a run",
        defining(FlowRun={"properties": {"state_name": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}),
        defining(
            FlowRun={
                "properties": {"state_name": {"anyOf": [{"type": "string"}, {"type": "null"}], "x-always-sent": True}}
            }
        ),
        "/components/schemas/FlowRun/properties/state_name",
    ),
    leaves_alone(
        responses.expect_states_of_runs,
        "the state of a task run, and one that is never null",
        defining(
            FlowRun={"properties": {"state_name": {"type": "string"}}},
            TaskRun={"properties": {"state": {"anyOf": [{"type": "object"}, {"type": "null"}]}}},
        ),
    ),
    corrects(
        responses.add_looked_up_names,
        "a run with the ID of its flow only",
        defining(FlowRun={"properties": {"flow_id": {"type": "string"}}}),
        defining(
            FlowRun={
                "properties": {
                    "flow_id": {"type": "string"},
                    "flow_name": {
                        "anyOf": [{"type": "string"}, {"type": "null"}],
                        "description": "The name of the flow. None unless requested, except on Prefect Cloud.",
                        "x-client-only": True,
                    },
                }
            }
        ),
        "/components/schemas/FlowRun/properties/flow_name",
    ),
    leaves_alone(
        responses.add_looked_up_names,
        "a run whose names the server sends",
        defining(FlowRun={"properties": {"flow_id": {"type": "string"}, "flow_name": {"type": "string"}}}),
    ),
]


@each(CASES)
def test_rule(case: Case) -> None:
    check(case)

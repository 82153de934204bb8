import pytest

from generator.normalise import prose
from tests.generator.rules import Case, check, corrects, defining, each, leaves_alone, one

ZONES = {"type": "string", "pattern": "Africa/Abidjan|Africa/Accra|Europe/Oslo"}

CASES = [
    corrects(
        prose.describe_time_zones,
        "a pattern of all time zones",
        defining(Schedule={"properties": {"timezone": {"anyOf": [ZONES, {"type": "null"}]}}}),
        defining(
            Schedule={
                "properties": {"timezone": {"anyOf": [{"type": "string", "format": "time-zone"}, {"type": "null"}]}}
            }
        ),
        "/components/schemas/Schedule/properties/timezone/anyOf/0/pattern",
    ),
    leaves_alone(
        prose.describe_time_zones, "another pattern", defining(Flow={"type": "string", "pattern": "^[a-z]+$"})
    ),
    corrects(
        prose.correct_mistaken_descriptions,
        "an action described as another",
        defining(PauseAutomation={"description": "Pauses a Work Queue"}),
        defining(PauseAutomation={"description": "Pause an automation"}),
        "/components/schemas/PauseAutomation/description",
    ),
    corrects(
        prose.correct_mistaken_descriptions,
        "an operation described as another",
        one("/deployments/paginate", "post", description="Pagination query for flow runs."),
        one("/deployments/paginate", "post", description="Pagination query for deployments."),
        "/paths/~1deployments~1paginate/post/description",
    ),
    corrects(
        prose.correct_mistaken_descriptions,
        "a parameter described as another",
        one("/", "get", parameters=[{"name": "slug", "in": "path", "description": "The block type name"}]),
        one("/", "get", parameters=[{"name": "slug", "in": "path", "description": "The block type slug"}]),
        "/paths/~1/get/parameters/0/description",
    ),
    corrects(
        prose.correct_mistaken_descriptions,
        "a parameter whose schema is described as another",
        one("/", "get", parameters=[{"name": "slug", "in": "path", "schema": {"description": "The block type name"}}]),
        one("/", "get", parameters=[{"name": "slug", "in": "path", "schema": {"description": "The block type slug"}}]),
        "/paths/~1/get/parameters/0/schema/description",
    ),
    leaves_alone(
        prose.correct_mistaken_descriptions,
        "the same words where they are right",
        defining(PauseWorkQueue={"description": "Pauses a Work Queue"})
        | one("/flow_runs/paginate", "post", description="Pagination query for flow runs."),
    ),
    leaves_alone(
        prose.correct_mistaken_descriptions,
        "a server that has corrected it",
        defining(PauseAutomation={"description": "Pauses an Automation"}),
    ),
    corrects(
        prose.describe_operations,
        "a bare summary",
        one("/automations/{id}", "get", summary="Read Automation"),
        one("/automations/{id}", "get", summary="Read Automation", description="Read an automation."),
        "/paths/~1automations~1{id}/get/description",
    ),
    corrects(
        prose.describe_operations,
        "the third person",
        one("/flows/", "post", description="Gracefully creates a new flow."),
        one("/flows/", "post", description="Create a new flow."),
        "/paths/~1flows~1/post/description",
    ),
    leaves_alone(
        prose.describe_operations,
        "an imperative, and a summary that is not known",
        {"paths": {"/": {"get": {"description": "Read it.", "summary": "Read It"}, "post": {"summary": "Make It"}}}},
    ),
    corrects(
        prose.describe_schemas,
        "a schema without a description",
        defining(**{"DeploymentSchedule-Output": {"type": "object"}}),
        defining(**{"DeploymentSchedule-Output": {"type": "object", "description": "A schedule of a deployment."}}),
        "/components/schemas/DeploymentSchedule-Output/description",
    ),
    leaves_alone(
        prose.describe_schemas,
        "a described schema, and one that is not known",
        defining(Variable={"description": "A setting."}, Other={"type": "object"}),
    ),
    corrects(
        prose.reword_descriptions,
        "the server's internals",
        defining(Log={"description": "An ORM representation of log data."}),
        defining(Log={"description": "A log line."}),
        "/components/schemas/Log/description",
    ),
    leaves_alone(
        prose.reword_descriptions,
        "sentences",
        defining(Flow={"description": "A flow.", "properties": {"id": {"description": "Its `flow.id`."}}}),
    ),
]


@each(CASES)
def test_rule(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("An ORM representation of a work pool", "A work pool."),
        ("An ORM representation of flow run data.", "A flow run."),
        ("An ORM representation of a v2 concurrency limit.", "A global concurrency limit."),
        (
            "Data used by the Prefect REST API to create a v2 concurrency limit.",
            "Data to create a global concurrency limit.",
        ),
        ("The type. Used to ensure pydantic does not coerce into a different type.", "The type."),
        ("Retrieve artifacts from the database.", "Retrieve artifacts."),
        ("Whether or not to delete submissions from the database.", "Whether to delete submissions from the database."),
        ("A list of flow ids", "A list of flow IDs."),
        ("Filter by `Flow.id`", "Filter by `Flow.id`."),
        ("Filter criteria for `FlowRun.work_queue_name", "Filter criteria for `FlowRun.work_queue_name`."),
        ("Cron schedule\n\nArgs:\n    cron (str): a string", "Cron schedule.\n\nArgs:\n    cron (str): a string"),
        ("In this order.\n\n- one\n- the other", "In this order.\n\n- one\n- the other"),
        ("DEPRECATED", "DEPRECATED"),
        ("Filter work queues. Only some will be\nreturned", "Filter work queues. Only some will be\nreturned."),
        ("Run this:\n```\nx = 1\n```", "Run this:\n```\nx = 1\n```"),
        ("Pauses a Work Pool", "Pause a work pool."),
        ("sensitive to to\nthe initial timezone", "sensitive to the initial timezone."),
        ("How far ahead. Defaults to ", "How far ahead."),
    ],
)
def test_descriptions_are_reworded(given: str, expected: str) -> None:
    document = defining(Schema={"description": given})
    list(prose.reword_descriptions(document))
    assert document == defining(Schema={"description": expected})

"""Problems that a server found with a request: what the message says of them."""

from typing import Any

import pytest

from prefect_http._http.problems import describe_problems

# As servers name the branches of a schedule and of a trigger.
INTERVAL = "function-after[validate_timezone(), IntervalSchedule]"
CRON = "function-after[validate_timezone(), CronSchedule]"
RRULE = "RRuleSchedule"
COMPOUND = "function-after[validate_require(), CompoundTrigger]"

MISSING = ("missing", "Field required")
EXTRA = ("extra_forbidden", "Extra inputs are not permitted")
NOT_A_DICT = ("model_attributes_type", "Input should be a valid dictionary")
NOT_A_LIST = ("list_type", "Input should be a valid list")
NOT_A_UUID = ("uuid_parsing", "Input should be a valid UUID, invalid character")


def problem(kind: tuple[str, str], *path: str | int) -> dict[str, Any]:
    return {"type": kind[0], "loc": ["body", *path], "msg": kind[1], "input": {"secret": "hunter2"}}


def other(constant: str, *path: str | int) -> dict[str, Any]:
    return problem(("literal_error", f"Input should be '{constant}'"), *path)


def test_branch_with_the_keys_of_the_caller_is_described() -> None:
    assert (
        describe_problems(
            [
                problem(MISSING, 0, "schedule", INTERVAL, "interval"),
                problem(EXTRA, 0, "schedule", INTERVAL, "cron"),
                problem(("value_error", "Value error, Invalid cron string"), 0, "schedule", CRON, "cron"),
                problem(MISSING, 0, "schedule", RRULE, "rrule"),
                problem(EXTRA, 0, "schedule", RRULE, "cron"),
            ]
        )
        == "body.0.schedule.cron: Value error, Invalid cron string"
    )


def test_branch_with_a_key_that_resembles_the_unknown_one_is_described() -> None:
    branches = {"interval": INTERVAL, "cron": CRON, "rrule": RRULE}
    problems = [
        one
        for key, branch in branches.items()
        for one in (problem(MISSING, "schedule", branch, key), problem(EXTRA, "schedule", branch, "corn"))
    ]
    assert describe_problems(problems) == (
        "body.schedule.cron: Field required; body.schedule.corn: Extra inputs are not permitted"
    )


def test_branches_that_fit_equally_are_alternatives() -> None:
    assert describe_problems(
        [problem(MISSING, "schedule", CRON, "cron"), problem(MISSING, "schedule", RRULE, "rrule")]
    ) == ("body.schedule.cron: Field required or body.schedule.rrule: Field required")


def test_branch_with_the_type_of_the_caller_is_described() -> None:
    assert (
        describe_problems(
            [
                other("event", "trigger", "EventTrigger", "type"),
                problem(MISSING, "trigger", COMPOUND, "triggers"),
                problem(MISSING, "trigger", COMPOUND, "within"),
                problem(MISSING, "trigger", COMPOUND, "require"),
                other("sequence", "trigger", "SequenceTrigger", "type"),
            ]
        )
        == "body.trigger.triggers: Field required; body.trigger.within: Field required; "
        "body.trigger.require: Field required"
    )


def test_unknown_type_is_answered_with_all_types() -> None:
    assert (
        describe_problems(
            [
                other("event", "trigger", "EventTrigger", "type"),
                problem(MISSING, "trigger", COMPOUND, "triggers"),
                other("compound", "trigger", COMPOUND, "type"),
                other("sequence", "trigger", "SequenceTrigger", "type"),
            ]
        )
        == "body.trigger.type: Input should be 'event' or 'compound' or 'sequence'"
    )


def test_unions_in_unions_are_resolved() -> None:
    def nested(*path: str | int) -> list[dict[str, Any]]:
        return [
            problem(("literal_error", "Input should be 'Reactive' or 'Proactive'"), *path, "EventTrigger", "posture"),
            other("compound", *path, COMPOUND, "type"),
            other("sequence", *path, "SequenceTrigger", "type"),
        ]

    assert (
        describe_problems(
            [
                other("event", "trigger", "EventTrigger", "type"),
                *nested("trigger", COMPOUND, "triggers", 0),
                other("sequence", "trigger", "SequenceTrigger", "type"),
                *nested("trigger", "SequenceTrigger", "triggers", 0),
            ]
        )
        == "body.trigger.triggers.0.posture: Input should be 'Reactive' or 'Proactive'"
    )


@pytest.mark.parametrize(
    ("problems", "described"),
    [
        (
            [problem(NOT_A_LIST, "related", "EventRelatedFilter", "id"), problem(NOT_A_LIST, "related", "list[X]")],
            "body.related.id: Input should be a valid list",
        ),
        (
            [problem(NOT_A_DICT, "related", "EventRelatedFilter"), problem(NOT_A_DICT, "related", "list[X]", 0, "id")],
            "body.related.0.id: Input should be a valid dictionary",
        ),
        (
            [problem(NOT_A_DICT, "schedule", CRON), problem(NOT_A_DICT, "schedule", RRULE)],
            "body.schedule: Input should be a valid dictionary",
        ),
        (
            [
                problem(("int_parsing", "Input should be a valid integer, unable to parse"), "require", "int"),
                problem(("literal_error", "Input should be 'any' or 'all'"), "require", "literal['any','all']"),
            ],
            "body.require: Input should be a valid integer or 'any' or 'all'",
        ),
    ],
)
def test_branch_of_the_right_type_is_described(problems: list[dict[str, Any]], described: str) -> None:
    assert describe_problems(problems) == described


def test_keys_of_the_caller_are_no_branches() -> None:
    problems = [problem(NOT_A_UUID, "task_inputs", name, 0, "id") for name in ("Alpha", "Beta")]
    assert describe_problems(problems) == (
        "body.task_inputs.Alpha.0.id: Input should be a valid UUID, invalid character; "
        "body.task_inputs.Beta.0.id: Input should be a valid UUID, invalid character"
    )


def test_long_and_multiline_messages_become_one_short_line() -> None:
    described = describe_problems([problem(("value_error", f"Invalid rule\n{'x' * 10_000}"), "rrule")])
    assert described.startswith("body.rrule: Invalid rule xxx")
    assert (len(described) < 250, "\n" in described, described[-1]) == (True, False, "…")


@pytest.mark.parametrize("detail", [[], [5], [None], [{}], [{"loc": 5}], [{"loc": [["x"], {}], "msg": ""}], [[]]])
def test_malformed_problems_are_tolerated(detail: list[object]) -> None:
    assert "hunter2" not in describe_problems(detail)
    assert describe_problems([*detail, "text"]).endswith("text")

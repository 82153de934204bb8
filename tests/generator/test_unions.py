import pytest

from generator.ir.model import (
    ANY,
    DATETIME,
    NO_DEFAULT,
    NONE,
    STRING,
    UUID,
    Attribute,
    Choice,
    Default,
    ListOf,
    MapOf,
    Model,
    Named,
    OneOf,
    Plain,
    Type,
    Union,
)
from generator.ir.unions import Kind, discriminate, name_of, simplify

KINDS = {"Flow": Kind.OBJECT, "Run": Kind.OBJECT, "State": Kind.STRING, "Level": Kind.INTEGER}
FLOW, RUN, STATE, LEVEL = (Named(name) for name in KINDS)
INT, FLOAT = Plain("int"), Plain("float")


@pytest.mark.parametrize(
    ("members", "wanted"),
    [
        ([STRING], STRING),
        ([STRING, STRING], STRING),
        ([UUID, NONE], OneOf((UUID, NONE))),
        ([NONE, OneOf((INT, STRING))], OneOf((INT, STRING, NONE))),
        # Types that are strings in JSON cannot be distinguished, so they remain strings.
        ([UUID, DATETIME], STRING),
        ([STATE, STRING], STRING),
        ([Choice(("a",)), UUID, NONE], OneOf((STRING, NONE))),
        ([Choice(("a",)), NONE], OneOf((Choice(("a",)), NONE))),
        ([LEVEL, STRING], OneOf((LEVEL, STRING))),
        ([FLOW, ANY], ANY),
        ([FLOW, RUN, NONE], OneOf((FLOW, RUN, NONE))),
        ([FLOW, MapOf(STRING)], MapOf(ANY)),
        ([ListOf(STRING), ListOf(INT)], ListOf(OneOf((INT, STRING)))),
        ([MapOf(INT), MapOf(FLOAT), STRING], OneOf((STRING, MapOf(OneOf((INT, FLOAT)))))),
    ],
)
def test_union_is_as_narrow_as_the_json_allows(members: list[Type], wanted: Type) -> None:
    assert simplify(members, KINDS) == wanted


def model(name: str, **attributes: Type | tuple[Type, Default]) -> Model:
    made = []
    for key, given in attributes.items():
        wanted, default = given if isinstance(given, tuple) else (given, NO_DEFAULT)
        made.append(Attribute(key, key, wanted, default, ""))
    return Model(name, "", tuple(made))


def test_tag_discriminates_members() -> None:
    models = {"A": model("A", n=INT, type=Choice(("a",))), "B": model("B", type=Choice(("b",)), n=INT)}
    assert discriminate("AnyAB", ["A", "B"], (), models) == Union("AnyAB", "type", False, {"a": "A", "b": "B"}, ())


def test_shared_tag_does_not_discriminate() -> None:
    same = {"A": model("A", type=Choice(("a",)), n=INT), "B": model("B", type=Choice(("a",)), m=INT)}
    assert discriminate("AnyAB", ["A", "B"], (), same) == Union("AnyAB", None, True, {"n": "A", "m": "B"}, ())


def test_tag_missing_from_a_member_does_not_discriminate() -> None:
    models = {"A": model("A", type=Choice(("a",))), "B": model("B", type=STRING, m=INT)}
    assert discriminate("AnyAB", ["A", "B"], (), models) == Union("AnyAB", None, False, {"A": "A", "B": "B"}, ())


def test_own_key_discriminates_only_if_required() -> None:
    models = {"A": model("A", both=INT, a=(INT, 1), cron=STRING), "B": model("B", both=INT, rule=STRING)}
    assert discriminate("AnyAB", ["A", "B"], ("str",), models) == Union(
        "AnyAB", None, True, {"cron": "A", "rule": "B"}, ("str",)
    )
    models["A"] = model("A", both=INT, cron=(STRING, None))
    assert discriminate("AnyAB", ["A", "B"], (), models) == Union("AnyAB", None, False, {"A": "A", "B": "B"}, ())


@pytest.mark.parametrize(
    ("classes", "owner", "name"),
    [
        (["CompoundTrigger", "EventTrigger", "SequenceTrigger"], "trigger", "AnyTrigger"),
        (["FlowRunCreateResult", "FlowRunDeleteResult"], "x", "AnyFlowRunResult"),
        (["CronSchedule", "IntervalSchedule", "RRuleSchedule"], "schedule", "AnySchedule"),
        (["StateAcceptDetails", "StateWaitDetails"], "details", "AnyStateDetails"),
        (["Flow", "Deployment"], "used_by", "AnyUsedBy"),
        (["Flow", "FlowRun"], "it", "AnyIt"),
    ],
)
def test_union_is_named_by_the_words_its_members_share(classes: list[str], owner: str, name: str) -> None:
    assert name_of(classes, owner) == name

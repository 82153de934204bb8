import builtins
import keyword

import pytest

from generator.ir import names


@pytest.mark.parametrize(
    ("text", "snake", "pascal", "constant"),
    [
        ("flow_run", "flow_run", "FlowRun", "FLOW_RUN"),
        ("FlowRun", "flow_run", "FlowRun", "FLOW_RUN"),
        ("Flow Runs", "flow_runs", "FlowRuns", "FLOW_RUNS"),
        ("V2 Concurrency-Limits", "v2_concurrency_limits", "V2ConcurrencyLimits", "V2_CONCURRENCY_LIMITS"),
        ("SQLAlchemySettings", "sql_alchemy_settings", "SQLAlchemySettings", "SQL_ALCHEMY_SETTINGS"),
        ("SLAs", "slas", "SLAs", "SLAS"),
        ("call-webhook", "call_webhook", "CallWebhook", "CALL_WEBHOOK"),
        ("class", "class_", "Class", "CLASS"),
        ("list", "list_", "List", "LIST"),
        ("Any", "any_", "AnyModel", "ANY"),
        ("TypedDict", "typed_dict", "TypedDictModel", "TYPED_DICT"),
        ("models", "models_", "Models", "MODELS"),
        ("2fa", "value_2fa", "Model2fa", "VALUE_2FA"),
        ("__class__", "class_", "Class", "CLASS"),
        ("", "value", "Model", "VALUE"),
        ("///", "value", "Model", "VALUE"),
        ("نص", "value", "Model", "VALUE"),
        ("ﬁle", "file", "File", "FILE"),
        ("a\u202eb", "ab", "Ab", "AB"),
        ("naïve", "naive", "Naive", "NAIVE"),
        ("'; import os #", "import_os", "ImportOs", "IMPORT_OS"),
        ("../../etc/passwd", "etc_passwd", "EtcPasswd", "ETC_PASSWD"),
        ("{{ 7*7 }}", "value_7_7", "Model77", "VALUE_7_7"),
    ],
)
def test_names_are_identifiers(text: str, snake: str, pascal: str, constant: str) -> None:
    assert names.snake_case(text) == snake
    assert names.class_name(text) == pascal
    assert names.constant_name(text) == constant
    assert all(one.isidentifier() and not keyword.iskeyword(one) for one in (snake, pascal, constant))


def test_reserved_names_are_not_shadowed() -> None:
    for reserved in [*dir(builtins), *keyword.kwlist, "Call", "Unknown", "datetime", "field", "operations", "Literal"]:
        for made in (names.snake_case(reserved), names.class_name(reserved), names.constant_name(reserved)):
            assert made not in {*names.RESERVED, *keyword.kwlist}, f"{reserved!r} became {made!r}"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("limit", "limit"),
        ("id", "id"),
        ("type", "type"),
        ("class", "class_"),
        ("from", "from_"),
        ("x-idempotency-key", "x_idempotency_key"),
        ("operations", "operations_"),
        ("body", "body_"),
        ("", "argument"),
    ],
)
def test_argument_may_shadow_only_builtins(key: str, name: str) -> None:
    assert names.argument_name(key) == name


@pytest.mark.parametrize("key", ["id", "type", "flow_id", "any_", "is_null_", "max", "x1"])
def test_valid_attributes(key: str) -> None:
    assert names.is_attribute(key)


@pytest.mark.parametrize(
    "key", ["class", "from", "list", "str", "datetime", "Id", "_id", "__class__", "x-y", "1st", "a b", "", "é", "id\n"]
)
def test_invalid_attributes(key: str) -> None:
    assert not names.is_attribute(key)


def test_unique_uses_the_joint() -> None:
    # A class name has no underscore.
    assert names.unique("Flow", ["Flow", "Flow2"], joint="") == "Flow3"


def test_unique_appends_the_lowest_free_number() -> None:
    assert names.unique("Flow", []) == "Flow"
    assert names.unique("Flow", ["Flow"]) == "Flow_2"
    assert names.unique("Flow", ["Flow", "Flow_2", "Flow_4"]) == "Flow_3"

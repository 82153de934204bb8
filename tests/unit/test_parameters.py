"""Names of parameters, checked against parameter schemas."""

from typing import Any

import pytest

from prefect_http import ArgumentError
from prefect_http._domain.bulk_trigger import TriggerRow, prepare_row
from prefect_http._domain.parameters import check_deployment_parameters, check_parameter_names

SECRET = "S3cret-value"
SCHEMA: dict[str, Any] = {"type": "object", "properties": {"batch_size": {}, "region": {}}, "required": ["region"]}
# As Prefect writes it for a flow without parameters.
NO_PARAMETERS: dict[str, Any] = {"title": "Parameters", "type": "object", "properties": {}, "definitions": {}}


def rejection(parameters: object, schema: object = SCHEMA) -> str:
    with pytest.raises(ArgumentError) as caught:
        check_parameter_names(parameters, schema, "etl/nightly")
    return str(caught.value)


def test_unknown_name_is_rejected_with_the_closest_one() -> None:
    assert rejection({"region": SECRET, "batchsize": SECRET}) == (
        "invalid parameter 'batchsize' (did you mean 'batch_size'?): deployment 'etl/nightly' accepts batch_size, "
        "region, and the run would crash. To send it anyway, use check_parameters=False"
    )


def test_flow_without_parameters_accepts_none() -> None:
    assert rejection({"n": SECRET}, NO_PARAMETERS).startswith(
        "invalid parameter 'n': deployment 'etl/nightly' accepts no parameters, and"
    )


def test_schema_that_forbids_other_names_is_checked() -> None:
    assert "invalid parameter 'x'" in rejection({"x": 1}, {**SCHEMA, "additionalProperties": False})


@pytest.mark.parametrize(
    "schema",
    [
        None,
        {},
        {"type": "object"},
        {"type": "object", "properties": {}},
        {"properties": ["x"]},
        {**SCHEMA, "additionalProperties": True},
        {**SCHEMA, "additionalProperties": {"type": "string"}},
        {**SCHEMA, "patternProperties": {"^x": {}}},
        {**SCHEMA, "allOf": [{"$ref": "#/definitions/x"}]},
        "x",
    ],
)
def test_open_or_unknown_schema_accepts_any_name(schema: object) -> None:
    check_parameter_names({"anything": 1}, schema, "etl/nightly")


@pytest.mark.parametrize("parameters", [None, {}, {"region": 1}, {"batch_size": None, "region": {}}, [1], "x"])
def test_known_names_and_other_values_are_accepted(parameters: object) -> None:
    check_parameter_names(parameters, SCHEMA, "etl/nightly")


def test_name_that_is_not_a_string_is_rejected() -> None:
    assert "invalid parameter 1:" in rejection({1: SECRET})


def test_parameters_of_schedules_are_checked() -> None:
    schedules = ({"schedule": {"cron": "0 6 * * *"}}, {"parameters": {"regoin": SECRET}})
    with pytest.raises(ArgumentError, match=r"invalid parameter 'regoin' \(did you mean 'region'\?\)"):
        check_deployment_parameters({"parameters": {"region": 1}, "schedules": schedules}, SCHEMA, "etl/nightly")


def test_row_with_an_unknown_name_is_not_sent() -> None:
    rows: list[TriggerRow] = [{"parameters": {"region": 1}}, {"parameters": {"Region": SECRET}}]
    good, bad = [prepare_row(index, row, SCHEMA, "etl/nightly") for index, row in enumerate(rows)]
    assert not isinstance(good.request, ArgumentError)
    assert isinstance(bad.request, ArgumentError)
    assert (bad.index, SECRET in str(bad.request), "did you mean 'region'?" in str(bad.request)) == (1, False, True)
    assert not isinstance(prepare_row(1, rows[1], None, "etl/nightly").request, ArgumentError)

"""Models outside of the client: dicts, JSON, pydantic, FastAPI, and data frames."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any
from uuid import UUID

import attrs
import httpx
import pydantic
import pytest

from prefect_http import AsyncPrefect, Outcome, Outcomes, Prefect, errors, models, to_dict, to_json
from prefect_http_api import Unknown
from prefect_http_api import models as api_models

ID, OTHER = UUID(int=1), UUID(int=2)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STATE = models.State(id=ID, type=models.StateType.COMPLETED, name="Completed", timestamp=NOON)


def flow_run(**values: Any) -> models.FlowRun:
    values = {"state": STATE, "state_type": STATE.type, "state_name": STATE.name, "state_id": ID, **values}
    return models.FlowRun(id=ID, flow_id=OTHER, name="tuesday", created=NOON, **values)


RUN = flow_run(parameters={"n": [1, {"deep": None}]}, tags=["a"], total_run_time=1.5)

TRIGGER = api_models.CompoundTrigger(
    id=ID,
    require=api_models.CompoundTriggerRequire.ANY,
    within=1.0,
    triggers=[
        api_models.EventTrigger(id=OTHER, posture=api_models.EventTriggerPosture.REACTIVE, expect=["a"]),
        Unknown({"type": "new", "extra": [1]}),
    ],
)
AUTOMATION = models.Automation(id=ID, name="a", trigger=TRIGGER, actions=[api_models.DoNothing(), Unknown(type="new")])


def test_model_becomes_a_dict_that_json_can_encode() -> None:
    made = to_dict(RUN)
    assert json.loads(json.dumps(made)) == made
    assert made["id"] == str(ID)
    assert made["created"] == "2026-01-01T12:00:00Z"
    assert (made["state_type"], type(made["state_type"])) == ("COMPLETED", str)
    assert made["state"]["timestamp"] == "2026-01-01T12:00:00Z"
    assert made["parameters"] == {"n": [1, {"deep": None}]}
    assert made["end_time"] is None
    assert made["empirical_policy"]["retries"] is None


def test_names_are_part_of_the_dict_if_they_are_set() -> None:
    assert not {"flow_name", "deployment_name"} & to_dict(RUN).keys()
    named = to_dict([attrs.evolve(RUN, flow_name="etl")])
    assert (named[0]["flow_name"], "deployment_name" in named[0]) == ("etl", False)


def test_unknown_members_of_unions_stay_as_sent() -> None:
    made = to_dict(AUTOMATION)
    assert made["trigger"]["triggers"][0]["posture"] == "Reactive"
    assert made["trigger"]["triggers"][1] == {"type": "new", "extra": [1]}
    assert made["actions"] == [{"type": "do-nothing"}, {"type": "new"}]
    unknown = flow_run(state_type=models.StateType("DREAMING"))
    assert to_dict(unknown)["state_type"] == "DREAMING"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((STATE.type, ID, NOON, b"x"), ["COMPLETED", str(ID), "2026-01-01T12:00:00Z", "eA=="]),
        (MappingProxyType({ID: {1: float("nan")}, "x": float("inf")}), {str(ID): {"1": None}, "x": None}),
        ({"run": RUN, "error": errors.ArgumentError("no")}, {"run": to_dict(RUN), "error": "no"}),
        (
            Outcomes([Outcome(index=0, id=ID, error=errors.ArgumentError("no"))]),
            [{"index": 0, "id": str(ID), "error": "no"}],
        ),
        ((item for item in [Decimal("1.5"), "a", None, True]), ["1.5", "a", None, True]),
        ("text", "text"),
        ([], []),
    ],
)
def test_any_value_becomes_plain(value: object, expected: object) -> None:
    assert to_dict(value) == expected


@pytest.mark.parametrize("export", [to_dict, to_json])
def test_value_without_a_json_form_is_rejected(export: Any) -> None:
    with pytest.raises(TypeError, match="object is not JSON-serializable"):
        export({"a": object()})


def test_json_is_that_of_the_dict() -> None:
    assert json.loads(to_json(RUN)) == to_dict(RUN)
    assert json.loads(to_json([RUN, RUN])) == [to_dict(RUN)] * 2
    assert to_json({"ä": float("nan")}) == '{"ä":null}'


def test_json_dumps_takes_to_dict_as_default() -> None:
    assert json.loads(json.dumps({"runs": [RUN], "at": NOON}, default=to_dict)) == {
        "runs": [to_dict(RUN)],
        "at": "2026-01-01T12:00:00Z",
    }


def test_flat_dicts_have_no_lists_and_dicts_inside() -> None:
    (row,) = to_dict([RUN], flat=True)
    assert (row["tags"], row["parameters"], row["name"]) == ('["a"]', '{"n":[1,{"deep":null}]}', "tuesday")
    assert not [key for key, value in row.items() if isinstance(value, list | dict)]
    assert to_dict(RUN, flat=True) == row


def pages(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=to_dict([RUN]) if request.url.path.endswith("/filter") else 1)


def test_listing_becomes_a_list_of_dicts() -> None:
    with Prefect("http://prefect.test/api", transport=httpx.MockTransport(pages)) as client:
        assert to_dict(client.flow_runs.list()) == [to_dict(RUN)]
        assert json.loads(to_json(client.flow_runs.list(limit=1))) == [to_dict(RUN)]


@pytest.mark.anyio
async def test_async_listing_is_rejected_with_advice() -> None:
    async with AsyncPrefect("http://prefect.test/api", transport=httpx.MockTransport(pages)) as client:
        listing = client.flow_runs.list()
        with pytest.raises(TypeError, match=r"AsyncListing can only be read with `async for`: pass `await listing\."):
            to_dict(listing)
        assert to_dict(await listing.to_list()) == [to_dict(RUN)]


def test_pydantic_is_not_imported_without_need() -> None:
    code = (
        "import sys, prefect_http; prefect_http.models.FlowRun; prefect_http.to_dict; print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_pydantic_validates_instances_objects_and_json() -> None:
    adapter = pydantic.TypeAdapter(models.FlowRun)
    assert adapter.validate_python(RUN) is RUN
    for read in (adapter.validate_python(to_dict(RUN)), adapter.validate_json(to_json(RUN))):
        assert type(read) is models.FlowRun
        assert attrs.asdict(read) == attrs.asdict(RUN)
    with pytest.raises(pydantic.ValidationError, match=r"2 validation errors for [\s\S]*state\.timestamp[\s\S]*tags"):
        adapter.validate_python(to_dict(RUN) | {"state": to_dict(STATE) | {"timestamp": "noon"}, "tags": 1})
    assert adapter.validate_python(to_dict(RUN) | {"newer": 1}) == RUN


def test_pydantic_serializes_like_to_dict() -> None:
    adapter = pydantic.TypeAdapter(list[models.FlowRun])
    assert json.loads(adapter.dump_json([RUN])) == to_dict([RUN])
    assert adapter.dump_python([RUN], mode="json") == to_dict([RUN])
    assert adapter.dump_python([RUN])[0]["id"] == ID
    (partial,) = adapter.dump_python([RUN], include={0: {"id": True, "state": {"name"}}}, mode="json")
    assert partial == {"id": str(ID), "state": {"name": "Completed"}}


def test_pydantic_reads_models_that_contain_unions_and_themselves() -> None:
    adapter = pydantic.TypeAdapter(models.Automation)
    read = adapter.validate_json(to_json(AUTOMATION))
    assert attrs.asdict(read) == attrs.asdict(AUTOMATION)
    assert isinstance(read.trigger, api_models.CompoundTrigger)
    assert type(read.actions[1]) is Unknown
    assert json.loads(adapter.dump_json(AUTOMATION)) == to_dict(AUTOMATION)
    with pytest.raises(pydantic.ValidationError, match=r"Expected `CompoundTrigger \| EventTrigger"):
        adapter.validate_python(to_dict(AUTOMATION) | {"trigger": 1})


class Report(pydantic.BaseModel):
    """A model of a user, with models inside."""

    runs: list[models.FlowRun]
    latest: models.State | None = None


def test_models_are_fields_of_pydantic_models() -> None:
    report = Report(runs=[RUN], latest=STATE)
    assert Report.model_validate_json(report.model_dump_json()) == report
    schema = Report.model_json_schema()
    assert schema["properties"]["runs"]["items"] == {"$ref": "#/$defs/FlowRun"}
    assert schema["$defs"]["FlowRun"]["properties"]["created"]["anyOf"][0] == {"format": "date-time", "type": "string"}
    assert schema["$defs"]["FlowRun"]["required"] == ["flow_id", "id", "name"]


def test_every_model_has_a_json_schema() -> None:
    kinds = [getattr(api_models, name) for name in api_models.__all__ if name != "SCHEMA_NAMES"]
    assert len(kinds) > 150
    for kind in kinds:
        adapter = pydantic.TypeAdapter(kind)
        assert adapter.json_schema(mode="validation")
        assert adapter.json_schema(mode="serialization")


@pytest.fixture
def app() -> Any:
    fastapi: Any = pytest.importorskip("fastapi")
    app = fastapi.FastAPI()

    def one() -> models.FlowRun:
        return RUN

    async def many() -> list[models.FlowRun]:
        return [RUN]

    def untyped() -> object:
        return RUN

    def automation() -> models.Automation:
        return AUTOMATION

    def state(run: Annotated[models.FlowRun, fastapi.Body()]) -> models.State:
        return run.state

    app.get("/one")(one)
    app.get("/many")(many)
    app.get("/partial", response_model=models.FlowRun, response_model_exclude={"parameters"})(untyped)
    app.get("/automation")(automation)
    app.post("/state")(state)
    return app


@pytest.mark.anyio
async def test_fastapi_returns_and_takes_models(app: Any) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app.test") as http:
        assert (await http.get("/one")).json() == to_dict(RUN)
        assert (await http.get("/many")).json() == [to_dict(RUN)]
        partial = (await http.get("/partial")).json()
        assert to_dict(RUN).keys() - partial.keys() == {"parameters"}
        assert (await http.get("/automation")).json() == to_dict(AUTOMATION)
        assert (await http.post("/state", json=to_dict(RUN))).json() == to_dict(STATE)
        assert (await http.post("/state", json={})).status_code == 422
        schemas = (await http.get("/openapi.json")).json()["components"]["schemas"]
        assert {"Automation", "CompoundTrigger", "FlowRun", "State", "StateType"} <= schemas.keys()


RUNS = [flow_run(parameters={"x": value}, work_pool_name=name) for value in (1, "a", [1]) for name in (None, "k8s")]


def test_pandas_takes_dicts() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(to_dict(RUNS))
    assert frame.groupby("state_name").size().to_dict() == {"Completed": 6}
    assert list(frame["work_pool_name"].dropna()) == ["k8s"] * 3


def test_polars_takes_flat_dicts() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(to_dict(RUNS, flat=True), infer_schema_length=None)
    assert frame["parameters"].to_list()[::2] == ['{"x":1}', '{"x":"a"}', '{"x":[1]}']
    assert frame["work_pool_name"].drop_nulls().to_list() == ["k8s"] * 3

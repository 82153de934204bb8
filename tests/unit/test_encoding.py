"""Encoding of Python values in request bodies, paths and queries."""

import json
from collections import ChainMap, OrderedDict, UserDict, UserList, UserString, defaultdict, deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType, SimpleNamespace
from typing import Any
from uuid import UUID

import attrs
import msgspec
import pytest

from prefect_http import ArgumentError
from prefect_http._http.encoding import encode_body
from prefect_http_api import Call, deployments, encode, flow_runs, variables, work_pools

ID = UUID(int=7)
OUT_OF_BOUNDS = "numbers must be from -2**63 to 2**64 - 1, since the server could not list larger ones: use a string"


class Text(str):
    """A string as of a TOML reader. Its display form differs from its value."""

    __slots__ = ()

    def __str__(self) -> str:
        return "display"

    __repr__ = __str__


class Int(int):
    def __str__(self) -> str:
        return "display"


class Float(float):
    def __repr__(self) -> str:
        return "display"


class When(datetime):
    """A datetime as of pendulum or pandas, with another ISO format."""

    def isoformat(self, *_: Any, **__: Any) -> str:
        return "display"


class NotATime(datetime):
    """The missing time of pandas: a datetime that differs from itself."""

    __hash__ = None  # type: ignore[assignment]  # as in pandas

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True


class Day(date):
    pass


class Clock(time):
    pass


class Span(timedelta):
    pass


class Amount(Decimal):
    pass


class Ident(UUID):
    pass


class Level(IntEnum):
    HIGH = 3


class Color(StrEnum):
    RED = "red"


class Pair(Enum):
    BOTH = (1, "x")


class Index:
    """An integer as of NumPy: not a subclass of int."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


class Array:
    """An array as of NumPy or pandas."""

    def __init__(self, *items: Any, kind: str = "f") -> None:
        self.items = items
        self.dtype = SimpleNamespace(kind=kind)

    def tolist(self) -> list[Any]:
        return list(self.items)


class Model:
    """A model as of pydantic."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields

    def model_dump(self, *, mode: str) -> dict[str, Any]:
        assert mode == "json"
        return self.fields


class Broken:
    def model_dump(self, *, mode: str) -> dict[str, Any]:
        raise ValueError(f"secret in mode {mode}")


@dataclass
class Data:
    n: Any


@attrs.define
class Attrs:
    n: Any


class Record(msgspec.Struct):
    n: Any


def sent(value: object) -> Any:
    body = encode_body(deployments.create_flow_run_from_deployment(ID, parameters={"v": value}))
    assert body is not None
    return json.loads(body)["parameters"]["v"]


def moment(kind: type[datetime], zone: Any = UTC) -> datetime:
    return kind(2026, 1, 31, 8, tzinfo=zone)


ACCEPTED: list[tuple[Any, Any]] = [
    (Text("x"), "x"),
    (UserString("x"), "x"),
    (Int(5), 5),
    (Float(1.5), 1.5),
    (Index(5), 5),
    (Level.HIGH, 3),
    (Color.RED, "red"),
    (Pair.BOTH, [1, "x"]),
    (Day(2026, 1, 31), "2026-01-31"),
    (Clock(8), "08:00:00"),
    (Span(days=1), "P1D"),
    (Amount("1.50"), "1.50"),
    (Ident(int=7), str(ID)),
    (PurePosixPath("/a/b"), "/a/b"),
    (MappingProxyType({"a": Int(1)}), {"a": 1}),
    (OrderedDict(a=Int(1)), {"a": 1}),
    (defaultdict(list, a=[Text("x")]), {"a": ["x"]}),
    (UserDict({"a": 1}), {"a": 1}),
    (ChainMap({"a": 1}, {"b": 2}), {"a": 1, "b": 2}),
    (UserList([Text("x")]), ["x"]),
    (deque([1, 2]), [1, 2]),
    ({Text("x")}, ["x"]),
    (frozenset({Int(1)}), [1]),
    ({"a": 1}.values(), [1]),
    (Array(1, Float(2)), [1, 2.0]),
    ({"a": Array(Array(Index(1)))}, {"a": [[1]]}),
    (Model(at=Text("x"), inner={"n": Int(1)}), {"at": "x", "inner": {"n": 1}}),
    (Data(Text("x")), {"n": "x"}),
    (Attrs([Int(1)]), {"n": [1]}),
    (Record(Model(a=1)), {"n": {"a": 1}}),
    ({Text("key"): 1}, {"key": 1}),
    ({Int(1): Text("x")}, {"1": "x"}),
    ({Float(1.5): 1}, {"1.5": 1}),
    ({1: None}, {"1": None}),
    ({Index(1): 1}, {"1": 1}),
    ({Level.HIGH: Text("x")}, {"3": "x"}),
]


@pytest.mark.parametrize(("value", "expected"), ACCEPTED, ids=lambda value: type(value).__name__)
def test_value_is_encoded_as_its_base(value: object, expected: object) -> None:
    assert sent(value) == expected
    assert type(sent(value)) is type(expected)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-3)), None])
def test_datetime_is_encoded_as_its_base(zone: Any) -> None:
    assert sent(moment(When, zone)) == sent(moment(datetime, zone))


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"x": NotATime(2026, 1, 1)}, "v.x: NotATime is not JSON-serializable (ValueError)"),
        ([Array(1, kind="M")], "v[0]: Array is not JSON-serializable"),
        (Float("nan"), "v: NaN and infinity are not valid JSON"),
        (Array(1.0, float("inf")), "v[1]: NaN and infinity are not valid JSON"),
        (Data(float("nan")), "v.n: NaN and infinity are not valid JSON"),
        (Broken(), "v: Broken is not JSON-serializable (ValueError)"),
        (1j, "v: complex is not JSON-serializable"),
        (range(3), "v: range is not JSON-serializable"),
        (iter([1]), "v: list_iterator is not JSON-serializable"),
        ({True: 1}, "v: keys must be strings"),
        ({object(): 1}, "v: keys must be strings"),
        (Int(2**64), f"v: {OUT_OF_BOUNDS}"),
        (Index(-(2**63) - 1), f"v: {OUT_OF_BOUNDS}"),
        (2**2000, f"v: {OUT_OF_BOUNDS}"),
        (2.0**64, f"v: {OUT_OF_BOUNDS}"),
        (-(2.0**63), f"v: {OUT_OF_BOUNDS}"),
    ],
)
def test_invalid_value_is_named_by_path_and_type(value: object, problem: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        sent(value)
    assert str(caught.value) == f"deployments.create_flow_run_from_deployment: parameters.{problem}"
    assert caught.value.__cause__ is None
    assert "secret" not in str(caught.value.__context__)


@pytest.mark.parametrize(
    "value",
    ["[" * 300, ["[{"] * 300, [{}] * 300, [[[]]] * 300, "0" * 30, ["1e99"], 2**64 - 1, -(2**63), 1.8e19, 1e-99, None],
)
def test_numbers_and_brackets_in_strings_are_sent(value: object) -> None:
    assert sent(value) == value


def test_depth_counts_from_the_body() -> None:
    value: Any = []
    for _ in range(249):
        value = [value]
    assert sent(value) == value
    with pytest.raises(ArgumentError, match=r"parameters\.v(\[0\])+.*…: values must not nest more than") as caught:
        sent([value])
    assert len(str(caught.value)) < 400


def test_bounds_apply_to_every_body() -> None:
    large = {"a": [1, {"b": 2**64}]}
    calls: list[tuple[Call[Any], str]] = [
        (variables.create_variable(name="x", value=large), "value.a[1].b"),
        (flow_runs.update_flow_run(ID, job_variables=large), "job_variables.a[1].b"),
        (deployments.bulk_create_flow_runs_from_deployment(ID, [{"parameters": large}]), "[0].parameters.a[1].b"),
        (deployments.update_deployment(ID, schedules=[{"schedule": {"cron": "* * * * *"}, "parameters": large}]),
         "schedules[0].parameters.a[1].b"),
    ]  # fmt: skip
    for call, path in calls:
        with pytest.raises(ArgumentError) as caught:
            encode_body(call)
        assert f": {path}: numbers must be" in str(caught.value)


def test_paths_and_queries_use_the_base() -> None:
    assert work_pools.read_work_pool(Text("x")).path == "/work_pools/x"
    assert work_pools.read_work_pool(Color.RED).path == "/work_pools/red"
    assert flow_runs.read_flow_run(Ident(int=7)).path == f"/flow_runs/{ID}"
    assert flow_runs.read_flow_run_graph_v2(ID, since=moment(When)).query == {"since": "2026-01-31T08:00:00Z"}


def test_curl_and_encode_accept_the_same_values() -> None:
    call = deployments.create_flow_run_from_deployment(ID, parameters={"v": Text("x")})
    assert '{"parameters": {"v": "x"}}' in call.curl()
    assert encode([Text("x"), Model(a=Int(1))]) == b'["x",{"a":1}]'

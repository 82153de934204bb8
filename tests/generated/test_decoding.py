"""Decoding is strict about declared types and lenient about unknown ones, at every path of every real response.

A walk over a recorded response, side by side with the type that it is read as, finds the places; at each, one thing is
changed in the JSON, and the response is read again.
"""

import json
import pickle
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
import msgspec
import pytest

from prefect_http_api import (
    DecodeError,
    OpenEnum,
    OpenIntEnum,
    Unknown,
    concurrency_limits_v2,
    deployments,
    encode,
    models,
    operations,
    to_json,
)
from tests.generated.sending import Response, differences

pytestmark = pytest.mark.every_python

Step = str | int


@dataclass(frozen=True)
class Place:
    """A value in a response: its path, its possible types, and whether it discriminates a union."""

    steps: tuple[Step, ...]
    path: str
    types: tuple[Any, ...]
    is_tag: bool = False


@dataclass(frozen=True)
class Recorded:
    """A real response as JSON, with every path in it."""

    operation: str
    status: int
    value: Any
    places: list[Place]

    def read(self, value: Any) -> Any:
        return operations.OPERATIONS[self.operation].decode(self.status, json.dumps(value).encode())

    def changed(self, place: Place, change: Callable[[Any, Step], None]) -> Any:
        """Return a copy of the value with *change* made to the container of *place*."""
        copy = [deepcopy(self.value)]
        holder: Any = copy
        last: Step = 0
        for step in place.steps:
            holder, last = holder[last], step
        change(holder, last)
        return copy[0]

    def with_value(self, place: Place, value: Any) -> Any:
        def put(holder: Any, step: Step) -> None:
            holder[step] = value

        return self.changed(place, put)

    def refuses(self, value: Any, path: str) -> str:
        """Assert that *value* is rejected because of *path*, and return what was expected there."""
        error = self.error(value)
        assert error is not None, f"{self.operation} took something wrong at {path}"
        assert (error.operation, error.status, error.path) == (self.operation, self.status, path)
        assert self.operation in str(error)
        assert path in str(error)
        return error.expected

    def error(self, value: Any) -> DecodeError | None:
        try:
            self.read(value)
        except DecodeError as error:
            return error
        return None


def alternatives(wanted: Any) -> tuple[Any, ...]:
    if get_origin(wanted) in {Union, UnionType}:
        return tuple(inner for one in get_args(wanted) for inner in alternatives(one))
    if hasattr(wanted, "choose"):  # A union of classes, which the package discriminates.
        return (*wanted.members.values(), *wanted.others)
    return (wanted,)


def is_class(one: Any) -> bool:
    return isinstance(one, type) and (attrs.has(one) or issubclass(one, msgspec.Struct))


@cache
def fields(of: type) -> dict[str, tuple[Any, bool]]:
    """Return the type of each key of *of*, and whether it is required."""
    hints = get_type_hints(of)
    if attrs.has(of):
        return {
            one.name: (hints[one.name], one.default is attrs.NOTHING) for one in attrs.fields(of) if not one.metadata
        }
    return {one.encode_name: (hints[one.name], one.required) for one in msgspec.structs.fields(of)}


def class_of(value: dict[str, Any], types: tuple[Any, ...]) -> type | None:
    """Return the class of *value*: in a union, the one whose constants or else keys it has."""
    fitting: list[type] = []
    for one in filter(is_class, types):
        known = fields(one)
        constants = {key: get_args(hint)[0] for key, (hint, _) in known.items() if get_origin(hint) is Literal}
        if value.keys() >= known.keys() and all(value[key] == constant for key, constant in constants.items()):
            fitting.append(one)
    return fitting[0] if fitting else None


def walk(
    value: Any, wanted: Any, steps: tuple[Step, ...] = (), path: str = "$", *, is_tag: bool = False
) -> Iterator[Place]:
    types = alternatives(wanted)
    if Any in types:
        return
    yield Place(steps, path, types, is_tag)
    if isinstance(value, list):
        inner = [get_args(one)[0] for one in types if get_origin(one) is list]
        for index, item in enumerate(value):
            yield from walk(item, inner[0], (*steps, index), f"{path}[{index}]")
    elif isinstance(value, dict):
        said = cast("dict[str, Any]", value)
        of = class_of(said, types)
        if of is not None:
            for key, (hint, _) in fields(of).items():
                tag = get_origin(hint) is Literal and sum(map(is_class, types)) > 1
                yield from walk(said[key], hint, (*steps, key), f"{path}.{key}", is_tag=tag)
        else:
            inner = [get_args(one)[1] for one in types if get_origin(one) is dict]
            for key, item in said.items():
                # msgspec reports that a value of a map is wrong, but not which.
                yield from walk(item, inner[0], (*steps, key), f"{path}[...]")


@pytest.fixture(scope="session")
def recorded(responses: list[Response]) -> list[Recorded]:
    """Return the responses that reach paths that no earlier response of the same operation reached."""
    found: list[Recorded] = []
    seen: set[tuple[str, int, str, tuple[Any, ...]]] = set()
    for response in responses:
        operation = operations.OPERATIONS[response.operation]
        if not response.content or not operation.media_type.endswith("json"):
            continue
        value = json.loads(response.content)
        places = list(walk(value, operation.response(response.status)))
        keys = {(response.operation, response.status, place.path, place.types) for place in places}
        if not keys <= seen:
            seen |= keys
            found.append(Recorded(response.operation, response.status, value, places))
    return found


def objects(recorded: list[Recorded]) -> Iterator[tuple[Recorded, Place, Any, type]]:
    """Yield every object of a class in every response."""
    for response in recorded:
        for place in response.places:
            value = response.value
            for step in place.steps:
                value = value[step]
            of = class_of(cast("dict[str, Any]", value), place.types) if isinstance(value, dict) else None
            if of is not None:
                yield response, place, value, of


def test_responses_cover_every_class(recorded: list[Recorded]) -> None:
    seen = {of.__name__ for _, _, _, of in objects(recorded)}
    assert {name for name in models.__all__ if is_class(getattr(models, name))} - seen == {"CsrfToken", "UpdatedBy"}
    paths = {place.path for response in recorded for place in response.places}
    # Cover nesting: lists, unions, lists of unions in unions, maps of lists of unions.
    assert "$.schedules[2].schedule" in paths
    assert "$.trigger.triggers[2].triggers[1].triggers[0].posture" in paths
    assert "$.task_inputs[...][3].input_type" in paths
    assert "$.nodes[0][1].parents" in paths
    assert sum(len(response.places) for response in recorded) > 4000


def test_missing_key_is_reported(recorded: list[Recorded]) -> None:
    removed: set[tuple[str, str]] = set()
    required: set[tuple[str, str]] = set()
    for response, place, value, of in objects(recorded):
        required |= {(of.__name__, key) for key, (_, must) in fields(of).items() if must}
        for key, (_, must) in fields(of).items():
            shrunk = response.with_value(place, {name: inner for name, inner in value.items() if name != key})
            if must and not tells_apart(key, place.types):
                expected = response.refuses(shrunk, place.path)
                assert expected == f"Object missing required field `{key}`"
                removed.add((of.__name__, key))
            elif not must:
                response.read(shrunk)
    # Without its discriminator, an object is an unknown member of the union.
    assert required - removed == {
        ("CronSchedule", "cron"),
        ("IntervalSchedule", "interval"),
        ("RRuleSchedule", "rrule"),
        ("SchemaValueIndexError", "index"),
        ("SchemaValuePropertyError", "property"),
    }
    assert len(removed) > 230


def tells_apart(key: str, types: tuple[Any, ...]) -> bool:
    return (
        key in {"cron", "interval", "rrule", "index", "property"} and len([one for one in types if is_class(one)]) > 1
    )


# A value of each JSON type, to put where it does not belong.
KINDS: dict[str, Any] = {"array": [], "number": 12.5, "text": "no such thing", "object": {"no": "such"}, "bool": True}


def accepted(one: Any) -> set[str]:
    """Return the JSON types that decode to *one*, whatever the value."""
    if one is None:
        # The document does not declare the content, which the client ignores.
        return {*KINDS}
    if one in {UUID, datetime, date} or get_origin(one) is Literal:
        return set()
    if isinstance(one, type) and issubclass(one, str | OpenEnum):
        return {"text"}
    if isinstance(one, type) and issubclass(one, Enum):
        return {"number"}
    if one is bool:
        return {"bool"}
    if one is float:
        return {"number"}
    if one is int:
        return set()
    if get_origin(one) is list:
        return {"array"}
    return {"object"} if is_class(one) or get_origin(one) is dict else set()


def test_wrong_type_is_reported(recorded: list[Recorded]) -> None:
    tried = 0
    for response in recorded:
        for place in response.places:
            allowed = set().union(*map(accepted, place.types))
            for kind in KINDS.keys() - allowed:
                # An object of no known class in a union comes from a newer server: see below.
                if place.is_tag or (kind == "object" and sum(map(is_class, place.types)) > 1):
                    continue
                response.refuses(response.with_value(place, KINDS[kind]), place.path)
                tried += 1
    assert tried > 12_000


def test_null_is_reported_where_it_is_not_allowed(recorded: list[Recorded]) -> None:
    refused = taken = 0
    for response in recorded:
        for place in response.places:
            emptied = response.with_value(place, None)
            if place.is_tag or type(None) in place.types or None in place.types:
                response.read(emptied)
                taken += 1
            else:
                response.refuses(emptied, place.path)
                refused += 1
    assert refused > 2000
    assert taken > 1000


def test_unknown_key_is_ignored_at_every_level(recorded: list[Recorded]) -> None:
    for response, place, value, _ in objects(recorded):
        grown = response.with_value(place, {**value, "not_known_yet": {"a": [1]}})
        assert response.read(grown) == response.read(response.value)


def test_unknown_enum_value_is_kept(recorded: list[Recorded]) -> None:
    seen: set[str] = set()
    for response in recorded:
        for place in response.places:
            enums = [one for one in place.types if isinstance(one, type) and issubclass(one, OpenEnum | OpenIntEnum)]
            if not enums or any(one is str for one in place.types):
                continue
            new: object = "NOT_KNOWN_YET" if issubclass(enums[0], str) else 987
            changed = response.with_value(place, new)
            decoded = response.read(changed)
            assert list(differences(changed, json.loads(to_json(decoded)))) == []
            member = at(decoded, place.steps)
            assert member == new
            assert isinstance(member, enums[0])
            assert member.value == new
            assert member not in list(enums[0])
            seen.add(enums[0].__name__)
    assert len(seen) > 15


def test_unknown_union_member_keeps_its_data(recorded: list[Recorded]) -> None:
    new = {"type": "not-known-yet", "input_type": "not-known-yet", "id": 3, "inner": {"a": [None, 1.5, "ä"]}}
    seen: set[str] = set()
    for response, place, _, of in objects(recorded):
        if sum(map(is_class, place.types)) < 2:
            continue
        changed = response.with_value(place, new)
        decoded = response.read(changed)
        member = at(decoded, place.steps)
        assert isinstance(member, Unknown)
        assert member == new
        assert list(differences(changed, json.loads(to_json(decoded)))) == []
        seen.add(of.__name__)
    assert seen == UNION_MEMBERS


UNION_MEMBERS = {
    *("CronSchedule", "IntervalSchedule", "RRuleSchedule"),
    *("Constant", "FlowRunResult", "Parameter", "TaskRunResult"),
    *("CompoundTrigger", "EventTrigger", "SequenceTrigger"),
    *("StateAbortDetails", "StateAcceptDetails", "StateRejectDetails", "StateWaitDetails"),
    *("SchemaValueIndexError", "SchemaValuePropertyError"),
    *("CallWebhook", "CancelFlowRun", "ChangeFlowRunState", "DeleteFlowRun", "DoNothing", "PauseAutomation"),
    *("PauseDeployment", "PauseWorkPool", "PauseWorkQueue", "ResumeAutomation", "ResumeDeployment", "ResumeFlowRun"),
    *("ResumeWorkPool", "ResumeWorkQueue", "RunDeployment", "SendNotification", "SuspendFlowRun"),
}


def at(decoded: Any, steps: tuple[Step, ...]) -> Any:
    for step in steps:
        if isinstance(decoded, list | dict):
            decoded = cast("Any", decoded)[step]
        elif attrs.has(type(decoded)):
            decoded = getattr(decoded, str(step))
        else:
            names = {one.encode_name: one.name for one in msgspec.structs.fields(decoded)}
            decoded = getattr(decoded, names[str(step)])
    return decoded


@pytest.mark.parametrize(
    ("content", "path", "expected"),
    [
        (b"", "$", "Input data was truncated"),
        (b'{"id": ', "$", "Input data was truncated"),
        (b"<html>Sign in</html>", "$", "JSON is malformed: invalid character (byte 0)"),
        (b"\xff", "$", "JSON is malformed: invalid character (byte 0)"),
        (b"null", "$", "Expected `object`, got `null`"),
        (b"[]", "$", "Expected `object`, got `array`"),
        (b'{"labels": ' + b"[" * 100_000, "$.labels", "Expected `object | null`, got `array`"),
        (b'{"not_known_yet": ' + b"[" * 100_000, "$", "maximum recursion depth exceeded"),
    ],
)
def test_malformed_response_is_reported(content: bytes, path: str, expected: str) -> None:
    with pytest.raises(DecodeError) as caught:
        operations.OPERATIONS["flows.read_flow"].decode(200, content)
    assert caught.value.operation == "flows.read_flow"
    assert caught.value.path == path
    assert expected in caught.value.expected


LIMIT = b"""{
    "id": "6f0c5c9e-0f0e-4d3c-8d7e-1b7f6f9a0001", "created": null, "updated": null, "active": true, "name": "db",
    "limit": 3, "active_slots": 1, "slot_decay_per_second": 0.0
}"""


def read_limit(content: bytes) -> Any:
    return operations.OPERATIONS["concurrency_limits_v2.read_concurrency_limit_v2"].decode(200, content)


def test_null_labels_are_read_as_empty(recorded: list[Recorded]) -> None:
    seen: set[str] = set()
    for response, place, value, of in objects(recorded):
        if "labels" in value and of.__name__ != "ResourceSpecification":
            decoded = [
                response.read(response.with_value(place, {**value, "labels": labels}))
                for labels in (None, {}, {"a": 1})
            ]
            assert at(decoded[0], place.steps).labels == {}
            assert at(decoded[2], place.steps).labels == {"a": 1}
            assert decoded[0] == decoded[1] == pickle.loads(pickle.dumps(decoded[0]))  # noqa: S301  # own bytes
            seen.add(of.__name__)
    assert seen == {"Deployment", "Flow", "FlowRun", "ScheduledFlowRun", "TaskRun", "UITaskRun"}


def test_null_counts_are_read_as_none(recorded: list[Recorded]) -> None:
    seen: set[tuple[str, str]] = set()
    for response, place, value, of in objects(recorded):
        if "ConcurrencyStatus" in of.__name__:
            for key in value.keys() & {"active_slots", "count", "pages"}:
                decoded = response.read(response.with_value(place, {**value, key: None}))
                assert getattr(at(decoded, place.steps), key) is None
                seen.add((of.__name__, key))
    assert seen == {
        *(("WorkPoolConcurrencyStatus", key) for key in ("active_slots", "count", "pages")),
        *(("WorkQueueConcurrencyStatus", key) for key in ("active_slots", "count", "pages")),
        ("WorkQueueConcurrencyStatusDetail", "active_slots"),
    }


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (3600, 3600.0),
        (0.5, 0.5),
        ("PT1H", 3600.0),
        ("P1D", 86_400.0),
        ("P1W", 604_800.0),
        ("P1DT2H3M4.5S", 93_784.5),
        ("PT0.25S", 0.25),
        ("01:00:00", 3600.0),
        ("00:00:00.500000", 0.5),
        ("26:00", 93_600.0),
        ("1 day, 1:00:00", 90_000.0),
        ("2 days, 0:00:00", 172_800.0),
        ("2 00:00:01", 172_801.0),
        ("3600", 3600.0),
        ("3600.0", 3600.0),
    ],
)
def test_interval_is_read_as_seconds(interval: float | str, expected: float) -> None:
    schedule = read_schedule(interval)
    assert schedule.interval == expected
    assert type(schedule.interval) is float
    assert json.loads(encode(schedule))["interval"] == expected


@pytest.mark.parametrize("interval", ["", "soon", "P1M", "1:2:3:4", "nan", "inf", "1e400"])
def test_invalid_interval_is_reported(interval: str) -> None:
    with pytest.raises(DecodeError) as caught:
        read_schedule(interval)
    assert caught.value.path == "$[0].schedule"
    assert caught.value.expected == "Expected a number of seconds or a duration, such as `PT1H`, got `str`"


def read_schedule(interval: float | str) -> models.IntervalSchedule:
    schedule = {"interval": interval, "anchor_date": "2026-01-01T00:00:00Z", "timezone": "UTC"}
    row = {"id": str(UUID(int=1)), "active": True, "schedule": schedule}
    call = deployments.read_deployment_schedules(UUID(int=1))
    (read,) = call.decode(200, json.dumps([row]).encode())
    assert isinstance(read.schedule, models.IntervalSchedule)
    # Prefect Cloud leaves these keys out.
    assert (read.created, read.updated, read.max_scheduled_runs, read.parameters) == (None, None, None, {})
    return read.schedule


@pytest.mark.parametrize(
    ("operation", "status"),
    [("logs.create_logs", 202), ("deployments.pause_deployment", 200), ("flow_runs.create_flow_run_input", 201)],
)
def test_undeclared_content_is_ignored(operation: str, status: int) -> None:
    for content in (b"", b"null", b'{"detail": "accepted"}', b"[1]"):
        assert operations.OPERATIONS[operation].decode(status, content) is None
    for content in (b"<html>Sign in</html>", b'{"detail": '):
        with pytest.raises(DecodeError):
            operations.OPERATIONS[operation].decode(status, content)


def test_content_is_reported_where_none_is_declared() -> None:
    delete = operations.OPERATIONS["flows.delete_flow"]
    assert delete.decode(204, b"") is None
    with pytest.raises(DecodeError, match="Expected `null`, got `object`"):
        delete.decode(200, b'{"detail": "sign in"}')


class Named(msgspec.Struct):
    name: str


def test_decode_as_decodes_part_of_a_response() -> None:
    call = concurrency_limits_v2.read_concurrency_limit_v2("db")
    narrowed = call.decode_as(Named)
    assert narrowed.decode(200, LIMIT) == Named("db")
    assert (narrowed.method, narrowed.path, narrowed.operation.name) == (call.method, call.path, call.operation.name)
    assert call.decode(200, LIMIT).limit == 3
    with pytest.raises(DecodeError, match=r"at \$: Object missing required field `name`"):
        narrowed.decode(200, b"{}")

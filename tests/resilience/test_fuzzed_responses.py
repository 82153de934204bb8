"""Whatever becomes of a real answer on its way, it is read, or there is a ``DecodeError`` that says where.

``tests/generated/test_decoding.py`` changes one place at a time and knows the outcome. Here several places change
at once, by chance, and bytes too; and the methods that do more than to read an answer get such ones.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, islice
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import DecodeError, Prefect, PrefectHTTPError
from prefect_http_api import Call, Operation
from prefect_http_api.operations import OPERATIONS
from tests.generated.sending import Answer, losses
from tests.support.clock import Clock
from tests.support.stub import API

Change = Callable[[random.Random, Any, Any], None]
"""Changes what an object or a list, the second argument, has under a key or an index, the third."""

VALUES: dict[str, Callable[[random.Random], Any]] = {
    "null": lambda _: None,
    "a boolean": lambda chance: chance.random() < 0.5,
    "an integer": lambda chance: chance.choice([0, -1, 1, 2**31, 2**63, -(2**64), 2**100, 10**4000]),
    "a number": lambda chance: chance.choice([0.5, -0.0, 1e308, 5e-324, 12.0]),
    "a text": lambda chance: chance.choice(["", "x", "NEW_VALUE", "ä\U0001f600\x00", "x" * 100_000, "null", "1"]),
    "a list": lambda chance: chance.choice([[], [None], [[]], [{}], list(range(1000))]),
    "an object": lambda chance: chance.choice([{}, {"type": "new"}, {"id": 1}, {"": {}}, {"a": {"b": {"c": [1]}}}]),
    "a time": lambda chance: chance.choice(
        [
            "2026-01-31T08:00:00",
            "2026-01-31T08:00:00.123456+05:30",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "2026-02-30T00:00:00Z",
            "2026-01-31",
        ]
    ),
    "an id": lambda chance: str(UUID(int=chance.getrandbits(128))),
}


def _put(kind: str) -> Change:
    def put(chance: random.Random, holder: Any, key: Any) -> None:
        holder[key] = VALUES[kind](chance)

    return put


def _take_away(_: random.Random, holder: Any, key: Any) -> None:
    del holder[key]


def _add(chance: random.Random, holder: Any, key: Any) -> None:
    added = VALUES[chance.choice([*VALUES])](chance)
    if isinstance(holder, dict):
        holder["not_known_yet"] = added
    else:
        holder.insert(key, added)


def _double(_: random.Random, holder: Any, key: Any) -> None:
    holder[key] = [holder[key], holder[key]]


CHANGES: dict[str, Change] = {
    **{f"{kind} instead": _put(kind) for kind in VALUES},
    "taken away": _take_away,
    "one more": _add,
    "doubled": _double,
}


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each value in *value* by what holds it, and by its key or index there."""
    inside = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, inner in inside:
        yield value, key
        yield from places(inner)


def changed(chance: random.Random, value: Any, done: Counter[str] | None = None) -> Any:
    """Return *value* with one to three changes in it, and count them."""
    around = [deepcopy(value)]
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        holder, key = chance.choice(list(places(around)) or [(around, 0)])
        kind = chance.choice([*CHANGES])
        CHANGES[kind](chance, holder, key)
        if done is not None:
            done[kind] += 1
        if not around:
            return None
    return around[0]


def damaged(chance: random.Random, content: bytes) -> bytes:
    """Return *content* with some of its bytes changed, lost or doubled."""
    at, length = chance.randrange(len(content) + 1), chance.choice([1, 1, 2, 10, 1000])
    kind = chance.randrange(4)
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + chance.randbytes(length) + content[at + length :]
    if kind == 2:
        return content[:at] + content[at + length :]
    return content[:at] + content[at : at + length] * 2 + content[at + length :]


@dataclass(frozen=True)
class Recorded:
    """A real answer, and what was asked."""

    operation: Operation[Any]
    status: int
    content: bytes

    @property
    def value(self) -> Any:
        return json.loads(self.content)


@pytest.fixture(scope="module")
def recorded(answers: list[Answer]) -> list[Recorded]:
    """Every answer of which each byte can be tried without it taking all of the time."""
    return [
        Recorded(OPERATIONS[answer.operation], answer.status, answer.content)
        for answer in answers
        if len(answer.content) < 20_000
    ]


def of_json(recorded: list[Recorded]) -> list[Recorded]:
    return [one for one in recorded if one.content and one.operation.media_type.endswith("json")]


def read(client: Prefect, one: Recorded) -> object:
    """Have *client*, of which the transport answers with it, read *one*."""
    segments = [UUID(int=1)] * one.operation.path.count("{")
    return client.send(Call(one.operation, *segments))


class Mirror(httpx.BaseTransport):
    """Answers what it holds."""

    def __init__(self) -> None:
        self.status = 200
        self.content = b""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(self.status, stream=httpx.ByteStream(self.content), request=request)


def outcome(client: Prefect, mirror: Mirror, one: Recorded, content: bytes) -> object:
    """Return what *client* makes of *content* in place of *one*: a value, or the error, which is checked."""
    mirror.status, mirror.content = one.status, content
    try:
        return read(client, one)
    except DecodeError as error:
        told = error
    assert told.path.startswith("$")
    assert told.expected
    assert told.operation == one.operation.name
    assert len(str(told)) < 2000
    return told


# A key that is not known is passed over, and one that is missing has its default; nothing becomes something else.
_HARMLESS = re.compile(r".*: (lost|made up)$")


def test_a_changed_answer_is_read_as_it_is_or_refused(
    recorded: list[Recorded], seed: int, scaled: Callable[..., int], survived: Callable[[str, str, str], None]
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    mirror, refused, kinds = Mirror(), 0, Counter[str]()
    total = scaled(short=5_000, full=100_000)
    answers = of_json(recorded)
    with Prefect(API, transport=mirror, retry=False) as client:
        for _ in range(total):
            one = chance.choice(answers)
            value = changed(chance, one.value, kinds)
            content = json.dumps(value).encode()
            found = outcome(client, mirror, one, content)
            refused += isinstance(found, DecodeError)
            if not isinstance(found, DecodeError):
                altered = losses(Answer(one.operation.name, one.status, content), found, "application/json")
                assert [loss for loss in altered if not _HARMLESS.match(loss)] == []
    assert kinds.keys() == CHANGES.keys()
    assert 0 < refused < total
    told = f"{total - refused:,} read as they are, {refused:,} DecodeErrors with a path"
    survived("Fuzzed responses", f"{total:,} real answers, changed in one to three places", told)


def test_damaged_bytes_are_read_or_refused(
    recorded: list[Recorded], seed: int, scaled: Callable[..., int], survived: Callable[[str, str, str], None]
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    mirror, refused = Mirror(), 0
    total = scaled(short=5_000, full=100_000)
    with Prefect(API, transport=mirror, retry=False) as client:
        for _ in range(total):
            one = chance.choice(recorded)
            refused += isinstance(outcome(client, mirror, one, damaged(chance, one.content)), DecodeError)
    assert 0 < refused < total
    survived(
        "Fuzzed responses",
        f"{total:,} real answers with bytes changed, lost or doubled",
        f"{total - refused:,} read, {refused:,} DecodeErrors with a path",
    )


def test_an_error_of_the_server_is_one_whatever_its_body_says(recorded: list[Recorded], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    mirror, statuses = Mirror(), count(300)
    problems = {
        "exception_message": "Invalid request received.",
        "exception_detail": [{"loc": ["body", "x"], "msg": "Field required", "type": "missing", "input": {}}],
        "request_body": {"x": "y"},
        "detail": "Not found",
    }
    with Prefect(API, transport=mirror, retry=False) as client:
        for status in islice(statuses, 300):
            one = chance.choice(recorded)
            content = json.dumps(changed(chance, problems)).encode()
            mirror.status, mirror.content = status, content if chance.random() < 0.5 else damaged(chance, content)
            with pytest.raises(PrefectHTTPError) as caught:
                read(client, one)
            assert len(str(caught.value)) < 5000


class Replay(httpx.BaseTransport):
    """Answers each operation with one of its real answers, about half of them changed.

    Attributes:
        asked: how often it was asked.
    """

    def __init__(self, chance: random.Random, recorded: list[Recorded]) -> None:
        self._chance = chance
        self._answers: dict[str, list[Recorded]] = {}
        for one in recorded:
            self._answers.setdefault(one.operation.name, []).append(one)
        self._routes = [
            (operation.method, re.compile(re.sub(r"\\{[^}]*\\}", "[^/]*", re.escape(f"/api{operation.path}"))), name)
            for name, operation in sorted(OPERATIONS.items(), key=lambda item: item[1].path.count("{"))
        ]
        self.asked = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        assert self.asked < 3000, "the method goes on for ever"
        path = request.url.raw_path.partition(b"?")[0].decode()
        (name, *_) = [
            name for method, route, name in self._routes if method == request.method and route.fullmatch(path)
        ]
        if name not in self._answers:
            return httpx.Response(404, json={"detail": "Not there"})
        one = self._chance.choice(self._answers[name])
        content = one.content
        if self._chance.random() < 0.5 and content and one.operation.media_type.endswith("json"):
            content = json.dumps(changed(self._chance, one.value)).encode()
        return httpx.Response(one.status, stream=httpx.ByteStream(content))


RUN, THING = UUID(int=1), UUID(int=2)


def first(rows: Any, most: int = 500) -> list[Any]:
    return list(islice(rows, most))


METHODS: dict[str, Callable[[Prefect, UUID], object]] = {
    "health": lambda one, _: one.health(),
    "ready": lambda one, _: one.ready(),
    "wait_until_ready": lambda one, _: one.wait_until_ready(),
    "check_compatibility": lambda one, _: one.check_compatibility(),
    "settings": lambda one, _: one.admin.settings(),
    "trigger": lambda one, _: one.deployments.trigger("a/b"),
    "trigger by id": lambda one, _: one.deployments.trigger(THING, parameters={"a": 1}),
    "trigger and wait": lambda one, _: one.deployments.trigger("a/b", wait=True, timeout=60, raise_on_failure=True),
    "trigger_many": lambda one, _: first(one.deployments.trigger_many("a/b", [{}, {"name": "x"}, {"tags": ["a"]}])),
    "get deployment": lambda one, _: one.deployments.get("a/b"),
    "pause deployment": lambda one, _: one.deployments.pause("a/b"),
    "schedules": lambda one, _: one.deployments.schedules.list("a/b"),
    "create schedule": lambda one, _: one.deployments.schedules.create("a/b", cron="0 8 * * *"),
    "pause schedule": lambda one, _: one.deployments.schedules.pause("a/b", THING),
    "update schedule": lambda one, _: one.deployments.schedules.update("a/b", THING, timezone="Europe/Berlin"),
    "wait": lambda one, run: one.flow_runs.wait(run, timeout=60),
    "wait_many": lambda one, run: one.flow_runs.wait_many([run, THING], timeout=60),
    "logs": lambda one, run: first(one.flow_runs.logs(run)),
    "follow_logs": lambda one, run: first(one.flow_runs.follow_logs(run, timeout=60)),
    "cancel": lambda one, run: one.flow_runs.cancel(run),
    "pause run": lambda one, run: one.flow_runs.pause(run),
    "suspend": lambda one, run: one.flow_runs.suspend(run),
    "resume": lambda one, run: one.flow_runs.resume(run),
    "retry": lambda one, run: one.flow_runs.retry(run),
    "inputs": lambda one, run: one.flow_runs.inputs.list(run),
    "input": lambda one, run: one.flow_runs.inputs.get(run, "key"),
    "graph": lambda one, run: one.flow_runs.graph(run),
    "runs by start": lambda one, _: first(one.flow_runs.list(sort="EXPECTED_START_TIME_ASC")),
    "runs by name": lambda one, _: first(one.flow_runs.list(sort="NAME_ASC")),
    "task runs": lambda one, _: first(one.task_runs.list()),
    "events": lambda one, _: first(one.events.list()),
    "flows": lambda one, _: first(one.flows.list()),
    "get flow": lambda one, _: one.flows.get("a"),
    "deployments": lambda one, _: first(one.deployments.list()),
    "work pools": lambda one, _: first(one.work_pools.list()),
    "work queue": lambda one, _: one.work_queues.get("a/b"),
    "block document": lambda one, _: one.block_documents.get("a/b"),
    "create block document": lambda one, _: one.block_documents.create("a", "b", {"c": 1}),
    "block types": lambda one, _: first(one.block_types.list()),
    "automations": lambda one, _: first(one.automations.list()),
    "variables": lambda one, _: first(one.variables.list()),
    "set variable": lambda one, _: one.variables.set("a", 1),
    "limits": lambda one, _: first(one.concurrency_limits.list()),
    "artifacts": lambda one, _: first(one.artifacts.list_latest()),
    "saved searches": lambda one, _: first(one.saved_searches.list()),
}


@pytest.mark.usefixtures("clock")
def test_no_method_fails_with_anything_but_an_error_of_the_tree(
    recorded: list[Recorded],
    seed: int,
    clock: Clock,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    total, raised, values = scaled(short=500, full=8_000), Counter[str](), 0
    runs = [UUID(one.value["id"]) for one in recorded if one.operation.name == "flow_runs.read_flow_run"]
    replay = Replay(chance, recorded)
    for number in range(total):
        name = [*METHODS][number % len(METHODS)]
        replay.asked = 0
        with Prefect(API, transport=replay, retry=False) as client:
            try:
                METHODS[name](client, chance.choice(runs))
                values += 1
            except PrefectHTTPError as error:
                raised[type(error).__name__] += 1
            except Exception as error:
                raise AssertionError(f"{name} raised {error!r}") from error
    assert clock.now > 0
    assert values
    assert raised["DecodeError"]
    told = ", ".join(f"{number:,} {name}" for name, number in raised.most_common())
    survived("Fuzzed responses", f"{total:,} calls of {len(METHODS)} methods", f"{values:,} values, {told}")

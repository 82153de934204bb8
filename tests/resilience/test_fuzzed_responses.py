"""Randomly changed responses decode without loss or raise a ``DecodeError`` with a path.

``tests/generated/test_decoding.py`` makes one change at a time and knows its outcome. Here several random changes are
made at once, bytes are damaged, and the client's methods get such responses too.
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
from urllib.parse import unquote
from uuid import UUID

import httpx
import pytest

from prefect_http import DecodeError, Prefect, PrefectHTTPError
from prefect_http_api import Call, Operation
from prefect_http_api.operations import OPERATIONS
from tests.generated.sending import Response, losses
from tests.support.clock import Clock
from tests.support.stub import API

Change = Callable[[random.Random, Any, Any], None]
"""Changes an element of a dict or list: ``change(random, container, key)``."""

VALUES: dict[str, Callable[[random.Random], Any]] = {
    "null": lambda _: None,
    "a boolean": lambda rng: rng.random() < 0.5,
    "an integer": lambda rng: rng.choice([0, -1, 1, 2**31, 2**63, -(2**64), 2**100, 10**4000]),
    "a number": lambda rng: rng.choice([0.5, -0.0, 1e308, 5e-324, 12.0]),
    "a string": lambda rng: rng.choice(["", "x", "NEW_VALUE", "ä\U0001f600\x00", "x" * 100_000, "null", "1"]),
    "a list": lambda rng: rng.choice([[], [None], [[]], [{}], list(range(1000))]),
    "an object": lambda rng: rng.choice([{}, {"type": "new"}, {"id": 1}, {"": {}}, {"a": {"b": {"c": [1]}}}]),
    "a time": lambda rng: rng.choice(
        [
            "2026-01-31T08:00:00",
            "2026-01-31T08:00:00.123456+05:30",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "2026-02-30T00:00:00Z",
            "2026-01-31",
        ]
    ),
    "a UUID": lambda rng: str(UUID(int=rng.getrandbits(128))),
}


def _replace_with(kind: str) -> Change:
    def replace(rng: random.Random, container: Any, key: Any) -> None:
        container[key] = VALUES[kind](rng)

    return replace


def _remove(_: random.Random, container: Any, key: Any) -> None:
    del container[key]


def _add(rng: random.Random, container: Any, key: Any) -> None:
    added = VALUES[rng.choice([*VALUES])](rng)
    if isinstance(container, dict):
        container["not_known_yet"] = added
    else:
        container.insert(key, added)


def _double(_: random.Random, container: Any, key: Any) -> None:
    container[key] = [container[key], container[key]]


CHANGES: dict[str, Change] = {
    **{f"replaced with {kind}": _replace_with(kind) for kind in VALUES},
    "removed": _remove,
    "added": _add,
    "doubled": _double,
}


def elements(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the container and the key or index of each element in *value*, recursively."""
    children = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, inner in children:
        yield value, key
        yield from elements(inner)


def changed(rng: random.Random, value: Any, counts: Counter[str] | None = None) -> Any:
    """Return a copy of *value* with one to three changes, and add their kinds to *counts*."""
    root = [deepcopy(value)]
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        container, key = rng.choice(list(elements(root)) or [(root, 0)])
        kind = rng.choice([*CHANGES])
        CHANGES[kind](rng, container, key)
        if counts is not None:
            counts[kind] += 1
        if not root:
            return None
    return root[0]


def damaged(rng: random.Random, content: bytes) -> bytes:
    """Return *content* with some bytes changed, removed or repeated."""
    at, length = rng.randrange(len(content) + 1), rng.choice([1, 1, 2, 10, 1000])
    kind = rng.randrange(4)
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + rng.randbytes(length) + content[at + length :]
    if kind == 2:
        return content[:at] + content[at + length :]
    return content[:at] + content[at : at + length] * 2 + content[at + length :]


@dataclass(frozen=True)
class Recorded:
    """A response of the real server, and its call without the body."""

    call: Call[Any]
    status: int
    content: bytes

    @property
    def operation(self) -> Operation[Any]:
        return self.call.operation

    @property
    def value(self) -> Any:
        return json.loads(self.content)


@pytest.fixture(scope="module")
def recorded(responses: list[Response]) -> list[Recorded]:
    """Return the responses that are small enough to be changed thousands of times."""
    return [
        Recorded(Call(response.call.operation, *segments(response.call)), response.status, response.content)
        for response in responses
        if len(response.content) < 20_000
    ]


def segments(call: Call[Any]) -> list[str]:
    """Return the path parameters of *call*."""
    pairs = zip(call.path.split("/"), call.operation.path.split("/"), strict=True)
    return [unquote(value) for value, template in pairs if template.startswith("{")]


def json_responses(recorded: list[Recorded]) -> list[Recorded]:
    return [sample for sample in recorded if sample.content and sample.operation.media_type.endswith("json")]


def request_again(client: Prefect, sample: Recorded) -> object:
    """Send the operation of *sample* with *client*, whose transport provides the response."""
    return client.send(sample.call)


class FixedResponse(httpx.BaseTransport):
    """Responds with its current status and content."""

    def __init__(self) -> None:
        self.status = 200
        self.content = b""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(self.status, stream=httpx.ByteStream(self.content), request=request)


def outcome(client: Prefect, transport: FixedResponse, sample: Recorded, content: bytes) -> object:
    """Return the value or ``DecodeError`` from decoding *content* as a response of *sample*'s operation."""
    transport.status, transport.content = sample.status, content
    try:
        return request_again(client, sample)
    except DecodeError as error:
        raised = error
    assert raised.path.startswith("$")
    assert raised.expected
    assert raised.operation == sample.operation.name
    assert len(str(raised)) < 2000
    return raised


# Unknown keys and undeclared content are ignored, and missing keys get their default. No value changes into another,
# except for the conversions that Prefect Cloud requires.
_HARMLESS = re.compile(r".*: (lost|made up)$|.*\.labels: None became \{\}$|.*\.interval: '1' became 1\.0$")


def test_changed_response_decodes_unaltered_or_raises(
    recorded: list[Recorded], seed: int, scaled: Callable[..., int], survived: Callable[[str, str, str], None]
) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret
    transport, rejected, kinds = FixedResponse(), 0, Counter[str]()
    total = scaled(short=5_000, full=100_000)
    responses = json_responses(recorded)
    with Prefect(API, transport=transport, retry=False) as client:
        for _ in range(total):
            sample = rng.choice(responses)
            value = changed(rng, sample.value, kinds)
            content = json.dumps(value).encode()
            found = outcome(client, transport, sample, content)
            rejected += isinstance(found, DecodeError)
            if not isinstance(found, DecodeError) and sample.operation.response(sample.status) is not None:
                altered = losses(Response(sample.call, sample.status, content), found, "application/json")
                assert [loss for loss in altered if not _HARMLESS.match(loss)] == []
    assert kinds.keys() == CHANGES.keys()
    assert 0 < rejected < total
    result = f"{total - rejected:,} decoded unaltered, {rejected:,} `DecodeError`s with a path"
    survived("Fuzzed responses", f"{total:,} real responses with one to three changes", result)


def test_damaged_response_decodes_or_raises(
    recorded: list[Recorded], seed: int, scaled: Callable[..., int], survived: Callable[[str, str, str], None]
) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret
    transport, rejected = FixedResponse(), 0
    total = scaled(short=5_000, full=100_000)
    with Prefect(API, transport=transport, retry=False) as client:
        for _ in range(total):
            sample = rng.choice(recorded)
            rejected += isinstance(outcome(client, transport, sample, damaged(rng, sample.content)), DecodeError)
    assert 0 < rejected < total
    survived(
        "Fuzzed responses",
        f"{total:,} real responses with bytes changed, removed or repeated",
        f"{total - rejected:,} decoded, {rejected:,} `DecodeError`s with a path",
    )


def test_error_status_raises_for_any_body(recorded: list[Recorded], seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret
    transport, statuses = FixedResponse(), count(300)
    problems = {
        "exception_message": "Invalid request received.",
        "exception_detail": [{"loc": ["body", "x"], "msg": "Field required", "type": "missing", "input": {}}],
        "request_body": {"x": "y"},
        "detail": "Not found",
    }
    with Prefect(API, transport=transport, retry=False) as client:
        for status in islice(statuses, 300):
            sample = rng.choice(recorded)
            content = json.dumps(changed(rng, problems)).encode()
            transport.status, transport.content = status, content if rng.random() < 0.5 else damaged(rng, content)
            with pytest.raises(PrefectHTTPError) as caught:
                request_again(client, sample)
            assert len(str(caught.value)) < 5000


class Replay(httpx.BaseTransport):
    """Responds to each operation with one of its real responses, about half of them changed.

    Attributes:
        requests: Number of requests received.
    """

    def __init__(self, rng: random.Random, recorded: list[Recorded]) -> None:
        self._rng = rng
        self._responses: dict[str, list[Recorded]] = {}
        for sample in recorded:
            self._responses.setdefault(sample.operation.name, []).append(sample)
        self._routes = [
            (operation.method, re.compile(re.sub(r"\\{[^}]*\\}", "[^/]*", re.escape(f"/api{operation.path}"))), name)
            for name, operation in sorted(OPERATIONS.items(), key=lambda item: item[1].path.count("{"))
        ]
        self.requests = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        assert self.requests < 3000, "the method does not end"
        path = request.url.raw_path.partition(b"?")[0].decode()
        (name, *_) = [
            name for method, route, name in self._routes if method == request.method and route.fullmatch(path)
        ]
        if name not in self._responses:
            return httpx.Response(404, json={"detail": "Not there"})
        sample = self._rng.choice(self._responses[name])
        content = sample.content
        if self._rng.random() < 0.5 and content and sample.operation.media_type.endswith("json"):
            content = json.dumps(changed(self._rng, sample.value)).encode()
        return httpx.Response(sample.status, stream=httpx.ByteStream(content))


RUN, THING = UUID(int=1), UUID(int=2)


def first(rows: Any, count: int = 500) -> list[Any]:
    return list(islice(rows, count))


METHODS: dict[str, Callable[[Prefect, UUID], object]] = {
    "health": lambda p, _: p.health(),
    "ready": lambda p, _: p.ready(),
    "wait_until_ready": lambda p, _: p.wait_until_ready(),
    "check_compatibility": lambda p, _: p.check_compatibility(),
    "settings": lambda p, _: p.admin.settings(),
    "trigger": lambda p, _: p.deployments.trigger("a/b"),
    "trigger by id": lambda p, _: p.deployments.trigger(THING, parameters={"a": 1}),
    "trigger and wait": lambda p, _: p.deployments.trigger("a/b", wait=True, timeout=60, raise_on_failure=True),
    "trigger_many": lambda p, _: p.deployments.trigger_many("a/b", [{}, {"name": "x"}, {"tags": ["a"]}]),
    "get deployment": lambda p, _: p.deployments.get("a/b"),
    "pause deployment": lambda p, _: p.deployments.pause("a/b"),
    "schedules": lambda p, _: p.deployments.schedules.list("a/b"),
    "add schedule": lambda p, _: p.deployments.schedules.create("a/b", cron="0 8 * * *"),
    "pause schedule": lambda p, _: p.deployments.schedules.pause("a/b", THING),
    "update schedule": lambda p, _: p.deployments.schedules.update("a/b", THING, timezone="Europe/Berlin"),
    "wait": lambda p, run: p.flow_runs.wait(run, timeout=60),
    "wait_many": lambda p, run: p.flow_runs.wait_many([run, THING], timeout=60),
    "logs": lambda p, run: first(p.flow_runs.logs(run)),
    "follow_logs": lambda p, run: first(p.flow_runs.follow_logs(run, timeout=60)),
    "cancel": lambda p, run: p.flow_runs.cancel(run),
    "pause run": lambda p, run: p.flow_runs.pause(run),
    "suspend": lambda p, run: p.flow_runs.suspend(run),
    "resume": lambda p, run: p.flow_runs.resume(run),
    "retry": lambda p, run: p.flow_runs.retry(run),
    "inputs": lambda p, run: p.flow_runs.inputs.list(run),
    "input": lambda p, run: p.flow_runs.inputs.get(run, "key"),
    "graph": lambda p, run: p.flow_runs.graph(run),
    "runs by start": lambda p, _: first(p.flow_runs.list(sort="EXPECTED_START_TIME_ASC")),
    "runs by name": lambda p, _: first(p.flow_runs.list(sort="NAME_ASC")),
    "task runs": lambda p, _: first(p.task_runs.list()),
    "events": lambda p, _: first(p.events.list()),
    "flows": lambda p, _: first(p.flows.list()),
    "get flow": lambda p, _: p.flows.get("a"),
    "deployments": lambda p, _: first(p.deployments.list()),
    "work pools": lambda p, _: first(p.work_pools.list()),
    "work queue": lambda p, _: p.work_queues.get("a/b"),
    "block document": lambda p, _: p.block_documents.get("a/b"),
    "create block document": lambda p, _: p.block_documents.create("a", "b", {"c": 1}),
    "block types": lambda p, _: first(p.block_types.list()),
    "automations": lambda p, _: first(p.automations.list()),
    "variables": lambda p, _: first(p.variables.list()),
    "set variable": lambda p, _: p.variables.set("a", 1),
    "limits": lambda p, _: first(p.concurrency_limits.list()),
    "artifacts": lambda p, _: first(p.artifacts.list_latest()),
    "saved searches": lambda p, _: first(p.saved_searches.list()),
}


@pytest.mark.usefixtures("clock")
def test_methods_raise_documented_errors_only(
    recorded: list[Recorded],
    seed: int,
    clock: Clock,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret
    total, raised, values = scaled(short=500, full=8_000), Counter[str](), 0
    runs = [UUID(sample.value["id"]) for sample in recorded if sample.operation.name == "flow_runs.read_flow_run"]
    replay = Replay(rng, recorded)
    for number in range(total):
        name = [*METHODS][number % len(METHODS)]
        replay.requests = 0
        with Prefect(API, transport=replay, retry=False) as client:
            try:
                METHODS[name](client, rng.choice(runs))
                values += 1
            except PrefectHTTPError as error:
                raised[type(error).__name__] += 1
            except Exception as error:
                raise AssertionError(f"{name} raised {error!r}") from error
    assert clock.now > 0
    assert values
    assert raised["DecodeError"]
    counts = ", ".join(f"{number:,} `{name}`" for name, number in raised.most_common())
    survived("Fuzzed responses", f"{total:,} calls of {len(METHODS)} methods", f"{values:,} values, {counts}")

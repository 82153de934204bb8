"""Whatever a caller writes is sent as it was written, or refused in words; whatever the server says to it can be told.

The requests are of every type that the API has, and go to a real server of this test's own, which nothing else needs.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as with_seed
from hypothesis import strategies as st

from prefect_http import ArgumentError, Prefect, PrefectHTTPError, StatusError
from prefect_http_api import Call, variables
from prefect_http_api.operations import OPERATIONS
from tests.conftest import PINNED
from tests.resilience.request_strategies import Question, misread, off, questions
from tests.support.servers import Provide

# Left out, since what they do takes a minute of the test's time: it installs what there is already.
LEFT_OUT = {"block_types.install_system_block_types"}

# Of these an empty filter is refused, which the API takes: it would hit every row.
GUARDED = {
    "deployments.bulk_delete_deployments",
    "flow_runs.bulk_delete_flow_runs",
    "flow_runs.bulk_set_flow_run_state",
    "flows.bulk_delete_flows",
}

# What is made by chance keeps the server's other services busy until it answers nobody: schedules of a microsecond, and
# what happened.
SETTINGS = {
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
}


VERSION = "/api/admin/version"


class Recording(httpx.HTTPTransport):
    """Keeps what was sent, and the ids of what was made."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[httpx.Request] = []
        self.known: list[UUID] = [UUID(int=1)]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        response = super().handle_request(request)
        if response.status_code == httpx.codes.CREATED:
            made = json.loads(response.read())
            self.known += [UUID(made["id"])] if isinstance(made, dict) and "id" in made else []
        return response


@pytest.fixture(scope="module")
def recording() -> Recording:
    return Recording()


@pytest.fixture(scope="module")
def client(server_of: Provide, recording: Recording) -> Iterator[Prefect]:
    server = server_of(PINNED, **SETTINGS)
    with Prefect(server.api_url, transport=recording, retry=False, timeout=60) as client:
        yield client


def put(client: Prefect, recording: Recording, question: Question) -> str:
    """Put *question* to the server, check what was sent, and return in a word what came of it."""
    recording.requests.clear()
    try:
        call = question.call()
    except (ValueError, TypeError) as error:
        # Python itself refuses what is no argument of the function.
        refusal: Exception = error
        named = ("not_known_yet", *(f"{name} " for name in question.in_path), *(f"'{key}'" for key in question.takes))
    else:
        try:
            client.send(call)
        except ArgumentError as error:
            refusal = error
            named = (f"{question.operation.name}: ", f"{question.operation.name} has no ")
        except PrefectHTTPError as error:
            return type(error).__name__
        else:
            return "answered"
        finally:
            for request in recording.requests:
                # Where it looks as if the server were too old, it is asked how old it is.
                if request.url.path != VERSION or question.operation.path == "/admin/version":
                    assert misread(question, request, "/api") is None
    assert not recording.requests
    assert any(name in str(refusal) for name in named), refusal
    return "refused"


@pytest.mark.parametrize("step", ["valid", "one step off valid"])
def test_what_is_written_is_sent_or_refused_and_what_comes_is_told(
    *,
    step: str,
    client: Prefect,
    recording: Recording,
    seed: int,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    outcomes, tried = Counter[str](), Counter[str]()
    known = st.integers(0, 1000).map(lambda number: recording.known[number % len(recording.known)])
    make = questions if step == "valid" else off
    names = sorted(OPERATIONS.keys() - LEFT_OUT)
    some = random.Random(seed).sample(names, scaled(short=20, full=len(names)))  # noqa: S311  # no secret

    @with_seed(seed)
    @settings(
        max_examples=scaled(short=5, full=28),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        database=None,
    )
    @given(st.data())
    def ask(name: str, data: st.DataObject) -> None:
        question = data.draw(make(name, known))
        tried[name] += 1
        outcome = put(client, recording, question)
        outcomes[outcome] += 1
        if step == "valid" and outcome == "refused":
            assert name in GUARDED

    for name in some:
        ask(name)
    client.wait_until_ready()
    told = ", ".join(f"{number:,} {outcome}" for outcome, number in outcomes.most_common())
    what = f"{tried.total():,} calls of {len(tried)} operations, {step}"
    survived("Fuzzed requests", what, f"sent as written or refused: {told}")


@pytest.mark.parametrize("act", [variables.read_variable_by_name, variables.delete_variable_by_name])
def test_a_name_with_a_slash_at_its_end_is_none_without_it(
    act: Callable[[str], Call[Any]], client: Prefect, recording: Recording
) -> None:
    name = f"fuzzed-{uuid4()}"
    client.variables.create(name=name, value=1)
    recording.requests.clear()
    with pytest.raises(StatusError, match="307 Temporary Redirect"):
        client.send(act(f"{name}/"))
    assert len(recording.requests) == 1
    assert client.variables.get(name).value == 1

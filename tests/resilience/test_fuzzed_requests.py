"""Random arguments are sent unchanged or rejected with a message, and every response decodes or raises.

The requests cover all operations and go to a real server that no other test uses.
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
from tests.resilience.request_strategies import Arguments, arguments_with_a_mistake, valid_arguments, wrong_part
from tests.support.servers import Provide
from tests.support.versions import PINNED

# Takes a minute on the server.
EXCLUDED = {"block_types.install_system_block_types"}

# The client rejects empty filters and triggers of these operations, although the API accepts them: they would match
# every row or event.
GUARDED = {
    "automations.create_automation",
    "automations.update_automation",
    "deployments.bulk_delete_deployments",
    "flow_runs.bulk_delete_flow_runs",
    "flow_runs.bulk_set_flow_run_state",
    "flows.bulk_delete_flows",
}

# Random schedules may recur every microsecond. These services would then keep the server too busy to respond.
SETTINGS = {
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
}

VERSION = "/api/admin/version"


class Recording(httpx.HTTPTransport):
    """Records the requests, and the IDs of created objects."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[httpx.Request] = []
        self.ids: list[UUID] = [UUID(int=1)]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        response = super().handle_request(request)
        if response.status_code == httpx.codes.CREATED:
            created = json.loads(response.read())
            self.ids += [UUID(created["id"])] if isinstance(created, dict) and "id" in created else []
        return response


@pytest.fixture(scope="module")
def recording() -> Recording:
    return Recording()


@pytest.fixture(scope="module")
def client(server_of: Provide, recording: Recording) -> Iterator[Prefect]:
    server = server_of(PINNED, **SETTINGS)
    with Prefect(server.api_url, transport=recording, retry=False, timeout=60) as client:
        yield client


def send(client: Prefect, recording: Recording, arguments: Arguments) -> str:
    """Send a request with *arguments*, check that it was sent unchanged, and return the outcome."""
    recording.requests.clear()
    try:
        call = arguments.call()
    except (ValueError, TypeError) as error:
        # Python itself rejects unknown and missing arguments.
        rejection: Exception = error
        named = (
            "not_known_yet",
            *(f"{name} " for name in arguments.path_parameters),
            *(f"'{key}'" for key in arguments.keywords),
            *(f"{name} must be " for name in arguments.operation.query),
        )
    else:
        try:
            client.send(call)
        except ArgumentError as error:
            rejection = error
            named = (f"{arguments.operation.name}: ", f"{arguments.operation.name} does not accept ")
        except PrefectHTTPError as error:
            return type(error).__name__
        else:
            return "decoded"
        finally:
            for request in recording.requests:
                # The client reads the server's version when a response suggests that the server is too old.
                if request.url.path != VERSION or arguments.operation.path == "/admin/version":
                    assert wrong_part(arguments, request, "/api") is None
    assert not recording.requests
    assert any(name in str(rejection) for name in named), rejection
    return "rejected"


@pytest.mark.parametrize("kind", ["valid", "with a mistake"])
def test_arguments_are_sent_unchanged_or_rejected(
    *,
    kind: str,
    client: Prefect,
    recording: Recording,
    seed: int,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    outcomes, calls = Counter[str](), Counter[str]()
    ids = st.integers(0, 1000).map(lambda number: recording.ids[number % len(recording.ids)])
    strategy = valid_arguments if kind == "valid" else arguments_with_a_mistake
    names = sorted(OPERATIONS.keys() - EXCLUDED)
    sample = random.Random(seed).sample(names, scaled(short=20, full=len(names)))  # noqa: S311  # no secret

    @with_seed(seed)
    @settings(
        max_examples=scaled(short=5, full=28),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        database=None,
    )
    @given(st.data())
    def fuzz(name: str, data: st.DataObject) -> None:
        arguments = data.draw(strategy(name, ids))
        calls[name] += 1
        outcome = send(client, recording, arguments)
        outcomes[outcome] += 1
        if kind == "valid" and outcome == "rejected":
            assert name in GUARDED

    for name in sample:
        fuzz(name)
    client.wait_until_ready()
    counts = ", ".join(f"{number:,} {outcome}" for outcome, number in outcomes.most_common())
    done = f"{calls.total():,} calls of {len(calls)} operations, {kind}"
    survived("Fuzzed requests", done, f"sent unchanged or rejected: {counts}")


@pytest.mark.parametrize("operation", [variables.read_variable_by_name, variables.delete_variable_by_name])
def test_trailing_slash_in_a_name_is_not_dropped(
    operation: Callable[[str], Call[Any]], client: Prefect, recording: Recording
) -> None:
    name = f"fuzzed-{uuid4()}"
    client.variables.create(name=name, value=1)
    recording.requests.clear()
    with pytest.raises(StatusError, match="307 Temporary Redirect"):
        client.send(operation(f"{name}/"))
    assert len(recording.requests) == 1
    assert client.variables.get(name).value == 1

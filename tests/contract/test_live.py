"""The replay on real servers: what it finds, and that nothing of it stays."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from prefect_http import Prefect, _concurrency, errors
from prefect_http._contract.findings import Finding
from prefect_http._contract.live import replay
from prefect_http._contract.live.cleanup import clean_up
from prefect_http._contract.live.session import Replay
from prefect_http_api.operations import OPERATIONS
from tests.conftest import PINNED
from tests.support.servers import Provide, ServerAddress
from tests.support.transports import PATIENCE

# What would change things that are not the replay's own, or cannot be undone.
NOT_CALLED = {
    "admin.clear_server_default_result_storage",
    "admin.update_server_default_result_storage",
    "block_types.install_system_block_types",
    "events.create_events",
    "root.create_csrf_token",
}


@pytest.fixture(scope="module")
def server(server_of: Provide) -> ServerAddress:
    """A server of its own: what the other tests write at the same time would keep its database busy."""
    return server_of(PINNED, PREFECT_LOGGING_LEVEL="ERROR")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait between tries no longer than it takes a server to close the connection after a failure of its own."""
    pause = time.sleep
    monkeypatch.setattr(_concurrency, "sleep", lambda _: pause(0.05))


class Seeing(httpx.HTTPTransport):
    """Notes what is called, and lets a test change answers on their way."""

    def __init__(self, change: Callable[[httpx.Request, httpx.Response], httpx.Response] | None = None) -> None:
        super().__init__()
        self.change = change
        self.requests: list[httpx.Request] = []
        self.runs: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        response = super().handle_request(request)
        response.read()
        if request.method == "POST" and request.url.path.endswith("/flow_runs/") and response.is_success:
            self.runs.append(response.json()["id"])
        return response if self.change is None else self.change(request, response)


class Lines(list[str]):
    """What the replay says."""

    @property
    def prefix(self) -> str:
        return self[0].rpartition(" ")[2]


def run(server: ServerAddress, transport: httpx.BaseTransport, say: Callable[[str], None]) -> list[Finding]:
    with Prefect(server.api_url, transport=transport) as prefect:
        return replay(prefect, report_progress=say)


def remains(server: ServerAddress, prefix: str) -> list[str]:
    """Return the names of all that is on the server and has *prefix* in its name."""
    like = {"like_": prefix}
    with httpx.Client(base_url=server.api_url, trust_env=False, timeout=60) as http:

        def found(path: str, **body: Any) -> list[str]:
            names: list[str] = []
            while page := answer(http, path, {**body, "offset": len(names)}):
                names += [str(one.get("name") or one.get("key") or one.get("tag") or one.get("data")) for one in page]
            return [name for name in names if prefix in name.replace("_", "-")]

        return [
            *found("flows/filter", flows={"name": like}),
            *found("deployments/filter", deployments={"name": like}),
            *found("flow_runs/filter", flow_runs={"name": like}),
            *found("task_runs/filter", task_runs={"name": like}),
            *found("work_pools/filter"),
            *found("work_queues/filter"),
            *found("block_types/filter", block_types={"name": like}),
            *found("block_documents/filter", block_documents={"name": like}),
            *found("artifacts/filter"),  # Those that the server makes of the data of states may have no key.
            *found("variables/filter", variables={"name": {"like_": prefix.replace("-", "_")}}),
            *found("automations/filter"),
            *found("saved_searches/filter"),
            *found("concurrency_limits/filter"),
            *found("v2/concurrency_limits/filter"),
        ]


def answer(http: httpx.Client, path: str, body: dict[str, Any]) -> Any:
    while (response := http.post(path, json=body)).status_code == httpx.codes.SERVICE_UNAVAILABLE:
        time.sleep(0.2)
    return response.raise_for_status().json()


def calls_of(findings: list[Finding], rule: str) -> dict[str, str]:
    return {place.operation: one.subject for one in findings if one.rule == rule for place in one.places}


@dataclass(frozen=True)
class Replayed:
    """A replay that nothing came in the way of."""

    findings: list[Finding]
    lines: Lines
    transport: Seeing


@pytest.fixture(scope="module")
def replayed(server: ServerAddress) -> Replayed:
    lines, transport = Lines(), Seeing()
    return Replayed(run(server, transport, lines.append), lines, transport)


def test_a_server_of_the_pinned_version_keeps_all_that_was_promised(replayed: Replayed) -> None:
    assert replayed.findings == []


def test_nothing_is_left_behind(server: ServerAddress, replayed: Replayed) -> None:
    assert remains(server, replayed.lines.prefix) == []


def test_the_line_that_it_writes_to_a_log_goes_with_the_run(server: ServerAddress, replayed: Replayed) -> None:
    wanted = {"logs": {"flow_run_id": {"any_": replayed.transport.runs}}}
    with httpx.Client(base_url=server.api_url, trust_env=False, timeout=60) as http:
        for _ in range(PATIENCE):
            if not answer(http, "logs/filter", wanted):
                return
            time.sleep(0.2)  # It is deleted some time after the run.
    pytest.fail("the line stays")


def test_it_calls_every_operation_but_those_that_reach_beyond_what_it_made(replayed: Replayed) -> None:
    called = {(request.method, request.url.path.removeprefix("/api")) for request in replayed.transport.requests}
    never = {
        name
        for name, operation in OPERATIONS.items()
        if "{" not in operation.path and (operation.method, operation.path) not in called
    }
    # Where no agent ever was there is no pool for its queues.
    assert never - {"work_queues.create_work_queue"} == NOT_CALLED
    assert replayed.lines[-1] == f"called {len(OPERATIONS) - len(never)} of {len(OPERATIONS)} operations"


def test_what_an_old_server_lacks_is_found_and_the_rest_is_called(server_of: Provide) -> None:
    server, lines = server_of("3.0.11"), Lines()

    findings = run(server, Seeing(), lines.append)

    assert set(calls_of(findings, "live-operation-missing")) == {
        "admin.read_server_default_result_storage",
        "automations.validate_template",
        "concurrency_limits_v2.bulk_increment_active_slots_with_lease",
        "deployments.bulk_create_flow_runs_from_deployment",
        "deployments.bulk_delete_deployments",
        "flow_runs.bulk_delete_flow_runs",
        "flow_runs.bulk_set_flow_run_state",
        "flow_runs.update_flow_run_labels",
        "flows.bulk_delete_flows",
        "task_runs.paginate_task_runs",
        "task_runs.read_task_run_with_flow_run_name",
        "work_pools.read_work_pool_concurrency_status",
        "work_queues.read_work_queue_concurrency_status",
    }
    # There is no lease without the first of the three.
    assert set(calls_of(findings, "live-operation-not-called")) == {
        "concurrency_limits_v2.bulk_decrement_active_slots_with_lease",
        "concurrency_limits_v2.renew_concurrency_lease",
    }
    refused = {(one.places[0].operation, one.places[0].at) for one in findings if one.rule == "live-operation-refused"}
    assert {
        ("flows.create_flow", "$.labels"),
        ("deployments.create_deployment", "$.version_info"),
        ("work_pools.create_work_pool", "$.storage_configuration"),
    } <= refused
    never = {one.pointer for one in findings if one.rule == "live-key-never-sent" and not one.settings}
    assert "/components/schemas/Flow/properties/labels" in never
    assert "/components/schemas/WorkPoolResponse/properties/active_slots" in never
    unknown = {one.pointer for one in findings if one.rule == "live-key-unknown" and not one.settings}
    assert unknown == {
        "/components/schemas/DeploymentSchedule/properties/catchup",
        "/components/schemas/DeploymentSchedule/properties/max_active_runs",
    }
    assert remains(server, lines.prefix) == []


@pytest.mark.once
@pytest.mark.parametrize("version", ["3.2.15", "3.4.25", "3.6.29", "3.7.0"])
def test_it_comes_to_its_end_on_every_version(server_of: Provide, version: str) -> None:
    server, lines = server_of(version), Lines()
    findings = run(server, Seeing(), lines.append)
    assert not [one for one in findings if one.rule in ("live-operation-failed", "live-operation-busy")]
    assert remains(server, lines.prefix) == []


def altered(request: httpx.Request, response: httpx.Response) -> httpx.Response:
    """Answer as a server would that has changed, in one way for each operation."""
    path, status, content = request.url.path.removeprefix("/api"), response.status_code, response.content
    match request.method, path:
        case "POST", "/flows/filter":
            status = 201
        case "POST", "/variables/filter":
            content = json.dumps([{**one, "brand_new": 1} for one in response.json()]).encode()
        case "POST", "/artifacts/latest/filter":
            content = json.dumps([without(one, "latest_id") for one in response.json()]).encode()
        case "POST", "/deployments/count":
            content = b'"one"'
        case "GET", "/ready":
            status, content = 500, b'{"exception_message": "Internal Server Error"}'
        case "POST", "/flow_runs/lateness":
            status, content = 404, b'{"detail": "Not Found"}'
        case _ if "/saved_searches/" in path and response.is_success and content:
            found = response.json()
            found = [without(one, "filters") for one in found] if isinstance(found, list) else without(found, "filters")
            content = json.dumps(found).encode()
        case _:
            return response
    return httpx.Response(status, content=content, headers={"Content-Type": "application/json"})


def without(found: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != key}


def test_each_change_of_a_server_is_found_and_nothing_else(server: ServerAddress) -> None:
    lines = Lines()
    findings = run(server, Seeing(altered), lines.append)
    assert [(one.level, one.rule, one.pointer, one.subject, one.places[0].at) for one in findings] == [
        (
            "breaking",
            "live-key-missing",
            "/components/schemas/ArtifactCollection/properties/latest_id",
            "",
            "$[*].latest_id",
        ),
        ("breaking", "live-operation-failed", "/paths/~1ready/get", "500", ""),
        ("breaking", "live-operation-missing", "/paths/~1flow_runs~1lateness/post", "", ""),
        ("breaking", "live-value-undecodable", "/paths/~1deployments~1count/post/responses/200", "string", "$"),
        ("risky", "live-key-never-sent", "/components/schemas/SavedSearch/properties/filters", "", "$.filters"),
        ("risky", "live-status-undeclared", "/paths/~1flows~1filter/post/responses/201", "201", ""),
        ("compatible", "live-key-unknown", "/components/schemas/Variable/properties/brand_new", "", "$[*].brand_new"),
    ]
    assert remains(server, lines.prefix) == []


def test_a_busy_database_is_asked_again(server: ServerAddress) -> None:
    asked: list[str] = []

    def busy_at_first(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        # A POST that is not repeatable, and one that is.
        if request.url.path.endswith(("/variables/", "/flows/count")) and asked.count(request.url.path) < 2:
            asked.append(request.url.path)
            delete_again(server, response)
            return httpx.Response(503, json={"exception_message": "Service Unavailable"})
        return response

    assert run(server, Seeing(busy_at_first), Lines().append) == []
    assert len(asked) == 4


def delete_again(server: ServerAddress, response: httpx.Response) -> None:
    """Undo what a server would not have done that was busy."""
    made = response.json()
    if isinstance(made, dict):
        httpx.delete(f"{server.api_url}/variables/{made['id']}", trust_env=False)


@pytest.mark.usefixtures("hurried")
def test_a_database_that_stays_busy_is_told_apart(server: ServerAddress) -> None:
    def busy(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        return httpx.Response(503, json={}) if request.url.path.endswith("/automations/count") else response

    (found,) = run(server, Seeing(busy), Lines().append)
    assert (found.rule, found.places[0].operation) == ("live-operation-busy", "automations.count_automations")


def test_what_cannot_be_deleted_is_told(server: ServerAddress) -> None:
    lines = Lines()

    class Keeping(Seeing):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.method == "DELETE" and "/work_pools/" in request.url.path:
                return httpx.Response(409, json={"detail": "no"})
            return super().handle_request(request)

    findings = run(server, Keeping(), lines.append)

    pool = f"{lines.prefix}-pool"
    (left,) = [one for one in findings if one.rule == "live-left-behind"]
    assert left.what == f"{pool} was not deleted: the server responded with 409"
    assert f"work_pools.delete_work_pool: {left.what}" in lines
    assert pool in remains(server, lines.prefix)
    clean(server, lines.prefix)


def clean(server: ServerAddress, prefix: str) -> None:
    with Prefect(server.api_url) as prefect:
        assert list(clean_up(Replay(prefect, prefix))) == []
    assert remains(server, prefix) == []


def test_what_others_have_is_not_touched_however_alike_its_name_is(server: ServerAddress) -> None:
    lines, theirs = Lines(), list[str]()
    http = httpx.Client(base_url=server.api_url, trust_env=False, timeout=60)

    def say(line: str) -> None:
        lines.append(line)
        if line == "call flows":
            made = answer(http, "flows/", {"name": f"not-{lines.prefix}-flow"})
            theirs.append(made["id"])

    with http:
        run(server, Seeing(), say)
        assert remains(server, lines.prefix) == [f"not-{lines.prefix}-flow"]
        assert http.delete(f"flows/{theirs[0]}").is_success


@pytest.mark.parametrize("step", ["call flows", "call global limits", "call pauses", "delete flow runs"])
def test_an_interruption_leaves_nothing_behind(server: ServerAddress, step: str) -> None:
    lines = Lines()

    def say(line: str) -> None:
        lines.append(line)
        if line == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(server, Seeing(), say)
    assert lines[-1] == f"interrupted: deleting what was made, with names that begin with {lines.prefix}"
    assert remains(server, lines.prefix) == []


def test_a_second_interruption_tells_what_is_left_to_delete(server: ServerAddress) -> None:
    lines = Lines()

    def say(line: str) -> None:
        lines.append(line)
        if line == "call blocks":
            raise KeyboardInterrupt

    def interrupt(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if lines and lines[-1].startswith("interrupted") and request.url.path.endswith("/flows/filter"):
            raise KeyboardInterrupt
        return response

    with pytest.raises(KeyboardInterrupt):
        run(server, Seeing(interrupt), say)
    assert lines[-2:] == [
        f"interrupted: deleting what was made, with names that begin with {lines.prefix}",
        f"interrupted while deleting: delete what is left, with names that begin with {lines.prefix}",
    ]
    assert f"{lines.prefix}-flow" in remains(server, lines.prefix)
    clean(server, lines.prefix)


@pytest.mark.parametrize("path", ["/flows/", "/flow_runs/", "/automations/", "/work_pools/", "/block_types/"])
def test_an_interruption_leaves_nothing_behind_that_was_just_being_made(server: ServerAddress, path: str) -> None:
    lines = Lines()

    def interrupt(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.method == "POST" and request.url.path.endswith(path):
            raise KeyboardInterrupt  # It was made, and its id is lost.
        return response

    with pytest.raises(KeyboardInterrupt):
        run(server, Seeing(interrupt), lines.append)
    assert remains(server, lines.prefix) == []


INTERRUPTED = """
import sys, time
from prefect_http import Prefect
from prefect_http._contract.live import replay

def say(line):
    print(line, flush=True)
    if line == "call task runs":
        time.sleep(60)

with Prefect(sys.argv[1]) as prefect:
    replay(prefect, report_progress=say)
"""


def test_ctrl_c_leaves_nothing_behind(server: ServerAddress) -> None:
    command = [sys.executable, "-c", INTERRUPTED, server.api_url]
    env = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        lines = Lines()
        for line in process.stdout:
            lines.append(line.strip())
            if lines[-1] == "call task runs":
                assert f"{lines.prefix}-run" in remains(server, lines.prefix)
                process.send_signal(signal.SIGINT)
                break
        _, complaint = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in complaint
    assert remains(server, lines.prefix) == []


def test_a_step_that_raises_leaves_nothing_behind(server: ServerAddress) -> None:
    lines = Lines()

    def fail(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.url.path.endswith("/graph"):
            raise RuntimeError("of its own")
        return response

    with pytest.raises(RuntimeError, match="of its own"):
        run(server, Seeing(fail), lines.append)
    assert remains(server, lines.prefix) == []


@pytest.mark.usefixtures("hurried")
def test_a_server_that_goes_away_is_not_asked_for_ever(server: ServerAddress) -> None:
    lines, gone = Lines(), list[str]()

    class Going(Seeing):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if "call pauses" in lines:
                gone.append(request.url.path)
                raise httpx.ConnectError("refused")
            return super().handle_request(request)

    with pytest.raises(errors.ConnectionError):
        run(server, Going(), lines.append)
    assert lines[-1].startswith(f"saved_searches.read_saved_searches: names that begin with {lines.prefix} may remain")
    assert set(gone) == {"/api/flow_runs/", "/api/saved_searches/filter"}
    clean(server, lines.prefix)


@pytest.mark.parametrize("prefix", ["", "Check", "a_b", "a b", "-"])
def test_a_prefix_that_some_names_cannot_have_is_refused(server: ServerAddress, prefix: str) -> None:
    with Prefect(server.api_url) as prefect, pytest.raises(errors.ArgumentError, match="lower-case letters"):
        replay(prefect, prefix=prefix, report_progress=Lines().append)


def test_a_server_that_cannot_be_reached_is_none_to_replay_on() -> None:
    with Prefect("http://127.0.0.1:1/api", retry=False) as prefect, pytest.raises(errors.ConnectionError):
        replay(prefect, report_progress=Lines().append)

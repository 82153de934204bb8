"""Replay on real servers: it finds every change, and deletes everything."""

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
from prefect_http._http.first_versions import OPERATIONS as FIRST_VERSIONS
from prefect_http_api.operations import OPERATIONS
from tests.support.raw import raw_client, request
from tests.support.servers import Provide, ServerAddress
from tests.support.transports import PATIENCE
from tests.support.versions import OLDEST, PINNED, TESTED
from tests.support.waits import HANG_SECONDS

# These would change objects that the replay did not create, or have effects that cannot be undone.
NOT_CALLED = {
    "admin.clear_server_default_result_storage",
    "admin.update_server_default_result_storage",
    "block_types.install_system_block_types",
    "events.create_events",
    "root.create_csrf_token",
}


@pytest.fixture(scope="module")
def server(server_of: Provide) -> ServerAddress:
    """Separate server, because concurrent writes of other tests would keep the database busy."""
    return server_of(PINNED, PREFECT_LOGGING_LEVEL="ERROR")


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the waits between attempts to 50 ms, in which a server can still close the failed connection."""
    pause = time.sleep
    monkeypatch.setattr(_concurrency, "sleep", lambda _: pause(0.05))


class RecordingTransport(httpx.HTTPTransport):
    """Transport that records requests, and lets a test change responses."""

    def __init__(self, change: Callable[[httpx.Request, httpx.Response], httpx.Response] | None = None) -> None:
        super().__init__()
        self.change = change
        self.requests: list[httpx.Request] = []
        self.run_ids: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        response = super().handle_request(request)
        response.read()
        if request.method == "POST" and request.url.path.endswith("/flow_runs/") and response.is_success:
            self.run_ids.append(response.json()["id"])
        return response if self.change is None else self.change(request, response)


class Lines(list[str]):
    """Progress lines of the replay."""

    @property
    def prefix(self) -> str:
        return self[0].rpartition(" ")[2]


def run(server: ServerAddress, transport: httpx.BaseTransport, report_progress: Callable[[str], None]) -> list[Finding]:
    with Prefect(server.api_url, transport=transport) as prefect:
        return replay(prefect, report_progress=report_progress)


def remaining(server: ServerAddress, prefix: str) -> list[str]:
    """Return the names on the server that contain *prefix*."""
    like = {"like_": prefix}
    with raw_client(server.api_url) as http:

        def found(path: str, **body: Any) -> list[str]:
            names: list[str] = []
            while page := post(http, path, {**body, "offset": len(names)}):
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
            *found("artifacts/filter"),  # Artifacts of state data may have no key.
            *found("variables/filter", variables={"name": {"like_": prefix.replace("-", "_")}}),
            *found("automations/filter"),
            *found("saved_searches/filter"),
            *found("concurrency_limits/filter"),
            *found("v2/concurrency_limits/filter"),
        ]


def post(http: httpx.Client, path: str, body: dict[str, Any]) -> Any:
    return http.post(path, json=body).raise_for_status().json()


def calls_of(findings: list[Finding], rule: str) -> dict[str, str]:
    return {place.operation: one.subject for one in findings if one.rule == rule for place in one.places}


@dataclass(frozen=True)
class Replayed:
    """A completed replay."""

    findings: list[Finding]
    lines: Lines
    transport: RecordingTransport


@pytest.fixture(scope="module")
def replayed(server: ServerAddress) -> Replayed:
    lines, transport = Lines(), RecordingTransport()
    return Replayed(run(server, transport, lines.append), lines, transport)


def test_pinned_version_has_no_findings(replayed: Replayed) -> None:
    assert replayed.findings == []


def test_everything_is_deleted(server: ServerAddress, replayed: Replayed) -> None:
    assert remaining(server, replayed.lines.prefix) == []


def test_log_line_is_deleted_with_its_run(server: ServerAddress, replayed: Replayed) -> None:
    wanted = {"logs": {"flow_run_id": {"any_": replayed.transport.run_ids}}}
    with raw_client(server.api_url) as http:
        for _ in range(PATIENCE):
            if not post(http, "logs/filter", wanted):
                return
            time.sleep(0.2)  # The server deletes the line some time after the run.
    pytest.fail("the log line was not deleted")


def test_every_operation_is_called_except_unsafe_ones(replayed: Replayed) -> None:
    called = {(request.method, request.url.path.removeprefix("/api")) for request in replayed.transport.requests}
    never_called = {
        name
        for name, operation in OPERATIONS.items()
        if "{" not in operation.path and (operation.method, operation.path) not in called
    }
    # This operation is called only if the default agent pool exists.
    assert never_called - {"work_queues.create_work_queue"} == NOT_CALLED
    assert replayed.lines[-1] == f"called {len(OPERATIONS) - len(never_called)} of {len(OPERATIONS)} operations"


def test_missing_operations_of_an_old_server_are_found(server_of: Provide) -> None:
    server, lines = server_of(OLDEST), Lines()

    findings = run(server, RecordingTransport(), lines.append)

    # Without bulk_increment_active_slots_with_lease, there is no lease.
    of_leases = {
        "concurrency_limits_v2.bulk_decrement_active_slots_with_lease",
        "concurrency_limits_v2.renew_concurrency_lease",
    }
    assert set(calls_of(findings, "live-operation-not-called")) == of_leases
    missing = set(calls_of(findings, "live-operation-missing"))
    assert missing == FIRST_VERSIONS.keys() - of_leases - NOT_CALLED
    assert {"admin.read_server_default_result_storage", "flow_runs.bulk_set_flow_run_state"} <= missing
    rejected = {(one.places[0].operation, one.places[0].at) for one in findings if one.rule == "live-operation-refused"}
    assert {
        ("flows.create_flow", "$.labels"),
        ("deployments.create_deployment", "$.version_info"),
        ("work_pools.create_work_pool", "$.storage_configuration"),
    } <= rejected
    never_sent = {one.pointer for one in findings if one.rule == "live-key-never-sent" and not one.settings}
    assert "/components/schemas/Flow/properties/labels" in never_sent
    assert "/components/schemas/WorkPoolResponse/properties/active_slots" in never_sent
    unknown = {one.pointer for one in findings if one.rule == "live-key-unknown" and not one.settings}
    assert unknown == {
        "/components/schemas/DeploymentSchedule/properties/catchup",
        "/components/schemas/DeploymentSchedule/properties/max_active_runs",
    }
    assert remaining(server, lines.prefix) == []


@pytest.mark.parametrize("version", [version for version in TESTED if version not in (OLDEST, PINNED)])
def test_replay_completes_on_every_version(server_of: Provide, version: str) -> None:
    server, lines = server_of(version), Lines()
    findings = run(server, RecordingTransport(), lines.append)
    assert not [one for one in findings if one.rule in ("live-operation-failed", "live-operation-busy")]
    assert remaining(server, lines.prefix) == []


def change_responses(request: httpx.Request, response: httpx.Response) -> httpx.Response:
    """Change the responses of some operations, each in a different way."""
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


def test_exactly_the_changes_of_a_server_are_found(server: ServerAddress) -> None:
    lines = Lines()
    findings = run(server, RecordingTransport(change_responses), lines.append)
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
    assert remaining(server, lines.prefix) == []


def test_busy_database_is_retried(server: ServerAddress) -> None:
    busy_paths: list[str] = []

    def busy_at_first(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        # One POST that is not idempotent, and one that is.
        if request.url.path.endswith(("/variables/", "/flows/count")) and busy_paths.count(request.url.path) < 2:
            busy_paths.append(request.url.path)
            undo(server, response)
            return httpx.Response(503, json={"exception_message": "Service Unavailable"})
        return response

    assert run(server, RecordingTransport(busy_at_first), Lines().append) == []
    assert len(busy_paths) == 4


def undo(server: ServerAddress, response: httpx.Response) -> None:
    """Delete the created variable, because a busy server would not have created it."""
    created = response.json()
    if isinstance(created, dict):
        request("DELETE", f"{server.api_url}/variables/{created['id']}")


@pytest.mark.usefixtures("short_waits")
def test_database_that_stays_busy_is_a_finding(server: ServerAddress) -> None:
    def busy(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        return httpx.Response(503, json={}) if request.url.path.endswith("/automations/count") else response

    (found,) = run(server, RecordingTransport(busy), Lines().append)
    assert (found.rule, found.places[0].operation) == ("live-operation-busy", "automations.count_automations")


def test_failed_deletion_is_reported(server: ServerAddress) -> None:
    lines = Lines()

    class RejectingDeletion(RecordingTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.method == "DELETE" and "/work_pools/" in request.url.path:
                return httpx.Response(409, json={"detail": "no"})
            return super().handle_request(request)

    findings = run(server, RejectingDeletion(), lines.append)

    pool = f"{lines.prefix}-pool"
    (left,) = [one for one in findings if one.rule == "live-left-behind"]
    assert left.what == f"{pool} was not deleted: the server responded with 409"
    assert f"work_pools.delete_work_pool: {left.what}" in lines
    assert pool in remaining(server, lines.prefix)
    clean_up_all(server, lines.prefix)


def clean_up_all(server: ServerAddress, prefix: str) -> None:
    with Prefect(server.api_url) as prefect:
        assert list(clean_up(Replay(prefect, prefix))) == []
    assert remaining(server, prefix) == []


def test_similar_names_are_not_deleted(server: ServerAddress) -> None:
    lines, foreign_ids = Lines(), list[str]()
    http = raw_client(server.api_url)

    def report_progress(line: str) -> None:
        lines.append(line)
        if line == "call flows":
            created = post(http, "flows/", {"name": f"not-{lines.prefix}-flow"})
            foreign_ids.append(created["id"])

    with http:
        run(server, RecordingTransport(), report_progress)
        assert remaining(server, lines.prefix) == [f"not-{lines.prefix}-flow"]
        assert http.delete(f"flows/{foreign_ids[0]}").is_success


@pytest.mark.parametrize("step", ["call flows", "call global limits", "call pauses", "delete flow runs"])
def test_interrupt_deletes_everything(server: ServerAddress, step: str) -> None:
    lines = Lines()

    def report_progress(line: str) -> None:
        lines.append(line)
        if line == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(server, RecordingTransport(), report_progress)
    assert lines[-1] == f"interrupted: deleting everything whose name begins with {lines.prefix}"
    assert remaining(server, lines.prefix) == []


def test_second_interrupt_reports_what_remains(server: ServerAddress) -> None:
    lines = Lines()

    def report_progress(line: str) -> None:
        lines.append(line)
        if line == "call blocks":
            raise KeyboardInterrupt

    def interrupt(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if lines and lines[-1].startswith("interrupted") and request.url.path.endswith("/flows/filter"):
            raise KeyboardInterrupt
        return response

    with pytest.raises(KeyboardInterrupt):
        run(server, RecordingTransport(interrupt), report_progress)
    assert lines[-2:] == [
        f"interrupted: deleting everything whose name begins with {lines.prefix}",
        f"interrupted while deleting: delete everything whose name begins with {lines.prefix}",
    ]
    assert f"{lines.prefix}-flow" in remaining(server, lines.prefix)
    clean_up_all(server, lines.prefix)


@pytest.mark.parametrize("path", ["/flows/", "/flow_runs/", "/automations/", "/work_pools/", "/block_types/"])
def test_interrupt_during_creation_deletes_everything(server: ServerAddress, path: str) -> None:
    lines = Lines()

    def interrupt(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.method == "POST" and request.url.path.endswith(path):
            raise KeyboardInterrupt  # The object was created, but its ID is lost.
        return response

    with pytest.raises(KeyboardInterrupt):
        run(server, RecordingTransport(interrupt), lines.append)
    assert remaining(server, lines.prefix) == []


INTERRUPTED = """
import sys, time
from prefect_http import Prefect
from prefect_http._contract.live import replay

def report_progress(line):
    print(line, flush=True)
    if line == "call task runs":
        time.sleep(60)

with Prefect(sys.argv[1]) as prefect:
    replay(prefect, report_progress=report_progress)
"""


def test_ctrl_c_deletes_everything(server: ServerAddress) -> None:
    command = [sys.executable, "-c", INTERRUPTED, server.api_url]
    env = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        lines = Lines()
        for line in process.stdout:
            lines.append(line.strip())
            if lines[-1] == "call task runs":
                assert f"{lines.prefix}-run" in remaining(server, lines.prefix)
                process.send_signal(signal.SIGINT)
                break
        _, stderr = process.communicate(timeout=HANG_SECONDS)
    assert "KeyboardInterrupt" in stderr
    assert remaining(server, lines.prefix) == []


def test_failed_step_deletes_everything(server: ServerAddress) -> None:
    lines = Lines()

    def fail(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.url.path.endswith("/graph"):
            raise RuntimeError("unexpected")
        return response

    with pytest.raises(RuntimeError, match="unexpected"):
        run(server, RecordingTransport(fail), lines.append)
    assert remaining(server, lines.prefix) == []


@pytest.mark.usefixtures("short_waits")
def test_clean_up_stops_when_the_server_is_gone(server: ServerAddress) -> None:
    lines, gone = Lines(), list[str]()

    class Disconnecting(RecordingTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if "call pauses" in lines:
                gone.append(request.url.path)
                raise httpx.ConnectError("refused")
            return super().handle_request(request)

    with pytest.raises(errors.ConnectionError):
        run(server, Disconnecting(), lines.append)
    assert lines[-1].startswith(
        f"saved_searches.read_saved_searches: objects whose names begin with {lines.prefix} may remain: "
    )
    assert set(gone) == {"/api/flow_runs/", "/api/saved_searches/filter"}
    clean_up_all(server, lines.prefix)


@pytest.mark.parametrize("prefix", ["", "Check", "a_b", "a b", "-"])
def test_invalid_prefix_is_rejected(server: ServerAddress, prefix: str) -> None:
    with Prefect(server.api_url) as prefect, pytest.raises(errors.ArgumentError, match="lower-case letters"):
        replay(prefect, prefix=prefix, report_progress=Lines().append)


def test_unreachable_server_raises() -> None:
    with Prefect("http://127.0.0.1:1/api", retry=False) as prefect, pytest.raises(errors.ConnectionError):
        replay(prefect, report_progress=Lines().append)

"""The contract check on Prefect Cloud."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from prefect_http import AuthenticationError, Prefect
from prefect_http._cli.main import main
from prefect_http._contract.live import replay
from tests.contract.conftest import SPEC
from tests.contract.stub_server import StubServer
from tests.support.cloud import CloudStandIn
from tests.support.cloud.document import of_cloud
from tests.support.versions import PINNED

Json = Any
Write = Callable[..., str]

WORKSPACE = "/api/accounts/{account_id}/workspaces/{workspace_id}"
API_PATH = "/api/accounts/a/workspaces/w"
LACKING = (
    "Prefect Cloud lacks 10 operations of this client: GET /admin/settings, GET /admin/storage, PUT /admin/storage, "
    "DELETE /admin/storage, GET /admin/version, GET /collections/views/{view}, GET /csrf-token, GET /ready, "
    "GET /ui/task_runs/{id}, GET /version"
)


def cloud_document(change: Callable[[Json], None] = lambda _: None) -> bytes:
    """Return the client's document as Prefect Cloud would serve it, after *change*."""
    document = json.loads(json.dumps(of_cloud(json.loads(SPEC.read_bytes()))))
    change(document)
    return json.dumps(document).encode()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the document of Prefect Cloud to a file, and return its path."""

    def written(change: Callable[[Json], None] = lambda _: None) -> str:
        file = tmp_path / "openapi.json"
        file.write_bytes(cloud_document(change))
        return str(file)

    return written


def check(*options: str) -> int:
    return main(["contract", "--no-project-files", *options])


def findings(capsys: pytest.CaptureFixture[str], spec: str) -> list[tuple[str, str]]:
    check("--spec", spec, "--format", "json")
    return [(found["rule"], found["what"]) for found in json.loads(capsys.readouterr().out)["findings"]]


def test_operations_that_cloud_lacks_are_one_line_and_keep_the_contract(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = write()
    assert check("--spec", spec, "--fail-on", "any") == 0
    lacking, summary = capsys.readouterr().out.splitlines()
    assert lacking == LACKING
    assert re.fullmatch(
        rf"kept: 0 breaking, 0 risky, 0 compatible differences between prefect-http {PINNED}\S* \(Prefect {PINNED}\) "
        rf"and Prefect Cloud at {spec}",
        summary,
    )


@pytest.mark.parametrize(
    ("format_", "lines"),
    [
        ("markdown", lambda text: [line for line in text.splitlines() if line.startswith("- Prefect Cloud lacks 10 ")]),
        ("github", lambda text: [line for line in text.splitlines() if line.endswith(f"::{LACKING}")]),
        ("junit", lambda text: ET.fromstring(text).findtext("./testsuite/system-out", "").splitlines()[:1]),  # noqa: S314  # written by the client
        ("json", lambda text: [len(json.loads(text)["lacking"])]),
    ],
)
def test_every_format_says_what_cloud_lacks(
    format_: str, lines: Callable[[str], list[object]], write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("--spec", write(), "--format", format_) == 0
    assert len(lines(capsys.readouterr().out)) == 1


def test_only_used_operations_that_cloud_lacks_are_listed(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "program.py"
    source.write_text("from prefect_http_api import flows, root\nflows.read_flows()\nroot.perform_readiness_check()\n")
    assert check("--spec", write(), "--only-used", str(source)) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Prefect Cloud lacks 1 operation of this client: GET /ready"


def remove_flows(document: Json) -> None:
    del document["paths"][f"{WORKSPACE}/flows/filter"]


def add_webhooks(document: Json) -> None:
    document["paths"][f"{WORKSPACE}/webhooks/"] = {"get": {"responses": {}}}


def require_limit(document: Json) -> None:
    body = document["components"]["schemas"]["Body_read_flows_flows_filter_post"]
    body["required"] = ["limit"]


def add_readiness(document: Json) -> None:
    document["paths"][f"{WORKSPACE}/ready"] = document["paths"][f"{WORKSPACE}/health"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (remove_flows, [("operation-removed", "POST /flows/filter is missing")]),
        (require_limit, [("request-property-became-required", "`limit` is required")]),
        (add_webhooks, []),
        (add_readiness, [("response-type-widened", "the body may be boolean")]),
    ],
)
def test_other_differences_of_cloud_are_found(
    change: Callable[[Json], None], expected: list[tuple[str, str]], write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert findings(capsys, write(change)) == expected


def test_operations_without_the_parameters_of_their_workspace_are_compared(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    def undeclare(document: Json) -> None:
        document["paths"][f"{WORKSPACE}/health"]["get"]["parameters"] = []

    assert findings(capsys, write(undeclare)) == []


def test_advice_does_not_suggest_a_version_of_cloud(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    def rename(document: Json) -> None:
        flow = document["components"]["schemas"]["Flow"]
        flow["properties"]["title"] = flow["properties"].pop("name")

    assert check("--spec", write(rename)) == 1
    output = " ".join(capsys.readouterr().out.split())
    assert "Use a package generated from Prefect Cloud's document." in output
    assert "this server's version" not in output


def test_document_above_the_workspace_is_fetched_without_a_version(
    stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_x")
    stub.routes = {"/api/openapi.json": cloud_document()}
    assert check("--url", stub.origin + API_PATH) == 0
    assert LACKING in capsys.readouterr().out
    ((path, headers),) = stub.requests
    assert path == "/api/openapi.json"
    assert headers["authorization"] == "Bearer pnu_x"


def test_workspace_in_the_settings_is_checked(stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", stub.origin + API_PATH)
    stub.routes = {"/api/openapi.json": cloud_document()}
    assert check() == 0


def test_live_check_requires_a_workspace(stub: StubServer, capsys: pytest.CaptureFixture[str]) -> None:
    stub.routes = {"/api/openapi.json": cloud_document()}
    assert check("--url", f"{stub.origin}/api", "--live") == 2
    assert "--live requires the API URL of a workspace on Prefect Cloud" in capsys.readouterr().err


def test_replay_with_a_rejected_key_creates_nothing(cloud_of: Callable[..., CloudStandIn]) -> None:
    cloud = cloud_of()
    with Prefect(cloud.api_url, api_key="pnu_wrong") as prefect, pytest.raises(AuthenticationError):
        replay(prefect)
    assert [exchange.path for exchange in cloud.requests] == ["/health"]


def test_replay_on_cloud_calls_no_operation_that_it_lacks(cloud_of: Callable[..., CloudStandIn]) -> None:
    cloud, lines = cloud_of(), list[str]()
    with Prefect(cloud.api_url, api_key=cloud.api_key) as prefect:
        found = replay(prefect, report_progress=lines.append)
    assert [finding for finding in found if finding.level == "breaking"] == []
    assert not {"/version", "/admin/version", "/csrf-token", "/ready"} & {one.path for one in cloud.requests}
    assert lines[0].startswith("replaying on Prefect Cloud with names that begin with contract-check-")
    assert "root.server_version is not called: Prefect Cloud lacks it" in lines

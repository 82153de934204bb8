"""Command ``prefect-http api``."""

import io
import json
import re
from pathlib import Path
from uuid import uuid4

import pytest

from prefect_http import Prefect
from prefect_http._cli.main import main
from prefect_http._cli.operation_help import help_of
from prefect_http._cli.operations import all_operations, build_call, find_operation, keys_of
from prefect_http._cli.values import json_input
from tests.cli.conftest import Run
from tests.support.versions import LOCKED

ID = "6fa2b5c3-30e9-4cd0-8ec6-a8b0e9a9bd24"


def test_there_are_as_many_operations_as_in_the_document() -> None:
    assert len(all_operations()) == LOCKED.counts["operations"]


def test_every_operation_is_found_by_name_and_by_path() -> None:
    for operation in all_operations():
        names = [part.partition("}")[0] for part in operation.path.split("{")[1:]]
        pairs = [f"{name}={ID}" for name in names]
        filled = operation.path
        for name in names:
            filled = filled.replace(f"{{{name}}}", ID)
        for text, given in (
            (operation.name, pairs),
            (f"{operation.method} {operation.path}", pairs),
            (f"{operation.method.lower()} {filled}", []),
            (f"{operation.method} /api{filled.rstrip('/')}", []),
        ):
            call = build_call(find_operation(text), given, None)
            assert (call.operation.name, call.method, call.path) == (operation.name, operation.method, filled)


@pytest.mark.parametrize(
    ("words", "method", "path", "query", "body"),
    [
        (["read_flow_runs", "limit=5", "sort=x"], "POST", "/flow_runs/filter", {}, {"limit": 5, "sort": "x"}),
        (["read_flow_runs"], "POST", "/flow_runs/filter", {}, {}),
        (["POST /flows/filter", 'flows={"id": {}}'], "POST", "/flows/filter", {}, {"flows": {"id": {}}}),
        (["read_flow_by_name", "name=1.50"], "GET", "/flows/name/1.50", {}, None),
        (["GET /flows/name/a%2Fb c"], "GET", "/flows/name/a%2Fb%20c", {}, None),
        (["/health"], "GET", "/health", {}, None),
        (["GET /csrf-token?client=x"], "GET", "/csrf-token", {"client": ["x"]}, None),
        (["create_csrf_token", "client=5"], "GET", "/csrf-token", {"client": ["5"]}, None),
        (["create_variable", "name=n", 'value="500"'], "POST", "/variables/", {}, {"name": "n", "value": "500"}),
        (["set_flow_run_state", f"id={ID}", "state=x=y"], "POST", f"/flow_runs/{ID}/set_state", {}, {"state": "x=y"}),
    ],
)  # fmt: skip
def test_keys_go_where_the_operation_expects_them(
    words: list[str], method: str, path: str, query: object, body: object
) -> None:
    call = build_call(find_operation(words[0]), words[1:], None)
    assert (call.method, call.path, call.query, call.body) == (method, path, query, body)


def test_literal_segment_goes_before_a_parameter() -> None:
    assert find_operation("GET /work_pools/filter").parameters == {"name": "filter"}
    assert find_operation("POST /work_pools/filter").operation.name == "work_pools.read_work_pools"


def test_body_from_data_file_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "body.json"
    file.write_text('[{"event": "x"}]')
    assert json_input(f"@{file}") == [{"event": "x"}]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"limit": 1}')))
    call = build_call(find_operation("read_flows"), ["offset=2"], json_input("-"))
    assert call.body == {"limit": 1, "offset": 2}


def test_response_is_written_as_json(run: Run, client: Prefect) -> None:
    name = f"cli-{uuid4()}"
    created = json.loads(run("api", "create_flow", f"name={name}", 'tags=["a"]').out)
    assert created["tags"] == ["a"]
    assert json.loads(run("api", f"GET /flows/{created['id']}").out) == created
    lines = run("api", "POST", "/flows/filter", f'flows={{"name": {{"any_": ["{name}"]}}}}', "-o", "jsonl").out
    assert [json.loads(line)["id"] for line in lines.splitlines()] == [created["id"]]
    assert run("api", "delete_flow", f"id={created['id']}") == (0, "", "")
    missing = run("api", "delete_flow", f"id={created['id']}")
    assert (missing.code, missing.out, missing.err.count("\n")) == (5, "", 1)
    assert run("api", "hello").out == '"👋"\n'


def test_logs_are_written_as_csv(run: Run, client: Prefect) -> None:
    flow = client.flows.create(name=f"cli-{uuid4()}")
    flow_run = client.flow_runs.create(flow_id=flow.id)
    assert run("api", f"GET /flow_runs/{flow_run.id}/logs/download").out.startswith("timestamp,")
    client.flows.delete(flow.id)


def test_curl_masks_the_key_and_sends_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_0123456789")
    words = ("api", "create_variable", "name=cli_curl", "value=hunter2", "--curl")
    result = run(*words, "--api-url", "https://prefect.test/api")
    assert result.code == 0
    assert result.out == (
        "curl --request POST https://prefect.test/api/variables/ \\\n"
        "  --header 'Content-Type: application/json' \\\n"
        f"  --header 'x-prefect-api-version: {LOCKED.api_version}' \\\n"
        "  --header 'Authorization: Bearer ***' \\\n"
        """  --data '{"name": "cli_curl", "value": "***"}'\n"""
    )


def test_curl_without_an_api_url(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL")
    assert run("api", "health_check", "--curl").out.startswith('curl --request GET "$PREFECT_API_URL/health"')


def test_operations_are_listed(run: Run) -> None:
    assert run("api", "--list", "-o", "id").out.count("\n") == LOCKED.counts["operations"]
    lines = run("api", "--list", "variable by name").out.splitlines()
    assert lines[1].split()[:4] == ["variables.read_variable_by_name", "GET", "/variables/name/{name}", "Read"]
    rows = json.loads(run("api", "--list", "/flow_runs/filter", "-o", "json").out)
    assert [(row["name"], "limit" in row["keys"]) for row in rows] == [("flow_runs.read_flow_runs", True)]


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as raised:
        main(["api", *words])
    assert raised.value.code == 0
    return capsys.readouterr().out


def test_help_of_an_operation(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "set_flow_run_state", "--help")
    assert (
        text
        == """\
usage: prefect-http api flow_runs.set_flow_run_state [options] id=... state=... [KEY=VALUE ...]

Set a flow run state, invoking any orchestration rules.

POST /flow_runs/{id}/set_state

path:
  id  UUID (required)

body: object
  state  object (StateCreate) (required)
  force  boolean

prefect-http api --help shows options and examples.
"""
    )
    for words in (["-h", "POST /flow_runs/{id}/set_state"], ["POST", f"/flow_runs/{ID}/set_state", "force=true", "-h"]):
        assert shown(capsys, *words) == text


@pytest.mark.parametrize(
    ("operation", "lines"),
    [
        (
            "read_flow_runs",
            ["  limit             integer", "  sort              ID_DESC or START_TIME_ASC or START_TIME"],
        ),
        ("GET /csrf-token", ["query:", "  client  string (required)"]),
        ("read_work_queue_runs", ["headers:", "  x-prefect-ui  boolean", "  scheduled_before  time"]),
        ("read_flow_run_graph_v2", ["query:", "  since  time"]),
        ("create_deployment_schedules", ["body: array of objects", "  active              boolean"]),
        ("create_deployment_schedules", ["  schedule            object (IntervalSchedule or CronSchedule or RRuleS"]),
        ("validate_template", ["body: string"]),
        ("create_variable", ["  value  string or integer or boolean or number or object or array of any JSON (requi"]),
        (
            "create_automation",
            ["  actions             array of object (required)", "  tags                array of string"],
        ),
    ],
)
def test_help_names_types(operation: str, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, operation, "--help")
    for line in lines:
        assert f"\n{line}" in text


def test_every_operation_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for operation in all_operations():
        text = help_of(operation)
        assert f"\n{operation.method} {operation.path}\n" in text
        assert all(f"\n  {key} " in text for key in keys_of(operation))
        assert max(map(len, text.splitlines())) <= 110
        assert not re.search(
            r"\b(str|int|bool|None|dict|Any|NotRequired|datetime)\b", text.partition(operation.path)[2]
        )


def test_help_without_an_operation_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["--list", "flow", "-h"]):
        assert shown(capsys, *words).startswith("usage: prefect-http api [options] [OPERATION]")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("api", "read_flw", "--help"), "unknown operation 'read_flw': did you mean 'read_flow'"),
        (("api",), "requires an operation (see prefect-http api --list)"),
        (("api", "read_flw_runs"), "unknown operation 'read_flw_runs': did you mean 'read_flow_runs'"),
        (("api", "read_work_queue"), "use work_pools.read_work_queue or work_queues.read_work_queue"),
        (("api", "POST /flow_runs/filtr"), "did you mean 'POST /flow_runs/filter'"),
        (("api", "GET /flow_runs/count"), "/flow_runs/count does not accept GET: use POST"),
        (("api", "FETCH /health"), "method must be one of GET, POST, PUT, PATCH, DELETE, got 'FETCH'"),
        (("api", "read_flow"), "flows.read_flow requires id=…"),
        (("api", "read_version", "x=1"), "admin.read_version accepts no x: omit it"),
        (("api", "GET /health?x=1"), "root.health_check accepts no x: omit it"),
        (("api", "read_flow", f"id={ID}", f"id={ID}"), "id is given twice"),
        (("api", "read_flow", "id"), "expected key=value, got 'id'"),
        (("api", "read_flow", "id="), "id must not be empty"),
        (("api", "read_flow", f"id={ID}", "--data", "{}"), "flows.read_flow has no request body: omit --data"),
        (("api", "read_flows", "--data", "[1]", "limit=1"), "limit=… requires --data to be a JSON object"),
        (("api", "read_flows", "--data", "{"), "argument --data: expected JSON"),
        (("api", "read_flows", "--data", "@/no/such/file"), "cannot read /no/such/file"),
        (("api", "read_flow_runs", "zzz=1"), "pass --unknown-keys"),
        (("api", "hello", "-o", "csv"), "writes JSON: use -o json or jsonl, not csv"),
    ],
)
def test_bad_input(run: Run, words: tuple[str, ...], message: str) -> None:
    result = run(*words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert message in result.err

"""Calls as curl commands: form, masked secrets, and the same response as the call."""

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from prefect_http_api import (
    API_VERSION,
    Call,
    block_documents,
    deployments,
    flow_runs,
    flows,
    root,
    variables,
    work_pools,
    work_queues,
)
from tests.generated.sending import Sender
from tests.support.servers import ServerAddress

pytestmark = pytest.mark.every_python

ID = UUID("0194f5a2-0000-7000-8000-000000000001")
SINCE = "2026-01-31T08%3A00%3A00%2B00%3A00"
ELSEWHERE = "https://prefect.example/api"
VERSION = f"--header 'x-prefect-api-version: {API_VERSION}'"
JSON = "--header 'Content-Type: application/json'"


def body_of(command: str) -> Any:
    words = shlex.split(command.replace("\\\n", ""))
    return json.loads(words[words.index("--data") + 1])


def shown(**parameters: object) -> Any:
    return body_of(deployments.create_flow_run_from_deployment(ID, parameters=parameters).curl())["parameters"]


def header_of(name: str, value: str) -> str:
    words = shlex.split(root.hello().curl(ELSEWHERE, headers={name: value}).replace("\\\n", ""))
    return words[-1]


class TestForm:
    @pytest.mark.parametrize(
        ("call", "expected"),
        [
            (root.health_check(), [f'curl --request GET "$PREFECT_API_URL/health" {VERSION}']),
            (
                flow_runs.read_flow_run_graph_v2(ID, since=datetime(2026, 1, 31, 8, tzinfo=UTC)),
                [f'curl --request GET "$PREFECT_API_URL/flow_runs/{ID}/graph-v2?since={SINCE}"', VERSION],
            ),
            (
                flows.read_flow_by_name('it\'s $HOME "`é`"!'),
                [
                    'curl --request GET "$PREFECT_API_URL/flows/name/it%27s%20%24HOME%20%22%60%C3%A9%60%22%21"',
                    VERSION,
                ],
            ),
            (
                flow_runs.count_flow_runs(flow_runs={"name": {"any_": ["it's $HOME\né"]}}),
                [
                    'curl --request POST "$PREFECT_API_URL/flow_runs/count"',
                    JSON,
                    VERSION,
                    """--data '{"flow_runs": {"name": {"any_": ["it'"'"'s $HOME\\n\\u00e9"]}}}'""",
                ],
            ),
            (
                work_queues.read_work_queue_runs(ID, x_prefect_ui=True, limit=5),
                [
                    f'curl --request POST "$PREFECT_API_URL/work_queues/{ID}/get_runs"',
                    JSON,
                    VERSION,
                    "--header 'x-prefect-ui: true'",
                    "--data '{\"limit\": 5}'",
                ],
            ),
        ],
        ids=["short", "query", "path", "body", "header"],
    )
    def test_command_line(self, call: Call[object], expected: list[str]) -> None:
        assert call.curl() == " \\\n  ".join(expected)

    @pytest.mark.parametrize(
        ("api_url", "expected"),
        [
            (ELSEWHERE, "https://prefect.example/api/hello"),
            (f"{ELSEWHERE}/", "https://prefect.example/api/hello"),
            ("$OTHER", '"$OTHER/hello"'),
            ("${OTHER}", '"${OTHER}/hello"'),
            ("$(reboot)", "'$(reboot)/hello'"),
            ("$OTHER;reboot", "'$OTHER;reboot/hello'"),
        ],
    )
    def test_url(self, api_url: str, expected: str) -> None:
        assert root.hello().curl(api_url) == f"curl --request GET {expected} {VERSION}"

    def test_given_header_replaces_one_of_the_same_name(self) -> None:
        command = root.hello().curl(ELSEWHERE, headers={"X-Prefect-API-Version": "0.8.0", "X-Team": "a b"})
        assert command == (
            "curl --request GET https://prefect.example/api/hello --header 'X-Prefect-API-Version: 0.8.0' "
            "--header 'X-Team: ***'"
        )

    def test_empty_header_is_sent(self) -> None:
        assert header_of("X-Team", "") == "X-Team;"

    def test_body_that_is_not_json_serializable_is_rejected(self) -> None:
        with pytest.raises(TypeError):
            flow_runs.create_flow_run(flow_id=ID, parameters={"x": object()}).curl()


class TestSecrets:
    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("Authorization", "Bearer pnu_secret", "Authorization: Bearer ***"),
            ("authorization", "Basic c2VjcmV0", "authorization: Basic ***"),
            ("Authorization", "secret of words", "Authorization: ***"),
            ("Proxy-Authorization", "basic secret", "Proxy-Authorization: basic ***"),
            ("Cookie", "session=secret", "Cookie: ***"),
            ("Prefect-Csrf-Token", "secret", "Prefect-Csrf-Token: ***"),
            ("Prefect-Csrf-Client", "plain", "Prefect-Csrf-Client: plain"),
            ("X-API-KEY", "secret", "X-API-KEY: ***"),
            ("CF-Access-Client-Secret", "secret", "CF-Access-Client-Secret: ***"),
            ("X-Password", "secret", "X-Password: ***"),
            ("CF-Access-Client-Id", "secret", "CF-Access-Client-Id: ***"),
            ("X-Team", "data", "X-Team: ***"),
            ("Accept", "text/csv", "Accept: text/csv"),
            ("user-agent", "mine", "user-agent: mine"),
        ],
    )
    def test_secret_headers_are_masked(self, name: str, value: str, expected: str) -> None:
        assert header_of(name, value) == expected

    @pytest.mark.parametrize(
        ("api_url", "expected"),
        [
            ("https://user:secret@prefect.example/api", "'https://***@prefect.example/api/hello'"),
            ("https://secret@prefect.example/api", "'https://***@prefect.example/api/hello'"),
            ("https://user:sec/ret@prefect.example/api", "'https://***@prefect.example/api/hello'"),
            ("https://user:secret@secret@prefect.example/api", "'https://***@prefect.example/api/hello'"),
            ("user:secret@prefect.example/api", "'***@prefect.example/api/hello'"),
        ],
    )
    def test_credentials_in_the_url_are_masked(self, api_url: str, expected: str) -> None:
        assert root.hello().curl(api_url) == f"curl --request GET {expected} {VERSION}"

    @pytest.mark.parametrize(
        "key",
        [
            *("password", "db_password", "dbPassword", "DB-PASSWORD", "PGPASSWORD"),
            *("passwd", "pwd", "passphrase", "secret", "client_secrets"),
            *("token", "GITHUB_TOKEN", "accessToken", "api_key", "apikey"),
            *("APIKey", "PREFECT_API_KEY", "PREFECT_API_AUTH_STRING", "AWS_SECRET_ACCESS_KEY", "private_key"),
            *("ssh_key", "credentials", "gcp_credential", "Authorization", "connection_string"),
        ],
    )
    def test_secret_keys_of_the_body_are_masked(self, key: str) -> None:
        assert shown(outer=[{key: "hidden", "plain": "x"}]) == {"outer": [{key: "***", "plain": "x"}]}

    def test_whole_value_of_a_secret_key_is_masked(self) -> None:
        assert shown(credentials={"a": ["hidden"]}, token=12345) == {"credentials": "***", "token": "***"}

    @pytest.mark.parametrize("key", ["idempotency_key", "task_keys", "key", "author", "tokenizer", "value", "pwdx"])
    def test_similar_keys_are_not_masked(self, key: str) -> None:
        assert shown(**{key: "x"}) == {key: "x"}

    @pytest.mark.parametrize("value", [True, False, None])
    def test_flags_and_null_are_not_masked(self, value: bool | None) -> None:
        assert shown(include_secrets=value) == {"include_secrets": value}

    def test_credentials_of_urls_in_the_body_are_masked(self) -> None:
        texts = ["git+https://hidden@example.com/x", "to postgres://me:hidden@db/x, or mail me@example.com"]
        assert shown(x=texts) == {
            "x": ["git+https://***@example.com/x", "to postgres://***@db/x, or mail me@example.com"]
        }

    def test_data_of_a_block_is_masked(self) -> None:
        data = {"value": "hidden"}
        made = block_documents.create_block_document(name="n", data=data, block_schema_id=ID, block_type_id=ID)
        assert body_of(made.curl())["data"] == "***"
        assert body_of(made.curl())["name"] == "n"
        assert body_of(block_documents.update_block_document_data(ID, data=data).curl()) == {"data": "***"}

    @pytest.mark.parametrize(
        ("call", "shown_body"),
        [
            (variables.create_variable(name="n", value="hidden"), {"name": "n", "value": "***"}),
            (variables.create_variable(name="n", value={"a": ["hidden"]}), {"name": "n", "value": "***"}),
            (variables.update_variable_by_name("n", value=True), {"value": "***"}),
            (variables.update_variable(ID, value=None), {"value": None}),
            (flow_runs.create_flow_run_input(ID, key="k", value="hidden"), {"key": "k", "value": "***"}),
            (flow_runs.resume_flow_run(ID, run_input={"a": "hidden"}), {"run_input": "***"}),
            (
                flow_runs.set_flow_run_state(ID, state={"type": "COMPLETED", "data": "hidden"}),
                {"state": {"type": "COMPLETED", "data": "***"}},
            ),
            (
                deployments.create_flow_run_from_deployment(
                    ID, job_variables={"image": "hidden"}, parameters={"data": 1, "env": {"URL": "hidden"}, "n": 2}
                ),
                {"job_variables": "***", "parameters": {"data": 1, "env": "***", "n": 2}},
            ),
            (
                work_pools.create_work_pool(
                    name="p", base_job_template={"job_configuration": {"env": {"URL": "hidden"}, "value": "x"}}
                ),
                {"name": "p", "base_job_template": {"job_configuration": {"env": "***", "value": "x"}}},
            ),
        ],
        ids=lambda value: value.operation.name if isinstance(value, Call) else "",
    )
    def test_stored_values_are_masked(self, call: Call[object], shown_body: object) -> None:
        assert body_of(call.curl()) == shown_body


def run(command: str, environ: Mapping[str, str]) -> Any:
    # Nothing is taken from a .curlrc, nor sent to a proxy.
    words = command.replace("curl ", "curl --disable --noproxy '*' --silent --show-error --fail-with-body ", 1)
    environment = {"PATH": os.environ["PATH"], **environ}
    return json.loads(subprocess.run(["sh", "-c", words], env=environment, capture_output=True, check=True).stdout)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on PATH")
class TestRunning:
    def test_command_gets_the_response_of_the_call(self, sender: Sender, server: ServerAddress) -> None:
        name = f'it\'s $HOME `é` "q" \\n 100! {uuid4()}'
        flow = sender.send(flows.create_flow(name=name, tags=["a'b"]))
        calls: list[Call[Any]] = [
            flows.read_flow_by_name(name),
            flows.read_flows(flows={"name": {"any_": [name]}}, limit=5),
            flows.create_flow(name=name),
        ]
        for call in calls:
            sent = json.loads(sender.raw(call).content)
            assert run(call.curl(), {"PREFECT_API_URL": server.api_url}) == sent
            assert run(call.curl(server.api_url, headers={"X-Empty": ""}), {}) == sent
            assert str(flow.id) in json.dumps(sent)

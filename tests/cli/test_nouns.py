"""Work pools, variables, artifacts, blocks, automations, limits, flows and task runs of a real server."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from prefect_http import NotFoundError, Prefect
from tests.cli.conftest import Run
from tests.cli.pseudo_terminal import PseudoTerminal


@pytest.fixture
def name() -> str:
    """Return a name that is unique and cannot be the beginning of an ID."""
    return f"cli-{uuid4()}"


@pytest.fixture
def pool(client: Prefect, name: str) -> Iterator[str]:
    client.work_pools.create(name=name, type="process", description="for tests")
    yield name
    with suppress(NotFoundError):
        client.work_pools.delete(name)


def columns(out: str) -> list[list[str]]:
    """Return the words of each line of a table, without the titles."""
    return [line.split() for line in out.splitlines()[1:]]


def test_pool_is_created_paused_resumed_and_deleted(run: Run, client: Prefect, name: str) -> None:
    created = run("pools", "create", name, "--concurrency-limit", "3", "--description", "nightly", "-o", "json")
    shown = json.loads(created.out)
    assert (shown["type"], shown["concurrency_limit"], shown["description"]) == ("process", 3, "nightly")
    assert run("pools", "pause", name) == (0, "", f"work pool {name} paused\n")
    assert client.work_pools.get(name).is_paused
    assert run("pools", "resume", name).code == 0
    assert not client.work_pools.get(name).is_paused
    assert columns(run("pools", "ls", "--name", name).out) == [[name, "process", "not", "ready", "0/3", "nightly"]]
    assert run("pools", "count", "--name", name).out == "1\n"
    assert run("pools", "delete", name, "--yes") == (0, "", f"work pool {name} deleted\n")
    assert run("pools", "get", name).code == 5


def test_base_job_template_comes_from_a_file(run: Run, client: Prefect, name: str, tmp_path: Path) -> None:
    file = tmp_path / "template.json"
    file.write_text('{"job_configuration": {"command": "true"}, "variables": {"properties": {}}}')
    assert run("pools", "create", name, "--base-job-template", f"@{file}").code == 0
    assert client.work_pools.get(name).base_job_template["job_configuration"] == {"command": "true"}
    client.work_pools.delete(name)


def test_pool_is_found_by_the_first_characters_of_its_id(run: Run, client: Prefect, pool: str) -> None:
    ident = str(client.work_pools.get(pool).id)
    for text in (ident, ident[:13], ident[:13].upper()):
        assert run("pools", "get", text, "-o", "id").out == f"{pool}\n"


def test_queues_of_a_pool(run: Run, client: Prefect, pool: str) -> None:
    assert run("pools", "queues", "create", pool, "urgent", "--priority", "1").code == 0
    listed = run("pools", "queues", "ls", pool)
    assert [line[1] for line in columns(listed.out)] == [f"{pool}/urgent", f"{pool}/default"]
    queue = client.work_queues.get(f"{pool}/urgent")
    # IDs are never shortened.
    assert str(queue.id) in listed.out
    assert run("pools", "queues", "pause", f"{pool}/urgent").code == 0
    assert run("pools", "queues", "get", str(queue.id)[:13], "-o", "csv").out.splitlines()[1].split(",")[2] == "paused"
    assert run("pools", "queues", "delete", str(queue.id)[:13], "--yes").code == 0
    assert [line[1] for line in columns(run("pools", "queues", "ls", pool).out)] == [f"{pool}/default"]


def test_workers_of_a_pool(run: Run, client: Prefect, pool: str) -> None:
    from prefect_http_api import work_pools

    client.send(work_pools.worker_heartbeat(pool, name="worker-1"))
    assert columns(run("pools", "workers", "ls", pool, "--status", "ONLINE").out)[0][:2] == ["worker-1", "online"]
    assert run("pools", "workers", "delete", pool, "worker-1", "--yes").code == 0
    assert columns(run("pools", "workers", "ls", pool).out) == []


@pytest.mark.parametrize(
    ("words", "bare", "as_json"),
    [
        (("text with $ and 日本",), "text with $ and 日本\n", '"text with $ and 日本"\n'),
        (("500",), "500\n", '"500"\n'),
        (("500", "--json"), "500\n", "500\n"),
        (('{"a": [1, null]}', "--json"), '{"a": [1, null]}\n', '{"a": [1, null]}\n'),
        (("true", "--json"), "true\n", "true\n"),
        (("",), "\n", '""\n'),
    ],
)
def test_variable_is_written_as_it_is(run: Run, words: tuple[str, ...], bare: str, as_json: str) -> None:
    assert run("variables", "set", "cli_value", *words).code == 0
    assert run("variables", "get", "cli_value") == (0, bare, "")
    assert run("variables", "get", "cli_value", "-o", "jsonl").out == as_json
    assert json.loads(run("variables", "get", "cli_value", "-o", "json").out) == json.loads(as_json)
    assert run("variables", "delete", "cli_value", "--yes").code == 0


def test_variable_is_set_from_standard_input(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"two\nlines\n")))
    assert run("variables", "set", "cli_input", "-", "--tag", "a", "--tag", name).code == 0
    assert run("variables", "get", "cli_input").out == "two\nlines\n"
    assert columns(run("variables", "ls", "--tag", name).out)[0][-4:-2] == ["a,", name]
    # Without --tag, the tags are kept.
    run("variables", "set", "cli_input", "one")
    assert run("variables", "count", "--tag", name).out == "1\n"
    run("variables", "delete", "cli_input", "--yes")


def test_artifact_is_found_by_id_and_by_key(run: Run, client: Prefect, name: str) -> None:
    first, last = (client.artifacts.create(key=name, type="markdown", data=text) for text in ("# One", "# Two"))
    assert run("artifacts", "ls", "--key", name, "-o", "id").out.split() == [str(last.id), str(first.id)]
    assert run("artifacts", "latest", "--key", name, "-o", "id").out.split() == [str(last.id)]
    assert "# Two" in run("artifacts", "get", name).out
    assert "# One" in run("artifacts", "get", str(first.id)[:13]).out
    assert run("artifacts", "delete", str(first.id)[:13], str(last.id), "--yes").code == 0
    assert run("artifacts", "count", "--key", name).out == "0\n"


def test_secrets_of_blocks_are_masked_unless_asked_for(run: Run, client: Prefect, name: str) -> None:
    block = client.block_documents.create("secret", name, {"value": "hunter2-xyz"})
    for words in (("blocks", "get", f"secret/{name}"), ("blocks", "get", str(block.id)[:13], "-o", "json")):
        masked = run(*words)
        assert (masked.code, "hunter2-xyz" in masked.out) == (0, False)
        assert "hunter2-xyz" in run(*words, "--show-secrets").out
    for output in ("wide", "json", "jsonl", "csv"):
        listed = run("blocks", "ls", "--name", name, "-o", output).out
        assert name in listed
        assert "hunter2-xyz" not in listed
    assert run("blocks", "types", "get", "secret", "-o", "id").out == "secret\n"
    assert run("blocks", "types", "ls", "--slug", "secret,aws-secret", "-o", "id").out.split() == [
        "aws-secret",
        "secret",
    ]
    assert run("blocks", "delete", f"secret/{name}", "--yes").code == 0
    assert run("blocks", "get", f"secret/{name}").code == 5


def test_automation_is_found_by_its_name_if_it_is_unique(run: Run, client: Prefect, name: str) -> None:
    trigger = {"type": "event", "expect": ["cli.never"], "posture": "Reactive", "threshold": 1, "within": 0}
    fields = {"name": name, "trigger": trigger, "actions": [{"type": "do-nothing"}]}
    first = client.automations.create(**fields)  # type: ignore[arg-type]
    assert run("automations", "pause", name) == (0, "", f"automation {first.id} paused\n")
    assert columns(run("automations", "ls", "--name", name).out) == [
        [str(first.id), name, "paused", "event", "do-nothing"]
    ]
    second = client.automations.create(**fields)  # type: ignore[arg-type]
    ambiguous = run("automations", "resume", name)
    assert (ambiguous.code, "expected an ID, or its first characters" in ambiguous.err) == (2, True)
    assert run("automations", "resume", str(first.id)[:13]).code == 0
    assert client.automations.get(first.id).enabled
    assert run("automations", "delete", str(first.id), str(second.id), "--yes").code == 0
    assert run("automations", "count", "--name", name).out == "0\n"


def test_limits_are_set_and_deleted(run: Run, client: Prefect, name: str) -> None:
    assert run("limits", "set", name, "5", "--inactive", "--decay", "0.5").code == 0
    limit = client.concurrency_limits.get(name)
    assert (limit.limit, limit.active, limit.slot_decay_per_second) == (5, False, 0.5)
    run("limits", "set", name, "6")
    assert [line for line in columns(run("limits", "ls").out) if line[0] == name] == [[name, "6", "0", "no"]]
    assert run("limits", "get", str(limit.id), "-o", "id").out == f"{name}\n"
    assert run("limits", "delete", name, "--yes").code == 0
    assert run("limits", "get", name).code == 5


def test_limits_of_tags_are_set_and_deleted(run: Run, name: str) -> None:
    run("limits", "tags", "set", name, "2")
    assert json.loads(run("limits", "tags", "get", name, "-o", "json").out)["concurrency_limit"] == 2
    assert [name, "2", "0"] in columns(run("limits", "tags", "ls").out)
    assert run("limits", "tags", "delete", name, "--yes").code == 0
    assert run("limits", "tags", "get", name).code == 5


def test_flows_are_listed_and_deleted(run: Run, client: Prefect, name: str) -> None:
    flow = client.flows.create(name=name, tags=["cli"])
    assert columns(run("flows", "ls", "--name", f"{name[:20]}*").out)[0][:3] == [str(flow.id), name, "cli"]
    assert run("flows", "count", "--name", name).out == "1\n"
    assert run("flows", "get", str(flow.id)[:13], "-o", "id").out == f"{flow.id}\n"
    assert run("flows", "delete", name, "--yes").code == 0
    assert run("flows", "get", name).code == 5


def test_task_runs_and_their_logs(run: Run, client: Prefect, name: str) -> None:
    flow_run = client.flow_runs.create(flow_id=client.flows.create(name=name).id)
    task_run = client.task_runs.create(flow_run_id=flow_run.id, task_key="t", dynamic_key="0", name="load")
    logs = [
        {"name": "prefect", "level": level, "message": text, "timestamp": task_run.created, "task_run_id": task_run.id}
        for level, text in ((20, "loading"), (40, "too large"))
    ]
    client.logs.create(logs)  # type: ignore[arg-type]
    assert columns(run("task-runs", "ls", "--run", str(flow_run.id)).out)[0][:3] == [
        str(task_run.id),
        "Pending",
        "load",
    ]
    assert run("task-runs", "count", "--run", str(flow_run.id), "--state", "pending").out == "1\n"
    assert run("task-runs", "get", str(task_run.id)[:13], "-o", "id").out == f"{task_run.id}\n"
    shown = run("task-runs", "logs", str(task_run.id)[:13], "--level", "warning")
    assert (shown.code, shown.out.count("\n"), "too large" in shown.out) == (0, 1, True)
    client.flows.delete(name)


def test_deleting_requires_yes_without_a_terminal(run: Run, client: Prefect, pool: str) -> None:
    refused = run("pools", "delete", pool)
    assert refused == (2, "", f"error: cannot ask whether to delete work pool {pool} without a terminal: pass --yes\n")
    assert client.work_pools.get(pool).name == pool


def test_deleting_asks_on_a_terminal(client: Prefect, pool: str, terminal: Callable[..., PseudoTerminal]) -> None:
    asked = terminal("pools", "delete", pool)
    asked.read_until(f"Delete work pool {pool}? [y/N] ")
    asked.type("n\n")
    assert asked.wait() == 130
    assert client.work_pools.get(pool).name == pool
    queues = [f"{pool}/default", str(client.work_queues.create(pool, name="other").id)]
    several = terminal("pools", "queues", "delete", *queues)
    several.read_until("Delete 2 work queues? [y/N] ")
    assert all(f"  {queue}\r\n" in several.output for queue in queues)
    several.type("n\n")
    assert several.wait() == 130
    confirmed = terminal("pools", "delete", pool)
    confirmed.read_until("[y/N] ")
    confirmed.type("y\n")
    assert confirmed.wait() == 0
    assert f"work pool {pool} deleted" in confirmed.output


def test_nothing_is_changed_if_one_of_several_is_not_found(run: Run, client: Prefect, pool: str) -> None:
    prefix = str(UUID(int=2**128 - 1))[:12]
    result = run("pools", "queues", "pause", f"{pool}/default", prefix)
    assert (result.code, result.err) == (
        5, f"error: no work queue has an ID that begins with '{prefix}' (see prefect-http pools queues ls)\n"
    )  # fmt: skip
    assert not client.work_queues.get(f"{pool}/default").is_paused


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("pools", "create"), 2, "the following arguments are required: NAME"),
        (("pools", "create", "a/b"), 2, "invalid NAME 'a/b'"),
        (("pools", "create", "x", "--concurrency-limit", "-1"), 2, "--concurrency-limit"),
        (("pools", "create", "x", "--base-job-template", "{"), 2, "expected JSON"),
        (("pools", "create", "x", "--base-job-template", "@/no/such/file"), 2, "cannot read /no/such/file"),
        (("pools", "paus"), 2, "unknown command 'paus': did you mean 'pause'?"),
        (("pools", "queues"), 2, "requires a command: ls, get, create"),
        (("pools", "workers", "ls", "cli-nowhere"), 5, "404"),
        (("variables", "get", "cli_nothing"), 5, "variable 'cli_nothing' not found"),
        (("variables", "set", "cli_json", "{", "--json"), 2, "invalid VALUE: expected JSON"),
        (("variables", "set", "Not A Name", "1"), 2, "invalid NAME"),
        (
            ("blocks", "get", "nothing"),
            2,
            "expected TYPE/NAME, an ID, or the first characters of one (see prefect-http",
        ),
        (("blocks", "get", "secrt/x"), 5, "did you mean 'secret'"),
        (("artifacts", "get", "no-such-key"), 5, "artifact with the key 'no-such-key' not found"),
        (("limits", "set", "x", "many"), 2, "expected a number such as 20, got 'many'"),
        (("limits", "set", "x", "5", "--decay", "fast"), 2, "expected a number such as 0.5, got 'fast'"),
        (("limits", "tags", "delete", "cli-no-such-tag", "--yes"), 5, "limit of the tag 'cli-no-such-tag' not found"),
        (("task-runs", "get", "xyz"), 2, "expected an ID"),
        (("flows", "ls", "--where", '{"flow": {}}'), 2, "where does not accept 'flow'"),
    ],
)
def test_bad_input(run: Run, words: tuple[str, ...], code: int, message: str) -> None:
    result = run(*words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert message in result.err

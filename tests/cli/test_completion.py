"""Command ``prefect-http completion``, in the shells that are installed."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest

from prefect_http import Prefect
from prefect_http._cli.commands import SUMMARIES
from prefect_http_api import work_pools
from tests.cli.conftest import Run
from tests.cli.pseudo_terminal import environment
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS

needs_fish = pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
needs_zsh = pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")


@pytest.fixture(scope="module")
def deployment(client: Prefect) -> Iterator[str]:
    flow = client.flows.create(name=f"shop {uuid4()}")
    client.deployments.create(name="nightly: all", flow_id=flow.id, description="every night")
    yield f"{flow.name}/nightly: all"
    client.flows.delete(flow.id)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return a ``PATH`` on which ``prefect-http`` is the command of this checkout."""
    command = tmp_path / "prefect-http"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m prefect_http "$@"\n')
    command.chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


def offered(run: Run, *words: str) -> list[str]:
    """Return what is offered in place of the last of *words*."""
    result = run("completion", "fish", "--words=" + "\x1f".join(words))
    assert (result.code, result.err) == (0, "")
    return [line.partition("\t")[0] for line in result.out.splitlines()]


def in_shell(words: Sequence[str], path: str, server: ServerAddress) -> str:
    done = subprocess.run(
        words,
        capture_output=True,
        check=False,
        env=environment(PREFECT_API_URL=server.api_url, PATH=path),
        stdin=subprocess.DEVNULL,
        timeout=HANG_SECONDS,
    )
    assert done.stderr == b""
    return done.stdout.decode()


def test_commands_and_options(run: Run) -> None:
    assert offered(run, "") == list(SUMMARIES)
    assert offered(run, "po") == ["pools"]
    assert offered(run, "pools", "queues", "p") == ["pause"]
    assert offered(run, "pools", "ls", "--na") == ["--name"]
    assert offered(run, "runs", "ls", "--fi") == ["--finished"]
    assert offered(run, "runs", "ls", "--no") == ["--no-finished"]
    assert offered(run, "--api") == ["--api-url"]
    assert offered(run, "nothing", "") == []
    assert offered(run, "pools", "ls", "x", "") == []


def test_options_before_commands(run: Run) -> None:
    assert offered(run, "-o", "json", "flows", "co") == ["count"]
    assert offered(run, "--output=json", "pools", "--debug", "queues", "re") == ["resume"]
    assert offered(run, "-o", "js") == ["json", "jsonl"]


def test_choices(run: Run) -> None:
    assert offered(run, "flows", "ls", "-o", "c") == ["csv"]
    assert offered(run, "flows", "ls", "--output=ta") == ["--output=table"]
    assert offered(run, "flows", "ls", "--sort", "name") == ["name_asc", "name_desc"]
    assert offered(run, "runs", "ls", "--state", "failed,cra") == ["failed,crashed"]
    assert offered(run, "runs", "wait", "x", "--until", "paused,run") == ["paused,running"]
    assert offered(run, "completion", "") == ["bash", "zsh", "fish"]


def test_operations(run: Run) -> None:
    assert offered(run, "api", "variables.cou") == ["variables.count_variables"]
    assert offered(run, "api", "count_var") == ["count_variables"]
    assert offered(run, "api", "GET /heal") == ["GET /health"]


def test_names_on_the_server(run: Run, client: Prefect, deployment: str) -> None:
    flow = deployment.partition("/")[0]
    assert offered(run, "deployments", "get", flow[:10]) == [deployment]
    assert offered(run, "runs", "ls", "--deployment", f"{flow}/nig") == [deployment]
    assert offered(run, "deployments", "pause", flow[:10]) == [deployment]
    assert offered(run, "runs", "ls", f"--deployment={flow}") == [f"--deployment={deployment}"]
    assert offered(run, "flows", "delete", "x", flow[:20]) == [flow]
    flow_run = client.deployments.trigger(deployment)
    assert offered(run, "runs", "get", str(flow_run.id)[:20]) == [str(flow_run.id)]
    client.variables.set("cli_completed", 1)
    assert offered(run, "variables", "get", "cli_compl") == ["cli_completed"]
    client.variables.delete("cli_completed")
    assert "secret" in offered(run, "blocks", "types", "get", "se")


def test_names_that_depend_on_an_earlier_one(run: Run, client: Prefect, deployment: str) -> None:
    slug = client.deployments.schedules.create(deployment, cron="0 8 * * *", slug="morning")
    other = client.deployments.schedules.create(deployment, cron="0 9 * * *")
    words = ("deployments", "schedule", "pause", deployment)
    assert offered(run, *words, "") == ["morning", str(slug.id), str(other.id)]
    assert offered(run, *words, str(other.id)[:20]) == [str(other.id)]
    pool = client.work_pools.create(name=f"pool {uuid4()}", type="process").name
    client.send(work_pools.worker_heartbeat(pool, name="worker-1"))
    assert offered(run, "pools", "workers", "delete", pool, "wor") == ["worker-1"]
    client.work_pools.delete(pool)


def test_descriptions_are_for_shells_that_show_them(run: Run, deployment: str) -> None:
    words = f"--words=deployments\x1fget\x1f{deployment[:10]}"
    escaped = deployment.replace(":", "\\:")
    assert run("completion", "fish", words).out == f"{deployment}\tevery night\n"
    assert run("completion", "zsh", words).out == f"{escaped}:every night\n"
    # bash has split the word at the colon.
    assert run("completion", "bash", words).out == f"{deployment}\n"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/api", "nonsense", ""])
def test_failures_are_silent(run: Run, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PREFECT_API_URL", url)
    monkeypatch.setenv("PREFECT_HTTP_LOG", "debug")
    assert offered(run, "deployments", "get", "") == []
    assert offered(run, "deployments", "g") == ["get"]


def test_server_of_the_command_line_is_asked(run: Run, server: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    assert "secret" in offered(run, "--api-url", server.api_url, "blocks", "types", "get", "se")


def test_bash(run: Run, server: ServerAddress, path: str, deployment: str) -> None:
    flow = deployment.partition("/")[0].replace(" ", "\\ ")
    lines = [
        # Words are inserted quoted, unless the user has opened quotation marks.
        (["deployments", "get", flow], deployment.replace(" ", "\\ ")),
        (["deployments", "get", '"' + flow.replace("\\", "")], deployment),
        # bash splits words at = and :, and replaces only the last part.
        (["runs", "ls", "--state", "=", "fa"], "failed"),
        (["runs", "ls", "--state", "failed,cr"], "failed,crashed"),
        (["runs", "wait", "x", "--until", "=", "paused,run"], "paused,running"),
        (["deployments", "get", f"{flow}/nightly", ":", "\\ a"], "\\ all"),
    ]
    script = run("completion", "bash").out + "complete -p prefect-http\n"
    for words, _ in lines:
        script += f"COMP_WORDS=(prefect-http {shlex.join(words)}); COMP_CWORD={len(words)}\n"
        script += "_prefect_http prefect-http; printf '%s ' \"${COMPREPLY[@]}\"; echo\n"
    registered, *found = in_shell(["bash", "-c", script], path, server).splitlines()
    assert registered == "complete -o default -F _prefect_http prefect-http"
    assert [line.rstrip() for line in found] == [expected for _, expected in lines]


@needs_fish
def test_fish(server: ServerAddress, path: str, deployment: str) -> None:
    script = 'prefect-http completion fish | source; complete -C "prefect-http $argv"'
    assert in_shell(["fish", "--no-config", "-c", script, "flows co"], path, server).startswith("count\tCount flows")
    flow = deployment.partition("/")[0].replace(" ", "\\ ")
    assert in_shell(["fish", "--no-config", "-c", script, f"deployments get {flow}"], path, server).endswith("night\n")


@needs_zsh
def test_zsh(server: ServerAddress, path: str, deployment: str) -> None:
    script = """
        compdef() { }
        _describe() { print -l -- "${(@P)2}" }
        eval "$(prefect-http completion zsh)"
        words=(prefect-http "$@"); CURRENT=$#words
        _prefect_http
    """
    shown = in_shell(["zsh", "-fc", script, "zsh", "flows", "co"], path, server)
    assert shown == "count:Count flows. Without filters, all flows are counted.\n"
    flow = deployment.partition("/")[0].replace(" ", "\\ ")
    assert in_shell(["zsh", "-fc", script, "zsh", "deployments", "get", flow], path, server).endswith(":every night\n")


@pytest.mark.parametrize("words", [(), ("tcsh",), ("bash", "zsh"), ("bash", "-o", "json")])
def test_bad_input(run: Run, words: tuple[str, ...]) -> None:
    result = run("completion", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)

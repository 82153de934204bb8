"""``--format github``, and the action that uses it."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from prefect_http import Prefect
from prefect_http._cli import watching
from prefect_http._cli.github import command, mask, secrets_of
from tests.cli.conftest import Run
from tests.cli.execution import Etl, deploy, executed
from tests.cli.pseudo_terminal import environment
from tests.support.secret_leaks import API_KEY, AUTH_STRING, HEADER
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS

ACTION = Path(__file__).parents[2] / ".github" / "actions" / "run" / "action.yml"


class Files(NamedTuple):
    """Files that GitHub reads after a step."""

    output: Path
    summary: Path

    @property
    def outputs(self) -> dict[str, str]:
        """The outputs of the step. The last line with a name counts."""
        return dict(line.split("=", 1) for line in self.output.read_text("utf-8").splitlines())

    @property
    def environment(self) -> dict[str, str]:
        """The variables that name the files."""
        return {"GITHUB_OUTPUT": str(self.output), "GITHUB_STEP_SUMMARY": str(self.summary)}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Return the files that the environment names."""
    found = Files(tmp_path / "output", tmp_path / "summary")
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    return found


@pytest.fixture
def etl(client: Prefect) -> Etl:
    """Return a deployment without runs."""
    return deploy(client)


def without_token(output: str) -> list[str]:
    """Return the lines without times, and without the token that disables commands."""
    (token,) = re.findall(r"::stop-commands::(\w+)", output)
    return [re.sub(r"^\d\d:\d\d:\d\d\.\d+ ", "", line).replace(token, "TOKEN") for line in output.splitlines()]


def test_a_followed_run(run: Run, client: Prefect, etl: Etl, files: Files) -> None:
    with executed(client, etl.deployment):
        result = run("run", etl.name, "--follow", "--name", "monday", "-p", "n=5", "--format", "github")
    (started,) = client.flow_runs.list(deployment=etl.deployment)
    url = client.ui_url(started)
    assert (result.code, result.err) == (0, "")
    assert without_token(result.out) == [
        f"::notice title=Prefect::Flow run monday of {etl.name}: {url}",
        "::group::States and logs",
        "::stop-commands::TOKEN",
        "Scheduled",
        "Running",
        "INFO     extracting 5 rows",
        "Completed: ended COMPLETED",
        "::TOKEN::",
        "::endgroup::",
        "::notice title=Prefect::Flow run monday is Completed: ended COMPLETED",
    ]
    assert files.outputs == {"run_id": str(started.id), "state": "COMPLETED", "url": url}
    summary = files.summary.read_text("utf-8")
    assert summary.startswith(f"### [monday](<{url}>) is Completed\n\n| | |\n|---|---|\n| Deployment | {etl.name} |\n")
    assert f"| Flow run | {started.id} |\n| Message | ended COMPLETED |\n" in summary


@pytest.mark.parametrize(("end", "code"), [("FAILED", 1), ("CRASHED", 3), ("CANCELLED", 4)])
def test_a_run_that_does_not_complete_is_an_error(
    run: Run, client: Prefect, etl: Etl, files: Files, *, end: str, code: int
) -> None:
    with executed(client, etl.deployment):
        result = run("run", etl.name, "--wait", "-p", f"end={end}", "--format", "github")
    assert result.code == code
    last = result.out.splitlines()[-1]
    assert last.startswith("::error title=Prefect::Flow run ")
    assert last.endswith(f" is {end.capitalize()}: ended {end}")
    assert files.outputs["state"] == end


def test_a_run_that_is_not_waited_for(run: Run, etl: Etl, files: Files) -> None:
    result = run("run", etl.name, "--format", "github")
    assert result.out.startswith("::notice title=Prefect::")
    assert files.outputs["state"] == "SCHEDULED"
    assert not files.summary.exists()


def test_a_timeout_is_an_error(run: Run, etl: Etl, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_PATIENCE", 0.1)
    result = run("run", etl.name, "--wait", "--timeout", "1.5", "--format", "github")
    assert result.code == 124
    assert "::warning title=Prefect::Not started yet: its deployment has no work pool" in result.out
    assert result.out.splitlines()[-1].startswith("::error title=Prefect::")
    assert files.outputs["state"] == "SCHEDULED"
    assert " is Scheduled\n" in files.summary.read_text("utf-8")


def test_without_github_the_files_are_not_written(run: Run, etl: Etl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert run("run", etl.name, "--format", "github").code == 0


def test_an_unwritable_file_does_not_hide_the_exit_code(
    run: Run, client: Prefect, etl: Etl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "missing" / "output"))
    with executed(client, etl.deployment):
        result = run("run", etl.name, "--wait", "-p", "end=FAILED", "--format", "github")
    assert result.code == 1
    assert "::warning title=Prefect::cannot write to GITHUB_OUTPUT: No such file or directory" in result.out


def test_what_a_flow_writes_is_harmless_in_logs_and_summary(
    run: Run, client: Prefect, etl: Etl, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither a command, nor formatting, and credentials in it are masked."""
    monkeypatch.setenv("PREFECT_API_KEY", API_KEY)
    message = f"one\n::set-output name=run_id::evil\n##[add-mask]e\n{API_KEY}"
    with executed(client, etl.deployment, message=message):
        started = client.deployments.trigger(etl.deployment.id, name="a](b) | <b>\n::error::x", wait=True)
    client.flow_runs.set_state(started.id, "FAILED", message=f"100 %\r\n::error::{API_KEY}", force=True)
    result = run("runs", "watch", str(started.id), "--format", "github")
    assert result.code == 1
    # The key has an underscore, which Markdown and commands may escape.
    assert API_KEY[4:] not in result.out + files.summary.read_text("utf-8")
    lines = result.out.splitlines()
    stop = next(index for index, line in enumerate(lines) if line.startswith("::stop-commands::"))
    go_on = lines.index(f"::{lines[stop].removeprefix('::stop-commands::')}::")
    assert stop < lines.index("::set-output name=run_id::evil") < go_on
    assert stop < lines.index("##[add-mask]e") < go_on
    assert lines[0].startswith("::notice title=Prefect::Flow run a](b) | <b>%0A::error::x: http")
    assert lines[-1].endswith(" is Failed: 100 %25%0D%0A::error::***")
    assert files.outputs == {"run_id": str(started.id), "state": "FAILED", "url": client.ui_url(started)}
    title, *rows = files.summary.read_text("utf-8").splitlines()
    assert title.startswith(r"### [a\](b) \| &lt;b&gt; ::error::x](<http")
    assert r"| Message | 100 %  ::error::\*\*\* |" in rows


def test_text_is_escaped() -> None:
    assert command("error", "100 %\r\nb: c, d", title="a: b, c") == "::error title=a%3A b%2C c::100 %25%0D%0Ab: c, d"


def test_credentials_are_masked() -> None:
    headers = f'{{"X-Token": "{HEADER}"}}'
    variables = {
        "PREFECT_API_KEY": API_KEY,
        "PREFECT_API_AUTH_STRING": AUTH_STRING,
        "PREFECT_CLIENT_CUSTOM_HEADERS": headers,
    }
    secrets = secrets_of(variables)
    assert mask(f"{API_KEY} {AUTH_STRING} {AUTH_STRING.split(':')[1]} {HEADER} x", secrets) == "*** *** *** *** x"
    assert secrets_of({"PREFECT_API_KEY": "", "PREFECT_CLIENT_CUSTOM_HEADERS": "no JSON"}) == []


UV = """\
#!/usr/bin/env bash
printf '%s\\n' "$@" > "$RECORD"
[ "$1 $2 $3 $4 $6" = "tool run --quiet --from prefect-http" ] || exit 99
shift 6
exec "$PYTHON" -m prefect_http "$@"
"""
"""Stand-in for uv that runs the command of this checkout."""

PYTHON = """\
#!/usr/bin/env bash
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  printf '#!/usr/bin/env bash\\nexec "$PYTHON" -m prefect_http "$@"\\n' > "$3/bin/prefect-http"
  chmod +x "$3/bin/prefect-http"
else
  printf '%s\\n' "$@" > "$RECORD"
fi
"""
"""Stand-in for Python, whose pip installs the command of this checkout."""


class Action:
    """The action, run as GitHub would.

    Args:
        folder: Folder for temporary files.
        files: Files that GitHub reads after a step.
        api_url: URL of the API.
    """

    def __init__(self, folder: Path, files: Files, api_url: str) -> None:
        self._document: dict[str, Any] = pytest.importorskip("yaml").safe_load(ACTION.read_text("utf-8"))
        self._files, self._api_url = files, api_url
        self._programs = folder / "programs"
        self._programs.mkdir()
        self._record = folder / "record"

    @property
    def document(self) -> dict[str, Any]:
        """The content of the file."""
        return self._document

    @property
    def recorded(self) -> list[str]:
        """Arguments of the program that installs the package."""
        return self._record.read_text("utf-8").splitlines()

    def __call__(self, program: str = UV, /, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the steps with these inputs. Underscores stand for hyphens."""
        name = "uv" if program == UV else "python3"
        (self._programs / name).write_text(program, "utf-8")
        (self._programs / name).chmod(0o755)
        for tool in ("bash", "sed", "mktemp", "mkdir", "cp", "chmod"):
            found = next(path for folder in os.environ["PATH"].split(":") if (path := Path(folder, tool)).exists())
            (self._programs / tool).unlink(missing_ok=True)
            (self._programs / tool).symlink_to(found)
        given = {key.replace("_", "-"): value for key, value in inputs.items()}
        context = {
            f"inputs.{key}": given.pop(key, str(settings.get("default", "")))
            for key, settings in self._document["inputs"].items()
        }
        assert not given, "no such input"
        context["github.action_path"] = str(ACTION.parent)
        (step,) = self._document["runs"]["steps"]
        assert step["shell"] == "bash"
        variables = {key: context[value.removeprefix("${{ ").removesuffix(" }}")] for key, value in step["env"].items()}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            capture_output=True,
            check=False,
            env=environment(
                **variables,
                **self._files.environment,
                PATH=str(self._programs),
                PREFECT_API_URL=self._api_url,
                PYTHON=sys.executable,
                RECORD=str(self._record),
            ),
            text=True,
            timeout=HANG_SECONDS,
        )


@pytest.fixture
def action(tmp_path: Path, files: Files, server: ServerAddress) -> Action:
    """Return the action."""
    return Action(tmp_path, files, server.api_url)


def test_the_action_fails_with_the_run(action: Action, client: Prefect, etl: Etl, files: Files) -> None:
    with executed(client, etl.deployment):
        result = action(deployment=etl.name, parameters='{"n": 5,\n "end": "FAILED"}', tags="a b\n\nc\r\n", name="x")
    assert result.returncode == 1, result.stderr
    assert "extracting 5 rows" in result.stdout
    (started,) = client.flow_runs.list(deployment=etl.deployment)
    assert (started.name, sorted(started.tags)) == ("x", ["a b", "c"])
    outputs = action.document["outputs"]
    values = {
        name: files.outputs[output["value"][len("${{ steps.run.outputs.") : -3]] for name, output in outputs.items()
    }
    assert values == {"run_id": str(started.id), "state": "FAILED", "url": client.ui_url(started)}


def test_the_action_succeeds_with_the_run_and_installs_with_pip_without_uv(
    action: Action, client: Prefect, etl: Etl
) -> None:
    with executed(client, etl.deployment):
        result = action(PYTHON, deployment=etl.name, version="3.8.8.0", follow="wait", timeout="10m")
    assert result.returncode == 0, result.stderr
    assert action.recorded == [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "prefect-http==3.8.8.0",
    ]


def test_the_action_installs_the_version_that_it_belongs_to(action: Action, etl: Etl) -> None:
    assert action(deployment=etl.name, follow="false").returncode == 0
    assert re.fullmatch(r"prefect-http==\d+\.\d+\.\d+\.\d+", action.recorded[4])


@pytest.mark.parametrize(
    "inputs",
    [
        {"deployment": '$(touch EVIL)/`touch EVIL`"; touch EVIL; "'},
        {"deployment": "--api-url=http://127.0.0.1:9"},
        {"version": "1; touch EVIL"},
        {"version": "1 @ https://127.0.0.1:9/evil.whl"},
        {"follow": "$(touch EVIL)"},
        {
            "name": '$(touch EVIL)"; touch EVIL',
            "tags": "$(touch EVIL)\n--api-url=http://127.0.0.1:9",
            "parameters": '{"end": "$(touch EVIL)"}\nEOF\ntouch EVIL',
            "timeout": "$(touch EVIL)",
            "idempotency_key": "`touch EVIL`",
        },
    ],
)
def test_inputs_are_never_commands_or_options(
    action: Action, etl: Etl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: Mapping[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = action(**{"deployment": etl.name, "follow": "false", **inputs})
    assert result.returncode in {0, 2, 5}
    assert not Path("EVIL").exists()


def test_the_action_interpolates_no_input_into_the_script(action: Action) -> None:
    (step,) = action.document["runs"]["steps"]
    assert "${{" not in step["run"]

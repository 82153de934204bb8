"""Option ``--server-version``, with a stub of uv that installs a stub of Prefect."""

import json
import os
import sys
from pathlib import Path

import pytest

from prefect_http._cli.main import main
from tests.contract.conftest import SPEC
from tests.contract.stub_server import StubServer
from tests.support.versions import PINNED

UV = f"""#!{sys.executable}
import json, os, pathlib, sys
with open({{log!r}}, "a") as log:
    print(json.dumps(sys.argv[1:]), file=log)
if sys.argv[1] == "venv":
    pathlib.Path(sys.argv[-1], "bin").mkdir(parents=True)
else:
    {{fails}}
    program = pathlib.Path(sys.argv[sys.argv.index("--python") + 1], "bin", "prefect")
    program.write_text({{prefect!r}})
    program.chmod(0o755)
"""

PREFECT = f"""#!{sys.executable}
import http.server, json, os, pathlib, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        content = b"true" if self.path == "/api/health" else pathlib.Path({{spec!r}}).read_bytes()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)
        with open({{log!r}}, "a") as log:
            print(json.dumps([self.path, "authorization" in self.headers]), file=log)
with open({{log!r}}, "a") as log:
    print(json.dumps([os.getpid(), os.getcwd(), sorted(os.environ)]), file=log)
{{fails}}
http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Handler).serve_forever()
"""


class Machine:
    """A machine whose uv is a stub that installs a stub of Prefect."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self.log_file = folder / "log"
        monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ["PATH"]]))
        monkeypatch.setenv("PREFECT_API_KEY", "pnu_1")
        monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:1")

    def install(self, *, uv: str = "", prefect: str = "") -> None:
        """Put the stub of uv on PATH. Both stubs run the given code first."""
        program = PREFECT.format(spec=str(SPEC), log=str(self.log_file), fails=prefect)
        file = self._folder / "uv"
        file.write_text(UV.format(log=str(self.log_file), fails=uv or "pass", prefect=program))
        file.chmod(0o755)

    def log(self) -> list[list[object]]:
        return [json.loads(line) for line in self.log_file.read_text().splitlines()]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_server_runs_for_the_duration_of_the_check(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.install()
    assert main(["contract", "--server-version", "3.8.8"]) == 0
    output = capsys.readouterr()
    assert output.out.startswith("kept: 0 breaking")
    assert output.err.splitlines() == [
        "installing Prefect 3.8.8 with dependencies as of today (unknown release date)",
        "starting Prefect 3.8.8",
    ]
    venv, install, (pid, folder, variables), *requests = machine.log()
    assert venv[:4] == ["venv", "--quiet", "--no-project", "--python"]
    assert install[:2] == ["pip", "install"]
    assert install[-1] == "prefect==3.8.8"
    assert requests[-1] == ["/openapi.json", False]
    assert ["/api/health", False] in requests
    assert isinstance(variables, list)
    assert [name for name in variables if name.startswith("PREFECT_")] == [
        "PREFECT_HOME",
        "PREFECT_SERVER_ANALYTICS_ENABLED",
    ]
    assert not Path(str(folder)).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(pid)), 0)


def test_dependencies_are_those_of_the_release_date(
    machine: Machine,
    stub: StubServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine.install()
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{stub.origin}/simple/")
    stub.content = json.dumps(
        {
            "files": [
                {"filename": "prefect-3.8.7-py3-none-any.whl", "upload-time": "2026-09-01T00:00:00Z"},
                {"filename": "prefect-3.8.8-py3-none-any.whl", "upload-time": "2026-10-06T16:57:05.314926Z"},
                {"filename": "prefect-3.8.8.tar.gz", "upload-time": "2026-10-07T00:00:00Z"},
            ]
        }
    ).encode()
    assert main(["contract", "--server-version", "3.8.8"]) == 0
    assert "installing Prefect 3.8.8 with dependencies as of 2026-10-08T16:57:05Z\n" in capsys.readouterr().err
    assert machine.log()[1][-3:] == ["prefect==3.8.8", "--exclude-newer", "2026-10-08T16:57:05Z"]
    assert [path for path, _ in stub.requests] == ["/simple/prefect/"]


def test_configuration_of_uv_in_the_working_directory_is_ignored(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    log = f"open({str(machine.log_file)!r}, 'a')"
    machine.install(uv=f"print(json.dumps([os.environ.get('UV_NO_CONFIG'), os.getcwd()]), file={log})")
    assert main(["contract", "--server-version", "3.8.8"]) == 0
    no_config, folder = machine.log()[2]
    assert no_config == "1"
    assert Path(str(folder)) != tmp_path
    assert not Path(str(folder)).exists()


@pytest.mark.parametrize(
    ("version", "faults", "reason"),
    [
        ("latest", {}, f"invalid Prefect version 'latest'. Pass a version such as {PINNED}."),
        ("--help", {}, "invalid Prefect version '--help'."),
        (
            "3.9.9",
            {"uv": "sys.exit('no such version')"},
            "uv failed to install Prefect: no such version. Instead, start",
        ),
        (
            "3.8.8",
            {"prefect": "sys.exit('no room')"},
            "Prefect 3.8.8 exited while starting; last output: no room. Instead, start",
        ),
    ],
)
def test_failure_is_reported(
    version: str, faults: dict[str, str], reason: str, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.install(**faults)
    assert main(["contract", f"--server-version={version}"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines()[-1].startswith(f"error: {reason}")


@pytest.mark.parametrize("version", ["2.20.0", "4.0.0"])
def test_unsupported_version_is_not_installed(
    version: str, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.install()
    assert main(["contract", "--server-version", version]) == 2
    assert capsys.readouterr().err == (
        f"error: unsupported Prefect version {version}: this client was generated from Prefect {PINNED} "
        f"and supports Prefect 3 only. Pass a version such as {PINNED}.\n"
    )
    assert not machine.log_file.exists()


def test_uv_is_required(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["contract", "--server-version", "3.8.8"]) == 2
    assert capsys.readouterr().err == (
        "error: --server-version requires uv on PATH. Install it (pip install uv), "
        "or start the server yourself and pass its URL with --url.\n"
    )

"""``--server-version``: a server of any version, which goes with the check; uv is played by a program of ours."""

import json
import os
import sys
from pathlib import Path

import pytest

from prefect_http._cli.main import main
from tests.contract.conftest import SPEC
from tests.contract.document_server import Site

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
    """A machine on which uv installs a Prefect of ours."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self.log_file = folder / "log"
        monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ["PATH"]]))
        monkeypatch.setenv("PREFECT_API_KEY", "pnu_1")
        monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:1")

    def install(self, *, uv: str = "", prefect: str = "") -> None:
        """Put uv there, which installs Prefect; each does something else before, if told to."""
        program = PREFECT.format(spec=str(SPEC), log=str(self.log_file), fails=prefect)
        file = self._folder / "uv"
        file.write_text(UV.format(log=str(self.log_file), fails=uv or "pass", prefect=program))
        file.chmod(0o755)

    def log(self) -> list[list[object]]:
        return [json.loads(line) for line in self.log_file.read_text().splitlines()]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_a_server_is_there_as_long_as_the_check_lasts(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.install()
    assert main(["contract", "--server-version", "3.8.8"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("kept: 0 breaking")
    assert said.err.splitlines() == [
        "installing Prefect 3.8.8 with dependencies as of today (unknown release date)",
        "starting Prefect 3.8.8",
    ]
    venv, install, (pid, folder, variables), *asked = machine.log()
    assert venv[:4] == ["venv", "--quiet", "--no-project", "--python"]
    assert install[:2] == ["pip", "install"]
    assert install[-1] == "prefect==3.8.8"
    assert asked[-1] == ["/openapi.json", False]
    assert ["/api/health", False] in asked
    assert isinstance(variables, list)
    assert [name for name in variables if name.startswith("PREFECT_")] == [
        "PREFECT_HOME",
        "PREFECT_SERVER_ANALYTICS_ENABLED",
    ]
    assert not Path(str(folder)).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(pid)), 0)


def test_its_dependencies_are_those_of_its_time(
    machine: Machine, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.install()
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{site.origin}/simple/")
    site.content = json.dumps(
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
    assert [path for path, _ in site.asked] == ["/simple/prefect/"]


@pytest.mark.parametrize(
    ("version", "faults", "reason"),
    [
        ("latest", {}, "invalid Prefect version 'latest'. Pass one such as 3.8.8."),
        ("--help", {}, "invalid Prefect version '--help'."),
        (
            "3.9.9",
            {"uv": "sys.exit('no such version')"},
            "uv failed to install Prefect: no such version. Start the server",
        ),
        (
            "3.8.8",
            {"prefect": "sys.exit('no room')"},
            "Prefect 3.8.8 exited while starting; last output: no room. Start the",
        ),
    ],
)
def test_what_goes_wrong(
    version: str, faults: dict[str, str], reason: str, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.install(**faults)
    assert main(["contract", f"--server-version={version}"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith(f"error: {reason}")


@pytest.mark.parametrize("version", ["2.20.0", "4.0.0"])
def test_another_generation_is_not_even_installed(
    version: str, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.install()
    assert main(["contract", "--server-version", version]) == 2
    assert capsys.readouterr().err == (
        f"error: unsupported Prefect version {version}: this client was generated from Prefect 3.8.8: "
        "it works with Prefect 3 only. Pass one such as 3.8.8.\n"
    )
    assert not machine.log_file.exists()


def test_without_uv(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["contract", "--server-version", "3.8.8"]) == 2
    assert capsys.readouterr().err == (
        "error: --server-version requires uv on PATH. Install it (pip install uv). "
        "Start the server yourself and pass its URL with --url.\n"
    )

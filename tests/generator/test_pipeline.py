"""The whole line as a program: what a person sees, and what is on disk when it does not get to its end."""

import json
import os
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests.support.servers import ServerAddress

ROOT = Path(__file__).parent.parent.parent
STEPS = ("fetch", "normalise", "generate", "format", "check", "smoke")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the generator reads and writes."""
    copy = tmp_path / "checkout"
    for folder in ("generator", "generated", "overlay", "spec"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "tests" / "support").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "support" / "smoke.py", copy / "tests" / "support")
    return copy


@pytest.fixture
def other_document(tmp_path: Path) -> Path:
    """The pinned server's document with one operation more and one property less: it makes another package."""
    document = json.loads((ROOT / "spec" / "openapi.json").read_text("utf-8"))
    document["paths"]["/flows/of-my-own"] = {
        "get": {"operationId": "mine", "tags": ["Flows"], "responses": {"204": {"description": "Nothing"}}}
    }
    del document["components"]["schemas"]["Flow"]["properties"]["labels"]
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-B", "-m", "generator", *arguments]


def environment(checkout: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout), "PYTHONUNBUFFERED": "1"}


def run(checkout: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*arguments), cwd=checkout, env=environment(checkout), capture_output=True, text=True, check=False
    )


def started(checkout: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command(*arguments),
        cwd=checkout,
        env=environment(checkout),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def contents(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_file_makes_the_package_anew_and_tells_what_changed(checkout: Path, other_document: Path) -> None:
    done = run(checkout, "--spec", str(other_document))
    assert (done.returncode, done.stderr) == (0, "")
    told = [line for line in done.stdout.splitlines() if line.endswith(" s)")]
    assert [line.split()[0] for line in told] == list(STEPS)
    assert "188 operations" in done.stdout
    assert "  1 added: flows.mine\n" in done.stdout
    assert "changed: flows.create_flow, flows.paginate_flows, flows.read_flow, " in done.stdout
    assert "removed" not in done.stdout
    assert "def mine() -> Call[None]:" in (checkout / "generated/prefect_http_api/flows.py").read_text("utf-8")
    assert "operations = 188" in (checkout / "spec/lock.toml").read_text("utf-8")
    assert "of-my-own" in (checkout / "spec/openapi.json").read_text("utf-8")
    assert run(checkout, "--check").returncode == 0


def test_output_goes_elsewhere_and_leaves_the_checkout_alone(
    checkout: Path, other_document: Path, tmp_path: Path
) -> None:
    before = contents(checkout)
    done = run(checkout, "--spec", str(other_document), "--output", str(tmp_path / "new" / "folder"))
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(checkout) == before
    assert (tmp_path / "new" / "folder" / "prefect_http_api" / "flows.py").is_file()
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["prefect_http_api"]


def test_it_goes_on_when_nobody_reads_any_more(checkout: Path, other_document: Path) -> None:
    with started(checkout, "--spec", str(other_document)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("fetch")
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0
    assert run(checkout, "--check").returncode == 0


@pytest.mark.parametrize(
    ("after", "signal_number"),
    [
        ("fetch", signal.SIGTERM),
        ("normalise", signal.SIGINT),
        ("generate", signal.SIGTERM),
        ("format", signal.SIGINT),
        ("check", signal.SIGTERM),
    ],
)
def test_interrupted_after_any_step_it_leaves_everything_as_it_was(
    checkout: Path, other_document: Path, after: str, signal_number: signal.Signals
) -> None:
    before = contents(checkout)
    with started(checkout, "--spec", str(other_document)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(after) and line.endswith(" s)\n"):
                process.send_signal(signal_number)
                break
        _, told = process.communicate(timeout=60)
    # It may have come to its end before the signal did; then all of it is new, and else nothing is.
    assert process.returncode in {0, 130}
    assert "Traceback" not in told
    if process.returncode:
        assert told == "interrupted: nothing was changed\n"
        assert contents(checkout) == before
    else:
        assert run(checkout, "--check").returncode == 0
    assert not list(checkout.glob(".staging-*"))


INTERRUPTED_AT_EACH_MOVE = """
import os, signal, sys
from pathlib import Path
from generator.__main__ import main

rename = Path.rename

def interrupted(self, target):
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(os.getpid(), number)
    return rename(self, target)

Path.rename = interrupted
sys.exit(main())
"""


def test_an_interrupt_while_files_are_moved_comes_too_late(checkout: Path, other_document: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT_EACH_MOVE, "--spec", str(other_document)],
        cwd=checkout,
        env=environment(checkout),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "  1 added: flows.mine\n" in done.stdout
    assert run(checkout, "--check").returncode == 0
    assert not list(checkout.glob(".staging-*"))


def test_a_failure_in_the_last_step_leaves_everything_as_it_was(
    checkout: Path, other_document: Path, server: ServerAddress
) -> None:
    (checkout / "tests" / "support" / "smoke.py").write_text("raise SystemExit('the run was not found')", "utf-8")
    before = contents(checkout)
    # Fetched, so that there is a server to try the package on.
    done = run(checkout, "--url", server.origin)
    assert done.returncode == 1
    assert done.stderr.startswith("error: the generated package fails at its job: the run was not found. ")
    assert done.stderr.count("\n") == 1
    assert contents(checkout) == before


def test_a_running_server_is_only_read_from(checkout: Path, server: ServerAddress) -> None:
    def flows() -> int:
        return int(httpx.post(f"{server.api_url}/flows/count", json={"flows": {"name": {"any_": ["smoke-test"]}}}).text)

    before, counted = contents(checkout), flows()
    done = run(checkout, "--url", server.api_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing was written to the server" in done.stdout
    assert flows() == counted
    assert "no operation added, removed or changed" in done.stdout
    # What the fixture's server serves is what spec/ holds, to the byte.
    assert contents(checkout) == before


def test_drift_shows_what_differs_and_where(checkout: Path) -> None:
    path = checkout / "generated/prefect_http_api/flows.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("def read_flow(", "def get_flow("), "utf-8")
    (checkout / "generated/prefect_http_api/extra.py").write_text("x = 1\n", "utf-8")
    done = run(checkout, "--check")
    assert done.returncode == 1
    assert "--- generated/prefect_http_api/flows.py" in done.stdout
    assert "-def get_flow(id: UUID | str, /) -> Call[Flow]:\n+def read_flow(id: UUID | str, /)" in done.stdout
    assert "--- generated/prefect_http_api/extra.py" in done.stdout
    assert done.stderr == (
        "error: 2 files of generated/ are not what spec/ and generator/ make. "
        "Run `nox -s regenerate`, and commit what it writes.\n"
    )


def test_drift_notices_a_document_that_was_edited(checkout: Path) -> None:
    path = checkout / "spec/openapi.json"
    path.write_text(path.read_text("utf-8").replace("Create a flow run", "Start a flow run"), "utf-8")
    done = run(checkout, "--check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: spec/openapi.json is not what spec/lock.toml was written for. ")


def test_a_folder_that_was_not_generated_is_not_replaced(checkout: Path, tmp_path: Path) -> None:
    own = tmp_path / "work" / "prefect_http_api"
    own.mkdir(parents=True)
    (own / "__init__.py").write_text("mine = True\n", "utf-8")
    done = run(checkout, "--spec", str(ROOT / "spec/openapi.json"), "--output", str(tmp_path / "work"))
    assert done.returncode == 1
    assert "exists and was not generated. Name another folder with --output." in done.stderr
    assert (own / "__init__.py").read_text("utf-8") == "mine = True\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("page.json", b"<!doctype html><title>Log in</title>", "openapi.json"),
        ("half.json", b'{"openapi": "3.1.0", "paths": {', ""),
        ("list.json", b"[]", ""),
    ],
)
def test_what_is_no_document_is_refused_in_one_line(
    checkout: Path, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    before = contents(checkout)
    done = run(checkout, "--spec", str(tmp_path / name))
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert contents(checkout) == before

"""The generator as a program: its output, and the files on disk when it fails or is interrupted."""

import json
import os
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from generator.spec.document import reachable, root_schemas, schemas
from tests.support.raw import request
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS

ROOT = Path(__file__).parent.parent.parent
STEPS = ("fetch", "normalise", "generate", "format", "check", "smoke")

KEPT = ("/flows/", "/flow_runs/{id}", "/flow_runs/filter", "/deployments/filter", "/admin/version")
"""Beginnings of the paths in the small document."""


def copy_checkout(folder: Path) -> Path:
    """Copy all files that the generator reads and writes."""
    for name in ("generator", "generated", "overlay", "spec"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests" / "support").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "support" / "smoke.py", folder / "tests" / "support")
    return folder


@pytest.fixture
def whole_checkout(tmp_path: Path) -> Path:
    """Return a copy of all files that the generator reads and writes."""
    return copy_checkout(tmp_path / "checkout")


@pytest.fixture(scope="module")
def small_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a checkout whose document has few operations. It is generated in a fraction of the time."""
    checkout = copy_checkout(tmp_path_factory.mktemp("small") / "checkout")
    document = json.loads((ROOT / "spec" / "openapi.json").read_text("utf-8"))
    document["paths"] = {path: item for path, item in document["paths"].items() if path.startswith(KEPT)}
    used = reachable(document, (root for place, root in root_schemas(document) if place[0] == "paths"))
    document["components"]["schemas"] = {name: schemas(document)[name] for name in used}
    (checkout.parent / "openapi.json").write_text(json.dumps(document), "utf-8")
    done = run(checkout, "--spec", str(checkout.parent / "openapi.json"))
    assert (done.returncode, done.stderr) == (0, "")
    return checkout


@pytest.fixture
def checkout(tmp_path: Path, small_checkout: Path) -> Path:
    """Return a copy of the small checkout."""
    return shutil.copytree(small_checkout, tmp_path / "checkout")


@pytest.fixture
def other_document(tmp_path: Path, checkout: Path) -> Path:
    """Return the checkout's document with one operation added and one property removed."""
    document = json.loads((checkout / "spec" / "openapi.json").read_text("utf-8"))
    document["paths"]["/flows/custom"] = {
        "get": {"operationId": "read_custom", "tags": ["Flows"], "responses": {"204": {"description": "No content"}}}
    }
    del document["components"]["schemas"]["Flow"]["properties"]["labels"]
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def document(paths: dict[str, object]) -> bytes:
    return json.dumps({"openapi": "3.1.0", "info": {"title": "API", "version": "1.0.0"}, "paths": paths}).encode()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "generator", *arguments]


def environment(checkout: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout), "PYTHONUNBUFFERED": "1"}


def run(checkout: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*arguments), cwd=checkout, env=environment(checkout), capture_output=True, text=True, check=False
    )


def start(checkout: Path, *arguments: str) -> "subprocess.Popen[str]":
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


def test_spec_option_regenerates_and_reports_changes(checkout: Path, other_document: Path) -> None:
    done = run(checkout, "--spec", str(other_document))
    assert (done.returncode, done.stderr) == (0, "")
    steps = [line for line in done.stdout.splitlines() if line.endswith(" s)")]
    assert [line.split()[0] for line in steps] == list(STEPS)
    assert "26 operations" in done.stdout
    assert "  1 added: flows.read_custom\n" in done.stdout
    assert "changed: flows.create_flow, flows.paginate_flows, flows.read_flow, " in done.stdout
    assert "removed" not in done.stdout
    assert "def read_custom() -> Call[None]:" in (checkout / "generated/prefect_http_api/flows.py").read_text("utf-8")
    assert "operations = 26" in (checkout / "spec/lock.toml").read_text("utf-8")
    assert '"/flows/custom"' in (checkout / "spec/openapi.json").read_text("utf-8")
    assert run(checkout, "--check").returncode == 0


def test_output_option_leaves_the_checkout_unchanged(checkout: Path, other_document: Path, tmp_path: Path) -> None:
    before = contents(checkout)
    done = run(checkout, "--spec", str(other_document), "--output", str(tmp_path / "new" / "folder"))
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(checkout) == before
    assert (tmp_path / "new" / "folder" / "prefect_http_api" / "flows.py").is_file()
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["prefect_http_api"]


def test_closed_stdout_does_not_stop_the_run(checkout: Path, other_document: Path) -> None:
    with start(checkout, "--spec", str(other_document)) as process:
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
def test_interrupt_after_any_step_changes_nothing(
    checkout: Path, other_document: Path, after: str, signal_number: signal.Signals
) -> None:
    before = contents(checkout)
    with start(checkout, "--spec", str(other_document)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(after) and line.endswith(" s)\n"):
                process.send_signal(signal_number)
                break
        _, stderr = process.communicate(timeout=HANG_SECONDS)
    # If the run finished before the signal arrived, everything is new. Otherwise nothing has changed.
    assert process.returncode in {0, 130}
    assert "Traceback" not in stderr
    if process.returncode:
        assert stderr == "interrupted: nothing was changed\n"
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


def test_interrupt_during_the_moves_is_ignored(checkout: Path, other_document: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT_EACH_MOVE, "--spec", str(other_document)],
        cwd=checkout,
        env=environment(checkout),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "  1 added: flows.read_custom\n" in done.stdout
    assert run(checkout, "--check").returncode == 0
    assert not list(checkout.glob(".staging-*"))


def test_failure_of_the_last_step_changes_nothing(whole_checkout: Path, server: ServerAddress) -> None:
    checkout = whole_checkout
    (checkout / "tests" / "support" / "smoke.py").write_text("raise SystemExit('the run was not found')", "utf-8")
    before = contents(checkout)
    # The smoke test needs a server.
    done = run(checkout, "--url", server.origin)
    assert done.returncode == 1
    assert done.stderr.startswith("error: the smoke test of the generated package failed: the run was not found. ")
    assert done.stderr.count("\n") == 1
    assert contents(checkout) == before


def test_url_option_does_not_write_to_the_server(whole_checkout: Path, server: ServerAddress) -> None:
    checkout = whole_checkout

    def flows() -> int:
        named: int = request("POST", f"{server.api_url}/flows/count", {"flows": {"name": {"any_": ["smoke-test"]}}})
        return named

    before, counted = contents(checkout), flows()
    done = run(checkout, "--url", server.api_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing was written to the server" in done.stdout
    assert flows() == counted
    assert "no operation added, removed or changed" in done.stdout
    # The fixture's server serves exactly the document in spec/.
    assert contents(checkout) == before


def test_check_prints_a_diff(checkout: Path) -> None:
    path = checkout / "generated/prefect_http_api/flows.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("def read_flow(", "def get_flow("), "utf-8")
    (checkout / "generated/prefect_http_api/extra.py").write_text("x = 1\n", "utf-8")
    done = run(checkout, "--check")
    assert done.returncode == 1
    assert "--- generated/prefect_http_api/flows.py" in done.stdout
    assert "-def get_flow(id: UUID | str, /) -> Call[models.Flow]:\n+def read_flow(id: UUID | str, /)" in done.stdout
    assert "--- generated/prefect_http_api/extra.py" in done.stdout
    assert done.stderr == (
        "error: generated/ is out of date: 2 files would change. Run `nox -s regenerate` and commit the result.\n"
    )


def test_check_detects_an_edited_document(checkout: Path) -> None:
    path = checkout / "spec/openapi.json"
    path.write_text(path.read_text("utf-8").replace("The flow run id", "The run's ID"), "utf-8")
    done = run(checkout, "--check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: spec/openapi.json does not match spec/lock.toml. ")


def test_output_folder_that_was_not_generated_is_not_replaced(checkout: Path, tmp_path: Path) -> None:
    own = tmp_path / "work" / "prefect_http_api"
    own.mkdir(parents=True)
    (own / "__init__.py").write_text("mine = True\n", "utf-8")
    done = run(checkout, "--spec", str(ROOT / "spec/openapi.json"), "--output", str(tmp_path / "work"))
    assert done.returncode == 1
    assert "exists and was not generated. Use another folder for --output." in done.stderr
    assert (own / "__init__.py").read_text("utf-8") == "mine = True\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("page.json", b"<!doctype html><title>Log in</title>", "openapi.json"),
        ("half.json", b'{"openapi": "3.1.0", "paths": {', ""),
        ("list.json", b"[]", ""),
        ("swagger.json", b'{"swagger": "2.0", "info": {"version": "1.0"}, "paths": {}}', "expected OpenAPI 3.x"),
        ("empty.json", document({}), "is not the document of a Prefect server: it must contain POST /flow_runs/filter"),
        (
            "petstore.json",
            document({"/pets": {"get": {"operationId": "list_pets", "responses": {"200": {"description": ""}}}}}),
            "is not the document of a Prefect server",
        ),
        ("part.json", document({"/flow_runs/filter": {"post": {}}}), "it must contain GET /flow_runs/{id}"),
    ],
)
def test_invalid_document_is_rejected_in_one_line(
    checkout: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    before = contents(checkout)
    done = run(checkout, "--spec", str(tmp_path / name))
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert contents(checkout) == before

"""The generator as an installed program, which runs without a checkout."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator.spec.document import reachable, root_schemas, schemas
from tests.support.versions import SUPPORTED

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TOOL = tomllib.loads((ROOT / "generator" / "pyproject.toml").read_text("utf-8"))
PROGRAM = "import sys; from prefect_http_generator import main; sys.exit(main())"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the contents of the wheel, as in site-packages."""
    folder = tmp_path_factory.mktemp("site-packages")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT / "generator", check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    wheel.unlink()
    return folder


@pytest.fixture
def url() -> Iterator[str]:
    """Return the URL of a server that has no flows, and lists them at a path of its own."""
    document = json.loads((ROOT / "spec" / "openapi.json").read_text("utf-8"))
    kept = ("/deployments/", "/flows/", "/admin/version")
    listing = document["paths"].pop("/flows/filter")
    listing["post"]["operationId"] = "read_flows_flows_listing_post"
    document["paths"] = {path: item for path, item in document["paths"].items() if path.startswith(kept)}
    document["paths"]["/flows/listing"] = listing
    used = reachable(document, (root for place, root in root_schemas(document) if place[0] == "paths"))
    document["components"]["schemas"] = {name: schemas(document)[name] for name in used}
    responses = {"/openapi.json": document, "/api/admin/version": "3.6.29", "/api/flows/listing": []}

    class Server(BaseHTTPRequestHandler):
        def respond(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.dumps(responses.get(self.path)).encode()
            self.send_response(200 if self.path in responses else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = respond  # noqa: N815  # named by the base class

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by the base class
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def run(installation: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(installation), "PREFECT_API_AUTH_STRING": "", "PREFECT_API_KEY": ""}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_replaces_a_vendored_package_from_a_server(installation: Path, tmp_path: Path, url: str) -> None:
    package = tmp_path / "third_party" / "prefect_http_api"
    package.mkdir(parents=True)
    committed = ROOT / "generated" / "prefect_http_api" / "__init__.py"
    (package / "__init__.py").write_bytes(committed.read_bytes())
    (package / "stale.py").touch()
    done = run(installation, tmp_path, "--url", url, "--output", "third_party")
    assert (done.returncode, done.stderr) == (0, "")
    # Only the generated package lists flows at this path.
    assert "read 0 flows; nothing was written to the server" in done.stdout
    assert "/flows/listing" in (package / "flows.py").read_text("utf-8")
    assert not (package / "stale.py").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["third_party"]


def test_contains_the_locks_of_supported_servers(installation: Path) -> None:
    folder = installation / "prefect_http_generator" / "spec" / "servers"
    assert {path.stem for path in folder.iterdir()} == set(SUPPORTED)


def test_output_is_required(installation: Path, tmp_path: Path) -> None:
    done = run(installation, tmp_path, "--server-version", "3.6.29")
    assert done.returncode == 2
    assert done.stderr.endswith("prefect-http-generator: error: the following arguments are required: --output\n")


def test_requirements_are_those_of_the_generator_and_the_client() -> None:
    groups = PROJECT["dependency-groups"]["generator"], PROJECT["project"]["dependencies"]
    assert TOOL["project"]["dependencies"] == sorted({requirement for group in groups for requirement in group})
    assert TOOL["project"]["requires-python"] == PROJECT["project"]["requires-python"]

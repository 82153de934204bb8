"""Command ``prefect-http contract``: options, output and exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from prefect_http import __version__
from prefect_http._cli.main import main
from prefect_http._contract import cli
from prefect_http._contract.sources.client import client_document
from tests.contract.conftest import SPEC
from tests.contract.stub_server import StubServer
from tests.support.versions import PINNED
from tests.support.waits import HANG_SECONDS

pytestmark = pytest.mark.every_python

Changed = Callable[..., str]


def remove_operation(document: dict[str, Any]) -> None:
    del document["paths"]["/flows/{id}"]["get"]


def add_status(document: dict[str, Any]) -> None:
    responses = document["paths"]["/flows/{id}"]["get"]["responses"]
    responses["202"] = responses["200"]


def add_operation(document: dict[str, Any]) -> None:
    document["paths"]["/new"] = {"get": {"responses": {}}}


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Write a changed copy of the client's document to a file, and return its path."""

    def write(*changes: Callable[[dict[str, Any]], None]) -> str:
        document = msgspec.json.decode(SPEC.read_bytes())
        for change in changes:
            change(document)
        file = tmp_path / "openapi.json"
        file.write_bytes(msgspec.json.encode(document))
        return str(file)

    return write


def check(*options: str) -> int:
    return main(["contract", *options])


def findings(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    check("--format", "json", *options)
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
    return found


def test_same_document_keeps_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--spec", str(SPEC)) == 0
    output = capsys.readouterr()
    assert output.out == (
        f"kept: 0 breaking, 0 risky, 0 compatible differences between prefect-http {__version__} (Prefect {PINNED}) "
        f"and Prefect {PINNED} at {SPEC}\n"
    )
    assert output.err == ""


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ([], {"breaking": 0, "risky": 0, "any": 0}),
        ([add_operation], {"breaking": 0, "risky": 0, "any": 1}),
        ([add_status], {"breaking": 0, "risky": 1, "any": 1}),
        ([remove_operation, add_operation], {"breaking": 1, "risky": 1, "any": 1}),
    ],
)
def test_exit_codes(
    changes: list[Callable[[dict[str, Any]], None]],
    codes: dict[str, int],
    changed: Changed,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = changed(*changes)
    assert {level: check("--spec", file, "--fail-on", level) for level in codes} == codes
    assert check("--spec", file) == codes["breaking"]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("text", "BREAKING: 1 difference\n"),
        ("json", '{\n  "format": 1,\n'),
        ("markdown", "### Contract broken\n"),
        ("junit", "<?xml version='1.0' encoding='us-ascii'?>\n"),
        ("github", "::error title=operation-removed%3A flows.read_flow::"),
    ],
)
def test_formats(name: str, start: str, changed: Changed, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--spec", changed(remove_operation), "--format", name) == 1
    assert capsys.readouterr().out.startswith(start)


def test_document_is_fetched_with_the_client_settings(
    stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_1")
    monkeypatch.setenv("PREFECT_CLIENT_CUSTOM_HEADERS", '{"X-Team": "data"}')
    assert check("--url", stub.origin) == 0
    ((path, headers),) = stub.requests
    assert path == "/openapi.json"
    assert headers["authorization"] == "Bearer pnu_1"
    assert headers["x-team"] == "data"
    assert headers["user-agent"] == f"prefect-http/{PINNED}"
    assert "pnu_1" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "/openapi.json"),
        ("/", "/openapi.json"),
        ("/api", "/openapi.json"),
        ("/api/", "/openapi.json"),
        ("/openapi.json", "/openapi.json"),
        ("/prefect", "/prefect/openapi.json"),
        ("/prefect/api", "/prefect/openapi.json"),
        ("/api/accounts/a/workspaces/w", "/api/openapi.json"),
    ],
)
def test_document_is_next_to_the_api(url: str, path: str, stub: StubServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--url", stub.origin + url) == 0
    assert [requested for requested, _ in stub.requests] == [path]
    assert capsys.readouterr().out.endswith(f" at {stub.origin}{path}\n")


MOUNTED = SPEC.read_bytes().replace(f'"version": "{PINNED}"'.encode(), b'"version": "0.1.0"')
VERSION = f'"{PINNED}"'.encode()
"""Document below the API path, which does not declare the version of the server."""

PAGE = b"<!DOCTYPE html><title>Prefect</title>"
"""User interface. Old servers return it for unknown paths."""


@pytest.mark.parametrize(
    ("url", "routes"),
    [
        ("/prefect/api", {"/prefect/api/openapi.json": MOUNTED, "/prefect/api/admin/version": VERSION}),
        ("/prefect/api/", {"/prefect/api/openapi.json": MOUNTED, "/prefect/api/admin/version": VERSION}),
        (
            "/prefect/api/openapi.json",
            {"/prefect/api/openapi.json": MOUNTED, "/prefect/api/admin/version": VERSION},
        ),
        (
            "/tools/prefect/api",
            {
                "/tools/prefect/openapi.json": PAGE,
                "/tools/prefect/api/openapi.json": MOUNTED,
                "/tools/prefect/api/admin/version": VERSION,
            },
        ),
        ("/tools", {"/tools/api/openapi.json": MOUNTED, "/tools/api/admin/version": VERSION}),
        ("/workflows", {"/workflows/openapi.json": MOUNTED, "/workflows/admin/version": VERSION}),
        ("/workflows/openapi.json", {"/workflows/openapi.json": MOUNTED, "/workflows/admin/version": VERSION}),
        ("", {"/openapi.json": MOUNTED, "/admin/version": VERSION}),
        ("/tools/api", {"/tools/openapi.json": b'{"openapi": "3.1.0", "info": {}, "paths": {}}'}),
    ],
)
def test_document_is_below_the_api(
    url: str, routes: dict[str, bytes], stub: StubServer, capsys: pytest.CaptureFixture[str]
) -> None:
    if url == "/tools/api":
        routes = {**routes, "/tools/api/openapi.json": MOUNTED, "/tools/api/admin/version": VERSION}
    stub.routes = routes
    assert check("--url", stub.origin + url) == 0
    (path,) = (path for path, content in routes.items() if content is MOUNTED)
    assert capsys.readouterr().out.endswith(f" and Prefect {PINNED} at {stub.origin}{path}\n")


@pytest.mark.parametrize("api", ["/prefect/api", "/workflows", ""])
def test_document_of_the_settings_is_below_the_api(
    api: str, stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", f"{stub.origin}{api}")
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_1")
    stub.routes = {f"{api}/openapi.json": MOUNTED, f"{api}/admin/version": VERSION}
    assert check() == 0
    assert {headers["authorization"] for _, headers in stub.requests} == {"Bearer pnu_1"}
    assert capsys.readouterr().out.endswith(f" at {stub.origin}{api}/openapi.json\n")


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (b'"2.20.4"', "/api/openapi.json belongs to Prefect 2.20.4; this client was generated"),
        (b'"3.x"', "/api/openapi.json belongs to Prefect '3.x'; this client was generated"),
        (b'"' + b"3" * 3000 + b'"', "/api/openapi.json belongs to Prefect '" + "3" * 80 + "…'; this client"),
        (b"<html>", "/api/openapi.json has version 0.1.0, which is not the server's version, and "),
        (b"[]", "/api/admin/version does not return it. Pass the URL of the API."),
    ],
)
def test_version_of_the_server_is_checked(
    version: bytes, reason: str, stub: StubServer, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.routes = {
        "/x/api/openapi.json": MOUNTED,
        "/x/openapi.json": MOUNTED,
        "/x/api/admin/version": version,
    }
    assert check("--url", f"{stub.origin}/x/api") == 2
    message = capsys.readouterr().err
    assert reason.replace("/api/openapi.json", "/x/openapi.json") in message.replace(
        "/x/api/openapi.json", "/x/openapi.json"
    )
    assert len(message) < 500


@pytest.mark.parametrize(
    ("url", "api"), [("/workflows", "/workflows"), ("/x/api", "/x/api"), ("/tools", "/tools/api"), ("", "/api")]
)
def test_replay_calls_the_api_that_the_document_describes(url: str, api: str, stub: StubServer) -> None:
    stub.routes = {
        "/openapi.json": SPEC.read_bytes(),
        **{f"{path}/openapi.json": MOUNTED for path in ("/workflows", "/x/api", "/tools/api")},
        **{f"{path}/admin/version": VERSION for path in ("/workflows", "/x/api", "/tools/api", "/api")},
    }
    target = cli._fetch_target(f"{stub.origin.replace('//', '//user:secret@')}{url}", client_document())
    assert target.open_client is not None
    with target.open_client() as client:
        assert client.server_version() == PINNED
    path, headers = stub.requests[-1]
    assert path == f"{api}/admin/version"
    assert headers["authorization"].startswith("Basic ")


def test_default_server_comes_from_the_settings(
    stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", f"{stub.origin.replace('//', '//user:secret@')}/api")
    assert check() == 0
    ((path, headers),) = stub.requests
    assert path == "/openapi.json"
    assert headers["authorization"].startswith("Basic ")
    assert "secret" not in "".join(capsys.readouterr())


def test_redirects_are_followed_within_the_server(stub: StubServer, capsys: pytest.CaptureFixture[str]) -> None:
    stub.status, stub.headers = 307, {"Location": "/moved.json"}
    assert check("--url", stub.origin) == 2
    assert [path for path, _ in stub.requests][:2] == ["/openapi.json", "/moved.json"]
    capsys.readouterr()


def test_only_used_operations_count(changed: Changed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = changed(remove_operation, add_operation)
    source = tmp_path / "job.py"
    source.write_text("client.flow_runs.wait(run_id)\n")
    assert check("--spec", file, "--only-used", str(source), "--fail-on", "any") == 0
    assert "in the 8 operations used, between" in capsys.readouterr().out
    source.write_text("client.flows.get('etl')\n")
    assert check("--spec", file, "--only-used", str(source)) == 1
    (found,) = findings(capsys, "--spec", file, "--only-used", str(source))
    assert [place["operation"] for place in found["places"]] == ["flows.read_flow"]


def test_accepted_finding_does_not_count(changed: Changed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = changed(remove_operation)
    (found,) = findings(capsys, "--spec", file)
    accepted = tmp_path / "accepted.toml"
    entry = '[[accept]]\nfingerprint = "{}"\nreason = "we read no flows"\nexpires = {}\n'
    accepted.write_text(entry.format(found["fingerprint"], "9999-12-31") + entry.format("0123456789ab", "9999-12-31"))
    assert check("--spec", file, "--ignore", str(accepted)) == 0
    output = capsys.readouterr().out
    assert (
        f"0123456789ab is accepted but was not found (Prefect {PINNED}); remove it unless another check needs it"
        in " ".join(output.split())
    )
    assert "(1 more accepted)" in output

    accepted.write_text(entry.format(found["fingerprint"], "2020-01-31"))
    assert check("--spec", file, "--ignore", str(accepted)) == 1
    assert f"{found['fingerprint']} expired on 2020-01-31 and counts again" in capsys.readouterr().out

    accepted.write_text("[[accept]]\nfingerprint = 'a'\n")
    assert check("--spec", file, "--ignore", str(accepted)) == 2
    assert "accepted.toml, line 1: " in capsys.readouterr().err


def test_acceptance_for_an_unused_operation_is_not_stale(
    changed: Changed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = changed(remove_operation)
    (found,) = findings(capsys, "--spec", file)
    accepted, source = tmp_path / "accepted.toml", tmp_path / "job.py"
    source.write_text("client.flow_runs.wait(run_id)\n")
    for expires in ("9999-12-31", "2020-01-31"):
        accepted.write_text(
            f'[[accept]]\nfingerprint = "{found["fingerprint"]}"\nreason = "we read no flows"\nexpires = {expires}\n'
        )
        assert check("--spec", file, "--ignore", str(accepted), "--only-used", str(source)) == 0
        assert capsys.readouterr().out.startswith("kept: 0 breaking, 0 risky, 0 compatible differences in the 8 ")


def test_help_lists_all_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        check("--help")
    _, _, codes = capsys.readouterr().out.partition("exit codes:\n")
    assert re.findall(r"^  (\d+) +the ", codes, re.MULTILINE) == ["0", "1", "2", "130"]


def environment(**others: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **others}


def start(*options: str, **others: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "prefect_http", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**others),
    )


def test_program(changed: Changed) -> None:
    with start("contract", "--spec", changed(remove_operation), COLUMNS="80") as program:
        out, err = program.communicate(timeout=HANG_SECONDS)
    assert (program.returncode, err) == (1, "")
    assert out.startswith("BREAKING: 1 difference\n")
    assert "\x1b" not in out


def test_program_with_ascii_output(changed: Changed) -> None:
    def rename(document: dict[str, Any]) -> None:
        document["paths"]["/été"] = {"get": {}}

    with start("contract", "--spec", changed(rename), PYTHONIOENCODING="ascii") as program:
        out, err = program.communicate(timeout=HANG_SECONDS)
    assert (program.returncode, err) == (0, "")
    assert "GET /\\xe9t\\xe9 is unknown to this client" in out


def test_closed_pipe_is_not_an_error(changed: Changed) -> None:
    with start("contract", "--spec", changed(remove_operation)) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.wait(HANG_SECONDS) == 1
        assert program.stderr.read() == ""


@pytest.mark.parametrize(
    ("redirection", "error"),
    [
        (">/dev/full", "cannot write the report: No space left on device. Check where standard output is redirected."),
        (">&-", "standard output is closed: redirect it to a file, or to /dev/null"),
    ],
)
def test_unwritable_report(redirection: str, error: str, changed: Changed) -> None:
    command = [sys.executable, "-m", "prefect_http", "contract", "--spec", changed(remove_operation)]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirection}', "sh", *command],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 2
    assert done.stderr == f"error: {error}\n"


def test_sigterm_interrupts(stub: StubServer) -> None:
    stub.seconds = 60
    with start("contract", "--url", stub.origin) as program:
        while not stub.requests:
            assert program.poll() is None
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate(timeout=HANG_SECONDS)
    assert (program.returncode, out, err) == (130, "", "interrupted\n")


def test_command_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("error: prefect-http requires a command: ")


def test_no_other_packages_are_imported() -> None:
    code = (
        "import sys, anyio, attrs, httpcore, httpx, msgspec; before = set(sys.modules); "
        "from prefect_http._cli.main import main; "
        f"main(['contract', '--spec', {str(SPEC)!r}, '--format', 'junit']); "
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(*sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.splitlines()[-1].split() == ["prefect_http", "prefect_http_api"]


def test_project_file_that_redirects_credentials_is_reported(
    stub: StubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_1")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    stub.content = SPEC.read_bytes()
    (tmp_path / ".env").write_text(f"PREFECT_API_URL={stub.origin}/api")
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        assert check() == 0
    assert capsys.readouterr().err.startswith("warning: PREFECT_API_URL (.env), which a file in the working directory ")
    assert check("--no-project-files") == 2
    assert "no API URL" in capsys.readouterr().err
    assert check("--url", stub.origin, "--no-project-files") == 0
    assert capsys.readouterr().err == ""

"""Command ``prefect-http contract``: options, output and exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from prefect_http._cli.main import main
from tests.contract.conftest import SPEC
from tests.contract.stub_server import StubServer

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
    assert re.fullmatch(
        r"kept: 0 breaking, 0 risky, 0 compatible differences between prefect-http 3\.8\.8\S* \(Prefect 3\.8\.8\) "
        rf"and Prefect 3\.8\.8 at {SPEC}\n",
        output.out,
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
    assert headers["user-agent"] == "prefect-http/3.8.8"
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
        ("/api/accounts/a/workspaces/w", "/api/accounts/a/workspaces/w/openapi.json"),
    ],
)
def test_document_is_next_to_the_api(url: str, path: str, stub: StubServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--url", stub.origin + url) == 0
    assert [requested for requested, _ in stub.requests] == [path]
    assert capsys.readouterr().out.endswith(f" at {stub.origin}{path}\n")


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
    assert "in the 7 operations used, between" in capsys.readouterr().out
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
        "0123456789ab is accepted but was not found (Prefect 3.8.8); remove it unless another check needs it"
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
        assert capsys.readouterr().out.startswith("kept: 0 breaking, 0 risky, 0 compatible differences in the 7 ")


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
        out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (1, "")
    assert out.startswith("BREAKING: 1 difference\n")
    assert "\x1b" not in out


def test_program_with_ascii_output(changed: Changed) -> None:
    def rename(document: dict[str, Any]) -> None:
        document["paths"]["/été"] = {"get": {}}

    with start("contract", "--spec", changed(rename), PYTHONIOENCODING="ascii") as program:
        out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (0, "")
    assert "GET /\\xe9t\\xe9 is unknown to this client" in out


def test_closed_pipe_is_not_an_error(changed: Changed) -> None:
    with start("contract", "--spec", changed(remove_operation)) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.wait(60) == 1
        assert program.stderr.read() == ""


@pytest.mark.parametrize(
    ("redirection", "reason"),
    [
        (">/dev/full", "cannot write the report: No space left on device"),
        (">&-", "cannot write the report: standard output is closed"),
    ],
)
def test_unwritable_report(redirection: str, reason: str, changed: Changed) -> None:
    command = [sys.executable, "-m", "prefect_http", "contract", "--spec", changed(remove_operation)]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirection}', "sh", *command],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 2
    assert done.stderr == f"error: {reason}. Check where standard output is redirected.\n"


def test_sigterm_interrupts(stub: StubServer) -> None:
    stub.seconds = 60
    with start("contract", "--url", stub.origin) as program:
        while not stub.requests:
            assert program.poll() is None
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate(timeout=60)
    assert (program.returncode, out, err) == (130, "", "interrupted\n")


def test_command_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main([])
    assert raised.value.code == 2
    assert "required: COMMAND" in capsys.readouterr().err


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

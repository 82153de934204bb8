"""Command ``prefect-http ready``, and the version of the command."""

import json
from collections.abc import Callable

import pytest

from prefect_http import __version__
from prefect_http._cli.main import main
from tests.cli.conftest import Run
from tests.support.cloud import API_KEY, CloudStandIn
from tests.support.servers import ServerAddress
from tests.support.versions import LOCKED, PINNED

CLOSED = "http://127.0.0.1:1/api"


def test_ready_says_the_version(run: Run, server: ServerAddress) -> None:
    assert run("ready") == (0, f"{server.api_url} is ready (Prefect {PINNED})\n", "")
    assert run("ready", "--wait", "5").code == 0
    assert json.loads(run("ready", "-o", "json").out) == {"url": server.api_url, "version": PINNED}
    assert run("ready", "-o", "id").out == f"{server.api_url}\n"


def test_unreachable_server(run: Run) -> None:
    result = run("ready", "--api-url", CLOSED)
    assert (result.code, result.out, result.err.count("\n")) == (7, "", 1)
    assert "Connection refused" in result.err


@pytest.mark.usefixtures("clock")
def test_wait_times_out(run: Run) -> None:
    result = run("ready", "--api-url", CLOSED, "--wait", "2m")
    assert (result.code, result.out) == (124, "")
    assert result.err.endswith("\n")
    assert f"error: {CLOSED} was not ready within 2m" in result.err


def test_wrong_path_of_the_api(run: Run, server: ServerAddress) -> None:
    result = run("ready", "--api-url", server.api_url + "/nowhere")
    assert (result.code, "(PREFECT_API_URL should end in /api)" in result.err) == (7, True)


def test_cloud_requires_the_key(
    run: Run, cloud_of: Callable[..., CloudStandIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = cloud_of()
    monkeypatch.setenv("PREFECT_API_URL", cloud.api_url)
    monkeypatch.setenv("PREFECT_API_KEY", API_KEY)
    assert run("ready") == (0, f"{cloud.api_url} is ready\n", "")
    assert run("variables", "set", "cli_cloud", "1").code == 0
    assert run("variables", "get", "cli_cloud").out == "1\n"
    assert run("variables", "delete", "cli_cloud", "--yes").code == 0
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_wrong")
    result = run("ready")
    assert (result.code, "pnu_wrong" in result.err) == (6, False)


@pytest.mark.parametrize("wait", ["soon", "-5", ""])
def test_bad_input(run: Run, wait: str) -> None:
    result = run("ready", f"--wait={wait}")
    assert (result.code, "expected a duration such as 7d, 10m or 1h30m" in result.err) == (2, True)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--version"])
    assert raised.value.code == 0
    made_from = f"generated from Prefect {PINNED}, API version {LOCKED.api_version}"
    assert capsys.readouterr().out == f"prefect-http {__version__} ({made_from})\n"

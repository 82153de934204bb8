"""Log: one line per exchange, and ``PREFECT_HTTP_LOG``."""

import logging
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from prefect_http import AsyncPrefect, ConfigurationError, ConnectionError, Prefect, RetryPolicy  # noqa: A004
from prefect_http_api import flow_runs
from tests.support.clock import Clock
from tests.support.machine import Machine
from tests.support.stub import API, RUN, flow_run

pytestmark = pytest.mark.every_python

PATH = f"/api/flow_runs/{RUN}"
READ = flow_runs.read_flow_run(RUN)
STEADY = RetryPolicy(wait_initial=1, wait_jitter=0)


@pytest.fixture(autouse=True)
def logger() -> Iterator[logging.Logger]:
    """Return the package's logger. Its level and handlers are restored."""
    logger = logging.getLogger("prefect_http")
    level, handlers = logger.level, logger.handlers[:]
    yield logger
    logger.setLevel(level)
    logger.handlers[:] = handlers


def debug_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.DEBUG]


def test_each_exchange_is_logged_without_secrets(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    responses = iter([503, 307, 200])

    def handler(_request: httpx.Request) -> httpx.Response:
        clock.now += 0.25
        headers = {"Location": "/api/elsewhere?token=hunter2hunter2", "Set-Cookie": "hunter2hunter2"}
        return httpx.Response(next(responses), json=flow_run(1), headers=headers)

    caplog.set_level("DEBUG", "prefect_http")
    with Prefect(API, api_key="hunter2hunter2", retry=STEADY, transport=httpx.MockTransport(handler)) as prefect:
        prefect.request("GET", f"/flow_runs/{RUN}", params={"secret": "hunter2hunter2"})
    assert debug_lines(caplog) == [
        f"GET {PATH}: 503 in 250.0 ms (attempt 1)",
        f"GET {PATH}: 307 in 250.0 ms (attempt 2)",
        "GET /api/elsewhere: 200 in 250.0 ms (attempt 2)",
    ]
    assert "hunter2" not in caplog.text


@pytest.mark.anyio
async def test_failure_is_logged_in_place_of_the_status(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        clock.now += 0.5
        raise httpx.ConnectError("refused")

    caplog.set_level("DEBUG", "prefect_http")
    async with AsyncPrefect(API, transport=httpx.MockTransport(handler)) as prefect:
        with pytest.raises(ConnectionError):
            await prefect.send(READ)
    (line,) = debug_lines(caplog)
    assert line == (
        f"GET {PATH}: failed after 500.0 ms (attempt 1): ConnectionError: no connection (refused). Nothing was sent. "
        "Is the server running, and is PREFECT_API_URL correct?"
    )


def test_message_of_an_event_hook_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_request: httpx.Request) -> None:
        raise RuntimeError("hunter2")

    caplog.set_level("DEBUG", "prefect_http")
    with Prefect(API, event_hooks={"request": [fail]}) as prefect, pytest.raises(RuntimeError):
        prefect.send(READ)
    (line,) = debug_lines(caplog)
    assert line.endswith("(attempt 1): RuntimeError")


SCRIPT = """
import logging, os, sys
import httpx
from prefect_http import Prefect
def send():
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=3))
    with Prefect("http://prefect.test/api", transport=transport, project_files=False) as client:
        client.flows.count()
{0}
"""


@pytest.mark.parametrize(
    ("level", "use", "stderr", "stdout"),
    [
        ("debug", "send(); send()", 2, 0),
        ("INFO", "send()", 0, 0),
        ("", "send()", 0, 0),
        # An application that configures logging, before or after, gets each line once.
        ("debug", "logging.basicConfig(stream=sys.stdout); send()", 0, 1),
        ("debug", "send(); logging.basicConfig(stream=sys.stdout); send()", 1, 1),
        ("debug", "logging.getLogger('prefect_http').addHandler(logging.StreamHandler(sys.stdout)); send()", 0, 1),
        ("debug", "logging.getLogger('prefect_http').addHandler(logging.NullHandler()); send()", 1, 0),
    ],
)
def test_variable_writes_each_line_to_stderr_once(level: str, use: str, stderr: int, stdout: int) -> None:
    environ = {"PREFECT_HTTP_LOG": level, "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(use)], env=environ, capture_output=True, text=True, check=True
    )
    assert (done.stderr.count("POST /api/flows/count: 200"), done.stdout.count("POST /api/flows/count: 200")) == (
        stderr,
        stdout,
    )
    assert done.stderr.count("\n") == stderr


def test_lines_have_a_time_and_a_level(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], logger: logging.Logger
) -> None:
    monkeypatch.setenv("PREFECT_HTTP_LOG", "Debug")
    monkeypatch.setattr(logger, "propagate", False)
    with Prefect(API, transport=httpx.MockTransport(lambda _: httpx.Response(200, json=flow_run(1)))) as prefect:
        prefect.send(READ)
    line = capsys.readouterr().err
    assert f" DEBUG prefect_http: GET {PATH}: 200 in " in line
    assert line[:2] == "20"


def test_invalid_level_is_rejected(machine: Machine) -> None:
    environ = {"PREFECT_API_URL": API, "PREFECT_HTTP_LOG": "verbose"}
    with pytest.raises(ConfigurationError) as raised:
        machine.resolve(environ)
    assert str(raised.value) == ("PREFECT_HTTP_LOG (environment) must be debug, info, warning or error, got 'verbose'")


def test_level_in_a_project_file_is_ignored_unless_the_file_is_trusted(machine: Machine) -> None:
    machine.write("prefect.toml", "[http]\nlog = 'warning'")
    environ = {"PREFECT_API_URL": API}
    assert machine.resolve(environ).log_level == "WARNING"
    assert machine.resolve(environ, project_files=False).log_level is None

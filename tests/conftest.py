"""Fixtures for the whole test run."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast, get_args

import pytest
from hypothesis import HealthCheck, settings

from generator.errors import GeneratorError
from prefect_http import _concurrency
from tests.resilience.table import POINTS, Row, table, with_table
from tests.support import leaks
from tests.support.clock import Clock
from tests.support.servers import ControllerAddress, Database, Provide, ServerAddress, Servers, request_server

# How fast a machine is says nothing about what runs on it.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

PINNED = "3.8.8"

if TYPE_CHECKING:
    from tests.generated.exercise import Report
    from tests.generated.sending import Answer

Profile = Literal["short", "full"]

_servers = pytest.StashKey[Servers]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("servers")
    group.addoption(
        "--database", choices=get_args(Database), default="SQLite", help="where servers keep their rows, unless said"
    )
    group = parser.getgroup("faults")
    group.addoption("--faults", choices=get_args(Profile), default="short", help="how much tests/resilience does")
    group.addoption(
        "--survived-in", type=Path, metavar="FILE", help="write what was survived into this file, if all is"
    )


class Worker(Protocol):
    """What is used of pytest-xdist's own class, which has no types."""

    config: pytest.Config
    workerinput: dict[str, Any]


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(leaks)
    if not hasattr(config, "workerinput"):
        config.stash[_servers] = Servers()


def pytest_unconfigure(config: pytest.Config) -> None:
    if servers := config.stash.get(_servers, None):
        servers.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    rows = [
        cast("Row", tuple(value))
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "survived"
    ]
    if not rows:
        return
    terminalreporter.section("survived")
    terminalreporter.write_line(table(rows))
    document: Path | None = config.getoption("--survived-in")
    if document is not None and exitstatus == pytest.ExitCode.OK:
        document.write_text(with_table(document.read_text("utf-8"), rows), "utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Worker) -> None:
    node.workerinput["servers"] = node.config.stash[_servers].listen()


@pytest.fixture(scope="session")
def server_of(request: pytest.FixtureRequest) -> Provide:
    """Gives a running server of any supported version, with any settings: ``server_of("3.6.29", PREFECT_X="…")``."""
    worker = cast("dict[str, ControllerAddress] | None", getattr(request.config, "workerinput", None))
    provide = partial(request_server, worker["servers"]) if worker else request.config.stash[_servers].provide

    usual = cast("Database", request.config.getoption("--database"))

    def provide_or_fail(version: str, database: Database = usual, /, **settings: str) -> ServerAddress:
        try:
            return provide(version, database, **settings)
        except GeneratorError as error:
            pytest.fail(str(error), pytrace=False)

    return provide_or_fail


@pytest.fixture(scope="session")
def server(server_of: Provide) -> ServerAddress:
    """The real server that the package was generated from, running."""
    return server_of(PINNED)


@pytest.fixture(scope="session")
def exercised() -> "tuple[Report, list[Answer]]":
    """What came of one run over everything that the pinned server can do, and every answer that it gave."""
    from generator.servers.run import running_server
    from tests.generated.exercise import exercise

    # On a server of its own: some of what it does keeps SQLite's one writer busy for long.
    with running_server(PINNED) as server:
        return exercise(server.api_url)


@pytest.fixture(scope="session")
def answers(exercised: "tuple[Report, list[Answer]]") -> "list[Answer]":
    """Every answer that the pinned server gave in a run over everything that it can do."""
    return exercised[1]


@pytest.fixture(scope="session", autouse=True)
def _nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.upper().startswith("PREFECT_") and not name.startswith("PREFECT_HTTP_"):
                patch.delenv(name)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect-home")))
        yield


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(_concurrency, "monotonic", lambda: made.now)
    monkeypatch.setattr(_concurrency, "sleep", made.sleep)
    monkeypatch.setattr(_concurrency, "async_sleep", made.async_sleep)
    return made


@pytest.fixture(scope="session")
def profile(request: pytest.FixtureRequest) -> Profile:
    """How much the tests of faults do: what every run of the tests can bear, or all of it."""
    return cast("Profile", request.config.getoption("--faults"))


@pytest.fixture(scope="session")
def scaled(profile: Profile) -> Callable[..., int]:
    """Chooses a number by the profile: ``scaled(short=100, full=1000)``."""

    def choose(*, short: int, full: int) -> int:
        return full if profile == "full" else short

    return choose


@pytest.fixture
def survived(record_property: Callable[[str, object], None]) -> Callable[[str, str, str], None]:
    """Records a row of the README's table: ``survived(point, what was done, what came of it)``."""

    def record(point: str, what: str, figure: str) -> None:
        assert point in POINTS
        record_property("survived", (point, what, figure))

    return record

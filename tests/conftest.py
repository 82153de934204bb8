"""Fixtures, options and hooks of the whole test run."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast, get_args

import pytest
from hypothesis import HealthCheck, settings

from generator.errors import GeneratorError
from generator.staging import write_atomically
from prefect_http import _concurrency
from tests.resilience.table import GUARANTEES, Row, table, with_table
from tests.support import secret_leaks
from tests.support.clock import Clock
from tests.support.cloud import API_KEY, UNFRIENDLY, CloudStandIn
from tests.support.servers import SETTINGS, ControllerAddress, Database, Provide, ServerAddress, Servers, request_server
from tests.support.versions import PINNED

# A test must not fail because the machine is slow.
settings.register_profile("slow-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("slow-machine")

CLIENT_TESTS = Path(__file__).parent / "client"
"""Tests that ``--server`` runs on a stand-in."""

CLOUDS: Mapping[str, Mapping[str, Any]] = {"cloud": {}, "unfriendly-cloud": UNFRIENDLY}
"""Stand-ins for Prefect Cloud, with their switches."""

if TYPE_CHECKING:
    from tests.generated.exercise import Report
    from tests.generated.sending import Response

Profile = Literal["short", "full"]

_servers = pytest.StashKey[Servers]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("servers")
    group.addoption(
        "--database",
        choices=get_args(Database),
        default="SQLite",
        help="database of the test servers, unless a test names one",
    )
    group.addoption(
        "--server",
        choices=CLOUDS,
        help="run the client tests that use the pinned server on a stand-in for Prefect Cloud; with unfriendly-cloud, "
        "it nulls what Cloud's API document allows it to null",
    )
    group = parser.getgroup("faults")
    group.addoption(
        "--faults", choices=get_args(Profile), default="short", help="number of faults and rows in tests/resilience"
    )
    group.addoption(
        "--survived-in",
        type=Path,
        metavar="FILE",
        help="write the table of resilience tests to this file if no test fails or is left out",
    )


class Worker(Protocol):
    """The part of pytest-xdist's ``WorkerController`` used here; pytest-xdist has no type annotations."""

    config: pytest.Config
    workerinput: dict[str, Any]


def pytest_configure(config: pytest.Config) -> None:
    # Shells start background jobs with signals ignored, and the programs that tests end would inherit that.
    for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
    config.pluginmanager.register(secret_leaks)
    if not hasattr(config, "workerinput"):
        config.stash[_servers] = Servers()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--server``, keep the client tests that use the pinned server."""
    if config.getoption("--server") is None:
        return
    config.hook.pytest_deselected(items=[item for item in items if not _uses_server(item)])
    items[:] = filter(_uses_server, items)
    for item in items:
        if marker := item.get_closest_marker("self_hosted"):
            item.add_marker(pytest.mark.skip(reason=f"self-hosted servers only: {marker.args[0]}"))


def _uses_server(item: pytest.Item) -> bool:
    return CLIENT_TESTS in item.path.parents and "server" in getattr(item, "fixturenames", ())


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
    # A worker has the results of its own tests alone.
    is_worker = hasattr(config, "workerinput")
    if document is not None and exitstatus == pytest.ExitCode.OK and not (is_worker or _is_selection(config)):
        write_atomically(document, with_table(document.read_text("utf-8"), rows))


def _is_selection(config: pytest.Config) -> bool:
    """Return whether the options leave out some tests of the given files and folders."""
    options = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf")
    return any(config.getoption(option, None) for option in options) or any("::" in file for file in config.args)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Worker) -> None:
    node.workerinput["servers"] = node.config.stash[_servers].listen()


@pytest.fixture(scope="session")
def self_hosted_of(request: pytest.FixtureRequest) -> Provide:
    """Return a function that starts a server or reuses a running one: ``self_hosted_of("3.6.29", PREFECT_X="…")``."""
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
def server_of(request: pytest.FixtureRequest, self_hosted_of: Provide) -> Iterator[Provide]:
    """Return ``self_hosted_of``. With ``--server``, the pinned version is behind a stand-in for Prefect Cloud."""
    stand_in = request.config.getoption("--server")
    if stand_in is None:
        yield self_hosted_of
        return
    usual = cast("Database", request.config.getoption("--database"))
    with CloudStandIn(self_hosted_of(PINNED).origin, **CLOUDS[stand_in]) as cloud:

        def provide(version: str, database: Database = usual, /, **settings: str) -> ServerAddress:
            if version == PINNED and database == usual and not settings:
                return cloud.address(PINNED)
            return self_hosted_of(version, database, **settings)

        yield provide


@pytest.fixture(scope="session")
def server(server_of: Provide) -> ServerAddress:
    """Return a running server of the pinned version."""
    return server_of(PINNED)


@pytest.fixture(scope="session")
def small_pages(server_of: Provide) -> ServerAddress:
    """Return a running server of the pinned version with at most seven rows per page, so that a few rows fill pages."""
    return server_of(PINNED, PREFECT_API_DEFAULT_LIMIT="7")


@pytest.fixture(scope="session")
def cloud(self_hosted_of: Provide) -> Iterator[CloudStandIn]:
    """Return a stand-in for Prefect Cloud in front of the pinned server, with default switches."""
    with CloudStandIn(self_hosted_of(PINNED).origin) as stand_in:
        yield stand_in


@pytest.fixture
def cloud_of(self_hosted_of: Provide) -> Iterator[Callable[..., CloudStandIn]]:
    """Return a function that starts a stand-in for Prefect Cloud: ``cloud_of(null_labels=True)``."""
    origin = self_hosted_of(PINNED).origin
    with ExitStack() as stack:
        yield lambda **switches: stack.enter_context(CloudStandIn(origin, **switches))


@pytest.fixture(scope="session")
def exercised() -> "tuple[Report, list[Response]]":
    """Call every operation of the pinned server, and return a report and all responses."""
    from generator.servers.run import running_server
    from tests.generated.exercise import exercise

    # Some operations hold SQLite's write lock for seconds, so no other test shares this server.
    with running_server(PINNED, env=SETTINGS) as server:
        return exercise(server.api_url)


@pytest.fixture(scope="session")
def responses(exercised: "tuple[Report, list[Response]]") -> "list[Response]":
    """Return the pinned server's responses to every operation."""
    return exercised[1]


@pytest.fixture(scope="session", autouse=True)
def _without_own_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide the Prefect settings of the user who runs the tests, and set the API key of the stand-in if it is used."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.upper().startswith("PREFECT_") and not name.startswith("PREFECT_HTTP_"):
                patch.delenv(name)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect-home")))
        if request.config.getoption("--server") is not None:
            patch.setenv("PREFECT_API_KEY", API_KEY)
        yield


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Return the event loop of an async test. Each of them runs on both."""
    backend: str = request.param
    return backend


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Replace the client's clock and sleep functions with instant ones."""
    made = Clock()
    monkeypatch.setattr(_concurrency, "monotonic", lambda: made.now)
    monkeypatch.setattr(_concurrency, "sleep", made.sleep)
    monkeypatch.setattr(_concurrency, "async_sleep", made.async_sleep)
    return made


@pytest.fixture(scope="session")
def profile(request: pytest.FixtureRequest) -> Profile:
    """Return the size of the resilience tests: short in every test run, full in ``nox -s faults``."""
    return cast("Profile", request.config.getoption("--faults"))


@pytest.fixture(scope="session")
def scaled(profile: Profile) -> Callable[..., int]:
    """Return a function that picks a number by profile: ``scaled(short=100, full=1000)``."""

    def choose(*, short: int, full: int) -> int:
        return full if profile == "full" else short

    return choose


@pytest.fixture
def survived(record_property: Callable[[str, object], None]) -> Callable[[str, str, str], None]:
    """Return a function that records a row of the resilience table: ``survived(guarantee, test, result)``."""

    def record(guarantee: str, test: str, result: str) -> None:
        assert guarantee in GUARANTEES
        record_property("survived", (guarantee, test, result))

    return record

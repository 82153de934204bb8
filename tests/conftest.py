"""Fixtures for the whole test run."""

from functools import partial
from typing import Any, Protocol, cast

import pytest
from hypothesis import HealthCheck, settings

from generator.errors import GeneratorError
from tests.server import Desk, Provide, ServerAddress, Servers, ask

# How fast a machine is says nothing about what runs on it.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

PINNED = "3.8.8"

_servers = pytest.StashKey[Servers]()


class Worker(Protocol):
    """What is used of pytest-xdist's own class, which has no types."""

    config: pytest.Config
    workerinput: dict[str, Any]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[_servers] = Servers()


def pytest_unconfigure(config: pytest.Config) -> None:
    if servers := config.stash.get(_servers, None):
        servers.close()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Worker) -> None:
    node.workerinput["servers"] = node.config.stash[_servers].open_desk()


@pytest.fixture(scope="session")
def server_of(request: pytest.FixtureRequest) -> Provide:
    """Gives a running server of any supported version, with any settings: ``server_of("3.6.29", PREFECT_X="…")``."""
    worker = cast("dict[str, Desk] | None", getattr(request.config, "workerinput", None))
    provide = partial(ask, worker["servers"]) if worker else request.config.stash[_servers].provide

    def provide_or_fail(version: str, /, **settings: str) -> ServerAddress:
        try:
            return provide(version, **settings)
        except GeneratorError as error:
            pytest.fail(str(error), pytrace=False)

    return provide_or_fail


@pytest.fixture(scope="session")
def server(server_of: Provide) -> ServerAddress:
    """The real server that the package was generated from, running."""
    return server_of(PINNED)

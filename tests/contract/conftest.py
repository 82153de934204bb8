"""Fixtures: documents of real servers, and a stub server."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.contract.stub_server import StubServer, serving
from tests.support.raw import request
from tests.support.servers import Provide

SPEC = Path(__file__).parent.parent.parent / "spec" / "openapi.json"

Served = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def served(server_of: Provide) -> Served:
    """Return the document of a supported version, fetched from a running server on first use."""

    @cache
    def document(version: str) -> dict[str, Any]:
        found: dict[str, Any] = request("GET", f"{server_of(version).origin}/openapi.json")
        return found

    return document


@pytest.fixture
def stub() -> Iterator[StubServer]:
    """Stub server that serves the client's document, unless a test changes it."""
    with serving(SPEC.read_bytes()) as server:
        yield server

"""Documents that real servers serve, and a server that answers what a test wants."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contract.document_server import Site, serving
from tests.support.servers import Provide

SPEC = Path(__file__).parent.parent.parent / "spec" / "openapi.json"

VERSIONS = ("3.0.11", "3.2.15", "3.4.25", "3.6.29", "3.7.0", "3.8.8")

Served = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def served(server_of: Provide) -> Served:
    """Gives the document of a supported version, fetched from its own server when it is first wanted."""

    @cache
    def document(version: str) -> dict[str, Any]:
        answer = httpx.get(f"{server_of(version).origin}/openapi.json", trust_env=False, timeout=60)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    return document


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of HTTP that declares what the client was promised, until a test has it otherwise."""
    with serving(SPEC.read_bytes()) as made:
        yield made

# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Root: one function per operation. Each returns a call and does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operations
from ._call import Call

if TYPE_CHECKING:
    from .models import CsrfToken


def create_csrf_token(*, client: str) -> Call[CsrfToken]:
    """Create or update a CSRF token for a client.

    Args:
        client: The client to create a CSRF token for.

    API: ``GET /csrf-token``. Status: 200.
    """
    return Call(operations.ROOT_CREATE_CSRF_TOKEN, query={"client": client})


def health_check() -> Call[bool]:
    """Check that the server is up.

    API: ``GET /health``. Status: 200.
    """
    return Call(operations.ROOT_HEALTH_CHECK)


def hello() -> Call[str]:
    """Say hello!

    API: ``GET /hello``. Status: 200.
    """
    return Call(operations.ROOT_HELLO)


def perform_readiness_check() -> Call[dict[str, str]]:
    """Check that the server can reach its database.

    API: ``GET /ready``. Status: 200.
    """
    return Call(operations.ROOT_PERFORM_READINESS_CHECK)


def server_version() -> Call[str]:
    """Read the server's Prefect version.

    API: ``GET /version``. Status: 200.
    """
    return Call(operations.ROOT_SERVER_VERSION)

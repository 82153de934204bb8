# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Root: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from . import models, operations
from ._call import Call

__all__ = [
    "create_csrf_token",
    "health_check",
    "hello",
    "perform_readiness_check",
    "server_version",
]


def create_csrf_token(*, client: str) -> Call[models.CsrfToken]:
    """Create or update a CSRF token for a client.

    Args:
        client: The client to create a CSRF token for.

    Success status: 200.

    API: ``GET /csrf-token``.
    """
    return Call(operations.ROOT_CREATE_CSRF_TOKEN, query={"client": client})


def health_check() -> Call[bool]:
    """Check that the server is up.

    Success status: 200.

    API: ``GET /health``.
    """
    return Call(operations.ROOT_HEALTH_CHECK)


def hello() -> Call[str]:
    """Say hello!

    Success status: 200.

    API: ``GET /hello``.
    """
    return Call(operations.ROOT_HELLO)


def perform_readiness_check() -> Call[dict[str, str]]:
    """Check that the server can reach its database.

    Success status: 200.

    API: ``GET /ready``.
    """
    return Call(operations.ROOT_PERFORM_READINESS_CHECK)


def server_version() -> Call[str]:
    """Read the version of the server's API.

    Success status: 200.

    API: ``GET /version``.
    """
    return Call(operations.ROOT_SERVER_VERSION)


def __dir__() -> list[str]:
    return __all__

"""A name that the server does not know, told so that the wrong part of it is seen."""

from __future__ import annotations

from prefect_http._names import DeploymentName
from prefect_http.errors import NotFoundError


def unknown_flow(name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server does not know the flow."""
    return _named(f"there is no flow {name.flow!r}, so that {str(name)!r} names no deployment", error)


def unknown_deployment(name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server knows the flow only."""
    return _named(f"the flow {name.flow!r} has no deployment {name.deployment!r}", error)


def _named(what: str, error: NotFoundError) -> NotFoundError:
    return NotFoundError(
        f"{what}: {error}", status=error.status, detail=error.detail, method=error.method, url=error.url
    )

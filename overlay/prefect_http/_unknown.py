"""A name that the server does not know, told so that the wrong part of it is seen."""

from __future__ import annotations

from collections.abc import Iterable

from prefect_http._closest import closest
from prefect_http._names import BlockDocumentName, DeploymentName
from prefect_http.errors import NotFoundError


def unknown_flow(name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server does not know the flow."""
    return _named(f"there is no flow {name.flow!r}, so that {str(name)!r} names no deployment", error)


def unknown_deployment(name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server knows the flow only."""
    return _named(f"the flow {name.flow!r} has no deployment {name.deployment!r}", error)


def unknown_block_type(slug: str, slugs: Iterable[str], error: NotFoundError) -> NotFoundError:
    """Return the error for *slug*, which is none of *slugs*, those that the server knows."""
    matches = " or ".join(map(repr, closest(slug, slugs)))
    return _named(f"there is no block type {slug!r}" + (f" (did you mean {matches}?)" if matches else ""), error)


def unknown_block_document(name: BlockDocumentName, error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server knows the block type only."""
    return _named(f"the block type {name.block_type_slug!r} has no block document {name.block_document!r}", error)


def _named(what: str, error: NotFoundError) -> NotFoundError:
    return NotFoundError(
        f"{what}: {error}", status=error.status, detail=error.detail, method=error.method, url=error.url
    )

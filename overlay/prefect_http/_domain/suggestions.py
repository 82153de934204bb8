"""A name that the server does not know, told so that the wrong part of it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prefect_http._domain.references import BlockDocumentName, DeploymentName
from prefect_http._utils import close_matches
from prefect_http.errors import NotFoundError


def unknown_flow(name: str, known: Iterable[str], error: NotFoundError) -> NotFoundError:
    """Return the error for a flow called *name*, which the server does not know; *known* are flows like it."""
    return _named(f"there is no flow {name!r}{_meant(known)}", error)


def unknown_flow_of(name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server does not know the flow, as *error* says."""
    return _named(f"{str(name)!r} names no deployment", error)


def unknown_deployment(name: DeploymentName, known: Iterable[str], error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server knows the flow only; *known* are deployments of it like it."""
    written = [str(DeploymentName(name.flow, deployment)) for deployment in known]
    return _named(f"the flow {name.flow!r} has no deployment {name.deployment!r}{_meant(written)}", error)


def fragments(name: str) -> Sequence[str | None]:
    """Return what to look for to find the names that *name* may have meant; None stands for any name.

    Whoever mistypes one letter has one half of the name right. There may be more names than a page has, so that names
    of all kinds are the last resort.
    """
    middle = len(name) // 2
    return [part for part in (name[:middle], name[middle:]) if part] + [None]


def unknown_block_type(slug: str, slugs: Iterable[str], error: NotFoundError) -> NotFoundError:
    """Return the error for *slug*, which is none of *slugs*, those that the server knows."""
    return _named(f"there is no block type {slug!r}{_meant(close_matches(slug, slugs))}", error)


def unknown_block_document(name: BlockDocumentName, error: NotFoundError) -> NotFoundError:
    """Return the error for *name*, of which the server knows the block type only."""
    return _named(f"the block type {name.block_type_slug!r} has no block document {name.block_document!r}", error)


def _meant(known: Iterable[str]) -> str:
    names = " or ".join(map(repr, known))
    return f" (did you mean {names}?)" if names else ""


def _named(what: str, error: NotFoundError) -> NotFoundError:
    return NotFoundError(
        f"{what}: {error}", status=error.status, detail=error.detail, method=error.method, url=error.url
    )

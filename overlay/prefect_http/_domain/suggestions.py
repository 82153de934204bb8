"""Suggestions: "did you mean" errors for unknown names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prefect_http._domain.references import BlockDocumentName, DeploymentName
from prefect_http._utils import quote
from prefect_http.errors import NotFoundError


def unknown_name(noun: str, name: str, similar: Iterable[str], error: NotFoundError) -> NotFoundError:
    """Return a copy of *error* whose message names the unknown resource and suggests *similar* names."""
    return _explain(f"{noun} {quote(name)} not found{_did_you_mean(similar)}", error)


def unknown_flow_of_deployment(name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return a copy of *error* whose message names a deployment of an unknown flow."""
    return _explain(f"deployment {quote(str(name))} not found", error)


def unknown_deployment(name: DeploymentName, similar: Iterable[str], error: NotFoundError) -> NotFoundError:
    """Return a copy of *error* whose message names the unknown deployment and suggests *similar* names."""
    suggestions = [str(DeploymentName(name.flow, deployment)) for deployment in similar]
    return _explain(
        f"flow {quote(name.flow)} has no deployment {quote(name.deployment)}{_did_you_mean(suggestions)}", error
    )


def unknown_block_document(name: BlockDocumentName, similar: Iterable[str], error: NotFoundError) -> NotFoundError:
    """Return a copy of *error* whose message names the unknown block document and suggests *similar* names."""
    suggestions = [str(BlockDocumentName(name.block_type_slug, document)) for document in similar]
    return _explain(
        f"block type {quote(name.block_type_slug)} has no block document {quote(name.block_document)}"
        f"{_did_you_mean(suggestions)}",
        error,
    )


def name_fragments(name: str) -> Sequence[str | None]:
    """Return substrings of *name* that a similar name may contain, then None, which matches any name.

    If a name has one typo, one of its halves is correct. None comes last, because a search
    that matches all names returns only the first page of them.
    """
    middle = len(name) // 2
    return [part for part in (name[:middle], name[middle:]) if part] + [None]


def _did_you_mean(suggestions: Iterable[str]) -> str:
    names = " or ".join(map(repr, suggestions))
    return f" (did you mean {names}?)" if names else ""


def _explain(explanation: str, error: NotFoundError) -> NotFoundError:
    return NotFoundError(
        f"{explanation}: {error}", status=error.status, detail=error.detail, method=error.method, url=error.url
    )

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: root."""

from datetime import datetime
from uuid import UUID

from attrs import define, field

from .._models import IdentifiedModel


@define(kw_only=True, eq=False, repr=False)
class CsrfToken(IdentifiedModel):
    """A CSRF token."""

    token: str = field(repr=False)
    """The CSRF token."""
    client: str
    """The client ID associated with the CSRF token."""
    expiration: datetime
    """The expiration time of the CSRF token."""
    id: UUID
    created: datetime | None = None
    updated: datetime | None = None

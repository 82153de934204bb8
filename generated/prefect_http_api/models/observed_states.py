# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: observed states."""

from datetime import datetime

from attrs import define

from .._models import ResponseModel


@define(kw_only=True, eq=False, repr=False)
class ObservedState(ResponseModel):
    """An exact state type/name pair and the bounds of its retained transitions."""

    state_type: str
    """The state type."""
    state_name: str
    """The exact state name."""
    first_seen: datetime
    """Earliest retained transition timestamp."""
    last_seen: datetime
    """Latest retained transition timestamp."""

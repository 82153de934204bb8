# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: flows."""

from datetime import datetime
from uuid import UUID

from attrs import define, field

from .._decoding import NullAsEmpty
from .._models import IdentifiedModel, ResponseModel, StateMixin
from .shared import StateType


@define(kw_only=True, eq=False, repr=False)
class Flow(IdentifiedModel):
    """A flow."""

    name: str
    """The name of the flow. Matches ``^[^/%&><]+$``. For example ``"my-flow"``."""
    id: UUID
    created: datetime | None = None
    labels: NullAsEmpty[dict[str, bool | int | float | str]] = field(factory=dict[str, bool | int | float | str])
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    tags: list[str] = field(factory=list[str])
    """A list of flow tags. For example ``["tag-1", "tag-2"]``."""
    updated: datetime | None = None

    def __attrs_post_init__(self) -> None:
        self.labels = self.labels or {}


@define(kw_only=True, eq=False, repr=False)
class FlowBulkDeleteResult(ResponseModel):
    """Response from bulk flow deletion."""

    deleted: list[UUID] = field(factory=list[UUID])


@define(kw_only=True, eq=False, repr=False)
class FlowPage(ResponseModel):
    """A page of flows."""

    results: list[Flow]
    count: int
    limit: int
    pages: int
    page: int


@define(kw_only=True, eq=False, repr=False)
class SimpleNextFlowRun(StateMixin, IdentifiedModel):
    """The next flow run of a flow."""

    id: UUID
    """The flow run ID."""
    flow_id: UUID
    """The flow ID."""
    name: str
    """The flow run name."""
    state_name: str
    """The state name."""
    state_type: StateType
    """The state type."""
    next_scheduled_start_time: datetime
    """The next scheduled start time."""

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: flow runs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import define, field

from .._decoding import OpenEnum
from .._models import IdentifiedModel, ResponseModel, StateMixin, TimesMixin
from .shared import AnyStateDetails, FlowRun, SetStateStatus, State, StateType, TaskRunResult


@define(kw_only=True, eq=False, repr=False)
class DependencyResult(StateMixin, TimesMixin, IdentifiedModel):
    """A task run and the runs that it depends on."""

    id: UUID
    name: str
    upstream_dependencies: list[TaskRunResult]
    state: State | None
    expected_start_time: datetime | None
    start_time: datetime | None
    end_time: datetime | None
    total_run_time: float | None
    estimated_run_time: float | None
    untrackable_result: bool


@define(kw_only=True, eq=False, repr=False)
class Edge(IdentifiedModel):
    """An edge of a flow run graph."""

    id: UUID


@define(kw_only=True, eq=False, repr=False)
class FlowRunBulkDeleteResult(ResponseModel):
    """Response from bulk flow run deletion."""

    deleted: list[UUID] = field(factory=list[UUID])


@define(kw_only=True, eq=False, repr=False)
class FlowRunOrchestrationResult(ResponseModel):
    """Per-run result for bulk state operations."""

    flow_run_id: UUID
    status: SetStateStatus
    details: AnyStateDetails
    state: State | None = None


@define(kw_only=True, eq=False, repr=False)
class FlowRunBulkSetStateResult(ResponseModel):
    """Response from bulk set state operation."""

    results: list[FlowRunOrchestrationResult] = field(factory=list["FlowRunOrchestrationResult"])


@define(kw_only=True, eq=False, repr=False)
class FlowRunInput(IdentifiedModel):
    """An input of a flow run."""

    flow_run_id: UUID
    """The flow run ID associated with the input."""
    key: str
    """The key of the input."""
    value: str
    """The value of the input."""
    id: UUID
    created: datetime | None = None
    sender: str | None = None
    """The sender of the input."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class FlowRunPage(ResponseModel):
    """A page of flow runs."""

    results: list[FlowRun]
    count: int
    limit: int
    pages: int
    page: int


@define(kw_only=True, eq=False, repr=False)
class GraphArtifact(IdentifiedModel):
    """An artifact in a flow run graph."""

    id: UUID
    created: datetime
    type: str | None
    is_latest: bool
    data: Any = None
    key: str | None = None


@define(kw_only=True, eq=False, repr=False)
class GraphState(StateMixin, IdentifiedModel):
    """A state in a flow run graph."""

    id: UUID
    timestamp: datetime
    type: StateType
    name: str


class NodeKind(OpenEnum):
    """Values of ``Node.kind``."""

    FLOW_RUN = "flow-run"
    TASK_RUN = "task-run"


@define(kw_only=True, eq=False, repr=False)
class Node(StateMixin, TimesMixin, IdentifiedModel):
    """A task run or subflow run in a flow run graph."""

    kind: NodeKind
    id: UUID
    label: str
    state_type: StateType
    start_time: datetime
    end_time: datetime | None
    parents: list[Edge]
    children: list[Edge]
    encapsulating: list[Edge]
    artifacts: list[GraphArtifact]


@define(kw_only=True, eq=False, repr=False)
class Graph(TimesMixin, ResponseModel):
    """A graph of a flow run's task runs and subflow runs."""

    start_time: datetime | None
    end_time: datetime | None
    root_node_ids: list[UUID]
    nodes: list[list[Node | UUID]]
    artifacts: list[GraphArtifact]
    states: list[GraphState]


@define(kw_only=True, eq=False, repr=False)
class SimpleFlowRun(StateMixin, IdentifiedModel):
    """A flow run in the reduced form that the UI shows."""

    id: UUID
    """The flow run ID."""
    state_type: StateType
    """The state type."""
    timestamp: datetime
    """The start time of the run, or the expected start time if it hasn't run yet."""
    duration: float
    """The total run time of the run."""
    lateness: float
    """The delay between the expected and actual start time."""

"""Replay steps for flows."""

from __future__ import annotations

from prefect_http._contract.live.session import Replay
from prefect_http_api import flows


def call_flows(replay: Replay) -> None:
    """Create and update a flow, and call every operation that reads it."""
    name = replay.name("flow")
    flow = replay.created["flow"] = replay.create(
        flows.create_flow(name=name, tags=["a"], labels={"a": "b"}),
        flows.create_flow(name=name, tags=["a"]),
    )
    # The status for an existing flow differs from that for a new one.
    replay.call(flows.create_flow(name=name))
    replay.call(flows.update_flow(flow, tags=["b"]))
    replay.call(flows.read_flow(flow))
    replay.call(flows.read_flow_by_name(name))
    replay.call(flows.read_flows(flows={"id": {"any_": [flow]}}, sort="NAME_ASC", limit=5))
    replay.call(flows.paginate_flows(flows={"id": {"any_": [flow]}}, limit=5, page=1))
    replay.call(flows.count_flows(flows={"id": {"any_": [flow]}}))


def delete_flows(replay: Replay) -> None:
    """Delete flows by filter and by ID."""
    spare = replay.create(flows.create_flow(name=replay.name("spare-flow")))
    replay.call(flows.bulk_delete_flows(flows={"id": {"any_": [spare]}}, limit=5))
    replay.call(flows.delete_flow(replay.created["flow"]))

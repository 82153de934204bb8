"""Replay steps for artifacts, logs, events, variables and saved searches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import msgspec

from prefect_http import _concurrency
from prefect_http._contract.live.session import Replay
from prefect_http_api import artifacts, events, flow_runs, logs, requests, saved_searches, variables

_EVENTS_SECONDS = 30
"""Seconds to wait for events. The server writes events in batches."""


class _Page(msgspec.Struct):
    next_page: str | None = None


def call_artifacts(replay: Replay) -> None:
    """Create and update an artifact of the run, and call every operation that reads it."""
    key = replay.name("artifact")
    artifact = replay.create(
        artifacts.create_artifact(
            key=key,
            type="table",
            description="A table",
            data=[{"a": 1}],
            metadata_={"a": "b"},
            flow_run_id=replay.created["flow run"],
        )
    )
    replay.call(artifacts.update_artifact(artifact, description="Another description"))
    replay.call(artifacts.read_artifact(artifact))
    replay.call(artifacts.read_latest_artifact(key))
    replay.call(artifacts.read_artifacts(artifacts={"key": {"any_": [key]}}, sort="KEY_ASC", limit=5))
    replay.call(artifacts.read_latest_artifacts(artifacts={"key": {"any_": [key]}}, limit=5))
    replay.call(artifacts.count_artifacts(artifacts={"key": {"any_": [key]}}))
    replay.call(artifacts.count_latest_artifacts(artifacts={"key": {"any_": [key]}}))
    replay.created["artifact"] = artifact


def delete_artifacts(replay: Replay) -> None:
    """Delete the artifact."""
    replay.call(artifacts.delete_artifact(replay.created["artifact"]))


def call_logs(replay: Replay) -> None:
    """Create a log line of the run, and call every operation that reads it."""
    run = replay.created["flow run"]
    replay.call(
        logs.create_logs(
            [
                {
                    "name": "prefect.flow_runs",
                    "level": 20,
                    "message": "a contract check",
                    "timestamp": datetime.now(UTC),
                    "flow_run_id": run,
                }
            ]
        )
    )
    replay.call(logs.read_logs(logs={"flow_run_id": {"any_": [run]}}, limit=5))
    replay.call(flow_runs.download_logs(run))


def call_events(replay: Replay) -> None:
    """Read two pages of the run's events, and count its events."""
    now = datetime.now(UTC)
    resource = f"prefect.flow-run.{replay.created['flow run']}"
    event_filter: requests.EventFilter = {
        "resource": {"id": [resource]},
        "occurred": {"since": now - timedelta(hours=1), "until": now + timedelta(hours=1)},
    }
    until = _concurrency.monotonic() + _EVENTS_SECONDS
    page = replay.read(events.read_events(filter=event_filter, limit=1), _Page)
    while page.next_page is None and _concurrency.monotonic() < until:
        _concurrency.sleep(0.5)
        page = replay.read(events.read_events(filter=event_filter, limit=1), _Page)
    for token in parse_qs(urlsplit(page.next_page or "").query).get("page-token", []):
        replay.call(events.read_account_events_page(page_token=token))
    replay.call(events.count_account_events("day", filter=event_filter, time_unit="day", time_interval=1.0))
    replay.call(events.count_account_events("event", filter=event_filter, time_unit="hour", time_interval=1.0))


def call_variables(replay: Replay) -> None:
    """Create, read, update and delete variables, by ID and by name."""
    names = [replay.name("a").replace("-", "_"), replay.name("b").replace("-", "_")]
    first = replay.create(variables.create_variable(name=names[0], value={"a": [1, None]}, tags=["a"]))
    replay.create(variables.create_variable(name=names[1], value="text"))
    replay.call(variables.read_variable(first))
    replay.call(variables.read_variable_by_name(names[1]))
    replay.call(variables.read_variables(variables={"name": {"any_": names}}, sort="NAME_ASC", limit=5))
    replay.call(variables.count_variables(variables={"name": {"any_": names}}))
    replay.call(variables.update_variable(first, value=7))
    replay.call(variables.update_variable_by_name(names[1], tags=["b"]))
    replay.call(variables.delete_variable(first))
    replay.call(variables.delete_variable_by_name(names[1]))


def call_saved_searches(replay: Replay) -> None:
    """Create, read and delete a saved search."""
    name = replay.name("search")
    filters: list[requests.SavedSearchFilter] = [
        {"object": "flow", "property": "name", "type": "string", "operation": "equals", "value": "x"}
    ]
    search = replay.create(saved_searches.create_saved_search(name=name, filters=filters))
    # The status for an existing search differs from that for a new one.
    replay.call(saved_searches.create_saved_search(name=name, filters=filters))
    replay.call(saved_searches.read_saved_search(search))
    replay.call(saved_searches.read_saved_searches(limit=5))
    replay.call(saved_searches.delete_saved_search(search))

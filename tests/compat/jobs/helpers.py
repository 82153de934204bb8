"""Helpers of the jobs: clients, deployments and state changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import httpx

from prefect_http import Prefect
from prefect_http.models import Deployment
from prefect_http_api import flow_runs
from prefect_http_api.requests import StateType
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport

SECONDS = 60.0
"""Timeout of waits in seconds."""


def unique(kind: str) -> str:
    """Return a unique name with special characters that the server accepts."""
    return f"{kind} é#?-{uuid4()}"


def connect(server: ServerAddress, *on_request: Callable[[httpx.Request], object]) -> Prefect:
    """Return a client of *server* that retries while the database is busy."""
    return Prefect(
        server.api_url, api_key=server.api_key, transport=PatientTransport(), event_hooks={"request": on_request}
    )


def create_deployment(prefect: Prefect, *, pool: bool = False) -> tuple[str, Deployment]:
    """Create a deployment, with *pool* in a work pool without workers, and return its full name and itself."""
    name = unique("nightly")
    flow = prefect.flows.create(name=unique("etl"))
    if pool:
        prefect.work_pools.create(name=name, type="process")
    deployment = prefect.deployments.create(
        name=name,
        flow_id=flow.id,
        parameter_openapi_schema={"type": "object", "properties": {"n": {"type": "integer"}}},
        enforce_parameter_schema=True,
        work_pool_name=name if pool else None,
    )
    return f"{flow.name}/{name}", deployment


def set_states(prefect: Prefect, run_id: UUID, *states: StateType) -> None:
    """Set the states of a run one after the other, like the process that executes it."""
    for state in states:
        prefect.send(flow_runs.set_flow_run_state(run_id, state={"type": state}))


@contextmanager
def changing_states(prefect: Prefect, run_id: UUID, *states: StateType) -> Iterator[None]:
    """Set the states of a run in another thread while the block runs."""
    timer = threading.Timer(0.3, set_states, (prefect, run_id, *states))
    timer.start()
    try:
        yield
    finally:
        timer.join()


class Requests:
    """Records the paths of requests."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, request: httpx.Request) -> None:
        self.paths.append(request.url.path)

    def to(self, end: str) -> int:
        """Return the number of requests to paths with this suffix."""
        return sum(path.endswith(end) for path in self.paths)


@contextmanager
def recording_client(server: ServerAddress) -> Iterator[tuple[Prefect, Requests]]:
    """Yield a client and the requests that it sends."""
    requests = Requests()
    with connect(server, requests) as prefect:
        yield prefect, requests

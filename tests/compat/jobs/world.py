"""What jobs need before they begin."""

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
"""How long anything may take that is waited for."""


def unique(kind: str) -> str:
    """Return a name that nothing has yet, as odd as the server allows."""
    return f"{kind} é#?-{uuid4()}"


def connect(server: ServerAddress, *on_request: Callable[[httpx.Request], object]) -> Prefect:
    """Return a client of *server*, which has time for it though its database may be busy with what it does itself."""
    return Prefect(server.api_url, transport=PatientTransport(), event_hooks={"request": on_request})


def a_deployment(prefect: Prefect, *, pool: bool = False) -> tuple[str, Deployment]:
    """Return a deployment with its full name; in a work pool that no worker looks after if *pool* is true."""
    name = unique("nightly")
    flow = prefect.flows.create(name=unique("etl"))
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    if pool:
        prefect.work_pools.create(name=name, type="process")
        made = prefect.deployments.create(
            name=name, flow_id=flow.id, parameter_openapi_schema=schema, work_pool_name=name
        )
    else:
        made = prefect.deployments.create(name=name, flow_id=flow.id, parameter_openapi_schema=schema)
    return f"{flow.name}/{name}", made


def bring(prefect: Prefect, run_id: UUID, *states: StateType) -> None:
    """Take a run through *states*, as its own process would."""
    for state in states:
        prefect.send(flow_runs.set_flow_run_state(run_id, state={"type": state}))


@contextmanager
def meanwhile(prefect: Prefect, run_id: UUID, *states: StateType) -> Iterator[None]:
    """Take a run through *states* while the block waits for that."""
    soon = threading.Timer(0.3, bring, (prefect, run_id, *states))
    soon.start()
    try:
        yield
    finally:
        soon.join()


class Requests:
    """The ends of the paths that were asked for."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, request: httpx.Request) -> None:
        self.paths.append(request.url.path)

    def to(self, end: str) -> int:
        """Return how many went to a path with this end."""
        return sum(path.endswith(end) for path in self.paths)


@contextmanager
def watched(server: ServerAddress) -> Iterator[tuple[Prefect, Requests]]:
    """Give a client, and what it asks for."""
    requests = Requests()
    with connect(server, requests) as prefect:
        yield prefect, requests

"""Smoke test of a generated package: trigger a deployment by name on the server at ``PREFECT_API_URL``.

With ``--read-only``, nothing is written to the server.
"""

import sys

from prefect_http import Prefect
from prefect_http_api import deployments, flows

FLOW, DEPLOYMENT = "smoke-test", "by-name"
PARAMETERS = {"type": "object", "properties": {"batch_size": {"type": "integer"}}}


def trigger_by_name() -> str:
    """Create a deployment, trigger it by name, and read the flow run back."""
    with Prefect() as prefect:
        flow = prefect.send(flows.create_flow(name=FLOW))
        prefect.send(
            deployments.create_deployment(name=DEPLOYMENT, flow_id=flow.id, parameter_openapi_schema=PARAMETERS)
        )
        run = prefect.deployments.trigger(f"{FLOW}/{DEPLOYMENT}", parameters={"batch_size": 500})
        found = prefect.flow_runs.get(run.id)
        if found.id != run.id or found.parameters != {"batch_size": 500} or found.state is None:
            raise SystemExit(f"the flow run that was read differs from the one that was created: {found}")
        return f"triggered {FLOW}/{DEPLOYMENT}: flow run {found.name} is {found.state.type}"


def read_only() -> str:
    """Read the first flows."""
    with Prefect() as prefect:
        read = prefect.send(flows.read_flows(limit=10))
        return f"read {len(read)} flows; nothing was written to the server"


if __name__ == "__main__":
    print(read_only() if "--read-only" in sys.argv else trigger_by_name())

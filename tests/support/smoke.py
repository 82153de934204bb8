"""The main job, done with a package that has just been generated: run a deployment by its name.

The address of the server comes from ``PREFECT_API_URL``. With ``--read-only`` nothing is made on the server.
"""

import sys

from prefect_http import Prefect
from prefect_http_api import deployments, flows

FLOW, DEPLOYMENT = "smoke-test", "by-name"
PARAMETERS = {"type": "object", "properties": {"batch_size": {"type": "integer"}}}


def run_by_name() -> str:
    """Make a deployment, start a run of it by its name, and read the run back."""
    with Prefect() as prefect:
        flow = prefect.send(flows.create_flow(name=FLOW))
        prefect.send(
            deployments.create_deployment(name=DEPLOYMENT, flow_id=flow.id, parameter_openapi_schema=PARAMETERS)
        )
        run = prefect.deployments.trigger(f"{FLOW}/{DEPLOYMENT}", parameters={"batch_size": 500})
        found = prefect.flow_runs.get(run.id)
        if found.id != run.id or found.parameters != {"batch_size": 500} or found.state is None:
            raise SystemExit(f"the run that was read back is not the one that was started: {found}")
        return f"{FLOW}/{DEPLOYMENT} started {found.name}, which is {found.state.type}"


def read_only() -> str:
    """Read a page of what there is."""
    with Prefect() as prefect:
        read = prefect.send(flows.read_flows(limit=10))
        return f"read {len(read)} flows; nothing was written to the server"


if __name__ == "__main__":
    print(read_only() if "--read-only" in sys.argv else run_by_name())

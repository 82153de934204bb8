"""Start a run of a deployment by its name, as a new process, with Prefect's own client."""

# It is in an environment of its own, with the version that the package is made from.
# pyright: reportMissingImports=false

import sys

from prefect.client.orchestration import SyncPrefectClient

with SyncPrefectClient(sys.argv[1]) as client:
    deployment = client.read_deployment_by_name("dhis2_org_units/dhis2-org-units")
    run = client.create_flow_run_from_deployment(deployment.id, parameters={"batch_size": 500})
    print(run.id, run.name, run.state_type.value)

"""Trigger a deployment by name with Prefect's own client."""

# Prefect is only installed in the environment of the pinned server, so the type checkers do not find it.
# pyright: reportMissingImports=false

import sys

from prefect.client.orchestration import SyncPrefectClient

with SyncPrefectClient(sys.argv[1]) as client:
    deployment = client.read_deployment_by_name("dhis2_org_units/dhis2-org-units")
    run = client.create_flow_run_from_deployment(deployment.id, parameters={"batch_size": 500})
    print(run.id, run.name, run.state_type.value)

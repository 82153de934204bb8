"""Trigger a deployment by name with the output of openapi-python-client."""

# The benchmark generates the package, so the type checkers do not find it.
# pyright: reportMissingImports=false

import sys

from prefect_openapi_client import Client
from prefect_openapi_client.api.deployments import create_flow_run_from_deployment, read_deployment_by_name
from prefect_openapi_client.models import DeploymentFlowRunCreate

with Client(base_url=sys.argv[1]) as client:
    deployment = read_deployment_by_name.sync("dhis2_org_units", "dhis2-org-units", client=client)
    body = DeploymentFlowRunCreate.from_dict({"parameters": {"batch_size": 500}})
    run = create_flow_run_from_deployment.sync(deployment.id, client=client, body=body)
    print(run.id, run.name, run.state_type)

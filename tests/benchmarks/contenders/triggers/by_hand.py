"""Trigger a deployment by name with httpx."""

import sys

import httpx

with httpx.Client(base_url=sys.argv[1]) as client:
    deployment = client.get("/deployments/name/dhis2_org_units/dhis2-org-units").raise_for_status().json()
    response = client.post(f"/deployments/{deployment['id']}/create_flow_run", json={"parameters": {"batch_size": 500}})
    run = response.raise_for_status().json()
    print(run["id"], run["name"], run["state_type"])

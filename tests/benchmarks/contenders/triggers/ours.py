"""Trigger a deployment by name with prefect-http."""

import sys

from prefect_http import Prefect

with Prefect(sys.argv[1]) as prefect:
    run = prefect.deployments.trigger("dhis2_org_units/dhis2-org-units", parameters={"batch_size": 500})
    print(run.id, run.name, run.state_type)

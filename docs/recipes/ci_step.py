"""Run a deployment as a step of a CI pipeline. Exit 0 if the run completes, 1 otherwise.

python ci_step.py etl/nightly --parameters '{"day": "2026-01-31"}' --key "$CI_COMMIT_SHA" --timeout 600
"""

import argparse
import json
import sys

from prefect_http import Prefect, PrefectHTTPError, WaitTimeoutError
from prefect_http.models import State


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deployment", help='"flow/deployment"')
    parser.add_argument("--parameters", type=json.loads, help="parameters of the run, as a JSON object")
    parser.add_argument("--key", help="idempotency key: a step that is repeated with the same key follows the same run")
    parser.add_argument("--timeout", type=float, help="seconds after which the run is cancelled")
    arguments = parser.parse_args()
    sys.exit(0 if completes(arguments) else 1)


def completes(arguments: argparse.Namespace) -> bool:
    with Prefect() as client:
        run = client.deployments.trigger(
            arguments.deployment, parameters=arguments.parameters, idempotency_key=arguments.key
        )
        print(client.ui_url(run), flush=True)
        try:
            for item in client.flow_runs.watch(run, timeout=arguments.timeout):
                text = f"── {item.name}" if isinstance(item, State) else item.message
                print(f"{item.timestamp:%H:%M:%S} {text}", flush=True)
        except (WaitTimeoutError, KeyboardInterrupt):
            print("cancelling the run", flush=True)
            client.flow_runs.cancel(run)
            raise
        return client.flow_runs.get(run).is_successful


if __name__ == "__main__":
    try:
        main()
    except PrefectHTTPError as error:
        sys.exit(str(error))  # to stderr, with exit code 1

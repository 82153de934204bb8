"""Run a deployment once for each day of a period, a few days at a time. To continue or to retry failures, run it again.

python backfill.py etl/nightly 2025-01-01 2025-10-27 --concurrency 10
"""

import argparse
import sys
from datetime import date, timedelta

from prefect_http import Prefect, PrefectHTTPError
from prefect_http.models import FlowRun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deployment", help='"flow/deployment"')
    parser.add_argument("first", type=date.fromisoformat)
    parser.add_argument("last", type=date.fromisoformat)
    parser.add_argument("--parameter", default="day", help='parameter that takes the day. Default: "day"')
    parser.add_argument("--concurrency", type=int, default=10, help="number of unfinished runs. Default: 10")
    arguments = parser.parse_args()
    days = [arguments.first + timedelta(n) for n in range((arguments.last - arguments.first).days + 1)]

    with Prefect() as client:

        def start(day: date) -> FlowRun:
            key = f"backfill {arguments.deployment} {day}"
            run = client.deployments.trigger(
                arguments.deployment,
                name=f"backfill-{day}",
                parameters={arguments.parameter: str(day)},
                idempotency_key=key,
            )
            # The run of an earlier backfill, which had the same key.
            if run.is_final and not run.is_successful:
                client.flow_runs.retry(run)
            return run

        failed: list[FlowRun] = []
        runs = client.flow_runs.as_completed(map(start, days), max_unfinished=arguments.concurrency)
        for done, run in enumerate(runs, 1):
            print(f"{done}/{len(days)} {run.name}: {run.state_name}", flush=True)
            if not run.is_successful:
                failed.append(run)
        for run in failed:
            print(f"{run.name}: {run.state.message}: {client.ui_url(run)}", file=sys.stderr)
    sys.exit(bool(failed))


if __name__ == "__main__":
    try:
        main()
    except PrefectHTTPError as error:
        sys.exit(str(error))  # to stderr, with exit code 1

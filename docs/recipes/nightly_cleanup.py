"""Delete runs that ended more than 30 days ago, and retry the runs that crashed in the last day.

python nightly_cleanup.py --dry-run
"""

import argparse
import sys
from datetime import timedelta

from prefect_http import Prefect, PrefectHTTPError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="count the runs, and change nothing")
    dry_run = parser.parse_args().dry_run

    with Prefect() as client:
        outcomes = {
            "deleted": client.flow_runs.delete_many(finished=True, ended_until=timedelta(days=30), dry_run=dry_run),
            "retried": client.flow_runs.retry_many(state="CRASHED", since=timedelta(days=1), dry_run=dry_run),
        }
    for verb, rows in outcomes.items():
        print(f"{len(rows.succeeded)} runs {'would be ' if dry_run else ''}{verb}")
        for failed in rows.failed:
            print(f"run {failed.id} was not {verb}: {failed.error}", file=sys.stderr)
    sys.exit(any(rows.failed for rows in outcomes.values()))


if __name__ == "__main__":
    try:
        main()
    except PrefectHTTPError as error:
        sys.exit(str(error))  # to stderr, with exit code 1

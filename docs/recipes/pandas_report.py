"""Report the success rate and the median duration of each deployment over the last week.

python pandas_report.py
"""

import sys
from datetime import timedelta

import pandas as pd

from prefect_http import Prefect, PrefectHTTPError


def main() -> None:
    with Prefect() as client:
        runs = client.flow_runs.list(finished=True, since=timedelta(days=7), with_names=True)
        rows = [(run.flow_name, run.deployment_name, run.is_successful, run.duration) for run in runs]

    # Polars takes the same rows: `pl.DataFrame(rows, schema=columns, orient="row")`.
    columns = ["flow", "deployment", "successful", "duration"]
    frame = pd.DataFrame(rows, columns=columns)
    report = frame.groupby(["flow", "deployment"], as_index=False, dropna=False).agg(
        runs=("successful", "size"),
        success_rate=("successful", "mean"),
        median_duration=("duration", "median"),
    )
    print(report.sort_values("success_rate").to_string(index=False))


if __name__ == "__main__":
    try:
        main()
    except PrefectHTTPError as error:
        sys.exit(str(error))  # to stderr, with exit code 1

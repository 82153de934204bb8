"""Drain a work pool: pause it, wait for its runs to finish, run a command, and resume the pool.

python drain.py --timeout 3600 k8s kubectl rollout restart deployment/worker
"""

import argparse
import subprocess
import sys

from prefect_http import Prefect, PrefectHTTPError, Progress


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cancel", action="store_true", help="cancel the runs")
    parser.add_argument("--timeout", type=float, help="seconds to wait for the runs. Default: no limit")
    parser.add_argument("work_pool")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="command to run while the pool is drained")
    arguments = parser.parse_args()

    with Prefect() as client:
        if client.work_pools.get(arguments.work_pool).is_paused:
            sys.exit("the work pool is already paused")
        try:
            client.work_pools.pause(arguments.work_pool)
            active = client.flow_runs.list(work_pool=arguments.work_pool, state=["PENDING", "RUNNING", "CANCELLING"])
            # A worker may have picked up runs just before the pause.
            while runs := active.to_list():
                print(f"waiting for {len(runs)} runs", flush=True)
                if arguments.cancel:
                    client.flow_runs.cancel_many(runs)
                client.flow_runs.wait_many(runs, timeout=arguments.timeout, on_progress=print_progress)
            print("drained", flush=True)
            if arguments.command:
                subprocess.run(arguments.command, check=True)
        finally:
            client.work_pools.resume(arguments.work_pool)


def print_progress(progress: Progress) -> None:
    print(f"{progress.done} of {progress.total} runs have finished", flush=True)


if __name__ == "__main__":
    try:
        main()
    except PrefectHTTPError as error:
        sys.exit(str(error))  # to stderr, with exit code 1

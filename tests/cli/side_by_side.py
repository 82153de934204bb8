"""Tasks of docs/cli.md with Prefect's own command line: ``python -m tests.cli.side_by_side FOLDER [TASK ...]``.

It prints the CPU seconds of both commands, for all tasks or those with the given numbers. FOLDER has the command
``prefect-http`` of an environment without rich and click, since httpx imports them if they are installed.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from generator.servers.install import install_server
from generator.servers.run import running_server
from prefect_http import Prefect
from prefect_http.models import Deployment
from tests.cli.page import PAGE, create_deployment, worked
from tests.support.markdown import read
from tests.support.versions import PINNED

REPETITIONS: Final = 3
LATE_RUNS: Final = 2


class Task(NamedTuple):
    """Task in the table of docs/cli.md.

    Attributes:
        name: What is done.
        theirs: Command of Prefect.
        ours: Command of prefect-http.
        characters: Characters of both, as ``"51 : 44"``.
        cpu: CPU seconds of both, as ``"1.70 : 0.20"``.
        answer: What both print.
    """

    name: str
    theirs: str
    ours: str
    characters: str
    cpu: str
    answer: str


def tasks() -> list[Task]:
    """Return the rows of the table."""
    section = read(PAGE).partition("\n## Next to Prefect's own CLI\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    cells = [[cell.replace("\\|", "|") for cell in row.strip("| ").split(" | ")] for row in rows]
    return [Task(name, theirs.strip("`"), ours.strip("`"), *others) for name, theirs, ours, *others in cells]


def main(folder: str, numbers: Sequence[str]) -> None:
    """Measure the commands, and print the medians."""
    prefect = str(Path(install_server(PINNED)).parent)
    with (
        tempfile.TemporaryDirectory() as home,
        running_server(PINNED) as server,
        Prefect(server.api_url) as client,
    ):
        deployment = create_deployment(client, "etl")
        environment = {
            "PATH": os.pathsep.join([folder, prefect, os.environ["PATH"]]),
            "PREFECT_API_URL": server.api_url,
            "PREFECT_HOME": home,
        }
        chosen = [tasks()[int(number) - 1] for number in numbers] or tasks()
        # Prefect's command takes seconds to start, and would otherwise find runs that have finished.
        with worked(client, deployment, seconds=5):
            for task in chosen:
                medians = []
                for command in (task.theirs, task.ours):
                    seconds = []
                    for _ in range(REPETITIONS):
                        environment |= prepare(client, deployment, command)
                        seconds.append(cpu_seconds(command, environment))
                    medians.append(statistics.median(seconds))
                theirs, ours = medians
                print(f"{task.name}: {theirs:.2f} : {ours:.2f} ({theirs / ours:.1f} to 1)", flush=True)


def prepare(client: Prefect, deployment: Deployment, command: str) -> dict[str, str]:
    """Create the objects that the command changes, and return the IDs that it uses."""
    if "cancel" in command:
        for _ in range(LATE_RUNS):
            client.flow_runs.create(flow_id=deployment.flow_id, state={"type": "SCHEDULED", "name": "Late"})
    if "$SCHEDULE" in command:
        return {"SCHEDULE": str(client.deployments.schedules.create(deployment, cron="0 7 * * *").id)}
    if "$ID" in command:
        return {"ID": str(client.deployments.trigger(deployment).id)}
    return {}


def cpu_seconds(command: str, environment: dict[str, str]) -> float:
    """Run *command* in a shell, and return the CPU seconds that it used."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ["bash", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command} failed: {done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

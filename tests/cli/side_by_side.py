"""Tasks of docs/cli.md with Prefect's own command line: ``python -m tests.cli.side_by_side FOLDER_OF_PREFECT_HTTP``.

It prints the CPU seconds of both commands. The folder is that of a ``prefect-http`` which is installed alone, since httpx
imports rich and click where they are installed.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from generator.servers.install import install_server
from generator.servers.run import running_server
from prefect_http import Prefect
from tests.cli.execution import executed
from tests.support.markdown import ROOT, read

PAGE: Final = ROOT / "docs" / "cli.md"
REPETITIONS: Final = 5
OBJECTS: Final = 3
"""Number of runs that are late, and that have finished, before each command."""


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


def main(folder: str) -> None:
    """Measure the commands, and print the medians."""
    prefect = str(Path(install_server("3.8.8")).parent)
    with (
        tempfile.TemporaryDirectory() as home,
        running_server("3.8.8") as server,
        Prefect(server.api_url) as client,
    ):
        flow = client.flows.create(name="etl")
        deployment = client.deployments.create(
            name="nightly", flow_id=flow.id, parameter_openapi_schema={"properties": {"batch_size": {"type": "integer"}}}
        )
        environment = {
            "PATH": os.pathsep.join([folder, prefect, os.environ["PATH"]]),
            "PREFECT_API_URL": server.api_url,
            "PREFECT_HOME": home,
        }
        for task in tasks():
            with executed(client, deployment):
                medians = []
                for command in (task.theirs, task.ours):
                    seconds = []
                    # The first run fills the caches.
                    for _ in range(REPETITIONS + 1):
                        environment |= prepare(client, flow.id, deployment.id)
                        seconds.append(cpu_seconds(command, environment))
                    medians.append(statistics.median(seconds[1:]))
            theirs, ours = medians
            print(f"{task.name}: {theirs:.2f} : {ours:.2f} ({theirs / ours:.1f} to 1)", flush=True)


def prepare(client: Prefect, flow_id: UUID, deployment_id: UUID) -> dict[str, str]:
    """Create the objects that commands change, and return the IDs that they use."""
    schedules = client.deployments.schedules
    for schedule in schedules.list(deployment_id):
        schedules.delete(deployment_id, schedule.id)
    for _ in range(OBJECTS):
        client.flow_runs.create(flow_id=flow_id, state={"type": "SCHEDULED", "name": "Late"})
    client.flow_runs.delete_many(client.flow_runs.list(state=["COMPLETED", "CANCELLED"]))
    ended = [client.flow_runs.create(flow_id=flow_id, state={"type": "COMPLETED"}) for _ in range(OBJECTS)]
    return {
        "ID": str(ended[0].id),
        "SCHEDULE": str(schedules.create(deployment_id, cron="0 7 * * *").id),
    }


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
    main(sys.argv[1])

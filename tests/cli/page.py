"""Commands in docs/cli.md, and a stand-in for the worker of its deployment."""

import re
import shlex
import time
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple
from uuid import UUID

from prefect_http import NotFoundError, Prefect
from prefect_http.models import Deployment, FlowRun
from tests.support.background import repeated
from tests.support.markdown import ROOT, blocks, without_blocks

PAGE: Final = ROOT / "docs" / "cli.md"
INLINE: Final = re.compile(r"`([^`\n]+)`")
COMMAND: Final = re.compile(r"""prefect-http ((?:'[^']*'|"[^"]*"|[^|&;)"'\n])+)""")
"""Words after the program's name, up to an operator of the shell."""


class Example(NamedTuple):
    """Command in a ``console`` block, and the lines that the page shows below it."""

    command: str
    output: list[str]


def examples() -> list[Example]:
    """Return the commands in ``console`` blocks, in order."""
    found: list[Example] = []
    for block in blocks(PAGE):
        for line in block.code.splitlines() if block.language == "console" else []:
            if line.startswith("$ "):
                found.append(Example(line[2:], []))
            else:
                found[-1].output.append(line)
    return found


def commands() -> list[list[str]]:
    """Return the words of all commands on the page, without the program's name."""
    lines = [block.code for block in blocks(PAGE) if block.language in {"sh", "yaml"}]
    lines += [example.command for example in examples()] + INLINE.findall(without_blocks(PAGE).replace("\\|", "|"))
    return [shlex.split(command) for line in lines for command in COMMAND.findall(line)]


def create_deployment(client: Prefect, flow: str) -> Deployment:
    """Create the deployment ``nightly`` of a flow."""
    return client.deployments.create(
        name="nightly",
        flow_id=client.flows.create(name=flow).id,
        tags=["nightly"],
        parameter_openapi_schema={
            "type": "object",
            "properties": {"batch_size": {"type": "integer", "default": 100}},
        },
        enforce_parameter_schema=True,
    )


def worked(client: Prefect, deployment: Deployment, seconds: float = 0) -> AbstractContextManager[None]:
    """Execute due runs of the deployment as a worker would, for *seconds*. Those with a batch size below 1 fail."""
    return repeated(partial(_work, client, deployment.id, seconds), pause=0.1)


def _work(client: Prefect, deployment_id: UUID, seconds: float) -> None:
    for run in client.flow_runs.list(deployment=deployment_id, state="SCHEDULED", until=datetime.now(UTC)):
        # A command may have deleted the run.
        with suppress(NotFoundError):
            _execute(client, run, seconds)


def _execute(client: Prefect, run: FlowRun, seconds: float) -> None:
    size = int(run.parameters.get("batch_size", 100))
    client.flow_runs.set_state(run.id, "PENDING")
    client.flow_runs.set_state(run.id, "RUNNING")
    lines = [(20, f"reading {size} rows"), (30, "2 rows have no price"), (20, f"wrote {size - 2} rows")]
    client.logs.create(
        [
            {
                "name": "prefect.flow_runs",
                "level": level,
                "message": message,
                "timestamp": datetime.now(UTC),
                "flow_run_id": run.id,
            }
            for level, message in (lines if size > 0 else lines[:1])
        ]
    )
    time.sleep(seconds)
    if size > 0:
        client.flow_runs.set_state(run.id, "COMPLETED")
    else:
        client.flow_runs.set_state(run.id, "FAILED", message="batch_size must be positive")

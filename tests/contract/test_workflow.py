"""The reusable workflow, whose script runs here as it does on GitHub Actions."""

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

from tests.support.servers import ServerAddress

WORKFLOW = (Path(__file__).parents[2] / ".github" / "workflows" / "contract.yml").read_text("utf-8")
SCRIPT = dedent(WORKFLOW.partition("shell: bash\n        run: |\n")[2].partition("        env:")[0])
VARIABLES = re.findall(r"^          ([A-Z_]+): \$\{\{", WORKFLOW.partition("shell: bash")[2], re.MULTILINE)


def check(folder: Path, **inputs: str) -> "subprocess.CompletedProcess[str]":
    # An input or a secret that is not given is an empty string.
    variables = dict.fromkeys(VARIABLES, "") | {"FAIL_ON": "breaking", "LIVE": "false"} | inputs
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPT],
        cwd=folder,
        env={**os.environ, **variables, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_workflow_checks_a_server(server: ServerAddress, tmp_path: Path) -> None:
    (tmp_path / "my code.py").write_text("from prefect_http_api import flows\nflows.read_flow\n", "utf-8")
    done = check(tmp_path, URL=server.origin, ONLY_USED="my code.py", FAIL_ON="any")
    assert (done.returncode, done.stderr) == (0, "")
    assert "kept: " in done.stdout


def test_workflow_never_runs_an_input_as_a_command(tmp_path: Path) -> None:
    done = check(tmp_path, **dict.fromkeys(VARIABLES, "$(touch run); touch run"))
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []

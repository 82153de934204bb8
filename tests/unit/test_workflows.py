"""Workflows in .github/ and what they install: pinned, with the fewest permissions, and nox sessions that exist."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
LOCKS = sorted((ROOT / ".ci" / "locks").glob("*.txt"))
SESSIONS = set(re.findall(r"^def (\w+)\(session", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE))


def jobs(path: Path) -> dict[str, str]:
    """Return the text of each job of a workflow."""
    names_and_texts = re.split(r"^  ([\w-]+):\n", path.read_text("utf-8").partition("\njobs:\n")[2], flags=re.MULTILINE)
    return dict(zip(names_and_texts[1::2], names_and_texts[2::2], strict=True))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    for used in re.findall(r"uses: (.+)", path.read_text("utf-8")):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_jobs_have_a_timeout_and_state_their_permissions(path: Path) -> None:
    assert "\npermissions: {}\n" in path.read_text("utf-8")
    for name, job in jobs(path).items():
        assert re.search(r"^    timeout-minutes: \d+$", job, re.MULTILINE), name
        assert re.search(r"^    permissions:$", job, re.MULTILINE), name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_nox_sessions_that_exist(path: Path) -> None:
    for names in re.findall(r"\bnox -s((?: \w+)+)", path.read_text("utf-8")):
        assert SESSIONS.issuperset(names.split())


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_locks_match_the_project_and_have_hashes(path: Path) -> None:
    blocks = re.split(r"\n(?=[a-z])", path.read_text("utf-8"))[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    locked = {block.split()[0] for block in blocks}
    pinned = {re.sub(r"\[.*\]", "", requirement) for requirement in GROUPS[path.stem] if "==" in requirement}
    assert pinned
    assert pinned <= locked, "run `nox -s lock`"

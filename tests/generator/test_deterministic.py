"""The same document gives the same package, byte for byte, in any environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

from generator.spec.document import Json
from tests.support.waits import HANG_SECONDS

ROOT = Path(__file__).parent.parent.parent
SPEC = ROOT / "spec" / "openapi.json"


def start(spec: Path, output: Path, seed: str, **environ: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", "--spec", str(spec), "--output", str(output)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed} | environ
    return subprocess.Popen(
        command, cwd=spec.parent, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def reverse_keys(node: Json) -> Json:
    """Return *node* with the keys of every object in reverse order. The order of lists matters, so it stays."""
    if isinstance(node, dict):
        return {key: reverse_keys(value) for key, value in reversed(node.items())}
    return [reverse_keys(item) for item in node] if isinstance(node, list) else node


def test_output_does_not_depend_on_hash_seed_folder_environment_or_key_order(tmp_path: Path) -> None:
    document = json.loads(SPEC.read_text("utf-8"))
    other = tmp_path / "other folder" / "spec.json"
    other.parent.mkdir()
    reversed_document = json.dumps(reverse_keys(document))
    assert reversed_document != json.dumps(document)
    other.write_text(reversed_document, "utf-8")
    # If ruff read this configuration, it would format differently.
    (other.parent / "ruff.toml").write_text("line-length = 40\n[format]\nquote-style = 'single'\n", "utf-8")
    runs = [
        start(SPEC, tmp_path / "one", "1"),
        start(other, other.parent / "two", "4242", LC_ALL="C", TZ="Pacific/Kiritimati", PYTHONUTF8="0"),
    ]
    for run in runs:
        output, _ = run.communicate(timeout=HANG_SECONDS)
        assert run.returncode == 0, output
    one, two = tree(tmp_path / "one"), tree(other.parent / "two")
    assert len(one) > 60
    assert sorted(one) == sorted(two)
    assert [path for path in one if one[path] != two[path]] == []
    assert [path for path in one if str(tmp_path).encode() in one[path]] == []

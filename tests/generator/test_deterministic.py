"""One document makes one package, byte for byte, whatever surrounds its making."""

import json
import os
import subprocess
import sys
from pathlib import Path

from generator.spec.document import Json

ROOT = Path(__file__).parent.parent.parent
SPEC = ROOT / "spec" / "openapi.json"


def start(spec: Path, output: Path, seed: str, **environ: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", "--spec", str(spec), "--output", str(output)]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed} | environ
    return subprocess.Popen(
        command, cwd=spec.parent, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def turned_round(node: Json) -> Json:
    """Return *node* with the keys of every object in the opposite order. What is listed has an order that counts."""
    if isinstance(node, dict):
        return {key: turned_round(value) for key, value in reversed(node.items())}
    return [turned_round(item) for item in node] if isinstance(node, list) else node


def test_hash_seed_folder_surroundings_and_the_order_of_keys_change_nothing(tmp_path: Path) -> None:
    document = json.loads(SPEC.read_text("utf-8"))
    other = tmp_path / "other place" / "spec.json"
    other.parent.mkdir()
    turned = json.dumps(turned_round(document))
    assert turned != json.dumps(document)
    other.write_text(turned, "utf-8")
    # A configuration of ruff's that would format otherwise, were it read.
    (other.parent / "ruff.toml").write_text("line-length = 40\n[format]\nquote-style = 'single'\n", "utf-8")
    runs = [
        start(SPEC, tmp_path / "one", "1"),
        start(other, other.parent / "two", "4242", LC_ALL="C", TZ="Pacific/Kiritimati", PYTHONUTF8="0"),
    ]
    for run in runs:
        told, _ = run.communicate(timeout=300)
        assert run.returncode == 0, told
    one, two = tree(tmp_path / "one"), tree(other.parent / "two")
    assert len(one) > 60
    assert sorted(one) == sorted(two)
    assert [path for path in one if one[path] != two[path]] == []
    assert [path for path in one if str(tmp_path).encode() in one[path]] == []

import os
import signal
from pathlib import Path

import pytest

from generator.staging import interrupts_ignored, put_in_place, staging, write_atomically


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def staged(tmp_path: Path) -> dict[Path, Path]:
    """Return three staged items and their targets: a folder and a file that exist, and a file that does not."""
    for name, text in (("package", "old"), ("staged/package", "new")):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "module.py").write_text(text, "utf-8")
    (tmp_path / "package" / "gone.py").write_text("old", "utf-8")
    (tmp_path / "lock").write_text("old", "utf-8")
    (tmp_path / "staged" / "lock").write_text("new", "utf-8")
    (tmp_path / "staged" / "spec").write_text("new", "utf-8")
    (tmp_path / "staged" / "before").mkdir()
    return {
        tmp_path / "staged" / "package": tmp_path / "package",
        tmp_path / "staged" / "lock": tmp_path / "lock",
        tmp_path / "staged" / "spec": tmp_path / "below" / "spec",
    }


def test_everything_is_moved_into_place(staged: dict[Path, Path], tmp_path: Path) -> None:
    put_in_place(staged, tmp_path / "staged" / "before")
    found = {name: text for name, text in tree(tmp_path).items() if not name.startswith("staged")}
    assert found == {
        "below": "folder",
        "below/spec": "new",
        "lock": "new",
        "package": "folder",
        "package/module.py": "new",
    }


MOVES = 5  # two backups, three replacements


@pytest.mark.parametrize("failing", range(1, MOVES + 1))
@pytest.mark.parametrize("kind", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("when", ["before the move", "after the move"])
def test_failure_of_any_move_restores_everything(  # noqa: PLR0917 - three of the arguments are parameters
    staged: dict[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: int,
    kind: type[BaseException],
    when: str,
) -> None:
    before = tree(tmp_path)
    rename, moves = Path.rename, 0

    def unreliable(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves != failing:
            return rename(self, target)
        if when == "after the move":
            rename(self, target)
        raise kind

    monkeypatch.setattr(Path, "rename", unreliable)
    with pytest.raises(kind):
        put_in_place(staged, tmp_path / "staged" / "before")
    assert moves >= failing
    after = tree(tmp_path)
    # The empty parent folder of a new file may remain.
    after.pop("below", None)
    assert after == before


def test_staging_folder_is_empty_near_its_target_and_removed(tmp_path: Path) -> None:
    with staging(near=tmp_path / "does" / "not" / "exist") as folder:
        assert folder.parent == tmp_path
        assert list(folder.iterdir()) == []
        (folder / "file").write_text("x", "utf-8")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit])
def test_staging_folder_is_removed_when_the_block_fails(tmp_path: Path, kind: type[BaseException]) -> None:
    def fail() -> None:
        with staging(near=tmp_path) as folder:
            (folder / "folder").mkdir()
            raise kind

    with pytest.raises(kind):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_file_is_replaced_and_a_link_to_it_is_kept(tmp_path: Path) -> None:
    (tmp_path / "table").write_text("old", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "table")
    write_atomically(tmp_path / "link", "new ✓")
    assert (tmp_path / "table").read_text("utf-8") == "new ✓"
    assert (tmp_path / "link").is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"table", "link"}


def test_file_keeps_its_content_if_writing_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_path: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    (tmp_path / "table").write_text("old", "utf-8")
    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "table", "new")
    assert tree(tmp_path) == {"table": "old"}


def test_interrupts_are_ignored_only_in_the_block() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    with interrupts_ignored():
        for number in numbers:
            os.kill(os.getpid(), number)
    assert [signal.getsignal(number) for number in numbers] == before

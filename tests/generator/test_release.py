"""Notes of a release, and one website per version."""

import json
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.release import add_website, main, notes_of, read_version

CHANGELOG = """\
# Changelog

## [Unreleased]

- Later.

## [3.9.1.1] - 2026-11-30

### Fixed

- One.

## [3.9.1.10]

- Other.

[Unreleased]: https://example.com
"""


def test_notes_are_the_section_of_the_release() -> None:
    assert notes_of("v3.9.1.1", "3.9.1.1", CHANGELOG) == "### Fixed\n\n- One.\n"


@pytest.mark.parametrize(
    ("tag", "version", "problem"),
    [
        ("v3.9.1.0", "3.9.1.1", "the tag must be v3.9.1.1, got v3.9.1.0"),
        ("3.9.1.1", "3.9.1.1", "the tag must be v3.9.1.1, got 3.9.1.1"),
        ("v3.9.1.2", "3.9.1.2", r"CHANGELOG.md has no section \[3.9.1.2\]. Rename \[Unreleased\]."),
    ],
)
def test_release_without_notes_is_rejected(tag: str, version: str, problem: str) -> None:
    with pytest.raises(GeneratorError, match=problem):
        notes_of(tag, version, CHANGELOG)


def test_wrong_tag_is_reported_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "v1"]) == 1
    assert capsys.readouterr().err.startswith("error: the tag must be v3.")


def test_version_is_read_from_the_package() -> None:
    assert read_version('"""Package."""\n\n__version__ = "3.9.1.0"\n\n__all__ = ()\n') == "3.9.1.0"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    return tmp_path / "html"


def published(folder: Path) -> dict[str, str]:
    return {path.parent.name: path.read_text("utf-8") for path in folder.glob("*/page.html")}


def test_each_version_has_a_website_and_the_newest_is_the_latest(site: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "pages").mkdir()
    # A fix for an older Prefect comes after a newer one, and 10 after 9.
    for version in ("3.9.1.0", "3.10.0.0", "3.9.1.1"):
        (site / "page.html").write_text(version, "utf-8")
        add_website(site, folder, version)
    assert published(folder) == {
        "3.9.1.0": "3.9.1.0",
        "3.10.0.0": "3.10.0.0",
        "3.9.1.1": "3.9.1.1",
        "latest": "3.10.0.0",
    }
    assert [(entry["version"], entry["aliases"]) for entry in json.loads((folder / "versions.json").read_text())] == [
        ("3.10.0.0", ["latest"]),
        ("3.9.1.1", []),
        ("3.9.1.0", []),
    ]
    assert "url=latest/" in (folder / "index.html").read_text()


def test_website_of_a_version_is_replaced(site: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "pages").mkdir()
    (site / "old.html").write_text("old", "utf-8")
    add_website(site, folder, "3.9.1.0")
    (site / "old.html").rename(site / "new.html")
    add_website(site, folder, "3.9.1.0")
    assert [path.name for path in (folder / "3.9.1.0").iterdir()] == ["new.html"]

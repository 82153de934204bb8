"""README.md, CHANGELOG.md, CONTRIBUTING.md, SECURITY.md and docs/ contain no dead links, paths or anchors."""

import re
from pathlib import Path

import pytest

from tests.support.markdown import ALL, DOCS, README, ROOT, read, without_blocks

MOST_WORDS = 900

REPOSITORY = "https://github.com/prefect-http/prefect-http/blob/main/"

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|py|toml)")

NOT_IN_THE_REPOSITORY = {
    "contract.toml",
    "etl/nightly",
    "prefect.toml",
    "profiles.toml",
}
"""Words that look like a path of the repository but are not."""


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a file."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def target(link: str, file: Path) -> Path:
    """Return the file of the repository that a link in *file* leads to."""
    path = link.partition("#")[0]
    if path.startswith(REPOSITORY):
        return ROOT / path.removeprefix(REPOSITORY)
    return (file.parent / path).resolve() if path else file


def paths_in(file: Path) -> list[str]:
    """Return the paths of the repository that *file* names as code."""
    words = [word for code in _CODE.findall(without_blocks(file)) for word in code.split()]
    return [word for word in words if _PATH.fullmatch(word) and word not in NOT_IN_THE_REPOSITORY]


@pytest.mark.parametrize("file", ALL, ids=ids)
def test_links_lead_to_existing_files_and_headings(file: Path) -> None:
    for link in _LINK.findall(without_blocks(file)):
        if "://" in link and not link.startswith(REPOSITORY):
            continue
        assert target(link, file).is_file(), link
        anchor = link.partition("#")[2]
        assert not anchor or anchor in anchors(target(link, file)), link


@pytest.mark.parametrize("file", [path for path in ALL if path.name != "CHANGELOG.md"], ids=ids)
def test_named_paths_exist(file: Path) -> None:
    missing = [path for path in paths_in(file) if not (ROOT / path).exists()]
    # Sessions of nox create these.
    made = re.findall(r"^/(.+?)/?$", read(ROOT / ".gitignore"), re.MULTILINE)
    assert [path for path in missing if path.partition("/")[0] not in made] == []


def test_contributing_names_paths_for_at_least_twenty_tasks() -> None:
    (contributing,) = (path for path in ALL if path.name == "CONTRIBUTING.md")
    table = read(contributing).partition("\n## I want to change …\n")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 20
    assert all(_CODE.search(row.split(" | ")[1]) for row in rows)


def test_readme_is_short() -> None:
    assert len(without_blocks(README).split()) < MOST_WORDS


def test_readme_links_work_outside_of_the_repository() -> None:
    assert [link for link in _LINK.findall(read(README)) if not link.startswith("https://")] == []


def test_index_of_docs_is_complete() -> None:
    (index,) = (path for path in DOCS if path.name == "README.md")
    assert {path.name for path in DOCS} - {"README.md"} <= set(_LINK.findall(read(index)))


def test_sessions_are_documented() -> None:
    sessions = re.findall(r"^@nox\.session.*\ndef (\w+)", read(ROOT / "noxfile.py"), re.MULTILINE)
    (contributing,) = (path for path in ALL if path.name == "CONTRIBUTING.md")
    assert [name for name in sessions if f"| `{name}` |" not in read(contributing)] == []

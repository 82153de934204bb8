"""Markdown files of the project, and the code blocks in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
RECIPES = ROOT / "docs" / "recipes" / "README.md"
ALL = [README, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *DOCS, RECIPES]

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced code block.

    Attributes:
        file: Path of the file from the root of the repository, such as ``docs/guide.md``.
        line: Line of the opening fence.
        language: Language of the block, or an empty string.
        code: Content of the block.
    """

    file: str
    line: int
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def read(path: Path) -> str:
    """Return the content of a file."""
    return path.read_text(encoding="utf-8")


def blocks(path: Path) -> list[Block]:
    """Return the code blocks of a file, in order."""
    text, name = read(path), path.relative_to(ROOT).as_posix()
    return [Block(name, text.count("\n", 0, match.start()) + 1, match[1], match[2]) for match in _FENCED.finditer(text)]


def without_blocks(path: Path) -> str:
    """Return the content of a file without its code blocks."""
    return _FENCED.sub("", read(path))

"""Pages of the site from files of the repository: sections that become pages, and links between pages."""

import json
import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.errors import GeneratorError

REPOSITORY = "https://github.com/prefect-http/prefect-http/blob/main/"
RAW = "https://raw.githubusercontent.com/prefect-http/prefect-http/main/"

INDEX = "docs/README.md"
"""List of the pages on GitHub. The site has a navigation."""

PAGES = (".md", ".py")
"""Suffixes of files that become pages."""

ASSETS = (".css", ".png", ".svg")
"""Suffixes of files in ``docs/`` that are copied."""

SECTION = 2
"""Level of the headings whose sections can become pages."""

MOST_CHARACTERS = 160
"""Length of descriptions that search engines show."""

_HEADING = re.compile(r"(#+) (.+)")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_PARAGRAPH = re.compile(r"[\w`*\[]")


def page_of(entry: str) -> str:
    """Return the path of the page for a file, or for a section of a file, such as ``docs/guide.md#settings``."""
    path, _, anchor = entry.partition("#")
    name = path.removeprefix("docs/").lower().removesuffix(".md").removesuffix(".py")
    name = re.sub(r"(^|/)readme$", r"\1index", name)
    return f"{name}/{anchor}.md" if anchor else f"{name}.md"


def assets(root: Path) -> dict[str, Path]:
    """Return the files that are copied to the site, by their path in it."""
    docs = root / "docs"
    return {path.relative_to(docs).as_posix(): path for path in docs.rglob("*") if path.suffix in ASSETS}


def render(root: Path, entries: Collection[str]) -> dict[str, str]:
    """Return the Markdown of each page, by its path in the site.

    Args:
        root: Root of the repository.
        entries: Files that become pages. With an anchor, the section becomes a page of its own, and the file's page
            does without it.

    Raises:
        GeneratorError: A file or a section does not exist, a file in ``docs/`` is on no page, or a link leads nowhere.
    """
    paths = dict.fromkeys(entry.partition("#")[0] for entry in entries)
    files = {path.relative_to(root).as_posix() for path in (root / "docs").rglob("*") if path.suffix in PAGES}
    if unlisted := files - {*paths, INDEX}:
        raise GeneratorError(f"no page shows {', '.join(sorted(unlisted))}", "Add it to nav in docs/zensical.toml.")
    contents = _Pages(root, entries)
    for path in paths:
        contents.add(path)
    return {page_of(entry): contents.markdown(entry) for entry in entries}


class _Pages:
    """Pages, and where the headings of their files are.

    Args:
        root: Root of the repository.
        entries: Files and sections that become pages.
    """

    def __init__(self, root: Path, entries: Collection[str]) -> None:
        self._root = root
        self._entries = entries
        self._lines: dict[str, list[str]] = {}
        self._places = {(f"docs/{name}", ""): name for name in assets(root)}

    def add(self, path: str) -> None:
        """Add the pages of a file."""
        entry = path
        self._places[path, ""] = page_of(path)
        for line, level, title in _headings(self._read(path)):
            shown = line
            if level:
                anchor = slug(title)
                if level <= SECTION:
                    entry = section if (section := f"{path}#{anchor}") in self._entries else path
                self._places[path, anchor] = page_of(entry)
                shown = line.removeprefix("#") if entry != path else line
            self._lines.setdefault(entry, []).append(shown)

    def markdown(self, entry: str) -> str:
        """Return the content of the page for an entry."""
        if entry not in self._lines:
            raise GeneratorError(f"{entry} has no text of its own", "Update nav in docs/zensical.toml.")
        lines = _headings("\n".join(self._lines[entry]))
        text = "\n".join(line if level is None else self._relinked(line, entry) for line, level, _ in lines)
        return f"---\ndescription: {json.dumps(description(text), ensure_ascii=False)}\n---\n\n{text}\n"

    def _read(self, path: str) -> str:
        try:
            text = (self._root / path).read_text(encoding="utf-8")
        except OSError as error:
            raise GeneratorError(f"{path} cannot be read: {error}", "Update nav in docs/zensical.toml.") from error
        return text if path.endswith(".md") else f"# {posixpath.basename(path)}\n\n```python\n{text}```\n"

    def _relinked(self, line: str, entry: str) -> str:
        """Return a line whose links lead to pages, or to GitHub for files that are not on the site."""
        source, name = entry.partition("#")[0], page_of(entry)

        def relinked(match: re.Match[str]) -> str:
            text, link = match.groups()
            path, _, anchor = link.removeprefix(REPOSITORY).removeprefix(RAW).partition("#")
            if "://" in path:
                return match[0]
            if "://" not in link:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else source
            fragment = f"#{anchor}" if anchor else ""
            if page := self._places.get((path, anchor)):
                return f"[{text}]({posixpath.relpath(page, posixpath.dirname(name) or '.')}{fragment})"
            if (path, "") in self._places or not (self._root / path).exists():
                raise GeneratorError(f"{source} has a dead link: {link}", "Correct it.")
            return f"[{text}]({REPOSITORY}{path}{fragment})"

        return _LINK.sub(relinked, line)


def slug(title: str) -> str:
    """Return the anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def description(markdown: str) -> str:
    """Return the first paragraph as plain text of limited length, or an empty string."""
    first = next((part for part in markdown.split("\n\n") if _PARAGRAPH.match(part)), "")
    plain = re.sub(r"[`*\\]", "", _LINK.sub(r"\1", " ".join(first.split())))
    return plain if len(plain) <= MOST_CHARACTERS else plain[:MOST_CHARACTERS].rpartition(" ")[0] + " …"


def _headings(text: str) -> Iterator[tuple[str, int | None, str]]:
    """Yield each line with the level and the title of a heading: 0 for other text, None for code."""
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            yield line, None, ""
        elif fenced:
            yield line, None, ""
        else:
            match = _HEADING.fullmatch(line)
            yield line, len(match[1]) if match else 0, match[2] if match else ""

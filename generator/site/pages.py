"""Pages of the site from the Markdown files of the repository: splitting at headings, and links between pages."""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import GeneratorError

REPOSITORY = "https://github.com/prefect-http/prefect-http/blob/main/"
DESCRIPTION_WIDTH = 160

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"(#+) (.+)")
_TARGET = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        source: Path of its file in the repository.
        lines: Lines of Markdown.
    """

    source: str
    lines: list[str] = field(default_factory=list)


def page_of(entry: str) -> str:
    """Return the path of the page for an entry of the navigation, such as ``docs/guide.md#settings``."""
    path, _, anchor = entry.partition("#")
    name = path.removeprefix("docs/").lower().removesuffix(".md").removesuffix(".py")
    name = re.sub(r"(^|/)readme$", r"\1index", name)
    return f"{name}/{anchor}.md" if anchor else f"{name}.md"


def render(root: Path, entries: Iterable[str]) -> dict[str, str]:
    """Return the Markdown of each page, by its path in the site.

    Args:
        root: Root of the repository.
        entries: Files of the repository that become pages. With an anchor, the section becomes a page of its own.

    Raises:
        GeneratorError: A file or a section does not exist, or a link leads nowhere.
    """
    entries = list(entries)
    pages: dict[str, Page] = {}
    places: dict[tuple[str, str], tuple[str, str]] = {}
    for path in dict.fromkeys(entry.partition("#")[0] for entry in entries):
        text = _read(root / path)
        sections = {anchor for file, _, anchor in (entry.partition("#") for entry in entries) if file == path and anchor}
        _split(path, text, sections, pages, places)
        if missing := sections - {anchor for file, anchor in places if file == path}:
            raise GeneratorError(f"{path} has no section {', '.join(missing)}", "Update docs/zensical.toml.")
    return {
        name: _described("\n".join(_linked(page.lines, name, page.source, root, places)))
        for name, page in pages.items()
        if name in map(page_of, entries)
    }


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GeneratorError(f"{path} cannot be read: {error}", "Update docs/zensical.toml.") from error
    return text if path.suffix == ".md" else f"# {path.name}\n\n```python\n{text}```\n"


def _split(
    path: str, text: str, sections: set[str], pages: dict[str, Page], places: dict[tuple[str, str], tuple[str, str]]
) -> None:
    """Add the pages of a file, and where its headings are."""
    name, raised = page_of(path), 0
    places[path, ""] = name, ""
    for line, heading in headed(text):
        if heading:
            level, title = heading
            anchor = slug(title)
            if level <= 2:  # noqa: PLR2004  # sections are headings of the second level
                own = anchor in sections
                name, raised = (page_of(f"{path}#{anchor}"), 1) if own else (page_of(path), 0)
            places[path, anchor] = name, anchor
            line = f"{'#' * (level - raised)} {title}"
        pages.setdefault(name, Page(path)).lines.append(line)


def headed(text: str) -> Iterator[tuple[str, tuple[int, str] | None]]:
    """Yield each line, with the level and the title of a heading, or None."""
    fenced = False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        match = None if fenced else _HEADING.fullmatch(line)
        yield line, (len(match[1]), match[2]) if match else None


def slug(title: str) -> str:
    """Return the anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _linked(
    lines: list[str], name: str, source: str, root: Path, places: Mapping[tuple[str, str], tuple[str, str]]
) -> Iterator[str]:
    """Yield the lines of a page with links to other pages, or to files of the repository that are not pages."""

    def relinked(match: re.Match[str]) -> str:
        link = match[1]
        if "://" in link and not link.startswith(REPOSITORY):
            return match[0]
        path, _, anchor = link.removeprefix(REPOSITORY).partition("#")
        if path and not link.startswith(REPOSITORY):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        path = path or source
        if (path, anchor) in places:
            page, anchor = places[path, anchor]
            return f"]({posixpath.relpath(page, posixpath.dirname(name) or '.')}{anchor and f'#{anchor}'})"
        if (path, "") in places or not (root / path).exists():
            raise GeneratorError(f"{source} has a dead link: {link}", "Correct it.")
        return f"]({REPOSITORY}{path}{anchor and f'#{anchor}'})"

    fenced = False
    for line in lines:
        fenced ^= line.startswith("```")
        yield line if fenced else _LINK.sub(relinked, line)


def _described(markdown: str) -> str:
    """Return a page with its first paragraph as the description for search engines."""
    paragraphs = (part for part in markdown.split("\n\n") if re.match(r"[\w`*\[]", part))
    plain = re.sub(r"[`*\\]", "", _TARGET.sub(r"\1", " ".join(next(paragraphs, "").split())))
    short = plain if len(plain) <= DESCRIPTION_WIDTH else plain[:DESCRIPTION_WIDTH].rpartition(" ")[0] + " …"
    return f"---\ndescription: {json.dumps(short, ensure_ascii=False)}\n---\n\n{markdown}\n" if short else f"{markdown}\n"

"""Markdown: paragraphs, lists, tables and links, in lines of limited length."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from generator.surface.docstrings import first_sentence

WIDTH = 119
"""Longest line, except in tables. One more character may break the line."""

_CODE = re.compile(r"`[^`]+`")


def paragraph(text: str) -> Iterator[str]:
    """Yield a wrapped paragraph, and an empty line."""
    yield from wrapped(text, "", "")
    yield ""


def table(title: str, rows: Mapping[str, str]) -> Iterator[str]:
    """Yield a table with two columns, and an empty line."""
    yield from (f"| {title} | Meaning |", "|---|---|")
    yield from (f"| {name} | {cell(meaning)} |" for name, meaning in rows.items())
    yield ""


def cell(text: str) -> str:
    """Return *text* for a cell of a table: a single sentence has no period, and a pipe is escaped."""
    return (text.removesuffix(".") if text == first_sentence(text) else text).replace("|", "\\|")


def entry(code: str, summary: str, endpoint: str = "", *, indent: int = 0) -> Iterator[str]:
    """Yield an item of a list: code, and below it, the description and the endpoint."""
    *head, last = wrapped(f"`{code}`", "  " * indent + "- ", "  " * indent + "  ", splits_code=True)
    yield from head
    text = f"{summary} API: {endpoint}." if endpoint else summary.strip()
    yield f"{last}\\" if text else last
    yield from wrapped(text, "  " * indent + "  ", "  " * indent + "  ")


def wrapped(text: str, first: str, following: str, *, splits_code: bool = False) -> list[str]:
    """Return the lines of *text*, each with its prefix. By default, lines do not break within code."""
    if not splits_code:
        text = _CODE.sub(lambda code: code[0].replace(" ", "\0"), text)
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\0", " ") for line in lines]


def contents(text: str) -> Iterator[str]:
    """Yield a list of links to the headings in *text*. Those of the third level share a line."""
    for title, *subtitles in (section.split("\n### ") for section in f"\n{text}".split("\n## ")[1:]):
        links = [link(heading.partition("\n")[0]) for heading in (title, *subtitles)]
        yield from wrapped(": ".join([links[0], *([", ".join(links[1:])] if subtitles else [])]), "- ", "  ")


def link(heading: str) -> str:
    """Return a link to a heading on the page."""
    anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    return f"[{heading.removeprefix('client.')}](#{anchor})"


def words(name: str) -> str:
    """Return the name of a class in lowercase words."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


def codes(names: Iterable[str]) -> str:
    """Return *names* as a list of code spans."""
    return ", ".join(f"`{name}`" for name in names)

"""Navigation of the site, from files of the repository to pages."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from generator.site import pages, reference

Navigation: TypeAlias = list[dict[str, "str | Navigation"]]

REFERENCE = "reference"
"""Entry that stands for the pages of the reference."""


def sources(navigation: Navigation) -> Iterator[str]:
    """Yield the files of the repository that a navigation names, each with the anchor of its section, if any."""
    for item in navigation:
        for entry in item.values():
            if isinstance(entry, list):
                yield from sources(entry)
            elif entry != REFERENCE:
                yield entry


def resolved(navigation: Navigation, described: Iterable[reference.Page]) -> Navigation:
    """Return a navigation that leads to pages instead of files.

    Args:
        navigation: Titles, each with a file, with ``reference``, or with a navigation of its own.
        described: Pages of the reference.
    """

    def target(entry: str | Navigation) -> str | Navigation:
        if isinstance(entry, list):
            return [{title: target(inner) for title, inner in item.items()} for item in entry]
        return _grouped(described) if entry == REFERENCE else pages.page_of(entry)

    return [{title: target(entry) for title, entry in item.items()} for item in navigation]


def _grouped(described: Iterable[reference.Page]) -> Navigation:
    """Return the navigation of the reference."""
    found: Navigation = []
    groups: dict[str, Navigation] = {"": found}
    for page in described:
        if page.group not in groups:
            found.append({page.group: groups.setdefault(page.group, [])})
        groups[page.group].append({page.title: page.name})
    return found

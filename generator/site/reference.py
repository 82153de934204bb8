"""Pages of the reference: which public names are on each page. mkdocstrings renders them from the source."""

import ast
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.errors import GeneratorError
from generator.source import CLIENT, Source
from generator.surface.page import CLOUD, ERRORS, EXPORTS, FILTERS, MODELS, OPTIONS, PUBLIC, REFERENCES, RESULTS, WARNINGS

CLIENTS = ("Prefect", "AsyncPrefect", *OPTIONS)
VALUES = ("Listing", "AsyncListing", *RESULTS, "AsyncHold", *EXPORTS, *WARNINGS)

TWINS = ("AsyncPrefect", "AsyncListing", "AsyncHold")
"""Async classes with the same members as the sync ones, which are not repeated."""


@dataclass(frozen=True)
class Page:
    """A page of the reference.

    Attributes:
        name: Path of the page in the site.
        title: Title in the navigation.
        markdown: Content, with instructions for mkdocstrings.
        group: Title of the group in the navigation, or an empty string.
    """

    name: str
    title: str
    markdown: str
    group: str = ""


def pages(source: Source) -> Iterator[Page]:
    """Yield the pages of the reference, in order.

    Raises:
        GeneratorError: A public name is on no page.
    """
    modules = {name.rpartition(".")[2]: source.public_names(name) for name in (ERRORS, MODELS, FILTERS, REFERENCES, CLOUD)}
    covered = {*CLIENTS, *VALUES, *modules, *modules["errors"]}
    if missing := [name for name in source.public_names(PUBLIC) if name not in covered]:
        raise GeneratorError(f"the reference lacks {', '.join(missing)}", "Add a page in generator/site/reference.py.")

    yield _page("client", "Client", "Clients, and their options. `AsyncPrefect` has the methods of `Prefect`: await them, except those that return a "
        "`Listing`, an iterator or a `Hold`, `ui_url` and `with_options`. `close` is `aclose`.", _names(source, PUBLIC, CLIENTS))
    paths = dict(source.resource_paths(CLIENT))
    for path in paths:
        if "." not in path:
            nested = [inner for inner in paths if inner.startswith(f"{path}.")]
            blocks = [_described(source, paths[path], heading_level=2)]
            for inner in nested:
                blocks += [f"## client.{inner}", _described(source, paths[inner], heading_level=3)]
            yield Page(f"reference/{path}.md", path, _markdown(f"client.{path}", blocks), "Resources")
    yield _page("results", "Results", "What methods return, and how to export it.", _names(source, PUBLIC, VALUES))
    for name, public in modules.items():
        module = f"{PUBLIC}.{name}"
        yield _page(name, name.capitalize(), _described(source, module), _names(source, module, public))


def _page(name: str, title: str, introduction: str, blocks: Iterable[str]) -> Page:
    return Page(f"reference/{name}.md", title, _markdown(title, [introduction, *blocks]))


def _markdown(title: str, blocks: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", *blocks]) + "\n"


def _names(source: Source, module: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a block for each name of a module."""
    yield from (_block(f"{module}.{name}", _members(source, f"{module}.{name}")) for name in names)


def _described(source: Source, name: str, **options: object) -> str:
    """Return a block without a heading, for a title that has been written."""
    return _block(name, _members(source, name), show_root_heading=False, show_root_toc_entry=False, **options)


def _members(source: Source, name: str) -> list[str]:
    """Return the methods and properties of a class that are shown. Its attributes are in the docstring."""
    if source.module(name) or name.endswith(TWINS):
        return []
    module, node = source.locate(name)
    if not isinstance(node, ast.ClassDef):
        return []
    return [member for member in source.members(f"{module.name}.{node.name}") if not member.startswith("_")]


def _block(name: str, members: list[str], **options: object) -> str:
    """Return an instruction for mkdocstrings."""
    # With an empty list, mkdocstrings shows all inherited members.
    options = {"members": members, "inherited_members": bool(members), **options}
    lines = (f"      {key}: {json.dumps(value)}" for key, value in options.items())
    return "\n".join([f"::: {name}", "    options:", *lines])

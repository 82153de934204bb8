"""Pages of the reference: which public names are on each page. mkdocstrings renders them from the source."""

import ast
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.errors import GeneratorError
from generator.source import CLIENT, Source
from generator.surface import page as surface

PUBLIC = surface.PUBLIC
CLIENTS = ("Prefect", "AsyncPrefect", *surface.OPTIONS)
RESULTS = ("Listing", "AsyncListing", *surface.RESULTS, "AsyncHold", *surface.EXPORTS, *surface.WARNINGS)
MODULES = (surface.ERRORS, surface.MODELS, surface.FILTERS, surface.REFERENCES, surface.CLOUD)

TWINS = ("AsyncPrefect", "AsyncListing", "AsyncHold")
"""Async classes with the members of sync ones, which are not repeated."""

ASYNC = (
    "`AsyncPrefect` has the same methods. Await them, except those that return a `Listing`, an iterator or a `Hold`, "
    "`ui_url` and `with_options`. `close` is `aclose`."
)


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

    Args:
        source: Source of ``prefect_http`` and ``prefect_http_api``.

    Raises:
        GeneratorError: A public name is on no page.
    """
    names = {module: source.public_names(module) for module in MODULES}
    shown = {*CLIENTS, *RESULTS, *names[surface.ERRORS], *(module.rpartition(".")[2] for module in MODULES)}
    if missing := [name for name in source.public_names(PUBLIC) if name not in shown]:
        raise GeneratorError(f"the reference lacks {', '.join(missing)}", "Add them in generator/site/reference.py.")

    yield _page("Client", [ASYNC, *_named(source, PUBLIC, CLIENTS)])
    yield from _resources(source)
    yield _page("Results", ["Values that methods return, and their export.", *_named(source, PUBLIC, RESULTS)])
    for module, public in names.items():
        title = module.rpartition(".")[2].capitalize()
        yield _page(title, [_headless(source, module), *_named(source, module, public)])


def _resources(source: Source) -> Iterator[Page]:
    """Yield a page for each resource of the client. It includes the resources in that resource."""
    kinds = dict(source.resource_paths(CLIENT))
    for path, kind in kinds.items():
        if "." not in path:
            blocks = [_headless(source, kind)]
            for inner, innermost in kinds.items():
                if inner.startswith(f"{path}."):
                    blocks += [f"## client.{inner}", _headless(source, innermost, heading_level=3)]
            yield Page(f"reference/{path}.md", path, _markdown(f"client.{path}", blocks), "Resources")


def _page(title: str, blocks: Iterable[str]) -> Page:
    return Page(f"reference/{title.lower()}.md", title, _markdown(title, blocks))


def _markdown(title: str, blocks: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", *blocks]) + "\n"


def _named(source: Source, module: str, names: Iterable[str]) -> Iterator[str]:
    yield from (_block(source, f"{module}.{name}") for name in names)


def _headless(source: Source, name: str, **options: object) -> str:
    """Return a block below a heading that is already there."""
    return _block(source, name, show_root_heading=False, show_root_toc_entry=False, **options)


def _block(source: Source, name: str, **options: object) -> str:
    """Return the instruction that makes mkdocstrings render a definition."""
    members = _members(source, name)
    # If the list is empty, mkdocstrings still shows inherited members.
    options = {"members": members, "inherited_members": bool(members), **options}
    return "\n".join([f"::: {name}", "    options:", *(f"      {key}: {json.dumps(options[key])}" for key in options)])


def _members(source: Source, name: str) -> list[str]:
    """Return the methods and properties of a class to show. Attributes are in its docstring."""
    if source.module(name) or name.endswith(TWINS):
        return []
    module, node = source.locate(name)
    if not isinstance(node, ast.ClassDef):
        return []
    kind = f"{module.name}.{node.name}"
    # The property that all errors inherit is shown once.
    members = source.own_members(kind) if module.name == surface.ERRORS else source.members(kind)
    return [member for member in members if not member.startswith("_")]

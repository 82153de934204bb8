"""Command line: ``python -m generator.site [serve]``."""

import argparse
import json
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator import site
from generator.errors import GeneratorError
from generator.site import links, pages, reference
from generator.source import API_SOURCES, CLIENT_SOURCES, ROOT, Source

CONFIG = ROOT / "docs" / "zensical.toml"
FOLDER = ROOT / ".site"
REFERENCE = "reference"
"""Entry of the navigation that stands for the pages of the reference."""


def main(arguments: list[str] | None = None) -> int:
    """Build or serve the site. Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m generator.site", description=(site.__doc__ or "").partition("\n")[0])
    parser.add_argument("command", nargs="?", choices=("build", "serve"), default="build", help="Default: build")
    command: str = parser.parse_args(arguments).command
    try:
        return build() if command == "build" else serve()
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def build() -> int:
    """Write the site to ``.site/html``, and check its links. Return the exit code."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    write_pages()
    code = subprocess.run([*zensical("build"), "--strict", "--clean"], check=False).returncode
    dead = list(links.dead(FOLDER / "html"))
    print("\n".join(dead) or "no dead link found", file=sys.stderr if dead else sys.stdout)
    return code or bool(dead)


def serve() -> int:
    """Serve the site, and rebuild pages when their sources change, until interrupted."""
    write_pages()
    with subprocess.Popen(zensical("serve")) as server:
        built = changed()
        while server.poll() is None:
            time.sleep(1)
            if (now := changed()) != built:
                built = now
                write_pages()
        return server.returncode


def zensical(command: str) -> list[str]:
    """Return the command that runs Zensical on the pages."""
    return [sys.executable, "-m", "zensical", command, "--config-file", str(FOLDER / "zensical.yml")]


def changed() -> float:
    """Return when a source of the pages last changed."""
    return max(path.stat().st_mtime for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*")])


def write_pages() -> None:
    """Write the configuration and the Markdown of the site to ``.site``."""
    config: dict[str, Any] = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["project"]
    described = list(reference.pages(Source({"prefect_http": CLIENT_SOURCES, "prefect_http_api": API_SOURCES})))
    markdown = {
        **pages.render(ROOT, (entry for entry in entries(config["nav"]) if entry != REFERENCE)),
        **{page.name: page.markdown for page in described},
    }
    for name, text in markdown.items():
        write(FOLDER / "pages" / name, text)
    for path in (ROOT / "docs" / "assets").iterdir():
        write(FOLDER / "pages" / "assets" / path.name, path.read_text(encoding="utf-8"))
    # Zensical reads YAML and TOML. JSON is YAML, and the standard library can write it.
    write(FOLDER / "zensical.yml", json.dumps({**config, "nav": navigation(config["nav"], described)}, indent=2))


def write(path: Path, text: str) -> None:
    """Write a file, unless it has this content already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def entries(nav: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the entries of a navigation, without its titles."""
    for item in nav:
        for entry in item.values():
            yield from [entry] if isinstance(entry, str) else entries(entry)


def navigation(nav: Iterable[dict[str, Any]], described: Iterable[reference.Page]) -> list[dict[str, Any]]:
    """Return a navigation that leads to pages instead of files of the repository."""
    found: list[dict[str, Any]] = []
    for item in nav:
        for title, entry in item.items():
            if entry == REFERENCE:
                found.append({title: of_reference(described)})
            elif isinstance(entry, str):
                found.append({title: pages.page_of(entry)})
            else:
                found.append({title: navigation(entry, described)})
    return found


def of_reference(described: Iterable[reference.Page]) -> list[dict[str, Any]]:
    """Return the navigation of the reference."""
    found: list[dict[str, Any]] = []
    groups: dict[str, list[dict[str, Any]]] = {}
    for page in described:
        if page.group and page.group not in groups:
            found.append({page.group: groups.setdefault(page.group, [])})
        groups.get(page.group, found).append({page.title: page.name})
    return found


if __name__ == "__main__":
    sys.exit(main())

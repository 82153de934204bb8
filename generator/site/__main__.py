"""Command line: ``python -m generator.site [serve]``."""

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from generator import site
from generator.errors import GeneratorError
from generator.site import links, navigation, pages, reference
from generator.source import API_SOURCES, CLIENT_SOURCES, ROOT, Source

CONFIG = ROOT / "docs" / "zensical.toml"
TEMPLATES = Path(__file__).with_name("templates")
FOLDER = ROOT / ".site"

# Strict mode of Zensical does not cover warnings about docstrings.
_WARNING = re.compile(r"^(griffe|mkdocstrings|mkdocs_autorefs)\b", re.MULTILINE)


def main(arguments: list[str] | None = None) -> int:
    """Build or serve the site. Return the exit code."""
    description = (site.__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m generator.site", description=description)
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
    command = [*zensical("build"), "--strict", "--clean"]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout, end="")
    if done.returncode or _WARNING.search(done.stdout):
        print("error: the site has warnings", file=sys.stderr)
        return 1
    dead = list(links.dead(FOLDER / "html"))
    print("\n".join(dead) or "no dead link found", file=sys.stderr if dead else sys.stdout)
    return bool(dead)


def serve() -> int:
    """Serve the site until it is interrupted, and rebuild pages whose source changes. Return the exit code."""
    write_pages()
    with subprocess.Popen(zensical("serve")) as server:
        built = last_change()
        while server.poll() is None:
            time.sleep(1)
            if (changed := last_change()) != built:
                built = changed
                try:
                    write_pages()
                except GeneratorError as error:
                    print(f"error: {error}", file=sys.stderr)
        return server.returncode


def zensical(command: str) -> list[str]:
    """Return the command line of Zensical."""
    return [sys.executable, "-m", "zensical", command, "--config-file", str(FOLDER / "zensical.yml")]


def last_change() -> float:
    """Return when a Markdown file, or anything in ``docs/``, changed last."""
    return max(path.stat().st_mtime for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*")))


def write_pages() -> None:
    """Write the configuration of the site, and its Markdown, to ``.site``."""
    config: dict[str, Any] = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["project"]
    described = list(reference.pages(Source({"prefect_http": CLIENT_SOURCES, "prefect_http_api": API_SOURCES})))
    markdown = {
        **pages.render(ROOT, list(navigation.sources(config["nav"]))),
        **{page.name: page.markdown for page in described},
    }
    for name, text in markdown.items():
        write(FOLDER / "pages" / name, text.encode())
    for name, path in pages.assets(ROOT).items():
        write(FOLDER / "pages" / name, path.read_bytes())
    config["nav"] = navigation.resolved(config["nav"], described)
    # mkdocstrings resolves this path against two folders, so it must be absolute.
    config["plugins"]["mkdocstrings"]["custom_templates"] = str(TEMPLATES)
    # Zensical reads YAML, which includes JSON.
    write(FOLDER / "zensical.yml", json.dumps(config, indent=2).encode())


def write(path: Path, content: bytes) -> None:
    """Write a file, unless it has this content: Zensical rebuilds a page when its file is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())

"""Releases: write their notes and publish their websites, called by ``nox -s notes`` and ``nox -s pages``."""

import argparse
import json
import re
import shutil
import sys
from pathlib import Path

from generator.errors import GeneratorError

ROOT = Path(__file__).parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands. Return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m generator.release", description="Prepare what a release publishes."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    notes = commands.add_parser("notes", help="write the changelog's section on a release to notes.md")
    notes.add_argument("tag", help="tag of the release, which must be the version of the package")
    website = commands.add_parser("website", help="add the website in .site/html to a folder with one per version")
    website.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    try:
        version = read_version((ROOT / "overlay" / "prefect_http" / "__init__.py").read_text("utf-8"))
        if options.command == "notes":
            text = notes_of(options.tag, version, (ROOT / "CHANGELOG.md").read_text("utf-8"))
            (ROOT / "notes.md").write_text(text, "utf-8", newline="\n")
        else:
            add_website(ROOT / ".site" / "html", options.folder, version)
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def read_version(module: str) -> str:
    """Return the version that the text of ``prefect_http/__init__.py`` sets."""
    return str(re.findall(r'^__version__ = "(.+)"$', module, re.MULTILINE)[0])


def notes_of(tag: str, version: str, changelog: str) -> str:
    """Return the section of *changelog* on *version*.

    Raises:
        GeneratorError: The tag is not the version, or the changelog has no such section.
    """
    if tag != f"v{version}":
        raise GeneratorError(f"the tag must be v{version}, got {tag}", "Delete the tag, and create the right one.")
    section = re.search(rf"^## \[{re.escape(version)}\].*\n((?:(?!## ).*\n)*)", changelog, re.MULTILINE)
    if section is None:
        raise GeneratorError(f"CHANGELOG.md has no section [{version}]", "Rename [Unreleased].")
    return section[1].strip() + "\n"


def add_website(site: Path, folder: Path, version: str) -> None:
    """Copy *site* into *folder* as the website of *version*, and as ``latest`` if no version there is newer."""
    index = folder / "versions.json"
    known = [entry["version"] for entry in json.loads(index.read_text("utf-8"))] if index.exists() else []
    versions = sorted({*known, version}, key=lambda known: [int(number) for number in known.split(".")], reverse=True)
    for name in (version, "latest") if version == versions[0] else (version,):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(site, folder / name)
    # The website's menu of versions reads this file, whose format is that of mike.
    entries = [
        {"version": known, "title": known, "aliases": ["latest"] if known == versions[0] else []} for known in versions
    ]
    index.write_text(json.dumps(entries, indent=2) + "\n", "utf-8", newline="\n")
    (folder / "index.html").write_text('<meta http-equiv="refresh" content="0; url=latest/">\n', "utf-8", newline="\n")
    # GitHub Pages leaves out files that start with an underscore, unless this file exists.
    (folder / ".nojekyll").touch()


if __name__ == "__main__":
    sys.exit(main())

"""Edits: change the version, and what is derived from the supported versions, in the text of files."""

import re
from collections.abc import Iterable, Sequence
from textwrap import fill

from generator.bump.releases import version_key
from generator.errors import GeneratorError
from generator.servers.recipes import Recipe

WIDTH = 120

_RECIPE = re.compile(r'^\["(?P<version>[^"]+)"\]\n', re.MULTILINE)
_VERSION = re.compile(r'^__version__ = ".*"$', re.MULTILINE)
_SERVERS = re.compile(r"(?<=<!-- servers -->\n).*?(?=<!-- /servers -->)", re.DOTALL)
_SAMPLED = re.compile(
    r"(?P<before>prefect-http |\(Prefect |from Prefect |\nversion: |@v)3\.\d+\.\d+(?P<counter>\.\d+)?\b"
)
_UNRELEASED = "## [Unreleased]\n"


def with_recipe(servers: str, recipe: Recipe) -> str:
    """Return ``spec/servers.toml`` with *recipe* in version order. An entry of the same version is replaced."""
    starts = [match.start() for match in _RECIPE.finditer(servers)]
    head = servers[: starts[0]] if starts else servers.rstrip("\n") + "\n\n"
    entries = {
        _RECIPE.match(entry)["version"]: entry.strip("\n")  # type: ignore[index]
        for entry in (servers[start:end] for start, end in zip(starts, [*starts[1:], len(servers)], strict=True))
    }
    entries[recipe.version] = _entry(recipe)
    return head + "\n\n".join(entries[version] for version in sorted(entries, key=version_key)) + "\n"


def _entry(recipe: Recipe) -> str:
    lines = [
        f'["{recipe.version}"]',
        f'python = "{recipe.python}"',
        f'exclude-newer = "{recipe.exclude_newer}"',
        *(["tests = true"] if recipe.tests else []),
        f"paths = {recipe.paths}",
        f"operations = {recipe.operations}",
        f"schemas = {recipe.schemas}",
    ]
    return "\n".join(lines)


def with_version(module: str, version: str) -> str:
    """Return ``prefect_http/__init__.py`` with the first version of the client that is generated from *version*."""
    return _replaced(_VERSION, f'__version__ = "{version}.0"', module, "prefect_http/__init__.py")


def with_sampled_version(document: str, name: str, version: str) -> str:
    """Return the Markdown file *name* with *version* in the output of commands and in tags."""
    _check_place(_SAMPLED, document, name)
    return _SAMPLED.sub(
        lambda match: f"{match['before']}{version}" + (".0" if match["counter"] else ""),
        document,
    )


def with_supported_versions(document: str, name: str, versions: Sequence[str]) -> str:
    """Return the Markdown file *name* with a sentence about *versions*, oldest first, between its markers."""
    oldest, newest = versions[0], versions[-1]
    tested = f"{len(versions)} server releases, {oldest} to {newest}"
    if _minors(versions) == set(range(version_key(oldest)[1], version_key(newest)[1] + 1)):
        tested += ", at least one per minor version"
    sentences = f"Prefect 3, version {oldest} or later. Tested against {tested}."
    return _replaced(_SERVERS, fill(sentences, WIDTH, break_on_hyphens=False) + "\n", document, name)


def _minors(versions: Iterable[str]) -> set[int]:
    return {version_key(version)[1] for version in versions}


def with_entry(changelog: str, title: str, entry: str) -> str:
    """Return ``CHANGELOG.md`` with *entry* first among unreleased changes. One of the same *title* is replaced.

    Raises:
        GeneratorError: There is no heading for unreleased changes.
    """
    before, heading, after = changelog.partition(_UNRELEASED)
    if not heading:
        raise GeneratorError(f"CHANGELOG.md must have a line {_UNRELEASED.strip()!r}", "Restore it.")
    old = re.compile(rf"^### {re.escape(title)}\n.*?(?=^##)", re.MULTILINE | re.DOTALL)
    return f"{before}{heading}\n### {title}\n\n{entry}{old.sub('', after, count=1)}"


def _replaced(pattern: re.Pattern[str], new: str, text: str, name: str) -> str:
    _check_place(pattern, text, name)
    return pattern.sub(lambda _: new, text)


def _check_place(pattern: re.Pattern[str], text: str, name: str) -> None:
    if pattern.search(text) is None:
        raise GeneratorError(f"{name} has no place for the version: {pattern.pattern!r} must match", "Restore it.")

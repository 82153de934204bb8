"""The website has a page for each file of the documentation and each public name, and its links lead somewhere."""

import tomllib
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.site import docstrings, links, navigation, pages, reference
from generator.source import API_SOURCES, CLIENT_SOURCES, ROOT, Source

CONFIG = tomllib.loads((ROOT / "docs" / "zensical.toml").read_text(encoding="utf-8"))["project"]

GUIDE = """\
# Guide

For `runs`, see [settings](#settings).

- [Settings](#settings)

## Runs

Read [more](../README.md#more) and the [code](../src/main.py).

## Settings

### Timeouts

```python
# a comment, not a heading: [x](nowhere.md)
```

See [runs](#runs).
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    files = {
        "README.md": f"# Start\n\n## More\n\n[Timeouts]({pages.REPOSITORY}docs/guide.md#timeouts), [Prefect](https://x)\n",
        "docs/README.md": "# Documentation\n",
        "docs/images/run.svg": "<svg/>",
        "docs/guide.md": GUIDE,
        "src/main.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


ENTRIES = ["README.md", "docs/guide.md", "docs/guide.md#settings"]


def test_documentation_becomes_pages_without_a_dead_link() -> None:
    rendered = pages.render(ROOT, list(navigation.sources(CONFIG["nav"])))
    assert {"index.md", "guide/settings.md", "guide/errors.md", "recipes/backfill.md", "changelog.md"} <= set(rendered)
    assert "# Settings\n" in rendered["guide/settings.md"]
    assert "](guide/settings.md#settings)" in rendered["index.md"]


def test_section_becomes_a_page_and_links_follow_it(repository: Path) -> None:
    rendered = pages.render(repository, ENTRIES)
    assert list(rendered) == ["index.md", "guide.md", "guide/settings.md"]
    assert "[settings](guide/settings.md#settings)" in rendered["guide.md"]
    assert "## Runs\n" in rendered["guide.md"]
    assert "Timeouts" not in rendered["guide.md"]
    assert "# Settings\n\n## Timeouts\n" in rendered["guide/settings.md"]
    assert "[runs](../guide.md#runs)" in rendered["guide/settings.md"]
    assert "[Timeouts](guide/settings.md#timeouts), [Prefect](https://x)" in rendered["index.md"]


def test_file_outside_the_site_is_linked_on_github(repository: Path) -> None:
    rendered = pages.render(repository, ENTRIES)
    assert "[more](index.md#more)" in rendered["guide.md"]
    assert f"[code]({pages.REPOSITORY}src/main.py)" in rendered["guide.md"]


@pytest.mark.parametrize("link", ["images/run.svg", f"{pages.RAW}docs/images/run.svg"])
def test_image_is_copied(repository: Path, link: str) -> None:
    (repository / "docs" / "guide.md").write_text(f"{GUIDE}\n![run]({link})\n", encoding="utf-8")
    assert "![run](../images/run.svg)" in pages.render(repository, ENTRIES)["guide/settings.md"]
    assert pages.assets(repository) == {"images/run.svg": repository / "docs" / "images" / "run.svg"}


def test_code_is_left_as_it_is(repository: Path) -> None:
    assert "\n# a comment, not a heading: [x](nowhere.md)\n" in pages.render(repository, ENTRIES)["guide/settings.md"]


def test_first_paragraph_is_the_description(repository: Path) -> None:
    assert pages.render(repository, ENTRIES)["guide.md"].startswith(
        '---\ndescription: "For runs, see settings."\n---\n'
    )
    assert len(pages.description("word " * 100)) <= pages.MOST_CHARACTERS + 2


@pytest.mark.parametrize("link", ["missing.md", "guide.md#missing", "#missing", "../src/missing.py"])
def test_dead_link_is_rejected(repository: Path, link: str) -> None:
    (repository / "docs" / "other.md").write_text(f"# Other\n\n[x]({link})\n", encoding="utf-8")
    with pytest.raises(GeneratorError, match=f"docs/other.md has a dead link: {link}"):
        pages.render(repository, [*ENTRIES, "docs/other.md"])


@pytest.mark.parametrize("name", ["new.md", "recipes/new.py"])
def test_file_without_a_page_is_rejected(repository: Path, name: str) -> None:
    (repository / "docs" / "recipes").mkdir()
    (repository / "docs" / name).write_text("", encoding="utf-8")
    with pytest.raises(GeneratorError, match=f"no page shows docs/{name}"):
        pages.render(repository, ENTRIES)


@pytest.mark.parametrize("entry", ["docs/missing.md", "docs/guide.md#missing", "docs/guide.md#timeouts"])
def test_navigation_to_an_unknown_file_or_section_is_rejected(repository: Path, entry: str) -> None:
    with pytest.raises(GeneratorError, match=entry):
        pages.render(repository, [*ENTRIES, entry])


def test_navigation_leads_to_pages_and_groups_the_reference() -> None:
    described = [
        reference.Page("reference/client.md", "Client", ""),
        reference.Page("reference/flows.md", "flows", "", "Resources"),
        reference.Page("reference/logs.md", "logs", "", "Resources"),
        reference.Page("reference/errors.md", "Errors", ""),
    ]
    given: navigation.Navigation = [{"Start": "README.md"}, {"More": [{"Settings": ENTRIES[2]}, {"API": "reference"}]}]
    groups = [{"flows": "reference/flows.md"}, {"logs": "reference/logs.md"}]
    shown = [{"Client": "reference/client.md"}, {"Resources": groups}, {"Errors": "reference/errors.md"}]
    assert list(navigation.sources(given)) == ["README.md", ENTRIES[2]]
    assert navigation.resolved(given, described) == [
        {"Start": "index.md"},
        {"More": [{"Settings": "guide/settings.md"}, {"API": shown}]},
    ]


def test_reference_shows_methods_of_resources_and_no_private_name() -> None:
    found = {
        page.name: page
        for page in reference.pages(Source({"prefect_http": CLIENT_SOURCES, "prefect_http_api": API_SOURCES}))
    }
    deployments = found["reference/deployments.md"].markdown
    assert '"trigger"' in deployments
    assert "## client.deployments.schedules\n" in deployments
    assert "::: prefect_http.models.FlowRun\n" in found["reference/models.md"].markdown
    assert "::: prefect_http.to_json\n" in found["reference/results.md"].markdown
    assert not [page for page in found.values() if '"_' in page.markdown]


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Get.\n\nAPI: ``GET /x``.", "Get.\n\n``GET /x``\n{ .endpoint }"),
        ("As follows::\n\n    run = 1\n\nMore.", "As follows:\n\n```python\nrun = 1\n```\n\nMore."),
        ("Errors.\n\n::\n\n    A\n    └── B\n", "Errors.\n\n```text\nA\n└── B\n```\n\n"),
    ],
)
def test_docstring_becomes_markdown(docstring: str, expected: str) -> None:
    assert docstrings.markdown(docstring) == expected


@pytest.mark.parametrize(
    ("link", "is_dead"),
    [
        ("../", False),
        ("../#start", False),
        ("#here", False),
        ("https://example.com/missing", False),
        ("../#missing", True),
        ("#missing", True),
        ("../missing/", True),
        ("missing.css", True),
    ],
)
def test_dead_links_of_a_built_site_are_found(tmp_path: Path, link: str, is_dead: bool) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "index.html").write_text('<h1 id="start">', encoding="utf-8")
    (tmp_path / "guide" / "index.html").write_text(f'<h1 id="here"><a href="{link}">', encoding="utf-8")
    assert list(links.dead(tmp_path)) == ([f"dead link in guide/index.html: {link}"] if is_dead else [])

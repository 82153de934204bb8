"""docs/api.md is up to date, and lists the whole public surface."""

import re
import shutil
from collections.abc import Iterator
from inspect import Parameter, iscoroutinefunction, signature
from pathlib import Path
from typing import Any

import pytest

import prefect_http
import prefect_http_api
from generator.derived import run
from generator.errors import GeneratorError
from generator.source import API_SOURCES, CLIENT_SOURCES, Source
from generator.surface import __main__ as surface
from generator.surface.page import render
from prefect_http import AsyncPrefect, Prefect, cloud, errors, filters, models, references
from prefect_http._async.resources._base import AsyncResource
from prefect_http._sync.resources._base import Resource
from prefect_http_api.operations import OPERATIONS
from tests.support.markdown import ROOT, read
from tests.support.stub import API

PAGE = read(ROOT / "docs" / "api.md")
REFERENCE = PAGE.partition("\n## Client\n")[2]
CODE = {" ".join(code.split()) for code in re.findall(r"`([^`]+)`", REFERENCE)}
SIGNATURES = {code.partition("(")[0]: code for code in CODE if re.match(r"[\w.]+\(", code)}
KEYWORDS = {row.split("`")[1] for row in REFERENCE.splitlines() if row.startswith("| `")}


def methods(owner: Any, base: type = Resource, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the public methods of a client and its resources, by path."""
    for name in dir(type(owner)):
        value = getattr(type(owner), name)
        if name.startswith("_"):
            continue
        if not isinstance(value, property):
            yield f"{path or 'client.'}{name}", value
        elif isinstance(resource := getattr(owner, name), base):
            yield from methods(resource, base, f"{path}{name}.")


METHODS = dict(methods(Prefect(API)))


def test_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert surface.main(["--check"]) == 0, capsys.readouterr().out


def test_page_lists_every_method_with_its_arguments() -> None:
    for name, method in METHODS.items():
        for argument in list(signature(method).parameters.values())[1:]:
            prefix = "**" if argument.kind is Parameter.VAR_KEYWORD else ""
            assert re.search(rf"[( ]{re.escape(prefix)}{argument.name}\b", SIGNATURES[name]), f"{name}: {argument}"


def test_page_lists_no_other_method() -> None:
    shown = {name for name in SIGNATURES if "." in name and not name.startswith("cloud.")}
    assert shown == METHODS.keys()
    assert len(shown) == 191


@pytest.mark.parametrize("module", [prefect_http, models, errors, filters, references, prefect_http_api])
def test_page_lists_every_public_name(module: Any) -> None:
    named = {name for code in CODE for name in re.findall(r"\w+", code)} | set(re.findall(r"\w+", REFERENCE))
    assert set(module.__all__) <= named


def test_page_lists_every_public_name_of_the_cloud_module() -> None:
    assert {f"cloud.{name}" for name in cloud.__all__} <= CODE | SIGNATURES.keys()


GRAMMARS = [name for name in filters.__all__ if not name.endswith(("Where", "Filter"))]


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_page_describes_every_filter_keyword(grammar: str) -> None:
    assert len(GRAMMARS) == 16
    assert getattr(filters, grammar).__annotations__.keys() <= KEYWORDS


def test_page_lists_the_filter_keywords_of_a_resource() -> None:
    section = REFERENCE.partition("\n### client.deployments\n")[2].partition("\n### ")[0]
    assert "- `**filters`: `id`, `name`, `flow`, `tags`, `work_pool`, `work_queue`, `paused`, `where`.\n" in section
    assert '- `sort` of `list`, `first`: `"CREATED_DESC"`, `"UPDATED_DESC"`, `"NAME_ASC"`, `"NAME_DESC"`.\n' in section
    assert "- `**deployment` of `create`: required: `flow_id`, `name`; optional: `concurrency_limit`," in section


def test_page_lists_every_operation() -> None:
    assert {name.partition(".")[2] for name in OPERATIONS} <= CODE
    assert {name.partition(".")[0] for name in OPERATIONS} <= KEYWORDS


@pytest.mark.parametrize(
    ("model", "attributes"),
    [
        ("FlowRun", "`duration`, `is_final`, `is_successful`, `id`, `flow_id`, `name`,"),
        ("Log", "`level_name`, `id`, `level`, `name`, `message`,"),
        ("StateType", "`SCHEDULED`, `PENDING`, `RUNNING`,"),
    ],
)
def test_page_lists_attributes_of_models(model: str, attributes: str) -> None:
    entry = REFERENCE.partition(f"\n- `{model}`\\\n")[2].partition("\n- ")[0]
    assert attributes in " ".join(entry.split())


def test_page_shows_which_errors_derive_from_which() -> None:
    tree = REFERENCE.partition("\n## Errors\n")[2].partition("\nWarnings:\n")[0]
    depths = {match[2]: len(match[1]) // 2 for match in re.finditer(r"^( *)- `(\w+)`\\$", tree, re.MULTILINE)}
    assert depths.keys() == set(errors.__all__)
    assert [name for name, depth in depths.items() if depth == 0] == ["PrefectHTTPError"]
    assert {name for name, depth in depths.items() if depth == 2} == {
        name
        for name in errors.__all__
        if issubclass(getattr(errors, name), errors.StatusError | errors.TransportError)
        and name not in {"StatusError", "TransportError"}
    }


def test_page_lists_settings() -> None:
    from prefect_http._settings.fields import NAMES

    assert set(NAMES) <= CODE


def test_only_tables_have_long_lines() -> None:
    long = [line for line in PAGE.splitlines() if len(line) > 120 and not line.startswith("| ")]
    assert long == []


def test_contents_lead_to_every_section() -> None:
    contents = PAGE.partition("\n## Start here\n")[0]
    headings = re.findall(r"^##+ (?:client\.)?(.+)$", PAGE, re.MULTILINE)
    assert re.findall(r"\[([^\]]+)\]\(#", contents) == headings


def test_async_methods_to_await_are_as_described() -> None:
    exceptions = {name for name, method in methods(AsyncPrefect(API), AsyncResource) if not iscoroutinefunction(method)}
    for name in exceptions - {"client.ui_url", "client.with_options", "concurrency_limits.hold"}:
        result = signature(dict(methods(AsyncPrefect(API), AsyncResource))[name]).return_annotation
        assert re.match(r"(\w+\.)*(AsyncListing|AsyncIterator|AsyncGenerator)\[", str(result)), name
    assert {"client.ui_url", "client.with_options", "concurrency_limits.hold"} <= exceptions


CHANGES = [
    ("_sync/resources/flows.py", "def count(", "def number(", "`flows.number(**filters) -> int`"),
    ("_sync/resources/variables.py", "tags: Iterable[str]", "labels: Iterable[str]", "set(name, value, *, labels="),
    ("filters.py", "    paused: bool", "    stopped: bool", "| `stopped` | Whether the deployment is paused |"),
    ("_sync/client.py", "whether the API is healthy.", "the health.", "  Return the health. API: `GET /health`."),
    ("_domain/outcomes.py", "def failed(self)", "def lost(self)", "| `lost: Outcomes[AnyOutcome]` |"),
    ("errors.py", "AuthenticationError(Status", "AuthenticationError(Server", "      - `AuthenticationError`\\"),
    ("_settings/fields.py", "PREFECT_HTTP_LOG", "PREFECT_HTTP_LINES", "`PREFECT_HTTP_LINES`"),
]
"""Changes of modules: what is replaced, and what the page then contains."""


def test_page_shows_changes_of_the_source(tmp_path: Path) -> None:
    package = tmp_path / "prefect_http"
    shutil.copytree(CLIENT_SOURCES, package)
    for module, old, new, _ in CHANGES:
        replace(package / module, old, new)
    page = rendered(package)
    for *_, shown in CHANGES:
        assert shown in page
        assert shown not in PAGE

    replace(package / "__init__.py", '    "to_json",\n]', '    "to_json",\n    "to_yaml",\n]')
    with pytest.raises(GeneratorError, match=r"docs/api\.md lacks to_yaml"):
        rendered(package)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rendered(package: Path) -> str:
    return render(Source({"prefect_http": package, "prefect_http_api": API_SOURCES}))


def test_outdated_file_is_shown_as_a_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "api.md"
    target.write_text("old\n", encoding="utf-8")
    arguments: dict[str, Any] = {"module": "generator.surface", "description": "", "root": tmp_path, "target": target}
    assert run(["--check"], render=lambda: "new\n", **arguments) == 1
    printed = capsys.readouterr()
    assert "-old\n+new" in printed.out
    assert printed.err == "error: api.md is out of date. Run `python -m generator.surface` and commit the result.\n"
    assert run([], render=lambda: "new\n", **arguments) == 0
    assert target.read_text(encoding="utf-8") == "new\n"

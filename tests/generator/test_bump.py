"""The bump: its edits and texts, the releases it finds, and the files on disk when it fails."""

import ast
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.bump import __main__ as program
from generator.bump import run
from generator.bump.changed import changed_files
from generator.bump.differences import Documents, describe
from generator.bump.edits import with_entry, with_recipe, with_supported_versions, with_version
from generator.bump.exercises import missing_exercises
from generator.bump.findings import Finding
from generator.bump.releases import Release, check_version, parse_release
from generator.bump.spellings import describe_spellings
from generator.bump.texts import Bump, entry, screen
from generator.errors import GeneratorError
from generator.first_versions import FILE, FirstVersions, find_first_versions, render
from generator.normalise import Normalised
from generator.package import Source, patch_and_normalise
from generator.pipeline import Options, Regenerated
from generator.progress import Progress
from generator.servers.recipes import Recipe, load_recipes
from generator.spec.lock import Lock
from prefect_http._http import first_versions
from tests.support.versions import LOCKED, OLDEST, PINNED, SPEC, SUPPORTED

ROOT = SPEC.parents[1]
NEWER = "3.99.0"
RECIPE = Recipe(NEWER, "3.11", "2030-01-03T00:00:00Z", paths=1, operations=2, schemas=3)
LOCK = "prefect==3.99.0 \\\n    --hash=sha256:0\n"

Change = Callable[[dict[str, Any]], None]


# Releases

PYLOCK = """\
lock-version = "1.0"
[[packages]]
name = "prefect"
version = "3.99.0"
sdist = {{ url = "https://files/prefect.tar.gz", upload-time = 2030-01-01T19:29:12Z }}
wheels = [{{ url = "https://files/prefect.whl", upload-time = 2030-01-01T19:29:09Z{more} }}]
"""


def test_cutoff_is_two_days_after_the_release() -> None:
    found = parse_release(PYLOCK.format(more=""), datetime(2030, 2, 1, tzinfo=UTC))
    assert found == Release("3.99.0", "2030-01-03T00:00:00Z")


def test_cutoff_is_not_in_the_future() -> None:
    found = parse_release(PYLOCK.format(more=""), datetime(2030, 1, 1, 20, 0, 5, tzinfo=UTC))
    assert found == Release("3.99.0", "2030-01-01T20:00:05Z")


def test_index_without_upload_times_is_reported() -> None:
    with pytest.raises(GeneratorError, match=r"does not state when Prefect 3\.99\.0 was released"):
        parse_release('[[packages]]\nname = "prefect"\nversion = "3.99.0"\nwheels = [{ url = "x" }]', datetime.now(UTC))


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("3.9.1.dev5", "3.9.1.dev5 is not a final release"),
        ("3.99.0rc1", "3.99.0rc1 is not a final release"),
        ("3.99", "3.99 is not a final release"),
        ("4.0.0", "Prefect 4.0.0 is not supported"),
        ("2.20.4", "Prefect 2.20.4 is not supported"),
        ("newest\x1b[31m", r"'newest\x1b[31m' is not a Prefect version"),
        ("3.0.1", f"Prefect 3.0.1 is older than {PINNED}, which the client is generated from"),
    ],
)
def test_bad_version_is_rejected_in_one_line(version: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([version]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: {reason}")


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        (
            "error: No solution found\n  cause: Because there is no version of prefect==3.99.0 and you require it, …",
            "the package index has no prefect==3.99.0. Choose",
        ),
        (
            "error: Request failed after 3 retries\n  cause: Failed to fetch\n  cause: Connection refused",
            "the package index cannot be read: Request failed after 3 retries; Connection refused. Check",
        ),
    ],
)
def test_unknown_version_and_missing_network_are_reported_in_one_line(
    printed: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    uv = tmp_path / "uv"
    uv.write_text(f"#!{sys.executable}\nimport sys\nsys.exit({printed!r})\n")
    uv.chmod(0o755)
    monkeypatch.setattr("generator.bump.releases.find_uv", lambda: str(uv))
    assert program.main([NEWER]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"error: {reason}")


# Edits

SERVERS = """\
# A comment.

["3.0.11"]
python = "3.11"
tests = true

["3.10.2"]
python = "3.12"
"""


def test_recipe_is_inserted_in_version_order() -> None:
    found = with_recipe(SERVERS, Recipe("3.9.1", "3.11", "2026-11-01T00:00:00Z", paths=1, operations=2, schemas=3))
    new = '["3.9.1"]\npython = "3.11"\nexclude-newer = "2026-11-01T00:00:00Z"\npaths = 1\noperations = 2\nschemas = 3\n'
    head, newest = SERVERS.split('["3.10.2"]')
    assert found == f'{head}{new}\n["3.10.2"]{newest}'


def test_recipe_of_the_same_version_is_replaced(tmp_path: Path) -> None:
    text = (ROOT / "spec" / "servers.toml").read_text("utf-8")
    for recipe in load_recipes().values():
        assert with_recipe(text, recipe) == text
    changed = with_recipe(with_recipe(text, RECIPE), RECIPE)
    (tmp_path / "servers.toml").write_text(changed)
    (tmp_path / "servers").symlink_to(ROOT / "spec" / "servers")
    assert load_recipes(tmp_path / "servers.toml") == {**load_recipes(), NEWER: RECIPE}


def test_entry_is_first_among_unreleased_changes_and_replaces_its_predecessor() -> None:
    changelog = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- X.\n\n## [3.8.8.0]\n\n### Prefect 3.8.8\n"
    once = with_entry(changelog, "Prefect 3.9.1", "One.\n")
    assert once == changelog.replace("### Added", "### Prefect 3.9.1\n\nOne.\n\n### Added")
    assert with_entry(once, "Prefect 3.9.1", "Two.\n") == once.replace("One.", "Two.")
    with pytest.raises(GeneratorError, match=r"must have a line '## \[Unreleased\]'"):
        with_entry("# Changelog\n", "Prefect 3.9.1", "One.\n")


def test_text_without_its_place_is_rejected() -> None:
    with pytest.raises(GeneratorError, match=r"__init__\.py has no place for the version"):
        with_version("import x\n", "3.9.1")


@pytest.mark.parametrize("path", run.LISTINGS, ids=lambda path: path.name)
def test_committed_files_list_the_supported_versions(path: Path) -> None:
    text = path.read_text("utf-8")
    assert with_supported_versions(text, path.name, SUPPORTED) == text
    assert f"version {OLDEST} or later" in text


def test_minor_releases_are_claimed_only_if_none_is_missing() -> None:
    def told(*versions: str) -> str:
        markers = "<!-- servers -->\n<!-- /servers -->"
        _, *lines, _ = with_supported_versions(markers, "README.md", versions).splitlines()
        return " ".join(lines)

    supported = "Prefect 3, version 3.0.11 or later. Tested against"
    every_minor = f"{supported} 3 server releases, 3.0.11 to 3.2.0, at least one per minor version."
    assert told("3.0.11", "3.1.15", "3.2.0") == every_minor
    assert told("3.0.11", "3.2.0") == f"{supported} 2 server releases, 3.0.11 to 3.2.0."


# First versions


def document(*paths: str, **classes: dict[str, Any]) -> Normalised:
    strict = {
        name: {"type": "object", "properties": keys, "additionalProperties": False} for name, keys in classes.items()
    }
    content = {
        "paths": {path: {"get": {"tags": ["Flows"], "operationId": path.strip("/")}} for path in paths},
        "components": {"schemas": strict},
    }
    return Normalised(requests=content, responses=content, corrections=[])


def test_first_versions_of_operations_and_of_keys_of_older_classes() -> None:
    found = find_first_versions(
        {
            "3.0.0": document("/a", "/gone", FlowCreate={"name": {}}),
            "3.1.0": document("/a", "/b", FlowCreate={"name": {}, "tags": {}}),
            "3.2.0": document("/a", "/b", "/c", FlowCreate={"name": {}, "tags": {}}, FlowUpdate={"tags": {}}),
        }
    )
    assert found == FirstVersions({"flows.b": "3.1.0", "flows.c": "3.2.0"}, {"FlowCreate.tags": "3.1.0"})


def test_committed_module_is_written_as_rendered() -> None:
    found = FirstVersions(dict(first_versions.OPERATIONS), dict(first_versions.KEYS))
    assert FILE.read_text("utf-8") == render(found)


# Texts


def rename(properties: dict[str, Any], old: str, new: str) -> None:
    properties[new] = properties.pop(old)


def break_everything(document: dict[str, Any]) -> None:
    named = document["components"]["schemas"]
    rename(named["FlowRunCreate"]["properties"], "name", "title")
    rename(named["FlowRunResponse"]["properties"], "name", "label")
    # Not a rename: the types differ.
    del named["ArtifactCreate"]["properties"]["key"]
    named["ArtifactCreate"]["properties"]["size"] = {"type": "integer"}
    del document["paths"]["/flows/{id}"]["delete"]
    named["VariableCreate"]["properties"]["owner"] = {"type": "string"}
    named["VariableCreate"]["required"].append("owner")
    document["paths"]["/teams/{id}/members"] = {
        "post": {
            "operationId": "add_member_teams__id__members_post",
            "summary": "Add Member",
            "description": "Adds a member to a team. Members see its runs.",
            "tags": ["Teams"],
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Member"}}}},
            "responses": {
                "200": {"description": "Added", "content": {"application/json": {"schema": {"type": "string"}}}}
            },
        }
    }
    named["Member"] = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "admin": {"type": "boolean"}},
        "required": ["name"],
    }
    document["info"]["version"] = NEWER


def test_document_with_breaking_differences_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "openapi.json"
    changed = json.loads(SPEC.read_bytes())
    break_everything(changed)
    spec.write_text(json.dumps(changed))
    assert program.main(["--spec", str(spec)]) == 0
    told = capsys.readouterr().out
    made = f"Prefect {PINNED} → {NEWER}\n\nWould be generated from Prefect {NEWER}. It breaks the contract of "
    assert told.startswith(made)
    breaking, compatible = told.partition("New, and harmless")[::2]
    for sentence in (
        "`flows.delete_flow` (`DELETE /flows/{id}`) was removed.",
        "Requests of `flow_runs.create_flow_run`: the key `name` is now called `title`, or was replaced by it.",
        "6 other operations: the key `name` is now called `label`,",
        "Requests of `artifacts.create_artifact` no longer accept the key `key`.",
        "Requests of `variables.create_variable` require the new key `owner`.",
    ):
        assert sentence in " ".join(breaking.split())
    assert '`teams.add_member` (`POST /teams/{id}/members`) is new: "Adds a member to a team."\n' in compatible
    assert "The document also" not in told
    assert "Requests of `artifacts.create_artifact` accept the new key `size`." in compatible
    assert "tests/generated/test_versions.py: flows.delete_flow" in told
    assert (
        '       self.call(\n           "teams.add_member",\n           ...,  # id\n'
        "           admin=...,  # boolean\n           name=...,  # string, required\n       )"
    ) in told
    assert "POSTS in tests/client/test_retries.py: teams.add_member" in told
    assert "method of the client? Every operation can be called already.\n   - `teams.add_member`: Adds a " in told
    assert "nox -s tests" not in told
    assert told.endswith("Nothing was changed.\n")


def finding(rule: str, level: str, what: str = "", subject: str = "", *, setting: str = "") -> Finding:
    pointer = "/components/schemas/X/properties/key"
    return Finding(rule, level, pointer, what, "It fails.", ("flows.a",), subject, f"$.{setting}", bool(setting))


def test_other_differences_are_told_with_their_effect() -> None:
    told = describe(
        [
            finding("request-became-not-nullable", "breaking", "`key` no longer accepts null"),
            finding("response-enum-value-added", "risky", '`key` may be "NEW"'),
        ],
        Documents({}, {}, {}),
    )
    assert told == {
        "breaking": ["Requests of `flows.a`: `key` no longer accepts null. It fails."],
        "risky": ['Responses of `flows.a`: `key` may be "NEW". It fails.'],
    }


def test_settings_of_the_server_are_named_in_one_sentence() -> None:
    told = describe(
        [
            finding("response-property-added", "compatible", setting="deployments.clear_schedules"),
            finding("response-property-added", "compatible", setting="server.api.port"),
            finding("response-enum-value-removed", "compatible", '`level` is never "LOW"', setting="logging.level"),
            finding("response-property-removed", "risky", setting="worker.name"),
        ],
        Documents({}, {}, {}),
    )
    settings = "The server's own settings, which `admin.read_settings` returns:"
    assert told == {
        "risky": [f"{settings} `worker.name` was removed."],
        "compatible": [
            f'{settings} `deployments.clear_schedules` and `server.api.port` are new; `logging.level` is never "LOW".'
        ],
    }


def test_values_of_the_same_key_of_the_same_operations_are_told_together() -> None:
    told = describe(
        [
            *(finding("request-enum-value-added", "compatible", f"`sort` accepts {value}", value) for value in "ABC"),
            finding("request-enum-value-added", "compatible", "`state` accepts A", "A"),
            *(finding("response-enum-value-added", "risky", f"`state` may be {value}", value) for value in "AB"),
            finding("request-constraint-loosened", "compatible", "`n` changed from maximum 1 to no maximum", "maximum"),
        ],
        Documents({}, {}, {}),
    )
    assert told == {
        "risky": ["Responses of `flows.a`: `state` may be A or B. It fails."],
        "compatible": [
            "Requests of `flows.a`: `sort` accepts A, B and C.",
            "Requests of `flows.a`: `state` accepts A.",
            "Requests of `flows.a`: `n` changed from maximum 1 to no maximum.",
        ],
    }


def spelled(
    schema: dict[str, Any], others: dict[str, dict[str, Any]] | None = None, *, described: str = "A name."
) -> dict[str, Any]:
    operation = {"operationId": "read_a", "tags": ["A"], "description": described, "responses": {}}
    named = {"X": {"type": "object", "properties": {"key": schema, "title": {"type": "string"}}}, **(others or {})}
    return {"paths": {"/a": {"get": operation}}, "components": {"schemas": named}}


SPELLED, REWORDED = "spells some schemas", "words some descriptions"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (spelled({"type": "number", "title": "Key"}), ""),
        (spelled({"type": "number"}, {"New": {"type": "object"}}), ""),
        (spelled({"type": "number"}, {"ApiSettings": {"default": 2}}), ""),
        (spelled({"type": "number", "minimum": 0}), f"{SPELLED} differently, which may change docstrings and types"),
        (spelled({"type": "number", "description": "D"}), f"{REWORDED} differently, which may change docstrings in"),
        (spelled({"type": "integer"}, described="B"), f"{SPELLED} and {REWORDED} differently, which may change doc"),
    ],
)
def test_differences_that_are_no_findings_are_told(after: dict[str, Any], said: str) -> None:
    before = spelled({"type": "number"}, {"ApiSettings": {"default": 1}})
    told = describe_spellings(before, after, [])
    assert told.startswith(f"The document also {said}") if said else told == ""


def test_schema_that_was_split_is_told() -> None:
    before = spelled({"type": "number"}, {"Run": {"type": "object"}})
    after = spelled({"type": "number"}, {"Run-Input": {"type": "object"}, "Run-Output": {"type": "object"}})
    told = describe_spellings(before, after, [])
    assert told.startswith("The document also spells some schemas differently,")


@pytest.mark.parametrize(
    "pointer",
    ["/components/schemas/X", "/components/schemas/X/properties/key", "/components/schemas/X/properties/key/items"],
)
def test_finding_explains_the_difference_at_its_place(pointer: str) -> None:
    before, after = spelled({"type": "number"}), spelled({"type": "integer"})
    there = replace(finding("response-type-narrowed", "compatible"), pointer=pointer)
    assert describe_spellings(before, after, [there]) == ""
    assert describe_spellings(before, after, [replace(there, pointer="/components/schemas/X/properties/keys")])


def test_remark_ends_the_entry() -> None:
    assert entry(Bump("3.8.8", "3.9.1", {"risky": ["X."]}, "The document also Y.")).endswith(
        "- X.\n\nThe document also Y.\n"
    )


@pytest.mark.parametrize(
    ("level", "verdict"),
    [
        ("breaking", "It breaks the contract of 3.8.8: programs that use what is listed first must change."),
        ("risky", "It keeps the contract of 3.8.8: programs need no change, but look at what may surprise them."),
        ("compatible", "It keeps the contract of 3.8.8: programs need no change."),
    ],
)
def test_verdict_depends_on_the_worst_difference(level: str, verdict: str) -> None:
    told = entry(Bump("3.8.8", "3.9.1", {level: ["X."]}, files=[]))
    assert " ".join(told.split()).startswith(f"Generated from Prefect 3.9.1. {verdict} ")
    assert told.endswith("\n\n- X.\n")


def test_failed_matrix_is_the_first_decision() -> None:
    told = screen(Bump("3.8.8", "3.9.1", {}, files=["README.md"], failures=["The compatibility matrix failed."]))
    assert "To decide:\n\n1. The compatibility matrix failed.\n" in told
    assert "Undo:    git checkout" in told
    assert "Everyday tasks work" not in told


def test_screen_says_what_the_matrix_tested() -> None:
    told = screen(Bump("3.8.8", "3.9.1", {}, files=["README.md"], tested=10))
    assert (
        "\n\nEveryday tasks work on 10 servers and on the stand-in for Prefect Cloud.\n\nNothing to decide.\n" in told
    )


def test_files_of_the_generated_package_are_counted() -> None:
    package = "generated/prefect_http_api"
    before = {
        "README.md": b"1",
        "docs/api.md": b"1",
        "spec/gone": b"1",
        f"{package}/a.py": b"1",
        f"{package}/c.py": b"1",
    }
    after = {"README.md": b"1", "docs/api.md": b"2", "spec/new": b"1", f"{package}/a.py": b"2", f"{package}/b.py": b"1"}
    assert changed_files(before, after) == ("docs/api.md", f"{package} (3 files)", "spec/gone", "spec/new")


def test_operation_that_only_reads_needs_no_exercise() -> None:
    normalised = document("/a", "/b")
    assert missing_exercises('self.call("flows.a")', normalised) == {}
    normalised.requests["paths"]["/b"]["get"]["parameters"] = [{"name": "id", "in": "query", "required": True}]
    assert missing_exercises('self.call("flows.a")', normalised) == {
        "flows.b": 'self.call(\n    "flows.b",\n    id=...,  # any JSON, required\n)'
    }


# The files on disk

EDITED = (
    "CHANGELOG.md",
    "README.md",
    "docs/cli.md",
    "docs/contract.md",
    "docs/regenerate.md",
    "docs/servers.md",
    "spec/servers.toml",
)


SMALL: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Prefect", "version": NEWER},
    "paths": {"/flows/{id}": {"get": {"operationId": "read_flow", "tags": ["Flows"], "responses": {}}}},
}
"""Document before and after the bump."""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the files that a bump edits, without a server, a generated package and a compatibility matrix."""
    client = run.CLIENT.relative_to(ROOT).as_posix()
    module = FILE.relative_to(ROOT).as_posix()
    for name in (*EDITED, client, module):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    paths = {
        "ROOT": tmp_path,
        "CHANGELOG": tmp_path / "CHANGELOG.md",
        "CLIENT": tmp_path / client,
        "FIRST_VERSIONS": tmp_path / module,
        "LISTINGS": (tmp_path / "README.md", tmp_path / "docs/servers.md"),
        "SAMPLES": tuple(tmp_path / path.relative_to(ROOT) for path in run.SAMPLES),
        "SERVERS": tmp_path / "spec/servers.toml",
    }
    for name, path in paths.items():
        monkeypatch.setattr(run, name, path)
    (tmp_path / "spec/openapi.json").write_text(json.dumps(SMALL))
    monkeypatch.setattr(run, "SPEC", tmp_path / "spec/openapi.json")
    monkeypatch.setattr(run, "DERIVED", ())
    monkeypatch.setattr(run, "TEST_MATRIX", [sys.executable, "-c", ""])
    monkeypatch.setattr(run, "regenerated", without_a_server(tmp_path))
    monkeypatch.setattr(run, "find_release", lambda _version: Release(NEWER, RECIPE.exclude_newer))
    monkeypatch.setattr(run, "with_lock", lambda recipe: replace(recipe, lock=LOCK))
    monkeypatch.setattr(run, "find_differences", lambda _document: [])
    monkeypatch.setattr(run, "_first_versions", lambda *_: (ROOT / module).read_text("utf-8"))
    return tmp_path


def without_a_server(folder: Path) -> Callable[[Options, Progress], Any]:
    normalised = patch_and_normalise(Source.of(SMALL, NEWER, None))

    @contextmanager
    def regenerated(_options: Options, _progress: Progress) -> Iterator[Regenerated]:
        (staged := folder / "staged").mkdir()
        (staged / "lock.toml").write_text(NEWER)
        lock = Lock(NEWER, "0.9", "", {"paths": 1, "operations": 2, "schemas": 3}, {})
        yield Regenerated(staged, {staged / "lock.toml": folder / "spec/lock.toml"}, SMALL, normalised, lock, None)

    return regenerated


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "staged" not in path.parts}


def test_bump_changes_everything_that_depends_on_the_version(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main([]) == 0
    assert (checkout / "spec/lock.toml").read_text() == NEWER
    assert f'["{NEWER}"]' in (checkout / "spec/servers.toml").read_text()
    assert (checkout / f"spec/servers/{NEWER}.txt").read_text() == LOCK
    assert f'__version__ = "{NEWER}.0"' in run.CLIENT.read_text()
    assert f"{OLDEST} to {NEWER}." in (checkout / "README.md").read_text()
    assert f"### Prefect {NEWER}\n\nGenerated from" in (checkout / "CHANGELOG.md").read_text()
    assert f"between prefect-http {NEWER}.0 (Prefect {NEWER})" in (checkout / "docs/contract.md").read_text()
    assert f"/contract.yml@v{NEWER}.0\n" in (checkout / "docs/contract.md").read_text()
    assert f"prefect-http@v{NEWER}.0#" in (checkout / "docs/regenerate.md").read_text()
    commands = (checkout / "docs/cli.md").read_text()
    assert f"is ready (Prefect {NEWER})\n" in commands
    assert f"\nprefect-http {NEWER}.0, generated from Prefect {NEWER}, Python" in commands
    assert f"\nversion: {NEWER}, the one" in commands
    assert f"/actions/run@v{NEWER}.0\n" in commands
    assert f"| `prefect` {NEWER}" not in commands
    told = capsys.readouterr().out
    assert f"Everyday tasks work on {len(SUPPORTED) + 1} servers and on the stand-in for Prefect Cloud.\n" in told
    changed = next(line for line in told.splitlines() if line.startswith("Changed: "))
    assert all(name in changed for name in (*EDITED, "spec/lock.toml", f"spec/servers/{NEWER}.txt"))


def test_derived_files_that_changed_are_listed(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Runs in the checkout, as the modules that derive files do.
    (checkout / "derive.py").write_text("from pathlib import Path\nPath('docs/api.md').write_text('new')\n")
    monkeypatch.setattr(run, "DERIVED", ["derive"])
    assert program.main([NEWER]) == 0
    changed = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("Changed: "))
    assert "docs/api.md" in changed


@pytest.mark.parametrize("is_tested", [True, False])
def test_version_that_the_tests_no_longer_cover_is_told(
    is_tested: bool, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recipes = load_recipes()
    recipes[PINNED] = replace(recipes[PINNED], tests=is_tested)
    monkeypatch.setattr(run, "load_recipes", lambda: recipes)
    assert program.main([NEWER]) == 0
    told = f"`nox -s tests` no longer covers {PINNED}: to keep it covered, set `tests = true` in spec/servers.toml."
    assert (told in capsys.readouterr().out) is not is_tested


def test_progress_names_the_server_that_is_tested(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "running everyday tasks on Prefect 3.0.11"
    lines = f"{said}\nPrefect 3.0.11: run labels: unsupported: 3.1.15"
    code = f"import sys, time; print({lines!r}, file=sys.stderr, flush=True); time.sleep(1)"
    monkeypatch.setattr(run, "TEST_MATRIX", [sys.executable, "-c", code])
    monkeypatch.setattr("generator.progress.FIRST_UPDATE_SECONDS", 0.5)
    assert program.main([NEWER]) == 0
    assert f"matrix     {said} … " in capsys.readouterr().err


def test_older_versions_are_added_with_their_locks(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "find_release", lambda version: Release(version, "2025-11-20T00:00:00Z"))
    monkeypatch.setattr(run, "_serve", lambda recipe, _progress: (recipe, Source.of(SMALL, recipe.version, None)))
    assert program.main(["--add", "3.5.1", "3.6.1"]) == 0
    assert '["3.5.1"]' in (checkout / "spec/servers.toml").read_text()
    assert [path.name for path in sorted((checkout / "spec/servers").iterdir())] == ["3.5.1.txt", "3.6.1.txt"]
    assert (checkout / "spec/servers/3.6.1.txt").read_text() == LOCK


@pytest.mark.parametrize("step", ["find_release", "with_lock", "find_differences", "_first_versions", "with_entry"])
def test_failed_step_changes_nothing(
    step: str, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise GeneratorError("out of luck", "Try again.")

    monkeypatch.setattr(run, step, fail)
    before = contents(checkout)
    assert program.main([NEWER]) == 1
    assert contents(checkout) == before
    assert capsys.readouterr().err.splitlines()[-1] == "error: out of luck. Try again."


def test_failed_matrix_says_how_to_go_on(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "import sys; sys.exit('Prefect 3.0.11: wait: fails: x')"
    monkeypatch.setattr(run, "TEST_MATRIX", [sys.executable, "-c", code])
    assert program.main([NEWER]) == 1
    told = capsys.readouterr().out
    assert "run `nox -s matrix`:\n   Prefect 3.0.11: wait: fails: x\n" in told
    assert "Everyday tasks work" not in told


def test_failed_derivation_says_how_to_go_on(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "DERIVED", ["no_such_module"])
    assert program.main([NEWER]) == 1
    assert "1. `python -m no_such_module` failed. Fix it, then run it again:\n" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], [PINNED]])
def test_pinned_version_needs_no_bump(
    arguments: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "find_release", lambda _version: Release(PINNED, "2026-01-01T00:00:00Z"))
    before = contents(checkout)
    assert program.main(arguments) == 0
    assert contents(checkout) == before
    told = capsys.readouterr().out
    assert "nothing to do" in told
    assert "`git status` shows its changes. Fix what it listed, then run `nox -s matrix`." in told


def test_session_keeps_progress_apart_from_the_screen() -> None:
    """The screen becomes the text of a pull request. By default, nox merges standard error into standard output."""
    (session,) = (
        node
        for node in ast.parse((ROOT / "noxfile.py").read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "bump"
    )
    assert "'generator.bump', *session.posargs, stderr=None)" in ast.unparse(session)


def test_versions_of_the_client_agree() -> None:
    assert LOCKED.server_version == PINNED
    check_version(PINNED)

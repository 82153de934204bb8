"""Packages of every supported version: type checkers pass, and responses of the server round-trip."""

import json
import os
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from generator.ir.build import read
from generator.ir.model import ANY, Api
from generator.ir.parse import parse
from generator.normalise import Normalised
from generator.package import Source, check_package, patch_and_normalise, render_package, write_package
from generator.servers.recipes import find_recipe
from generator.servers.run import running_server
from generator.spec.document import Object, schemas
from generator.spec.fetch import fetch
from prefect_http._http.first_versions import KEYS, OPERATIONS
from prefect_http._http.server_features import is_older
from tests.support.servers import SETTINGS, Provide
from tests.support.versions import OLDEST, PINNED, TESTED
from tests.support.waits import HANG_SECONDS

ROOT = Path(__file__).parent.parent.parent
# Tokens require CSRF protection, and clearing the database would delete the rows of other tests.
NOT_CALLED = {"root.create_csrf_token", "admin.clear_database", "admin.create_database", "admin.drop_database"}

# Names of older versions, by the first tested version that lacks them. Verified on its server: none was only renamed.
GONE = {
    # Automations replaced notification policies.
    "3.4.25": {
        "FlowRunNotificationPolicy",
        "FlowRunNotificationPolicyCreate",
        "FlowRunNotificationPolicyFilter",
        "FlowRunNotificationPolicyFilterIsActive",
        "FlowRunNotificationPolicyUpdate",
        "ReadFlowRunNotificationPoliciesBody",
        "flow_run_notification_policies.create_flow_run_notification_policy",
        "flow_run_notification_policies.delete_flow_run_notification_policy",
        "flow_run_notification_policies.read_flow_run_notification_policies",
        "flow_run_notification_policies.read_flow_run_notification_policy",
        "flow_run_notification_policies.update_flow_run_notification_policy",
    },
    # The database can no longer be cleared over HTTP.
    "3.6.29": {
        "ClearDatabaseBody",
        "CreateDatabaseBody",
        "DropDatabaseBody",
        "admin.clear_database",
        "admin.create_database",
        "admin.drop_database",
    },
}

SETTINGS_DECLARED_SINCE = "3.6.29"
"""First tested version that declares its settings. Older ones declare them as any JSON."""


@dataclass(frozen=True)
class Version:
    """A version's document and the model that the generator builds of it."""

    source: Source
    normalised: Normalised
    api: Api

    @property
    def version(self) -> str:
        return self.source.server_version

    @property
    def functions(self) -> dict[str, str]:
        return {
            f"{operation.method} {operation.path}": f"{operation.module}.{operation.name}"
            for found in self.api.operations.values()
            for operation in found
        }

    @property
    def names(self) -> set[str]:
        """All names that users import: models, request types and functions."""
        models = {definition.name for found in self.api.definitions.values() for definition in found}
        return {*models, *(name for found in self.api.requests.values() for name in found), *self.functions.values()}


class Versions(dict[str, Version]):
    """Versions, each fetched from its server on first use."""

    def __init__(self, server_of: Provide) -> None:
        self._server_of = server_of

    def __missing__(self, version: str) -> Version:
        fetched = fetch(self._server_of(version).origin, environ={})
        source = Source.of(fetched.document, fetched.server_version, fetched.api_version)
        normalised = patch_and_normalise(source)
        api = read(normalised.responses, parse(normalised.responses), normalised.requests)
        self[version] = Version(source, normalised, api)
        return self[version]


@pytest.fixture(scope="module")
def versions(server_of: Provide) -> Versions:
    return Versions(server_of)


@dataclass(frozen=True)
class Package:
    """The package of a version, in its folder."""

    version: str
    folder: Path


@pytest.fixture(scope="module")
def package(request: pytest.FixtureRequest, versions: Versions, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Generate the package. Any warning of a tool would raise."""
    made_of = versions[request.param]
    # Rendering changes the document, which other tests read.
    modules, made_from = render_package(made_of.source, deepcopy(made_of.normalised))
    folder = tmp_path_factory.mktemp(f"prefect-{made_of.version}-")
    write_package(modules, folder)
    check_package(folder, made_from)
    return Package(made_of.version, folder)


each_version = pytest.mark.parametrize("version", TESTED)
# The pinned package is generated/: test_round_trip.py calls all its operations, and `nox -s types` checks its types.
each_package = pytest.mark.parametrize("package", [version for version in TESTED if version != PINNED], indirect=True)
each_change = pytest.mark.parametrize(("older", "newer"), list(pairwise(TESTED)))


@each_version
def test_server_serves_the_expected_document(version: str, versions: Versions) -> None:
    served = versions[version]
    recipe = find_recipe(version)
    assert served.version == version
    assert len(served.source.document["paths"]) == recipe.paths
    assert len(schemas(served.source.document)) == recipe.schemas
    assert len(served.functions) == recipe.operations


@each_version
def test_every_response_has_a_type(version: str, versions: Versions) -> None:
    untyped = {
        f"{operation.module}.{operation.name}"
        for found in versions[version].api.operations.values()
        for operation in found
        if ANY in operation.responses.values()
    }
    assert untyped == ({"admin.read_settings"} if is_older(version, SETTINGS_DECLARED_SINCE) else set())


@each_package
def test_responses_of_its_server_round_trip(package: Package) -> None:
    version = package.version
    # On a server of its own: some calls block SQLite's only writer for long.
    with running_server(version, env=SETTINGS) as server:
        output = run([sys.executable, "-m", "tests.generated.exercise", server.api_url], ROOT, package.folder)
    report = json.loads(output)
    assert report["version"] == version
    assert report["refused"] == []
    assert report["lost"] == []
    assert set(report["not_called"]) <= NOT_CALLED
    assert len(report["called"]) == find_recipe(version).operations - len(report["not_called"])


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(find_spec(tool) is None, reason=f"{tool} is not installed; it is in the group `types`")


@pytest.fixture(scope="module")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache that all versions share: the standard library and the dependencies are analysed once."""
    return tmp_path_factory.mktemp("mypy-cache")


@needs("mypy")
@each_package
def test_mypy_finds_nothing(package: Package, mypy_cache: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(mypy_cache)]
    run([*command, "prefect_http_api"], package.folder)
    assert suppressions(package.folder) == []


@needs("pyright")
@each_package
def test_pyright_finds_nothing(package: Package) -> None:
    settings = {"include": ["prefect_http_api"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (package.folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    run([sys.executable, "-m", "pyright", "--pythonpath", sys.executable], package.folder)
    assert suppressions(package.folder) == []


def suppressions(folder: Path) -> list[str]:
    """Return the modules that suppress errors of type checkers."""
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("prefect_http_api/**/*.py")}
    assert texts
    return [name for name, text in texts.items() if "type: ignore" in text or "# pyright:" in text]


@each_change
def test_public_names_are_stable_across_versions(older: str, newer: str, versions: Versions) -> None:
    """Names do not depend on which schemas a version splits into input and output."""
    before, after = versions[older], versions[newer]
    gone = {
        name for since, names in GONE.items() if is_older(older, since) and not is_older(newer, since) for name in names
    }
    assert before.names - after.names == gone
    moved = {
        operation
        for operation, name in before.functions.items()
        if operation in after.functions and after.functions[operation] != name
    }
    assert moved == set()


@each_version
def test_operations_exist_since_their_first_version(version: str, versions: Versions) -> None:
    """Operations are named as in the package, whatever the older server calls them."""
    named = versions[PINNED].functions
    served = {named[it] for it in versions[version].functions if it in named}
    assert served == {name for name in named.values() if not is_older(version, OPERATIONS.get(name, OLDEST))}


@each_version
def test_request_keys_exist_since_their_first_version(version: str, versions: Versions) -> None:
    """Only in classes that the version has and that reject unknown keys. Others silently ignore them."""
    taken, known = (strict_keys(versions[it].normalised.requests) for it in (version, PINNED))
    classes = {key.partition(".")[0] for key in taken}
    refused = {key for key in known - taken if key.partition(".")[0] in classes}
    listed = {key for key, since in KEYS.items() if is_older(version, since)}
    assert refused == {key for key in listed if key.partition(".")[0] in classes}


def strict_keys(document: Object) -> set[str]:
    return {
        f"{name}.{key}"
        for name, schema in schemas(document).items()
        if schema.get("additionalProperties") is False
        for key in schema["properties"]
    }


@each_version
def test_every_server_returns_all_required_keys(version: str, versions: Versions) -> None:
    """The package is generated from the newest document, so every server must return its required keys."""
    needed, said = (schemas(versions[it].normalised.responses) for it in (PINNED, version))
    missing = {
        f"{name}.{key}"
        for name in needed.keys() & said.keys()
        for key in needed[name].get("required", ())
        if key not in said[name].get("properties", {})
    }
    # Settings are returned as configured, and decoded as far as they are known.
    assert {each for each in missing if not each.partition(".")[0].endswith("Settings")} == set()


def run(command: list[str], folder: Path, *paths: Path) -> str:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*paths, ROOT]))}
    done = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=HANG_SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

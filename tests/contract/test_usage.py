"""Operations that a program uses, found in its source."""

import ast
import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from prefect_http._contract.errors import CheckError
from prefect_http._contract.usage.sources import find_uses, find_uses_in
from prefect_http._contract.usage.uses import Use, affecting
from tests.contract.findings import ADDED, LIST, READ, REMOVED, RETYPED

ALWAYS = {"root.create_csrf_token", "admin.read_version"}
"""Operations that any call may trigger: a CSRF token, and the version of a server that may be too old."""


def used(*sources: str) -> set[str]:
    found = set(find_uses_in({f"{number}.py": ast.parse(each) for number, each in enumerate(sources)}))
    assert found >= ALWAYS or not found
    return found - ALWAYS


READS, WAITS = {"saved_searches.read_saved_searches"}, {"flow_runs.count_flow_runs", "flow_runs.read_flow_run"}


@pytest.mark.parametrize(
    "source",
    [
        "from prefect_http_api import saved_searches\nsaved_searches.read_saved_searches(limit=1)",
        "from prefect_http_api import saved_searches as runs\nrequest = runs.read_saved_searches()",
        "from prefect_http_api.saved_searches import read_saved_searches\nread_saved_searches()",
        "from prefect_http_api.saved_searches import read_saved_searches as read\npartial(read, limit=1)",
        "from prefect_http_api.saved_searches import *\nread_saved_searches()",
        "from prefect_http_api import *\nsaved_searches.read_saved_searches()",
        "import prefect_http_api\nprefect_http_api.saved_searches.read_saved_searches()",
        "import prefect_http_api as api\napi.saved_searches.read_saved_searches()",
        "import prefect_http_api.saved_searches\nprefect_http_api.saved_searches.read_saved_searches()",
        "import prefect_http_api.saved_searches as runs\nruns.read_saved_searches()",
        "import prefect_http_api as api\nruns = api.saved_searches\nruns.read_saved_searches()",
        "def f():\n    from prefect_http_api import saved_searches\n    return saved_searches.read_saved_searches()",
        "from prefect_http_api import operations\noperations.SAVED_SEARCHES_READ_SAVED_SEARCHES.path",
        "from ours import saved_searches\nsaved_searches.read_saved_searches()",
        "prefect.saved_searches.list()",
        "with Prefect() as p:\n    for run in p.saved_searches.list(): ...",
        "async def f(self):\n    async for run in self.client.saved_searches.list(): ...",
        "Prefect('http://x').saved_searches.list().first()",
        "clients[0].saved_searches.list",
        "runs = client.saved_searches\nruns.list()",
        "runs: object = client.saved_searches\nprint(runs.list())",
        "if runs := client.saved_searches:\n    runs.list()",
        "flows, runs = client.flows, client.saved_searches\nruns.list()",
        "first = client.saved_searches\nsecond = first\nsecond.list()",
        "class A:\n    def f(s, c):\n        s.r = c.saved_searches\n    def g(s):\n        s.r.list()",
        "each = client.saved_searches.list",
    ],
)
def test_operation_is_found_in_every_spelling(source: str) -> None:
    assert used(source) == READS


@pytest.mark.parametrize(
    "source",
    [
        "",
        "read_saved_searches()",
        "saved_searches.append(1)",
        "self.events.append(1)",
        "from prefect.client import saved_searches",
        "import prefect_http_api.saved_searches",
        "from prefect_http_api import saved_searches",
        "runs = client.saved_searches",
        "'client.saved_searches.list()'",
        "def f(saved_searches: Flow.runs) -> client.saved_searches: ...",
        "client.saved_searches = 1",
    ],
)
def test_source_without_uses(source: str) -> None:
    assert used(source) == set()


def test_verb_uses_all_operations_that_it_may_call() -> None:
    assert used("client.flow_runs.wait(run)") >= WAITS
    assert used("client.variables.set('a', 1)") == {
        "variables.create_variable",
        "variables.read_variable_by_name",
        "variables.update_variable_by_name",
    }
    assert used("client.deployments.trigger('a/b')") >= {
        "deployments.create_flow_run_from_deployment",
        "deployments.read_deployment_by_name",
        "flow_runs.read_flow_run",
    }


def test_nested_resources() -> None:
    assert used("client.flow_runs.inputs.set(1)") == {"flow_runs.create_flow_run_input"}
    assert used("inputs = client.flow_runs.inputs\ninputs.set(1)") == {"flow_runs.create_flow_run_input"}
    assert "deployments.create_deployment_schedules" in used(
        "deployments = c.deployments\ndeployments.schedules.create(1)"
    )


def test_resource_passed_on_uses_all_its_operations() -> None:
    for source in ("f(client.saved_searches)", "searches = client.saved_searches\nreturn_(searches)"):
        assert used(source) == {
            "saved_searches.create_saved_search",
            "saved_searches.delete_saved_search",
            "saved_searches.read_saved_search",
            "saved_searches.read_saved_searches",
        }
    assert "flow_runs.create_flow_run_input" in used("f(client.flow_runs)")


def test_resource_imported_from_another_source() -> None:
    assert used("runs = client.saved_searches", "from ours import runs\nruns.list()") == READS


def test_verbs_of_the_client() -> None:
    assert find_uses_in({"a.py": ast.parse("client.server_version()")}).keys() == ALWAYS
    assert used("prefect.wait_until_ready(timeout=1)") == {
        "root.health_check",
        "root.perform_readiness_check",
    }


def files(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("client.saved_searches.list()")


def test_folders_are_searched(tmp_path: Path) -> None:
    files(tmp_path, ["a/b.py"])
    assert find_uses([tmp_path]).keys() == READS | ALWAYS
    (tmp_path / "one.py").write_bytes(b"# -*- coding: latin-1 -*-\n'\xe9\\d'; x.flow_runs.get(1)")
    assert find_uses([tmp_path / "one.py", tmp_path / "a"]).keys() == {*READS, "flow_runs.read_flow_run", *ALWAYS}


def test_first_use_is_kept(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text("client.saved_searches.list()\n")
    (tmp_path / "a.py").write_text(
        "def f():\n    if x:\n        c.saved_searches.list()\n\nc.saved_searches.list()\nc.flow_runs.get(1)\n"
    )
    assert find_uses([tmp_path / "b.py", tmp_path / "a.py"]) == {
        "saved_searches.read_saved_searches": Use((tmp_path / "a.py").as_posix(), 3),
        "flow_runs.read_flow_run": Use((tmp_path / "a.py").as_posix(), 6),
        **dict.fromkeys(ALWAYS),
    }


def test_hidden_and_installed_files_are_skipped(tmp_path: Path) -> None:
    files(tmp_path, [".venv/a.py", "venv/lib/python3.11/site-packages/a/b.py", "notes.txt"])
    with pytest.raises(CheckError, match=r"nothing in .* uses this client\. Pass Python files"):
        find_uses([tmp_path])


USED = "client.saved_searches.list()"


def skipped(folder: Path) -> list[str]:
    """Return the lines about files below *folder* that the search skips. It finds the use in another file."""
    (folder / "good.py").write_text(USED)
    lines: list[str] = []
    assert find_uses([folder], lines.append).keys() == READS | ALWAYS
    return lines


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x = 1\nx = (", r"line 2: not valid Python 3\.\d+: '\(' was never closed"),
        (b"\0", r"(line 1: )?not valid Python.*: source code string cannot contain null bytes"),
        (b"# coding: nonsense\n", r"not valid Python 3\.\d+: unknown encoding: nonsense"),
        (b"'\xe9'", r".*not valid Python 3\.\d+: .*'utf-8' codec.*"),
        (b"a" + b".b" * 100_000, "nested too deeply"),
        (b"-" * 100_000 + b"1", "nested too deeply"),
    ],
)
def test_invalid_source_is_reported_and_skipped(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_bytes(content)
    (line,) = skipped(tmp_path)
    assert re.fullmatch(rf"skipped {tmp_path}/bad\.py: {reason}", line)


def test_files_that_are_not_sources_are_reported_and_skipped(tmp_path: Path) -> None:
    (tmp_path / "link.py").symlink_to(tmp_path / "missing.py")
    (tmp_path / "notebook.ipynb").write_text('{"cells": []}')
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "folder.py").mkdir()
    assert skipped(tmp_path) == [
        f"skipped {tmp_path}/link.py: No such file or directory",
        f"skipped {tmp_path}/notebook.ipynb: notebooks are not analysed: convert it with jupyter nbconvert --to script",
        f"skipped {tmp_path}/pipe.py: not a regular file",
    ]


def test_unreadable_file_is_reported_and_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "secret.py":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    (tmp_path / "secret.py").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert skipped(tmp_path) == [f"skipped {tmp_path}/secret.py: Permission denied"]


def test_missing_path_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match=r"cannot read .*missing\.py: No such file"):
        find_uses([tmp_path / "missing.py"])


def test_skipped_files_alone_are_no_use(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("x = (")
    with pytest.raises(CheckError, match=r"nothing in .* uses this client"):
        find_uses([tmp_path])


# Names that are computed


@pytest.mark.parametrize(
    "source",
    [
        "getattr(client, 'saved_searches').list()",
        "getattr(client.saved_searches, 'list', None)()",
        "getattr(getattr(client, 'saved_searches'), 'list')()",
        "runs = getattr(client, 'saved_searches')\nruns.list()",
        "import builtins\nbuiltins.getattr(client, 'saved_searches').list()",
        "NAME = 'saved_searches'\ngetattr(client, NAME).list()",
        "NAME: Final = 'saved_' + 'searches'\ngetattr(client, NAME).list()",
        "getattr(client, f'saved_{\"searches\"}').list()",
        "class Names:\n    RUNS = 'saved_searches'\ngetattr(client, Names.RUNS).list()",
        "for name in ('saved_searches',):\n    getattr(client, name).list()",
        "[getattr(client, name).list() for name in ['saved_searches']]",
        "from operator import attrgetter\nattrgetter('saved_searches.list')(client)()",
        "from operator import attrgetter as get\nget('saved_searches.list')(client)()",
        "import operator\noperator.attrgetter('saved_searches.list')(client)()",
        "from prefect_http_api.operations import OPERATIONS\nOPERATIONS['saved_searches.read_saved_searches'].path",
        "from prefect_http_api.operations import OPERATIONS as table\ntable.get('saved_searches.read_saved_searches')",
        "from prefect_http_api import operations\noperations.OPERATIONS['saved_searches.read_saved_searches']",
        "from prefect_http_api.operations import *\nOPERATIONS['saved_searches.read_saved_searches']",
        "import prefect_http_api.operations as o\ntable = o.OPERATIONS\ntable['saved_searches.read_saved_searches']",
        "from prefect_http_api import saved_searches\ngetattr(saved_searches, 'read_saved_searches')()",
        "import importlib\nimportlib.import_module('prefect_http_api.saved_searches').read_saved_searches()",
        "(client := Prefect()).saved_searches.list()",
        "(runs := client.saved_searches).list()",
        "match client.saved_searches:\n    case runs:\n        runs.list()",
        "def f(client: Prefect):\n    return client.saved_searches.list()",
    ],
)
def test_constant_names_are_resolved(source: str) -> None:
    lines: list[str] = []
    assert find_uses_in({"a.py": ast.parse(source)}, lines.append).keys() == READS | ALWAYS
    assert lines == []


def test_constant_of_another_source_is_resolved() -> None:
    assert used("RUNS = 'saved_searches'", "from ours import RUNS\ngetattr(client, RUNS).list()") == READS


def test_each_value_of_a_name_is_used() -> None:
    assert used("for name in ('saved_searches', 'concurrency_limits'):\n    getattr(client, name).list()") == {
        *READS,
        "concurrency_limits_v2.read_all_concurrency_limits_v2",
    }


@pytest.mark.parametrize(
    "source",
    [
        "getattr(client, name)",
        "def f(anything: Prefect, name):\n    getattr(anything, name)",
        "def f(anything: 'Prefect | None', name='flows'):\n    getattr(anything, name)",
        "anything = AsyncPrefect()\ngetattr(anything, name)",
        "with Prefect() as anything: getattr(anything, name)",
        "from prefect_http import Prefect as P\n(anything := P()) and getattr(anything, name)",
        "getattr(self.anything.saved_searches, name)()",
        "from operator import methodcaller\nmethodcaller(name)(client)",
        "from prefect_http_api.operations import OPERATIONS as o\no[name]",
        "from prefect_http_api.operations import OPERATIONS as o\nlist(o.values())",
    ],
)
def test_computed_names_are_reported(source: str) -> None:
    lines: list[str] = []
    find_uses_in({"a.py": ast.parse(source)}, lines.append)
    line = len(source.splitlines())
    assert lines == [f"a.py, line {line}: --only-used cannot tell which operations this line uses"]


def test_computed_name_on_a_resource_uses_all_its_operations() -> None:
    assert used("getattr(client.saved_searches, name)()") == used("f(client.saved_searches)")


@pytest.mark.parametrize(
    "source",
    [
        "getattr(settings, name)",
        "hasattr(client, name)",
        "from prefect_http_api.operations import OPERATIONS as o\nname in o",
        "OPERATIONS = {}\nOPERATIONS[name]",
    ],
)
def test_other_computed_names_are_not_reported(source: str) -> None:
    lines: list[str] = []
    find_uses_in({"a.py": ast.parse(source)}, lines.append)
    assert lines == []


def test_findings_are_reduced_to_used_operations() -> None:
    (kept,) = affecting([REMOVED, RETYPED, ADDED], frozenset({"flow_runs.read_flow_run"}))
    assert kept.fingerprint == RETYPED.fingerprint
    assert RETYPED.places == (READ, LIST)
    assert kept.places == (READ,)

"""The sync client is the async one without its awaits."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from generator import unasync as sync
from prefect_http import AsyncPrefect, Prefect


def test_sync_is_what_async_makes(capsys: pytest.CaptureFixture[str]) -> None:
    assert sync.main(["--check"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "derived"),
    [
        ("async def f():\n    return await g()\n", "def f():\n    return g()\n"),
        ("async with a as b, c:\n    pass\n", "with a as b, c:\n    pass\n"),
        ("x = [r async for r in await f()]\n", "x = [r for r in f()]\n"),
        ("await  f(  a,\n   b)\n", "f(  a,\n   b)\n"),
        ("x = a + \\\n    await b\n", "x = a + \\\n    b\n"),
        ("from a._async._b import AsyncThing\n", "from a._sync._b import Thing\n"),
        ("t: httpx.AsyncBaseTransport\n", "t: httpx.BaseTransport\n"),
        (
            '"""Use ``async with AsyncPrefect() as p: await p.aclose()``."""\n',
            '"""Use ``with Prefect() as p: p.close()``."""\n',
        ),
        ("# an async client awaits\n", "# an async client awaits\n"),
        (
            "class A:\n    async def __aenter__(self): ...\n\n\nx = 1",
            "class A:\n    def __enter__(self): ...\n\n\nx = 1",
        ),
        ('f"{await x} AsyncThing"\n', 'f"{x} Thing"\n'),
        ("asyncio.sleep(1)\n", "asyncio.sleep(1)\n"),
        ("x = 'é' ; await f('ü')\n", "x = 'é' ; f('ü')\n"),
    ],
)
def test_tokens_are_renamed_and_left_out(written: str, derived: str) -> None:
    assert sync.to_sync(written) == derived


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    source, target = tmp_path / "_async", tmp_path / "_sync"
    source.mkdir()
    monkeypatch.setattr(sync, "SOURCE", source)
    monkeypatch.setattr(sync, "TARGET", target)
    (source / "a.py").write_text("async def f() -> None: ...\n")
    return source, target


def test_check_shows_what_differs_and_changes_nothing(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = folders
    assert sync.main([]) == 0
    assert sync.main(["--check"]) == 0
    (source / "a.py").write_text("async def g() -> None: ...\n")
    (target / "old.py").write_text("x = 1\n")
    before = {path.name: path.read_text() for path in target.iterdir()}
    capsys.readouterr()
    assert sync.main(["--check"]) == 1
    shown = capsys.readouterr().out
    assert "-def f() -> None: ..." in shown
    assert "+def g() -> None: ..." in shown
    assert "-x = 1" in shown
    assert {path.name: path.read_text() for path in target.iterdir()} == before
    assert sync.main([]) == 0
    assert [path.name for path in target.iterdir()] == ["a.py"]
    assert (target / "a.py").read_text().startswith("# Generated from _async/a.py by `python -m generator.unasync`.")


def test_what_is_no_python_is_named(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    (folders[0] / "a.py").write_text("x = (\n")
    assert sync.main([]) == 2
    assert "a.py is no Python" in capsys.readouterr().err


def surface(kind: type) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for name, member in inspect.getmembers(kind):
        if name.startswith("_") and name != "__init__":
            continue
        twin = {"aclose": "close"}.get(name, name)
        found[twin] = []
        if callable(member):
            signature = inspect.signature(member)
            found[twin] = [(p.name, p.kind, p.default, sync_form(p.annotation)) for p in signature.parameters.values()]
            found[twin].append(("return", sync_form(signature.return_annotation)))
    return found


def sync_form(annotation: object) -> str:
    return str(annotation).replace("Async", "")


def classes_of(side: str) -> dict[str, type]:
    """Return the classes that are written in a side's modules, by their name on the sync side."""
    found: dict[str, type] = {}
    for path in (sync.PACKAGE / side).rglob("*.py"):
        parts = path.relative_to(sync.PACKAGE).with_suffix("").parts
        name = ".".join(["prefect_http", *(part for part in parts if part != "__init__")])
        for member in vars(import_module(name)).values():
            if inspect.isclass(member) and member.__module__ == name:
                found[member.__name__.removeprefix("Async")] = member
    return found


ASYNC, SYNC = classes_of("_async"), classes_of("_sync")


def test_each_class_has_a_twin() -> None:
    assert ASYNC.keys() == SYNC.keys()
    assert (ASYNC["Prefect"], SYNC["Prefect"]) == (AsyncPrefect, Prefect)


@pytest.mark.parametrize("name", sorted(ASYNC))
def test_names_and_signatures_are_the_same(name: str) -> None:
    assert surface(ASYNC[name]) == surface(SYNC[name])

"""Derivation of the sync client, and the equality of both clients' interfaces."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from generator import unasync
from prefect_http import AsyncPrefect, Prefect


def test_sync_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert unasync.main(["--check"]) == 0, capsys.readouterr().out


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
def test_tokens_are_renamed_or_dropped(written: str, derived: str) -> None:
    assert unasync.to_sync(written) == derived


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    source, target = tmp_path / "_async", tmp_path / "_sync"
    source.mkdir()
    monkeypatch.setattr(unasync, "SOURCE", source)
    monkeypatch.setattr(unasync, "TARGET", target)
    (source / "a.py").write_text("async def f() -> None: ...\n")
    return source, target


def test_check_prints_a_diff_and_changes_nothing(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = folders
    assert unasync.main([]) == 0
    assert unasync.main(["--check"]) == 0
    (source / "a.py").write_text("async def g() -> None: ...\n")
    (target / "old.py").write_text("x = 1\n")
    before = {path.name: path.read_text() for path in target.iterdir()}
    capsys.readouterr()
    assert unasync.main(["--check"]) == 1
    shown = capsys.readouterr().out
    assert "-def f() -> None: ..." in shown
    assert "+def g() -> None: ..." in shown
    assert "-x = 1" in shown
    assert {path.name: path.read_text() for path in target.iterdir()} == before
    assert unasync.main([]) == 0
    assert [path.name for path in target.iterdir()] == ["a.py"]
    assert (target / "a.py").read_text().startswith("# Generated from _async/a.py by `python -m generator.unasync`.")


def test_nested_folders_are_derived_and_surplus_modules_removed(folders: tuple[Path, Path]) -> None:
    source, target = folders
    (source / "inner").mkdir()
    (source / "inner" / "b.py").write_text("async def f() -> None: ...\n")
    (target / "inner").mkdir(parents=True)
    (target / "inner" / "old.py").write_text("x = 1\n")
    assert unasync.main([]) == 0
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.py")) == ["a.py", "inner/b.py"]
    assert (target / "inner" / "b.py").read_text().startswith("# Generated from _async/inner/b.py by ")
    assert unasync.main(["--check"]) == 0


def test_invalid_python_is_reported(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    (folders[0] / "a.py").write_text("x = (\n")
    assert unasync.main([]) == 2
    assert "a.py is not valid Python" in capsys.readouterr().err


def surface(kind: type) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for name, member in inspect.getmembers(kind):
        if name.startswith("_") and name != "__init__":
            continue
        sync_name = {"aclose": "close"}.get(name, name)
        found[sync_name] = []
        if callable(member):
            signature = inspect.signature(member)
            found[sync_name] = [
                (p.name, p.kind, p.default, sync_form(p.annotation)) for p in signature.parameters.values()
            ]
            found[sync_name].append(("return", sync_form(signature.return_annotation)))
    return found


def sync_form(annotation: object) -> str:
    return str(annotation).replace("Async", "")


def classes_in(package: str) -> dict[str, type]:
    """Return the classes defined in *package*, by the name of their sync form."""
    found: dict[str, type] = {}
    for path in (unasync.PACKAGE / package).rglob("*.py"):
        parts = path.relative_to(unasync.PACKAGE).with_suffix("").parts
        name = ".".join(["prefect_http", *(part for part in parts if part != "__init__")])
        for member in vars(import_module(name)).values():
            if inspect.isclass(member) and member.__module__ == name:
                found[member.__name__.removeprefix("Async")] = member
    return found


ASYNC, SYNC = classes_in("_async"), classes_in("_sync")


def test_every_class_has_a_sync_form() -> None:
    assert ASYNC.keys() == SYNC.keys()
    assert (ASYNC["Prefect"], SYNC["Prefect"]) == (AsyncPrefect, Prefect)


@pytest.mark.parametrize("name", sorted(ASYNC))
def test_names_and_signatures_are_equal(name: str) -> None:
    assert surface(ASYNC[name]) == surface(SYNC[name])

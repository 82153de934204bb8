from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.verify.audit import audit
from tests.generator.packages import answering, asking, document, holding, make

GENERATED = Path(__file__).parent.parent.parent / "generated"

FINE = {
    "things.py": '''
# A comment.
"""A docstring."""
from __future__ import annotations
from typing import TYPE_CHECKING
from . import operations
from ._call import Call
if TYPE_CHECKING:
    from uuid import UUID

def read_thing(id: UUID | str, /, *, limit: int | None = None) -> Call[None]:
    """Read it."""
    return Call(operations.THINGS_READ_THING, id, query={"limit": limit})
''',
    "models/things.py": """
from typing import Literal
from attrs import define, field
from msgspec import Struct
from .._decoding import OpenEnum, tagged_union

class Color(OpenEnum):
    RED = "__import__('os')"

@define(kw_only=True, eq=False, repr=False)
class Thing:
    color: Color = Color("red")
    kind: Literal["exec('x')"] = "exec('x')"
    things: list[Thing] = field(factory=list["Thing"])
    labels: dict[str, int] = field(factory=lambda: {"a": -1})

class Renamed(Struct, kw_only=True, rename={"class_": "class"}):
    class_: str

AnyThing = tagged_union("AnyThing", "kind", {"a": Thing})
""",
    "requests/things.py": """
from typing import Literal, NotRequired, TypedDict
Thing = TypedDict("Thing", {"x-y": NotRequired["Thing | None"], "os.system('x')": Literal["os.system('x')"]})
""",
}


def package(folder: Path, modules: dict[str, str]) -> Path:
    for path, text in modules.items():
        target = folder / "prefect_http_api" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder


def test_what_only_describes_is_accepted(tmp_path: Path) -> None:
    audit(package(tmp_path, FINE))


def test_what_is_generated_is_accepted() -> None:
    audit(GENERATED)


def test_a_small_package_is_accepted(tmp_path: Path) -> None:
    thing = holding({"a-b": {"type": "string"}, "kind": {"enum": ["a", "b"], "default": "a"}}, "a-b")
    make(document({"/": {"post": answering(thing, requestBody=asking(thing))}}), tmp_path)
    audit(tmp_path)


@pytest.mark.parametrize("module", ["things.py", "models/things.py", "requests/things.py", "models/__init__.py"])
@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("import os", "a Import"),
        ("import subprocess as typing", "a Import"),
        ("from os import system as Call", "an import of os"),
        ("from typing.io import IO", "an import of typing.io"),
        ("from subprocess import *", "an import of subprocess"),
        ("from ....elsewhere import x", "an import of ....elsewhere"),
        ("os.system('x')", "an expression that stands alone"),
        ("x", "an expression that stands alone"),
        ("1 + 1", "an expression that stands alone"),
        ("f'{x}'", "an expression that stands alone"),
        ("x = f'{y}'", "a JoinedStr"),
        ("x = __import__('os')", "a call of __import__"),
        ("x = [__import__]", "the name __import__"),
        ("x = os.system('x')", "a call of os.system"),
        ("x = eval('1')", "a call of eval"),
        ("x = getattr(str, 'mro')", "a call of getattr"),
        ("x = import_module('os')", "a call of import_module"),
        ("x = (lambda: 1)()", "a call of lambda: 1"),
        ("x = list[int]()", "a call of list[int]"),
        ("x = Operation('a').answer()", "a call of Operation('a').answer"),
        ("x = ''.__class__", "the name __class__"),
        ("__builtins__ = {}", "the name __builtins__"),
        ("x.y = 1", "an assignment to what is no name"),
        ("x['y'] = 1", "an assignment to what is no name"),
        ("x[0]: int = 1", "an assignment to what is no name"),
        ("x = y = 1", "an assignment to what is no name"),
        ("x = [y for y in z]", "a ListComp"),
        ("x = (y := 1)", "a NamedExpr"),
        ("x = y if z else 1", "a IfExp"),
        ("x += 1", "a AugAssign"),
        ("del x", "a Delete"),
        ("raise ValueError", "a Raise"),
        ("for x in y: pass", "a For"),
        ("while True: pass", "a While"),
        ("with x: pass", "a With"),
        ("try: pass\nexcept: pass", "a Try"),
        ("assert x", "a Assert"),
        ("if x: pass", "a condition"),
        ("if not TYPE_CHECKING: pass", "a condition"),
        ("async def x(): pass", "a AsyncFunctionDef"),
        ("def x(): yield 1", "an expression that stands alone"),
        ("@x\ndef y(): pass", "a decorator"),
        ("@define(kw_only=True, eq=False, repr=False)\ndef y(): pass", "a decorator"),
        ("@x\nclass Y: pass", "a decorator"),
        ("@define(kw_only=True, field_transformer=x)\nclass Y: pass", "a decorator"),
        ("class Y(metaclass=X): pass", "a class with metaclass"),
        ("class Y(tag=x): pass", "a class with tag"),
        ("class Y:\n def __init_subclass__(cls): pass", "the name __init_subclass__"),
        ("class Y:\n print('x')", "an expression that stands alone"),
        ("def x(y=print('x')): pass", "a call of print"),
        ("def __getattr__(name): return 1", "the name __getattr__"),
        ("x: \"print('x')\"", "the type \"print('x')\""),
        ("x: list[\"print('x')\"]", "the type \"print('x')\""),
        ("x = list[\"print('x')\"]", "the type \"print('x')\""),
        ("def f(x: \"print('x')\"): pass", "the type \"print('x')\""),
        ("def f() -> \"print('x')\": pass", "the type \"print('x')\""),
        ("X = TypedDict('X', {'a': \"print('x')\"})", "the type \"print('x')\""),
        ("x: '__import__'", "the type '__import__'"),
    ],
)
def test_what_does_something_is_refused(tmp_path: Path, module: str, line: str, fault: str) -> None:
    bad = FINE | {module: FINE.get(module, "") + line + "\n"}
    with pytest.raises(GeneratorError) as caught:
        audit(package(tmp_path, bad))
    assert caught.value.what.startswith(f"the generated module prefect_http_api/{module} has {fault} in line ")


@pytest.mark.parametrize("text", ["def", '"""', "x = '\0'", "\x0cx = $"])
def test_what_is_no_python_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(GeneratorError, match=r"^the generated module prefect_http_api/a\.py is no Python: "):
        audit(package(tmp_path, {"a.py": text}))


@pytest.mark.parametrize("path", ["_call.py", "_decoding.py", "_errors.py", "__init__.py"])
def test_what_is_copied_is_accepted_only_as_it_is(tmp_path: Path, path: str) -> None:
    text = (GENERATED / "prefect_http_api" / path).read_text("utf-8")
    audit(package(tmp_path, {path: text}))
    with pytest.raises(GeneratorError, match=path):
        audit(package(tmp_path, {path: text + "\nx = print('x')\n"}))
    with pytest.raises(GeneratorError, match=path):
        audit(package(tmp_path, {path: text.replace("    return ", "    print('x')\n    return ", 1)}))
    # What may be done is done at the top: elsewhere no module of that name is copied.
    if path != "__init__.py":
        with pytest.raises(GeneratorError, match=path):
            audit(package(tmp_path, {path: text, f"models/{path}": text}))

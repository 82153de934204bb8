from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.verify.audit import audit
from tests.generator.packages import document, holding, make, requesting, responding

GENERATED = Path(__file__).parent.parent.parent / "generated"

VALID = {
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
from .._decoding import NullAsEmpty, OpenEnum, Seconds, seconds, tagged_union

class Color(OpenEnum):
    RED = "__import__('os')"

@define(kw_only=True, eq=False, repr=False)
class Thing:
    color: Color = Color("red")
    kind: Literal["exec('x')"] = "exec('x')"
    things: list[Thing] = field(factory=list["Thing"])
    labels: dict[str, int] = field(factory=lambda: {"a": -1})
    interval: Seconds
    rows: NullAsEmpty[list[int]] = field(factory=list[int])

    def __attrs_post_init__(self) -> None:
        self.interval = seconds(self.interval)
        self.rows = self.rows or []

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


def test_declarations_are_accepted(tmp_path: Path) -> None:
    audit(package(tmp_path, VALID))


def test_generated_package_is_accepted() -> None:
    audit(GENERATED)


def test_small_package_is_accepted(tmp_path: Path) -> None:
    thing = holding({"a-b": {"type": "string"}, "kind": {"enum": ["a", "b"], "default": "a"}}, "a-b")
    make(document({"/": {"post": responding(thing, requestBody=requesting(thing))}}), tmp_path)
    audit(tmp_path)


@pytest.mark.parametrize("module", ["things.py", "models/things.py", "requests/things.py", "models/__init__.py"])
@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("import os", "Import"),
        ("import subprocess as typing", "Import"),
        ("from os import system as Call", "import of os"),
        ("from typing.io import IO", "import of typing.io"),
        ("from subprocess import *", "import of subprocess"),
        ("from ....elsewhere import x", "import of ....elsewhere"),
        ("os.system('x')", "expression statement"),
        ("x", "expression statement"),
        ("1 + 1", "expression statement"),
        ("f'{x}'", "expression statement"),
        ("x = f'{y}'", "JoinedStr"),
        ("x = __import__('os')", "call of __import__"),
        ("x = [__import__]", "name __import__"),
        ("x = os.system('x')", "call of os.system"),
        ("x = eval('1')", "call of eval"),
        ("x = getattr(str, 'mro')", "call of getattr"),
        ("x = import_module('os')", "call of import_module"),
        ("x = (lambda: 1)()", "call of lambda: 1"),
        ("x = list[int]()", "call of list[int]"),
        ("x = Operation('a').response()", "call of Operation('a').response"),
        ("x = ''.__class__", "name __class__"),
        ("__builtins__ = {}", "name __builtins__"),
        ("x.y = 1", "assignment target"),
        ("self.x.y = 1", "assignment target"),
        ("x['y'] = 1", "assignment target"),
        ("x[0]: int = 1", "assignment target"),
        ("x = y = 1", "assignment target"),
        ("x = [y for y in z]", "ListComp"),
        ("x = (y := 1)", "NamedExpr"),
        ("x = y if z else 1", "IfExp"),
        ("x += 1", "AugAssign"),
        ("del x", "Delete"),
        ("raise ValueError", "Raise"),
        ("for x in y: pass", "For"),
        ("while True: pass", "While"),
        ("with x: pass", "With"),
        ("try: pass\nexcept: pass", "Try"),
        ("assert x", "Assert"),
        ("if x: pass", "condition"),
        ("if not TYPE_CHECKING: pass", "condition"),
        ("async def x(): pass", "AsyncFunctionDef"),
        ("def x(): yield 1", "expression statement"),
        ("@x\ndef y(): pass", "decorator"),
        ("@define(kw_only=True, eq=False, repr=False)\ndef y(): pass", "decorator"),
        ("@x\nclass Y: pass", "decorator"),
        ("@define(kw_only=True, field_transformer=x)\nclass Y: pass", "decorator"),
        ("class Y(metaclass=X): pass", "class keyword metaclass"),
        ("class Y(tag=x): pass", "class keyword tag"),
        ("class Y:\n def __init_subclass__(cls): pass", "name __init_subclass__"),
        ("class Y:\n print('x')", "expression statement"),
        ("def x(y=print('x')): pass", "call of print"),
        ("def __getattr__(name): return 1", "name __getattr__"),
        ("x: \"print('x')\"", "type \"print('x')\""),
        ("x: list[\"print('x')\"]", "type \"print('x')\""),
        ("x = list[\"print('x')\"]", "type \"print('x')\""),
        ("def f(x: \"print('x')\"): pass", "type \"print('x')\""),
        ("def f() -> \"print('x')\": pass", "type \"print('x')\""),
        ("X = TypedDict('X', {'a': \"print('x')\"})", "type \"print('x')\""),
        ("x: '__import__'", "type '__import__'"),
    ],
)
def test_code_with_effects_is_rejected(tmp_path: Path, module: str, line: str, fault: str) -> None:
    modules = VALID | {module: VALID.get(module, "") + line + "\n"}
    with pytest.raises(GeneratorError) as caught:
        audit(package(tmp_path, modules))
    assert caught.value.problem.startswith(
        f"the generated module prefect_http_api/{module} contains an unexpected {fault} on line "
    )


@pytest.mark.parametrize("text", ["def", '"""', "x = '\0'", "\x0cx = $"])
def test_invalid_python_is_rejected(tmp_path: Path, text: str) -> None:
    with pytest.raises(GeneratorError, match=r"^the generated module prefect_http_api/a\.py is not valid Python: "):
        audit(package(tmp_path, {"a.py": text}))


@pytest.mark.parametrize("path", ["_call.py", "_decoding.py", "_errors.py", "__init__.py"])
def test_runtime_module_is_accepted_only_as_an_exact_copy(tmp_path: Path, path: str) -> None:
    text = (GENERATED / "prefect_http_api" / path).read_text("utf-8")
    audit(package(tmp_path, {path: text}))
    with pytest.raises(GeneratorError, match=path):
        audit(package(tmp_path, {path: text + "\nx = print('x')\n"}))
    with pytest.raises(GeneratorError, match=path):
        audit(package(tmp_path, {path: text.replace("    return ", "    print('x')\n    return ", 1)}))
    # Runtime modules are copied to the top level only.
    if path != "__init__.py":
        with pytest.raises(GeneratorError, match=path):
            audit(package(tmp_path, {path: text, f"models/{path}": text}))

"""Makes sure, before anything is imported, that generated modules only describe: no statement of theirs does a thing.

A document chooses names, texts and values of the package. Should one ever find a way out of its quotes, it ends here.
"""

import ast
from pathlib import Path

from generator.errors import GeneratorError

IMPORTED = frozenset(
    {"__future__", "attrs", "collections", "datetime", "enum", "functools", "importlib", "msgspec", "re", "typing"}
    | {"typing_extensions", "urllib", "uuid"}
)
CALLED = frozenset(
    {"Call", "Operation", "define", "dict", "field", "frozenset", "keyed_union", "list", "struct_field", "tagged_union"}
    | {"untagged_union", "TypedDict"}
)
STATEMENTS = (
    ast.AnnAssign,
    ast.Assign,
    ast.ClassDef,
    ast.Expr,
    ast.FunctionDef,
    ast.If,
    ast.Import,
    ast.ImportFrom,
    ast.Pass,
    ast.Raise,
    ast.Return,
)
RUNTIME = frozenset({"_answers.py", "_call.py", "__init__.py"})


def audit(folder: Path) -> None:
    """Check every module below *folder*.

    Raises:
        GeneratorError: a module is no Python, or has a statement, a call or an import that no template writes.
    """
    for path in sorted(folder.rglob("*.py")):
        # These are written by hand, or made of names and literals alone: see the templates.
        if path.name in RUNTIME:
            continue
        try:
            tree = ast.parse(path.read_text("utf-8"))
        except (SyntaxError, ValueError) as error:
            raise _refused(path, folder, f"is no Python: {error}") from error
        for node in ast.walk(tree):
            fault = _fault(node)
            if fault:
                raise _refused(path, folder, f"has {fault} in line {getattr(node, 'lineno', '?')}")


def _fault(node: ast.AST) -> str:
    match node:
        case ast.stmt() if not isinstance(node, STATEMENTS):
            return f"a statement {type(node).__name__}"
        case ast.Expr(value) if not isinstance(value, ast.Constant):
            return "an expression that stands alone"
        case ast.Call(ast.Name(name)) if name in CALLED or name[:1].isupper():
            return ""
        case ast.Call(ast.Subscript()):
            return ""
        case ast.Call():
            return f"a call of {ast.unparse(node.func)}"
        case ast.Import(names) if any(name.name.split(".")[0] not in IMPORTED for name in names):
            return f"an import of {names[0].name}"
        case ast.ImportFrom(module=module, level=0) if (module or "").split(".")[0] not in IMPORTED:
            return f"an import of {module}"
        case _:
            return ""


def _refused(path: Path, folder: Path, what: str) -> GeneratorError:
    return GeneratorError(
        f"the generated module {path.relative_to(folder)} {what}",
        "The document holds something that is no name or text: don't trust it, and report it with the document.",
    )

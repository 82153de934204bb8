"""Audit of generated code before it is imported: only declarations are allowed, no code with effects.

Names, strings and values in the package come from the document. If one escaped its quotes, the audit would find the
injected code. Allowed syntax is listed, and everything else is rejected.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment

from generator.emit.render import HERE, PACKAGE
from generator.errors import GeneratorError

NODES = frozenset(
    {ast.AnnAssign, ast.Assign, ast.ClassDef, ast.Expr, ast.FunctionDef, ast.If, ast.ImportFrom, ast.Module, ast.Pass}
    | {ast.Attribute, ast.BinOp, ast.BitOr, ast.Call, ast.Constant, ast.Dict, ast.Lambda, ast.List, ast.Name, ast.Set}
    | {ast.BoolOp, ast.Or, ast.Return, ast.Subscript, ast.Tuple, ast.UnaryOp, ast.USub, ast.Load, ast.Store}
    | {ast.alias, ast.arg, ast.arguments, ast.keyword}
)
IMPORTED = frozenset({"__future__", "attrs", "datetime", "importlib", "msgspec", "typing", "uuid"})
CALLED = frozenset(
    {"Call", "Operation", "TypedDict", "define", "field", "frozenset", "struct_field"}
    | {"keyed_union", "seconds", "tagged_union", "untagged_union"}
)
CLASS_KEYWORDS = frozenset({"kw_only", "rename", "total"})
DUNDER = re.compile(r"__\w*__")
ALLOWED_DUNDERS = frozenset({"__all__", "__dir__", "__attrs_post_init__", "__post_init__"})
# Type checkers and typing.get_type_hints evaluate string annotations, so these may only contain names.
TYPE_STRING = re.compile(r"""[\w\s.,|\[\]"']*""")


def audit(folder: Path) -> None:
    """Audit every module below *folder*.

    Raises:
        GeneratorError: A module is not valid Python, or contains syntax, a call or an import that is not allowed.
    """
    for path in sorted(folder.rglob("*.py")):
        try:
            tree = ast.parse(path.read_text("utf-8"))
        except (SyntaxError, ValueError) as error:
            raise _rejected(path, folder, f"is not valid Python: {error}") from error
        inside = path.relative_to(folder / PACKAGE)
        if _is_runtime(tree, inside):
            continue
        if path.name == "__init__.py":
            tree.body = [node for node in tree.body if ast.dump(node) not in _lazy_loading_code()]
        for node in ast.walk(tree):
            fault = _fault(node, depth=len(inside.parts))
            if fault:
                raise _rejected(path, folder, f"contains an unexpected {fault} on line {getattr(node, 'lineno', '?')}")


def _is_runtime(tree: ast.Module, inside: Path) -> bool:
    """Return whether a module is an exact copy of a hand-written runtime module."""
    source = HERE / "runtime" / inside
    return source.is_file() and ast.dump(tree) == ast.dump(ast.parse(source.read_text("utf-8")))


@cache
def _lazy_loading_code() -> frozenset[str]:
    """Return the statements that load the modules and classes of a package on first use."""
    template = (HERE / "templates" / "lazy.py.jinja").read_text("utf-8")
    functions = Environment(autoescape=False).from_string(template[template.index("if not TYPE_CHECKING") :])  # noqa: S701 - the output is Python
    trees = (ast.parse(functions.render(modules=modules)) for modules in ((), ("any",)))
    return frozenset(ast.dump(node) for tree in trees for node in tree.body)


def _fault(node: ast.AST, depth: int) -> str:
    if type(node) not in NODES:
        return type(node).__name__
    for name in _names(node):
        if DUNDER.fullmatch(name) and name not in ALLOWED_DUNDERS:
            return f"name {name}"
    for string in _type_strings(node):
        if not TYPE_STRING.fullmatch(string) or "__" in string:
            return f"type {string!r}"
    return _fault_of_statement(node, depth) or _fault_of_call(node)


def _fault_of_statement(node: ast.AST, depth: int) -> str:
    match node:
        case ast.Expr(ast.Constant(str())) | ast.Assign([ast.Name() | ast.Attribute(ast.Name("self"))]):
            return ""
        case ast.Expr():
            return "expression statement"
        case ast.If(test) if ast.unparse(test) != "TYPE_CHECKING":
            return "condition"
        case ast.ImportFrom(module=module, level=level) if (level == 0 and module not in IMPORTED) or level > depth:
            return f"import of {'.' * level}{module or ''}"
        case ast.Assign():
            return "assignment target"
        case ast.AnnAssign(target) if not isinstance(target, ast.Name):
            return "assignment target"
        case ast.FunctionDef(decorator_list=[_, *_]):
            return "decorator"
        case ast.ClassDef(decorator_list=decorators, keywords=keywords):
            if any(ast.unparse(decorator) != "define(kw_only=True, eq=False, repr=False)" for decorator in decorators):
                return "decorator"
            unexpected = [str(keyword.arg) for keyword in keywords if keyword.arg not in CLASS_KEYWORDS]
            return f"class keyword {unexpected[0]}" if unexpected else ""
        case _:
            return ""


def _fault_of_call(node: ast.AST) -> str:
    match node:
        # A capitalised name is an enum class, called for a default value.
        case ast.Call(ast.Name(name)) if name in CALLED or re.match(r"[A-Z]", name):
            return ""
        case ast.Call(func):
            return f"call of {ast.unparse(func)}"
        case _:
            return ""


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.arg(name) | ast.keyword(str(name)):
            yield name
        case ast.alias(name, bound):
            yield from (name, bound or "")
        case _:
            pass


def _type_strings(node: ast.AST) -> Iterator[str]:
    """Yield each string in *node* that is evaluated as a type."""
    match node:
        case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation):
            yield from _strings(annotation)
        case ast.FunctionDef(returns=ast.expr() as returns):
            yield from _strings(returns)
        case ast.Subscript():
            yield from _strings(node)
        case ast.Call(ast.Name("TypedDict"), args=[_, ast.Dict(values=values)]):
            for value in values:
                yield from _strings(value)
        case _:
            pass


def _strings(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Subscript(ast.Name("Literal")):
            return
        case ast.Constant(str(string)):
            yield string
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _strings(child)


def _rejected(path: Path, folder: Path, problem: str) -> GeneratorError:
    return GeneratorError(
        f"the generated module {path.relative_to(folder)} {problem}",
        "The document may be malicious: do not use it, and report this with the document.",
    )

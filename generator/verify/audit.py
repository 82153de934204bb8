"""Makes sure, before anything is imported, that generated modules only describe: no statement of theirs does a thing.

A document chooses names, texts and values of the package. Should one ever find a way out of its quotes, it ends here.
What a module may be made of is listed; everything else is refused.
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
    | {ast.Return, ast.Subscript, ast.Tuple, ast.UnaryOp, ast.USub, ast.Load, ast.Store}
    | {ast.alias, ast.arg, ast.arguments, ast.keyword}
)
IMPORTED = frozenset({"__future__", "attrs", "datetime", "importlib", "msgspec", "typing", "uuid"})
CALLED = frozenset(
    {"Call", "Operation", "TypedDict", "define", "field", "frozenset", "struct_field"}
    | {"keyed_union", "tagged_union", "untagged_union"}
)
CLASS_KEYWORDS = frozenset({"kw_only", "rename", "total"})
DUNDER = re.compile(r"__\w*__")
# A text that stands for a type is evaluated by whoever asks for the types, so it may only name some.
TYPE_TEXT = re.compile(r"""[\w\s.,|\[\]"']*""")
FUNCTIONS_OF_INIT = ("__getattr__", "__dir__")


def audit(folder: Path) -> None:
    """Check every module below *folder*.

    Raises:
        GeneratorError: a module is no Python, or has a statement, a call or an import that no template writes.
    """
    for path in sorted(folder.rglob("*.py")):
        try:
            tree = ast.parse(path.read_text("utf-8"))
        except (SyntaxError, ValueError) as error:
            raise _refused(path, folder, f"is no Python: {error}") from error
        inside = path.relative_to(folder / PACKAGE)
        if _is_runtime(tree, inside):
            continue
        if path.name == "__init__.py":
            tree.body = [node for node in tree.body if ast.dump(node) not in _written_by_hand()]
        for node in ast.walk(tree):
            fault = _fault(node, depth=len(inside.parts))
            if fault:
                raise _refused(path, folder, f"has {fault} in line {getattr(node, 'lineno', '?')}")


def _is_runtime(tree: ast.Module, inside: Path) -> bool:
    """Tell whether a module is one that is written by hand and only copied."""
    source = HERE / "runtime" / inside
    return source.is_file() and ast.dump(tree) == ast.dump(ast.parse(source.read_text("utf-8")))


@cache
def _written_by_hand() -> frozenset[str]:
    """Return the functions that load a package's modules and classes when they are first used."""
    template = (HERE / "templates" / "lazy.py.jinja").read_text("utf-8")
    functions = Environment(autoescape=False).from_string(template[template.index("if not TYPE_CHECKING") :])  # noqa: S701 - Python is written
    trees = (ast.parse(functions.render(modules=modules)) for modules in ((), ("any",)))
    return frozenset(ast.dump(node) for tree in trees for node in tree.body)


def _fault(node: ast.AST, depth: int) -> str:
    if type(node) not in NODES:
        return f"a {type(node).__name__}"
    for name in _names(node):
        if DUNDER.fullmatch(name) and name != "__all__":
            return f"the name {name}"
    for text in _type_texts(node):
        if not TYPE_TEXT.fullmatch(text) or "__" in text:
            return f"the type {text!r}"
    return _fault_of_statement(node, depth) or _fault_of_call(node)


def _fault_of_statement(node: ast.AST, depth: int) -> str:
    match node:
        case ast.Expr(ast.Constant(str())):
            return ""
        case ast.Expr():
            return "an expression that stands alone"
        case ast.If(test) if ast.unparse(test) != "TYPE_CHECKING":
            return "a condition"
        case ast.ImportFrom(module=module, level=level) if (level == 0 and module not in IMPORTED) or level > depth:
            return f"an import of {'.' * level}{module or ''}"
        case ast.Assign(targets) if [type(target) for target in targets] != [ast.Name]:
            return "an assignment to what is no name"
        case ast.AnnAssign(target) if not isinstance(target, ast.Name):
            return "an assignment to what is no name"
        case ast.FunctionDef(decorator_list=[_, *_]):
            return "a decorator"
        case ast.ClassDef(decorator_list=decorators, keywords=keywords):
            if any(ast.unparse(decorator) != "define(kw_only=True, eq=False, repr=False)" for decorator in decorators):
                return "a decorator"
            strange = [str(keyword.arg) for keyword in keywords if keyword.arg not in CLASS_KEYWORDS]
            return f"a class with {strange[0]}" if strange else ""
        case _:
            return ""


def _fault_of_call(node: ast.AST) -> str:
    match node:
        # A name that begins in upper case is that of a class: an enum, of which a member is a default.
        case ast.Call(ast.Name(name)) if name in CALLED or re.match(r"[A-Z]", name):
            return ""
        case ast.Call(func):
            return f"a call of {ast.unparse(func)}"
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


def _type_texts(node: ast.AST) -> Iterator[str]:
    """Yield each text in *node* that stands for a type."""
    match node:
        case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation):
            yield from _texts(annotation)
        case ast.FunctionDef(returns=ast.expr() as returns):
            yield from _texts(returns)
        case ast.Subscript():
            yield from _texts(node)
        case ast.Call(ast.Name("TypedDict"), args=[_, ast.Dict(values=values)]):
            for value in values:
                yield from _texts(value)
        case _:
            pass


def _texts(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Subscript(ast.Name("Literal")):
            return
        case ast.Constant(str(text)):
            yield text
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _texts(child)


def _refused(path: Path, folder: Path, what: str) -> GeneratorError:
    return GeneratorError(
        f"the generated module {path.relative_to(folder)} {what}",
        "The document holds something that is no name or text: don't trust it, and report it with the document.",
    )

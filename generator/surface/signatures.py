"""Signatures in a short form, and the values that their arguments accept."""

import ast
import copy
from collections.abc import Iterator

from generator.source import Member, Module, Source

KEPT = frozenset({"httpx"})
"""Modules whose names keep their prefix, since readers know them by it."""


def call_of(node: Member) -> str:
    """Return the arguments of a method without ``self`` and types, and the type of the result.

    A property has no arguments: only its type is returned.
    """
    returns = short(node.returns)
    if is_property(node):
        return f": {returns}"
    arguments = copy.deepcopy(node.args)
    for group in (arguments.posonlyargs, arguments.args):
        if group and group[0].arg == "self":
            del group[0]
    for argument in (
        *(*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs),
        *(argument for argument in (arguments.vararg, arguments.kwarg) if argument),
    ):
        argument.annotation = None
    return f"({ast.unparse(arguments)}) -> {returns}".replace("'", '"')


def is_property(node: Member) -> bool:
    """Return whether a member is read without a call."""
    return any(isinstance(decorator, ast.Name) and decorator.id == "property" for decorator in node.decorator_list)


def short(annotation: ast.expr | None) -> str:
    """Return an annotation without the modules of its names."""
    return "None" if annotation is None else ast.unparse(_Shortener().visit(copy.deepcopy(annotation)))


def choices_of(annotation: ast.expr | None, module: Module, source: Source) -> list[str]:
    """Return the strings that an annotation in *module* declares, such as those of a sort order."""
    return [value for value in _literals(annotation, module, source) if isinstance(value, str)]


def keys_of(full_name: str, source: Source) -> dict[str, bool]:
    """Return the keys of a ``TypedDict``, and whether each is required."""
    found: dict[str, bool] = {}
    module, node = source.locate(full_name)
    if not isinstance(node, ast.ClassDef):
        return found
    for base in node.bases:
        full = module.resolve_dotted(base)
        if full and not full.endswith(".TypedDict"):
            found |= keys_of(full, source)
    total = not any(isinstance(keyword.value, ast.Constant) and not keyword.value.value for keyword in node.keywords)
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Subscript(value=ast.Name(id="NotRequired"))):
                found[name] = False
            case ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = total
            case _:
                pass
    return found


def _literals(annotation: ast.expr | None, module: Module, source: Source) -> Iterator[object]:
    match annotation:
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=elements)):
            yield from (element.value for element in elements if isinstance(element, ast.Constant))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Constant(value=value)):
            yield value
        case ast.BinOp(left=left, right=right):
            yield from _literals(left, module, source)
            yield from _literals(right, module, source)
        case ast.Name() | ast.Attribute() if full := module.resolve_dotted(annotation):
            if full.partition(".")[0] in source.packages:
                origin, node = source.locate(full)
                if isinstance(node, ast.AnnAssign):
                    yield from _literals(node.value, origin, source)
        case _:
            pass


class _Shortener(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id in KEPT:
            return node
        return ast.Name(node.attr)

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        # A forward reference.
        return self.visit(ast.parse(node.value, mode="eval").body) if isinstance(node.value, str) else node

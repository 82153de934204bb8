"""What a Python source names: dotted names, what is imported under which name, what is called by another name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Chain = tuple[str, ...]
"""A dotted name, such as ``("client", "flow_runs", "list")``; what is no name at its beginning is empty."""


def chains(tree: ast.AST) -> Iterator[tuple[Chain, bool, int]]:
    """Yield each dotted name that is read, as a whole, whether it is only given another name there, and its line."""
    parts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    parts.update(id(node) for annotation in _annotations(tree) for node in ast.walk(annotation))
    renamed = {id(value) for _, value in _assignments(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in parts:
            yield _chain(node), id(node) in renamed, node.lineno


def aliases(tree: ast.AST) -> Iterator[tuple[str, Chain]]:
    """Yield each name, or name of an attribute, that is given to a dotted name, and that."""
    for target, value in _assignments(tree):
        yield _chain(target)[-1], _chain(value)


def imports(tree: ast.AST) -> dict[str, str]:
    """Return the full name of what is imported, wherever in the source that is, by the name that it has there."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({name.asname or name.name: f"{node.module}.{name.name}" for name in node.names})
        elif isinstance(node, ast.Import):
            found.update({name.asname: name.name for name in node.names if name.asname})
            found.update({name.name.partition(".")[0]: name.name.partition(".")[0] for name in node.names})
    return found


def star_imports(tree: ast.AST) -> Iterator[str]:
    """Yield each module of which all names are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and any(name.name == "*" for name in node.names):
            yield node.module


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns


def _assignments(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _pairs(target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                yield from _pairs(target, value)
            case _:
                pass


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    match target, value:
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for each, its in zip(targets, values, strict=True):
                yield from _pairs(each, its)
        case ((ast.Name() | ast.Attribute()), (ast.Name() | ast.Attribute())):
            yield target, value
        case _:
            pass


def _chain(node: ast.expr) -> Chain:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return tuple(reversed(parts))

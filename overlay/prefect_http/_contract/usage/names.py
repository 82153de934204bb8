"""Dotted names in a Python source: reads, assignments and imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Names = tuple[str, ...]
"""Dotted name, such as ``("client", "flow_runs", "list")``. The first part is empty in ``f().x``."""


def dotted_names(tree: ast.AST) -> Iterator[tuple[Names, bool, int]]:
    """Yield each dotted name read outside annotations, whether it is only assigned to another name, and its line."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    skipped.update(id(node) for annotation in _annotations(tree) for node in ast.walk(annotation))
    assigned = {id(value) for _, value in _assignments(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in skipped:
            yield _names(node), id(node) in assigned, node.lineno


def assigned_names(tree: ast.AST) -> Iterator[tuple[str, Names]]:
    """Yield each name or attribute to which a dotted name is assigned, and the dotted name."""
    for target, value in _assignments(tree):
        yield _names(target)[-1], _names(value)


def imports(tree: ast.AST) -> dict[str, str]:
    """Return the full names of all imports, anywhere in the source, by local name."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({name.asname or name.name: f"{node.module}.{name.name}" for name in node.names})
        elif isinstance(node, ast.Import):
            found.update({name.asname: name.name for name in node.names if name.asname})
            found.update({name.name.partition(".")[0]: name.name.partition(".")[0] for name in node.names})
    return found


def star_imports(tree: ast.AST) -> Iterator[str]:
    """Yield each module that the source imports ``*`` from."""
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
            for inner_target, inner_value in zip(targets, values, strict=True):
                yield from _pairs(inner_target, inner_value)
        case ((ast.Name() | ast.Attribute()), (ast.Name() | ast.Attribute())):
            yield target, value
        case _:
            pass


def _names(node: ast.expr) -> Names:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return tuple(reversed(parts))

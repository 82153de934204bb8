"""Dotted names in a Python source: reads, assignments and imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

import msgspec

from prefect_http._contract.usage.strings import Resolver

Names = tuple[str, ...]
"""Dotted name, such as ``("client", "flow_runs", "list")``. The first part is empty in ``f().x``."""


class Read(msgspec.Struct, frozen=True):
    """A dotted name that a source reads.

    Attributes:
        names: The dotted name.
        is_alias: Whether it is only assigned to another name.
        line: Line, starting at 1.
    """

    names: Names
    is_alias: bool
    line: int


class Source:
    """Finds the dotted names in a parsed source. ``getattr`` with constant strings counts as an attribute.

    Attributes:
        nodes: All nodes of its syntax tree.
        resolver: Resolver of constant strings.
        imports: Full names of all imports, anywhere in the source, by local name.
    """

    def __init__(self, nodes: Sequence[ast.AST], resolver: Resolver) -> None:
        self.nodes = nodes
        self.resolver = resolver
        self.imports = _imports(nodes)

    def reads(self) -> Iterator[Read]:
        """Yield each dotted name read outside annotations."""
        skipped = {id(inner) for node in self.nodes for inner in self._bases(node)}
        skipped.update(id(node) for annotation in _annotations(self.nodes) for node in ast.walk(annotation))
        assigned = {id(value) for _, value in self._assignments()}
        for node in self.nodes:
            if id(node) not in skipped and self._is_read(node):
                for names in self.names(node):
                    yield Read(names, id(node) in assigned, node.lineno)
            if isinstance(node, ast.Call) and self.is_call_of(node, "attrgetter", "methodcaller"):
                for argument in node.args:
                    for value in self.resolver.strings(argument).values:
                        yield Read(("", *value.split(".")), False, node.lineno)

    def assigned_names(self) -> Iterator[tuple[str, Names]]:
        """Yield each name or attribute to which a dotted name is assigned, and the dotted name."""
        for target, value in self._assignments():
            yield from ((self.names(target)[0][-1], names) for names in self.names(value))

    def assigned_values(self) -> Iterator[ast.expr]:
        """Yield each dotted name that is assigned to a name or attribute, as an expression."""
        yield from (value for _, value in self._assignments())

    def names(self, node: ast.expr) -> list[Names]:
        """Return the dotted names that *node* may be. Only ``getattr`` has more than one."""
        found: list[Names] = [()]
        while True:
            match node:
                case ast.Attribute(value=base, attr=name):
                    found = [(name, *rest) for rest in found]
                case ast.NamedExpr(value=base):
                    pass
                case ast.Call(args=[base, name, *_]) if values := self._attributes(node):
                    found = [(value, *rest) for value in sorted(values) for rest in found]
                case ast.Call(args=[name, *_]) if self.is_call_of(node, "import_module", "__import__"):
                    modules = sorted(self.resolver.strings(name).values) or [""]
                    return [(*module.split("."), *rest) for module in modules for rest in found]
                case ast.Name(id=name):
                    return [(name, *rest) for rest in found]
                case _:
                    return [("", *rest) for rest in found]
            node = base

    def is_call_of(self, call: ast.Call, *functions: str) -> bool:
        """Return whether *call* calls one of *functions*, directly or by an alias."""
        match call.func:
            case ast.Name(id=name):
                return self.imports.get(name, name).rpartition(".")[2] in functions
            case ast.Attribute(attr=name):
                return name in functions
            case _:
                return False

    def star_imports(self) -> Iterator[str]:
        """Yield each module that the source imports ``*`` from."""
        for node in self.nodes:
            if isinstance(node, ast.ImportFrom) and node.module and any(name.name == "*" for name in node.names):
                yield node.module

    def _is_read(self, node: ast.AST) -> TypeGuard[ast.expr]:
        if isinstance(node, ast.Attribute | ast.Name):
            return isinstance(node.ctx, ast.Load)
        return isinstance(node, ast.Call) and bool(self._attributes(node))

    def _attributes(self, call: ast.Call) -> frozenset[str]:
        """Return the known names of the attributes that *call* reads by ``getattr``."""
        match call.args:
            case [_, name, *_] if self.is_call_of(call, "getattr"):
                return self.resolver.strings(name).values
            case _:
                return frozenset()

    def _bases(self, node: ast.AST) -> Iterator[ast.expr]:
        """Yield the expressions that are part of the dotted name of *node*."""
        match node:
            case ast.Attribute(value=base):
                yield base
            # Otherwise, the owner may be used in any way.
            case ast.Call(args=[base, name, *_]) if self._attributes(node) and self.resolver.strings(name).complete:
                yield base
            case _:
                return
        while isinstance(base, ast.NamedExpr):
            base = base.value
            yield base

    def _assignments(self) -> Iterator[tuple[ast.expr, ast.expr]]:
        for node in self.nodes:
            match node:
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        yield from self._pairs(target, value)
                case (
                    ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value)
                ):
                    yield from self._pairs(target, value)
                case ast.Match(subject=value, cases=cases):
                    for pattern in (case.pattern for case in cases):
                        if isinstance(pattern, ast.MatchAs) and pattern.name:
                            yield from self._pairs(ast.Name(pattern.name), value)
                case _:
                    pass

    def _pairs(self, target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
        match target, value:
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                for inner_target, inner_value in zip(targets, values, strict=True):
                    yield from self._pairs(inner_target, inner_value)
            case ((ast.Name() | ast.Attribute()), _) if self._is_read(value):
                yield target, value
            case _:
                pass


def _imports(nodes: Iterable[ast.AST]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({name.asname or name.name: f"{node.module}.{name.name}" for name in node.names})
        elif isinstance(node, ast.Import):
            found.update({name.asname: name.name for name in node.names if name.asname})
            found.update({name.name.partition(".")[0]: name.name.partition(".")[0] for name in node.names})
    return found


def _annotations(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    for node in nodes:
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns

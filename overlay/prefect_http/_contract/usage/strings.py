"""Constant strings: the values that an expression in a Python source may have."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

import msgspec

Bindings = Mapping[str, Sequence[ast.expr | None]]
"""Expressions that are bound to each name, or None for a value from elsewhere, such as an argument."""


class Strings(msgspec.Struct, frozen=True):
    """Strings that an expression may have as its value.

    Attributes:
        values: Known strings.
        complete: Whether no other values are possible.
    """

    values: frozenset[str] = frozenset()
    complete: bool = True


_UNKNOWN = Strings(complete=False)

_MAX_VALUES = 1000
"""Maximum number of strings that a concatenation may have as its value."""


class Resolver:
    """Finds the strings that an expression may have as its value.

    Args:
        local: Bindings in the source of the expression.
        every: Bindings in all sources, for names that are imported and attributes.
    """

    def __init__(self, local: Bindings, every: Bindings) -> None:
        self._local = local
        self._every = every
        self._names: dict[str, Strings] = {}

    def strings(self, node: ast.expr) -> Strings:
        """Return the strings that *node* may have as its value."""
        try:
            found = self._strings(node)
        except RecursionError:
            return _UNKNOWN
        return found if found.values else _UNKNOWN

    def _strings(self, node: ast.expr) -> Strings:
        match node:
            case ast.Constant(value=str(value)):
                return Strings(frozenset({value}))
            case ast.Name(id=name):
                return self._named(name, self._local.get(name) or self._every.get(name, [None]))
            case ast.Attribute(attr=name):
                return self._named(name, self._every.get(name, [None]))
            case ast.IfExp(body=body, orelse=orelse):
                return _union([self._strings(body), self._strings(orelse)])
            case ast.NamedExpr(value=value) | ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                return self._strings(value)
            case ast.JoinedStr(values=parts):
                return _joined([self._strings(part) for part in parts])
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _joined([self._strings(left), self._strings(right)])
            case _:
                return _UNKNOWN

    def _named(self, name: str, bound: Sequence[ast.expr | None]) -> Strings:
        if name not in self._names:
            # A name that is bound to itself adds no value.
            self._names[name] = Strings()
            self._names[name] = _union([_UNKNOWN if one is None else self._strings(one) for one in bound])
        return self._names[name]


def _union(found: Sequence[Strings]) -> Strings:
    return Strings(frozenset[str]().union(*(one.values for one in found)), all(one.complete for one in found))


def _joined(parts: Sequence[Strings]) -> Strings:
    if prod(len(part.values) for part in parts) > _MAX_VALUES:
        return _UNKNOWN
    values = frozenset("".join(chosen) for chosen in product(*(part.values for part in parts)))
    return Strings(values, all(part.complete for part in parts))


def bindings(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr | None]]:
    """Return the expressions that are bound to each name or attribute by *nodes*."""
    found: dict[str, list[ast.expr | None]] = {}
    for node in nodes:
        for name, value in _bound(node):
            found.setdefault(name, []).append(value)
    return found


def _bound(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _to_target(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield from _to_target(target, value)
        case ast.AugAssign(target=target):
            yield from _to_target(target, None)
        case ast.For(target=target, iter=values) | ast.AsyncFor(target=target, iter=values):
            yield from _each_to_target(target, values)
        case ast.comprehension(target=target, iter=values):
            yield from _each_to_target(target, values)
        case ast.arguments():
            positional = [*node.posonlyargs, *node.args]
            yield from ((one.arg, None) for one in (*positional, *node.kwonlyargs))
            defaults = zip(reversed(positional), reversed(node.defaults), strict=False)
            yield from ((one.arg, value) for one, value in defaults)
            yield from ((one.arg, value) for one, value in zip(node.kwonlyargs, node.kw_defaults, strict=True))
        case _:
            pass


def _each_to_target(target: ast.expr, values: ast.expr) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the elements of a literal that a loop binds to *target*."""
    elements = values.elts if isinstance(values, ast.List | ast.Tuple | ast.Set) else [None]
    for element in elements:
        yield from _to_target(target, element)


def _to_target(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    match target, value:
        case ast.Name(id=name) | ast.Attribute(attr=name), _:
            yield name, value
        case ((ast.Tuple(elts=targets) | ast.List(elts=targets)), (ast.Tuple(elts=values) | ast.List(elts=values))) if (
            len(targets) == len(values)
        ):
            for inner_target, inner_value in zip(targets, values, strict=True):
                yield from _to_target(inner_target, inner_value)
        case ((ast.Tuple(elts=targets) | ast.List(elts=targets)), _):
            for inner_target in targets:
                yield from _to_target(inner_target, None)
        case _:
            pass

"""Dynamic use: find the operations that a source looks up by constant names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import msgspec

from prefect_http._contract.usage import lookup
from prefect_http._contract.usage.names import Names, Source
from prefect_http_api.operations import OPERATIONS

TABLE = f"{lookup.API}.operations.OPERATIONS"
"""Full name of the table of operations."""

_CLIENTS = frozenset({"Prefect", "AsyncPrefect"})
_USUAL_NAMES = frozenset({"client", "prefect"})


class TableUse(msgspec.Struct, frozen=True):
    """A use of the table of operations.

    Attributes:
        operations: Operations that are looked up.
        complete: Whether no other operations can be looked up.
        line: Line, starting at 1.
    """

    operations: frozenset[str]
    complete: bool
    line: int


def table_uses(source: Source, full_names: Mapping[str, str]) -> Iterator[TableUse]:
    """Yield each use of the table of operations, such as ``OPERATIONS["flows.read_flow"]``."""
    understood: set[int] = set()
    tables: list[ast.expr] = []
    for node in source.nodes:
        match node:
            case ast.Subscript(value=table, slice=key):
                pass
            case ast.Call(func=ast.Attribute(value=table, attr="get" | "__getitem__"), args=[key, *_]):
                pass
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[table]):
                understood.add(id(table))
                continue
            case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
                tables.append(node)
                continue
            case _:
                continue
        if _is_table(source, table, full_names):
            understood.add(id(table))
            strings = source.resolver.strings(key)
            yield TableUse(strings.values & OPERATIONS.keys(), strings.complete, node.lineno)
    assigned = {id(value) for value in source.assigned_values()}
    for table in tables:
        if id(table) not in understood | assigned and _is_table(source, table, full_names):
            yield TableUse(frozenset(), False, table.lineno)


def _is_table(source: Source, node: ast.expr, full_names: Mapping[str, str]) -> bool:
    return any(".".join([full_names.get(name[0], name[0]), *name[1:]]) == TABLE for name in source.names(node))


def computed_attributes(source: Source, clients: frozenset[str], aliases: Mapping[str, set[str]]) -> Iterator[int]:
    """Yield the line of each ``getattr`` with a computed name on a client or a resource.

    Args:
        source: Source to search.
        clients: Names of clients.
        aliases: Resources by alias.
    """

    def is_client(node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            return source.is_call_of(node, *_CLIENTS)
        return any(_is_client_or_resource(names, clients, aliases) for names in source.names(node))

    for node in source.nodes:
        match node:
            case ast.Call(args=[owner, name, *_]) if source.is_call_of(node, "getattr"):
                keys = [name]
            case ast.Call(func=ast.Call(args=keys) as getter, args=[owner, *_]) if source.is_call_of(
                getter, "attrgetter", "methodcaller"
            ):
                pass
            case _:
                continue
        if is_client(owner) and not all(source.resolver.strings(key).complete for key in keys):
            yield node.lineno


def _is_client_or_resource(names: Names, clients: frozenset[str], aliases: Mapping[str, set[str]]) -> bool:
    return names[-1] in clients or any(not rest for _, rest in lookup.resources(names, aliases))


def client_names(source: Source) -> Iterator[str]:
    """Yield the names to which the source assigns a client, and those that are annotated with its class."""
    yield from _USUAL_NAMES
    for node in source.nodes:
        match node:
            case ast.Assign(targets=[target], value=ast.Call() as call) if source.is_call_of(call, *_CLIENTS):
                yield from _name(target)
            case ast.NamedExpr(target=target, value=ast.Call() as call) if source.is_call_of(call, *_CLIENTS):
                yield from _name(target)
            case ast.withitem(context_expr=ast.Call() as call, optional_vars=ast.expr() as target) if source.is_call_of(
                call, *_CLIENTS
            ):
                yield from _name(target)
            case ast.arg(arg=name, annotation=ast.expr() as annotation) if _is_client_class(source, annotation):
                yield name
            case ast.AnnAssign(target=target, annotation=annotation) if _is_client_class(source, annotation):
                yield from _name(target)
            case _:
                pass


def _name(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name
        case _:
            pass


def _is_client_class(source: Source, annotation: ast.expr) -> bool:
    for node in ast.walk(annotation):
        match node:
            case ast.Name(id=name):
                found = {source.imports.get(name, name).rpartition(".")[2]}
            case ast.Attribute(attr=name):
                found = {name}
            case ast.Constant(value=str(text)):
                found = set(re.findall(r"\w+", text))
            case _:
                continue
        if found & _CLIENTS:
            return True
    return False

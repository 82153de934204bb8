"""Derivation of the table of operations that each client verb may call: ``python -m generator.verbs [--check]``.

The contract check uses the table. It is derived from the client's source alone: nothing is imported or run. A verb is
assumed to call every operation that its definition mentions, directly or through other definitions, so the table may
list too many operations, but never too few.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from generator.derived import run
from generator.source import API_SOURCES, CLIENT, CLIENT_SOURCES, ROOT, Module, Source, dotted, parse

OPERATIONS = API_SOURCES / "operations.py"
TARGET = CLIENT_SOURCES / "_contract" / "usage" / "verbs.py"

PACKAGE, API = "prefect_http", "prefect_http_api"

WIDTH = 120
"""Line length of the project."""

SENDER = f"{PACKAGE}._sync.sender.Sender"

BANNER = '''\
# Generated from overlay/prefect_http/_sync by `python -m generator.verbs`.
# Do not edit: change the client and run the command.
"""Operations that each verb of the client may call."""

from __future__ import annotations

from typing import Final

'''

Names = tuple[str, ...]
"""Parts of a dotted name, such as ``("self", "_connection", "send")``. The first is empty for an expression."""

Definition = tuple[str, str]
"""A class and its member, or a module and its function or constant."""


def main(arguments: list[str] | None = None) -> int:
    """Write the table, or print a diff with ``--check``. Return the exit code."""
    return run(
        arguments,
        module="generator.verbs",
        description=(__doc__ or "").partition("\n")[0],
        root=ROOT,
        target=TARGET,
        render=lambda: render(Client(Source({PACKAGE: CLIENT_SOURCES}), OPERATIONS)),
    )


def render(client: "Client") -> str:
    """Return the source of the module with the table."""
    lines = [
        "OPERATIONS: Final[dict[str, tuple[str, ...]]] = {",
        *(line for verb, operations in client.verbs().items() for line in _entry(verb, operations)),
        "}",
        '"""Operations by verb, such as ``"flow_runs.list"``."""',
        "",
        f"ALWAYS: Final = {_tuple(client.always())}",
        '"""Operations that any verb may call."""',
    ]
    return BANNER + "\n".join(lines) + "\n"


def _entry(verb: str, operations: list[str]) -> list[str]:
    line = f'    "{verb}": {_tuple(operations)},'
    if len(line) <= WIDTH:
        return [line]
    return [f'    "{verb}": (', *(f'        "{operation}",' for operation in operations), "    ),"]


def _tuple(values: list[str]) -> str:
    quoted = ", ".join(f'"{value}"' for value in values)
    return f"({quoted},)" if len(values) == 1 else f"({quoted})"


class Client:
    """Source of the client: its resources, their verbs, and the operations that each verb mentions.

    Args:
        source: Source of the package ``prefect_http``.
        operations: Path of the module ``prefect_http_api.operations``.
    """

    def __init__(self, source: Source, operations: Path) -> None:
        self._source = source
        self._operations = dict(_operations(parse(operations)))

    def verbs(self) -> dict[str, list[str]]:
        """Return the operations that each verb may call."""
        found = {name: self._reachable((CLIENT, name)) for name in self._client_verbs}
        for prefix, kind in self._source.resource_paths(CLIENT):
            for name in self._source.methods(kind):
                found[f"{prefix}.{name}"] = self._reachable((kind, name))
        return {verb: sorted(operations) for verb, operations in sorted(found.items())}

    def always(self) -> list[str]:
        """Return the operations that the client may call before or after any other operation."""
        found = self._reachable((CLIENT, "send"))
        for name in self._source.members(SENDER):
            found |= self._reachable((SENDER, name))
        return sorted(found)

    def _reachable(self, start: Definition) -> set[str]:
        found: set[str] = set()
        seen: set[Definition] = set()
        pending = [start]
        while pending:
            definition = pending.pop()
            if definition in seen:
                continue
            seen.add(definition)
            for mentioned in self._mentioned(*definition):
                if isinstance(mentioned, str):
                    found.add(mentioned)
                else:
                    pending.append(mentioned)
        return found

    def _mentioned(self, owner: str, name: str) -> Iterator[str | Definition]:
        """Yield the operations and definitions that a definition mentions."""
        node: ast.AST
        if self._source.is_class(owner):
            module, node = self._source.members(owner)[name]
        else:
            module = self._source.require(owner)
            node = module.definitions[name]
        body = _Body(node)
        instances = {local: self._classes(module, kinds) for local, kinds in body.instances.items()}
        for first, *attributes in body.names:
            full = module.resolve(first)
            if full.partition(".")[0] == API:
                yield from self._operation(".".join([full, *attributes]))
            yield from self._defined(full)
            if first == "self" and attributes and self._source.is_class(owner):
                yield from self._member(owner, attributes)
            for kind in instances.get(first, ()):
                yield from self._member(kind, attributes)
            if attributes and attributes[-1] in self._client_verbs:
                yield CLIENT, attributes[-1]
        for called, attribute in body.called:
            full = module.resolve(called)
            if self._source.is_class(full):
                yield from self._member(full, ["__init__"])
                yield from self._member(full, [attribute])
            else:
                yield from self._defined(full)

    def _classes(self, module: Module, names: set[str]) -> set[str]:
        return {full for name in names if self._source.is_class(full := module.resolve(name))}

    @cached_property
    def _client_verbs(self) -> frozenset[str]:
        return frozenset(self._source.methods(CLIENT).keys() & self._source.own_members(CLIENT).keys())

    def _member(self, kind: str, attributes: Sequence[str]) -> Iterator[Definition]:
        """Yield the member that the first of *attributes* names, or all members if there are no attributes."""
        members = self._source.members(kind)
        names = attributes[:1] or list(members)
        yield from ((kind, name) for name in names if name in members)

    def _defined(self, full_name: str) -> Iterator[Definition]:
        """Yield the definitions behind a full name: all members of a class, a function, or a constant."""
        if self._source.is_class(full_name):
            yield from self._member(full_name, [])
            return
        module_name, _, name = full_name.rpartition(".")
        module = self._source.module(module_name)
        if module is not None and name in module.definitions:
            yield module_name, name

    def _operation(self, full_name: str) -> Iterator[str]:
        name = ".".join(full_name.split(".")[1:3])
        if name in self._operations.values():
            yield name
        elif (constant := name.removeprefix("operations.")) in self._operations:
            yield self._operations[constant]


class _Body:
    """Names that a definition mentions.

    Attributes:
        names: Dotted names that are read outside annotations, except those in *called*.
        called: Called names and the attribute read from the result: ``("Class", "attribute")`` for
            ``Class(...).attribute``, and ``("Class", "__init__")`` for ``local = Class(...)``.
        instances: For each local variable, the names whose call is assigned to it.
    """

    def __init__(self, node: ast.AST) -> None:
        nodes = list(ast.walk(node))
        skipped = {id(inner) for annotation in _annotations(node) for inner in ast.walk(annotation)}
        self.called: list[tuple[str, str]] = []
        self.instances: dict[str, set[str]] = {}
        for inner in nodes:
            match inner:
                case ast.Attribute(value=ast.Call(func=ast.Name() as called), attr=attribute):
                    skipped |= {id(inner), id(called)}
                    self.called.append((called.id, attribute))
                case ast.Attribute(value=value):
                    skipped.add(id(value))
                case ast.Assign(targets=[ast.Name(id=local)], value=ast.Call(func=ast.Name() as called)):
                    skipped.add(id(called))
                    self.called.append((called.id, "__init__"))
                    self.instances.setdefault(local, set()).add(called.id)
                case _:
                    pass
        self.names = [
            dotted(inner)
            for inner in nodes
            if isinstance(inner, ast.Attribute | ast.Name)
            and isinstance(inner.ctx, ast.Load)
            and id(inner) not in skipped
        ]


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns


def _operations(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the constant and the name of each operation of the API."""
    for node in tree.body:
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=constant),
                value=ast.Call(func=ast.Name(id="Operation"), args=[ast.Constant(value=str(name)), *_]),
            ):
                yield constant, name
            case _:
                pass


if __name__ == "__main__":
    sys.exit(main())

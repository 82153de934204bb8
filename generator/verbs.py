"""Derivation of the table of operations that each client verb may call: ``python -m generator.verbs [--check]``.

The contract check uses the table. It is derived from the client's source alone: nothing is imported or run. A verb is
assumed to call every operation that its definition mentions, directly or through other definitions, so the table may
list too many operations, but never too few.
"""

import argparse
import ast
import difflib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.errors import GeneratorError

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "overlay" / "prefect_http"
OPERATIONS = ROOT / "generated" / "prefect_http_api" / "operations.py"
TARGET = SOURCES / "_contract" / "usage" / "verbs.py"

PACKAGE, API = "prefect_http", "prefect_http_api"

WIDTH = 120
"""Line length of the project."""

CLIENT = f"{PACKAGE}._sync.client.Prefect"
SENDER = f"{PACKAGE}._sync.sender.Sender"
RESOURCE = f"{PACKAGE}._sync.resources._base.Resource"

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
    parser = argparse.ArgumentParser(prog="python -m generator.verbs", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 with a diff if the table is out of date"
    )
    check: bool = parser.parse_args(arguments).check
    name = TARGET.relative_to(ROOT)
    try:
        table = render(Client(SOURCES, OPERATIONS))
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if not check:
        TARGET.write_text(table, encoding="utf-8")
        print(f"derived the table of verbs into {name}")
        return 0
    current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    if current == table:
        return 0
    lines = difflib.unified_diff(
        current.splitlines(), table.splitlines(), f"{name} (current)", f"{name} (derived)", lineterm=""
    )
    print("\n".join(lines))
    print(f"error: {name} is out of date. Run `python -m generator.verbs` and commit the result.", file=sys.stderr)
    return 1


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


@dataclass(frozen=True)
class Module:
    """A module of the client.

    Attributes:
        name: Full name of the module.
        imports: Full names of imports, by local name.
        definitions: Functions and constants, by name.
        classes: Classes, by name.
    """

    name: str
    imports: dict[str, str]
    definitions: dict[str, ast.AST]
    classes: dict[str, ast.ClassDef]

    def resolve(self, name: str) -> str:
        """Return the full name of a module-level name, or an empty string for a local one."""
        if name in self.definitions or name in self.classes:
            return f"{self.name}.{name}"
        return self.imports.get(name, "")

    def resolve_dotted(self, node: ast.expr | None) -> str:
        """Return the full name of a name or of an attribute of a module, or an empty string for anything else."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return ""
        first, *attributes = _dotted(node)
        full = self.resolve(first)
        return ".".join([full, *attributes]) if full else ""


class Client:
    """Source of the client: its resources, their verbs, and the operations that each verb mentions.

    Args:
        sources: Folder of the package ``prefect_http``.
        operations: Path of the module ``prefect_http_api.operations``.
    """

    def __init__(self, sources: Path, operations: Path) -> None:
        self._sources = sources
        self._operations = dict(_operations(_parse(operations)))
        self._modules: dict[str, Module | None] = {}
        self._members_of: dict[str, dict[str, tuple[Module, ast.AST]]] = {}

    def verbs(self) -> dict[str, list[str]]:
        """Return the operations that each verb may call."""
        own = {name for name in self._own_members(CLIENT) if not name.startswith("_")} - self._resources(CLIENT).keys()
        found = {name: self._reachable((CLIENT, name)) for name in own}
        for prefix, kind in self._resource_paths(CLIENT):
            for name in self._verbs(kind):
                found[f"{prefix}.{name}"] = self._reachable((kind, name))
        return {verb: sorted(operations) for verb, operations in sorted(found.items())}

    def always(self) -> list[str]:
        """Return the operations that the client may call before or after any other operation."""
        found = self._reachable((CLIENT, "send"))
        for name in self._members(SENDER):
            found |= self._reachable((SENDER, name))
        return sorted(found)

    def _resource_paths(self, kind: str) -> Iterator[tuple[str, str]]:
        for name, inner in self._resources(kind).items():
            yield name, inner
            yield from ((f"{name}.{path}", innermost) for path, innermost in self._resource_paths(inner))

    def _resources(self, kind: str) -> dict[str, str]:
        """Return the resource class of each resource attribute of a class."""
        found: dict[str, str] = {}
        for name, (module, node) in self._members(kind).items():
            returned = module.resolve_dotted(node.returns) if isinstance(node, ast.FunctionDef) else ""
            if self._is_class(returned) and RESOURCE in self._ancestry(returned):
                found[name] = returned
        return found

    def _verbs(self, kind: str) -> set[str]:
        return {name for name in self._members(kind) if not name.startswith("_")} - self._resources(kind).keys()

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
        if self._is_class(owner):
            module, node = self._members(owner)[name]
        else:
            module = self._require(owner)
            node = module.definitions[name]
        body = _Body(node)
        instances = {local: self._classes(module, kinds) for local, kinds in body.instances.items()}
        for first, *attributes in body.names:
            full = module.resolve(first)
            if full.partition(".")[0] == API:
                yield from self._operation(".".join([full, *attributes]))
            yield from self._defined(full)
            if first == "self" and attributes and self._is_class(owner):
                yield from self._member(owner, attributes)
            for kind in instances.get(first, ()):
                yield from self._member(kind, attributes)
            if attributes and attributes[-1] in self._client_verbs:
                yield CLIENT, attributes[-1]
        for called, attribute in body.called:
            full = module.resolve(called)
            if self._is_class(full):
                yield from self._member(full, ["__init__"])
                yield from self._member(full, [attribute])
            else:
                yield from self._defined(full)

    def _classes(self, module: Module, names: set[str]) -> set[str]:
        return {full for name in names if self._is_class(full := module.resolve(name))}

    @cached_property
    def _client_verbs(self) -> frozenset[str]:
        return frozenset(name for name in self._own_members(CLIENT) if not name.startswith("_")) - set(
            self._resources(CLIENT)
        )

    def _member(self, kind: str, attributes: Sequence[str]) -> Iterator[Definition]:
        """Yield the member that the first of *attributes* names, or all members if there are no attributes."""
        members = self._members(kind)
        names = attributes[:1] or list(members)
        yield from ((kind, name) for name in names if name in members)

    def _defined(self, full_name: str) -> Iterator[Definition]:
        """Yield the definitions behind a full name: all members of a class, a function, or a constant."""
        if self._is_class(full_name):
            yield from self._member(full_name, [])
            return
        module_name, _, name = full_name.rpartition(".")
        module = self._module(module_name)
        if module is not None and name in module.definitions:
            yield module_name, name

    def _operation(self, full_name: str) -> Iterator[str]:
        name = ".".join(full_name.split(".")[1:3])
        if name in self._operations.values():
            yield name
        elif (constant := name.removeprefix("operations.")) in self._operations:
            yield self._operations[constant]

    def _members(self, full_name: str) -> dict[str, tuple[Module, ast.AST]]:
        """Return the methods of a class and its bases, each with its module."""
        if full_name not in self._members_of:
            found: dict[str, tuple[Module, ast.AST]] = {}
            for kind in reversed(self._ancestry(full_name)):
                found.update(self._own_members(kind))
            self._members_of[full_name] = found
        return self._members_of[full_name]

    def _own_members(self, full_name: str) -> dict[str, tuple[Module, ast.AST]]:
        module_name, _, name = full_name.rpartition(".")
        module = self._require(module_name)
        return {
            node.name: (module, node)
            for node in module.classes[name].body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    def _ancestry(self, full_name: str) -> list[str]:
        """Return a class, followed by its bases in the client."""
        module_name, _, name = full_name.rpartition(".")
        module = self._require(module_name)
        found = [full_name]
        for base in module.classes[name].bases:
            full = module.resolve(base.id) if isinstance(base, ast.Name) else ""
            if self._is_class(full):
                found += [kind for kind in self._ancestry(full) if kind not in found]
        return found

    def _is_class(self, full_name: str) -> bool:
        module_name, _, name = full_name.rpartition(".")
        module = self._module(module_name)
        return module is not None and name in module.classes

    def _require(self, name: str) -> Module:
        module = self._module(name)
        if module is None:
            raise GeneratorError(f"the client has no module {name}", "Update the names in generator/verbs.py.")
        return module

    def _module(self, name: str) -> Module | None:
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> Module | None:
        package, *parts = name.split(".")
        path = self._sources.joinpath(*parts)
        if package != PACKAGE or not parts:
            return None
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if not path.is_file():
            return None
        tree = _parse(path)
        classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        return Module(name, _imports(tree), dict(_definitions(tree)), classes)


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
            _dotted(inner)
            for inner in nodes
            if isinstance(inner, ast.Attribute | ast.Name)
            and isinstance(inner.ctx, ast.Load)
            and id(inner) not in skipped
        ]


def _dotted(node: ast.expr) -> Names:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return tuple(reversed(parts))


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns


def _imports(tree: ast.AST) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({name.asname or name.name: f"{node.module}.{name.name}" for name in node.names})
        elif isinstance(node, ast.Import):
            found.update({name.asname: name.name for name in node.names if name.asname})
            found.update({name.name.partition(".")[0]: name.name.partition(".")[0] for name in node.names})
    return found


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


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


def _parse(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_bytes())
    except (OSError, SyntaxError) as error:
        raise GeneratorError(f"{path} cannot be read: {error}", "Fix the file and try again.") from error


if __name__ == "__main__":
    sys.exit(main())

"""What the client's verbs may call, read from the client's own source.

Nothing is run. A function may do whatever it names, and what that names in turn; so a verb may seem to call more than
it does, and never less.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.abc import InspectLoader
from importlib.util import find_spec
from types import MappingProxyType

import msgspec

from prefect_http._contract.errors import CannotTellError
from prefect_http._contract.usage.names import Chain, chains, imports
from prefect_http_api.operations import OPERATIONS

PACKAGE, API = "prefect_http", "prefect_http_api"

CLIENT = f"{PACKAGE}._sync.client.Prefect"
"""The full name of the client's class."""

_SENDER = f"{PACKAGE}._sync.sender.Sender"
_GROUP = f"{PACKAGE}._sync.resources._base.Resource"
_CONSTANTS = {name.replace(".", "_").upper(): name for name in OPERATIONS}


class Source(msgspec.Struct, frozen=True):
    """The source of one module of the client.

    Attributes:
        name: the module's full name.
        functions: its functions and constants, by name.
        classes: its classes, by name.
        imports: what it imports: the full name, by the name that it has there.
    """

    name: str
    functions: dict[str, ast.AST]
    classes: dict[str, ast.ClassDef]
    imports: dict[str, str]

    def full(self, name: str) -> str:
        """Return the full name of what is called *name* here; empty for a local one."""
        if name in self.functions or name in self.classes:
            return f"{self.name}.{name}"
        return self.imports.get(name, "")


@cache
def source(module: str) -> Source:
    """Return the source of a module of the client.

    Raises:
        CannotTellError: it was installed without.
    """
    found = find_spec(module)
    loader = found and found.loader
    text = loader.get_source(module) if isinstance(loader, InspectLoader) else None
    if text is None:
        raise CannotTellError(f"The source of {module} is not installed", "Check without --only-used.")
    tree = ast.parse(text)
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    return Source(module, dict(_named(tree)), classes, imports(tree))


def _named(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


def operation(name: str) -> str | None:
    """Return the operation that a full *name* in ``prefect_http_api``, or what it begins with, stands for."""
    short = ".".join(name.split(".")[1:3])
    if short in OPERATIONS:
        return short
    return _CONSTANTS.get(short.removeprefix("operations."))


@cache
def groups(full_name: str = CLIENT) -> dict[str, str]:
    """Return the groups that hang on a class, by default on the client: by attribute, the full name of their class."""
    found: dict[str, str] = {}
    for name, (where, node) in _members(full_name).items():
        returns = node.returns if isinstance(node, ast.FunctionDef) else None
        kind = where.full(returns.id) if isinstance(returns, ast.Name) else ""
        if _is_class(kind) and _GROUP in _ancestry(kind):
            found[name] = kind
    return found


@cache
def verbs(full_name: str = CLIENT) -> frozenset[str]:
    """Return the names of the public methods of a class, by default of the client itself."""
    names = _members(full_name, own=full_name == CLIENT)
    return frozenset(name for name in names if not name.startswith("_") and name not in groups(full_name))


@cache
def called_by(full_name: str, verb: str) -> frozenset[str]:
    """Return the operations that a verb of a class may call."""
    return _reach((full_name, verb))


@cache
def called_by_all() -> frozenset[str]:
    """Return the operations that every call may bring with it: the server may want a token of its own."""
    own = frozenset(called for name in _members(_SENDER) for called in called_by(_SENDER, name))
    return own | called_by(CLIENT, "send")


_Definition = tuple[str, str]
"""The full name of a class and the name of a member, or the name of a module and of a function in it."""


def _reach(start: _Definition) -> frozenset[str]:
    found: set[str] = set()
    seen: set[_Definition] = set()
    left = [start]
    while left:
        definition = left.pop()
        if definition in seen:
            continue
        seen.add(definition)
        for named in _named_in(*definition):
            if isinstance(named, str):
                found.add(named)
            else:
                left.append(named)
    return frozenset(found)


def _named_in(owner: str, name: str) -> Iterator[str | _Definition]:
    """Yield the operations and the definitions that a definition names."""
    if _is_class(owner):
        where, node = _members(owner)[name]
    else:
        where = source(owner)
        node = where.functions[name]
    for chain, _, _ in chains(node):
        full = where.full(chain[0])
        if full.startswith(f"{API}.") or full == API:
            found = operation(".".join([full, *chain[1:]]))
            yield from [] if found is None else [found]
        elif full.startswith(f"{PACKAGE}."):
            yield from _definitions(full)
        elif chain[0] == "self" and _is_class(owner) and chain[1:2] and chain[1] in _members(owner):
            yield owner, chain[1]
        for kind, rest in in_groups(chain):
            yield from verbs_of(kind, rest)
        yield from in_client(chain)


def in_client(chain: Chain) -> Iterator[_Definition]:
    """Yield the verb of the client itself that a dotted name may stand for."""
    if len(chain) > 1 and chain[-1] in verbs():
        yield CLIENT, chain[-1]


def in_groups(chain: Chain, renamed: Mapping[str, set[str]] = MappingProxyType({})) -> Iterator[tuple[str, Chain]]:
    """Yield each group that a dotted name leads to, by its class, and what of the name is left after it.

    Args:
        chain: the dotted name.
        renamed: the classes of groups, by what else they are called.
    """
    for index, part in enumerate(chain):
        kinds = {*renamed.get(part, ()), *([groups()[part]] if index and part in groups() else [])}
        found = [(inner, rest) for kind in kinds for inner, rest in _innermost(kind, chain[index + 1 :])]
        if found:
            yield from found
            return


def _innermost(kind: str, rest: Chain) -> Iterator[tuple[str, Chain]]:
    while rest and rest[0] in groups(kind):
        kind, rest = groups(kind)[rest[0]], rest[1:]
    if not rest or rest[0] in verbs(kind):
        yield kind, rest


def verbs_of(kind: str, rest: Chain) -> Iterator[_Definition]:
    """Yield the verb of a group that *rest* begins with; where it is empty all of them, since anything may follow."""
    if rest:
        yield kind, rest[0]
        return
    yield from ((kind, verb) for verb in verbs(kind))
    for inner in groups(kind).values():
        yield from verbs_of(inner, ())


def _definitions(full_name: str) -> Iterator[_Definition]:
    if _is_class(full_name):
        yield from ((full_name, name) for name in _members(full_name))
    module, _, name = full_name.rpartition(".")
    if module != PACKAGE and name in source(module).functions:
        yield module, name


@cache
def _members(full_name: str, *, own: bool = False) -> dict[str, tuple[Source, ast.AST]]:
    """Return the methods of a class, its bases' included unless only its *own* are wanted, and where each is."""
    found: dict[str, tuple[Source, ast.AST]] = {}
    for each in [full_name] if own else reversed(_ancestry(full_name)):
        module, _, name = each.rpartition(".")
        where = source(module)
        for node in where.classes[name].body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[node.name] = where, node
    return found


@cache
def _ancestry(full_name: str) -> list[str]:
    """Return a class and the classes of the client that it is built on, itself first."""
    module, _, name = full_name.rpartition(".")
    where = source(module)
    found = [full_name]
    for base in where.classes[name].bases:
        full = where.full(base.id) if isinstance(base, ast.Name) else ""
        if _is_class(full):
            found += [each for each in _ancestry(full) if each not in found]
    return found


@cache
def _is_class(full_name: str) -> bool:
    module, _, name = full_name.rpartition(".")
    # What the package's front door offers is not what its own modules import.
    return module.startswith(f"{PACKAGE}.") and _is_module(module) and name in source(module).classes


@cache
def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False

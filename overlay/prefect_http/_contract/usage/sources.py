"""Read Python sources and find the operations that they use."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from prefect_http._contract.errors import CheckError
from prefect_http._contract.usage import lookup
from prefect_http._contract.usage.dynamic import TABLE, client_names, computed_attributes, table_uses
from prefect_http._contract.usage.names import Names, Read, Source
from prefect_http._contract.usage.strings import Resolver, bindings
from prefect_http._contract.usage.uses import Use, Uses
from prefect_http_api.operations import OPERATIONS

_HINT: Final = "Pass Python files, or folders that contain Python files."


Report = Callable[[str], None]
"""Function that receives one line about a file or a use that the search does not cover."""


def _ignore(_line: str) -> None:
    pass


def find_uses(paths: Sequence[Path], report: Report = _ignore) -> Uses:
    """Find the operations that Python files and folders use.

    If in doubt, an operation counts as used. Files that cannot be analysed are reported and skipped.

    Args:
        paths: Python files and folders.
        report: Function that receives one line for each skipped file, and for each use that cannot be resolved.

    Raises:
        CheckError: One of *paths* does not exist, or nothing in *paths* uses the client.
    """
    parsed = ((file.as_posix(), _parse(file, report)) for file in _files(paths))
    found = find_uses_in({file: tree for file, tree in parsed if tree is not None}, report)
    if not found:
        raise CheckError(f"nothing in {', '.join(map(str, paths))} uses this client", _HINT)
    return found


def find_uses_in(trees: Mapping[str, ast.AST], report: Report = _ignore) -> Uses:
    """Find the operations that parsed sources use.

    Aliases of resources are resolved, including across sources.

    Args:
        trees: Parsed sources by path.
        report: Function that receives one line for each use that cannot be resolved.
    """
    nodes = {file: list(ast.walk(tree)) for file, tree in trees.items()}
    every = bindings(chain.from_iterable(nodes.values()))
    sources = {file: Source(each, Resolver(bindings(each), every)) for file, each in nodes.items()}
    aliases = _resource_aliases([assigned for source in sources.values() for assigned in source.assigned_names()])
    clients = frozenset(name for source in sources.values() for name in client_names(source))
    uses: list[tuple[Use, str]] = []
    for file, source in sources.items():
        full_names = _full_names(source)
        lines = set(computed_attributes(source, clients, aliases))
        for table_use in table_uses(source, full_names):
            uses.extend((Use(file, table_use.line), operation) for operation in table_use.operations)
            lines.update(() if table_use.complete else {table_use.line})
        for line in sorted(lines):
            report(f"{file}, line {line}: --only-used cannot tell which operations this line uses")
        for read in source.reads():
            uses.extend((Use(file, read.line), operation) for operation in _operations(read, full_names, aliases))
    found: dict[str, Use | None] = {}
    for use, operation in sorted(uses):
        found.setdefault(operation, use)
    return {**dict.fromkeys(lookup.ALWAYS), **found} if found else found


def _resource_aliases(assigned: Sequence[tuple[str, Names]]) -> Mapping[str, set[str]]:
    """Return resources by alias, including aliases of aliases."""
    found: dict[str, set[str]] = {}
    before = -1
    while before != (before := sum(map(len, found.values()))):
        for name, value in assigned:
            resources = {resource for resource, rest in lookup.resources(value, found) if not rest}
            if resources:
                found.setdefault(name, set()).update(resources)
    return found


def _operations(read: Read, full_names: Mapping[str, str], aliases: Mapping[str, set[str]]) -> Iterator[str]:
    names = read.names
    full = ".".join([full_names.get(names[0], names[0]), *names[1:]])
    if full.startswith(f"{lookup.API}.") and (operation := lookup.operation_named(full)):
        yield operation
    # Match a function of an API module, regardless of how the module was imported.
    yield from OPERATIONS.keys() & {".".join(pair) for pair in pairwise(names)}
    for resource, rest in lookup.resources(names, aliases):
        # Assigning a resource to an alias is not a use: only uses of the alias count.
        if rest or not read.is_alias:
            yield from (called for verb in lookup.verbs_of(resource, rest) for called in lookup.operations_of(verb))
    yield from (called for verb in lookup.client_verbs(names) for called in lookup.operations_of(verb))


def _full_names(source: Source) -> dict[str, str]:
    """Return the full names of imported modules and functions by local name."""
    found = dict(source.imports)
    for module in source.star_imports():
        if module == f"{lookup.API}.operations":
            found["OPERATIONS"] = TABLE
        for name in OPERATIONS:
            part, _, function = name.partition(".")
            if module == lookup.API:
                found[part] = f"{lookup.API}.{part}"
            elif module == f"{lookup.API}.{part}":
                found[function] = f"{lookup.API}.{name}"
    for name, value in source.assigned_names():
        full = ".".join([found.get(value[0], value[0]), *value[1:]])
        if full.startswith(f"{lookup.API}.") or full == lookup.API:
            found[name] = full
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inner = (file for pattern in ("*.py", "*.ipynb") for file in path.rglob(pattern))
            yield from sorted(file for file in inner if _is_own(file.relative_to(path)) and not file.is_dir())
        elif path.exists():
            yield path
        else:
            raise CheckError(f"cannot read {path}: No such file or directory", _HINT)


def _is_own(path: Path) -> bool:
    """Return whether a file below a folder is neither hidden nor part of an installed package."""
    return not any(part.startswith(".") or part == "site-packages" for part in path.parts)


def _parse(path: Path, report: Report) -> ast.AST | None:
    """Return the parsed file, or None if it cannot be analysed."""
    reason = _reason_to_skip(path)
    try:
        if not reason:
            with warnings.catch_warnings():
                # Python warns about questionable code, such as invalid escape sequences.
                warnings.simplefilter("ignore")
                return ast.parse(path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
    except SyntaxError as error:
        line = f"line {error.lineno}: " if error.lineno else ""
        reason = f"{line}not valid Python {sys.version_info.major}.{sys.version_info.minor}: {error.msg}"
    except (RecursionError, MemoryError):
        reason = "nested too deeply"
    except ValueError as error:
        reason = f"not valid Python: {error}"
    report(f"skipped {path}: {reason}")
    return None


def _reason_to_skip(path: Path) -> str:
    """Return why a file must not be parsed, or an empty string."""
    if path.suffix == ".ipynb":
        return "notebooks are not analysed: convert it with jupyter nbconvert --to script"
    # Reading a pipe would block. A broken link is reported when it is opened.
    return "not a regular file" if path.exists() and not path.is_file() else ""

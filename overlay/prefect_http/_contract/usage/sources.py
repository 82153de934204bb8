"""Read Python sources and find the operations that they use."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from prefect_http._contract.errors import CheckError
from prefect_http._contract.usage import lookup
from prefect_http._contract.usage.names import Names, assigned_names, dotted_names, imports, star_imports
from prefect_http._contract.usage.uses import Use, Uses
from prefect_http_api.operations import OPERATIONS

_HINT: Final = "Pass Python files, or folders that contain Python files."


def find_uses(paths: Sequence[Path]) -> Uses:
    """Find the operations that Python files and folders use.

    If in doubt, an operation counts as used.

    Raises:
        CheckError: A file cannot be read or is not valid Python, or nothing in *paths* uses the client.
    """
    found = find_uses_in({path.as_posix(): _parse(path) for path in _files(paths)})
    if not found:
        raise CheckError(f"nothing in {', '.join(map(str, paths))} uses this client", _HINT)
    return found


def find_uses_in(trees: Mapping[str, ast.AST]) -> Uses:
    """Find the operations that parsed sources use.

    Aliases of resources are resolved, including across sources.

    Args:
        trees: Parsed sources by path.
    """
    aliases = _resource_aliases([assigned for tree in trees.values() for assigned in assigned_names(tree)])
    found: dict[str, Use | None] = {}
    for use, operation in sorted(
        (Use(file, line), operation) for file, tree in trees.items() for operation, line in _used(tree, aliases)
    ):
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


def _used(tree: ast.AST, aliases: Mapping[str, set[str]]) -> Iterator[tuple[str, int]]:
    full_names = _full_names(tree)
    for names, is_alias, line in dotted_names(tree):
        yield from ((operation, line) for operation in _operations(names, full_names, aliases, is_alias=is_alias))


def _operations(
    names: Names, full_names: Mapping[str, str], aliases: Mapping[str, set[str]], *, is_alias: bool
) -> Iterator[str]:
    full = ".".join([full_names.get(names[0], names[0]), *names[1:]])
    if full.startswith(f"{lookup.API}.") and (operation := lookup.operation_named(full)):
        yield operation
    # Match a function of an API module, regardless of how the module was imported.
    yield from OPERATIONS.keys() & {".".join(pair) for pair in pairwise(names)}
    for resource, rest in lookup.resources(names, aliases):
        # Assigning a resource to an alias is not a use: only uses of the alias count.
        if rest or not is_alias:
            yield from (called for verb in lookup.verbs_of(resource, rest) for called in lookup.operations_of(verb))
    yield from (called for verb in lookup.client_verbs(names) for called in lookup.operations_of(verb))


def _full_names(tree: ast.AST) -> dict[str, str]:
    """Return the full names of imported modules and functions by local name."""
    found = imports(tree)
    for module in star_imports(tree):
        for name in OPERATIONS:
            part, _, function = name.partition(".")
            if module == lookup.API:
                found[part] = f"{lookup.API}.{part}"
            elif module == f"{lookup.API}.{part}":
                found[function] = f"{lookup.API}.{name}"
    for name, value in assigned_names(tree):
        full = ".".join([found.get(value[0], value[0]), *value[1:]])
        if full.startswith(f"{lookup.API}.") or full == lookup.API:
            found[name] = full
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*.py") if _is_own(file.relative_to(path)))
        else:
            yield path


def _is_own(path: Path) -> bool:
    """Return whether a file below a folder is neither hidden nor part of an installed package."""
    return not any(part.startswith(".") or part == "site-packages" for part in path.parts)


def _parse(path: Path) -> ast.AST:
    try:
        with warnings.catch_warnings():
            # Python warns about questionable code, such as invalid escape sequences.
            warnings.simplefilter("ignore")
            return ast.parse(path.read_bytes())
    except OSError as error:
        raise CheckError(f"cannot read {path}: {error.strerror or error}", _HINT) from None
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
        raise CheckError(
            f"{path}{line}: not valid {python}: {error.msg}",
            "Run the check with the Python version of the source.",
        ) from None
    except (ValueError, RecursionError) as error:
        raise CheckError(f"{path}: not valid Python: {error}", _HINT) from None

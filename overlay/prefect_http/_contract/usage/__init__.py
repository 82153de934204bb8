"""Which operations of the API a program uses, read from its source."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from prefect_http._contract.errors import CannotTellError
from prefect_http._contract.findings import Finding
from prefect_http._contract.usage import client
from prefect_http._contract.usage.names import Chain, aliases, chains, imports, star_imports
from prefect_http._contract.usage.uses import Use, Uses
from prefect_http_api.operations import OPERATIONS

_HINT = "Give Python files, or folders that have some."


def touching(findings: Iterable[Finding], operations: Container[str]) -> list[Finding]:
    """Return the findings that touch one of *operations*, with the places in those alone."""
    found: list[Finding] = []
    for finding in findings:
        places = tuple(place for place in finding.places if place.operation in operations)
        if places:
            found.append(replace(finding, places=places))
    return found


def used_by(paths: Sequence[Path]) -> Uses:
    """Return the operations that the Python sources in *paths*, files and folders, use; in doubt, more than they do.

    Raises:
        CannotTellError: one cannot be read or is not Python, or none of them uses any.
    """
    found = used_in({path.as_posix(): _tree(path) for path in _files(paths)})
    if not found:
        raise CannotTellError(f"Nothing in {', '.join(map(str, paths))} uses this client", _HINT)
    return found


def used_in(trees: Mapping[str, ast.AST]) -> Uses:
    """Return the operations that sources use, which may give the client's groups other names and import them.

    Args:
        trees: the sources, by their names.
    """
    renamed = _renamed([alias for tree in trees.values() for alias in aliases(tree)])
    found: dict[str, Use | None] = {}
    for use, operation in sorted(
        (Use(file, line), operation) for file, tree in trees.items() for operation, line in _used(tree, renamed)
    ):
        found.setdefault(operation, use)
    return {**dict.fromkeys(client.called_by_all()), **found} if found else found


def _renamed(named: Sequence[tuple[str, Chain]]) -> Mapping[str, set[str]]:
    """Return the groups' classes by what else they are called, other names of other names included."""
    found: dict[str, set[str]] = {}
    before = -1
    while before != (before := sum(map(len, found.values()))):
        for name, chain in named:
            kinds = {kind for kind, rest in client.in_groups(chain, found) if not rest}
            if kinds:
                found.setdefault(name, set()).update(kinds)
    return found


def _used(tree: ast.AST, renamed: Mapping[str, set[str]]) -> Iterator[tuple[str, int]]:
    full_names = _imports(tree)
    for chain, is_renamed, line in chains(tree):
        yield from ((operation, line) for operation in _named(chain, full_names, renamed, is_renamed=is_renamed))


def _named(
    chain: Chain, full_names: Mapping[str, str], renamed: Mapping[str, set[str]], *, is_renamed: bool
) -> Iterator[str]:
    full = ".".join([full_names.get(chain[0], chain[0]), *chain[1:]])
    if full.startswith(f"{client.API}.") and (operation := client.operation(full)):
        yield operation
    # A function of a module of the API, however one comes by the module.
    yield from OPERATIONS.keys() & {".".join(pair) for pair in pairwise(chain)}
    for kind, rest in client.in_groups(chain, renamed):
        # A group that only gets another name is used where that name is.
        if rest or not is_renamed:
            yield from (called for verb in client.verbs_of(kind, rest) for called in client.called_by(*verb))
    yield from (called for verb in client.in_client(chain) for called in client.called_by(*verb))


def _imports(tree: ast.AST) -> dict[str, str]:
    found = imports(tree)
    for module in star_imports(tree):
        for name in OPERATIONS:
            part, _, function = name.partition(".")
            if module == client.API:
                found[part] = f"{client.API}.{part}"
            elif module == f"{client.API}.{part}":
                found[function] = f"{client.API}.{name}"
    for name, chain in aliases(tree):
        full = ".".join([found.get(chain[0], chain[0]), *chain[1:]])
        if full.startswith(f"{client.API}.") or full == client.API:
            found[name] = full
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*.py") if _is_own(each.relative_to(path)))
        else:
            yield path


def _is_own(path: Path) -> bool:
    """Tell whether a file of a folder is neither hidden nor installed there."""
    return not any(part.startswith(".") or part == "site-packages" for part in path.parts)


def _tree(path: Path) -> ast.AST:
    try:
        with warnings.catch_warnings():
            # What Python thinks of the style of others is not of interest here.
            warnings.simplefilter("ignore")
            return ast.parse(path.read_bytes())
    except OSError as error:
        raise CannotTellError(f"{path} cannot be read: {error.strerror or error}", _HINT) from None
    except SyntaxError as error:
        line = f", line {error.lineno}," if error.lineno else ""
        python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
        raise CannotTellError(
            f"{path}{line} is no {python}: {error.msg}", "Check with the Python that it is written for."
        ) from None
    except (ValueError, RecursionError) as error:
        raise CannotTellError(f"{path} is not Python: {error}", _HINT) from None

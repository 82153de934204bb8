"""Look up resources, verbs and operations by dotted name. A verb is a method of the client or of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from prefect_http._contract.usage import verbs
from prefect_http._contract.usage.names import Names
from prefect_http_api.operations import OPERATIONS

API: Final = "prefect_http_api"

ALWAYS: Final = verbs.ALWAYS
"""Operations that any verb may call."""

_CONSTANTS: Final = {name.replace(".", "_").upper(): name for name in OPERATIONS}
_RESOURCES: Final = frozenset(verb.rpartition(".")[0] for verb in verbs.OPERATIONS) - {""}
_CLIENT_VERBS: Final = frozenset(verb for verb in verbs.OPERATIONS if "." not in verb)


def operation_named(full_name: str) -> str | None:
    """Return the name of the operation that *full_name* refers to, or None.

    *full_name* is a dotted name in ``prefect_http_api``. Anything after the operation is ignored.
    """
    name = ".".join(full_name.split(".")[1:3])
    if name in OPERATIONS:
        return name
    return _CONSTANTS.get(name.removeprefix("operations."))


def operations_of(verb: str) -> tuple[str, ...]:
    """Return the operations that a verb such as ``"flow_runs.list"`` may call."""
    return verbs.OPERATIONS[verb]


def client_verbs(names: Names) -> Iterator[str]:
    """Yield the verb of the client itself, such as ``"health"``, that a dotted name may refer to."""
    if len(names) > 1 and names[-1] in _CLIENT_VERBS:
        yield names[-1]


def resources(names: Names, aliases: Mapping[str, set[str]] = MappingProxyType({})) -> Iterator[tuple[str, Names]]:
    """Yield each resource that a dotted name may refer to, and the rest of the name.

    Args:
        names: Dotted name.
        aliases: Resources by alias. Default: no aliases.
    """
    for index, part in enumerate(names):
        starts = {*aliases.get(part, ()), *({part} & _RESOURCES if index else ())}
        found = [match for start in starts for match in _descend(start, names[index + 1 :])]
        if found:
            yield from found
            return


def _descend(resource: str, rest: Names) -> Iterator[tuple[str, Names]]:
    while rest and f"{resource}.{rest[0]}" in _RESOURCES:
        resource, rest = f"{resource}.{rest[0]}", rest[1:]
    if not rest or f"{resource}.{rest[0]}" in verbs.OPERATIONS:
        yield resource, rest


def verbs_of(resource: str, rest: Names) -> Iterator[str]:
    """Yield the verb that *rest* begins with, or all verbs of *resource* if *rest* is empty."""
    if rest:
        yield f"{resource}.{rest[0]}"
    else:
        yield from (verb for verb in verbs.OPERATIONS if verb.startswith(f"{resource}."))

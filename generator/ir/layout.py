"""Module layout: which module contains each operation and each named schema."""

from collections import defaultdict
from collections.abc import Iterator

from generator.ir.names import snake_case
from generator.spec.document import Json, Object, operations, reachable

SHARED = "shared"


def contents(operation: Object) -> Iterator[Json]:
    """Yield the request and response schemas of *operation*."""
    bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
    for body in bodies:
        for content in body.get("content", {}).values():
            yield content.get("schema")


def module_of(operation: Object) -> str:
    """Return the name of the module of *operation*, derived from its tag."""
    return snake_case(operation["tags"][0])


def schema_modules(document: Object) -> dict[str, str]:
    """Return the module of each schema that the operations of *document* use.

    A schema that only one module uses belongs to that module, all others to the shared module. Modules import only the
    shared module, and the shared module imports none of them, so imports are never circular.
    """
    users: defaultdict[str, set[str]] = defaultdict(set)
    for _, _, operation in operations(document):
        for name in reachable(document, contents(operation)):
            users[name].add(module_of(operation))
    return {name: min(modules) if len(modules) == 1 else SHARED for name, modules in sorted(users.items())}

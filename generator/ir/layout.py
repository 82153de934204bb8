"""Module layout: the module of each operation and named schema."""

from collections import defaultdict
from collections.abc import Iterator

from generator.ir.names import snake_case
from generator.spec.document import Json, Object, operations, reachable

SHARED = "shared"


def contents(operation: Object) -> Iterator[Json]:
    """Yield the schema of each body of *operation*: of its request and its responses."""
    bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
    for body in bodies:
        for content in body.get("content", {}).values():
            yield content.get("schema")


def module_of(operation: Object) -> str:
    """Return the name of the module of *operation*, which is that of its tag."""
    return snake_case(operation["tags"][0])


def homes(document: Object) -> dict[str, str]:
    """Return the module of each schema that the operations of *document* use.

    A schema that one tag uses is in that tag's module; others are in the shared module. The shared module imports no
    other and the others import only it, so there are no circular imports.
    """
    users: defaultdict[str, set[str]] = defaultdict(set)
    for _, _, operation in operations(document):
        for name in reachable(document, contents(operation)):
            users[name].add(module_of(operation))
    return {name: min(modules) if len(modules) == 1 else SHARED for name, modules in sorted(users.items())}

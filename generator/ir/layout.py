"""Which module a named schema belongs to."""

from collections import defaultdict
from collections.abc import Iterator

from generator.ir.names import snake_case
from generator.spec.document import Json, Object, operations, reachable

SHARED = "shared"


def contents(operation: Object) -> Iterator[Json]:
    """Yield the schema of each body that *operation* has: of its request, and of its answers."""
    bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
    for body in bodies:
        for content in body.get("content", {}).values():
            yield content.get("schema")


def module_of(operation: Object) -> str:
    """Return the name of the module that holds *operation*: its tag's."""
    return snake_case(operation["tags"][0])


def homes(document: Object) -> dict[str, str]:
    """Return the module of each schema that *document*'s operations use.

    What the operations of one tag use is in that tag's module, what several use is shared. So the shared module
    needs no other, the others need only it, and no import goes round in a circle.
    """
    users: defaultdict[str, set[str]] = defaultdict(set)
    for _, _, operation in operations(document):
        for name in reachable(document, contents(operation)):
            users[name].add(module_of(operation))
    return {name: min(modules) if len(modules) == 1 else SHARED for name, modules in sorted(users.items())}

"""Rules for operations: paths, names and modules."""

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.ir.names import snake_case
from generator.spec.document import Object, operations, pointer

API_PREFIX = "/api"
VERSION_HEADER = "x-prefect-api-version"
UNTAGGED = "Root"

# Names of operations that newer servers also have at another path. The names are the same in every version.
LEGACY = {"POST /templates/validate": "validate_template_legacy"}


def strip_api_prefix(document: Object) -> Iterator[str]:
    """Strip the mount point of the API from paths.

    Servers before 3.6 include it in each path, but the base URL of a client already contains it.
    """
    paths = document["paths"]
    if paths and all(path.startswith(API_PREFIX + "/") for path in paths):
        document["paths"] = {path.removeprefix(API_PREFIX): item for path, item in paths.items()}
        for path, method, _ in operations(document):
            yield pointer("paths", path, method)


def lift_version_header(document: Object) -> Iterator[str]:
    """Remove the API version header from operations.

    Nearly every operation declares the header, but the client sends it with every request.
    """
    for path, method, operation in operations(document):
        declared = operation.get("parameters", [])
        kept = [parameter for parameter in declared if parameter.get("name", "").lower() != VERSION_HEADER]
        if len(kept) < len(declared):
            operation["parameters"] = kept
            yield pointer("paths", path, method, "parameters")


def keep_first_tag(document: Object) -> Iterator[str]:
    """Reduce the tags of each operation to the first one, or to ``Root`` if it has no tags.

    The tag names the module of the operation, so there must be exactly one.
    """
    for path, method, operation in operations(document):
        tags = operation.get("tags") or []
        if len(tags) != 1:
            operation["tags"] = tags[:1] or [UNTAGGED]
            yield pointer("paths", path, method, "tags")


def name_operations(document: Object) -> Iterator[str]:
    """Name operations after the server's functions.

    FastAPI's operation IDs consist of function name, path and method, which is too long for a name. If operations of a
    module share a function name, the only one whose path starts with the module name keeps it. The names of the others
    also contain path and method.
    """
    by_name = defaultdict(list)
    for path, method, operation in operations(document):
        module = snake_case(operation["tags"][0])
        by_name[module, _short_name(operation.get("operationId"), path, method)].append((path, method, operation))
    for (module, name), namesakes in by_name.items():
        in_module = [path for path, _, _ in namesakes if path.startswith(f"/{module}/")]
        for path, method, operation in namesakes:
            unambiguous = len(namesakes) == 1 or [path] == in_module
            short = name if unambiguous else snake_case(f"{name} {path.replace('/', ' ')} {method}")
            if operation.get("operationId") != short:
                operation["operationId"] = short
                yield pointer("paths", path, method, "operationId")


def _short_name(operation_id: str | None, path: str, method: str) -> str:
    if legacy := LEGACY.get(f"{method.upper()} {path}"):
        return legacy
    if operation_id is None:
        return snake_case(f"{method} {path.replace('/', ' ')}")
    suffix = re.sub(r"\W", "_", path) + "_" + method
    return snake_case(operation_id.removesuffix(suffix) or operation_id)

"""Rules for operations: paths, names and modules."""

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.errors import GeneratorError
from generator.ir.names import snake_case
from generator.ir.parse import HINT
from generator.spec.document import ABOVE_WORKSPACE, METHODS, Object, operations, pointer
from generator.spec.prefect_server import WORKSPACE

API_PREFIX = "/api"
VERSION_HEADER = "x-prefect-api-version"
UNTAGGED = "Root"

# Names of operations that newer servers also have at another path. The names are the same in every version.
LEGACY = {"POST /templates/validate": "validate_template_legacy"}

# Tags and function names on servers, by operation, where those on Prefect Cloud differ.
SERVER_NAMES = {
    "GET /events/filter/next": ("Events", "read_account_events_page"),
    "GET /flow_runs/{id}/logs/download": ("Flow Runs", "download_logs"),
    "POST /events": ("Events", "create_events"),
    "POST /events/count-by/{countable}": ("Events", "count_account_events"),
    "POST /events/filter": ("Events", "read_events"),
    "POST /templates/validate": ("Automations", "validate_template"),
}


def strip_api_prefix(document: Object) -> Iterator[str]:
    """Strip the mount point of the API from paths.

    Servers before 3.6 and Prefect Cloud include it in each path, but the base URL of a client already contains it.
    """
    paths = document["paths"]
    if paths and all(path.startswith(API_PREFIX + "/") for path in paths):
        _rename_paths(document, {path: path.removeprefix(API_PREFIX) for path in paths})
        for path, method, _ in operations(document):
            yield pointer("paths", path, method)


def strip_workspace(document: Object) -> Iterator[str]:
    """Strip the workspace from paths, and mark the operations above the workspace.

    On Prefect Cloud, the base URL of a client already contains the account and the workspace. Some operations do not
    declare these parameters, or declare only one of them.
    """
    paths = document["paths"]
    inside = {path: path.removeprefix(WORKSPACE) for path in paths if path.startswith(f"{WORKSPACE}/")}
    if not inside:
        return
    for path, method, operation in operations(document):
        if path not in inside:
            operation[ABOVE_WORKSPACE] = True
        elif declared := operation.get("parameters"):
            operation["parameters"] = [parameter for parameter in declared if not _is_of_workspace(parameter)]
        yield pointer("paths", inside.get(path, path), method)
    _rename_paths(document, inside)


def use_server_names(document: Object) -> Iterator[str]:
    """Name the operations of a workspace as on a server.

    Prefect Cloud has the same operations as a server, but calls some functions differently.
    """
    if not any(ABOVE_WORKSPACE in operation for _, _, operation in operations(document)):
        return
    for path, method, operation in operations(document):
        if known := SERVER_NAMES.get(f"{method.upper()} {path}"):
            tag, operation["operationId"] = known
            operation["tags"] = [tag]
            yield pointer("paths", path, method)


def _is_of_workspace(parameter: Object) -> bool:
    return parameter.get("in") == "path" and f"{{{parameter.get('name')}}}" in WORKSPACE


def _rename_paths(document: Object, renamed: dict[str, str]) -> None:
    """Rename paths, also in the operation IDs that FastAPI derives from them.

    Raises:
        GeneratorError: Two paths would have the same name.
    """
    paths: Object = {}
    for path, item in document["paths"].items():
        new = renamed.get(str(path), str(path))
        if new in paths:
            raise GeneratorError(f"two paths would both be {new}, one of them {path}", HINT)
        paths[new] = item
        for method in METHODS:
            operation_id = item.get(method, {}).get("operationId", "")
            if operation_id.endswith(old := _id_suffix(path, method)):
                item[method]["operationId"] = operation_id.removesuffix(old) + _id_suffix(new, method)
    document["paths"] = paths


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
    module share a function name, the only one keeps it whose path starts with the module name or, if there are several
    or none, ends with the function name, or which is not deprecated. The names of the others also contain path and
    method.
    """
    by_name = defaultdict(list)
    for path, method, operation in operations(document):
        module = snake_case(operation["tags"][0])
        by_name[module, _short_name(operation.get("operationId"), path, method)].append((path, method, operation))
    for (module, name), namesakes in by_name.items():
        keeps = _keeps_name(module, name, namesakes)
        for path, method, operation in namesakes:
            short = name if operation is keeps else snake_case(f"{name} {path.replace('/', ' ')} {method}")
            if operation.get("operationId") != short:
                operation["operationId"] = short
                yield pointer("paths", path, method, "operationId")


def _keeps_name(module: str, name: str, namesakes: list[tuple[str, str, Object]]) -> Object | None:
    """Return the operation that keeps the function name *name* of *namesakes*, or None."""
    choices = (
        namesakes,
        [one for one in namesakes if one[0].startswith(f"/{module}/")],
        [one for one in namesakes if one[0].endswith(f"/{name}")],
        [one for one in namesakes if not one[2].get("deprecated")],
    )
    return next((found[0][2] for found in choices if len(found) == 1), None)


def _short_name(operation_id: str | None, path: str, method: str) -> str:
    if legacy := LEGACY.get(f"{method.upper()} {path}"):
        return legacy
    if operation_id is None:
        return snake_case(f"{method} {path.replace('/', ' ')}")
    return snake_case(operation_id.removesuffix(_id_suffix(path, method)) or operation_id)


def _id_suffix(path: str, method: str) -> str:
    return re.sub(r"\W", "_", path) + "_" + method

"""Documents of Prefect servers: recognise them, and remove what depends on the server's environment."""

import re
from copy import deepcopy
from pathlib import PurePosixPath

from generator.errors import GeneratorError
from generator.spec.document import Json, Object

# Operations of every Prefect 3 server. Before 3.6, all paths start with /api.
OPERATIONS = (
    ("post", "/flow_runs/filter"),
    ("get", "/flow_runs/{id}"),
    ("post", "/flows/filter"),
    ("post", "/deployments/filter"),
    ("get", "/admin/version"),
)

# Settings whose default is the value of a variable that is not Prefect's own, SSL_CERT_FILE.
ENVIRONMENT_DEFAULTS = frozenset({"ssl_cert_file", "prefect_api_ssl_cert_file"})
WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def check_prefect(document: Object, source: str) -> None:
    """Check that *document*, which was loaded from *source*, describes the API of a Prefect server.

    Raises:
        GeneratorError: An operation that every Prefect server has is missing.
    """
    paths = {path.removeprefix("/api"): item for path, item in document["paths"].items()}
    for method, path in OPERATIONS:
        if not isinstance(paths.get(path), dict) or method not in paths[path]:
            raise GeneratorError(
                f"{source} is not the document of a Prefect server: it must contain {method.upper()} {path}",
                "Use <server>/openapi.json of a Prefect 3 server.",
            )


def without_environment(document: Object) -> Object:
    """Return *document* without the address of its server, and without defaults that are files on its machine.

    The default of the certificate file is the ``SSL_CERT_FILE`` of the server's process.
    """
    kept = deepcopy({key: value for key, value in document.items() if key != "servers"})
    _drop_local_defaults(kept, "")
    return kept


def _drop_local_defaults(node: Json, name: str) -> None:
    if isinstance(node, dict):
        if name.lower() in ENVIRONMENT_DEFAULTS or _is_local_path(node.get("default")):
            node.pop("default", None)
        for key, value in node.items():
            _drop_local_defaults(value, key)
    elif isinstance(node, list):
        for value in node:
            _drop_local_defaults(value, name)


def _is_local_path(value: Json) -> bool:
    """Return whether *value* is an absolute path of a file. A single segment may be a route, such as ``/api``."""
    return isinstance(value, str) and (
        WINDOWS_PATH.match(value) is not None or (value.startswith("/") and len(PurePosixPath(value).parts) > 2)  # noqa: PLR2004  # root, folder, file
    )

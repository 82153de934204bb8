"""Documents of Prefect servers and Prefect Cloud: recognise them, and remove what depends on their environment."""

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

WORKSPACE = "/accounts/{account_id}/workspaces/{workspace_id}"
"""Path of a workspace, relative to the URL of Prefect Cloud's API."""

CLOUD = "Cloud"
"""Server version of Prefect Cloud, which has no Prefect version."""

# Settings whose default is the value of a variable that is not Prefect's own, SSL_CERT_FILE.
ENVIRONMENT_DEFAULTS = frozenset({"ssl_cert_file", "prefect_api_ssl_cert_file"})
WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def check_prefect(document: Object, source: str) -> None:
    """Check that *document*, which was loaded from *source*, describes the API of a Prefect server.

    Raises:
        GeneratorError: The document is that of Prefect Cloud, or an operation that every Prefect server has is missing.
    """
    if is_cloud(document):
        raise GeneratorError(
            f"{source} is the document of Prefect Cloud, but generated/ must be made from that of a Prefect server",
            "Add --output DIR to write the package to another folder.",
        )
    paths = {path.removeprefix("/api"): item for path, item in document["paths"].items()}
    for method, path in OPERATIONS:
        if not isinstance(paths.get(path), dict) or method not in paths[path]:
            raise GeneratorError(
                f"{source} is not the document of a Prefect server: it must contain {method.upper()} {path}",
                "Use <server>/openapi.json of a Prefect 3 server.",
            )


def is_cloud(document: Object) -> bool:
    """Return whether *document* describes the API of Prefect Cloud: some of its paths are those of a workspace."""
    return any(path.startswith(f"/api{WORKSPACE}/") for path in document["paths"])


def describe_server(server_version: str, api_version: str | None) -> str:
    """Return the name of a server for messages: ``Prefect 3.8.8``, or ``Prefect Cloud, API 0.8.4``."""
    is_api_known = server_version == CLOUD and api_version is not None
    return f"Prefect {server_version}" + (f", API {api_version}" if is_api_known else "")


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

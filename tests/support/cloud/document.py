"""API document above the workspace (C17), made from the document of the server behind the stand-in."""

from typing import Any

from tests.support.cloud.operations import is_missing

_WORKSPACE = "/api/accounts/{account_id}/workspaces/{workspace_id}"


def of_cloud(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document of a self-hosted server as Cloud's."""
    paths: dict[str, Any] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            name = f"{method.upper()} {path}"
            if name == "GET /collections/views/{view}":
                paths[f"/api{path}"] = {method: operation}
            elif not is_missing(name):
                moved = {**operation, "parameters": [*_ids(), *operation.get("parameters", [])]}
                paths.setdefault(_WORKSPACE + path, {})[method] = moved
    paths |= {path: {"get": _operation(path)} for path in ("/api/me/", "/api/me/workspaces", "/api/me/accounts")}
    return {**document, "info": {"title": "Prefect Cloud API", "version": "0.8.4"}, "paths": paths}


def _ids() -> list[dict[str, Any]]:
    return [
        {"in": "path", "name": name, "required": True, "schema": {"format": "uuid", "type": "string"}}
        for name in ("account_id", "workspace_id")
    ]


def _operation(path: str) -> dict[str, Any]:
    name = "read_my_" + (path.strip("/").split("/")[2:] or ["profile"])[0]
    content: dict[str, Any] = {"application/json": {"schema": {}}}
    return {
        "operationId": name,
        "tags": ["Me"],
        "responses": {"200": {"description": "Successful Response", "content": content}},
    }

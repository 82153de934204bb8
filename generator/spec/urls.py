"""Server URLs: locate the OpenAPI document and the API, and mask credentials in messages."""

import re

import httpx

from generator.errors import GeneratorError

WRONG_URL = "Use the URL of a Prefect server, such as http://127.0.0.1:4200."
CLOUD_API_URL = "https://api.prefect.cloud/api"
"""Default of ``PREFECT_CLOUD_API_URL``."""

CLOUD_HOST = re.compile(r"api(\.stg)?\.prefect\.(cloud|dev)|.+\.private\.prefect\.cloud")
WORKSPACE = re.compile(r"/accounts/[^/]+/workspaces/[^/]+$")


def document_and_api_urls(url: str, cloud_api_url: str = CLOUD_API_URL) -> tuple[httpx.URL, str]:
    """Return the URLs of a server's OpenAPI document and of its API.

    A server has two documents. The one next to its API declares the server's version. The one below its API declares
    the version of a mounted application. The only document of Prefect Cloud is below its API, above the workspaces.

    Args:
        url: Origin of the server, URL of its API, or URL of its OpenAPI document.
        cloud_api_url: URL of Prefect Cloud's API, in addition to the known ones. Default: the public one.

    Raises:
        GeneratorError: *url* is not an ``http`` or ``https`` URL, or contains credentials.
    """
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, TypeError, ValueError):
        raise GeneratorError("invalid URL", WRONG_URL) from None
    if parsed.userinfo:
        raise GeneratorError(
            "the URL contains a user name or password, which would show up in logs",
            "Remove them and set PREFECT_API_AUTH_STRING to user:password.",
        )
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise GeneratorError(f"{masked(parsed)} is not an http:// or https:// URL", WRONG_URL)
    path = parsed.raw_path.partition(b"?")[0].decode("ascii").rstrip("/")
    api_path = _cloud_api_path(parsed, path, httpx.URL(cloud_api_url))
    if api_path is not None:
        return httpx.URL(_with_path(parsed, f"{api_path}/openapi.json")), _with_path(parsed, _folder(path))
    is_document = path.endswith(".json")
    if is_document and not path.endswith("/api/openapi.json"):
        return parsed.copy_with(fragment=None), _with_path(parsed, f"{path.rpartition('/')[0]}/api")
    base = path.removesuffix("/openapi.json").removesuffix("/api")
    return httpx.URL(_with_path(parsed, f"{base}/openapi.json")), _with_path(parsed, f"{base}/api")


def possible_documents(url: str, cloud_api_url: str = CLOUD_API_URL) -> list[httpx.URL]:
    """Return the URLs at which the document of *url* may be, most likely first. See `document_and_api_urls`.

    Behind a proxy, or with ``PREFECT_SERVER_API_BASE_PATH``, there may be no document next to the API.
    """
    document, api_url = document_and_api_urls(url, cloud_api_url)
    is_given = document.path == httpx.URL(url.strip()).path.rstrip("/")
    return [document] if is_given else list(dict.fromkeys([document, httpx.URL(f"{api_url}/openapi.json")]))


def is_workspace(api_url: str) -> bool:
    """Return whether *api_url* is the API URL of a workspace on Prefect Cloud."""
    return WORKSPACE.search(api_url) is not None


def masked(url: httpx.URL) -> str:
    """Return *url* without credentials, query and fragment. A query may contain a token."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))


def _cloud_api_path(url: httpx.URL, path: str, cloud_api_url: httpx.URL) -> str | None:
    """Return the path of Prefect Cloud's API above the workspaces, or None if *url* is another server.

    Args:
        url: URL whose path is *path*.
        path: Path without a trailing slash.
        cloud_api_url: URL of Prefect Cloud's API, in addition to the known ones.
    """
    folder = _folder(path)
    if workspace := WORKSPACE.search(folder):
        return folder[: workspace.start()]
    if CLOUD_HOST.fullmatch(url.host):
        return "/api"
    api_path = cloud_api_url.path.rstrip("/")
    is_below = f"{folder}/".startswith(f"{api_path}/") or f"{folder}/api" == api_path
    return api_path if is_below and url.netloc == cloud_api_url.netloc else None


def _folder(path: str) -> str:
    return path.removesuffix("/openapi.json")


def _with_path(url: httpx.URL, path: str) -> str:
    return str(url.copy_with(raw_path=path.encode("ascii"), fragment=None))

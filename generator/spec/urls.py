"""Server URLs: locate the OpenAPI document and the API, and mask credentials in messages."""

import httpx

from generator.errors import GeneratorError

WRONG_URL = "Use the URL of a Prefect server, such as http://127.0.0.1:4200."


def document_and_api_urls(url: str) -> tuple[httpx.URL, str]:
    """Return the URLs of a server's OpenAPI document and of its API.

    A server has two documents. The one next to its API declares the server's version. The one below its API declares
    the version of a mounted application.

    Args:
        url: Origin of the server, URL of its API, or URL of its OpenAPI document.

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
    is_document = path.endswith(".json")
    if is_document and not path.endswith("/api/openapi.json"):
        return parsed.copy_with(fragment=None), _with_path(parsed, f"{path.rpartition('/')[0]}/api")
    base = path.removesuffix("/openapi.json").removesuffix("/api")
    return httpx.URL(_with_path(parsed, f"{base}/openapi.json")), _with_path(parsed, f"{base}/api")


def possible_documents(url: str) -> list[httpx.URL]:
    """Return the URLs at which the document of *url* may be, most likely first. See `document_and_api_urls`.

    Behind a proxy, or with ``PREFECT_SERVER_API_BASE_PATH``, there may be no document next to the API.
    """
    document, api_url = document_and_api_urls(url)
    is_given = document.path == httpx.URL(url.strip()).path.rstrip("/")
    return [document] if is_given else [document, httpx.URL(f"{api_url}/openapi.json")]


def masked(url: httpx.URL) -> str:
    """Return *url* without credentials, query and fragment. A query may contain a token."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))


def _with_path(url: httpx.URL, path: str) -> str:
    return str(url.copy_with(raw_path=path.encode("ascii"), fragment=None))

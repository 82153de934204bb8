"""Server's document: fetch it or read it from a file, and check that it belongs to a supported Prefect server."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import msgspec
from msgspec.structs import replace

from prefect_http._contract.errors import CheckError
from prefect_http._contract.openapi.document import Document, InvalidDocumentError, parse
from prefect_http._http.compatibility import SUPPORTED_SERVERS, is_compatible
from prefect_http._http.limits import Limits
from prefect_http._http.redaction import redacted_url
from prefect_http._http.request import RequestFactory
from prefect_http._http.response import status_error
from prefect_http._http.retry import Attempts
from prefect_http._http.transport import open_transport
from prefect_http._settings.resolve import Settings
from prefect_http._settings.urls import is_cloud
from prefect_http._sync.sender import Sender
from prefect_http.errors import ResponseTooLargeError
from prefect_http_api import Call, Operation

MAX_BYTES: Final = 64 * 2**20
"""Largest accepted document, in bytes. The document of a Prefect server is under 1 MiB."""

TOTAL_SECONDS: Final = 120.0
"""Seconds for the whole download. A server that sends one byte at a time never triggers the read timeout."""

HINT: Final = "Pass the URL of a Prefect server (--url) or a file saved from <server>/openapi.json (--spec)."

_MOUNTED_VERSION: Final = "0.1.0"
"""Version in ``/api/openapi.json``, regardless of the server's version."""

_SAME_API_SHARE: Final = 0.1
"""Minimum share of the client's operations in the document of a Prefect server."""

_DOCUMENT: Final[Operation[None]] = Operation("openapi.json", "GET", "/openapi.json", responses={})


def api_url(url: str) -> str:
    """Return the API URL for *url*, the URL of a server, its API or its document."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        # An invalid URL is reported when the settings are resolved.
        return url
    path = parts.path.rstrip("/").removesuffix("/openapi.json")
    if not (path.endswith("/api") or is_cloud(path)):
        path += "/api"
    return urlunsplit(parts._replace(path=path))


def document_url(api: str) -> str:
    """Return the URL of the document for the API URL *api*. The document is next to the API path, not below it."""
    return api.removesuffix("/api") + _DOCUMENT.path


def fetch(settings: Settings, *, max_bytes: int = MAX_BYTES, total_seconds: float = TOTAL_SECONDS) -> bytes:
    """Fetch a server's document with the client's settings.

    Follows redirects within the server's origin. Does not retry.

    Args:
        settings: Settings of the client: API URL, credentials, TLS and timeout.
        max_bytes: Largest accepted document, in bytes. Default: 64 MiB.
        total_seconds: Seconds for the whole download. Default: 120.

    Raises:
        TransportError: No complete response arrived within *total_seconds*.
        StatusError: The status is neither 2xx nor 404.
        CheckError: The server has no document (404), or the document exceeds *max_bytes*.
    """
    url = document_url(settings.api_url)
    requests = RequestFactory(replace(settings, api_url=url.removesuffix(_DOCUMENT.path)))
    request = requests.make(Call(_DOCUMENT), settings.timeout)
    request.extensions["limits"] = Limits(max_bytes, total_seconds)
    with closing(Sender(open_transport(url, settings.verify), requests, csrf_support=False)) as sender:
        try:
            response = sender.send(request, Attempts(None, idempotent=True, started=0.0))
        except ResponseTooLargeError:
            raise _too_large(redacted_url(url), max_bytes) from None
    if response.status_code == HTTPStatus.NOT_FOUND:
        raise CheckError(f"no document at {url}: the server responded with 404", HINT)
    if not response.is_success:
        raise status_error(response, _DOCUMENT.path)
    return response.content


def read_file(path: Path, *, hint: str = HINT, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file, up to a maximum size.

    Args:
        path: Path of the file.
        hint: Fix to suggest if the file cannot be read.
        max_bytes: Largest accepted file, in bytes. Default: 64 MiB.

    Raises:
        CheckError: The file cannot be read, or exceeds *max_bytes*.
    """
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CheckError(f"cannot read {path}: {reason}", hint) from None
    if len(content) > max_bytes:
        raise _too_large(str(path), max_bytes)
    return content


def parse_server_document(content: bytes, source: str, client_document: Document) -> Document:
    """Parse a server's document and check that this client supports the server.

    Args:
        content: Bytes of the document.
        source: URL or path of the document, for error messages.
        client_document: Document that the client was generated from.

    Raises:
        CheckError: *content* is not the document of a Prefect server that this client supports.
    """
    document = _parse(_strip(content, source), source)
    shared = sum(key in client_document.operations for key in document.operations)
    if shared < len(client_document.operations) * _SAME_API_SHARE:
        raise CheckError(
            f"{source} describes another API ({document.title[:60]!r}): it has {shared} of this client's "
            f"{len(client_document.operations)} operations",
            HINT,
        )
    if document.version == _MOUNTED_VERSION:
        raise CheckError(
            f"{source} has version {_MOUNTED_VERSION}, which is not the server's version",
            "Use <server>/openapi.json, not <server>/api/openapi.json.",
        )
    if not is_compatible(document.version):
        belongs = f"belongs to Prefect {document.version}" if document.version else "has no server version"
        raise CheckError(
            f"{source} {belongs}; {SUPPORTED_SERVERS}",
            "Use a supported server, or a client generated from yours.",
        )
    return document


def _too_large(source: str, max_bytes: int) -> CheckError:
    return CheckError(
        f"{source} is larger than {max_bytes / 2**20:g} MiB", "The document of a Prefect server is under 1 MiB."
    )


def _strip(content: bytes, source: str) -> bytes:
    stripped = content.removeprefix(BOM_UTF8).strip()
    if not stripped:
        raise CheckError(f"{source} is empty", HINT)
    if stripped.startswith(b"<"):
        raise CheckError(f"{source} is HTML, not JSON; it may be a login page", HINT)
    if re.match(rb"(---\s|#|%YAML|(openapi|swagger|info)\s*:)", stripped):
        raise CheckError(f"{source} is YAML, not JSON", HINT)
    return stripped


def _parse(content: bytes, source: str) -> Document:
    try:
        return parse(msgspec.json.decode(content))
    except InvalidDocumentError as error:
        raise CheckError(f"{source}: {error}", HINT) from None
    except RecursionError:
        raise CheckError(f"{source} is nested too deeply", HINT) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if "truncated" in str(error):
            raise CheckError(f"{source} is truncated: its JSON is incomplete", "Download it again.") from None
        raise CheckError(f"{source} is not JSON: {error}", HINT) from None

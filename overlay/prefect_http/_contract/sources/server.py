"""Server's document: fetch it or read it from a file, and check that it belongs to a supported Prefect server."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from prefect_http._contract.cloud import CLOUD
from prefect_http._contract.errors import CheckError
from prefect_http._contract.openapi.document import Document, InvalidDocumentError, parse
from prefect_http._http.compatibility import SUPPORTED_SERVERS, is_compatible, parse_version, quote_version
from prefect_http._http.dispatch import TransportDispatcher
from prefect_http._http.limits import Limits
from prefect_http._http.redaction import redacted_url
from prefect_http._http.request import RequestFactory
from prefect_http._http.response import status_error
from prefect_http._http.retry import Attempts
from prefect_http._http.transport import open_transport
from prefect_http._settings.resolve import Settings
from prefect_http._settings.urls import cloud_url
from prefect_http._sync.sender import Sender
from prefect_http.errors import ResponseTooLargeError, StatusError
from prefect_http_api import Call, Operation, admin

MAX_BYTES: Final = 64 * 2**20
"""Largest accepted document, in bytes. The document of a Prefect server is under 1 MiB."""

TOTAL_SECONDS: Final = 120.0
"""Seconds for the whole download. A server that sends one byte at a time never triggers the read timeout."""

HINT: Final = "Pass the URL of a Prefect server (--url) or a file saved from <server>/openapi.json (--spec)."

_MOUNTED_VERSION: Final = "0.1.0"
"""Version in the document below the API path, regardless of the server's version."""

_SAME_API_SHARE: Final = 0.1
"""Minimum share of the client's operations in the document of a Prefect server."""

_DOCUMENT: Final[Operation[None]] = Operation("openapi.json", "GET", "/openapi.json", responses={})


class Location(msgspec.Struct, frozen=True):
    """A URL at which a server may have a document.

    A server has two documents: one next to its API, which declares the server's version, and one below its API, which
    does not.

    Attributes:
        folder: URL of the document, without ``/openapi.json``.
        api_url: URL of the API, if the document is next to it.
        mounted_url: URL of the API, if the document is below it.

    The document of Prefect Cloud is below its API, above the workspaces, and declares no server version.
    """

    folder: str
    api_url: str
    mounted_url: str

    @property
    def url(self) -> str:
        """URL of the document."""
        return self.folder + _DOCUMENT.path


class FetchedDocument(msgspec.Struct, frozen=True):
    """Document of a server, its URL, and the URL of the API that it describes."""

    document: Document
    url: str
    api_url: str


def without_document(url: str) -> str:
    """Return *url*, the URL of a server, its API or its document, without ``/openapi.json``."""
    return url.strip().rstrip("/").removesuffix(_DOCUMENT.path)


def locations(url: str, *, is_api: bool) -> list[Location]:
    """Return where to look for the document, most likely first.

    Args:
        url: URL of a server or of its API, without a trailing slash.
        is_api: Whether *url* must be the URL of the API. Otherwise, the API may also be below *url*.
    """
    if above_workspace := cloud_url(url):
        return [Location(above_workspace, url, url)]
    if is_api or url.endswith("/api"):
        return [Location(folder, url, url) for folder in dict.fromkeys((url.removesuffix("/api"), url))]
    api_url = f"{url}/api"
    return [Location(url, api_url, url), Location(api_url, api_url, api_url)]


def fetch_document(settings: Settings, places: Iterable[Location], client_document: Document) -> FetchedDocument:
    """Return the first supported document in *places*, with the version of the server.

    Args:
        settings: Settings of the client: credentials, TLS and timeout.
        places: Where to look for the document.
        client_document: Document that the client was generated from.

    Raises:
        TransportError: The server cannot be reached.
        StatusError: The status is neither 2xx nor 404.
        CheckError: No place has the document of a supported server. The error is about the first place.
    """
    errors: list[CheckError] = []
    for place in places:
        try:
            document = _parse_document(fetch(settings, place.folder), place.url, client_document)
            if document.is_cloud or cloud_url(place.api_url):
                return FetchedDocument(replace(document, version=CLOUD), place.url, place.api_url)
            if _declares_server_version(document):
                _check_version(document, place.url)
                return FetchedDocument(document, place.url, place.api_url)
            document = replace(document, version=_fetch_version(settings, place, document.version))
            _check_version(document, place.url)
            return FetchedDocument(document, place.url, place.mounted_url)
        except CheckError as error:
            errors.append(error)
    raise errors[0]


def _fetch_version(settings: Settings, place: Location, declared: str) -> str:
    """Return the version of the server, for a document that declares another one."""
    try:
        return msgspec.json.decode(fetch(settings, place.mounted_url, admin.read_version().operation), type=str)
    except (CheckError, StatusError, msgspec.DecodeError):
        raise CheckError(
            f"{place.url} has version {quote_version(declared)}, which is not the server's version, and "
            f"{place.mounted_url}/admin/version does not return it",
            "Pass the URL of the API.",
        ) from None


def fetch(
    settings: Settings,
    folder: str,
    operation: Operation[Any] = _DOCUMENT,
    *,
    max_bytes: int = MAX_BYTES,
    total_seconds: float = TOTAL_SECONDS,
) -> bytes:
    """Fetch a file of a server with the client's settings.

    Follows redirects within the server's origin. Does not retry.

    Args:
        settings: Settings of the client: credentials, TLS and timeout.
        folder: URL that the path of *operation* is relative to.
        operation: Operation that returns the file. Default: the document.
        max_bytes: Largest accepted file, in bytes. Default: 64 MiB.
        total_seconds: Seconds for the whole download. Default: 120.

    Raises:
        TransportError: No complete response arrived within *total_seconds*.
        StatusError: The status is neither 2xx nor 404.
        CheckError: The server has no such file (404), or the file exceeds *max_bytes*.
    """
    url = folder + operation.path
    requests = RequestFactory(replace(settings, api_url=folder))
    request = requests.make(Call(operation), settings.timeout)
    request.extensions["limits"] = Limits(max_bytes, total_seconds)
    dispatcher = TransportDispatcher(open_transport(url, settings.verify))
    with closing(Sender(dispatcher, requests, csrf_support=False)) as sender:
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
        source: Path of the document, for error messages.
        client_document: Document that the client was generated from.

    Raises:
        CheckError: *content* is not the document of a Prefect server that this client supports.
    """
    document = _parse_document(content, source, client_document)
    if document.is_cloud:
        return document
    if document.version == _MOUNTED_VERSION:
        raise CheckError(
            f"{source} has version {_MOUNTED_VERSION}, which is not the server's version",
            "Use <server>/openapi.json, not <server>/api/openapi.json.",
        )
    _check_version(document, source)
    return document


def _parse_document(content: bytes, source: str, client_document: Document) -> Document:
    document = _parse(_strip(content, source), source)
    shared = sum(key in client_document.operations for key in document.operations)
    if shared < len(client_document.operations) * _SAME_API_SHARE:
        raise CheckError(
            f"{source} describes another API ({document.title[:60]!r}): it has {shared} of this client's "
            f"{len(client_document.operations)} operations",
            HINT,
        )
    return document


def _declares_server_version(document: Document) -> bool:
    return document.version != _MOUNTED_VERSION and parse_version(document.version) is not None


def _check_version(document: Document, source: str) -> None:
    if not is_compatible(document.version):
        version = quote_version(document.version)
        raise CheckError(
            f"{source} {f'belongs to Prefect {version}' if document.version else 'has no server version'}; "
            f"{SUPPORTED_SERVERS}",
            "Use a supported server, or a client generated from yours.",
        )


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

"""Gets the document of a server, with the settings of a client, or one that is in a file."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import msgspec
from msgspec.structs import replace

from prefect_http import _concurrency
from prefect_http._contract.errors import CannotTellError
from prefect_http._contract.openapi.document import Document, UnreadableDocumentError, read
from prefect_http._http.compatibility import LIMITS, is_compatible
from prefect_http._http.request import RequestFactory, shown
from prefect_http._http.response import status_error
from prefect_http._http.transport import open_transport
from prefect_http._settings.fields import is_cloud
from prefect_http._settings.resolve import Settings
from prefect_http._sync.sender import Sender
from prefect_http_api import Call, Operation

MAX_BYTES = 64 * 1024 * 1024
"""What a document may have: a hundred times what any has."""

HINT = "Give the address of a Prefect server (--url), or a file that was saved from <server>/openapi.json (--spec)."

_MOUNTED_VERSION = "0.1.0"

TOTAL_SECONDS = 120.0
"""How long a document may take: its server may send a byte now and then, which no timeout of a read ends."""

_DOCUMENT: Operation[None] = Operation("openapi.json", "GET", "/openapi.json", answers={})


def api_url(url: str) -> str:
    """Return the URL of the API of the server that *url* means: its origin, its API, or its document."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        # Who takes it for a client's says what is wrong with it.
        return url
    path = parts.path.rstrip("/").removesuffix("/openapi.json")
    if not (path.endswith("/api") or is_cloud(path)):
        path += "/api"
    return urlunsplit(parts._replace(path=path))


def document_url(api: str) -> str:
    """Return the URL of the document of the server whose API is at *api*: beside the API, not in it."""
    return api.removesuffix("/api") + _DOCUMENT.path


def fetch(settings: Settings, *, max_bytes: int = MAX_BYTES, total_seconds: float = TOTAL_SECONDS) -> bytes:
    """Return the document of the server that *settings* are for; it is asked as a client would ask it.

    Redirects are followed within the server's own origin. Nothing is sent again.

    Raises:
        TransportError: no whole answer came.
        StatusError: the server said no.
        CannotTellError: it has no document, or it has more than *max_bytes*, or takes longer than *total_seconds*.
    """
    url = document_url(settings.api_url)
    requests = RequestFactory(replace(settings, api_url=url.removesuffix(_DOCUMENT.path)))
    transport = _Bounded(open_transport(url, settings.verify), max_bytes, _concurrency.monotonic() + total_seconds)
    with closing(Sender(transport, requests, csrf_support=False)) as sender:
        response = sender.send(requests.make(Call(_DOCUMENT), settings.timeout), None, repeatable=True)
    if response.status_code == HTTPStatus.NOT_FOUND:
        raise CannotTellError(f"{url} was answered 404: there is no document", HINT)
    if not response.is_success:
        location = response.headers.get("location") if response.has_redirect_location else None
        raise status_error(
            status=response.status_code,
            content=response.content,
            method="GET",
            url=shown(url),
            location=None if location is None else shown(location),
        )
    return response.content


def read_file(path: Path, *, hint: str = HINT, max_bytes: int = MAX_BYTES) -> bytes:
    """Return what is in a file; *hint* is what to do where it cannot be read.

    Raises:
        CannotTellError: it cannot be read, or has more than *max_bytes*.
    """
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CannotTellError(f"{path} cannot be read: {reason}", hint) from None
    if len(content) > max_bytes:
        raise _too_large(str(path), max_bytes)
    return content


class _Bounded(httpx.BaseTransport):
    """Reads no more of an answer than it may have, and for no longer than it may take."""

    def __init__(self, transport: httpx.BaseTransport, max_bytes: int, deadline: float) -> None:
        self._transport = transport
        self._max_bytes = max_bytes
        self._deadline = deadline

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with closing(self._transport.handle_request(request)) as response:
            content = b"".join(self._chunks(response, shown(str(request.url))))
        kept = [(name, value) for name, value in response.headers.multi_items() if name in {"content-type", "location"}]
        return httpx.Response(response.status_code, headers=kept, content=content)

    def close(self) -> None:
        self._transport.close()

    def _chunks(self, response: httpx.Response, url: str) -> Iterator[bytes]:
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > self._max_bytes:
                raise _too_large(url, self._max_bytes)
            if _concurrency.monotonic() > self._deadline:
                raise CannotTellError(
                    f"{url} takes too long to arrive", "Check that the server is well, and try again."
                )
            yield chunk


def _too_large(source: str, max_bytes: int) -> CannotTellError:
    return CannotTellError(
        f"{source} is larger than {max_bytes / 2**20:g} MiB", "The document of a Prefect server has less than 1 MiB."
    )


def declared(content: bytes, source: str, promised: Document) -> Document:
    """Return what the document *content* says.

    Args:
        content: the document, as it came.
        source: where it came from, as errors name it.
        promised: what the client was promised, of which a Prefect server has most.

    Raises:
        CannotTellError: it is not the document of a Prefect server that this client could speak to.
    """
    document = _read(_text(content, source), source)
    shared = sum(key in promised.operations for key in document.operations)
    if shared * 10 < len(promised.operations):
        raise CannotTellError(
            f"{source} is the document of another API ({document.title[:60]!r}): it has {shared} of the "
            f"{len(promised.operations)} operations of this client",
            HINT,
        )
    if document.version == _MOUNTED_VERSION:
        raise CannotTellError(
            f"{source} says version {_MOUNTED_VERSION}, which is not the server's",
            "Take the document beside /api, not the one in it: <server>/openapi.json.",
        )
    if not is_compatible(document.version):
        says = f"is of Prefect {document.version}" if document.version else "does not say of which version it is"
        raise CannotTellError(
            f"{source} {says}, and {LIMITS}", "Use a server of that generation, or a client that was made from yours."
        )
    return document


def _text(content: bytes, source: str) -> bytes:
    text = content.removeprefix(BOM_UTF8).strip()
    if not text:
        raise CannotTellError(f"{source} is empty", HINT)
    if text.startswith(b"<"):
        raise CannotTellError(f"{source} is a web page, not JSON: perhaps that of a login", HINT)
    if re.match(rb"(---\s|#|%YAML|(openapi|swagger|info)\s*:)", text):
        raise CannotTellError(f"{source} is YAML, not JSON", HINT)
    return text


def _read(text: bytes, source: str) -> Document:
    try:
        return read(msgspec.json.decode(text))
    except UnreadableDocumentError as error:
        raise CannotTellError(f"{source}: {error}", HINT) from None
    except RecursionError:
        raise CannotTellError(f"{source} is nested too deep", HINT) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if "truncated" in str(error):
            raise CannotTellError(f"{source} is cut off: the JSON ends in the middle", "Fetch it again.") from None
        raise CannotTellError(f"{source} is not JSON: {error}", HINT) from None

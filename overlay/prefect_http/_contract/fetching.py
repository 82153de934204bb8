"""Gets the document of a server, with the settings of a client, or one that is in a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
from msgspec.structs import replace

from prefect_http import _waiting
from prefect_http._answers import status_error
from prefect_http._contract.declared import HINT, MAX_BYTES
from prefect_http._contract.errors import CannotTellError
from prefect_http._requests import RequestFactory, shown
from prefect_http._settings import Settings
from prefect_http._sync._sender import Sender
from prefect_http._transports import open_transport
from prefect_http._urls import is_cloud
from prefect_http_api import Call, Operation

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
    transport = _Bounded(open_transport(url, settings.verify), max_bytes, _waiting.monotonic() + total_seconds)
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
            if _waiting.monotonic() > self._deadline:
                raise CannotTellError(
                    f"{url} takes too long to arrive", "Check that the server is well, and try again."
                )
            yield chunk


def _too_large(source: str, max_bytes: int) -> CannotTellError:
    return CannotTellError(
        f"{source} is larger than {max_bytes / 2**20:g} MiB", "The document of a Prefect server has less than 1 MiB."
    )

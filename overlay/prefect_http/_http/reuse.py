"""Reuse of connections: find bytes left over after a response, and break a connection that must not be reused."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import httpx
else:
    httpx = lazy_module("httpx")

_RECORD: Final = 2**14
"""Maximum size of a TLS record, in bytes."""


def unread_bytes(response: httpx.Response) -> bytes:
    """Return bytes that arrived on the connection of *response* after its body, which was read to the end.

    The next request would read them as its response. Bytes that arrive later are left to httpx, which closes an idle
    connection that has become readable.
    """
    # All of these buffers are private. Other transports lack them.
    # A response of an httpx client wraps the stream of its transport.
    stream = getattr(response.stream, "_stream", response.stream)
    parser = _attribute(stream, "_httpcore_stream", "_stream", "_connection", "_h11_state")
    if parser is None:
        return b""
    connection = response.extensions["network_stream"]
    rest: bytes = parser.trailing_data[0]
    return rest or _unread_record(connection.get_extra_info("ssl_object")) or _unread_chunk(connection)


def _unread_record(tls: object) -> bytes:
    """Return the first encrypted bytes that were received but not passed to the parser."""
    # A TLS socket receives one record at a time. Only an SSLObject, as async connections use, has a buffer of records.
    if not isinstance(tls, ssl.SSLObject):
        return b""
    try:
        return tls.read(_RECORD)
    except ssl.SSLError:
        return b""


def _unread_chunk(connection: object) -> bytes:
    """Return the first bytes that asyncio received but did not pass on, since it reads ahead."""
    stream = _attribute(connection, "_stream")
    chunks = _attribute(_attribute(stream, "transport_stream") or stream, "_protocol", "read_queue")
    return chunks[0] if chunks else b""


def _attribute(value: object, *names: str) -> Any:  # noqa: ANN401  # of private classes
    for name in names:
        value = getattr(value, name, None)
    return value


def break_connection(response: httpx.Response) -> None:
    """Make the connection of *response* unusable, so that its pool closes it instead of sending another request."""
    connection = response.extensions.get("network_stream")
    # HTTP/2 sends concurrent requests on one connection, and assigns each response to its request.
    if connection is None or response.http_version == "HTTP/2":
        return
    with suppress(OSError):
        connection.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

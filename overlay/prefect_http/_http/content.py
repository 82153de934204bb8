"""Content: decompress the body of a response, and detect one that was cut off."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, Final, cast

import httpx

_PART: Final = 2**20
"""Maximum size of a decompressed part, in bytes."""

# Formats, as the argument ``wbits`` of zlib. The coding "deflate" means zlib's format, but some servers send raw data.
_GZIP: Final = 31
_ZLIB: Final = 15
_RAW: Final = -15

_HEADER: Final = 2
"""Bytes that tell zlib's format from raw data."""


class IncompleteResponseError(httpx.RemoteProtocolError):
    """The end of the response is missing or unknown."""


def raw_stream(response: httpx.Response) -> httpx.ByteStream:
    """Return the body of *response* as it was sent, or as a hook read it."""
    if _was_read(response):
        return httpx.ByteStream(response.content)
    # Typed as either sync or async. A ByteStream is both.
    return cast("httpx.ByteStream", response.stream)


class ContentDecoder:
    """Decompresses the body of *response*, whose headers have been checked, and checks that it is complete."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        self._coding = "" if coding == "identity" or _was_read(response) else coding
        self._start = b""
        self._zlib: Any = None  # zlib's class has no public name.

    def decode(self, chunk: bytes) -> Iterable[bytes]:
        """Return the decompressed parts of *chunk*.

        Raises:
            httpx.DecodingError: The body is not compressed as the headers say.
        """
        return self._decompress(chunk) if self._coding else (chunk,)

    def check_end(self, content: bytes, rest: bytes) -> None:
        """Check that the body is complete.

        Args:
            content: Decompressed body.
            rest: Bytes that arrived after the body.

        Raises:
            IncompleteResponseError: The body was cut off, or may have been.
        """
        response = self._response
        if self._coding:
            if self._start and (self._zlib is None or not self._zlib.eof):
                raise IncompleteResponseError(f"the {self._coding} data has no end")
        elif response.is_success and not (_is_framed(response, rest) or _shows_its_end(response, content)):
            raise IncompleteResponseError("the body is longer than its Content-Length" if rest else "no Content-Length")

    def _decompress(self, chunk: bytes) -> Iterator[bytes]:
        if self._zlib is None:
            self._start = chunk = self._start + chunk
            if len(chunk) < _HEADER:
                return
            self._zlib = self._open()
        try:
            while chunk:
                if self._zlib.eof:  # gzip data may have several members.
                    self._zlib = self._open()
                yield self._zlib.decompress(chunk, _PART)
                chunk = self._zlib.unconsumed_tail or self._zlib.unused_data
            while part := self._zlib.decompress(b"", _PART):
                yield part
        except zlib.error as error:
            raise httpx.DecodingError(str(error)) from error

    def _open(self) -> object:
        if self._coding == "gzip":
            return zlib.decompressobj(_GZIP)
        try:
            zlib.decompressobj(_ZLIB).decompress(self._start[:_HEADER])
        except zlib.error:
            return zlib.decompressobj(_RAW)
        return zlib.decompressobj(_ZLIB)


def _is_framed(response: httpx.Response, rest: bytes) -> bool:
    """Return whether the end of the body is known from the headers, and *rest* does not continue the body."""
    if rest and not rest.isspace() and not rest.startswith(b"HTTP/") and response.status_code != HTTPStatus.NO_CONTENT:
        return False
    return (
        "Content-Length" in response.headers
        or "Transfer-Encoding" in response.headers
        or response.status_code == HTTPStatus.NO_CONTENT
        # Only HTTP/1 ends a body by closing the connection.
        or response.extensions.get("http_version") not in {b"HTTP/1.0", b"HTTP/1.1"}
    )


def _shows_its_end(response: httpx.Response, content: bytes) -> bool:
    """Return whether *content* is recognizably complete. All JSON except a number is."""
    import msgspec

    # A page of a proxy, which is never decoded.
    if response.headers.get("Content-Type", "").startswith("text/html"):
        return True
    try:
        value: object = msgspec.json.decode(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, bool) or not isinstance(value, int | float)


def _was_read(response: httpx.Response) -> bool:
    """Return whether a hook has read and decompressed the body. A ``ByteStream`` can be read again."""
    return response.is_stream_consumed and not isinstance(response.stream, httpx.ByteStream)

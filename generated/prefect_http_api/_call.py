# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Operations of the API and calls of them: what to send, and how to decode the response."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote

from ._decoding import decoder, encode, explain
from ._errors import DecodeError

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Operation(Generic[T_co]):
    """One operation of the API, as its document declares it.

    Attributes:
        name: Module and function, such as ``"deployments.read_deployment"``.
        method: HTTP method, in capitals.
        path: Path template relative to the API URL, such as ``"/deployments/{id}"``.
        query: Names of the query parameters.
        headers: Names of the operation's own headers.
        keys: Keys of the request body, if the server silently ignores all others. Empty if it rejects unknown keys, if
            it accepts any key, or if the body is not an object.
        media_type: Media type of the response.
    """

    def __init__(
        self,
        name: str,
        method: str,
        path: str,
        *,
        responses: Mapping[int, Callable[[], object]],
        query: tuple[str, ...] = (),
        headers: tuple[str, ...] = (),
        request: Callable[[], object] | None = None,
        keys: tuple[str, ...] = (),
        media_type: str = "application/json",
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.keys = keys
        self.media_type = media_type
        self._responses = responses
        self._request = request
        self._decoders: dict[int, Callable[[bytes], Any]] = {}
        self._variants: dict[object, Operation[Any]] = {}

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"

    @property
    def statuses(self) -> tuple[int, ...]:
        """The HTTP statuses of successful responses."""
        return tuple(self._responses)

    def response(self, status: int) -> object:
        """Return the type of the response with *status*: a class, a type made of classes, or None for no content.

        An undeclared success has the type of the first declared one.
        """
        load = self._responses.get(status) or next(iter(self._responses.values()))
        return load()

    @property
    def request(self) -> object:
        """The type of the request body, or None."""
        return None if self._request is None else self._request()

    def decode_as(self, wanted: type[T]) -> Operation[T]:
        """Return the operation with *wanted* as the type of every response; see ``Call.decode_as``."""
        if wanted not in self._variants:
            variant = self._variants[wanted] = copy(self)
            variant._responses = dict.fromkeys(self._responses, lambda: wanted)  # noqa: SLF001  # of the same class
            variant._decoders = {}  # noqa: SLF001  # of the same class
        return self._variants[wanted]

    def decode(self, status: int, content: bytes) -> T_co:
        """Decode the body of a response with a 2xx *status* to its declared type.

        Unknown keys are skipped. Unknown enum values and union members are kept.

        Raises:
            DecodeError: A value has the wrong type, or a required key is missing.
        """
        try:
            decode = self._decoders.get(status)
            if decode is None:
                decode = self._decoders[status] = self.decoder(status)
            decoded: T_co = decode(content)
        except (ValueError, RecursionError) as error:
            # A UnicodeDecodeError holds the bytes, which may be a secret, so it must not become the cause or context.
            path, expected = explain(error)
        else:
            return decoded
        raise DecodeError(self.name, status, path, expected)

    def decoder(self, status: int) -> Callable[[bytes], Any]:
        """Return the function that decodes the body of a response with *status*, or raises a ValueError."""
        if not self.media_type.endswith("json"):
            return bytes.decode
        wanted = self.response(status)
        decode = decoder(wanted).decode
        return decode if wanted is not None else lambda content: decode(content) if content else None


class Call(Generic[T_co]):
    """A request that is ready to be sent, and the type ``T`` of its response. It does no I/O: a client sends it.

    Attributes:
        operation: Operation that is called.
        path: Path relative to the API URL, percent-encoded.
        query: Query parameters that were given, as strings.
        headers: The operation's own headers that were given, as strings.
        body: Request body as it was given, or None.
    """

    def __init__(
        self,
        operation: Operation[T_co],
        *segments: object,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        body: object = None,
    ) -> None:
        self.operation = operation
        self.path = _fill(operation.path, segments)
        self.query = _given(query)
        self.headers = _given(headers)
        self.body = body

    def __repr__(self) -> str:
        return f"<Call {self.operation.name}: {self.method} {self.path}>"

    @property
    def method(self) -> str:
        """HTTP method, in capitals."""
        return self.operation.method

    @cached_property
    def content(self) -> bytes | None:
        """Request body as UTF-8 encoded JSON, or None.

        Raises:
            TypeError: The body holds a value that is not JSON-serializable.
        """
        return None if self.body is None else encode(self.body)

    def curl(self, api_url: str = "$PREFECT_API_URL", *, headers: Mapping[str, str] | None = None) -> str:
        """Return the call as a curl command for a POSIX shell, with secrets masked as ``***``.

        The command is one line, or one line per option if that would be long. The body is ASCII JSON.

        These are masked:

        - user and password of *api_url* and of URLs in the body;
        - header values except for the scheme (``Bearer ***``), unless the header, such as ``Accept``, is never secret;
        - values in the body whose key contains a word such as ``password``, ``secret``, ``token``, ``api_key``,
          ``private_key``, ``credentials``, ``authorization`` or ``connection_string``, except for true, false and null;
        - the data of a block document.

        The path, the query, and the values of variables, which Prefect does not treat as secrets, are not masked.

        Args:
            api_url: URL of the API. A variable, ``$NAME`` or ``${NAME}``, is left to the shell.
            headers: Additional headers, such as those that a proxy requires. They replace default headers of the same
                name, but not the operation's own.

        Raises:
            TypeError: The body holds a value that is not JSON-serializable.
        """
        from ._curl import curl

        return curl(self, api_url, headers)

    def decode_as(self, wanted: type[T]) -> Call[T]:
        """Return the call with *wanted* as the type of its response.

        Decoding only the keys you need takes a fraction of the time::

            class Named(msgspec.Struct):
                name: str

            call = deployments.read_deployments().decode_as(list[Named])

        Args:
            wanted: Type that msgspec can decode, such as a Struct, an attrs class, or a list of them. It is cached:
                define it once, at module level.
        """
        other = cast("Call[T]", copy(self))
        other.operation = self.operation.decode_as(wanted)
        return other

    def decode(self, status: int, content: bytes) -> T_co:
        """Decode the body of a response with a 2xx *status*; see ``Operation.decode``."""
        return self.operation.decode(status, content)


def _string(value: object) -> str:
    """Return *value* as a string for a query or header: ``true``, ``2026-01-31T08:00:00+00:00``, an enum's value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def _given(values: Mapping[str, object] | None) -> dict[str, str]:
    return {} if values is None else {key: _string(value) for key, value in values.items() if value is not None}


def _fill(template: str, segments: tuple[object, ...]) -> str:
    path = template
    if segments:
        literals = [part.partition("}") for part in template.split("{")]
        path = literals[0][0]
        for (name, _, literal), segment in zip(literals[1:], segments, strict=True):
            path += _segment(name, segment) + literal
    return path


def _segment(name: str, value: object) -> str:
    written = _string(value)
    # An empty segment, or one of dots, would address another resource.
    if written in {"", ".", ".."}:
        raise ValueError(f"{name} must not be empty, '.' or '..', got {written!r}")
    if _LONE_SURROGATE.search(written):
        raise ValueError(f"{name} must be valid Unicode, got a lone surrogate")
    return quote(written, safe="")

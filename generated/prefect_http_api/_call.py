# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Operations and calls: what to send, and how to decode the response."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote
from uuid import UUID

from ._decoding import decoder, encode, explain
from ._errors import DecodeError, EncodeError

_STRINGS = frozenset({str, UUID})
"""Most common types of path and query arguments."""

_NO_CONTENT = 204
"""Status of responses without content."""

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Operation(Generic[T_co]):
    """An operation of the API, as declared in the OpenAPI document.

    Attributes:
        name: Module and function, such as ``"deployments.read_deployment"``.
        method: HTTP method, in capitals.
        path: Path template relative to the API URL, such as ``"/deployments/{id}"``.
        query: Names of the query parameters.
        headers: Names of the header parameters.
        body_objects: Names in ``body_keys.KEYS`` of the objects that the request body, or an item of it, may be. Empty
            if the server ignores no keys of the body.
        content_type: Value of the ``Content-Type`` header, if there is a request body.
        media_type: Media type of the response.
        above_workspace: Whether *path* is relative to the URL of Prefect Cloud's API above the workspace, such as
            ``https://api.prefect.cloud/api``, instead of the API URL.
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
        body_objects: tuple[str, ...] = (),
        content_type: str = "application/json",
        media_type: str = "application/json",
        above_workspace: bool = False,
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body_objects = body_objects
        self.content_type = content_type
        self.media_type = media_type
        self.above_workspace = above_workspace
        self._responses = responses
        self._request = request
        self._decoders: dict[int, Callable[[bytes], Any]] = {}
        self._variants: dict[object, Operation[Any]] = {}

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"

    @property
    def statuses(self) -> tuple[int, ...]:
        """HTTP statuses of successful responses."""
        return tuple(self._responses)

    def response(self, status: int) -> object:
        """Return the response type for *status*, or None for no content.

        For an undeclared status, this is the type of the first declared status.
        """
        load = self._responses.get(status) or next(iter(self._responses.values()))
        return load()

    @property
    def request(self) -> object:
        """Type of the request body, or None if there is no body."""
        return None if self._request is None else self._request()

    def decode_as(self, wanted: type[T]) -> Operation[T]:
        """Return the operation with *wanted* as the type of all responses; see ``Call.decode_as``."""
        if wanted not in self._variants:
            variant: Operation[Any] = copy(self)
            variant._responses = dict.fromkeys(self._responses, lambda: wanted)
            variant._decoders = {}
            # Stored last, because other threads may use it at once.
            self._variants[wanted] = variant
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
            # A UnicodeDecodeError contains the bytes, which may be secret, so it must not become cause or context.
            path, expected = explain(error)
        else:
            return decoded
        raise DecodeError(self.name, status, path, expected)

    def decoder(self, status: int) -> Callable[[bytes], Any]:
        """Return a function that decodes response bodies for *status*.

        The function raises ValueError if the body is invalid.
        """
        if self.media_type == "application/octet-stream":
            return bytes
        if not self.media_type.endswith("json"):
            return bytes.decode
        wanted = self.response(status)
        if wanted is not None:
            return decoder(wanted).decode
        # Only 204 promises no content. Where the document does not declare the content, it may be any JSON.
        check = decoder(None if _NO_CONTENT in self._responses else Any).decode

        def ignore(content: bytes) -> None:
            if content:
                check(content)

        return ignore


class Call(Generic[T_co]):
    """A prepared request and the type of its response. A call does no I/O: a client sends it.

    Attributes:
        operation: Operation to call.
        path: Path relative to the API URL, percent-encoded. See ``Operation.above_workspace`` for the exception.
        query: Query parameters that are set, as strings. A list is sent as one parameter per item.
        headers: Header parameters that are set, as strings.
        body: Request body before encoding, or None.
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
        self.query = _query(query)
        self.headers = _strings(headers)
        self.body = body

    def __repr__(self) -> str:
        return f"<Call {self.operation.name}: {self.method} {self.path}>"

    @property
    def method(self) -> str:
        """HTTP method, in capitals."""
        return self.operation.method

    @property
    def query_items(self) -> list[tuple[str, str]]:
        """Query parameters as pairs of name and value, one per item of a list."""
        return [
            (key, item) for key, value in self.query.items() for item in ([value] if isinstance(value, str) else value)
        ]

    @cached_property
    def content(self) -> bytes | None:
        """Encoded request body: JSON in UTF-8 or, for uploads, a form. None if there is no body.

        Raises:
            EncodeError: The body contains a value that is not JSON-serializable, or that a form cannot contain.
        """
        if self.body is None or self.operation.content_type == "application/json":
            return None if self.body is None else encode(self.body)
        from ._form import encode_form  # Imported late: few operations upload files.

        return encode_form(self.body, self.operation.content_type)

    def curl(self, api_url: str = "$PREFECT_API_URL", *, headers: Mapping[str, str] | None = None) -> str:
        """Return the call as a curl command for a POSIX shell, with secrets masked as ``***``.

        The command is a single line of up to 120 characters, or else one line per option. The body is ASCII JSON.

        These values are masked:

        - User name and password in *api_url* and in URLs in the body.
        - Header values except for the scheme (``Bearer ***``), unless the header, such as ``Accept``, is never secret.
        - Values in the body whose key contains a word such as ``password``, ``secret``, ``token``, ``api_key``,
          ``private_key``, ``credentials``, ``authorization`` or ``connection_string``, except for true, false and null.
        - Values that the server stores for programs: the data of blocks, states and artifacts, values of variables, run
          inputs, job variables, event payloads, and environments (``env``).

        The path, the query and other parameters are not masked. ``body`` contains the unmasked values.

        Args:
            api_url: Base URL of the API. A shell variable, ``$NAME`` or ``${NAME}``, is left to the shell.
                Default: ``$PREFECT_API_URL``.
            headers: Additional headers, such as those that a proxy requires. They override default headers, but not
                header parameters of the operation. Default: none.

        Raises:
            EncodeError: The body contains a value that is not JSON-serializable.
        """
        from ._curl import curl

        return curl(self, api_url, headers)

    def decode_as(self, wanted: type[T]) -> Call[T]:
        """Return the call with *wanted* as its response type.

        Decoding only the keys you need takes a fraction of the time::

            class Named(msgspec.Struct):
                name: str

            call = deployments.read_deployments().decode_as(list[Named])

        Args:
            wanted: Type that msgspec can decode, such as a Struct, an attrs class, or a list of either. Its decoder is
                cached: define the type once, at module level.
        """
        other = cast("Call[T]", copy(self))
        other.operation = self.operation.decode_as(wanted)
        return other

    def decode(self, status: int, content: bytes) -> T_co:
        """Decode the body of a response with a 2xx *status*; see ``Operation.decode``."""
        return self.operation.decode(status, content)


def _string(name: str, value: object, template: str = "") -> str:
    """Format *value* for a path, query or header, such as ``true``, ``2026-01-31T08:00:00+00:00`` or an enum's value.

    Args:
        name: Name of the parameter.
        value: Argument, or a model whose ID or name the parameter expects.
        template: Path template that contains the parameter. Default: none.

    Raises:
        ValueError: *value* has another type. The message contains *name* and the type.
    """
    if type(value) in _STRINGS:
        return str(value)
    # Imported late: most arguments are strings and UUIDs.
    from ._plain import plain
    from ._references import parameter_reference

    try:
        written = plain(parameter_reference(value, name, template))
    except EncodeError:
        written = None
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, date):
        return written.isoformat()
    if isinstance(written, str | int | float | UUID):
        return str(written)
    raise ValueError(f"{name} must be a string, a number, a UUID, a date or a time, got {type(value).__name__}")


def _strings(values: Mapping[str, object] | None) -> dict[str, str]:
    return {} if values is None else {key: _string(key, value) for key, value in values.items() if value is not None}


def _query(values: Mapping[str, object] | None) -> dict[str, str | list[str]]:
    strings: dict[str, str | list[str]] = {}
    if values is None:
        return strings
    for key, value in values.items():
        if isinstance(value, list | tuple | set | frozenset):
            strings[key] = [_string(key, item) for item in cast("Iterable[object]", value) if item is not None]
        elif value is not None:
            strings[key] = _string(key, value)
    return strings


def _fill(template: str, segments: tuple[object, ...]) -> str:
    path = template
    if segments:
        literals = [part.partition("}") for part in template.split("{")]
        path = literals[0][0]
        for (name, _, literal), segment in zip(literals[1:], segments, strict=True):
            path += _segment(template, name, segment) + literal
    return path


def _segment(template: str, name: str, value: object) -> str:
    written = _string(name, value, template)
    # An empty or dot segment would address another resource.
    if written in {"", ".", ".."}:
        raise ValueError(f"{name} must not be empty, '.' or '..', got {written!r}")
    if _LONE_SURROGATE.search(written):
        raise ValueError(f"{name} must be valid Unicode, got a lone surrogate")
    return quote(written, safe="")

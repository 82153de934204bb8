# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""An operation of the API, and one call of it: what to send, and how to read what comes back."""

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

_HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Operation(Generic[T_co]):
    """One operation of the API, as its document declares it.

    Attributes:
        name: module and function, such as ``"deployments.read_deployment"``.
        method: the HTTP method, in capitals.
        path: the path's template, relative to the API's URL, such as ``"/deployments/{id}"``.
        query: the names of the query's parameters.
        headers: the names of the headers that it takes.
        keys: the names of the body's keys, where the server ignores any other key without a word. Empty where it
            refuses what it does not know, where any key may be given, and where the body is no object.
        media_type: what the answer's body is written in.
    """

    def __init__(
        self,
        name: str,
        method: str,
        path: str,
        *,
        answers: Mapping[int, Callable[[], object]],
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
        self._answers = answers
        self._request = request
        self._readers: dict[int, Callable[[bytes], Any]] = {}
        self._narrowed: dict[object, Operation[Any]] = {}

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"

    @property
    def statuses(self) -> tuple[int, ...]:
        """The HTTP statuses that say success."""
        return tuple(self._answers)

    def answer(self, status: int) -> object:
        """Return the type of the answer with *status*: a class, or a type made of classes; None for no content.

        A success that the document does not declare is read as the first one that it declares.
        """
        load = self._answers.get(status) or next(iter(self._answers.values()))
        return load()

    @property
    def request(self) -> object:
        """The type of the request's body; None when it has none."""
        return None if self._request is None else self._request()

    def decode_as(self, wanted: type[T]) -> Operation[T]:
        """Return the operation with *wanted* as the type of every answer of it; see ``Call.decode_as``."""
        if wanted not in self._narrowed:
            narrowed = self._narrowed[wanted] = copy(self)
            narrowed._answers = dict.fromkeys(self._answers, lambda: wanted)  # noqa: SLF001  # of the same class
            narrowed._readers = {}  # noqa: SLF001  # of the same class
        return self._narrowed[wanted]

    def decode(self, status: int, content: bytes) -> T_co:
        """Return the body of an answer with a 2xx *status* as the type that is declared for it.

        Raises:
            DecodeError: a value has another type, or a key that is always there is missing. Unknown keys are skipped,
                unknown values of enums and unknown members of unions are kept as they are.
        """
        try:
            reader = self._readers.get(status)
            if reader is None:
                reader = self._readers[status] = self.reader(status)
            decoded: T_co = reader(content)
        except (ValueError, RecursionError) as error:
            # What is no Unicode it holds as it came, which may be a secret: it is no cause and no context of ours.
            path, expected = explain(error)
        else:
            return decoded
        raise DecodeError(self.name, status, path, expected)

    def reader(self, status: int) -> Callable[[bytes], Any]:
        """Return what reads the body of an answer with *status*: a function that raises a ValueError of its own."""
        if not self.media_type.endswith("json"):
            return bytes.decode
        wanted = self.answer(status)
        read = decoder(wanted).decode
        return read if wanted is not None else lambda content: read(content) if content else None


class Call(Generic[T_co]):
    """One request, ready to be sent, and the type ``T`` of its answer. It does no I/O: a client sends it.

    Attributes:
        operation: what is called.
        path: the path, percent-encoded, relative to the API's URL.
        query: the query's parameters that were given, as text.
        headers: the operation's own headers that were given, as text.
        body: the body as it was given; None when the operation has none.
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
        """The HTTP method, in capitals."""
        return self.operation.method

    @cached_property
    def content(self) -> bytes | None:
        """The body as JSON text in UTF-8; None when there is none.

        Raises:
            TypeError: the body holds something that JSON has no form for.
        """
        return None if self.body is None else encode(self.body)

    def curl(self, api_url: str = "$PREFECT_API_URL", *, headers: Mapping[str, str] | None = None) -> str:
        """Return the curl command that makes the call, to be pasted into a POSIX shell, with ``***`` for secrets.

        It is one line, or one line for each option where it would be long. The body is written as JSON in ASCII.

        What is masked: of *api_url*, and of URLs in the body, the user and the password; of headers the values but for
        the scheme (``Bearer ***``), unless they are ones such as ``Accept``, which hold no secret anywhere; of the body
        what stands under a key with a word such as ``password``, ``secret``, ``token``, ``api_key``, ``private_key``,
        ``credentials``, ``authorization`` or ``connection_string`` in it, but for true, false and null; and the data of
        a block document. The path and the query are written as they are, and so are the values of variables, which are
        no secrets to Prefect.

        Args:
            api_url: where the API is. A variable, ``$NAME`` or ``${NAME}``, is left to the shell.
            headers: further headers, such as those that a proxy asks for. One replaces what else has its name, but for
                the operation's own.

        Raises:
            TypeError: the body holds something that JSON has no form for.
        """
        from ._curl import curl

        return curl(self, api_url, headers)

    def decode_as(self, wanted: type[T]) -> Call[T]:
        """Return the same call with *wanted* as the type of its answer, where less of it than is declared will do.

        Of an answer with many keys that takes a fraction of the time::

            class Named(msgspec.Struct):
                name: str

            call = deployments.read_deployments().decode_as(list[Named])

        Args:
            wanted: what msgspec decodes into, such as a Struct, a class of attrs, or a list of them. It is kept for the
                next call: define it once, not in a function.
        """
        other = cast("Call[T]", copy(self))
        other.operation = self.operation.decode_as(wanted)
        return other

    def decode(self, status: int, content: bytes) -> T_co:
        """Return the body of an answer with a 2xx *status*; see ``Operation.decode``."""
        return self.operation.decode(status, content)


def text(value: object) -> str:
    """Return *value* as a query or a header writes it: ``true``, ``2026-01-31T08:00:00+00:00``, an enum's value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def _given(values: Mapping[str, object] | None) -> dict[str, str]:
    return {} if values is None else {key: text(value) for key, value in values.items() if value is not None}


def _fill(template: str, segments: tuple[object, ...]) -> str:
    path = template
    if segments:
        literals = [part.partition("}") for part in template.split("{")]
        path = literals[0][0]
        for (name, _, literal), segment in zip(literals[1:], segments, strict=True):
            path += _segment(name, segment) + literal
    return path


def _segment(name: str, value: object) -> str:
    written = text(value)
    # Empty, or made of dots, it would name another resource than the one that was meant.
    if written in {"", ".", ".."}:
        raise ValueError(f"{name} must name something, not {written!r}")
    if _HALF_A_CHARACTER.search(written):
        raise ValueError(f"{name} holds half of a surrogate pair, which is no Unicode")
    return quote(written, safe="")

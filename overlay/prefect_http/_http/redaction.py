"""What a request knows that no message may repeat, though the server may: it echoes what it was sent. No I/O."""

from __future__ import annotations

import json
from base64 import b64decode
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from prefect_http._http.json_path import is_object, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

_SHORTEST: Final = 5
"""Characters of what is masked at least. What is shorter is found in any text, which would show where it was."""

_PLAIN: Final = frozenset({
    "accept", "accept-encoding", "connection", "content-length", "content-type", "host", "prefect-csrf-client",
    "user-agent", "x-prefect-api-version", "x-prefect-ui",
})  # fmt: skip
"""Headers that every request has. All others are the user's, whose names do not tell what they are."""


def masked(text: str, request: httpx.Request) -> str:
    """Return *text*, which came for an answer to *request*, with ``***`` for the secrets that were sent.

    Those are the values of all headers that are the user's, credentials and tokens among them, and the data of a block.
    """
    known = {form for secret in _secrets(request) if len(secret) >= _SHORTEST for form in _forms(secret)}
    # One may be a part of another.
    for form in sorted(known, key=len, reverse=True):
        text = text.replace(form, "***")
    return text


def _secrets(request: httpx.Request) -> Iterator[str]:
    for name, value in request.headers.multi_items():
        if name not in _PLAIN:
            scheme, _, credentials = value.rpartition(" ")
            yield from (value, credentials)
            if scheme.lower() == "basic":
                yield from _of_basic(credentials)
    if "/block_documents/" in request.url.path and request.content:
        body: object = json.loads(request.content)
        yield from _texts(body.get("data") if is_object(body) else None)


def _of_basic(credentials: str) -> Iterator[str]:
    with suppress(ValueError):
        both = b64decode(credentials).decode()
        yield from (both, both.partition(":")[2])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for _, inner in parts(value):
        yield from _texts(inner)


def _forms(secret: str) -> tuple[str, ...]:
    """Return *secret* as it may be written in plain text, in JSON, in a web page and in a URL."""
    return secret, json.dumps(secret)[1:-1], escape(secret), quote(secret, safe="")

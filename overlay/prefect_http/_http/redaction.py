"""Redaction: keep secrets out of error messages, even if the server echoes them."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit, urlunsplit

from prefect_http._http.json_path import children
from prefect_http._lazy import lazy_module
from prefect_http._text import printable
from prefect_http._utils import QUOTE_LENGTH, truncate
from prefect_http.errors import EMPTY

if TYPE_CHECKING:
    import httpx
else:
    httpx = lazy_module("httpx")

_MIN_LENGTH: Final = 5
"""Minimum length of redacted secrets. Shorter strings occur by chance, and redacting them would reveal them."""

_PUBLIC_HEADERS: Final = frozenset({
    "accept", "accept-encoding", "connection", "content-length", "content-type", "host", "prefect-csrf-client",
    "user-agent", "x-prefect-api-version", "x-prefect-ui",
})  # fmt: skip
"""Headers whose values are not secret. Any other header may carry a secret, regardless of its name."""


def redact(text: str, request: httpx.Request) -> str:
    """Mask secrets of *request* in *text*, an excerpt of the response, with ``***``.

    Secrets are the values in the body that ``Call.curl`` masks, and the value of every header not in `_PUBLIC_HEADERS`.
    """
    forms = {form for secret in _secrets(request) if len(secret) >= _MIN_LENGTH for form in _encodings(secret)}
    # Longest first: one secret may contain another.
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "***")
    return text


def redacted_url(url: str) -> str:
    """Return *url* without credentials, query or fragment, or ``"a malformed URL"`` if it cannot be parsed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "a malformed URL"
    return printable(urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")))


def quote_body(content: bytes) -> str:
    """Quote the start of a response body that does not come from Prefect, on one line.

    JSON is never quoted: it may repeat the request, or be a block document with secrets.
    """
    if not content.strip():
        return EMPTY
    if looks_like_json(content):
        return "JSON without a readable message"
    # UTF-8 uses up to four bytes per character. The factor of eight leaves room for whitespace, which is collapsed.
    text = " ".join(content[: QUOTE_LENGTH * 8].decode(errors="replace").split())
    return repr(truncate(text))


def looks_like_json(content: bytes) -> bool:
    """Return whether *content* is JSON, or starts like a JSON object or list."""
    import msgspec

    if content.lstrip()[:1] in {b"{", b"["}:
        return True

    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except ValueError:
        return False
    return True


def _secrets(request: httpx.Request) -> Iterator[str]:
    for name, value in request.headers.multi_items():
        if name not in _PUBLIC_HEADERS:
            scheme, _, credentials = value.rpartition(" ")
            yield from (value, credentials)
            if scheme.lower() == "basic":
                yield from _basic_secrets(credentials)
    if request.content:
        # Imported late: only errors need it.
        from prefect_http_api import secret_values

        for secret in secret_values(json.loads(request.content)):
            yield from _strings(secret)


def _basic_secrets(credentials: str) -> Iterator[str]:
    with suppress(ValueError):
        decoded = b64decode(credentials).decode()
        yield from (decoded, decoded.partition(":")[2])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for _, child in children(value):
        yield from _strings(child)


def _encodings(secret: str) -> tuple[str, ...]:
    """Return *secret* unencoded, and as encoded in JSON, HTML and URLs."""
    return secret, json.dumps(secret)[1:-1], escape(secret), quote(secret, safe="")

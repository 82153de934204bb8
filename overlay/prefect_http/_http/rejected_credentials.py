"""Rejected credentials: say which credentials a server rejected, where they come from, and what it expects instead."""

from __future__ import annotations

from base64 import b64decode
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import httpx
else:
    httpx = lazy_module("httpx")

_KINDS: Final = {"basic": "user and password", "bearer": "API key"}
"""What the client sends with each scheme of the ``Authorization`` header."""

_REMEDIES: Final = {
    "basic": "PREFECT_API_AUTH_STRING (auth_string) to user:password",
    "bearer": "PREFECT_API_KEY (api_key)",
}

_GENERIC: Final = frozenset({"", "access denied", "forbidden", "not authenticated", "unauthorized"})
"""Messages with status 403 that do not give a reason."""


def explain_rejection(request: httpx.Request, response: httpx.Response, detail: str) -> str:
    """Return an explanation of *response*, with status 401 or 403, that contains no secret.

    Args:
        request: Request that was sent.
        response: Response to the request.
        detail: The server's message. If it gives a reason for a 403, the result is empty.
    """
    is_forbidden = response.status_code == HTTPStatus.FORBIDDEN
    if is_forbidden and detail.lower().rstrip(".") not in _GENERIC:
        return ""
    header: str | None = request.headers.get("Authorization")
    expected = _expected_scheme(response)
    if header is None:
        if expected:
            return f"No credentials were sent: set {_REMEDIES[expected]}."
        return (
            "Set PREFECT_API_KEY for Prefect Cloud, or PREFECT_API_AUTH_STRING for a server with Basic authentication: "
            "no credentials were sent."
        )
    scheme, _, credentials = header.partition(" ")
    scheme = scheme.lower()
    source = request.extensions.get("credentials_from") or "the Authorization header"
    sent = f"{_KINDS.get(scheme, 'credentials')} from {source}"
    if is_forbidden:
        return f"The server accepted the {sent}, but not for this operation: a permission is missing."
    if expected and expected != scheme:
        return f"The server rejected the {sent}, because it expects the {_KINDS[expected]}: set {_REMEDIES[expected]}."
    return f"The server rejected the {sent}: {_hint(scheme, credentials)}."


def _expected_scheme(response: httpx.Response) -> str:
    """Return ``basic`` or ``bearer``, or an empty string if the response does not say."""
    challenge: str = response.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
    if challenge in _KINDS:
        return challenge
    # A self-hosted server sends no challenge. Its message has this key. Prefect Cloud uses another one.
    return "basic" if b'"exception_message"' in response.content else ""


def _hint(scheme: str, credentials: str) -> str:
    if _is_quoted(_decoded(credentials) if scheme == "basic" else credentials):
        return "the value is in quotes, which are part of it: remove them"
    if scheme == "basic":
        return "compare them with the server's PREFECT_SERVER_API_AUTH_STRING"
    return "it may be wrong, expired or revoked, or belong to another account" if scheme == "bearer" else "check them"


def _decoded(credentials: str) -> str:
    try:
        return b64decode(credentials).decode()
    except ValueError:
        return ""


def _is_quoted(value: str) -> bool:
    return value[:1] in {'"', "'"} and value[-1:] == value[:1]

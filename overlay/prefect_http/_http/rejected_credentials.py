"""Rejected credentials: say which credentials a server rejected, where they come from, and what it expects instead."""

from __future__ import annotations

from base64 import b64decode
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import httpx

    import prefect_http_api
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
        detail: The server's message. If it gives a reason for a 403, the result is empty, except on Prefect Cloud.
    """
    is_forbidden = response.status_code == HTTPStatus.FORBIDDEN
    if request.extensions.get("on_cloud"):
        return _explain_cloud_rejection(request, is_forbidden=is_forbidden)
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
    scheme, credentials = _split(header)
    sent = _describe(request, scheme)
    if is_forbidden:
        return f"The server accepted the {sent}, but not for this operation: a permission is missing."
    if expected and expected != scheme:
        return f"The server rejected the {sent}, because it expects the {_KINDS[expected]}: set {_REMEDIES[expected]}."
    return f"The server rejected the {sent}: {_hint(scheme, credentials)}."


def _explain_cloud_rejection(request: httpx.Request, *, is_forbidden: bool) -> str:
    """Return the explanation for Prefect Cloud, whose messages are not known."""
    # Imported late: only rejections need the table.
    from prefect_http._http.cloud_scopes import required_scopes

    call: prefect_http_api.Call[Any] | None = request.extensions.get("call")
    scopes = required_scopes(call.operation.name) if call else []
    named = f"the scope{'s' * (len(scopes) > 1)} {' and '.join(map(repr, scopes))}"
    endpoint = f"{call.operation.method} {call.operation.path}" if call else ""
    required = f" {endpoint} requires {named} on Prefect Cloud." if scopes else ""
    header: str | None = request.headers.get("Authorization")
    if header is None:
        return f"No credentials were sent: set {_REMEDIES['bearer']}.{required}"
    scheme, credentials = _split(header)
    sent = _describe(request, scheme)
    if scheme != "bearer":
        return (
            f"Prefect Cloud expects an API key, but the {sent} were sent. Auth strings and headers take precedence "
            f"over API keys: remove them, and set {_REMEDIES['bearer']}.{required}"
        )
    if not is_forbidden:
        return f"Prefect Cloud rejected the {sent}: {_hint(scheme, credentials)}.{required}"
    missing = f"{named} that {endpoint} requires on Prefect Cloud" if scopes else "a permission"
    return f"The {sent} may lack {missing}, or access to the workspace or resource."


def _split(header: str) -> tuple[str, str]:
    """Return the scheme in *header*, in lower case, and the credentials."""
    scheme, _, credentials = header.partition(" ")
    return scheme.lower(), credentials


def _describe(request: httpx.Request, scheme: str) -> str:
    """Return what was sent with *scheme*, and where it comes from."""
    source = request.extensions.get("credentials_from") or "the Authorization header"
    return f"{_KINDS.get(scheme, 'credentials')} from {source}"


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

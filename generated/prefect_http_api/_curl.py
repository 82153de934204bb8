# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Formatting of calls as curl commands, with secrets masked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from shlex import quote as quoted
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from . import API_VERSION

if TYPE_CHECKING:
    from ._call import Call

WIDTH = 120
MASK = "***"

VARIABLE = re.compile(r"\$(\w+|\{\w+\})")
USERINFO = re.compile(r"(?<=://)[^\s/?#]*@")
# Up to the last @: a password that contains a slash is malformed, but still secret.
USERINFO_OF_API = re.compile(r"^(\w+://)?.*@")

# Any other header may be secret, such as ``CF-Access-Client-Id`` or ``X-Tenant`` for a proxy.
PLAIN_HEADER = re.compile(
    r"accept(-encoding|-language)?|content-type|prefect-csrf-client|user-agent|x-prefect-(api-version|ui)",
    re.IGNORECASE,
)
SCHEME = re.compile(r"(Basic|Bearer|Digest|Negotiate) ", re.IGNORECASE)

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
SECRET_WORDS = re.compile(
    r" (apikey|authorization|credentials?|passphrase|\w*passw(or)?ds?|pwd|secrets?|tokens?"
    r"|(access|api|auth|private|signing|ssh) keys?|(auth|connection) strings?) "
)
# Only the schema of a block declares which of its fields are secret.
BLOCKS = frozenset({"block_documents.create_block_document", "block_documents.update_block_document_data"})


def curl(call: Call[Any], api_url: str, headers: Mapping[str, str] | None) -> str:
    """Return *call* as a curl command; see ``Call.curl``."""
    options = [f"--header {quoted(_header(*header))}" for header in _headers(call, headers or {})]
    if call.content is not None:
        options.append(f"--data {quoted(_shown_body(call, call.content))}")
    parts = [f"curl --request {call.method} {_url(call, api_url)}", *options]
    line = " ".join(parts)
    return line if len(line) <= WIDTH else " \\\n  ".join(parts)


def _url(call: Call[Any], api_url: str) -> str:
    # The literal parts of a path are not percent-encoded, and the shell must not interpret them.
    rest = quote(call.path, safe="/%") + (f"?{urlencode(call.query)}" if call.query else "")
    base = api_url.rstrip("/")
    if VARIABLE.fullmatch(base):
        return f'"{base}{rest}"'
    return quoted(USERINFO_OF_API.sub(rf"\1{MASK}@", base) + rest)


def _headers(call: Call[Any], more: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each header once, with its last value."""
    every = {
        "Content-Type": None if call.content is None else "application/json",
        "x-prefect-api-version": API_VERSION,
        **more,
        **call.headers,
    }
    last = {name.lower(): (name, value) for name, value in every.items() if value is not None}
    return list(last.values())


def _header(name: str, value: str) -> str:
    if value and not PLAIN_HEADER.fullmatch(name):
        scheme = SCHEME.match(value)
        value = (scheme[0] if scheme else "") + MASK
    # curl removes a header that ends in a colon; a semicolon sends it empty.
    return f"{name}: {value}" if value else f"{name};"


def _shown_body(call: Call[Any], content: bytes) -> str:
    body = json.loads(content)
    if call.operation.name in BLOCKS and "data" in body:
        body["data"] = MASK
    return json.dumps(_masked(body))


def _masked(value: object) -> object:
    match value:
        case dict():
            pairs = cast("dict[str, object]", value).items()
            return {key: MASK if _is_secret(key, inner) else _masked(inner) for key, inner in pairs}
        case list():
            return [_masked(inner) for inner in cast("list[object]", value)]
        case str():
            return USERINFO.sub(f"{MASK}@", value)
        case _:
            return value


def _is_secret(key: str, value: object) -> bool:
    # Flags such as ``include_secrets`` are not secrets.
    if value is None or isinstance(value, bool):
        return False
    words = " ".join(WORD.findall(key)).lower()
    return SECRET_WORDS.search(f" {words} ") is not None

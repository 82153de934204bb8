# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Formatting of calls as curl commands, with secrets masked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from shlex import quote as quoted
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from . import API_VERSION
from ._masking import MASK, masked

if TYPE_CHECKING:
    from ._call import Call
else:
    # An import statement would be circular: `_call` imports this module when a call is formatted.
    Call = import_module("._call", __package__).Call

WIDTH = 120

VARIABLE = re.compile(r"\$(\w+|\{\w+\})")
WORKSPACE = re.compile(r"/accounts/[^/]+/workspaces/[^/]+$")
# Up to the last @: a password that contains a slash is malformed, but still secret.
USERINFO_OF_API = re.compile(r"^(\w+://)?.*@")

# Any other header may be secret, such as ``CF-Access-Client-Id`` or ``X-Tenant`` for a proxy.
PLAIN_HEADER = re.compile(
    r"accept(-encoding|-language)?|content-type|prefect-csrf-client|user-agent|x-prefect-(api-version|ui)",
    re.IGNORECASE,
)
SCHEME = re.compile(r"(Basic|Bearer|Digest|Negotiate) ", re.IGNORECASE)


def curl(call: Call[Any], api_url: str, headers: Mapping[str, str] | None) -> str:
    """Return *call* as a curl command; see ``Call.curl``."""
    options = [f"--header {quoted(_header(*header))}" for header in _headers(call, headers or {})]
    if call.content is not None and _is_form(call):
        options += _fields(call)
    elif call.content is not None:
        options.append(f"--data {quoted(json.dumps(masked(json.loads(call.content))))}")
    parts = [f"curl --request {call.method} {_url(call, api_url)}", *options]
    line = " ".join(parts)
    return line if len(line) <= WIDTH else " \\\n  ".join(parts)


def _url(call: Call[Any], api_url: str) -> str:
    # The literal parts of a path are not percent-encoded, and the shell must not interpret them.
    rest = quote(call.path, safe="/%") + (f"?{urlencode(items)}" if (items := call.query_items) else "")
    base = api_url.rstrip("/")
    if call.operation.above_workspace:
        base = WORKSPACE.sub("", base)
    if variable := VARIABLE.fullmatch(base):
        # The shell removes the workspace from the variable's value.
        above = f"${{{variable[1].strip('{}')}%/accounts/*}}"
        return f'"{above if call.operation.above_workspace else base}{rest}"'
    return quoted(USERINFO_OF_API.sub(rf"\1{MASK}@", base) + rest)


def _headers(call: Call[Any], more: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each header once, with its last value."""
    every = {
        # curl sets the content type of forms.
        "Content-Type": None if call.content is None or _is_form(call) else "application/json",
        "x-prefect-api-version": API_VERSION,
        **more,
        **call.headers,
    }
    last = {name.lower(): (name, value) for name, value in every.items() if value is not None}
    return list(last.values())


def _is_form(call: Call[Any]) -> bool:
    return call.operation.content_type != "application/json"


def _fields(call: Call[Any]) -> Iterator[str]:
    """Yield the options for the fields of a form. curl reads each file from the working directory, by field name."""
    for name, value in cast("dict[str, object]", call.body).items():
        yield f"--form {quoted(f'{name}={value}' if isinstance(value, str) else f'{name}=@{name}')}"


def _header(name: str, value: str) -> str:
    if value and not PLAIN_HEADER.fullmatch(name):
        scheme = SCHEME.match(value)
        value = (scheme[0] if scheme else "") + MASK
    # curl removes a header that ends in a colon; a semicolon sends it empty.
    return f"{name}: {value}" if value else f"{name};"

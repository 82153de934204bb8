"""Client settings: credentials, headers and TLS options from the environment variables of Prefect's client."""

import base64
import json
import re
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from generator.errors import GeneratorError

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_PROTECTED = frozenset({"user-agent", "prefect-csrf-token", "prefect-csrf-client", "host", "content-length"})
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})


def request_headers(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a request, including credentials and custom headers from *environ*.

    As in Prefect's client, ``PREFECT_API_AUTH_STRING`` takes precedence over ``PREFECT_API_KEY``, and a custom header
    over both.

    Raises:
        GeneratorError: ``PREFECT_API_KEY`` contains characters that are invalid in a header, or
            ``PREFECT_CLIENT_CUSTOM_HEADERS`` is not a JSON object of valid headers. The message contains the name of
            the variable, never its value.
    """
    headers = {"accept": "application/json", "user-agent": "prefect-http-generator"}
    if auth_string := environ.get("PREFECT_API_AUTH_STRING"):
        headers["authorization"] = f"Basic {base64.b64encode(auth_string.encode()).decode()}"
    elif key := environ.get("PREFECT_API_KEY"):
        if not (key.isascii() and key.isprintable()):
            raise GeneratorError(
                "PREFECT_API_KEY contains a line break or another invalid character", "Set it to the key alone."
            )
        headers["authorization"] = f"Bearer {key}"
    return headers | _custom_headers(environ.get("PREFECT_CLIENT_CUSTOM_HEADERS", ""))


def tls_verification(environ: Mapping[str, str]) -> ssl.SSLContext | bool:
    """Return the TLS verification for httpx: a context with a CA file, True for the default CAs, or False to skip it.

    Raises:
        GeneratorError: ``PREFECT_API_SSL_CERT_FILE`` or ``SSL_CERT_FILE`` is not a readable certificate file.
    """
    if environ.get("PREFECT_API_TLS_INSECURE_SKIP_VERIFY", "").strip().lower() in _TRUE:
        return False
    for variable in ("PREFECT_API_SSL_CERT_FILE", "SSL_CERT_FILE"):
        if file := environ.get(variable):
            try:
                return ssl.create_default_context(cafile=str(Path(file).expanduser()))
            except OSError:
                raise GeneratorError(
                    f"{variable} is not a readable certificate file", "Set it to a PEM file, or unset it."
                ) from None
    return True


def _custom_headers(text: str) -> dict[str, str]:
    invalid = GeneratorError(
        "PREFECT_CLIENT_CUSTOM_HEADERS is not a JSON object of header names and values",
        'Set it to something like {"X-Team": "data"}.',
    )
    if not text:
        return {}
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise invalid from None
    if not isinstance(values, dict):
        raise invalid
    headers: dict[str, str] = {}
    for name, value in cast("dict[str, object]", values).items():
        if not isinstance(value, str) or not (value.isascii() and value.isprintable() and _HEADER_NAME.fullmatch(name)):
            raise invalid
        if name.lower() not in _PROTECTED:
            headers[name.lower()] = value
    return headers

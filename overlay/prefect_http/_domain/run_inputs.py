"""Run inputs: check keys, and encode values as JSON strings."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any, Final

import prefect_http_api
from prefect_http._arguments import string
from prefect_http._utils import quote
from prefect_http.errors import ArgumentError

_KEY: Final = re.compile(r"[a-z0-9-]+")


def check_input_key(key: str) -> str:
    """Return *key* if the server accepts it. For an invalid key, the server's error gives no reason.

    Raises:
        ArgumentError: *key* is empty or contains an invalid character.
    """
    if not _KEY.fullmatch(string(key, "key")):
        raise ArgumentError(f"invalid input key {quote(key)}: expected lowercase letters, digits and dashes")
    return key


def encode_input(value: object) -> str:
    """Return *value* as a JSON string.

    Raises:
        ArgumentError: *value* is not JSON-serializable.
    """
    try:
        return prefect_http_api.encode(value).decode()
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        # The caught error holds the value, which may be a secret, so it must not become the context.
        fault = str(error)
    raise ArgumentError(f"value: {fault}")


def decode_input(call: prefect_http_api.Call[str], stored: str) -> Any:  # noqa: ANN401  # any JSON
    """Decode *stored*, the response to *call*.

    Raises:
        DecodeError: *stored* is not JSON. The error does not quote it, because it may be a secret.
    """
    with suppress(ValueError):  # The suppressed error holds the value, so it must not become the context.
        return json.loads(stored)
    from prefect_http.errors import DecodeError

    cause = prefect_http_api.DecodeError(call.operation.name, 200, "$", "the value is not JSON")
    raise DecodeError(cause, method=call.method, url=call.path, quoted="")

"""What flow runs are given while they run: JSON text under a key. No I/O."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import prefect_http_api
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http_api import Call

_KEY: Final = re.compile(r"[a-z0-9-]+")


def input_key(key: str) -> str:
    """Return *key*.

    Raises:
        ArgumentError: the server takes no such key; it would fail without saying why.
    """
    if not _KEY.fullmatch(key):
        raise ArgumentError(f"key={key!r}: the key of an input is made of lowercase letters, digits and dashes")
    return key


def input_text(value: object) -> str:
    """Return *value* as the text that is stored for it.

    Raises:
        ArgumentError: JSON has no form for it.
    """
    try:
        return prefect_http_api.encode(value).decode()
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        # It holds the text that cannot be written, which may be a secret, so that it is no context of ours.
        fault = str(error)
    raise ArgumentError(f"value: {fault}")


def input_value(call: Call[str], text: str) -> Any:  # noqa: ANN401  # any JSON
    """Return the value that was stored as *text*, the answer to *call*.

    Raises:
        DecodeError: it is no JSON. The text is not shown, since it may be a secret.
    """
    with suppress(ValueError):  # It holds the text, so that it is no context of ours.
        return json.loads(text)
    from prefect_http.errors import DecodeError

    cause = prefect_http_api.DecodeError(call.operation.name, 200, "$", "the value is no JSON, but other text")
    raise DecodeError(cause, method=call.method, url=call.path, quoted="")

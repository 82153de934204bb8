"""Settings fields: names of the settings, and parsers for their values."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from prefect_http._arguments import file_path
from prefect_http._lazy import lazy_module
from prefect_http._utils import quote
from prefect_http.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl
else:
    ssl = lazy_module("ssl")

API_URL: Final = "PREFECT_API_URL"
API_KEY: Final = "PREFECT_API_KEY"
AUTH_STRING: Final = "PREFECT_API_AUTH_STRING"
CLOUD_API_URL: Final = "PREFECT_CLOUD_API_URL"
SKIP_VERIFY: Final = "PREFECT_API_TLS_INSECURE_SKIP_VERIFY"
CERTIFICATES: Final = "PREFECT_API_SSL_CERT_FILE"
REQUEST_TIMEOUT: Final = "PREFECT_API_REQUEST_TIMEOUT"
MAX_RETRIES: Final = "PREFECT_CLIENT_MAX_RETRIES"
RETRY_JITTER_FACTOR: Final = "PREFECT_CLIENT_RETRY_JITTER_FACTOR"
RETRY_EXTRA_CODES: Final = "PREFECT_CLIENT_RETRY_EXTRA_CODES"
CSRF_SUPPORT: Final = "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED"
CUSTOM_HEADERS: Final = "PREFECT_CLIENT_CUSTOM_HEADERS"
UI_URL: Final = "PREFECT_UI_URL"
CLOUD_UI_URL: Final = "PREFECT_CLOUD_UI_URL"
LOG_LEVEL: Final = "PREFECT_HTTP_LOG"

NAMES: Final = (
    API_URL,
    API_KEY,
    AUTH_STRING,
    CLOUD_API_URL,
    SKIP_VERIFY,
    CERTIFICATES,
    REQUEST_TIMEOUT,
    MAX_RETRIES,
    RETRY_JITTER_FACTOR,
    RETRY_EXTRA_CODES,
    CSRF_SUPPORT,
    CUSTOM_HEADERS,
    UI_URL,
    CLOUD_UI_URL,
    LOG_LEVEL,
)
"""Settings that the client reads: Prefect's, and one of its own."""

CREDENTIALS: Final = (AUTH_STRING, API_KEY, CUSTOM_HEADERS)
"""Settings whose values are sent to the server and may be secret."""

ARGUMENT: Final = "argument of the client"
"""Source of the values that are passed to the client."""

IGNORED_HEADER: Final = "user-agent"
"""Header that only the client sets. As in Prefect, a custom one is ignored with a warning."""

# With a wrong length, the server would read the rest of the body as another request.
_MANAGED_HEADERS: Final = frozenset(
    {"content-length", "prefect-csrf-client", "prefect-csrf-token", "transfer-encoding"}
)

_TRUE: Final = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE: Final = frozenset({"0", "false", "f", "no", "n", "off"})
_LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class RawValue(Struct, frozen=True):
    """Unparsed value of a setting. Its ``repr`` omits the value, which may be a secret.

    Attributes:
        name: Name of the setting in its source, such as ``api.url`` in a TOML file.
        source: Description of the source, for error messages.
        value: String from the environment, TOML value from a file, or argument.
        from_project: Whether a file in the working directory determines the value.
    """

    name: str
    source: str
    value: object
    from_project: bool = False

    def __repr__(self) -> str:
        return f"RawValue(name={self.name!r}, source={self.source!r}, …)"

    def __str__(self) -> str:
        return f"{self.name} ({self.source})"

    def error(self, problem: str) -> ConfigurationError:
        """Return an error with the setting, its source, and the *problem*, a phrase that starts with a verb."""
        return ConfigurationError(f"{self} {problem}")


def parse_string(raw: RawValue) -> str:
    """Return the string without surrounding whitespace."""
    if not isinstance(raw.value, str):
        got = f", got {type(raw.value).__name__}" if raw.source == ARGUMENT else ": put it in quotes"
        raise raw.error(f"must be a string{got}")
    return raw.value.strip()


def parse_table(raw: RawValue) -> Mapping[str, object]:
    """Return the value, which must be a TOML table."""
    value = raw.value
    if not isinstance(value, dict):
        raise raw.error(f"must be a table: put [{raw.name}] above its keys")
    return cast(dict[str, object], value)


def parse_flag(raw: RawValue) -> bool:
    """Return the boolean, in any spelling that Prefect accepts."""
    word = f"{raw.value:g}" if isinstance(raw.value, int | float) else str(raw.value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise raw.error("must be true or false")
    return word in _TRUE


def parse_timeout(raw: RawValue) -> float | None:
    """Return the timeout in seconds, or None for infinity."""
    seconds = _number(raw)
    if seconds is None or seconds <= 0:
        raise raw.error("must be a positive number of seconds, such as 60, or inf for no limit")
    return None if seconds == math.inf else seconds


def validate_verify(verify: bool | str | PathLike[str] | ssl.SSLContext) -> bool | str | ssl.SSLContext:
    """Return the argument *verify*, with a path as a string.

    Raises:
        ArgumentError: *verify* is neither a bool, a path nor an ``SSLContext``.
    """
    import ssl

    if isinstance(verify, bool | ssl.SSLContext):
        return verify
    return file_path(verify, "verify", alternative=", an SSLContext or False")


def parse_factor(raw: RawValue) -> float:
    """Return a finite, non-negative number."""
    factor = _number(raw)
    if factor is None or not 0 <= factor < math.inf:
        raise raw.error("must be a non-negative number, such as 0.2")
    return factor


def parse_count(raw: RawValue) -> int:
    """Return a non-negative integer."""
    count = _number(raw)
    if count is None or count < 0 or not count.is_integer():
        raise raw.error("must be a non-negative integer, such as 5")
    return int(count)


def parse_log_level(raw: RawValue) -> str | None:
    """Return the name of the level in upper case, or None if the value is empty."""
    level = str(raw.value).strip().upper()
    if level and level not in _LOG_LEVELS:
        raise raw.error(f"must be debug, info, warning or error, got {quote(raw.value)}")
    return level or None


def parse_codes(raw: RawValue) -> frozenset[int]:
    """Return HTTP statuses, parsed from an integer, a JSON or TOML list, or a comma-separated string."""
    value = raw.value
    if isinstance(value, str):
        listed = value.strip().removeprefix("[").removesuffix("]")
        value = listed.split(",") if listed.strip() else []
    items = cast(list[object], value) if isinstance(value, list) else [value]
    codes = [str(item).strip().strip('"') for item in items]
    if not all(re.fullmatch(r"[1-5][0-9]{2}", code, re.ASCII) for code in codes):
        raise raw.error("must be a list of HTTP statuses from 100 to 599, such as 404,500")
    return frozenset(map(int, codes))


def parse_headers(raw: RawValue) -> Mapping[str, str]:
    """Return headers, parsed from a TOML table or a JSON string."""
    value = raw.value
    if isinstance(value, str):
        value = _parse_json(value)
    expected = "a mapping of strings" if raw.source == ARGUMENT else "a JSON object of strings"
    if not isinstance(value, Mapping):
        raise raw.error(f'must be {expected}, such as {{"X-Team": "data"}}')
    headers: dict[str, str] = {}
    for number, (name, header) in enumerate(cast(Mapping[object, object], value).items(), 1):
        # Not quoted: an invalid name may be a misplaced secret.
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise raw.error(f"has an invalid header name at position {number}: use letters, digits and hyphens")
        if not isinstance(header, str):
            kind = type(header).__name__
            raise raw.error(f'must be {expected}, got {kind} for {name}: use {{"{name}": "…"}}')
        _check_header(raw, name, header)
        # In HTTP, whitespace around a value is not part of it, and httpx rejects it.
        headers[name] = header.strip(" \t")
    return headers


def _parse_json(text: str) -> object:
    import json

    if not text.strip():
        return {}
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # Never chained: the parser's error holds the string, and headers carry tokens.
        return None


def _check_header(raw: RawValue, name: str, value: str) -> None:
    if name.lower() in _MANAGED_HEADERS:
        raise raw.error(f"must not contain {name}: the client sets this header itself")
    if re.search(r"[\r\n\x00]", value):
        raise raw.error(f"must not contain line breaks or null characters: the value of {name} contains one")
    if re.search(r"[^\t\x20-\x7e]", value):
        raise raw.error(f"must be ASCII: the value of {name} contains other characters")


def _number(raw: RawValue) -> float | None:
    if isinstance(raw.value, bool) or not isinstance(raw.value, str | int | float):
        return None
    try:
        number = float(raw.value)
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(number) else number

"""Single settings: their names, what is written for them, and what that means."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from msgspec import Struct

from prefect_http.errors import ArgumentError, ConfigurationError

API_URL: Final = "PREFECT_API_URL"
API_KEY: Final = "PREFECT_API_KEY"
AUTH_STRING: Final = "PREFECT_API_AUTH_STRING"
SKIP_VERIFY: Final = "PREFECT_API_TLS_INSECURE_SKIP_VERIFY"
CERTIFICATES: Final = "PREFECT_API_SSL_CERT_FILE"
REQUEST_TIMEOUT: Final = "PREFECT_API_REQUEST_TIMEOUT"
MAX_RETRIES: Final = "PREFECT_CLIENT_MAX_RETRIES"
RETRY_JITTER_FACTOR: Final = "PREFECT_CLIENT_RETRY_JITTER_FACTOR"
RETRY_EXTRA_CODES: Final = "PREFECT_CLIENT_RETRY_EXTRA_CODES"
CSRF_SUPPORT: Final = "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED"
CUSTOM_HEADERS: Final = "PREFECT_CLIENT_CUSTOM_HEADERS"

NAMES: Final = (
    API_URL,
    API_KEY,
    AUTH_STRING,
    SKIP_VERIFY,
    CERTIFICATES,
    REQUEST_TIMEOUT,
    MAX_RETRIES,
    RETRY_JITTER_FACTOR,
    RETRY_EXTRA_CODES,
    CSRF_SUPPORT,
    CUSTOM_HEADERS,
)
"""Every setting of Prefect that matters here."""

PROTECTED_HEADERS: Final = frozenset({"user-agent", "prefect-csrf-client", "prefect-csrf-token"})
"""Headers that only the client itself may set, as Prefect has it."""

# With another one than the body has, what is left of it would be read as a request of its own.
_FRAMING_HEADERS = frozenset({"content-length", "transfer-encoding"})

_YES = frozenset({"1", "true", "t", "yes", "y", "on"})
_NO = frozenset({"0", "false", "f", "no", "n", "off"})
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Found(Struct, frozen=True):
    """What is written for a setting. The ``repr`` leaves the value out, which may be a secret.

    Attributes:
        name: how the setting is called where it was found.
        place: where that is, as an error names it.
        value: a text from the environment, what TOML can write from a file, or an argument.
    """

    name: str
    place: str
    value: object

    def __repr__(self) -> str:
        return f"Found(name={self.name!r}, place={self.place!r}, …)"

    def wrong(self, problem: str, instead: str) -> ConfigurationError:
        """Return the error that says where the value is, what its *problem* is and what to write *instead*."""
        return ConfigurationError(f"{self.name} ({self.place}): {problem}. Write {instead}.")


def parse_text(found: Found) -> str:
    """Return the text, without space around it."""
    if not isinstance(found.value, str):
        raise found.wrong("the value is not a text", "it in quotes")
    return found.value.strip()


def parse_table(found: Found) -> Mapping[str, object]:
    """Return the table of a TOML file."""
    value = found.value
    if not isinstance(value, dict):
        raise found.wrong("this is not a table", f"[{found.name}] above what belongs to it")
    return cast(dict[str, object], value)


def parse_flag(found: Found) -> bool:
    """Return what is on or off, in any of the words that Prefect knows."""
    word = f"{found.value:g}" if isinstance(found.value, int | float) else str(found.value).strip().lower()
    if word not in _YES | _NO:
        raise found.wrong("the value is neither on nor off", "true or false")
    return word in _YES


def parse_timeout(found: Found) -> float | None:
    """Return seconds above zero; None, for no limit, where infinity is written."""
    seconds = _number(found)
    if seconds is None or seconds <= 0:
        raise found.wrong("the value is not a number of seconds above 0", "such a number, for example 60, or inf")
    return None if seconds == math.inf else seconds


def given_timeout(seconds: float | None) -> float | None:
    """Return an argument that is seconds above zero, or None for no limit.

    Raises:
        ArgumentError: it is something else.
    """
    # Nobody's type checker has seen a value that was read from a file.
    given = cast("object", seconds)
    if given is None or (isinstance(given, int | float) and 0 < given < math.inf):
        return seconds
    raise ArgumentError(f"timeout={given!r}: write a number of seconds above 0, or None for no limit")


def parse_factor(found: Found) -> float:
    """Return a finite number from zero on."""
    factor = _number(found)
    if factor is None or not 0 <= factor < math.inf:
        raise found.wrong("the value is not a number from 0 on", "such a number, for example 0.2")
    return factor


def parse_count(found: Found) -> int:
    """Return a whole number from zero on."""
    count = _number(found)
    if count is None or count < 0 or not count.is_integer():
        raise found.wrong("the value is not a whole number from 0 on", "such a number, for example 5")
    return int(count)


def parse_codes(found: Found) -> frozenset[int]:
    """Return HTTP statuses: one, or several as a list of JSON or TOML, or with commas between them."""
    value = found.value
    if isinstance(value, str):
        listed = value.strip().removeprefix("[").removesuffix("]")
        value = listed.split(",") if listed.strip() else []
    items = cast(list[object], value) if isinstance(value, list) else [value]
    texts = [str(item).strip().strip('"') for item in items]
    if not all(re.fullmatch(r"[1-5][0-9]{2}", text, re.ASCII) for text in texts):
        raise found.wrong("the value is not a list of HTTP statuses", "numbers from 100 to 599, for example 404,500")
    return frozenset(map(int, texts))


def parse_headers(found: Found) -> Mapping[str, str]:
    """Return headers: a table, or a text that is a JSON object."""
    instead = 'a JSON object of texts, for example {"X-Team": "data"}'
    value = found.value
    if isinstance(value, str):
        value = _json(value)
    if not isinstance(value, Mapping):
        raise found.wrong("the value is not a JSON object", instead)
    headers: dict[str, str] = {}
    for number, (name, text) in enumerate(cast(Mapping[object, object], value).items(), 1):
        # By its place, since it may be the value, or hold it.
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise found.wrong(f"name {number} is no name of a header", "letters, digits and hyphens")
        if not isinstance(text, str):
            raise found.wrong(f"the value of {name} is not a text", instead)
        _check_header(found, name, text)
        # Spaces around a value are no part of it to HTTP, and refused where they are sent.
        headers[name] = text.strip(" \t")
    return headers


def _json(text: str) -> object:
    import json

    if not text.strip():
        return {}
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # The parser's error holds the text, and headers carry tokens: no error of ours has it as its context.
        return None


def _check_header(found: Found, name: str, value: str) -> None:
    if name.lower() in PROTECTED_HEADERS | _FRAMING_HEADERS:
        raise found.wrong(f"{name} is set by the client itself", "the other headers only")
    if re.search(r"[\r\n\x00]", value):
        raise found.wrong(f"the value of {name} has a line break inside", "it in one line")
    if re.search(r"[^\t\x20-\x7e]", value):
        raise found.wrong(f"the value of {name} has a character that no header has", "it in ASCII")


def _number(found: Found) -> float | None:
    if isinstance(found.value, bool) or not isinstance(found.value, str | int | float):
        return None
    try:
        number = float(found.value)
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(number) else number


EXAMPLE = "for example http://127.0.0.1:4200/api"
CLOUD_EXAMPLE = "https://api.prefect.cloud/api/accounts/<account id>/workspaces/<workspace id>"

_LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1")
_CLOUD_PATH = re.compile(r"/api/accounts/[^/]+/workspaces/[^/]+")


def is_loopback(url: str) -> bool:
    """Return whether *url*, a well-formed one, points to this machine by the way that leads nowhere else."""
    return _LOOPBACK.fullmatch(urlsplit(url).hostname or "") is not None


def is_cloud(path: str) -> bool:
    """Return whether *path*, without a slash at its end, is that of a workspace of Prefect Cloud."""
    return _CLOUD_PATH.fullmatch(path) is not None


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        # The reason may quote the password, when it is taken for a port: no error of ours has it as its context.
        return None
    return parts


def parse_url(found: Found) -> tuple[str, str | None]:
    """Return the URL without credentials and without a slash at the end, and the credentials, as ``user:password``.

    A path is not demanded: a proxy may serve the API under any.

    Raises:
        ConfigurationError: the URL is malformed, or one of Prefect Cloud that names no workspace.
    """
    text = parse_text(found)
    if not text:
        raise found.wrong("the API's URL is empty", f"where the API is, {EXAMPLE}")
    parts = _split(text)
    if parts is None:
        raise found.wrong("host or port of the URL is malformed", f"it as http://host:port/api, {EXAMPLE}")
    host, port = parts.hostname, parts.port
    # Of what is malformed nothing is quoted that may be a password: the host at most.
    if parts.scheme not in {"http", "https"} or not host:
        raise found.wrong("the URL does not begin with http:// or https:// and a host", f"the whole URL, {EXAMPLE}")
    if parts.query or parts.fragment or re.search(r"[\s\x00-\x1f\x7f\\\ud800-\udfff]", text):
        raise found.wrong("the URL has a query, a fragment, or a character that no URL has", f"it without, {EXAMPLE}")
    path = parts.path.rstrip("/")
    if host == "app.prefect.cloud" or (host == "api.prefect.cloud" and not is_cloud(path)):
        raise found.wrong("a URL of Prefect Cloud's API names account and workspace", CLOUD_EXAMPLE)
    netloc = f"[{host}]" if ":" in host else host
    netloc = netloc if port is None else f"{netloc}:{port}"
    credentials = None
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return urlunsplit((parts.scheme, netloc, path, "", "")), credentials

"""Where the API is, and how to talk to it: arguments first, then the environment.

Each source is a mapping from Prefect's own names of settings to values, so that a further one (a profile) is one more
entry in the list that ``resolve`` looks through, and no rule below changes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast
from urllib.parse import unquote, urlsplit, urlunsplit

from prefect_http.errors import ConfigurationError

API_URL: Final = "PREFECT_API_URL"
API_KEY: Final = "PREFECT_API_KEY"
AUTH_STRING: Final = "PREFECT_API_AUTH_STRING"
CUSTOM_HEADERS: Final = "PREFECT_CLIENT_CUSTOM_HEADERS"

PROTECTED_HEADERS: Final = frozenset({"user-agent", "prefect-csrf-client", "prefect-csrf-token"})
"""Headers that only the client itself may set, as Prefect has it."""

_EXAMPLE = "for example http://127.0.0.1:4200/api"
_CLOUD_EXAMPLE = "https://api.prefect.cloud/api/accounts/<account id>/workspaces/<workspace id>"
_CLOUD_PATH = re.compile(r"/api/accounts/[^/]+/workspaces/[^/]+")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Values of settings that came from one place.

    Attributes:
        place: where that is, as an error names it.
        values: by Prefect's name of the setting; what is not there was not set here. Empty text is set.
    """

    place: str
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client needs to know. Its ``repr`` shows no secret.

    Attributes:
        api_url: the API's base URL, without credentials and without a slash at the end.
        authorization: the value of the ``Authorization`` header; None for no authentication.
        headers: further headers, sent with every request.
    """

    api_url: str
    authorization: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def authentication(self) -> str:
        """The kind of authentication: ``"Basic"``, ``"Bearer"`` or ``"none"``."""
        return "none" if self.authorization is None else self.authorization.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class _Found:
    value: str
    name: str
    place: str

    def wrong(self, problem: str, instead: str) -> ConfigurationError:
        return ConfigurationError(f"{self.name} ({self.place}): {problem}. Write {instead}.")


def resolve(
    environ: Mapping[str, str],
    *,
    api_url: str | None = None,
    api_key: str | None = None,
    auth_string: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings that arguments and environment make together.

    What is None, or not in the environment, is not set; what is empty is set, and hides what comes behind it.
    An auth string wins over an API key, and both over credentials that are part of the URL. Headers from an argument
    replace those from the environment as a whole.

    Raises:
        ConfigurationError: there is no URL, or a value is malformed.
    """
    given = {API_URL: api_url, API_KEY: api_key, AUTH_STRING: auth_string}
    sources = [
        Source("argument of the client", {name: value for name, value in given.items() if value is not None}),
        Source("environment", environ),
    ]
    url = _find(sources, API_URL)
    if url is None:
        raise ConfigurationError(
            f"{API_URL} is set nowhere: pass api_url, or set the variable, {_EXAMPLE}, or {_CLOUD_EXAMPLE}."
        )
    base, credentials = _parse_url(url)
    return Settings(
        api_url=base,
        authorization=_authorization(_find(sources, AUTH_STRING), _find(sources, API_KEY), credentials),
        headers=_custom_headers(sources) if headers is None else _check_headers(headers, "headers (argument)"),
    )


def _find(sources: Sequence[Source], name: str) -> _Found | None:
    return next((_Found(s.values[name], name, s.place) for s in sources if name in s.values), None)


def _parse_url(found: _Found) -> tuple[str, str | None]:
    """Return the URL without its credentials, and these, as ``user:password``."""
    text = found.value.strip()
    if not text:
        raise found.wrong("the API's URL is empty", f"where the API is, {_EXAMPLE}")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        # The reason may quote the password, when it is taken for a port.
        raise found.wrong("host or port of the URL is malformed", f"it as http://host:port/api, {_EXAMPLE}") from None
    # Of what is malformed nothing is quoted that may be a password: the host at most.
    if parts.scheme not in {"http", "https"} or not host:
        raise found.wrong("the URL does not begin with http:// or https:// and a host", f"the whole URL, {_EXAMPLE}")
    if parts.query or parts.fragment or re.search(r"[\s\x00-\x1f\x7f\\]", text):
        raise found.wrong("the URL has a query, a fragment, or a character that no URL has", f"it without, {_EXAMPLE}")
    path = parts.path.rstrip("/")
    if host == "app.prefect.cloud" or (host == "api.prefect.cloud" and not _CLOUD_PATH.fullmatch(path)):
        raise found.wrong("a URL of Prefect Cloud's API names account and workspace", _CLOUD_EXAMPLE)
    netloc = f"[{host}]" if ":" in host else host
    netloc = netloc if port is None else f"{netloc}:{port}"
    credentials = None
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return urlunsplit((parts.scheme, netloc, path, "", "")), credentials


def _authorization(auth_string: _Found | None, api_key: _Found | None, credentials: str | None) -> str | None:
    for found in (auth_string, api_key):
        if found is not None and re.search(r"[\r\n\x00]", found.value.strip()):
            raise found.wrong("the value has a line break inside", "it in one line")
    if auth_string is not None and auth_string.value.strip():
        return _basic(auth_string.value.strip())
    if api_key is not None and (key := api_key.value.strip()):
        if not key.isascii():
            raise api_key.wrong("the key has characters that no key has", "the key as Prefect Cloud showed it")
        return f"Bearer {key}"
    if credentials is not None and auth_string is None and api_key is None:
        return _basic(credentials)
    return None


def _basic(credentials: str) -> str:
    return f"Basic {b64encode(credentials.encode()).decode('ascii')}"


def _custom_headers(sources: Sequence[Source]) -> Mapping[str, str]:
    found = _find(sources, CUSTOM_HEADERS)
    if found is None or not found.value.strip():
        return {}
    instead = 'a JSON object of texts, for example {"X-Team": "data"}'
    try:
        value: object = json.loads(found.value)
    except ValueError:
        # Neither the text nor the parser's error is shown: headers carry tokens.
        raise found.wrong("the value is not JSON", instead) from None
    if not isinstance(value, dict):
        raise found.wrong("the value is not a JSON object", instead)
    pairs = cast(dict[str, object], value)
    texts = {name: text for name, text in pairs.items() if isinstance(text, str)}
    if wrong := sorted(pairs.keys() - texts.keys()):
        raise found.wrong(f"the value of {', '.join(wrong)} is not a text", instead)
    return _check_headers(texts, f"{found.name} ({found.place})")


def _check_headers(headers: Mapping[str, str], origin: str) -> Mapping[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise ConfigurationError(f"{origin}: {name!r} is no name of a header. Write letters, digits and hyphens.")
        if name.lower() in PROTECTED_HEADERS:
            raise ConfigurationError(f"{origin}: {name} is set by the client itself. Leave it out.")
        if re.search(r"[\r\n\x00]", value):
            raise ConfigurationError(f"{origin}: the value of {name} has a line break inside. Write it in one line.")
    return dict(headers)

"""Where the API is, and how to talk to it, as Prefect itself finds it out."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from prefect_http._settings import fields
from prefect_http._settings.fields import CLOUD_EXAMPLE, EXAMPLE, Found, parse_url
from prefect_http.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

    from prefect_http._settings.sources import Source


class Settings(Struct, frozen=True):
    """What a client needs to know. Its ``repr`` shows no secret, and it does not pickle.

    Attributes:
        api_url: the API's base URL, without credentials and without a slash at the end.
        authorization: the value of the ``Authorization`` header; None for no authentication.
        headers: further headers, sent with every request.
        verify: False to accept any certificate; the path of a PEM file to trust what it holds; True for the usual.
        timeout: seconds that connecting, sending, and each wait for more of an answer may take; None for no limit.
        max_retries: how often a request is sent again at most.
        retry_extra_codes: statuses to send a request again on, besides those that always are.
        retry_jitter_factor: how much chance there is in the time between; 0 for none.
        csrf_support: whether to fetch and send the tokens that a server may ask for against forged requests.
    """

    api_url: str
    authorization: str | None
    headers: Mapping[str, str]
    verify: bool | str
    timeout: float | None
    max_retries: int
    retry_extra_codes: frozenset[int]
    retry_jitter_factor: float
    csrf_support: bool

    def __repr__(self) -> str:
        return f"Settings(api_url={self.api_url!r}, authentication={self.authentication!r}, …)"

    @property
    def authentication(self) -> str:
        """The kind of authentication: ``"Basic"``, ``"Bearer"`` or ``"none"``."""
        return "none" if self.authorization is None else self.authorization.partition(" ")[0]

    def __reduce__(self) -> NoReturn:
        raise TypeError("Settings hold secrets, and are not pickled: resolve them anew where they are needed.")


def resolve(
    environ: Mapping[str, str],
    *,
    api_url: str | None = None,
    api_key: str | None = None,
    auth_string: str | None = None,
    headers: Mapping[str, str] | None = None,
    profile: str | None = None,
    folder: Path | None = None,
    home: Path | None = None,
) -> Settings:
    """Return the settings that arguments, environment, files and the active profile make together.

    The first place that sets something wins: the arguments, *environ*, and in the working folder ``.env``,
    ``prefect.toml`` and ``[tool.prefect]`` of ``pyproject.toml``; then the active profile. An argument that is None
    sets nothing; what is empty is set, and hides what comes behind it. Headers replace one another as a whole.

    An auth string wins over an API key, and both over credentials that are part of the URL. Where either is an
    argument, neither is looked for elsewhere.

    Args:
        environ: the environment.
        api_url: in place of ``PREFECT_API_URL``.
        api_key: in place of ``PREFECT_API_KEY``.
        auth_string: in place of ``PREFECT_API_AUTH_STRING``.
        headers: in place of ``PREFECT_CLIENT_CUSTOM_HEADERS``.
        profile: in place of ``PREFECT_PROFILE``, and no stronger: variables still win over what the profile says.
        folder: the working folder, unless it is the process's own.
        home: the user's home, unless it is that of the process's user.

    Raises:
        ConfigurationError: there is no URL or no such profile, a value is malformed, or a file cannot be read.
    """
    # The files' readers come with the first client, not with the import.
    from pathlib import Path

    from prefect_http._settings.sources import read_sources, user_home

    sources = read_sources(environ, profile, folder or Path(), home or user_home())
    found = _defaults(environ)
    for source in reversed(sources):
        found.update(source.found)
    found.update(_arguments(api_url, api_key, auth_string, headers))
    if fields.API_URL not in found:
        raise _no_url(sources)
    base, credentials = parse_url(found[fields.API_URL])
    return Settings(
        api_url=base,
        authorization=_authorization(found.get(fields.AUTH_STRING), found.get(fields.API_KEY), credentials),
        headers=fields.parse_headers(found[fields.CUSTOM_HEADERS]),
        verify=_verify(found[fields.SKIP_VERIFY], found[fields.CERTIFICATES]),
        timeout=fields.parse_timeout(found[fields.REQUEST_TIMEOUT]),
        max_retries=fields.parse_count(found[fields.MAX_RETRIES]),
        retry_extra_codes=fields.parse_codes(found[fields.RETRY_EXTRA_CODES]),
        retry_jitter_factor=fields.parse_factor(found[fields.RETRY_JITTER_FACTOR]),
        csrf_support=fields.parse_flag(found[fields.CSRF_SUPPORT]),
    )


def _defaults(environ: Mapping[str, str]) -> dict[str, Found]:
    defaults: Mapping[str, object] = {
        fields.CERTIFICATES: environ.get("SSL_CERT_FILE", ""),
        fields.CSRF_SUPPORT: True,
        fields.CUSTOM_HEADERS: {},
        fields.MAX_RETRIES: 5,
        fields.REQUEST_TIMEOUT: 60.0,
        fields.RETRY_EXTRA_CODES: [],
        fields.RETRY_JITTER_FACTOR: 0.2,
        fields.SKIP_VERIFY: False,
    }
    return {name: Found(name, "default", value) for name, value in defaults.items()}


def _arguments(
    api_url: str | None, api_key: str | None, auth_string: str | None, headers: Mapping[str, str] | None
) -> dict[str, Found]:
    if api_key is not None or auth_string is not None:
        api_key, auth_string = api_key or "", auth_string or ""
    given: Mapping[str, tuple[str, object]] = {
        fields.API_URL: ("api_url", api_url),
        fields.API_KEY: ("api_key", api_key),
        fields.AUTH_STRING: ("auth_string", auth_string),
        fields.CUSTOM_HEADERS: ("headers", headers),
    }
    return {
        setting: Found(argument, "argument of the client", value)
        for setting, (argument, value) in given.items()
        if value is not None
    }


def _no_url(sources: Sequence[Source]) -> ConfigurationError:
    return ConfigurationError(
        f"{fields.API_URL} is set nowhere: neither by the argument api_url, nor in "
        f"{', '.join(source.place for source in sources)}. This client starts no server of its own. "
        f"Pass api_url, or set the variable, {EXAMPLE}, or {CLOUD_EXAMPLE}."
    )


def _authorization(auth_string: Found | None, api_key: Found | None, credentials: str | None) -> str | None:
    basic, bearer = (_secret(found) if found else "" for found in (auth_string, api_key))
    if basic:
        return _basic(basic)
    if api_key is not None and bearer:
        if not (bearer.isascii() and bearer.isprintable()):
            raise api_key.wrong("the key has characters that no key has", "the key as Prefect Cloud showed it")
        return f"Bearer {bearer}"
    if credentials is not None and auth_string is None and api_key is None:
        return _basic(credentials)
    return None


def _secret(found: Found) -> str:
    text = fields.parse_text(found)
    if re.search(r"[\r\n\x00]", text):
        raise found.wrong("the value has a line break inside", "it in one line")
    # So Python reads a variable with bytes that are none.
    if re.search(r"[\ud800-\udfff]", text):
        raise found.wrong("the value is not UTF-8", "it in UTF-8")
    return text


def _basic(credentials: str) -> str:
    return f"Basic {b64encode(credentials.encode()).decode('ascii')}"


def _verify(skip: Found, certificates: Found) -> bool | str:
    return not fields.parse_flag(skip) and (fields.parse_text(certificates) or True)

"""Settings resolution: combine arguments, environment, files and the active profile, in Prefect's order."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from prefect_http._settings import fields
from prefect_http._settings.fields import RawValue
from prefect_http._settings.urls import CLOUD_EXAMPLE, EXAMPLE, parse_url
from prefect_http.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

    from prefect_http._settings.sources import Source


class Settings(Struct, frozen=True):
    """Settings of a client. Its ``repr`` contains no secrets, and it cannot be pickled.

    Attributes:
        api_url: Base URL of the API, without credentials or a trailing slash.
        authorization: Value of the ``Authorization`` header, or None for no authentication.
        headers: Additional headers of every request.
        verify: True to verify certificates, False to accept any certificate, or the path of a PEM file to trust.
        timeout: Seconds for connecting, for sending, and for each read, or None for no limit.
        max_retries: Maximum number of retries per request.
        retry_extra_codes: HTTP statuses to retry, in addition to the default ones.
        retry_jitter_factor: Fraction by which waits vary randomly.
        csrf_support: Whether to fetch and send CSRF tokens if the server requires them.
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
        """Kind of authentication: ``"Basic"``, ``"Bearer"`` or ``"none"``."""
        return "none" if self.authorization is None else self.authorization.partition(" ")[0]

    def __reduce__(self) -> NoReturn:
        raise TypeError("cannot pickle Settings, which contain secrets: call resolve() in the process that needs them")


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
    """Resolve the settings of a client.

    The first source that has a setting wins:

    1. the arguments;
    2. *environ*;
    3. ``.env``, ``prefect.toml`` and ``[tool.prefect]`` of ``pyproject.toml`` in the working folder;
    4. the active profile.

    - An argument that is None is not set. An empty value counts as set and overrides later sources.
    - Headers are replaced as a whole, never merged.
    - An auth string wins over an API key, and an API key over credentials in the URL. If the auth string or the API
      key is an argument, both settings are ignored in all other sources.

    Args:
        environ: Environment variables.
        api_url: API URL, instead of ``PREFECT_API_URL``.
        api_key: API key, instead of ``PREFECT_API_KEY``.
        auth_string: Auth string, instead of ``PREFECT_API_AUTH_STRING``.
        headers: Headers, instead of ``PREFECT_CLIENT_CUSTOM_HEADERS``.
        profile: Name of the profile, instead of ``PREFECT_PROFILE``. Other sources still win
            over the settings of the profile.
        folder: Working folder. Default: the working folder of the process.
        home: Home folder. Default: the user's home folder.

    Raises:
        ConfigurationError: No API URL is set, the profile does not exist, a value is invalid, or a file is unreadable.
    """
    # Imported late: importing the client should not load the modules that read files.
    from pathlib import Path

    from prefect_http._settings.sources import read_sources, user_home

    sources = read_sources(environ, profile, folder or Path(), home or user_home())
    values = _defaults(environ)
    for source in reversed(sources):
        values.update(source.values)
    values.update(_arguments(api_url, api_key, auth_string, headers))
    if fields.API_URL not in values:
        raise _no_url(sources)
    base, credentials = parse_url(values[fields.API_URL])
    return Settings(
        api_url=base,
        authorization=_authorization(values.get(fields.AUTH_STRING), values.get(fields.API_KEY), credentials),
        headers=fields.parse_headers(values[fields.CUSTOM_HEADERS]),
        verify=_verify(values[fields.SKIP_VERIFY], values[fields.CERTIFICATES]),
        timeout=fields.parse_timeout(values[fields.REQUEST_TIMEOUT]),
        max_retries=fields.parse_count(values[fields.MAX_RETRIES]),
        retry_extra_codes=fields.parse_codes(values[fields.RETRY_EXTRA_CODES]),
        retry_jitter_factor=fields.parse_factor(values[fields.RETRY_JITTER_FACTOR]),
        csrf_support=fields.parse_flag(values[fields.CSRF_SUPPORT]),
    )


def _defaults(environ: Mapping[str, str]) -> dict[str, RawValue]:
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
    return {name: RawValue(name, "default", value) for name, value in defaults.items()}


def _arguments(
    api_url: str | None, api_key: str | None, auth_string: str | None, headers: Mapping[str, str] | None
) -> dict[str, RawValue]:
    if api_key is not None or auth_string is not None:
        api_key, auth_string = api_key or "", auth_string or ""
    given: Mapping[str, tuple[str, object]] = {
        fields.API_URL: ("api_url", api_url),
        fields.API_KEY: ("api_key", api_key),
        fields.AUTH_STRING: ("auth_string", auth_string),
        fields.CUSTOM_HEADERS: ("headers", headers),
    }
    return {
        setting: RawValue(argument, "argument of the client", value)
        for setting, (argument, value) in given.items()
        if value is not None
    }


def _no_url(sources: Sequence[Source]) -> ConfigurationError:
    return ConfigurationError(
        f"no API URL: pass api_url or set {fields.API_URL}, {EXAMPLE} or {CLOUD_EXAMPLE} "
        f"(looked in: {', '.join(source.description for source in sources)})"
    )


def _authorization(auth_string: RawValue | None, api_key: RawValue | None, credentials: str | None) -> str | None:
    basic, bearer = (_parse_secret(raw) if raw else "" for raw in (auth_string, api_key))
    if basic:
        return _basic(basic)
    if api_key is not None and bearer:
        if not (bearer.isascii() and bearer.isprintable()):
            raise api_key.error("must be printable ASCII: use the key as shown by Prefect Cloud")
        return f"Bearer {bearer}"
    if credentials is not None and auth_string is None and api_key is None:
        return _basic(credentials)
    return None


def _parse_secret(raw: RawValue) -> str:
    text = fields.parse_string(raw)
    if re.search(r"[\r\n\x00]", text):
        raise raw.error("must not contain a line break or a null character")
    # Python decodes invalid bytes of a variable as surrogates.
    if re.search(r"[\ud800-\udfff]", text):
        raise raw.error("must be valid UTF-8")
    return text


def _basic(credentials: str) -> str:
    return f"Basic {b64encode(credentials.encode()).decode('ascii')}"


def _verify(skip: RawValue, certificates: RawValue) -> bool | str:
    return not fields.parse_flag(skip) and (fields.parse_string(certificates) or True)

"""Settings resolution: combine arguments, environment, files and the active profile, in Prefect's order."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Final, NoReturn, TypedDict, Unpack
from urllib.parse import quote
from uuid import UUID

from msgspec import Struct

from prefect_http._arguments import flag
from prefect_http._lazy import lazy_module
from prefect_http._settings import fields
from prefect_http._settings.fields import RawValue
from prefect_http._settings.urls import (
    CLOUD_API_URL,
    CLOUD_EXAMPLE,
    EXAMPLE,
    cloud_url,
    parse_cloud_url,
    parse_ui_url,
    parse_url,
    ui_url,
)
from prefect_http._utils import quote as shown
from prefect_http.errors import ArgumentError, ConfigurationError

if TYPE_CHECKING:
    import pathlib
    import ssl

    from prefect_http._settings import sources
else:
    ssl = lazy_module("ssl")
    pathlib = lazy_module("pathlib")
    sources = lazy_module("prefect_http._settings.sources")


_DEFAULT: Final = "default"
_CERTIFICATES: Final = "SSL_CERT_FILE"
"""Variable that other programs use too. Its value is the default of ``PREFECT_API_SSL_CERT_FILE``."""
_WORKSPACE: Final = re.compile(r"([^\s/]+/)?[^\s/]+")


class Settings(Struct, frozen=True):
    """Settings of a client. Its ``repr`` contains no secrets, and it cannot be pickled.

    Attributes:
        api_url: Base URL of the API, without credentials or a trailing slash.
        authorization: Value of the ``Authorization`` header, or None if *headers* contain one or there are no
            credentials.
        headers: Additional headers of every request.
        verify: True to verify certificates, False to accept any certificate, or the certificates to trust: the path of
            a PEM file, or an ``SSLContext``.
        timeout: Seconds for connecting, for sending, and for each read, or None for no limit.
        max_retries: Maximum number of retries per request.
        retry_extra_codes: HTTP statuses to retry, in addition to the default ones.
        retry_jitter_factor: Fraction by which waits vary randomly.
        csrf_support: Whether to fetch and send CSRF tokens if the server requires them.
        workspace: Workspace to look up. Until it is found, *api_url* contains it instead of IDs. Default: none.
        log_level: Level from which log lines are written to stderr, such as ``"DEBUG"``. Default: none are.
        explicit_ui_url: URL of the user interface. Default: inferred from *api_url*.
        cloud_ui_url: URL of Prefect Cloud's user interface, without a workspace. Default: inferred from *api_url*.
    """

    api_url: str
    authorization: str | None
    headers: Mapping[str, str]
    verify: bool | str | ssl.SSLContext
    timeout: float | None
    max_retries: int
    retry_extra_codes: frozenset[int]
    retry_jitter_factor: float
    csrf_support: bool
    workspace: str | None = None
    log_level: str | None = None
    explicit_ui_url: str | None = None
    cloud_ui_url: str | None = None

    @property
    def ui_url(self) -> str:
        """URL of the user interface."""
        return self.explicit_ui_url or ui_url(self.api_url, self.cloud_ui_url)

    @property
    def cloud_url(self) -> str | None:
        """URL of Prefect Cloud's API above the workspace, or None if the API is not on Prefect Cloud."""
        return cloud_url(self.api_url)

    def __repr__(self) -> str:
        return f"Settings(api_url={self.api_url!r}, authentication={self.authentication!r}, …)"

    @property
    def authentication(self) -> str:
        """Kind of authentication: ``"Basic"``, ``"Bearer"``, ``"custom header"`` or ``"none"``."""
        if self.authorization is not None:
            return self.authorization.partition(" ")[0]
        return "custom header" if _has_authorization(self.headers) else "none"

    def __reduce__(self) -> NoReturn:
        raise TypeError("cannot pickle Settings, which contain secrets: call resolve() in the process that needs them")


class Resolution(Struct, frozen=True):
    """Settings of a client, and where they come from.

    Attributes:
        settings: Settings of the client.
        credentials_from: Name and source of the setting that authenticates requests, such as
            ``PREFECT_API_KEY (environment)``, or None for no authentication.
        warnings: What the user should know about the settings.
    """

    settings: Settings
    credentials_from: str | None
    warnings: tuple[str, ...]


class Options(TypedDict, total=False):
    """Arguments that influence the settings of a client. None means unset."""

    api_url: str | None
    """API URL, instead of ``PREFECT_API_URL``."""
    workspace: str | UUID | None
    """Workspace of Prefect Cloud, instead of an API URL."""
    cloud_api_url: str | None
    """URL of Prefect Cloud's API, instead of ``PREFECT_CLOUD_API_URL``."""
    api_key: str | None
    """API key, instead of ``PREFECT_API_KEY``."""
    auth_string: str | None
    """Auth string, instead of ``PREFECT_API_AUTH_STRING``."""
    headers: Mapping[str, str] | None
    """Headers, instead of ``PREFECT_CLIENT_CUSTOM_HEADERS``."""
    verify: bool | str | PathLike[str] | ssl.SSLContext | None
    """How to verify certificates, instead of the two settings for it."""
    profile: str | None
    """Name of the profile, instead of ``PREFECT_PROFILE``. Other sources still win over the settings of the profile."""
    project_files: bool
    """Whether to read the files in the working folder. Default: True."""
    folder: pathlib.Path
    """Working folder. Default: the working folder of the process."""
    home: pathlib.Path
    """Home folder. Default: the user's home folder."""


def resolve(environ: Mapping[str, str], **options: Unpack[Options]) -> Settings:
    """Resolve the settings of a client, without their origins; see `resolve_with_origins`."""
    return resolve_with_origins(environ, **options).settings


def resolve_with_origins(environ: Mapping[str, str], **options: Unpack[Options]) -> Resolution:
    """Resolve the settings of a client.

    The first source that has a setting wins:

    1. the arguments;
    2. *environ*;
    3. ``.env``, ``prefect.toml`` and ``[tool.prefect]`` of ``pyproject.toml`` in the working folder;
    4. the active profile.

    - An empty value counts as set and overrides later sources.
    - Headers are replaced as a whole, never merged. As in Prefect, a custom ``User-Agent`` is ignored, with a
      warning.
    - An ``Authorization`` header wins over an auth string, an auth string over an API key, and an API key over
      credentials in the URL. If the auth string or the API key is an argument, both settings are ignored in all other
      sources.
    - If a file in the working folder determines who receives credentials from another source, a warning names it.
    - With a workspace, the API URL and the auth string in all sources are ignored, since they belong to another server.

    Args:
        environ: Environment variables.
        **options: Arguments of the client, and folders.

    Raises:
        ConfigurationError: No API URL is set, or no API key for a workspace, the profile does not exist, a value is
            invalid, or a file is unreadable.
        ArgumentError: *verify*, *project_files* or *workspace* is invalid, or *workspace* is combined with an API URL
            or an auth string.
    """
    sources, values = read_values(environ, **options)
    workspace = _workspace(options)
    url_from = values.get(fields.API_URL)
    if workspace is not None:
        values.pop(fields.AUTH_STRING, None)
        base, userinfo, url_from = _workspace_url(values, workspace)
    elif url_from is not None:
        cloud_api_url = fields.parse_string(values[fields.CLOUD_API_URL]).rstrip("/") or CLOUD_API_URL
        base, userinfo = parse_url(url_from, cloud_api_url)
    else:
        raise _missing(f"API URL: pass api_url or set {fields.API_URL}, {EXAMPLE} or {CLOUD_EXAMPLE}", sources)
    headers, ignored = _headers(values[fields.CUSTOM_HEADERS])
    authorization, credentials = _authorization(values, headers, userinfo)
    if workspace is not None and credentials is None:
        raise _missing(f"API key for Prefect Cloud: pass api_key or set {fields.API_KEY}", sources)
    verify, verified_by = options.get("verify"), None
    if verify is not None:
        verify = fields.validate_verify(verify)
    else:
        verify, verified_by = _verify(values[fields.SKIP_VERIFY], values[fields.CERTIFICATES])
    decisive = [url_from, verified_by if base.startswith("https:") else None]
    sent = [credentials, values[fields.CUSTOM_HEADERS] if headers else None]
    settings = Settings(
        api_url=base,
        authorization=authorization,
        headers=headers,
        verify=verify,
        timeout=fields.parse_timeout(values[fields.REQUEST_TIMEOUT]),
        max_retries=fields.parse_count(values[fields.MAX_RETRIES]),
        retry_extra_codes=fields.parse_codes(values[fields.RETRY_EXTRA_CODES]),
        retry_jitter_factor=fields.parse_factor(values[fields.RETRY_JITTER_FACTOR]),
        csrf_support=fields.parse_flag(values[fields.CSRF_SUPPORT]),
        workspace=workspace,
        log_level=fields.parse_log_level(values[fields.LOG_LEVEL]),
        explicit_ui_url=parse_ui_url(values[fields.UI_URL]),
        cloud_ui_url=parse_ui_url(values[fields.CLOUD_UI_URL]),
    )
    return Resolution(
        settings=settings,
        credentials_from=None if credentials is None else str(credentials),
        warnings=(*ignored, *_exposed_by_project(decisive, sent)),
    )


def read_values(
    environ: Mapping[str, str], **options: Unpack[Options]
) -> tuple[list[sources.Source], dict[str, RawValue]]:
    """Return all sources, highest precedence first, and the unparsed value of each setting that has one, by name.

    Args:
        environ: Environment variables.
        **options: As for `resolve_with_origins`.

    Raises:
        ConfigurationError: The profile does not exist, or a file is unreadable.
    """
    # Imported late: importing the client should not load the modules that read files.

    from prefect_http._settings.sources import read_sources, user_home

    found = read_sources(
        environ,
        options.get("profile"),
        options.get("folder") or pathlib.Path(),
        options.get("home") or user_home(),
        project_files=flag(options.get("project_files", True), "project_files"),
    )
    values = _defaults(environ)
    for source in reversed(found):
        values.update(source.values)
    return found, {**values, **_arguments(options)}


def _defaults(environ: Mapping[str, str]) -> dict[str, RawValue]:
    defaults: Mapping[str, object] = {
        fields.CERTIFICATES: "",
        fields.CLOUD_API_URL: CLOUD_API_URL,
        fields.CLOUD_UI_URL: "",
        fields.CSRF_SUPPORT: True,
        fields.CUSTOM_HEADERS: {},
        fields.LOG_LEVEL: "",
        fields.MAX_RETRIES: 5,
        fields.REQUEST_TIMEOUT: 60.0,
        fields.RETRY_EXTRA_CODES: [],
        fields.RETRY_JITTER_FACTOR: 0.2,
        fields.SKIP_VERIFY: False,
        fields.UI_URL: "",
    }
    values = {name: RawValue(name, _DEFAULT, value) for name, value in defaults.items()}
    if certificates := environ.get(_CERTIFICATES):
        values[fields.CERTIFICATES] = RawValue(_CERTIFICATES, "environment", certificates)
    return values


def _arguments(options: Options) -> dict[str, RawValue]:
    api_key, auth_string = options.get("api_key"), options.get("auth_string")
    if api_key is not None or auth_string is not None:
        api_key, auth_string = api_key or "", auth_string or ""
    given: Mapping[str, tuple[str, object]] = {
        fields.API_URL: ("api_url", options.get("api_url")),
        fields.CLOUD_API_URL: ("cloud_api_url", options.get("cloud_api_url")),
        fields.API_KEY: ("api_key", api_key),
        fields.AUTH_STRING: ("auth_string", auth_string),
        fields.CUSTOM_HEADERS: ("headers", options.get("headers")),
    }
    return {
        setting: RawValue(argument, fields.ARGUMENT, value)
        for setting, (argument, value) in given.items()
        if value is not None
    }


def _workspace(options: Options) -> str | None:
    """Return the argument ``workspace`` as a string, or None if it is unset."""
    given = options.get("workspace")
    if given is None:
        return None
    for other in ("api_url", "auth_string"):
        if options.get(other) is not None:
            raise ArgumentError(f"workspace cannot be combined with {other}: Prefect Cloud requires only an API key")
    workspace = str(given)
    if not _WORKSPACE.fullmatch(workspace):
        raise ArgumentError(f'workspace must be "account/workspace", a handle or an ID, got {shown(given)}')
    return workspace


def _workspace_url(values: Mapping[str, RawValue], workspace: str) -> tuple[str, None, RawValue]:
    """Return the URL of *workspace* before it is looked up, no credentials, and the setting that the URL comes from."""
    account, _, name = workspace.rpartition("/")
    cloud, url_from = _cloud(values)
    return f"{cloud}/accounts/{quote(account) or '-'}/workspaces/{quote(name)}", None, url_from


def _cloud(values: Mapping[str, RawValue]) -> tuple[str, RawValue]:
    """Return the URL of Prefect Cloud's API, and the setting that it comes from."""
    explicit, api_url = values[fields.CLOUD_API_URL], values.get(fields.API_URL)
    # An API key for a private Prefect Cloud must not be sent to the public one.
    if explicit.source == _DEFAULT and api_url is not None and (cloud := cloud_url(str(api_url.value).strip(" /"))):
        return parse_cloud_url(RawValue(api_url.name, api_url.source, cloud)), api_url
    return parse_cloud_url(explicit), explicit


def _missing(setting: str, sources: Sequence[sources.Source]) -> ConfigurationError:
    return ConfigurationError(f"no {setting} (looked in: {', '.join(source.description for source in sources)})")


def _headers(raw: RawValue) -> tuple[Mapping[str, str], list[str]]:
    """Return the headers to send, and a warning for each one to ignore."""
    headers = fields.parse_headers(raw)
    ignored = [name for name in headers if name.lower() == fields.IGNORED_HEADER]
    warnings = [f"{raw} contains {name}, which is ignored: the client sets this header itself" for name in ignored]
    return {name: value for name, value in headers.items() if name not in ignored}, warnings


def _has_authorization(headers: Iterable[str]) -> bool:
    return any(name.lower() == "authorization" for name in headers)


def _authorization(
    values: Mapping[str, RawValue], headers: Mapping[str, str], userinfo: str | None
) -> tuple[str | None, RawValue | None]:
    """Return the value of the ``Authorization`` header, unless *headers* contain one, and the setting it comes from."""
    auth_string, api_key = values.get(fields.AUTH_STRING), values.get(fields.API_KEY)
    basic, bearer = (_parse_secret(raw) if raw else "" for raw in (auth_string, api_key))
    if _has_authorization(headers):
        return None, values[fields.CUSTOM_HEADERS]
    if auth_string is not None and basic:
        if ":" not in basic:
            raise auth_string.error("must contain a colon: use user:password, or set an API key as PREFECT_API_KEY")
        return _basic(basic), auth_string
    if api_key is not None and bearer:
        if not (bearer.isascii() and bearer.isprintable()):
            raise api_key.error("must be printable ASCII: use the key as shown by Prefect Cloud")
        return f"Bearer {bearer}", api_key
    if userinfo is not None and auth_string is None and api_key is None:
        return _basic(userinfo), values[fields.API_URL]
    return None, None


def _exposed_by_project(decisive: Iterable[RawValue | None], sent: Iterable[RawValue | None]) -> list[str]:
    """Return a warning if a project file decides who receives, or can read, what another source sends.

    Args:
        decisive: Settings that decide who receives requests, or can read them.
        sent: Settings whose values requests contain.
    """
    return [
        f"{decides}, which a file in the working directory sets, decides who can read {secret}: "
        "if you do not trust the file, pass project_files=False to ignore it. Otherwise, set both in the same place"
        for decides in decisive
        if decides is not None and decides.from_project
        for secret in sent
        if secret is not None and not secret.from_project and secret.source != decides.source
    ][:1]


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


def _verify(skip: RawValue, certificates: RawValue) -> tuple[bool | str, RawValue]:
    """Return how to verify certificates, and the setting that says so."""
    if fields.parse_flag(skip):
        return False, skip
    return fields.parse_string(certificates) or True, certificates

"""Fetching of OpenAPI documents from running servers."""

import json
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import httpx

from generator.errors import GeneratorError
from generator.spec.client_settings import request_headers, tls_verification
from generator.spec.http_errors import NoDocumentError, status_error, transport_error
from generator.spec.load import MAX_BYTES, MOUNTED_VERSION, LoadedSpec, declared_version, is_version, parse, too_large
from generator.spec.prefect_server import CLOUD, is_cloud
from generator.spec.urls import (
    CLOUD_API_URL,
    WRONG_URL,
    document_and_api_urls,
    is_workspace,
    masked,
    possible_documents,
)

TOTAL_SECONDS = 120.0
PHASE_SECONDS = 30.0
MAX_REDIRECTS = 5


def fetch(
    url: str,
    *,
    environ: Mapping[str, str] = os.environ,
    total_timeout: float = TOTAL_SECONDS,
    phase_timeout: float = PHASE_SECONDS,
    max_bytes: int = MAX_BYTES,
) -> LoadedSpec:
    """Fetch the OpenAPI document of a running server.

    Args:
        url: Origin of the server, URL of its API, or URL of its OpenAPI document.
        environ: Environment variables with credentials, custom headers, TLS settings and the URL of Prefect Cloud,
            named as for Prefect's client. Credentials and custom headers are sent only to the origin of *url*. Default:
            the process environment.
        total_timeout: Seconds until the whole call is aborted. Default: 120.
        phase_timeout: Seconds to wait for a connection or for the next bytes. Default: 30.
        max_bytes: Maximum size of the document, in bytes. Default: 64 MiB.

    Raises:
        GeneratorError: *url* or a variable is invalid, the server cannot be reached or rejects the request, a limit is
            exceeded, or the response is not a Prefect server's OpenAPI document.
    """
    cloud_api_url = environ.get("PREFECT_CLOUD_API_URL") or CLOUD_API_URL
    documents = possible_documents(url, cloud_api_url)
    _, api_url = document_and_api_urls(url, cloud_api_url)
    verify = tls_verification(environ)
    headers = request_headers(environ)

    def fetch_first() -> LoadedSpec:
        with httpx.Client(verify=verify, timeout=phase_timeout) as client:
            return _fetch_first(partial(_get, client, headers=headers), documents, api_url, max_bytes)

    return _with_timeout(total_timeout, fetch_first, masked(documents[0]))


class _Get(Protocol):
    """Function that returns the body of a response."""

    def __call__(self, url: httpx.URL, /, *, max_bytes: int) -> bytes: ...


def _fetch_first(get: _Get, documents: Sequence[httpx.URL], api_url: str, max_bytes: int) -> LoadedSpec:
    """Return the first of *documents* that exists. *api_url* is the API next to it.

    Raises:
        GeneratorError: None of them exists. The error is about the first one.
    """
    missing: list[NoDocumentError] = []
    for url in documents:
        source = masked(url)
        try:
            raw, document = _document(get, url, max_bytes)
        except NoDocumentError as error:
            missing.append(error)
            continue
        version = declared_version(document)
        if is_cloud(document):
            return LoadedSpec(source, raw, document, CLOUD, version, api_url if is_workspace(api_url) else None)
        if version == MOUNTED_VERSION:
            api_url = source.rpartition("/")[0]
            version = document["info"]["version"] = _server_version(get, source, api_url)
        return LoadedSpec(source, raw, document, version, _version_at(get, f"{api_url}/version"), api_url)
    raise missing[0]


def _document(get: _Get, url: httpx.URL, max_bytes: int) -> tuple[bytes, dict[str, Any]]:
    raw = get(url, max_bytes=max_bytes)
    try:
        return raw, parse(raw, masked(url), hint=WRONG_URL)
    except GeneratorError as error:
        raise NoDocumentError(error.problem, error.hint) from None


def _server_version(get: _Get, source: str, api_url: str) -> str:
    """Return the version of the server, for the document below its API."""
    version = _version_at(get, f"{api_url}/admin/version")
    if version is None:
        raise GeneratorError(
            f"{source} declares version {MOUNTED_VERSION}, that of the mounted application and not of the server, and "
            f"{api_url}/admin/version does not return a version",
            "Use the URL of the server's API.",
        )
    return version


def _with_timeout(seconds: float, function: Callable[[], LoadedSpec], source: str) -> LoadedSpec:
    """Call *function* and wait at most *seconds* for its result.

    The function runs in a thread that is abandoned after the timeout: a server that trickles single bytes never exceeds
    the timeout of one read, and DNS lookups have no timeout.
    """
    outcome: list[LoadedSpec | BaseException] = []

    def run() -> None:
        try:
            outcome.append(function())
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True, name="fetch")
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise GeneratorError(f"{source} was not received within {seconds:.0f} s", "Check the server, then try again.")
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    return result


def _version_at(get: _Get, url: str) -> str | None:
    """Return the version that the server reports at *url*, or None if there is no valid one."""
    try:
        version = json.loads(get(httpx.URL(url), max_bytes=1024))
    except (GeneratorError, ValueError, RecursionError):
        return None
    return version if isinstance(version, str) and is_version(version) else None


def _get(client: httpx.Client, url: httpx.URL, *, headers: Mapping[str, str], max_bytes: int) -> bytes:
    """Return the response body after following redirects.

    Redirects are not left to httpx: it would send custom headers to other origins.
    """
    start = url
    for _ in range(MAX_REDIRECTS + 1):
        same_origin = _origin(url) == _origin(start)
        response = _send(client, url, headers if same_origin else _without_secrets(headers), max_bytes)
        if isinstance(response, bytes):
            return response
        url = response
        if _origin(url) != _origin(start):
            # Credentials stay removed, even if a later redirect leads back to the origin.
            headers = _without_secrets(headers)
    raise GeneratorError(f"{masked(start)} redirects more than {MAX_REDIRECTS} times", WRONG_URL)


def _without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in ("accept", "user-agent")}


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _send(client: httpx.Client, url: httpx.URL, headers: Mapping[str, str], max_bytes: int) -> bytes | httpx.URL:
    """Return the body of one response, or the URL that it redirects to."""
    shown = masked(url)
    try:
        with client.stream("GET", url, headers=dict(headers), follow_redirects=False) as response:
            if response.is_redirect:
                return _redirect_target(url, response.headers["location"])
            error = status_error(response.status_code, shown, has_credentials="authorization" in headers)
            if error is not None:
                raise error
            return _read_body(response, shown, max_bytes)
    except httpx.HTTPError as error:
        raise transport_error(error, shown) from None
    except UnicodeError:
        raise GeneratorError(f"{shown} contains an invalid host name", WRONG_URL) from None
    except httpx.InvalidURL:
        # httpx parses the Location header even when it does not follow redirects.
        raise _invalid_redirect(url) from None


def _redirect_target(url: httpx.URL, location: str) -> httpx.URL:
    try:
        target = url.join(location).copy_with(username=None, password=None, fragment=None)
    except (httpx.InvalidURL, ValueError):
        raise _invalid_redirect(url) from None
    if target.scheme not in {"http", "https"} or not target.host:
        raise GeneratorError(f"{masked(url)} redirects to {masked(target)}, which is not HTTP", WRONG_URL)
    return target


def _invalid_redirect(url: httpx.URL) -> GeneratorError:
    return GeneratorError(f"{masked(url)} redirects to an invalid URL", WRONG_URL)


def _read_body(response: httpx.Response, shown: str, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > max_bytes:
            raise too_large(shown, max_bytes)
        chunks.append(chunk)
    return b"".join(chunks)

"""From a call to the HTTP request that makes it, and on to where a redirect points."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import httpx

import prefect_http_api
from prefect_http._http.json_path import PLAIN, Place, is_object, parts, written
from prefect_http._settings.fields import is_loopback
from prefect_http._settings.resolve import Settings
from prefect_http.errors import ArgumentError, ConfigurationError

if TYPE_CHECKING:
    from prefect_http_api import Call


MAX_REDIRECTS = 5

_HEADER_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")

_REPEATED = {307, 308}
_REPEATED_FOR_READS = {301, 302}


class RequestFactory:
    """Makes requests for one API. What all of them share is built once, which is most of the cost of a request."""

    def __init__(self, settings: Settings) -> None:
        self._base = settings.api_url
        headers = {
            "Host": _host(settings.api_url),
            "Accept": "application/json",
            # Within one machine, compressing and the opposite take longer than more bytes do.
            "Accept-Encoding": "identity" if is_loopback(settings.api_url) else "gzip, deflate",
            "Connection": "keep-alive",
            "User-Agent": f"prefect-http/{prefect_http_api.SERVER_VERSION}",
        }
        if prefect_http_api.API_VERSION is not None:
            headers["x-prefect-api-version"] = prefect_http_api.API_VERSION
        merged = httpx.Headers(headers)
        merged.update(settings.headers)
        if settings.authorization is not None:
            merged["Authorization"] = settings.authorization
        self._without_body = merged
        self._with_body = httpx.Headers([*merged.multi_items(), ("Content-Type", "application/json")])

    def make(self, call: prefect_http_api.Call[Any], timeout: float | None) -> httpx.Request:
        """Return the request that makes *call*.

        Args:
            call: what to ask for.
            timeout: seconds that each of connecting, sending and waiting for more may take; None for no limit.

        Raises:
            ArgumentError: the body holds something that JSON has no form for, or a header what none may hold, or it is
                too long for a URL.
        """
        content = encoded(call)
        limits = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
        try:
            url = self._base + call.path
            if call.query:
                url = f"{url}?{urlencode(call.query)}"
            headers = self._without_body if content is None else self._with_body
            if call.headers:
                headers = httpx.Headers([*headers.multi_items(), *call.headers.items()])
                check_headers(headers, call.operation.name)
            return httpx.Request(call.method, url, headers=headers, content=content, extensions={"timeout": limits})
        except (httpx.InvalidURL, UnicodeEncodeError) as error:
            # The latter holds the text, which may be a secret, so that it is no context of ours.
            fault = unsendable(call, error)
        raise fault


def check_headers(headers: httpx.Headers, whose: str) -> None:
    """Make sure that each of *headers* is one header, and will be sent: a line break in one would begin the next.

    Raises:
        ArgumentError: one is not; the message says *whose* it is, and does not show it.
    """
    for name, value in headers.raw:
        if not _HEADER_NAME.fullmatch(name):
            raise ArgumentError(f"{whose}: what is there as the name of a header is none")
        if _CONTROL.search(value):
            raise ArgumentError(f"{whose}: the value of {name.decode()} has a line break or another control character")


def redirected(request: httpx.Request, response: httpx.Response) -> httpx.Request | None:
    """Return the request that follows *response*; None when it is no redirect, or one that must not be followed.

    Only the same origin is followed, since credentials go with every request, and only where the method stays what it
    is: a POST that turns into a GET would look like a success.
    """
    location = response.headers.get("location")
    again = response.status_code in _REPEATED
    again = again or (response.status_code in _REPEATED_FOR_READS and request.method in {"GET", "HEAD"})
    if location is None or not again or _ends_in_slash(request):
        return None
    try:
        url = request.url.join(location)
    except (httpx.InvalidURL, ValueError):
        return None
    if _origin(url) != _origin(request.url):
        return None
    return httpx.Request(
        request.method, url, headers=request.headers, content=request.content or None, extensions=request.extensions
    )


def _ends_in_slash(request: httpx.Request) -> bool:
    # Of a name with a slash at its end the server takes it off, and leads to what has the name without it.
    return request.url.raw_path.partition(b"?")[0].endswith(b"%2F")


def shown(url: str) -> str:
    """Return *url* as errors show it: without credentials, query and fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "a malformed URL"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _host(api_url: str) -> str:
    """Return host and port as the network knows them: in ASCII."""
    try:
        return httpx.URL(api_url).netloc.decode("ascii")
    except httpx.InvalidURL as error:
        raise ConfigurationError(f"{api_url}: {error}. Write the host's name as it is in DNS.") from error


def is_elsewhere(url: str, home: str) -> bool:
    """Return whether *url*, as it is read from *home*, has another origin."""
    try:
        return _origin(httpx.URL(home).join(url)) != _origin(httpx.URL(home))
    except (httpx.InvalidURL, ValueError):
        return True


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    # A port that is the scheme's own is None, written or not.
    return url.scheme, url.host, url.port


def encoded(call: Call[Any]) -> bytes | None:
    """Return the body of *call* as JSON; None when there is none.

    Raises:
        ArgumentError: a value in it has no form in JSON; the message names its place and what it is.
    """
    try:
        content = call.content
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        # It holds the text that cannot be written, which may be a secret, so that it is no context of ours.
        fault = _fault(call.body, error)
    else:
        _check_numbers(call, content)
        return content
    raise ArgumentError(f"{call.operation.name}: {fault}")


def _check_numbers(call: Call[Any], content: bytes | None) -> None:
    # NaN and the infinities are written as null, so that only a body with a null in it needs a second look.
    if content is not None and b"null" in content:
        place = _first_no_number(call.body)
        if place is not None:
            raise ArgumentError(
                f"{call.operation.name}: {written(place)} is NaN or infinite, which JSON has no form for"
            )


def unsendable(call: Call[Any], error: Exception) -> ArgumentError:
    """Return the error for *call*, of which no request can be made outside of its body, as *error* says."""
    if isinstance(error, UnicodeEncodeError):
        arguments = {**call.query, **call.headers}
        key = next((key for key, text in arguments.items() if error.object in {key, text}), "an argument")
        return ArgumentError(f"{call.operation.name}: {key} has a character that cannot be sent in its place")
    given = sum(map(len, call.query.values()))
    longest = max(call.query, key=lambda key: len(call.query[key]), default="the path")
    argument = longest if given > len(call.path) else "the path"
    return ArgumentError(f"{call.operation.name}: {argument} is too long for a URL ({error})")


def _fault(body: object, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "the body is nested too deeply, or holds itself"
    place, fault = _first_unwritable(body) or ((), str(error))
    return f"{written(place) or 'the body'} {fault}"


def _first_unwritable(value: object) -> tuple[Place, str] | None:
    from prefect_http_api import encode

    for key, inner in parts(value):
        found = _first_unwritable(inner)
        if found is not None:
            return (key, *found[0]), found[1]
    try:
        encode(value)
    except UnicodeEncodeError:
        what = "has a key that holds" if is_object(value) else "holds"
        return (), f"{what} half of a surrogate pair, which is no Unicode"
    except TypeError:
        if is_object(value):
            return (), "has a key that is no text"
        return (), f"is of type {type(value).__name__}, which JSON has no form for"
    return None


def _first_no_number(value: object) -> Place | None:
    if isinstance(value, float):
        return None if isfinite(value) else ()
    for key, inner in parts(value):
        if type(inner) is float or type(inner) not in PLAIN:
            place = _first_no_number(inner)
            if place is not None:
                return (key, *place)
    return None

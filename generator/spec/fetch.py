"""Gets an OpenAPI document of a Prefect server, from a server or from a file, and refuses whatever is not one."""

import base64
import json
import os
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol, cast

import httpx

from generator.errors import GeneratorError

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 100
TOTAL_SECONDS = 120.0
PHASE_SECONDS = 30.0
MAX_REDIRECTS = 5

_VERSION = re.compile(r"v?\d{1,6}(\.\d{1,6}){0,3}[0-9A-Za-z.+_-]{0,50}", re.ASCII)
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_OURS_ALONE = frozenset({"user-agent", "prefect-csrf-token", "prefect-csrf-client", "host", "content-length"})
_MOUNTED_VERSION = "0.1.0"
_TOO_DEEP = f"is nested deeper than {MAX_DEPTH} levels"
_WRONG_ADDRESS = "Give the address of a Prefect server, such as http://127.0.0.1:4200."
_WRONG_FILE = "Give a file saved from <server>/openapi.json."


@dataclass(frozen=True, slots=True)
class Fetched:
    """An OpenAPI document of a Prefect server.

    Attributes:
        source: Where it came from, without anything secret.
        raw: The bytes as they came.
        document: What they say.
        server_version: The document's own version, which is the Prefect server's.
        api_version: What the server answered to ``GET /api/version``; None for a file, and when it did not say.
    """

    source: str
    raw: bytes
    document: dict[str, Any]
    server_version: str
    api_version: str | None


def fetch(
    url: str,
    *,
    environ: Mapping[str, str] = os.environ,
    total_timeout: float = TOTAL_SECONDS,
    phase_timeout: float = PHASE_SECONDS,
    max_bytes: int = MAX_BYTES,
) -> Fetched:
    """Fetch the OpenAPI document of a running server.

    *url* is the server's origin, its ``/api`` URL, or the URL of the document. Credentials, custom headers and TLS
    settings come from *environ*, named as for Prefect's own client; they are sent to that origin and to no other. It
    all takes at most *total_timeout* seconds.

    Raises:
        GeneratorError: The server cannot be reached, refuses, answers with something else than an OpenAPI document of
            a Prefect server, or with more than *max_bytes*.
    """
    document_url, api_url = addresses(url)
    verify = _verify(environ)
    headers = request_headers(environ)

    def both() -> tuple[bytes, str | None]:
        with httpx.Client(verify=verify, timeout=phase_timeout) as client:
            raw = _get(client, document_url, headers, max_bytes)
            return raw, _api_version(client, f"{api_url}/version", headers)

    source = str(document_url)
    raw, api_version = _within(total_timeout, both, source)
    document = parse(raw, source, hint=_WRONG_ADDRESS)
    version = _server_version(document)
    if version == _MOUNTED_VERSION:
        raise GeneratorError(
            f"{source} has the version {version}, which is not the server's", "Give the server's address without /api."
        )
    return Fetched(source, raw, document, version, api_version)


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> Fetched:
    """Read an OpenAPI document from a file.

    Raises:
        GeneratorError: The file cannot be read, has more than *max_bytes*, or is not an OpenAPI document of a server.
    """
    try:
        with path.open("rb") as file:
            # A file that is too large is refused before it is read, and one that does not tell its size once it is.
            raw = b"" if (size := os.fstat(file.fileno()).st_size) > max_bytes else file.read(max_bytes + 1)
    except FileNotFoundError:
        raise GeneratorError(f"There is no file {path}", _WRONG_FILE) from None
    except IsADirectoryError:
        raise GeneratorError(f"{path} is a folder", _WRONG_FILE) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise GeneratorError(f"{path} cannot be read: {reason}", _WRONG_FILE) from None
    if max(size, len(raw)) > max_bytes:
        raise _too_large(str(path), max_bytes)
    document = parse(raw, str(path), hint=_WRONG_FILE)
    return Fetched(str(path), raw, document, _server_version(document), None)


def parse(raw: bytes, source: str, *, hint: str) -> dict[str, Any]:
    """The OpenAPI document that *raw* holds. Where a key is repeated, its last value counts.

    Raises:
        GeneratorError: *raw* is anything else; the message names *source* and ends with *hint*.
    """

    def refuse(reason: str, what_to_do: str = hint) -> GeneratorError:
        return GeneratorError(f"{source} {reason}", what_to_do)

    document = _json_object(_text(raw, refuse), refuse)
    if _deeper_than(MAX_DEPTH, document):
        raise refuse(_TOO_DEEP)
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise refuse("has text with half a character in it (a lone surrogate), which no file can hold") from None
    if (reason := _not_openapi(document)) is not None:
        raise refuse(reason)
    return document


class _Refuse(Protocol):
    """Makes the error for a reason: what is wrong with the document, and what to do where that is not the usual."""

    def __call__(self, reason: str, what_to_do: str = ..., /) -> GeneratorError: ...


def _text(raw: bytes, refuse: _Refuse) -> str:
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise refuse(f"is not UTF-8 text (byte {error.start})") from None
    if not text:
        raise refuse("is empty")
    if text.startswith("<"):
        raise refuse("is a web page or XML, not JSON: perhaps a login page or the server's user interface")
    return text


def _json_object(text: str, refuse: _Refuse) -> dict[str, Any]:
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise refuse(_TOO_DEEP) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
            raise refuse(f"is cut off: the JSON ends in the middle ({where})", "Fetch it again.") from None
        raise refuse(f"is not JSON: {error.msg} ({where})") from None
    except ValueError as error:
        raise refuse(f"has a number that JSON does not allow: {error}") from None
    if not isinstance(document, dict):
        raise refuse("is JSON, but not an object")
    return cast("dict[str, Any]", document)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _deeper_than(limit: int, document: object) -> bool:
    """Level by level and not by recursion: the document may be made to exhaust the stack."""
    level = [document]
    for _ in range(limit):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return cast("dict[str, object]", node).values()
    return cast("list[object]", node) if isinstance(node, list) else ()


def _not_openapi(document: dict[str, Any]) -> str | None:
    """Why *document* is not an OpenAPI document of a Prefect server; None when it is one."""
    match document:
        case {"openapi": str(openapi)} if not openapi.startswith("3."):
            return f"is written in OpenAPI {openapi[:20]}; Prefect writes 3.x"
        case {"openapi": str(), "info": {"version": str(version)}} if not _VERSION.fullmatch(version):
            return f"has the version {version[:60]!r} in it, which is not one of a Prefect server"
        case {"openapi": str(), "info": {"version": str()}, "paths": dict()}:
            return None
        case {"openapi": str(), "info": {"version": str()}}:
            return "is an OpenAPI document without paths"
        case {"openapi": str()}:
            return "is an OpenAPI document that does not say its version"
        case {"swagger": _}:
            return "is written in Swagger 2; Prefect writes OpenAPI 3.x"
        case _:
            return "is JSON, but not an OpenAPI document"


def _server_version(document: Mapping[str, Any]) -> str:
    return str(document["info"]["version"])


def addresses(url: str) -> tuple[httpx.URL, str]:
    """The URL of the OpenAPI document, and the URL of the API, of the server that *url* means.

    The document is the one next to ``/api`` and not the one in it: that one carries the version of the mounted
    application, which has nothing to do with the server's.

    Raises:
        GeneratorError: *url* is not an ``http`` or ``https`` URL, or has a user name or password in it.
    """
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, TypeError, ValueError):
        raise GeneratorError("That is not a URL", _WRONG_ADDRESS) from None
    if parsed.userinfo:
        raise GeneratorError(
            "The URL has a user name or password in it, and would show up in logs",
            "Take it out, and set PREFECT_API_AUTH_STRING to user:password.",
        )
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise GeneratorError(f"{_shown(parsed)} is not an http:// or https:// URL", _WRONG_ADDRESS)
    path = parsed.raw_path.partition(b"?")[0].decode("ascii").rstrip("/")
    is_document = path.endswith(".json")
    if is_document and not path.endswith("/api/openapi.json"):
        return parsed.copy_with(fragment=None), _join(parsed, f"{path.rpartition('/')[0]}/api")
    base = path.removesuffix("/openapi.json").removesuffix("/api")
    return httpx.URL(_join(parsed, f"{base}/openapi.json")), _join(parsed, f"{base}/api")


def _join(url: httpx.URL, path: str) -> str:
    return str(url.copy_with(raw_path=path.encode("ascii"), fragment=None))


def request_headers(environ: Mapping[str, str]) -> dict[str, str]:
    """The headers of a request, credentials and custom headers from *environ* included.

    ``PREFECT_API_AUTH_STRING`` wins over ``PREFECT_API_KEY``, and a custom header over both, as in Prefect's client.

    Raises:
        GeneratorError: A variable holds what no header can; the message names the variable and never its value.
    """
    headers = {"accept": "application/json", "user-agent": "prefect-http-generator"}
    if auth_string := environ.get("PREFECT_API_AUTH_STRING"):
        headers["authorization"] = f"Basic {base64.b64encode(auth_string.encode()).decode()}"
    elif key := environ.get("PREFECT_API_KEY"):
        if not (key.isascii() and key.isprintable()):
            raise GeneratorError(
                "PREFECT_API_KEY has a line break or another character that no key has", "Set it to the key alone."
            )
        headers["authorization"] = f"Bearer {key}"
    return headers | _custom_headers(environ.get("PREFECT_CLIENT_CUSTOM_HEADERS", ""))


def _custom_headers(text: str) -> dict[str, str]:
    wrong = GeneratorError(
        "PREFECT_CLIENT_CUSTOM_HEADERS is not a JSON object of header names and values",
        'Set it to something like {"X-Team": "data"}.',
    )
    if not text:
        return {}
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong from None
    if not isinstance(values, dict):
        raise wrong
    headers: dict[str, str] = {}
    for name, value in cast("dict[str, object]", values).items():
        if not isinstance(value, str) or not (value.isascii() and value.isprintable() and _HEADER_NAME.fullmatch(name)):
            raise wrong
        if name.lower() not in _OURS_ALONE:
            headers[name.lower()] = value
    return headers


def _verify(environ: Mapping[str, str]) -> ssl.SSLContext | bool:
    if environ.get("PREFECT_API_TLS_INSECURE_SKIP_VERIFY", "").strip().lower() in {"1", "true", "t", "yes", "y", "on"}:
        return False
    for variable in ("PREFECT_API_SSL_CERT_FILE", "SSL_CERT_FILE"):
        if file := environ.get(variable):
            try:
                return ssl.create_default_context(cafile=str(Path(file).expanduser()))
            except OSError:
                raise GeneratorError(
                    f"{variable} does not name a readable file of certificates", "Set it to a PEM file, or unset it."
                ) from None
    return True


_Answer = tuple[bytes, str | None]


def _within(seconds: float, work: Callable[[], _Answer], source: str) -> _Answer:
    """Do *work* for at most *seconds*.

    In a thread that may be left behind: a server that sends one byte now and then outlasts every timeout of a single
    read, and looking up a name has no timeout at all.
    """
    outcome: list[_Answer | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, whatever it is
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True, name="fetch")
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise GeneratorError(
            f"{source} did not arrive within {seconds:.0f} s", "Check that the server is well, and try again."
        )
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    return result


def _api_version(client: httpx.Client, url: str, headers: Mapping[str, str]) -> str | None:
    try:
        version = json.loads(_get(client, httpx.URL(url), headers, 1024))
    except (GeneratorError, ValueError, RecursionError):
        return None
    return version if isinstance(version, str) and _VERSION.fullmatch(version) else None


def _get(client: httpx.Client, url: httpx.URL, headers: Mapping[str, str], max_bytes: int) -> bytes:
    """The body of the answer, redirects followed by hand: httpx takes only some of the secrets off on the way."""
    start = url
    for _ in range(MAX_REDIRECTS + 1):
        same_origin = _origin(url) == _origin(start)
        answer = _one(client, url, headers if same_origin else _without_secrets(headers), max_bytes)
        if isinstance(answer, bytes):
            return answer
        url = answer
        if _origin(url) != _origin(start):
            # What has once left the origin stays without credentials, even if it is sent back.
            headers = _without_secrets(headers)
    raise GeneratorError(f"{_shown(start)} redirects more than {MAX_REDIRECTS} times", _WRONG_ADDRESS)


def _without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in ("accept", "user-agent")}


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _one(client: httpx.Client, url: httpx.URL, headers: Mapping[str, str], max_bytes: int) -> bytes | httpx.URL:
    """The body of one answer, or where it redirects to."""
    shown = _shown(url)
    try:
        with client.stream("GET", url, headers=dict(headers), follow_redirects=False) as response:
            if response.is_redirect:
                return _target(url, response.headers["location"])
            _check_status(response.status_code, shown, has_credentials="authorization" in headers)
            return _body(response, shown, max_bytes)
    except httpx.HTTPError as error:
        raise _explain(error, shown) from None
    except UnicodeError:
        raise GeneratorError(f"{shown} has a host name that is not one", _WRONG_ADDRESS) from None
    except httpx.InvalidURL:
        # httpx looks at where an answer redirects to even when told not to follow it.
        raise _lost(url) from None


def _target(url: httpx.URL, location: str) -> httpx.URL:
    try:
        target = url.join(location).copy_with(username=None, password=None, fragment=None)
    except (httpx.InvalidURL, ValueError):
        raise _lost(url) from None
    if target.scheme not in {"http", "https"} or not target.host:
        raise GeneratorError(f"{_shown(url)} redirects to {_shown(target)}, which is not HTTP", _WRONG_ADDRESS)
    return target


def _lost(url: httpx.URL) -> GeneratorError:
    return GeneratorError(f"{_shown(url)} redirects to something that is not a URL", _WRONG_ADDRESS)


def _check_status(status: int, shown: str, *, has_credentials: bool) -> None:
    if status == httpx.codes.OK:
        return
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise GeneratorError(
            f"{shown} answered {status}: it {'refused the credentials' if has_credentials else 'asks for credentials'}",
            "Set PREFECT_API_AUTH_STRING (user:password), or PREFECT_API_KEY, to what this server accepts.",
        )
    if status == httpx.codes.NOT_FOUND:
        raise GeneratorError(f"{shown} answered 404: there is no OpenAPI document", _WRONG_ADDRESS)
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise GeneratorError(f"{shown} answered {status}: the server has trouble", "Try again a little later.")
    raise GeneratorError(f"{shown} answered {status} where 200 was expected", _WRONG_ADDRESS)


def _body(response: httpx.Response, shown: str, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > max_bytes:
            raise _too_large(shown, max_bytes)
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large(source: str, max_bytes: int) -> GeneratorError:
    return GeneratorError(
        f"{source} is larger than {max_bytes / 2**20:g} MiB", "An OpenAPI document of Prefect has less than 1 MiB."
    )


def _explain(error: httpx.HTTPError, shown: str) -> GeneratorError:
    """Says what went wrong without quoting httpx, whose messages may quote what was sent."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return GeneratorError(
            f"{shown} shows a certificate that is not trusted here",
            "Set PREFECT_API_SSL_CERT_FILE to the PEM file of the authority that signed it.",
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return GeneratorError(f"{shown} does not speak TLS as expected", "Check whether it is http:// or https://.")
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return GeneratorError(f"The host of {shown} is not known to DNS", "Check the name, and the network.")
    if isinstance(error, httpx.TimeoutException):
        return GeneratorError(f"{shown} did not answer in time", "Check that the server is well, and try again.")
    if isinstance(error, httpx.ConnectError):
        refused = any(isinstance(cause, ConnectionRefusedError) for cause in causes)
        return GeneratorError(
            f"{shown} cannot be reached" + (": nothing listens there" if refused else ""),
            "Start the server (`prefect server start`), or check the address.",
        )
    if isinstance(error, httpx.ProxyError):
        return GeneratorError(f"The proxy did not let {shown} through", "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.")
    if isinstance(error, httpx.DecodingError):
        return GeneratorError(f"{shown} is compressed, and cannot be unpacked", "Try again, or without a proxy.")
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return GeneratorError(
            f"{shown} broke off in the middle of its answer, or does not speak HTTP", "Try again, or check the address."
        )
    return GeneratorError(f"{shown} cannot be fetched ({type(error).__name__})", "Check the address and the network.")


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _shown(url: httpx.URL) -> str:
    """*url* as it may be printed: without a query, which may hold a token, and without a user name or password."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))

"""Loading of OpenAPI documents from bytes or files. Invalid input is rejected with a reason."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol, cast

from generator.errors import GeneratorError
from generator.spec.prefect_server import CLOUD, is_cloud

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 100

MAX_VERSION_LENGTH = 80

SERVER_VERSION = re.compile(
    r"v?\d{1,9}(\.\d{1,9}){0,3}"
    r"([-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?"
    r"(-\d+|[-_.]?(post|rev|r)[-_.]?\d*)?"
    r"([-_.]?dev[-_.]?\d*)?"
    r"(\+[a-z0-9]+([-_.][a-z0-9]+)*)?",
    re.ASCII | re.IGNORECASE,
)
"""Version of a Python package (PEP 440) without an epoch."""

MOUNTED_VERSION = "0.1.0"
"""Version in the document below the API path, regardless of the server's version."""

_TOO_DEEP = f"is nested deeper than {MAX_DEPTH} levels"
_WRONG_FILE = "Use a file saved from <server>/openapi.json."


@dataclass(frozen=True, slots=True)
class LoadedSpec:
    """An OpenAPI document of a Prefect server, and its origin.

    Attributes:
        source: File or URL it was loaded from, without credentials.
        raw: Bytes as received.
        document: Parsed content.
        server_version: Prefect version of the server, as declared in the document, or ``CLOUD``.
        api_version: Response of ``GET /api/version``, or None if the server did not report it or the document is from a
            file. The document of Prefect Cloud declares it.
        api_url: URL of the server's API. Default: the document is from a file, or of no particular workspace.
    """

    source: str
    raw: bytes
    document: dict[str, Any]
    server_version: str
    api_version: str | None
    api_url: str | None = None


def load_file(path: Path, *, max_bytes: int = MAX_BYTES) -> LoadedSpec:
    """Load an OpenAPI document from a file.

    Raises:
        GeneratorError: The file cannot be read, exceeds *max_bytes*, or is not a Prefect server's OpenAPI document.
    """
    try:
        with path.open("rb") as file:
            # The size is checked before reading, and again after it: devices report a size of 0.
            raw = b"" if (size := os.fstat(file.fileno()).st_size) > max_bytes else file.read(max_bytes + 1)
    except FileNotFoundError:
        raise GeneratorError(f"file not found: {path}", _WRONG_FILE) from None
    except IsADirectoryError:
        raise GeneratorError(f"{path} is a folder", _WRONG_FILE) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise GeneratorError(f"{path} cannot be read: {reason}", _WRONG_FILE) from None
    if max(size, len(raw)) > max_bytes:
        raise too_large(str(path), max_bytes)
    document = parse(raw, str(path), hint=_WRONG_FILE)
    version = declared_version(document)
    if is_cloud(document):
        return LoadedSpec(str(path), raw, document, CLOUD, version)
    if version == MOUNTED_VERSION:
        raise GeneratorError(
            f"{path} declares version {version}, which is not the server's version",
            "Use a file saved from <server>/openapi.json, not from <server>/api/openapi.json.",
        )
    return LoadedSpec(str(path), raw, document, version, None)


def parse(raw: bytes, source: str, *, hint: str) -> dict[str, Any]:
    """Parse an OpenAPI document. If a key is repeated, its last value is kept.

    Raises:
        GeneratorError: *raw* is not an OpenAPI document. The message names *source* and ends with *hint*.
    """

    def reject(reason: str, fix: str = hint) -> GeneratorError:
        return GeneratorError(f"{source} {reason}", fix)

    document = _json_object(_decode(raw, reject), reject)
    if _exceeds_depth(MAX_DEPTH, document):
        raise reject(_TOO_DEEP)
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise reject("contains a lone surrogate, which cannot be encoded as UTF-8") from None
    if (reason := _not_openapi(document)) is not None:
        raise reject(reason)
    return document


def declared_version(document: Mapping[str, Any]) -> str:
    """Return the version that *document* declares: that of the server or, on Prefect Cloud, of its API."""
    return str(document["info"]["version"])


def is_version(text: str) -> bool:
    """Return whether *text* is the version of a Python package, such as Prefect."""
    return len(text) <= MAX_VERSION_LENGTH and SERVER_VERSION.fullmatch(text) is not None


def too_large(source: str, max_bytes: int) -> GeneratorError:
    """Return the error for a document that exceeds *max_bytes*."""
    return GeneratorError(
        f"{source} is larger than {max_bytes / 2**20:g} MiB", "Prefect's OpenAPI document is smaller than 1 MiB."
    )


class _Reject(Protocol):
    """Function that returns the error for a document, given a reason and a fix."""

    def __call__(self, reason: str, fix: str = ..., /) -> GeneratorError: ...


def _decode(raw: bytes, reject: _Reject) -> str:
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise reject(f"is not UTF-8 (byte {error.start})") from None
    if not text:
        raise reject("is empty")
    if text.startswith("<"):
        raise reject("is HTML or XML, not JSON: possibly a login page or the server's user interface")
    return text


def _json_object(text: str, reject: _Reject) -> dict[str, Any]:
    try:
        document = json.loads(text, parse_constant=_reject_constant)
    except RecursionError:
        raise reject(_TOO_DEEP) from None
    except json.JSONDecodeError as error:
        position = f"line {error.lineno} column {error.colno}"
        if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
            raise reject(f"is truncated: the JSON ends unexpectedly ({position})", "Download it again.") from None
        raise reject(f"is not JSON: {error.msg} ({position})") from None
    except ValueError as error:
        raise reject(f"contains a number that JSON does not allow: {error}") from None
    if not isinstance(document, dict):
        raise reject("is JSON, but not an object")
    return cast("dict[str, Any]", document)


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _exceeds_depth(limit: int, document: object) -> bool:
    """Check the depth level by level. With recursion, a hostile document could exhaust the stack."""
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
    """Return why *document* is not a Prefect server's OpenAPI document, or None if it is one."""
    match document:
        case {"openapi": str(openapi)} if not openapi.startswith("3."):
            return f"is an OpenAPI {openapi[:20]} document: expected 3.x"
        case {"openapi": str(), "info": {"version": str(version)}} if not is_version(version):
            return f"declares the version {version[:60]!r}, which is not a Prefect version"
        case {"openapi": str(), "info": {"version": str()}, "paths": dict()}:
            return None
        case {"openapi": str(), "info": {"version": str()}}:
            return "is an OpenAPI document without paths"
        case {"openapi": str()}:
            return "is an OpenAPI document without a version"
        case {"swagger": _}:
            return "is a Swagger 2 document: expected OpenAPI 3.x"
        case _:
            return "is JSON, but not an OpenAPI document"

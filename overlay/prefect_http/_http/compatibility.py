"""Compatibility: parse server versions, and check whether this client supports a server."""

from __future__ import annotations

import re
from typing import Final

import prefect_http_api
from prefect_http._utils import truncate
from prefect_http.errors import IncompatibleServerError

_MAJOR_VERSION: Final = 3

SUPPORTED_SERVERS: Final = (
    f"this client was generated from Prefect {prefect_http_api.SERVER_VERSION} "
    f"and supports Prefect {_MAJOR_VERSION} only"
)
"""Clause for error messages about unsupported servers."""

_MAX_LENGTH: Final = 80
"""Characters of the longest accepted version, and characters to quote of an invalid one."""

# Compiled on first use, which keeps importing this module cheap.
_VERSION: Final = (
    r"v?(\d{1,9}(?:\.\d{1,9}){0,3})"
    r"(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?"
    r"(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?"
    r"(?:[-_.]?dev[-_.]?\d*)?"
    r"(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?"
)
"""Version of a Python package (PEP 440) without an epoch."""


def parse_version(version: str) -> tuple[int, ...] | None:
    """Return the numbers of *version*, at least three, or None if it is not the version of a Python package.

    Suffixes, such as those of release candidates, are ignored.
    """
    match = re.fullmatch(_VERSION, version, re.ASCII | re.IGNORECASE) if len(version) <= _MAX_LENGTH else None
    if match is None:
        return None
    numbers = tuple(map(int, match[1].split(".")))
    return numbers + (0,) * (3 - len(numbers))


def quote_version(version: str) -> str:
    """Return *version* for a message: unchanged if it is valid, and otherwise quoted, printable and truncated."""
    return version if parse_version(version) else repr(truncate(version, _MAX_LENGTH))


def is_compatible(server_version: str) -> bool:
    """Return whether this client supports a server of this version."""
    numbers = parse_version(server_version)
    return numbers is not None and numbers[0] == _MAJOR_VERSION


def raise_if_incompatible(server_version: str) -> None:
    """Reject a server of an unsupported version.

    Raises:
        IncompatibleServerError: The server has another major version, or an invalid one.
    """
    if is_compatible(server_version):
        return
    raise IncompatibleServerError(
        f"the server runs Prefect {quote_version(server_version)}, but {SUPPORTED_SERVERS}. "
        f"Use a Prefect {_MAJOR_VERSION} server, or a client generated from yours.",
        server_version=server_version,
        client_version=prefect_http_api.SERVER_VERSION,
    )

"""What a server declares: from the bytes of its document, or why they are none."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

import msgspec

from prefect_http._compatibility import LIMITS, is_compatible
from prefect_http._contract.document import Document, UnreadableDocumentError, read
from prefect_http._contract.errors import CannotTellError

MAX_BYTES = 64 * 1024 * 1024
"""What a document may have: a hundred times what any has."""

HINT = "Give the address of a Prefect server (--url), or a file that was saved from <server>/openapi.json (--spec)."

_MOUNTED_VERSION = "0.1.0"


def declared(content: bytes, source: str, promised: Document) -> Document:
    """Return what the document *content* says.

    Args:
        content: the document, as it came.
        source: where it came from, as errors name it.
        promised: what the client was promised, of which a Prefect server has most.

    Raises:
        CannotTellError: it is not the document of a Prefect server that this client could speak to.
    """
    document = _read(_text(content, source), source)
    shared = sum(key in promised.operations for key in document.operations)
    if shared * 10 < len(promised.operations):
        raise CannotTellError(
            f"{source} is the document of another API ({document.title[:60]!r}): it has {shared} of the "
            f"{len(promised.operations)} operations of this client",
            HINT,
        )
    if document.version == _MOUNTED_VERSION:
        raise CannotTellError(
            f"{source} says version {_MOUNTED_VERSION}, which is not the server's",
            "Take the document beside /api, not the one in it: <server>/openapi.json.",
        )
    if not is_compatible(document.version):
        says = f"is of Prefect {document.version}" if document.version else "does not say of which version it is"
        raise CannotTellError(
            f"{source} {says}, and {LIMITS}", "Use a server of that generation, or a client that was made from yours."
        )
    return document


def _text(content: bytes, source: str) -> bytes:
    text = content.removeprefix(BOM_UTF8).strip()
    if not text:
        raise CannotTellError(f"{source} is empty", HINT)
    if text.startswith(b"<"):
        raise CannotTellError(f"{source} is a web page, not JSON: perhaps that of a login", HINT)
    if re.match(rb"(---\s|#|%YAML|(openapi|swagger|info)\s*:)", text):
        raise CannotTellError(f"{source} is YAML, not JSON", HINT)
    return text


def _read(text: bytes, source: str) -> Document:
    try:
        return read(msgspec.json.decode(text))
    except UnreadableDocumentError as error:
        raise CannotTellError(f"{source}: {error}", HINT) from None
    except RecursionError:
        raise CannotTellError(f"{source} is nested too deep", HINT) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if "truncated" in str(error):
            raise CannotTellError(f"{source} is cut off: the JSON ends in the middle", "Fetch it again.") from None
        raise CannotTellError(f"{source} is not JSON: {error}", HINT) from None

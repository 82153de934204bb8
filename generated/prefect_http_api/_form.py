# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Forms: encode request bodies that contain files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from ._errors import EncodeError


def encode_form(body: object, content_type: str) -> bytes:
    """Encode *body*, a dict of files and strings, as ``multipart/form-data``.

    Args:
        body: Files as bytes, and other fields as strings, by name.
        content_type: Value of the ``Content-Type`` header, with the boundary between the fields.

    Raises:
        EncodeError: A field is neither bytes nor a string, or contains the boundary.
    """
    boundary = content_type.partition("boundary=")[2].encode()
    lines: list[bytes] = []
    for name, value in cast("Mapping[str, object]", body).items():
        header = f'Content-Disposition: form-data; name="{quote(name)}"'
        if isinstance(value, str):
            content = value.encode()
        elif isinstance(value, bytes):
            content = value
            # Without a file name, servers read the field as a string.
            header += f'; filename="{quote(name)}"\r\nContent-Type: application/octet-stream'
        else:
            raise EncodeError((name,), f"{type(value).__name__} is neither bytes nor a string")
        if boundary in content:
            raise EncodeError((name,), "the content contains the boundary of the form")
        lines += [b"--" + boundary, header.encode(), b"", content]
    return b"\r\n".join([*lines, b"--" + boundary + b"--", b""])

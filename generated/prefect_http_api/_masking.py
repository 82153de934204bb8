# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Masking of secrets: which values must not be shown, by their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

MASK = "***"

USERINFO = re.compile(r"(?<=://)[^\s/?#]*@")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
SECRET_WORDS = re.compile(
    r" (apikey|authorization|credentials?|passphrase|\w*passw(or)?ds?|pwd|secrets?|tokens?(?! expiration )"
    r"|(access|api|auth|private|signing|ssh) keys?|(auth|connection) strings?) "
)
# Values that the server stores for programs: blocks, variables, states, artifacts, events, run inputs, job variables.
# Nothing in the API says which of these values are secret.
STORED = frozenset({"data", "job_variables", "payload", "run_input", "value"})
ENVIRONMENTS = frozenset({"env", "environment"})
# In these, only keys with a secret word are masked, since their keys are chosen by the user.
NAMED_BY_USER = frozenset({"base_job_template", "fields", "parameter_openapi_schema", "parameters"})


def secret_values(body: object, stored: frozenset[str] = STORED) -> Iterator[object]:
    """Yield the values in a request body that `Call.curl` masks because of their keys."""
    if isinstance(body, dict):
        for key, value in cast("dict[str, object]", body).items():
            if is_secret(key, value, stored):
                yield value
            else:
                yield from secret_values(value, _stored_in(key, stored))
    elif isinstance(body, list):
        for value in cast("list[object]", body):
            yield from secret_values(value, stored)


def masked(value: object, stored: frozenset[str] = STORED) -> object:
    """Return the JSON *value* with secrets masked.

    Args:
        value: Any JSON.
        stored: Keys whose values may be secret, although their name does not say so. Default: `STORED`.
    """
    match value:
        case dict():
            return {
                key: MASK if is_secret(key, inner, stored) else masked(inner, _stored_in(key, stored))
                for key, inner in cast("dict[str, object]", value).items()
            }
        case list():
            return [masked(inner, stored) for inner in cast("list[object]", value)]
        case str():
            return USERINFO.sub(f"{MASK}@", value)
        case _:
            return value


def _stored_in(key: str, stored: frozenset[str]) -> frozenset[str]:
    return frozenset() if key in NAMED_BY_USER else stored


def is_secret(key: str, value: object, stored: frozenset[str] = STORED) -> bool:
    """Return whether *value* may be secret, because of its *key*."""
    if value is None:
        return False
    if key in stored or (key.lower() in ENVIRONMENTS and isinstance(value, dict)):
        return True
    # Flags such as ``include_secrets`` are not secrets.
    words = " ".join(WORD.findall(key)).lower()
    return not isinstance(value, bool) and SECRET_WORDS.search(f" {words} ") is not None

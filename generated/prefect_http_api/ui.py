# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""UI: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack

from . import models, operations, requests
from ._call import Call

__all__ = [
    "validate_obj",
]


def validate_obj(**body: Unpack[requests.ValidateObjBody]) -> Call[models.SchemaValuesValidationResult]:
    """Validate values against a JSON schema.

    Success status: 200.

    API: ``POST /ui/schemas/validate``.
    """
    return Call(operations.UI_VALIDATE_OBJ, body=body)


def __dir__() -> list[str]:
    return __all__

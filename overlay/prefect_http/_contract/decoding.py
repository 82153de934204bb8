"""Decoding: whether the client decodes values that the document it was generated from does not declare."""

from __future__ import annotations

from typing import Any, Final, get_type_hints

from msgspec.inspect import Field, type_info

from prefect_http._contract.findings import Finding
from prefect_http._contract.openapi.canonical import base_name
from prefect_http_api import Operation, models

_SAMPLES: Final = {
    ("response-became-nullable", ""): b"null",
    # Only durations are read from a string or a number.
    ("response-type-widened", "string"): b'"PT1H"',
}
"""JSON of a value that a server may send, by rule and subject of the finding."""


def is_decoded(finding: Finding) -> bool:
    """Return whether the client decodes the response nevertheless that *finding* expects it to reject."""
    match finding.pointer.split("/"):
        case ["", "components", "schemas", schema, "properties", key]:
            model = _model(schema)
        case _:
            return False
    fields = {field.encode_name: field for field in _fields(model)}
    if key not in fields:
        return False
    if finding.rule == "response-property-became-optional":
        return not fields[key].required
    sample = _SAMPLES.get((finding.rule, finding.subject))
    if sample is None:
        return False
    wanted = get_type_hints(model)[fields[key].name]
    try:
        Operation[Any]("", "GET", "/", responses={200: lambda: wanted}).decoder(200)(sample)
    except ValueError:
        return False
    return True


def _model(schema: str) -> object:
    """Return the client's class for *schema*, or None."""
    classes = {name: class_ for class_, name in models.SCHEMA_NAMES.items()}
    return getattr(models, classes.get(schema, base_name(schema)), None)


def _fields(model: object) -> tuple[Field, ...]:
    return getattr(type_info(model), "fields", ()) if isinstance(model, type) else ()

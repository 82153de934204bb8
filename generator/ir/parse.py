"""Parsing of normalised documents with openapi-python-client, without losing any part."""

import re
import warnings
from copy import deepcopy
from pathlib import Path

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError as ParserError
from openapi_python_client.parser.openapi import GeneratorData

from generator.errors import GeneratorError
from generator.spec.document import Object, every_schema

HINT = "Add a rule to generator/normalise/ or a patch to spec/patches.toml."


def parse(document: Object) -> GeneratorData:
    """Return openapi-python-client's model of *document*.

    Raises:
        GeneratorError: The parser rejected a part of the document or warned about it. The message names the part.
    """
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, Path("openapi.json"), "utf-8", overwrite=False, output_path=None
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            data = GeneratorData.from_dict(_parseable(document), config=config)
        except Warning as warning:
            raise GeneratorError(f"openapi-python-client warned: {warning}", HINT) from warning
    if isinstance(data, ParserError):
        raise GeneratorError(f"not an OpenAPI document: {_one_line(data)}", "Fetch it again from a Prefect server.")
    lost = [*data.errors, *(error for tag in data.endpoint_collections_by_tag.values() for error in tag.parse_errors)]
    if lost:
        more = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
        raise GeneratorError(f"a part of the document would be lost: {_one_line(lost[0])}{more}", HINT)
    return data


def _parseable(document: Object) -> Object:
    """Return a copy of *document* without defaults that are objects, and with distinct member names for enum values.

    The parser rejects such defaults, even if they are valid. It derives member names from values, and drops a value or
    fails if two of them coincide. The package uses neither the parser's defaults nor its names.
    """
    named = deepcopy(document)
    for _, schema in every_schema(named):
        if isinstance(schema.get("default"), dict):
            del schema["default"]
        if "enum" in schema and all(isinstance(value, str | int | None) for value in schema["enum"]):
            schema["enum"] = list(dict.fromkeys(schema["enum"]))
            values = [value for value in schema["enum"] if value is not None]
            schema["x-enum-varnames"] = [f"V{number}" for number, _ in enumerate(values)]
    return named


def _one_line(error: ParserError) -> str:
    # Some messages of the parser contain the address of an object.
    message = re.sub(r"<[\w.]+ object at 0x[0-9a-f]+>", "…", f"{error.header}: {error.detail}")
    return re.sub(r"\s+", " ", message).strip()[:300]

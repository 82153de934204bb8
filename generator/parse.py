"""Reads a normalised document with openapi-python-client's parser, of which no part may be lost."""

import re
import warnings
from pathlib import Path

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError as ParserError
from openapi_python_client.parser.openapi import GeneratorData

from generator.document import Object
from generator.errors import GeneratorError

HINT = "Add a rule to generator/normalise/ or a patch to spec/patches.toml that makes it readable."


def parse(document: Object) -> GeneratorData:
    """Return openapi-python-client's model of *document*.

    Raises:
        GeneratorError: the parser did not understand a part, or warned of one; the message names it.
    """
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, Path("openapi.json"), "utf-8", overwrite=False, output_path=None
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            data = GeneratorData.from_dict(document, config=config)
        except Warning as warning:
            raise GeneratorError(f"openapi-python-client warned: {warning}", HINT) from warning
    if isinstance(data, ParserError):
        raise GeneratorError(f"this is no OpenAPI document: {_one_line(data)}", "Fetch it anew from a Prefect server.")
    lost = [*data.errors, *(error for tag in data.endpoint_collections_by_tag.values() for error in tag.parse_errors)]
    if lost:
        more = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
        raise GeneratorError(f"a part of the document would be lost: {_one_line(lost[0])}{more}", HINT)
    return data


def _one_line(error: ParserError) -> str:
    return re.sub(r"\s+", " ", f"{error.header}: {error.detail}").strip()[:300]

"""Run inputs: check keys, encode values as JSON strings, and describe the input that a run is waiting for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import prefect_http_api
from prefect_http import models
from prefect_http._arguments import string
from prefect_http._utils import aware, quote
from prefect_http.errors import ArgumentError

_STORING: Final = timedelta(seconds=2)
"""Time in which a run stores first the schema, then the description."""

NO_LIMIT: Final = 2**31 - 1
"""Limit above any real number of inputs. The server's default is one, and the API cannot page through inputs."""

_KEY: Final = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingInput:
    """Description of the input that a paused flow run is waiting for.

    To answer, pass an object that matches *schema* to ``flow_runs.resume`` as *run_input*.

    Attributes:
        run_id: ID of the flow run.
        schema: JSON schema of the input, which is an object. A flow that waits for a plain value, such as a string,
            expects it as ``"value"``.
        description: Description of the input, in Markdown, or None if the flow gives none.
    """

    run_id: UUID
    schema: dict[str, Any]
    description: str | None


def pending_keys(run: models.FlowRun) -> dict[str, str] | None:
    """Return the keys of the inputs that describe what *run* is waiting for, or None if it is not waiting for input."""
    if run.state_type != "PAUSED":
        return None
    return run.state.state_details.run_input_keyset or None


def is_recent(inputs: Iterable[models.FlowRunInput], server_time: datetime) -> bool:
    """Return whether a run has just stored one of *inputs*, and may be about to store the next."""
    return any(row.created is not None and server_time - aware(row.created) < _STORING for row in inputs)


def parse_pending_input(
    run_id: UUID, keys: dict[str, str], call: prefect_http_api.Call[Any], inputs: Iterable[models.FlowRunInput]
) -> PendingInput | None:
    """Return the input that a run is waiting for, or None if the run has not stored its schema.

    Args:
        run_id: ID of the flow run.
        keys: Keys of the inputs, by purpose.
        call: Call that *inputs* are the response to.
        inputs: Stored inputs.

    Raises:
        DecodeError: The schema or the description is not JSON.
    """
    values = {row.key: decode_input(call, row.value) for row in inputs if row.key in keys.values()}
    schema = values.get(keys.get("schema", ""))
    if schema is None:
        return None
    return PendingInput(run_id=run_id, schema=schema, description=values.get(keys.get("description", "")))


def check_input_key(key: str) -> str:
    """Return *key* if the server accepts it. For an invalid key, the server's error gives no reason.

    Raises:
        ArgumentError: *key* is empty or contains an invalid character.
    """
    if not _KEY.fullmatch(string(key, "key")):
        raise ArgumentError(f"invalid input key {quote(key)}: expected lowercase letters, digits and dashes")
    return key


def encode_input(value: object) -> str:
    """Return *value* as a JSON string.

    Raises:
        ArgumentError: *value* is not JSON-serializable.
    """
    try:
        return prefect_http_api.encode(value).decode()
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        # The caught error holds the value, which may be a secret, so it must not become the context.
        fault = str(error)
    raise ArgumentError(f"value: {fault}")


def decode_input(call: prefect_http_api.Call[Any], stored: str) -> Any:  # noqa: ANN401  # any JSON
    """Decode *stored*, the response to *call*.

    Raises:
        DecodeError: *stored* is not JSON. The error does not quote it, because it may be a secret.
    """
    with suppress(ValueError):  # The suppressed error holds the value, so it must not become the context.
        return json.loads(stored)
    from prefect_http.errors import DecodeError

    cause = prefect_http_api.DecodeError(call.operation.name, 200, "$", "the value is not JSON")
    raise DecodeError(cause, method=call.method, url=call.path, quoted="")

# Generated from _async/resources/concurrency_limit_lookup.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Send calls that refer to concurrency limits by name, and suggest names similar to an unknown one."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from prefect_http._sync.connection import Connection
from prefect_http._sync.resources.similar_names import send_by_name
from prefect_http_api import Call
from prefect_http_api import concurrency_limits_v2 as api

T = TypeVar("T")


def send_to_limit(connection: Connection, limit: str | UUID, call: Call[T]) -> T:
    """Send *call*, which refers to the global concurrency limit with this name or ID.

    Raises:
        NotFoundError: The limit does not exist. For a name, the message suggests similar names.
    """
    return send_by_name(connection, call, "concurrency limit", limit, [api.read_all_concurrency_limits_v2()])

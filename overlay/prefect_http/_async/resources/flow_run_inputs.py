"""Inputs of flow runs: get, list, set and delete."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

from prefect_http import models
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.run_inputs import NO_LIMIT, check_input_key, decode_input, encode_input
from prefect_http._lazy import lazy_module
from prefect_http._utils import given
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")


class AsyncFlowRunInputs(AsyncResource):
    """Inputs of flow runs: get, list, set and delete.

    Inputs are JSON values that are sent to a run. Their keys consist of lowercase letters, digits and dashes. Prefect's
    own client also reads and writes inputs as JSON.
    """

    async def get(self, run_id: references.FlowRun, key: str) -> Any:  # noqa: ANN401  # any JSON
        """Get an input of a flow run by key.

        Args:
            run_id: ID of the flow run.
            key: Key of the input.

        Raises:
            NotFoundError: The input or the run does not exist.
            DecodeError: The stored value is not JSON. `list` returns such a value undecoded.
            ArgumentError: *run_id* is not a valid UUID, or *key* contains an invalid character.

        API: ``GET /flow_runs/{id}/input/{key}``.
        """
        call = api.read_flow_run_input(FLOW_RUN.parse(run_id), check_input_key(key))
        return decode_input(call, await self._connection.send(call))

    async def set(self, run_id: references.FlowRun, key: str, value: object, *, sender: str | None = None) -> None:
        """Set an input of a flow run. An existing input cannot be changed: delete it first.

        Args:
            run_id: ID of the flow run.
            key: Key of the input.
            value: Any JSON value.
            sender: Sender of the input, such as ``"prefect.flow-run.<id>"``. Default: none.

        Raises:
            ConflictError: An input with this key exists.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID, *key* contains an invalid character, or *value* is not
                JSON-serializable.

        API: ``POST /flow_runs/{id}/input``.
        """
        ident = FLOW_RUN.parse(run_id)
        body = given(sender=sender)
        await self._connection.send(
            api.create_flow_run_input(ident, key=check_input_key(key), value=encode_input(value), **body)
        )

    async def delete(self, run_id: references.FlowRun, key: str) -> None:
        """Delete an input of a flow run by key.

        Args:
            run_id: ID of the flow run.
            key: Key of the input.

        Raises:
            NotFoundError: The input or the run does not exist.
            ArgumentError: *run_id* is not a valid UUID, or *key* contains an invalid character.

        API: ``DELETE /flow_runs/{id}/input/{key}``.
        """
        await self._connection.send(api.delete_flow_run_input(FLOW_RUN.parse(run_id), check_input_key(key)))

    async def list(self, run_id: references.FlowRun, *, prefix: str = "") -> builtins.list[models.FlowRunInput]:
        """List the inputs of a flow run.

        All inputs are returned in one response, because the API cannot page through them. Each ``value`` is a JSON
        string. For an unknown run, the list is empty.

        Args:
            run_id: ID of the flow run.
            prefix: Prefix of the keys to include. Default: all keys.

        Raises:
            ArgumentError: *run_id* is not a valid UUID.

        API: ``POST /flow_runs/{id}/input/filter``.
        """
        call = api.filter_flow_run_input(FLOW_RUN.parse(run_id), prefix=prefix, limit=NO_LIMIT)
        return await self._connection.send(call)

# Generated from _async/resources/flow_run_inputs.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Inputs of flow runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from prefect_http._domain.references import parse_flow_run
from prefect_http._domain.run_inputs import input_key, input_text, input_value
from prefect_http._sync.resources._base import Resource
from prefect_http._utils import given
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    import builtins
    from uuid import UUID

    from prefect_http.models import FlowRunInput

_ALL: Final = 2**31 - 1
"""More inputs than a run has: the server gives one by default, and has no pages for the others."""


class FlowRunInputs(Resource):
    """What flow runs are given while they run: values that have a key, made of lowercase letters, digits and dashes.

    Prefect's own client reads and writes them as JSON, and so do these methods.
    """

    def get(self, run_id: UUID | str, key: str) -> Any:  # noqa: ANN401  # any JSON
        """Return the value under *key* (``GET /flow_runs/{id}/input/{key}``).

        Raises:
            NotFoundError: there is no such input, or no such run.
            DecodeError: what is stored there is no JSON; ``list`` gives it as it is.
            ArgumentError: *run_id* is a text that is no id, or *key* has another character.
        """
        call = api.read_flow_run_input(parse_flow_run(run_id), input_key(key))
        return input_value(call, self._connection.send(call))

    def set(self, run_id: UUID | str, key: str, value: object, *, sender: str | None = None) -> None:
        """Store *value*, any JSON, under a key that is free (``POST /flow_runs/{id}/input``).

        A value cannot be changed: delete it before.

        Args:
            run_id: the run.
            key: the key.
            value: the value.
            sender: who it comes from, in the form that Prefect gives it: ``"prefect.flow-run.<id>"``.

        Raises:
            ConflictError: there is a value under this key.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id, *key* has another character, or *value* is no JSON.
        """
        ident = parse_flow_run(run_id)
        body = given(sender=sender)
        self._connection.send(api.create_flow_run_input(ident, key=input_key(key), value=input_text(value), **body))

    def delete(self, run_id: UUID | str, key: str) -> None:
        """Delete the value under *key* (``DELETE /flow_runs/{id}/input/{key}``).

        Raises:
            NotFoundError: there is no such input, or no such run.
            ArgumentError: *run_id* is a text that is no id, or *key* has another character.
        """
        self._connection.send(api.delete_flow_run_input(parse_flow_run(run_id), input_key(key)))

    def list(self, run_id: UUID | str, *, prefix: str = "") -> builtins.list[FlowRunInput]:
        """Return all inputs whose key begins with *prefix* (``POST /flow_runs/{id}/input/filter``).

        They come at once, since the API has no pages of them; each one's ``value`` is JSON as text. A run that there is
        not has none.

        Raises:
            ArgumentError: *run_id* is a text that is no id.
        """
        return self._connection.send(api.filter_flow_run_input(parse_flow_run(run_id), prefix=prefix, limit=_ALL))

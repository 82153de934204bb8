"""What a paused run asks for, against a stub server."""

import json
from datetime import timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import DecodeError, NotFoundError, PendingInput
from tests.support.clock import Clock
from tests.support.stub import START, async_client, client, flow_run

ONE = UUID(int=1)
KEYS = {purpose: f"paused-1-{purpose}" for purpose in ("description", "response", "schema")}
SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}}


class Paused:
    """A run that has just paused, and stores its inputs after the given seconds."""

    def __init__(
        self, clock: Clock, inputs: dict[str, tuple[float, str]], *, kind: str = "PAUSED", keys: Any = KEYS
    ) -> None:
        self.clock, self.inputs, self.kind, self.keys = clock, inputs, kind, keys
        self.prefixes: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        now = self.clock.now - 1000
        date = {"Date": format_datetime(START + timedelta(seconds=now), usegmt=True)}
        if request.method == "POST":
            self.prefixes.add(json.loads(request.content)["prefix"])
            stored = {purpose: row for purpose, row in self.inputs.items() if row[0] <= now}
            rows = [
                {
                    "id": str(UUID(int=number)),
                    "created": (START + timedelta(seconds=time)).isoformat(),
                    "flow_run_id": str(ONE),
                    "key": f"paused-1-{purpose}",
                    "value": value,
                }
                for number, (purpose, (time, value)) in enumerate(stored.items(), 1)
            ]
            return httpx.Response(200, json=rows, headers=date)
        if "/input/" in request.url.path:
            return httpx.Response(404, json={"detail": "Flow run input not found"})
        details = {"run_input_keyset": self.keys}
        state = {
            "id": str(ONE),
            "type": self.kind,
            "name": "Paused",
            "timestamp": START.isoformat(),
            "state_details": details,
        }
        return httpx.Response(200, json=flow_run(1) | {"state": state, "state_type": self.kind})


def test_schema_and_description_are_returned(clock: Clock) -> None:
    paused = Paused(clock, {"schema": (-60, json.dumps(SCHEMA)), "description": (-60, '"**Go?**"')})
    with client(paused) as prefect:
        pending = prefect.flow_runs.pending_input(ONE)
    assert pending == PendingInput(run_id=ONE, schema=SCHEMA, description="**Go?**")
    assert paused.prefixes == {"paused-1-"}
    assert clock.slept == []


def test_description_is_optional(clock: Clock) -> None:
    with client(Paused(clock, {"schema": (-60, json.dumps(SCHEMA))})) as prefect:
        assert prefect.flow_runs.pending_input(ONE) == PendingInput(run_id=ONE, schema=SCHEMA, description=None)
    assert clock.slept == []


def test_schema_and_description_of_a_run_that_has_just_paused_are_awaited(clock: Clock) -> None:
    paused = Paused(clock, {"schema": (0.5, json.dumps(SCHEMA)), "description": (0.85, '"Go?"')})
    with client(paused) as prefect:
        assert prefect.flow_runs.pending_input(ONE) == PendingInput(run_id=ONE, schema=SCHEMA, description="Go?")
    assert sum(clock.slept) <= 2


def test_missing_schema_raises(clock: Clock) -> None:
    with client(Paused(clock, {})) as prefect, pytest.raises(NotFoundError, match="input not found"):
        prefect.flow_runs.pending_input(ONE)
    assert sum(clock.slept) == pytest.approx(5)


def test_invalid_schema_is_not_quoted(clock: Clock) -> None:
    with client(Paused(clock, {"schema": (-60, "s3cret")})) as prefect, pytest.raises(DecodeError) as error:
        prefect.flow_runs.pending_input(ONE)
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(("kind", "keys"), [("PAUSED", None), ("PAUSED", {}), ("RUNNING", KEYS), ("COMPLETED", KEYS)])
def test_run_that_is_not_waiting_for_input_has_none(clock: Clock, kind: str, keys: Any) -> None:
    with client(Paused(clock, {}, kind=kind, keys=keys)) as prefect:
        assert prefect.flow_runs.pending_input(ONE) is None


@pytest.mark.anyio
async def test_async_client(clock: Clock) -> None:
    async with async_client(Paused(clock, {"schema": (0.5, json.dumps(SCHEMA))})) as prefect:
        pending = await prefect.flow_runs.pending_input(ONE)
    assert pending is not None
    assert pending.schema == SCHEMA

"""Rows of each kind: create, list, delete and change them."""

import random
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any
from uuid import UUID, uuid4

import pytest

from prefect_http import Prefect, TriggerRow
from prefect_http._sync.listing import Listing
from prefect_http_api import requests
from tests.support.transports import PATIENCE

STATES: tuple[requests.StateType, ...] = ("PENDING", "RUNNING", "PAUSED", "FAILED", "CANCELLED", "COMPLETED")
SOON = datetime.now(UTC) + timedelta(days=1)


class Rows(ABC):
    """Rows of one kind, distinguished from others on the same server by a mark.

    Args:
        prefect: Client of the server.
        chance: Random number generator.

    Attributes:
        kept: Keys of the rows that are never deleted.
    """

    def __init__(self, prefect: Prefect, chance: random.Random) -> None:
        self._prefect = prefect
        self._chance = chance
        self.mark = f"rows-{uuid4().hex}"
        self.kept: list[str] = []
        self._going: list[str] = []
        self._numbers = count()

    def create_all(self, number: int) -> None:
        """Create *number* rows to keep, and a tenth as many to delete."""
        keys = self.create(number + number // 10)
        self._chance.shuffle(keys)
        self.kept, self._going = keys[:number], keys[number:]

    def change(self) -> None:
        """Create or delete one row, or change one that is kept."""
        match self._chance.choice(("create", "delete", "change")):
            case "delete" if self._going:
                self.delete(self._going.pop(self._chance.randrange(len(self._going))))
            case "change":
                self.touch(self._chance.choice(self.kept))
            case _:
                self._going += self.create(1)

    def key(self, row: Any) -> str:
        """Return the key of a listed row."""
        return str(row.id)

    @abstractmethod
    def create(self, number: int) -> list[str]:
        """Create *number* rows and return their keys."""

    @abstractmethod
    def listings(self, prefect: Prefect) -> Mapping[str, Listing[Any]]:
        """Return the listings of the rows through *prefect*, by name."""

    def delete(self, _key: str, /) -> None:
        """Delete one row. Create one instead if rows of this kind cannot be deleted."""
        self.create(1)

    def touch(self, _key: str, /) -> None:
        """Change one row but not its position. Create one instead if rows of this kind cannot be changed."""
        self.create(1)

    def _moment(self) -> datetime:
        """Return one of a few times. Half of all are the same."""
        return SOON + timedelta(minutes=max(0, self._chance.randint(-9, 9)))

    def _name(self) -> str:
        """Return a unique name at a random position among the others."""
        return f"{self._chance.randrange(10**6):06}-{next(self._numbers)}"


class FlowRuns(Rows):
    """Flow runs of one deployment."""

    def __init__(self, prefect: Prefect, chance: random.Random) -> None:
        super().__init__(prefect, chance)
        flow = prefect.flows.create(name=self.mark)
        self._deployment = prefect.deployments.create(name=self.mark, flow_id=flow.id).id

    @property
    def filter(self) -> requests.FlowRunFilter:
        """Filter that matches the rows."""
        return {"deployment_id": {"any_": [self._deployment]}}

    def create(self, number: int) -> list[str]:
        rows: list[TriggerRow] = [{"name": self._name(), "scheduled_time": self._moment()} for _ in range(number)]
        outcomes = self._prefect.deployments.trigger_many(self._deployment, rows)
        return [str(outcome.id) for outcome in outcomes]

    def delete(self, key: str, /) -> None:
        self._prefect.flow_runs.delete(key)

    def touch(self, key: str, /) -> None:
        kind = self._chance.choice(STATES)
        self._prefect.flow_runs.set_state(key, kind, force=True)

    def listings(self, prefect: Prefect) -> Mapping[str, Listing[Any]]:
        return {
            "latest first": prefect.flow_runs.list(where={"flow_runs": self.filter}),
            "earliest first": prefect.flow_runs.list(where={"flow_runs": self.filter}, sort="EXPECTED_START_TIME_ASC"),
            "by name": prefect.flow_runs.list(where={"flow_runs": self.filter}, sort="NAME_ASC"),
        }


class TaskRuns(Rows):
    """Task runs of one flow run."""

    def __init__(self, prefect: Prefect, chance: random.Random) -> None:
        super().__init__(prefect, chance)
        flow = prefect.flows.create(name=self.mark)
        self._flow_run = prefect.flow_runs.create(flow_id=flow.id, state={"type": "RUNNING"}).id

    def create(self, number: int) -> list[str]:
        return [self._created() for _ in range(number)]

    def _created(self) -> str:
        name = self._name()
        state: requests.StateCreate = {"type": "SCHEDULED", "state_details": {"scheduled_time": self._moment()}}
        task_run = self._prefect.task_runs.create(
            flow_run_id=self._flow_run, task_key=self.mark, dynamic_key=name, name=name, state=state
        )
        return str(task_run.id)

    def delete(self, key: str, /) -> None:
        self._prefect.task_runs.delete(key)

    def touch(self, key: str, /) -> None:
        kind = self._chance.choice(STATES)
        self._prefect.task_runs.set_state(key, kind, force=True)

    def listings(self, prefect: Prefect) -> Mapping[str, Listing[Any]]:
        matching: requests.TaskRunFilter = {"flow_run_id": {"any_": [self._flow_run]}}
        return {
            "latest first": prefect.task_runs.list(where={"task_runs": matching}),
            "earliest first": prefect.task_runs.list(where={"task_runs": matching}, sort="EXPECTED_START_TIME_ASC"),
            "by name": prefect.task_runs.list(where={"task_runs": matching}, sort="NAME_ASC"),
        }


class Deployments(Rows):
    """Deployments of one flow."""

    def __init__(self, prefect: Prefect, chance: random.Random) -> None:
        super().__init__(prefect, chance)
        self._flow = prefect.flows.create(name=self.mark).id

    def create(self, number: int) -> list[str]:
        names = (self._name() for _ in range(number))
        return [str(self._prefect.deployments.create(name=name, flow_id=self._flow).id) for name in names]

    def delete(self, key: str, /) -> None:
        self._prefect.deployments.delete(key)

    def touch(self, key: str, /) -> None:
        self._prefect.deployments.update(key, description=self._name())

    def listings(self, prefect: Prefect) -> Mapping[str, Listing[Any]]:
        matching: requests.FlowFilter = {"id": {"any_": [self._flow]}}
        return {
            "newest first": prefect.deployments.list(where={"flows": matching}),
            "by name": prefect.deployments.list(where={"flows": matching}, sort="NAME_ASC"),
        }


class Variables(Rows):
    """Variables with one tag."""

    def create(self, number: int) -> list[str]:
        names = (f"v_{self._name().replace('-', '_')}_{self.mark[-8:]}" for _ in range(number))
        return [str(self._prefect.variables.create(name=name, value=0, tags=[self.mark]).id) for name in names]

    def delete(self, key: str, /) -> None:
        self._prefect.variables.delete(UUID(key))

    def touch(self, key: str, /) -> None:
        self._prefect.variables.update(UUID(key), value=self._name())

    def listings(self, prefect: Prefect) -> Mapping[str, Listing[Any]]:
        matching: requests.VariableFilter = {"tags": {"all_": [self.mark]}}
        return {
            "by name": prefect.variables.list(where={"variables": matching}),
            "newest first": prefect.variables.list(where={"variables": matching}, sort="CREATED_DESC"),
        }


class Logs(Rows):
    """Log lines of one run that does not exist, which the server does not check. They can only be created."""

    def __init__(self, prefect: Prefect, chance: random.Random) -> None:
        super().__init__(prefect, chance)
        self._run = uuid4()

    def create(self, number: int) -> list[str]:
        messages = [str(number) for number in islice(self._numbers, number)]
        self._prefect.logs.create(
            {
                "name": self.mark,
                "level": 20,
                "message": message,
                "flow_run_id": self._run,
                "timestamp": self._moment(),
            }
            for message in messages
        )
        return messages

    def key(self, row: Any) -> str:
        return str(row.message)

    def listings(self, prefect: Prefect) -> Mapping[str, Listing[Any]]:
        matching: requests.LogFilter = {"flow_run_id": {"any_": [self._run]}}
        return {
            "earliest first": prefect.logs.list(where={"logs": matching}),
            "latest first": prefect.logs.list(where={"logs": matching}, sort="TIMESTAMP_DESC"),
        }


class Events(Rows):
    """Events with one name. They can only be created, and are stored a moment later."""

    @property
    def _filter(self) -> requests.EventFilter:
        return {"event": {"name": [self.mark]}}

    def create_all(self, number: int) -> None:
        super().create_all(number)
        for _ in range(PATIENCE):
            if self._prefect.events.count(where=self._filter) >= len(self.kept) + len(self._going):
                return
            time.sleep(0.2)
        pytest.fail("the server did not store the events")

    def create(self, number: int) -> list[str]:
        ids = [uuid4() for _ in range(number)]
        self._prefect.events.emit_many(
            {"event": self.mark, "id": each, "occurred": self._moment(), "resource": {"prefect.resource.id": self.mark}}
            for each in ids
        )
        return [str(each) for each in ids]

    def listings(self, prefect: Prefect) -> Mapping[str, Listing[Any]]:
        return {
            "latest first": prefect.events.list(where=self._filter),
            "earliest first": prefect.events.list(where=self._filter, order="ASC"),
        }

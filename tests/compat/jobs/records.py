"""Jobs with variables, artifacts, blocks, automations and events."""

import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

import pytest

from prefect_http import ConflictError, NotFoundError, Prefect
from prefect_http_api import requests
from prefect_http_api.models import DoNothing, RunDeployment
from prefect_http_api.requests import AutomationFilter, EventFilter
from tests.compat.jobs.helpers import SECONDS, connect, create_deployment, recording_client, unique
from tests.support.servers import ServerAddress

ROWS = 20
TRIGGER: requests.EventTrigger = {
    "type": "event",
    "posture": "Reactive",
    "match": {"prefect.resource.id": "tests.*"},
    "expect": ["nothing.that.happens"],
    "threshold": 1,
    "within": 0,
}
NOTHING: requests.DoNothing = {"type": "do-nothing"}


def variables(server: ServerAddress) -> None:
    with connect(server) as prefect:
        prefix = f"v{uuid4().hex}"
        for number in range(ROWS):
            prefect.variables.set(f"{prefix}_{number:02}", {"n": number}, tags=["a"])
        prefect.variables.set(f"{prefix}_00", "eu")
        mine: requests.VariableFilter = {"name": {"like_": prefix}}
        found = list(prefect.variables.list(where={"variables": mine}, sort="NAME_ASC"))
        assert [variable.value for variable in found] == ["eu", *({"n": number} for number in range(1, ROWS))]
        assert [variable.tags for variable in found] == [["a"]] * ROWS
        assert prefect.variables.count(where={"variables": mine}) == ROWS
        assert prefect.variables.get(f"{prefix}_00").value == "eu"
        with pytest.raises(ConflictError):
            prefect.variables.create(name=f"{prefix}_00", value=1)
        prefect.variables.delete(f"{prefix}_00")
        with pytest.raises(NotFoundError):
            prefect.variables.get(f"{prefix}_00")


def artifacts(server: ServerAddress) -> None:
    with connect(server) as prefect:
        key = f"a-{uuid4()}"
        made = [prefect.artifacts.create(key=key, type="markdown", data=f"# {n}") for n in range(ROWS)]
        mine: requests.ArtifactFilter = {"key": {"any_": [key]}}
        assert {artifact.id for artifact in prefect.artifacts.list(where={"artifacts": mine})} == {
            each.id for each in made
        }
        assert prefect.artifacts.count(where={"artifacts": mine}) == ROWS
        assert prefect.artifacts.get_latest(key).data == f"# {ROWS - 1}"
        prefect.artifacts.update(made[0].id, description="changed")
        assert prefect.artifacts.get(made[0].id).description == "changed"
        prefect.artifacts.delete(made[0].id)
        with pytest.raises(NotFoundError):
            prefect.artifacts.get(made[0].id)


def blocks(server: ServerAddress) -> None:
    with connect(server) as prefect:
        slug = f"a-type-{uuid4()}"
        kind = prefect.block_types.create(name=slug, slug=slug)
        fields = {"title": slug, "type": "object", "properties": {"token": {"type": "string"}}}
        schema = prefect.block_schemas.create(block_type_id=kind.id, fields={**fields, "secret_fields": ["token"]})
        assert prefect.block_types.get(slug).id == kind.id
        assert prefect.block_schemas.get(schema.checksum).id == schema.id
        made = prefect.block_documents.create(slug, "mine", {"token": "hush", "host": "h"})
        assert prefect.block_documents.get(made.id).data == {"token": "********", "host": "h"}
        prefect.block_documents.update(f"{slug}/mine", data={"host": "i"})
        assert prefect.block_documents.get(f"{slug}/mine", include_secrets=True).data == {"token": "hush", "host": "i"}
        of_kind: requests.BlockDocumentFilter = {"block_type_id": {"any_": [kind.id]}}
        assert [found.id for found in prefect.block_documents.list(where={"block_documents": of_kind})] == [made.id]
        assert slug in {found.slug for found in prefect.block_types.list()}
        prefect.block_documents.delete(made.id)
        prefect.block_types.delete(slug)
        with pytest.raises(NotFoundError):
            prefect.block_types.get(slug)


def automations(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name = unique("automation")
        _, deployment = create_deployment(prefect)
        run: requests.RunDeployment = {"type": "run-deployment", "deployment_id": deployment.id, "parameters": {"n": 1}}
        made = prefect.automations.create(name=name, description="kept", trigger=TRIGGER, actions=[run, NOTHING])
        found = prefect.automations.get(made.id)
        kinds = [type(action) for action in found.actions]
        assert (found.name, found.enabled, kinds) == (name, True, [RunDeployment, DoNothing])
        prefect.automations.pause(made.id)
        assert not prefect.automations.get(made.id).enabled
        prefect.automations.resume(made.id)
        prefect.automations.replace(made.id, name=f"{name}!", trigger=TRIGGER, actions=[NOTHING])
        renamed: AutomationFilter = {"name": {"any_": [f"{name}!"]}}
        assert [(each.id, each.enabled) for each in prefect.automations.list(where={"automations": renamed})] == [
            (made.id, True)
        ]
        assert prefect.automations.count() >= 1
        prefect.automations.delete(made.id)
        with pytest.raises(NotFoundError):
            prefect.automations.get(made.id)


def counted_automations(server: ServerAddress) -> str | None:
    with recording_client(server) as (prefect, requests):
        name = unique("automation")
        for each in (name, name, f"another {name}"):
            prefect.automations.create(name=each, trigger=TRIGGER, actions=[NOTHING])
        assert prefect.automations.count(where={"automations": {"name": {"any_": [name]}}}) == 2
        return "one by one" if requests.to("/automations/filter") else None


def tagged_automations(server: ServerAddress) -> None:
    with connect(server) as prefect:
        tag = unique("tag")
        made = prefect.automations.create(name=tag, tags=[tag], trigger=TRIGGER, actions=[NOTHING])
        found = list(prefect.automations.list(where={"automations": {"tags": {"all_": [tag]}}}))
        assert [(each.id, each.tags) for each in found] == [(made.id, [tag])]


def events(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, start = f"tests.{uuid4()}", datetime.now(UTC)
        mine: EventFilter = {"event": {"name": [name]}}
        resource = {"prefect.resource.id": name}
        made = [
            # Several events have the same time.
            prefect.events.emit(name, resource, occurred=start - timedelta(minutes=n // 4), payload={"n": n})
            for n in range(ROWS)
        ]
        _wait_for_events(prefect, mine, ROWS)
        found = list(prefect.events.list(where=mine))
        assert sorted(event.id for event in found) == sorted(made)
        assert [event.occurred for event in found] == sorted((event.occurred for event in found), reverse=True)
        late: dict[str, Any] = {"since": start - timedelta(minutes=1, seconds=30)}
        assert prefect.events.count(where=mine, **late) == 8
        (counted,) = prefect.events.count_by("event", where=mine)
        assert (counted.label, counted.count) == (name, ROWS)
        followed = prefect.events.follow(where=mine, since=start - timedelta(hours=1))
        assert {event.id for event in islice(followed, ROWS)} == set(made)


def _wait_for_events(prefect: Prefect, selection: EventFilter, count: int) -> None:
    """Wait until the server has stored this number of events, which it does with a delay."""
    deadline = time.monotonic() + SECONDS
    while prefect.events.count(where=selection) < count:
        assert time.monotonic() < deadline, "the events were not stored"
        time.sleep(0.2)

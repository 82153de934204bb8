"""Automations, on a real server."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect, ValidationError
from prefect_http.models import Automation
from prefect_http_api import automations, requests
from tests.support.triggers import TRIGGER

ACTIONS: list[requests.DoNothing] = [{"type": "do-nothing"}]


@pytest.fixture
def name() -> str:
    return f"odd automation é#?/-{uuid4()}"


@pytest.fixture
def automation(prefect: Prefect, name: str) -> Automation:
    return prefect.automations.create(
        name=name, description="kept", tags=["kept"], enabled=False, trigger=TRIGGER, actions=[*ACTIONS]
    )


def test_automation_is_found_by_id(prefect: Prefect, automation: Automation) -> None:
    for reference in (automation.id, str(automation.id)):
        assert prefect.automations.get(reference).name == automation.name


def test_names_need_not_be_unique(prefect: Prefect, name: str, automation: Automation) -> None:
    other = prefect.automations.create(name=name, trigger=TRIGGER, actions=[*ACTIONS])
    of_name: requests.AutomationFilter = {"name": {"any_": [name]}}
    assert [found.id for found in prefect.automations.list(where={"automations": of_name})] == [other.id, automation.id]
    assert prefect.automations.count(where={"automations": of_name}) == 2
    assert prefect.automations.count() >= 2
    assert {other.id, automation.id} <= {found.id for found in prefect.automations.list(sort="NAME_ASC")}
    with pytest.raises(ArgumentError, match=r"^invalid automation .*names of automations are not unique"):
        prefect.automations.get(name)


def test_automations_of_a_resource_are_listed_and_those_it_owns_deleted(
    prefect: Prefect, name: str, automation: Automation
) -> None:
    deployment = prefect.deployments.create(name="d", flow_id=prefect.flows.create(name=str(uuid4())).id)
    owner = f"prefect.deployment.{deployment.id}"
    owned = prefect.automations.create(name=name, trigger=TRIGGER, actions=[*ACTIONS], owner_resource=owner)
    acting = prefect.automations.create(
        name=name,
        trigger=TRIGGER,
        actions=[{"type": "run-deployment", "source": "selected", "deployment_id": deployment.id}],
    )
    full = prefect.deployments.get(deployment.id)
    for resource in (full, owner):
        assert {found.id for found in prefect.automations.list_related(resource)} == {owned.id, acting.id}
    prefect.automations.delete_owned(full)
    assert [found.id for found in prefect.automations.list_related(full)] == [acting.id]
    assert prefect.automations.list_related("no such resource") == []
    for use in (prefect.automations.list_related, prefect.automations.delete_owned):
        with pytest.raises(ArgumentError, match="resource must be a model"):
            use("")
        with pytest.raises(ArgumentError, match="an ID without '/'"):
            use("etl/nightly")


def test_automation_is_enabled_by_default_and_can_be_paused(
    prefect: Prefect, name: str, automation: Automation
) -> None:
    made = prefect.automations.create(name=name, trigger=TRIGGER, actions=[*ACTIONS])
    assert (made.enabled, automation.enabled) == (True, False)
    prefect.automations.pause(made.id)
    assert not prefect.automations.get(made.id).enabled
    prefect.automations.resume(str(made.id))
    assert prefect.automations.get(made.id).enabled


def test_replace_keeps_optional_fields(prefect: Prefect, automation: Automation) -> None:
    other: requests.EventTrigger = {**TRIGGER, "expect": ["something.else"]}
    prefect.automations.replace(automation.id, name="another", trigger=other, actions=[*ACTIONS])
    found = prefect.automations.get(automation.id)
    assert (found.name, found.description, found.tags, found.enabled) == ("another", "kept", ["kept"], False)
    assert getattr(found.trigger, "expect", None) == ["something.else"]
    with pytest.raises(ValidationError, match=r"body\.trigger: Field required; body\.actions: Field required"):
        prefect.automations.replace(automation.id, name="part")  # type: ignore[call-arg]  # rejected by the server


def test_misspelt_keys_and_empty_triggers_are_rejected(prefect: Prefect, name: str, automation: Automation) -> None:
    misspelt: Any = {**TRIGGER, "expct": ["x"]}
    empty: requests.EventTrigger = {**TRIGGER, "expect": []}
    wrong: Any = {"type": "run-deployment", "deployment_id": automation.id, "paramters": {}}
    for trigger, action, problem in (
        (misspelt, ACTIONS[0], r"'trigger\.expct' \(did you mean 'expect'\?\)"),
        (TRIGGER, wrong, r"'actions\[0\]\.paramters' \(did you mean 'parameters'\?\)"),
        (empty, ACTIONS[0], r"trigger must have 'expect', 'match' or 'match_related'"),
    ):
        with pytest.raises(ArgumentError, match=problem):
            prefect.automations.create(name=name, trigger=trigger, actions=[action])
        with pytest.raises(ArgumentError, match=problem):
            prefect.automations.replace(automation.id, name=name, trigger=trigger, actions=[action])
    made = prefect.automations.create(
        name=name, enabled=False, trigger={**TRIGGER, "expect": ["*"]}, actions=[*ACTIONS]
    )
    assert getattr(made.trigger, "expect", None) == ["*"]


def test_unknown_keys_are_sent_if_allowed(prefect: Prefect, name: str) -> None:
    newer: Any = {**TRIGGER, "newer": True}
    newer_client = prefect.with_options(unknown_keys=True)
    assert newer_client.automations.create(name=name, enabled=False, trigger=newer, actions=[*ACTIONS]).name == name
    with pytest.raises(ArgumentError, match="newer"):
        newer_client.with_options(unknown_keys=False).automations.create(name=name, trigger=newer, actions=[*ACTIONS])


def test_unknown_automation_raises_not_found(prefect: Prefect, automation: Automation) -> None:
    prefect.automations.delete(automation.id)
    for missing in (automation.id, UUID(int=1)):
        for call in (
            prefect.automations.get,
            prefect.automations.pause,
            prefect.automations.resume,
            prefect.automations.delete,
        ):
            with pytest.raises(NotFoundError, match="Automation not found"):
                call(missing)
        with pytest.raises(NotFoundError, match="Automation not found"):
            prefect.automations.replace(missing, name="x", trigger=TRIGGER, actions=[*ACTIONS])


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, name: str) -> None:
    automations = async_prefect.automations
    made = await automations.create(name=name, trigger=TRIGGER, actions=[*ACTIONS])
    of_name: requests.AutomationFilter = {"name": {"any_": [name]}}
    assert [found.id async for found in automations.list(where={"automations": of_name})] == [made.id]
    assert await automations.count(where={"automations": of_name}) == 1
    await automations.pause(made.id)
    assert not (await automations.get(made.id)).enabled
    await automations.resume(made.id)
    await automations.replace(made.id, name=f"{name} again", trigger=TRIGGER, actions=[*ACTIONS])
    found = await automations.get(made.id)
    assert (found.name, found.enabled) == (f"{name} again", True)
    assert await automations.list_related(made) == []
    await automations.delete_owned(made)
    await automations.delete(made.id)
    with pytest.raises(NotFoundError):
        await automations.get(made.id)


def test_invalid_template_is_rejected_with_its_line(prefect: Prefect) -> None:
    with pytest.raises(ValidationError, match=r"422 .*: line 2: unexpected '}'") as raised:
        prefect.send(automations.validate_template("first\n{{ } }}"))
    assert raised.value.detail == "line 2: unexpected '}'"

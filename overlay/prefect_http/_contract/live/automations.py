"""Replay steps for automations. All automations are disabled, so none reacts to events."""

from __future__ import annotations

from prefect_http._contract.live.session import Replay
from prefect_http_api import automations, requests


def call_automations(replay: Replay) -> None:
    """Create an automation with every kind of trigger and several actions, then read and update it."""
    name, deployment = replay.name("automation"), replay.created["deployment"]
    event: requests.EventTrigger = {
        "type": "event",
        "posture": "Reactive",
        "match": {"prefect.resource.id": f"prefect.deployment.{deployment}"},
        "match_related": {"prefect.resource.role": "flow"},
        "after": ["x"],
        "expect": ["y"],
        "for_each": ["prefect.resource.id"],
        "threshold": 2,
        "within": 30,
    }
    automation = replay.created["automation"] = replay.create(
        automations.create_automation(
            name=name,
            description="An automation",
            enabled=False,
            trigger={
                "type": "compound",
                "require": "any",
                "within": 60,
                "triggers": [event, {"type": "sequence", "within": 60, "triggers": [event, event]}],
            },
            actions=[
                {"type": "do-nothing"},
                {"type": "run-deployment", "source": "selected", "deployment_id": deployment},
                {"type": "pause-deployment", "source": "selected", "deployment_id": deployment},
                {"type": "change-flow-run-state", "name": "x", "state": "COMPLETED", "message": "m"},
                {"type": "cancel-flow-run"},
            ],
            actions_on_trigger=[{"type": "do-nothing"}],
            actions_on_resolve=[{"type": "suspend-flow-run"}],
        ),
        automations.create_automation(name=name, enabled=False, trigger=event, actions=[{"type": "do-nothing"}]),
    )
    replay.call(automations.read_automation(automation))
    replay.call(automations.read_automations(automations={"name": {"any_": [name]}}, sort="NAME_ASC", limit=5))
    replay.call(automations.count_automations(automations={"name": {"any_": [name]}}))
    replay.call(automations.patch_automation(automation, enabled=False))
    replay.call(
        automations.update_automation(
            automation, name=name, enabled=False, trigger=event, actions=[{"type": "do-nothing"}]
        )
    )


def call_owned_automations(replay: Replay) -> None:
    """Create an automation owned by the deployment, then read and delete it by its owner."""
    resource = f"prefect.deployment.{replay.created['deployment']}"
    replay.call(
        automations.create_automation(
            name=replay.name("owned"),
            enabled=False,
            trigger={"type": "event", "posture": "Proactive", "threshold": 1, "within": 60, "expect": ["x"]},
            actions=[{"type": "do-nothing"}],
            owner_resource=resource,
        )
    )
    replay.call(automations.read_automations_related_to_resource(resource))
    replay.call(automations.delete_automations_owned_by_resource(resource))


def delete_automations(replay: Replay) -> None:
    """Delete the automation."""
    replay.call(automations.delete_automation(replay.created["automation"]))

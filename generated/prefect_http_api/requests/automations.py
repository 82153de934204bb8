# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .. import models
from .._typed_dict import TypedDict
from .shared import Operator, ResourceSpecification, StateType


class AutomationFilterCreated(TypedDict):
    """Filter by `Automation.created`."""

    before_: NotRequired[datetime | str | None]
    """Only include automations created before this datetime."""


class AutomationFilterId(TypedDict):
    """Filter by `Automation.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of automation IDs to include."""


class AutomationFilterName(TypedDict):
    """Filter by `Automation.created`."""

    any_: NotRequired[list[str] | None]
    """Only include automations with names that match any of these strings."""


class AutomationPartialUpdate(TypedDict):
    enabled: NotRequired[bool]
    """Whether this automation will be evaluated. Server default: ``true``."""


AutomationSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "NAME_ASC", "NAME_DESC"]
"""Defines automations sorting options."""


class CallWebhook(TypedDict):
    """Call a webhook when an Automation is triggered."""

    block_document_id: UUID | str
    """The identifier of the webhook block to use."""
    payload: NotRequired[str]
    """An optional templatable payload to send when calling the webhook."""
    type: NotRequired[Literal["call-webhook"]]


class CancelFlowRun(TypedDict):
    """Cancel a flow run associated with the trigger."""

    type: NotRequired[Literal["cancel-flow-run"]]


class DeleteFlowRun(TypedDict):
    """Delete a flow run associated with the trigger."""

    type: NotRequired[Literal["delete-flow-run"]]


class DoNothing(TypedDict):
    """Do nothing when an Automation is triggered."""

    type: NotRequired[Literal["do-nothing"]]


class PauseAutomation(TypedDict):
    """Pause an automation."""

    automation_id: NotRequired[UUID | str | None]
    """The identifier of the automation to act on."""
    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected automation (given by `automation_id`), or to an automation
    that is inferred from the triggering event. If the source is 'inferred', the `automation_id` may not be set. If the
    source is 'selected', the `automation_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["pause-automation"]]


class PauseDeployment(TypedDict):
    """Pause the given deployment."""

    deployment_id: NotRequired[UUID | str | None]
    """The identifier of the deployment."""
    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected deployment (given by `deployment_id`), or to a deployment that
    is inferred from the triggering event. If the source is 'inferred', the `deployment_id` may not be set. If the
    source is 'selected', the `deployment_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["pause-deployment"]]


class PauseWorkPool(TypedDict):
    """Pause a work pool."""

    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected work pool (given by `work_pool_id`), or to a work pool that is
    inferred from the triggering event. If the source is 'inferred', the `work_pool_id` may not be set. If the source is
    'selected', the `work_pool_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["pause-work-pool"]]
    work_pool_id: NotRequired[UUID | str | None]
    """The identifier of the work pool to pause."""


class PauseWorkQueue(TypedDict):
    """Pause a work queue."""

    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected work queue (given by `work_queue_id`), or to a work queue that
    is inferred from the triggering event. If the source is 'inferred', the `work_queue_id` may not be set. If the
    source is 'selected', the `work_queue_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["pause-work-queue"]]
    work_queue_id: NotRequired[UUID | str | None]
    """The identifier of the work queue to pause."""


class ResumeAutomation(TypedDict):
    """Resume an automation."""

    automation_id: NotRequired[UUID | str | None]
    """The identifier of the automation to act on."""
    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected automation (given by `automation_id`), or to an automation
    that is inferred from the triggering event. If the source is 'inferred', the `automation_id` may not be set. If the
    source is 'selected', the `automation_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["resume-automation"]]


class ResumeDeployment(TypedDict):
    """Resume the given deployment."""

    deployment_id: NotRequired[UUID | str | None]
    """The identifier of the deployment."""
    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected deployment (given by `deployment_id`), or to a deployment that
    is inferred from the triggering event. If the source is 'inferred', the `deployment_id` may not be set. If the
    source is 'selected', the `deployment_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["resume-deployment"]]


class ResumeFlowRun(TypedDict):
    """Resume a paused or suspended flow run associated with the trigger."""

    type: NotRequired[Literal["resume-flow-run"]]


class ResumeWorkPool(TypedDict):
    """Resume a work pool."""

    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected work pool (given by `work_pool_id`), or to a work pool that is
    inferred from the triggering event. If the source is 'inferred', the `work_pool_id` may not be set. If the source is
    'selected', the `work_pool_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["resume-work-pool"]]
    work_pool_id: NotRequired[UUID | str | None]
    """The identifier of the work pool to pause."""


class ResumeWorkQueue(TypedDict):
    """Resume a work queue."""

    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected work queue (given by `work_queue_id`), or to a work queue that
    is inferred from the triggering event. If the source is 'inferred', the `work_queue_id` may not be set. If the
    source is 'selected', the `work_queue_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["resume-work-queue"]]
    work_queue_id: NotRequired[UUID | str | None]
    """The identifier of the work queue to pause."""


class RunDeployment(TypedDict):
    """Run the given deployment with the given parameters."""

    deployment_id: NotRequired[UUID | str | None]
    """The identifier of the deployment."""
    job_variables: NotRequired[dict[str, Any] | None]
    """The job variables to pass to the created flow run, or None to use the deployment's default job variables."""
    parameters: NotRequired[dict[str, Any] | None]
    """The parameters to pass to the deployment, or None to use the deployment's default parameters."""
    schedule_after: NotRequired[float | timedelta | str]
    """The amount of time to wait before running the deployment.

    Defaults to running the deployment immediately. At least 0. An ISO 8601 duration, such as ``PT1H``.
    """
    source: NotRequired[Literal["selected", "inferred"] | models.ActionSource]
    """Whether this Action applies to a specific selected deployment (given by `deployment_id`), or to a deployment that
    is inferred from the triggering event. If the source is 'inferred', the `deployment_id` may not be set. If the
    source is 'selected', the `deployment_id` must be set. Server default: ``"selected"``.
    """
    type: NotRequired[Literal["run-deployment"]]


class SendNotification(TypedDict):
    """Send a notification when an Automation is triggered."""

    block_document_id: UUID | str
    """The identifier of the notification block to use."""
    body: str
    """The text of the notification to send."""
    subject: NotRequired[str]
    """Server default: ``"Prefect automated notification"``."""
    type: NotRequired[Literal["send-notification"]]


class SuspendFlowRun(TypedDict):
    """Suspend a flow run associated with the trigger."""

    type: NotRequired[Literal["suspend-flow-run"]]


ValidateTemplateBody: TypeAlias = str


ValidateTemplateLegacyBody: TypeAlias = str


class AutomationFilterTags(TypedDict):
    """Filter by `Automation.tags`."""

    all_: NotRequired[list[str] | None]
    """A list of tags.

    Automations will be returned only if their tags are a superset of the list. For example ``["tag-1", "tag-2"]``.
    """
    any_: NotRequired[list[str] | None]
    """A list of tags.

    Automations will be returned if their tags contain any of the tags in the list. For example ``["tag-1", "tag-2"]``.
    """
    is_null_: NotRequired[bool | None]
    """If true, only include automations without tags."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class ChangeFlowRunState(TypedDict):
    """Change the state of a flow run associated with the trigger."""

    force: NotRequired[bool]
    """Force the state change even if the transition is not allowed. Server default: ``false``."""
    message: NotRequired[str | None]
    """An optional message to associate with the state change."""
    name: NotRequired[str | None]
    """The name of the state to change the flow run to."""
    state: StateType
    """The type of the state to change the flow run to."""
    type: NotRequired[Literal["change-flow-run-state"]]


class EventTrigger(TypedDict):
    """A trigger that fires based on the presence or absence of events within a given period of time."""

    after: NotRequired[list[str]]
    """The event(s) which must first be seen to fire this trigger.

    If empty, then fire this trigger immediately. Events may include trailing wildcards, like `prefect.flow-run.*`.
    Items must be unique.
    """
    expect: NotRequired[list[str]]
    """The event(s) this trigger is expecting to see.

    If empty, this trigger will match any event. Events may include trailing wildcards, like `prefect.flow-run.*`. Items
    must be unique.
    """
    for_each: NotRequired[list[str]]
    """Evaluate the trigger separately for each distinct value of these labels on the resource.

    By default, labels refer to the primary resource of the triggering event. You may also refer to labels from related
    resources by specifying `related:<role>:<label>`. This will use the value of that label for the first related
    resource in that role. For example, `"for_each": ["related:flow:prefect.resource.id"]` would evaluate the trigger
    for each flow. Items must be unique.
    """
    id: NotRequired[UUID | str]
    """The unique ID of this trigger."""
    match: NotRequired[ResourceSpecification | dict[str, str | list[str]]]
    """Labels for resources which this trigger will match."""
    match_related: NotRequired[
        ResourceSpecification | dict[str, str | list[str]] | list[ResourceSpecification | dict[str, str | list[str]]]
    ]
    """Labels for related resources which this trigger will match."""
    posture: Literal["Reactive", "Proactive"] | models.EventTriggerPosture
    """The posture of this trigger, either Reactive or Proactive.

    Reactive triggers respond to the _presence_ of the expected events, while Proactive triggers respond to the
    _absence_ of those expected events.
    """
    threshold: NotRequired[int]
    """The number of events required for this trigger to fire (for Reactive triggers), or the number of events expected
    (for Proactive triggers). Server default: ``1``.
    """
    type: NotRequired[Literal["event"]]
    within: NotRequired[float | timedelta | str]
    """The time period over which the events must occur.

    For Reactive triggers, this may be as low as 0 seconds, but must be at least 10 seconds for Proactive triggers.
    Server default: ``"PT0S"``. At least 0. An ISO 8601 duration, such as ``PT1H``.
    """


class AutomationFilter(TypedDict):
    created: NotRequired[AutomationFilterCreated | None]
    """Filter criteria for `Automation.created`."""
    id: NotRequired[AutomationFilterId | None]
    """Filter criteria for `Automation.id`."""
    name: NotRequired[AutomationFilterName | None]
    """Filter criteria for `Automation.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    tags: NotRequired[AutomationFilterTags | None]
    """Filter criteria for `Automation.tags`."""


class CountAutomationsBody(TypedDict):
    automations: NotRequired[AutomationFilter | None]


class ReadAutomationsBody(TypedDict):
    automations: NotRequired[AutomationFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[AutomationSort | None]
    """Server default: ``"NAME_ASC"``."""


class AutomationCreate(TypedDict):
    actions: list[
        DoNothing
        | RunDeployment
        | PauseDeployment
        | ResumeDeployment
        | CancelFlowRun
        | DeleteFlowRun
        | ChangeFlowRunState
        | PauseWorkQueue
        | ResumeWorkQueue
        | SendNotification
        | CallWebhook
        | PauseAutomation
        | ResumeAutomation
        | SuspendFlowRun
        | ResumeFlowRun
        | PauseWorkPool
        | ResumeWorkPool
    ]
    """The actions to perform when this Automation triggers."""
    actions_on_resolve: NotRequired[
        list[
            DoNothing
            | RunDeployment
            | PauseDeployment
            | ResumeDeployment
            | CancelFlowRun
            | DeleteFlowRun
            | ChangeFlowRunState
            | PauseWorkQueue
            | ResumeWorkQueue
            | SendNotification
            | CallWebhook
            | PauseAutomation
            | ResumeAutomation
            | SuspendFlowRun
            | ResumeFlowRun
            | PauseWorkPool
            | ResumeWorkPool
        ]
    ]
    """The actions to perform when an Automation goes into a resolving state."""
    actions_on_trigger: NotRequired[
        list[
            DoNothing
            | RunDeployment
            | PauseDeployment
            | ResumeDeployment
            | CancelFlowRun
            | DeleteFlowRun
            | ChangeFlowRunState
            | PauseWorkQueue
            | ResumeWorkQueue
            | SendNotification
            | CallWebhook
            | PauseAutomation
            | ResumeAutomation
            | SuspendFlowRun
            | ResumeFlowRun
            | PauseWorkPool
            | ResumeWorkPool
        ]
    ]
    """The actions to perform when an Automation goes into a triggered state."""
    description: NotRequired[str]
    """A longer description of this automation."""
    enabled: NotRequired[bool]
    """Whether this automation will be evaluated. Server default: ``true``."""
    name: str
    """The name of this automation."""
    owner_resource: NotRequired[str | None]
    """The resource to which this automation belongs."""
    tags: NotRequired[list[str]]
    """A list of tags associated with this automation."""
    trigger: EventTrigger | CompoundTrigger | SequenceTrigger
    """The criteria for which events this Automation covers and how it will respond to the presence or absence of those
    events.
    """


class AutomationUpdate(TypedDict):
    actions: list[
        DoNothing
        | RunDeployment
        | PauseDeployment
        | ResumeDeployment
        | CancelFlowRun
        | DeleteFlowRun
        | ChangeFlowRunState
        | PauseWorkQueue
        | ResumeWorkQueue
        | SendNotification
        | CallWebhook
        | PauseAutomation
        | ResumeAutomation
        | SuspendFlowRun
        | ResumeFlowRun
        | PauseWorkPool
        | ResumeWorkPool
    ]
    """The actions to perform when this Automation triggers."""
    actions_on_resolve: NotRequired[
        list[
            DoNothing
            | RunDeployment
            | PauseDeployment
            | ResumeDeployment
            | CancelFlowRun
            | DeleteFlowRun
            | ChangeFlowRunState
            | PauseWorkQueue
            | ResumeWorkQueue
            | SendNotification
            | CallWebhook
            | PauseAutomation
            | ResumeAutomation
            | SuspendFlowRun
            | ResumeFlowRun
            | PauseWorkPool
            | ResumeWorkPool
        ]
    ]
    """The actions to perform when an Automation goes into a resolving state."""
    actions_on_trigger: NotRequired[
        list[
            DoNothing
            | RunDeployment
            | PauseDeployment
            | ResumeDeployment
            | CancelFlowRun
            | DeleteFlowRun
            | ChangeFlowRunState
            | PauseWorkQueue
            | ResumeWorkQueue
            | SendNotification
            | CallWebhook
            | PauseAutomation
            | ResumeAutomation
            | SuspendFlowRun
            | ResumeFlowRun
            | PauseWorkPool
            | ResumeWorkPool
        ]
    ]
    """The actions to perform when an Automation goes into a triggered state."""
    description: NotRequired[str]
    """A longer description of this automation."""
    enabled: NotRequired[bool]
    """Whether this automation will be evaluated. Server default: ``true``."""
    name: str
    """The name of this automation."""
    tags: NotRequired[list[str]]
    """A list of tags associated with this automation."""
    trigger: EventTrigger | CompoundTrigger | SequenceTrigger
    """The criteria for which events this Automation covers and how it will respond to the presence or absence of those
    events.
    """


class CompoundTrigger(TypedDict):
    """A composite trigger that requires some number of triggers to have fired within the given time period."""

    id: NotRequired[UUID | str]
    """The unique ID of this trigger."""
    require: int | Literal["any", "all"] | models.CompoundTriggerRequire
    triggers: list[EventTrigger | CompoundTrigger | SequenceTrigger]
    type: NotRequired[Literal["compound"]]
    within: float | timedelta | str | None
    """An ISO 8601 duration, such as ``PT1H``."""


class SequenceTrigger(TypedDict):
    """A composite trigger that requires some number of triggers to have fired within the given time period in a
    specific order.
    """

    id: NotRequired[UUID | str]
    """The unique ID of this trigger."""
    triggers: list[EventTrigger | CompoundTrigger | SequenceTrigger]
    type: NotRequired[Literal["sequence"]]
    within: float | timedelta | str | None
    """An ISO 8601 duration, such as ``PT1H``."""

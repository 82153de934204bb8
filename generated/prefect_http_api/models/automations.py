# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: automations."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import UUID

from attrs import define, field

from .._decoding import OpenEnum, Unknown, tagged_union
from .._models import IdentifiedModel, ResponseModel
from .shared import StateType


class ActionSource(OpenEnum):
    """Whether an action applies to a selected object or to one inferred from the triggering event."""

    SELECTED = "selected"
    INFERRED = "inferred"


if TYPE_CHECKING:
    AnyActions: TypeAlias = "CallWebhook | CancelFlowRun | ChangeFlowRunState | DeleteFlowRun | DoNothing | PauseAutomation | PauseDeployment | PauseWorkPool | PauseWorkQueue | ResumeAutomation | ResumeDeployment | ResumeFlowRun | ResumeWorkPool | ResumeWorkQueue | RunDeployment | SendNotification | SuspendFlowRun | Unknown"
else:
    AnyActions = tagged_union(
        "AnyActions",
        "type",
        lambda: {
            "call-webhook": CallWebhook,
            "cancel-flow-run": CancelFlowRun,
            "change-flow-run-state": ChangeFlowRunState,
            "delete-flow-run": DeleteFlowRun,
            "do-nothing": DoNothing,
            "pause-automation": PauseAutomation,
            "pause-deployment": PauseDeployment,
            "pause-work-pool": PauseWorkPool,
            "pause-work-queue": PauseWorkQueue,
            "resume-automation": ResumeAutomation,
            "resume-deployment": ResumeDeployment,
            "resume-flow-run": ResumeFlowRun,
            "resume-work-pool": ResumeWorkPool,
            "resume-work-queue": ResumeWorkQueue,
            "run-deployment": RunDeployment,
            "send-notification": SendNotification,
            "suspend-flow-run": SuspendFlowRun,
        },
    )


if TYPE_CHECKING:
    AnyTrigger: TypeAlias = "CompoundTrigger | EventTrigger | SequenceTrigger | Unknown"
else:
    AnyTrigger = tagged_union(
        "AnyTrigger",
        "type",
        lambda: {
            "compound": CompoundTrigger,
            "event": EventTrigger,
            "sequence": SequenceTrigger,
        },
    )


@define(kw_only=True, eq=False, repr=False)
class Automation(IdentifiedModel):
    """An automation."""

    name: str
    """The name of this automation."""
    trigger: AnyTrigger
    """The criteria for which events this Automation covers and how it will respond to the presence or absence of those
    events.
    """
    actions: list[AnyActions]
    """The actions to perform when this Automation triggers."""
    id: UUID
    actions_on_resolve: list[AnyActions] = field(factory=list["AnyActions"])
    """The actions to perform when an Automation goes into a resolving state."""
    actions_on_trigger: list[AnyActions] = field(factory=list["AnyActions"])
    """The actions to perform when an Automation goes into a triggered state."""
    created: datetime | None = None
    description: str = ""
    """A longer description of this automation."""
    enabled: bool = True
    """Whether this automation will be evaluated."""
    tags: list[str] = field(factory=list[str])
    """A list of tags associated with this automation."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class CallWebhook(ResponseModel):
    """Call a webhook when an Automation is triggered."""

    block_document_id: UUID
    """The identifier of the webhook block to use."""
    payload: str = ""
    """An optional templatable payload to send when calling the webhook."""
    type: Literal["call-webhook"] = "call-webhook"


@define(kw_only=True, eq=False, repr=False)
class CancelFlowRun(ResponseModel):
    """Cancel a flow run associated with the trigger."""

    type: Literal["cancel-flow-run"] = "cancel-flow-run"


@define(kw_only=True, eq=False, repr=False)
class ChangeFlowRunState(ResponseModel):
    """Change the state of a flow run associated with the trigger."""

    state: StateType
    """The type of the state to change the flow run to."""
    force: bool = False
    """Force the state change even if the transition is not allowed."""
    message: str | None = None
    """An optional message to associate with the state change."""
    name: str | None = None
    """The name of the state to change the flow run to."""
    type: Literal["change-flow-run-state"] = "change-flow-run-state"


class CompoundTriggerRequire(OpenEnum):
    """Values of ``CompoundTrigger.require``."""

    ANY = "any"
    ALL = "all"


@define(kw_only=True, eq=False, repr=False)
class CompoundTrigger(IdentifiedModel):
    """A composite trigger that requires some number of triggers to have fired within the given time period."""

    triggers: list[AnyTrigger]
    within: float | None
    require: int | CompoundTriggerRequire
    id: UUID
    """The unique ID of this trigger."""
    type: Literal["compound"] = "compound"


@define(kw_only=True, eq=False, repr=False)
class DeleteFlowRun(ResponseModel):
    """Delete a flow run associated with the trigger."""

    type: Literal["delete-flow-run"] = "delete-flow-run"


@define(kw_only=True, eq=False, repr=False)
class DoNothing(ResponseModel):
    """Do nothing when an Automation is triggered."""

    type: Literal["do-nothing"] = "do-nothing"


class EventTriggerPosture(OpenEnum):
    """Values of ``EventTrigger.posture``."""

    REACTIVE = "Reactive"
    PROACTIVE = "Proactive"


@define(kw_only=True, eq=False, repr=False)
class EventTrigger(IdentifiedModel):
    """A trigger that fires based on the presence or absence of events within a given period of time."""

    posture: EventTriggerPosture
    """The posture of this trigger, either Reactive or Proactive.

    Reactive triggers respond to the _presence_ of the expected events, while Proactive triggers respond to the
    _absence_ of those expected events.
    """
    id: UUID
    """The unique ID of this trigger."""
    after: list[str] = field(factory=list[str])
    """The event(s) which must first be seen to fire this trigger.

    If empty, then fire this trigger immediately. Events may include trailing wildcards, like `prefect.flow-run.*`.
    Items must be unique.
    """
    expect: list[str] = field(factory=list[str])
    """The event(s) this trigger is expecting to see.

    If empty, this trigger will match any event. Events may include trailing wildcards, like `prefect.flow-run.*`. Items
    must be unique.
    """
    for_each: list[str] = field(factory=list[str])
    """Evaluate the trigger separately for each distinct value of these labels on the resource.

    By default, labels refer to the primary resource of the triggering event. You may also refer to labels from related
    resources by specifying `related:<role>:<label>`. This will use the value of that label for the first related
    resource in that role. For example, `"for_each": ["related:flow:prefect.resource.id"]` would evaluate the trigger
    for each flow. Items must be unique.
    """
    match: dict[str, str | list[str]] = field(factory=dict[str, str | list[str]])
    """Labels for resources which this trigger will match."""
    match_related: list[dict[str, str | list[str]]] | dict[str, str | list[str]] = field(
        factory=dict[str, str | list[str]]
    )
    """Labels for related resources which this trigger will match."""
    threshold: int = 1
    """The number of events required for this trigger to fire (for Reactive triggers), or the number of events expected
    (for Proactive triggers).
    """
    type: Literal["event"] = "event"
    within: float = 0.0
    """The time period over which the events must occur.

    For Reactive triggers, this may be as low as 0 seconds, but must be at least 10 seconds for Proactive triggers. At
    least 0.
    """


@define(kw_only=True, eq=False, repr=False)
class PauseAutomation(ResponseModel):
    """Pause an automation."""

    automation_id: UUID | None = None
    """The identifier of the automation to act on."""
    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected automation (given by `automation_id`), or to an automation
    that is inferred from the triggering event. If the source is 'inferred', the `automation_id` may not be set. If the
    source is 'selected', the `automation_id` must be set.
    """
    type: Literal["pause-automation"] = "pause-automation"


@define(kw_only=True, eq=False, repr=False)
class PauseDeployment(ResponseModel):
    """Pause the given deployment."""

    deployment_id: UUID | None = None
    """The identifier of the deployment."""
    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected deployment (given by `deployment_id`), or to a deployment that
    is inferred from the triggering event. If the source is 'inferred', the `deployment_id` may not be set. If the
    source is 'selected', the `deployment_id` must be set.
    """
    type: Literal["pause-deployment"] = "pause-deployment"


@define(kw_only=True, eq=False, repr=False)
class PauseWorkPool(ResponseModel):
    """Pause a work pool."""

    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected work pool (given by `work_pool_id`), or to a work pool that is
    inferred from the triggering event. If the source is 'inferred', the `work_pool_id` may not be set. If the source is
    'selected', the `work_pool_id` must be set.
    """
    type: Literal["pause-work-pool"] = "pause-work-pool"
    work_pool_id: UUID | None = None
    """The identifier of the work pool to pause."""


@define(kw_only=True, eq=False, repr=False)
class PauseWorkQueue(ResponseModel):
    """Pause a work queue."""

    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected work queue (given by `work_queue_id`), or to a work queue that
    is inferred from the triggering event. If the source is 'inferred', the `work_queue_id` may not be set. If the
    source is 'selected', the `work_queue_id` must be set.
    """
    type: Literal["pause-work-queue"] = "pause-work-queue"
    work_queue_id: UUID | None = None
    """The identifier of the work queue to pause."""


ResourceSpecification: TypeAlias = dict[str, str | list[str]]
"""Labels that a resource must have."""


@define(kw_only=True, eq=False, repr=False)
class ResumeAutomation(ResponseModel):
    """Resume an automation."""

    automation_id: UUID | None = None
    """The identifier of the automation to act on."""
    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected automation (given by `automation_id`), or to an automation
    that is inferred from the triggering event. If the source is 'inferred', the `automation_id` may not be set. If the
    source is 'selected', the `automation_id` must be set.
    """
    type: Literal["resume-automation"] = "resume-automation"


@define(kw_only=True, eq=False, repr=False)
class ResumeDeployment(ResponseModel):
    """Resume the given deployment."""

    deployment_id: UUID | None = None
    """The identifier of the deployment."""
    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected deployment (given by `deployment_id`), or to a deployment that
    is inferred from the triggering event. If the source is 'inferred', the `deployment_id` may not be set. If the
    source is 'selected', the `deployment_id` must be set.
    """
    type: Literal["resume-deployment"] = "resume-deployment"


@define(kw_only=True, eq=False, repr=False)
class ResumeFlowRun(ResponseModel):
    """Resume a paused or suspended flow run associated with the trigger."""

    type: Literal["resume-flow-run"] = "resume-flow-run"


@define(kw_only=True, eq=False, repr=False)
class ResumeWorkPool(ResponseModel):
    """Resume a work pool."""

    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected work pool (given by `work_pool_id`), or to a work pool that is
    inferred from the triggering event. If the source is 'inferred', the `work_pool_id` may not be set. If the source is
    'selected', the `work_pool_id` must be set.
    """
    type: Literal["resume-work-pool"] = "resume-work-pool"
    work_pool_id: UUID | None = None
    """The identifier of the work pool to pause."""


@define(kw_only=True, eq=False, repr=False)
class ResumeWorkQueue(ResponseModel):
    """Resume a work queue."""

    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected work queue (given by `work_queue_id`), or to a work queue that
    is inferred from the triggering event. If the source is 'inferred', the `work_queue_id` may not be set. If the
    source is 'selected', the `work_queue_id` must be set.
    """
    type: Literal["resume-work-queue"] = "resume-work-queue"
    work_queue_id: UUID | None = None
    """The identifier of the work queue to pause."""


@define(kw_only=True, eq=False, repr=False)
class RunDeployment(ResponseModel):
    """Run the given deployment with the given parameters."""

    deployment_id: UUID | None = None
    """The identifier of the deployment."""
    job_variables: dict[str, Any] | None = None
    """The job variables to pass to the created flow run, or None to use the deployment's default job variables."""
    parameters: dict[str, Any] | None = None
    """The parameters to pass to the deployment, or None to use the deployment's default parameters."""
    schedule_after: float = 0.0
    """The amount of time to wait before running the deployment.

    Defaults to running the deployment immediately. At least 0.
    """
    source: ActionSource = ActionSource.SELECTED
    """Whether this Action applies to a specific selected deployment (given by `deployment_id`), or to a deployment that
    is inferred from the triggering event. If the source is 'inferred', the `deployment_id` may not be set. If the
    source is 'selected', the `deployment_id` must be set.
    """
    type: Literal["run-deployment"] = "run-deployment"


@define(kw_only=True, eq=False, repr=False)
class SendNotification(ResponseModel):
    """Send a notification when an Automation is triggered."""

    block_document_id: UUID
    """The identifier of the notification block to use."""
    body: str
    """The text of the notification to send."""
    subject: str = "Prefect automated notification"
    type: Literal["send-notification"] = "send-notification"


@define(kw_only=True, eq=False, repr=False)
class SequenceTrigger(IdentifiedModel):
    """A composite trigger that requires some number of triggers to have fired within the given time period in a
    specific order.
    """

    triggers: list[AnyTrigger]
    within: float | None
    id: UUID
    """The unique ID of this trigger."""
    type: Literal["sequence"] = "sequence"


@define(kw_only=True, eq=False, repr=False)
class SuspendFlowRun(ResponseModel):
    """Suspend a flow run associated with the trigger."""

    type: Literal["suspend-flow-run"] = "suspend-flow-run"

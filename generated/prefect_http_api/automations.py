# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""Automations: one function for each operation, which returns the call of it and does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operations
from ._call import Call

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from .models import Automation
    from .requests import (
        AutomationCreate,
        AutomationPartialUpdate,
        AutomationUpdate,
        CountAutomationsBody,
        ReadAutomationsBody,
        ValidateTemplateBody,
        ValidateTemplateTemplatesValidatePostBody,
    )


def create_automation(**body: Unpack[AutomationCreate]) -> Call[Automation]:
    """Create an automation.

    For more information, see https://docs.prefect.io/v3/concepts/automations.

    ``POST /automations/`` answers 201.
    """
    return Call(operations.AUTOMATIONS_CREATE_AUTOMATION, body=body)


def count_automations(**body: Unpack[CountAutomationsBody]) -> Call[int]:
    """Count automations.

    ``POST /automations/count`` answers 200.
    """
    return Call(operations.AUTOMATIONS_COUNT_AUTOMATIONS, body=body)


def read_automations(**body: Unpack[ReadAutomationsBody]) -> Call[list[Automation]]:
    """Read automations.

    ``POST /automations/filter`` answers 200.
    """
    return Call(operations.AUTOMATIONS_READ_AUTOMATIONS, body=body)


def delete_automations_owned_by_resource(resource_id: str, /) -> Call[None]:
    """Delete automations owned by resource.

    ``DELETE /automations/owned-by/{resource_id}`` answers 202.
    """
    return Call(operations.AUTOMATIONS_DELETE_AUTOMATIONS_OWNED_BY_RESOURCE, resource_id)


def read_automations_related_to_resource(resource_id: str, /) -> Call[list[Automation]]:
    """Read automations related to resource.

    ``GET /automations/related-to/{resource_id}`` answers 200.
    """
    return Call(operations.AUTOMATIONS_READ_AUTOMATIONS_RELATED_TO_RESOURCE, resource_id)


def validate_template(template: ValidateTemplateBody | None = None, /) -> Call[None]:
    """Validate template.

    ``POST /automations/templates/validate`` answers 204.
    """
    return Call(operations.AUTOMATIONS_VALIDATE_TEMPLATE, body=template)


def read_automation(id: UUID | str, /) -> Call[Automation]:
    """Read automation.

    ``GET /automations/{id}`` answers 200.
    """
    return Call(operations.AUTOMATIONS_READ_AUTOMATION, id)


def update_automation(id: UUID | str, /, **body: Unpack[AutomationUpdate]) -> Call[None]:
    """Update automation.

    ``PUT /automations/{id}`` answers 204.
    """
    return Call(operations.AUTOMATIONS_UPDATE_AUTOMATION, id, body=body)


def delete_automation(id: UUID | str, /) -> Call[None]:
    """Delete automation.

    ``DELETE /automations/{id}`` answers 204.
    """
    return Call(operations.AUTOMATIONS_DELETE_AUTOMATION, id)


def patch_automation(id: UUID | str, /, **body: Unpack[AutomationPartialUpdate]) -> Call[None]:
    """Patch automation.

    ``PATCH /automations/{id}`` answers 204.
    """
    return Call(operations.AUTOMATIONS_PATCH_AUTOMATION, id, body=body)


def validate_template_templates_validate_post(
    template: ValidateTemplateTemplatesValidatePostBody | None = None, /
) -> Call[None]:
    """Validate template.

    ``POST /templates/validate`` answers 204.
    """
    return Call(operations.AUTOMATIONS_VALIDATE_TEMPLATE_TEMPLATES_VALIDATE_POST, body=template)

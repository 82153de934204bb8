# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Automations: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "count_automations",
    "create_automation",
    "delete_automation",
    "delete_automations_owned_by_resource",
    "patch_automation",
    "read_automation",
    "read_automations",
    "read_automations_related_to_resource",
    "update_automation",
    "validate_template",
    "validate_template_legacy",
]


def create_automation(**body: Unpack[requests.AutomationCreate]) -> Call[models.Automation]:
    """Create an automation.

    For more information, see https://www.prefect.io/docs/v3/concepts/automations.

    Success status: 201.

    API: ``POST /automations/``.
    """
    return Call(operations.AUTOMATIONS_CREATE_AUTOMATION, body=body)


def count_automations(**body: Unpack[requests.CountAutomationsBody]) -> Call[int]:
    """Count automations.

    Success status: 200.

    API: ``POST /automations/count``.
    """
    return Call(operations.AUTOMATIONS_COUNT_AUTOMATIONS, body=body)


def read_automations(**body: Unpack[requests.ReadAutomationsBody]) -> Call[list[models.Automation]]:
    """Read automations.

    Success status: 200.

    API: ``POST /automations/filter``.
    """
    return Call(operations.AUTOMATIONS_READ_AUTOMATIONS, body=body)


def delete_automations_owned_by_resource(resource_id: str, /) -> Call[None]:
    """Delete the automations that a resource owns.

    Success status: 202.

    API: ``DELETE /automations/owned-by/{resource_id}``.
    """
    return Call(operations.AUTOMATIONS_DELETE_AUTOMATIONS_OWNED_BY_RESOURCE, resource_id)


def read_automations_related_to_resource(resource_id: str, /) -> Call[list[models.Automation]]:
    """Read the automations that are related to a resource.

    Success status: 200.

    API: ``GET /automations/related-to/{resource_id}``.
    """
    return Call(operations.AUTOMATIONS_READ_AUTOMATIONS_RELATED_TO_RESOURCE, resource_id)


def validate_template(template: requests.ValidateTemplateBody | None = None, /) -> Call[None]:
    """Validate a template of an automation's action.

    Success status: 204.

    API: ``POST /automations/templates/validate``.
    """
    return Call(operations.AUTOMATIONS_VALIDATE_TEMPLATE, body=template)


def read_automation(id: UUID | str, /) -> Call[models.Automation]:
    """Read an automation.

    Success status: 200.

    API: ``GET /automations/{id}``.
    """
    return Call(operations.AUTOMATIONS_READ_AUTOMATION, id)


def update_automation(id: UUID | str, /, **body: Unpack[requests.AutomationUpdate]) -> Call[None]:
    """Replace an automation.

    Success status: 204.

    API: ``PUT /automations/{id}``.
    """
    return Call(operations.AUTOMATIONS_UPDATE_AUTOMATION, id, body=body)


def delete_automation(id: UUID | str, /) -> Call[None]:
    """Delete an automation.

    Success status: 204.

    API: ``DELETE /automations/{id}``.
    """
    return Call(operations.AUTOMATIONS_DELETE_AUTOMATION, id)


def patch_automation(id: UUID | str, /, **body: Unpack[requests.AutomationPartialUpdate]) -> Call[None]:
    """Enable or disable an automation.

    Success status: 204.

    API: ``PATCH /automations/{id}``.
    """
    return Call(operations.AUTOMATIONS_PATCH_AUTOMATION, id, body=body)


def validate_template_legacy(template: requests.ValidateTemplateLegacyBody | None = None, /) -> Call[None]:
    """Validate a template of an automation's action.

    Success status: 204.

    API: ``POST /templates/validate``.
    """
    return Call(operations.AUTOMATIONS_VALIDATE_TEMPLATE_LEGACY, body=template)


def __dir__() -> list[str]:
    return __all__

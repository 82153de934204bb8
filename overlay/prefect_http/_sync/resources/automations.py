# Generated from _async/resources/automations.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Automations: get, list, count, create, replace, delete, pause and resume."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from prefect_http import models
from prefect_http._domain import filters as grammars
from prefect_http._domain.event_filters import resource_in_path
from prefect_http._domain.references import AUTOMATION
from prefect_http._http.server_features import AUTOMATION_COUNT_FILTER_SINCE, is_older
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http_api import automations as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class Automations(Resource):
    """Automations: get, list, count, create, replace, delete, pause and resume.

    An automation starts actions when a trigger fires. Automations are referenced by ID, because their names are not
    unique. To find one by name, use `list`.
    """

    def get(self, automation_id: references.Automation) -> models.Automation:
        """Get an automation by ID.

        Args:
            automation_id: ID of the automation.

        Raises:
            NotFoundError: The automation does not exist.
            ArgumentError: *automation_id* is not a valid UUID.

        API: ``GET /automations/{id}``.
        """
        return self._connection.send(api.read_automation(AUTOMATION.parse(automation_id)))

    def list(
        self,
        *,
        limit: int | None = None,
        sort: requests.AutomationSort = "CREATED_DESC",
        **filters: Unpack[filters.Automations],
    ) -> Listing[models.Automation]:
        """List automations, newest first.

        Pages are fetched lazily. An automation that exists throughout the listing is listed exactly once. Exceptions:

        - When sorted by name, an automation that is renamed in the meantime may be missed.
        - With ``"UPDATED_DESC"``, an automation that is updated in the meantime may be missed.

        Args:
            limit: Maximum number of automations. Default: no limit.
            sort: Order of the automations. Default: newest first.
            **filters: Keywords of `prefect_http.filters.Automations`: ``id``, ``name``, ``tags`` and ``where``.
                Default: all automations.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /automations/filter``.
        """

        def paging(where: requests.ReadAutomationsBody) -> Paging[models.Automation]:
            body: requests.ReadAutomationsBody = {**where, "sort": sort}
            return Paging(sorted_cursor(sort), lambda window: api.read_automations(**paged(body, window)))

        return Listing(self._connection, grammars.AUTOMATIONS.parse(filters), paging, limit=limit)

    def list_related(self, resource: references.Resource) -> builtins.list[models.Automation]:
        """Return all automations that are related to a resource: owned by it, or with an action on it.

        Args:
            resource: Model of the resource, or its ID in events, such as ``"prefect.deployment.<id>"``. An unknown
                resource has no automations. Automations that are only triggered by its events are not related to it.

        Raises:
            ArgumentError: *resource* is empty, contains a slash, or is neither a model nor a string.

        API: ``GET /automations/related-to/{resource_id}``.
        """
        return self._connection.send(api.read_automations_related_to_resource(resource_in_path(resource)))

    def first(
        self, *, sort: requests.AutomationSort = "CREATED_DESC", **filters: Unpack[filters.Automations]
    ) -> models.Automation | None:
        """Return the first of the automations that `list` would list, or None if none matches.

        Args:
            sort: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /automations/filter``.
        """
        return self.list(sort=sort, **filters).first()

    def count(self, **filters: Unpack[filters.Automations]) -> int:
        """Count automations. Without filters, all automations are counted.

        Servers before 3.8.8 and Prefect Cloud ignore filters. With a filter, the client therefore requests the server's
        version first, except on Prefect Cloud. If the filter would be ignored, it lists the automations.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the automations are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /automations/count``.
        """
        query = grammars.AUTOMATIONS.parse(filters)
        is_counted = not (query.is_empty or query.patterns) and (
            not query.body or (self._connection.cloud_url is None and not self._is_filter_ignored())
        )
        if is_counted:
            return self._connection.send(api.count_automations(**query.body))
        return self.list(**filters).count()

    def _is_filter_ignored(self) -> bool:
        # Imported late: packages generated from Prefect Cloud's document lack this module.
        from prefect_http_api.admin import read_version

        return is_older(self._connection.send(read_version()), AUTOMATION_COUNT_FILTER_SINCE)

    def create(self, **automation: Unpack[requests.AutomationCreate]) -> models.Automation:
        """Create an automation and return it. It is enabled by default, and its name need not be unique.

        Args:
            **automation: Fields of the automation. Required: ``name``, ``trigger`` and ``actions``. Optional:
                ``description``, ``tags``, ``actions_on_trigger``, ``actions_on_resolve``, ``owner_resource`` (default:
                none) and ``enabled`` (default: True).

        Raises:
            ValidationError: A value is invalid.
            ArgumentError: A key of a trigger or an action is unknown, or an event trigger would match every event. To
                match every event, use ``"expect": ["*"]``.

        API: ``POST /automations/``.
        """
        return self._connection.send(api.create_automation(**automation))

    def replace(self, automation_id: references.Automation, /, **automation: Unpack[requests.AutomationUpdate]) -> None:
        """Replace the name, trigger and actions of an automation.

        Args:
            automation_id: ID of the automation.
            **automation: Fields of the automation. Required: ``name``, ``trigger`` and ``actions``. Optional:
                ``description``, ``tags``, ``actions_on_trigger``, ``actions_on_resolve`` and ``enabled`` (default:
                unchanged).

        Raises:
            NotFoundError: The automation does not exist.
            ValidationError: A value is invalid or missing.
            ArgumentError: *automation_id* is not a valid UUID, or a trigger or an action is rejected as in `create`.

        API: ``PUT /automations/{id}``.
        """
        self._connection.send(api.update_automation(AUTOMATION.parse(automation_id), **automation))

    def pause(self, automation_id: references.Automation) -> None:
        """Pause an automation by disabling it.

        Args:
            automation_id: ID of the automation.

        Raises:
            NotFoundError: The automation does not exist.
            ArgumentError: *automation_id* is not a valid UUID.

        API: ``PATCH /automations/{id}``.
        """
        self._connection.send(api.patch_automation(AUTOMATION.parse(automation_id), enabled=False))

    def resume(self, automation_id: references.Automation) -> None:
        """Resume an automation by enabling it.

        Args:
            automation_id: ID of the automation.

        Raises:
            NotFoundError: The automation does not exist.
            ArgumentError: *automation_id* is not a valid UUID.

        API: ``PATCH /automations/{id}``.
        """
        self._connection.send(api.patch_automation(AUTOMATION.parse(automation_id), enabled=True))

    def delete(self, automation_id: references.Automation) -> None:
        """Delete an automation.

        Args:
            automation_id: ID of the automation.

        Raises:
            NotFoundError: The automation does not exist.
            ArgumentError: *automation_id* is not a valid UUID.

        API: ``DELETE /automations/{id}``.
        """
        self._connection.send(api.delete_automation(AUTOMATION.parse(automation_id)))

    def delete_owned(self, resource: references.Resource) -> None:
        """Delete all automations that a resource owns, such as those in the ``triggers`` of a deployment.

        Args:
            resource: Model of the resource, or its ID in events, such as ``"prefect.deployment.<id>"``. It is the
                ``owner_resource`` with which the automations were created.

        Raises:
            ArgumentError: *resource* is empty, contains a slash, or is neither a model nor a string.

        API: ``DELETE /automations/owned-by/{resource_id}``.
        """
        self._connection.send(api.delete_automations_owned_by_resource(resource_in_path(resource)))

"""Automations."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.references import parse_automation
from prefect_http._http.server_features import AUTOMATION_COUNT_FILTER_SINCE, is_older
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._utils import given
from prefect_http_api import automations as api
from prefect_http_api.admin import read_version

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from prefect_http._pagination.cursors import Window
    from prefect_http.models import Automation
    from prefect_http_api import Call
    from prefect_http_api.requests import (
        AutomationCreate,
        AutomationFilter,
        AutomationSort,
        AutomationUpdate,
        CountAutomationsBody,
        ReadAutomationsBody,
    )


class AsyncAutomations(AsyncResource):
    """Automations: what happens when something happens.

    An automation is named by its id, since several may have one name; ``list`` finds those of a name.
    """

    async def get(self, automation_id: UUID | str) -> Automation:
        """Return the automation with this id (``GET /automations/{id}``).

        Raises:
            NotFoundError: there is none.
            ArgumentError: *automation_id* is a text that is no id.
        """
        return await self._connection.send(api.read_automation(parse_automation(automation_id)))

    def list(
        self, *, automations: AutomationFilter | None = None, sort: AutomationSort = "CREATED_DESC"
    ) -> AsyncListing[Automation]:
        """Return all automations that match, newest first (``POST /automations/filter``).

        Those of a name are ``automations={"name": {"any_": ["a name"]}}``.

        Pages go by position. Each automation comes once, and none is missed that was there before the listing began
        and is there at its end. That cannot be promised by name when one is renamed meanwhile, nor for
        ``UPDATED_DESC`` when one is changed.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast("ReadAutomationsBody", given(automations=automations, sort=sort))

        def page(window: Window) -> Call[list[Automation]]:
            return api.read_automations(**paged(body, window))

        return AsyncListing(self._connection, lambda: sorted_cursor(sort), page)

    async def count(self, *, automations: AutomationFilter | None = None) -> int:
        """Return how many automations match (``POST /automations/count``).

        Servers of 3.7.0 and before would ignore the filter: there, those that ``list`` gives are counted. So with a
        filter the server is asked for its version first.

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        if automations is not None and is_older(
            await self._connection.send(read_version()), AUTOMATION_COUNT_FILTER_SINCE
        ):
            return len([found.id async for found in self.list(automations=automations)])
        body = cast("CountAutomationsBody", given(automations=automations))
        return await self._connection.send(api.count_automations(**body))

    async def create(self, **automation: Unpack[AutomationCreate]) -> Automation:
        """Create an automation, and return it; it is enabled unless it says otherwise (``POST /automations/``).

        Another one of the same name is no hindrance.

        Raises:
            ValidationError: a value cannot be.
        """
        return await self._connection.send(api.create_automation(**automation))

    async def replace(self, automation_id: UUID | str, /, **automation: Unpack[AutomationUpdate]) -> None:
        """Give an automation another name, trigger and actions, all three of them (``PUT /automations/{id}``).

        Of the rest, such as ``description``, ``tags`` and ``enabled``, the server keeps what is not given.

        Raises:
            NotFoundError: there is no such automation.
            ValidationError: a value cannot be, or one is missing.
            ArgumentError: *automation_id* is a text that is no id.
        """
        await self._connection.send(api.update_automation(parse_automation(automation_id), **automation))

    async def pause(self, automation_id: UUID | str) -> None:
        """Have the automation do nothing until it is resumed: it is not enabled (``PATCH /automations/{id}``).

        Raises:
            NotFoundError: there is no such automation.
            ArgumentError: *automation_id* is a text that is no id.
        """
        await self._connection.send(api.patch_automation(parse_automation(automation_id), enabled=False))

    async def resume(self, automation_id: UUID | str) -> None:
        """Enable the automation (``PATCH /automations/{id}``).

        Raises:
            NotFoundError: there is no such automation.
            ArgumentError: *automation_id* is a text that is no id.
        """
        await self._connection.send(api.patch_automation(parse_automation(automation_id), enabled=True))

    async def delete(self, automation_id: UUID | str) -> None:
        """Delete the automation with this id (``DELETE /automations/{id}``).

        Raises:
            NotFoundError: there is none.
            ArgumentError: *automation_id* is a text that is no id.
        """
        await self._connection.send(api.delete_automation(parse_automation(automation_id)))

"""Workspaces of Prefect Cloud: those that an API key can access, and the one that a name refers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from msgspec import Struct

from prefect_http._utils import close_matches, quote
from prefect_http.errors import ConfigurationError

_MAX_LISTED: Final = 5
"""Workspaces to list in an error message."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Workspace:
    """Workspace of Prefect Cloud that an API key can access. As a string, it is ``"account/workspace"``, by handles.

    Attributes:
        id: ID of the workspace.
        handle: Handle of the workspace, unique in the account.
        name: Name of the workspace.
        account_id: ID of the account.
        account_handle: Handle of the account.
        account_name: Name of the account.
        api_url: URL of the workspace's API.
    """

    id: UUID
    handle: str
    name: str
    account_id: UUID
    account_handle: str
    account_name: str
    api_url: str

    def __str__(self) -> str:
        return f"{self.account_handle or self.account_id}/{self.handle or self.id}"

    def __repr__(self) -> str:
        return f"<Workspace {self}>"


class WorkspaceRow(Struct, frozen=True):
    """Item of the response to ``GET /me/workspaces``."""

    account_id: UUID
    workspace_id: UUID
    account_handle: str = ""
    account_name: str = ""
    workspace_handle: str = ""
    workspace_name: str = ""


def from_rows(rows: Sequence[WorkspaceRow], cloud_url: str | None) -> list[Workspace]:
    """Return the workspaces in *rows*, sorted by handles, whose API is below *cloud_url*."""
    workspaces = [
        Workspace(
            id=row.workspace_id,
            handle=row.workspace_handle,
            name=row.workspace_name,
            account_id=row.account_id,
            account_handle=row.account_handle,
            account_name=row.account_name,
            api_url=f"{cloud_url}/accounts/{row.account_id}/workspaces/{row.workspace_id}",
        )
        for row in rows
    ]
    return sorted(workspaces, key=str)


def find_workspace(wanted: str, workspaces: Sequence[Workspace]) -> Workspace:
    """Return the workspace that *wanted* refers to: ``account/workspace``, or only the workspace. Either may be an ID.

    Raises:
        ConfigurationError: No workspace matches, or several do.
    """
    account, _, name = wanted.rpartition("/")
    found = [
        workspace
        for workspace in workspaces
        if name.lower() in {workspace.handle.lower(), str(workspace.id)}
        and account.lower() in {"", workspace.account_handle.lower(), str(workspace.account_id)}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigurationError(f"workspace {quote(wanted)} is ambiguous: use {_alternatives(found)}")
    typed = {workspace: str(workspace) if account else workspace.handle for workspace in workspaces}
    closest = close_matches(wanted, typed.values())[:1]
    similar = [workspace for workspace in workspaces if typed[workspace] in closest]
    suggestion = f" (did you mean {_alternatives(similar)}?)" if similar else ""
    raise ConfigurationError(
        f"workspace {quote(wanted)} not found{suggestion}: the API key has access to {_listed(workspaces)}"
    )


def _alternatives(workspaces: Sequence[Workspace]) -> str:
    return " or ".join(repr(str(workspace)) for workspace in workspaces)


def _listed(workspaces: Sequence[Workspace]) -> str:
    if not workspaces:
        return "no workspace"
    rest = len(workspaces) - _MAX_LISTED
    listed = ", ".join(map(str, workspaces[:_MAX_LISTED]))
    return f"{listed} and {rest} more" if rest > 0 else listed

"""Accounts, workspaces and the user of the API key: the API above the workspace (C1)."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

_TIME = "2026-01-31T08:00:00Z"


def identify(kind: str, name: str) -> str:
    """Return the ID of an object, which is the same in all stand-ins."""
    return str(uuid5(NAMESPACE_URL, f"{kind}/{name}"))


@dataclass(frozen=True)
class Workspace:
    """A workspace that the API key can reach."""

    account_handle: str
    handle: str

    @classmethod
    def parse(cls, name: str) -> "Workspace":
        """Parse ``account/workspace``."""
        return cls(*name.split("/"))

    @property
    def account_id(self) -> str:
        """ID of the account."""
        return identify("account", self.account_handle)

    @property
    def id(self) -> str:
        """ID of the workspace."""
        return identify("workspace", f"{self.account_handle}/{self.handle}")

    @property
    def path(self) -> str:
        """Path below the API of Cloud."""
        return f"/accounts/{self.account_id}/workspaces/{self.id}"


def respond(operation: str, workspaces: tuple[Workspace, ...]) -> Any:
    """Return the response to an operation above the workspace, or None if it does not exist."""
    accounts = {each.account_id: each.account_handle for each in workspaces}
    match operation:
        case "GET /me/":
            return _user()
        case "GET /me/workspaces":
            return [_reachable(each) for each in workspaces]
        case "GET /me/accounts":
            return [_membership(handle) for handle in accounts.values()]
    of_account = re.fullmatch(r"(?P<verb>GET|POST) /accounts/(?P<id>[^/]+)(?P<rest>/.*)?", operation)
    if of_account is None or of_account["id"] not in accounts:
        return None
    account, rest = of_account["id"], of_account["rest"]
    if of_account["verb"] == "POST":
        mine = [each for each in workspaces if each.account_id == account]
        return [_workspace(each) for each in mine] if rest == "/workspaces/filter" else None
    if rest is None:
        return _account(accounts[account])
    found = [each for each in workspaces if operation == f"GET {each.path}"]
    return _workspace(found[0]) if found else None


def _user() -> dict[str, Any]:
    return {
        "id": identify("user", "marvin"),
        "email": "marvin@acme.test",
        "first_name": "Marvin",
        "last_name": "Paranoid",
        "handle": "marvin",
        "location": None,
        "personal_account_id": None,
        "settings": {"feature_previews": [], "tutorial_completed": False},
    }


def _reachable(workspace: Workspace) -> dict[str, Any]:
    return {
        "account_id": workspace.account_id,
        "account_name": workspace.account_handle.title(),
        "account_handle": workspace.account_handle,
        "workspace_id": workspace.id,
        "workspace_name": workspace.handle.title(),
        "workspace_description": "",
        "workspace_handle": workspace.handle,
    }


def _membership(handle: str) -> dict[str, Any]:
    return {
        "account_id": identify("account", handle),
        "account_name": handle.title(),
        "account_handle": handle,
        "account_membership_id": identify("membership", handle),
        "account_role_name": "Admin",
        "account_plan_type": "ORGANIZATION",
        "account_plan_tier": "PRO",
        "account_plan_features": [],
    }


def _account(handle: str) -> dict[str, Any]:
    return {
        "id": identify("account", handle),
        "created": _TIME,
        "updated": _TIME,
        "name": handle.title(),
        "handle": handle,
        "plan_type": "ORGANIZATION",
        "plan_tier": "PRO",
        "run_retention_days": 30,
        "audit_log_retention_days": 30,
        "automations_limit": 100,
        "work_pool_limit": None,
        "mex_work_pool_limit": 1,
        "sso_state": "DISABLED",
        "scim_state": "DISABLED",
        "status": "ACTIVE",
        "features": [],
    }


def _workspace(workspace: Workspace) -> dict[str, Any]:
    return {
        "id": workspace.id,
        "created": _TIME,
        "updated": _TIME,
        "account_id": workspace.account_id,
        "name": workspace.handle.title(),
        "handle": workspace.handle,
        "description": "",
        "is_public": False,
        "default_workspace_role_id": None,
    }

"""Prefect Cloud: how the contract check names it, and which operations it does not expect there."""

from __future__ import annotations

from typing import Final

from prefect_http._http.cloud import ABOVE_WORKSPACE, MISSING

CLOUD: Final = "Cloud"
"""Version of Prefect Cloud's document, which declares no Prefect version."""

LACKING: Final = MISSING | ABOVE_WORKSPACE
"""Names of the operations that a workspace lacks by design."""

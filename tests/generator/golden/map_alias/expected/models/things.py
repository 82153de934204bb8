# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 f7cb9b786d723c7c) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""What the API answers about things."""

from __future__ import annotations

from typing import TypeAlias

Labels: TypeAlias = dict[str, int | str | None]
"""Values by name."""

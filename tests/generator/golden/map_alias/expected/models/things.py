# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 f7cb9b786d723c7c) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from typing import TypeAlias

Labels: TypeAlias = dict[str, int | str | None]
"""Values by name."""

# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b93b23613c8a973f) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from attrs import define

from .._models import ResponseModel


@define(kw_only=True, eq=False, repr=False)
class Thing(ResponseModel):
    """A thing."""

    name: str
    wait: float
    """In seconds."""

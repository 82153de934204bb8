"""Names and ids: what a person writes for a thing, and what the API wants."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from uuid import UUID

from prefect_http.errors import ArgumentError

# Names of variables and flows may consist of 32 hexadecimal digits, as a digest does: an id is told by its hyphens.
_HYPHENATED: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class DeploymentName(NamedTuple):
    """A deployment's full name: names of deployments are unique within their flow only."""

    flow: str
    deployment: str

    def __str__(self) -> str:
        return f"{self.flow}/{self.deployment}"


def parse_deployment(reference: str | UUID) -> DeploymentName | UUID:
    """Return what *reference* means: ``"flow/deployment"``, or an id as ``UUID`` or as text.

    Raises:
        ArgumentError: it is neither.
    """
    if isinstance(reference, UUID):
        return reference
    # The server allows no slash in names, so there is one way only to read this.
    match reference.split("/"):
        case [flow, deployment] if flow and deployment:
            return DeploymentName(flow, deployment)
        case _:
            return _parse_id(reference, 'a deployment is written as "flow/deployment", or as its id')


def parse_flow(reference: str | UUID) -> str | UUID:
    """Return what *reference* means: a flow's name, or an id as ``UUID`` or as text.

    Raises:
        ArgumentError: it is empty, or has a slash, which no name of a flow has.
    """
    if isinstance(reference, UUID):
        return reference
    if _HYPHENATED.fullmatch(reference):
        return UUID(reference)
    rule = "a flow is written as its name, or as its id"
    if "/" in reference:
        raise ArgumentError(f"{reference!r} names nothing: {rule}")
    return parse_name(reference, rule)


def parse_schedule(reference: str | UUID) -> UUID:
    """Return *reference*, an id as ``UUID`` or as text, as an id.

    Raises:
        ArgumentError: it is none.
    """
    if isinstance(reference, UUID):
        return reference
    return _parse_id(reference, "a schedule is named by its id, as schedules.list(deployment) tells it")


def parse_flow_run(reference: str | UUID) -> UUID:
    """Return *reference*, an id as ``UUID`` or as text, as an id.

    Raises:
        ArgumentError: it is none.
    """
    if isinstance(reference, UUID):
        return reference
    return _parse_id(reference, "a flow run is named by its id, since names of flow runs are not unique")


def parse_artifact(reference: str | UUID) -> UUID:
    """Return *reference*, an id as ``UUID`` or as text, as an id.

    Raises:
        ArgumentError: it is none.
    """
    if isinstance(reference, UUID):
        return reference
    return _parse_id(reference, "an artifact is named by its id; the latest one of a key is artifacts.latest(key)")


def parse_saved_search(reference: str | UUID) -> UUID:
    """Return *reference*, an id as ``UUID`` or as text, as an id.

    Raises:
        ArgumentError: it is none.
    """
    if isinstance(reference, UUID):
        return reference
    return _parse_id(reference, "a saved search is named by its id")


def parse_variable(reference: str | UUID) -> UUID | str:
    """Return what *reference* means: an id, as ``UUID`` or as text with its hyphens, or else a name.

    Raises:
        ArgumentError: it is no name either.
    """
    if isinstance(reference, UUID):
        return reference
    if _HYPHENATED.fullmatch(reference):
        return UUID(reference)
    return parse_name(reference, "a variable is named by its name or its id")


def parse_name(text: str, rule: str) -> str:
    """Return *text*, if it can be a part of a path.

    Raises:
        ArgumentError: it is empty, or would name another resource; the message ends with *rule*.
    """
    if text in {"", ".", ".."}:
        raise ArgumentError(f"{text!r} names nothing: {rule}")
    return text


def _parse_id(text: str, rule: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ArgumentError(f"{text!r} names nothing: {rule}") from None

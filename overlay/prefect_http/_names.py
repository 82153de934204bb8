"""Names and ids: what a person writes for a thing, and what the API wants."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from prefect_http.errors import ArgumentError


class DeploymentName(NamedTuple):
    """A deployment's full name: names of deployments are unique within their flow only."""

    flow: str
    deployment: str

    def __str__(self) -> str:
        return f"{self.flow}/{self.deployment}"


class WorkQueueName(NamedTuple):
    """A work queue's full name: names of queues are unique within their work pool only."""

    work_pool: str
    work_queue: str

    def __str__(self) -> str:
        return f"{self.work_pool}/{self.work_queue}"


class BlockDocumentName(NamedTuple):
    """A block document's full name: names of documents are unique within their block type only."""

    block_type_slug: str
    block_document: str

    def __str__(self) -> str:
        return f"{self.block_type_slug}/{self.block_document}"


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


def parse_flow_run(reference: str | UUID) -> UUID:
    """Return *reference*, an id as ``UUID`` or as text, as an id.

    Raises:
        ArgumentError: it is none.
    """
    if isinstance(reference, UUID):
        return reference
    return _parse_id(reference, "a flow run is named by its id, since names of flow runs are not unique")


def parse_work_queue(reference: str | UUID) -> WorkQueueName | UUID:
    """Return what *reference* means: ``"pool/queue"``, or an id as ``UUID`` or as text.

    Raises:
        ArgumentError: it is neither.
    """
    if isinstance(reference, UUID):
        return reference
    match reference.split("/"):
        case [work_pool, work_queue] if work_pool and work_queue:
            return WorkQueueName(work_pool, work_queue)
        case _:
            rule = 'a work queue is written as "pool/queue", or as its id: names are unique within their pool only'
            return _parse_id(reference, rule)


def parse_block_document(reference: str | UUID) -> BlockDocumentName | UUID:
    """Return what *reference* means: ``"type-slug/name"``, or an id as ``UUID`` or as text.

    Raises:
        ArgumentError: it is neither.
    """
    if isinstance(reference, UUID):
        return reference
    match reference.split("/"):
        case [block_type_slug, block_document] if block_type_slug and block_document:
            return BlockDocumentName(block_type_slug, block_document)
        case _:
            return _parse_id(reference, 'a block document is written as "type-slug/name", or as its id')


def parse_block_schema(reference: str | UUID) -> UUID:
    """Return *reference*, an id as ``UUID`` or as text, as an id.

    Raises:
        ArgumentError: it is none.
    """
    if isinstance(reference, UUID):
        return reference
    return _parse_id(reference, "this takes a block schema's id, since schemas of several versions share a checksum")


def parse_automation(reference: str | UUID) -> UUID:
    """Return *reference*, an id as ``UUID`` or as text, as an id.

    Raises:
        ArgumentError: it is none.
    """
    if isinstance(reference, UUID):
        return reference
    return _parse_id(reference, "an automation is named by its id, since names of automations are not unique")


def parse_name_or_id(reference: str | UUID) -> str | UUID:
    """Return *reference* as an id if it is one, as ``UUID`` or as text; else it is the name that it was."""
    if isinstance(reference, UUID):
        return reference
    try:
        return UUID(reference)
    except ValueError:
        return reference


def check_work_queue_name(name: str) -> None:
    """Make sure that a work queue can bear *name*.

    Raises:
        ArgumentError: it is empty, or has a character that the server bans.
    """
    banned = [character for character in "/%&><" if character in name]
    if banned or not name:
        what = f"has {banned[0]!r} in it" if banned else "is empty"
        raise ArgumentError(
            f"{name!r} {what}, which no name of a work queue may have: a change to it is accepted, "
            "and then every listing with this queue in it fails"
        )


def _parse_id(text: str, rule: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ArgumentError(f"{text!r} names nothing: {rule}") from None

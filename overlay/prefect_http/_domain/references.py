"""Names and ids: what a person writes for a thing, and what the API wants.

Every ``parse_`` function takes what a person wrote, raises an ``ArgumentError`` when that can name nothing, and
returns an id, a name, or either, as its type says. An id may be written as ``UUID`` or as text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from uuid import UUID

from prefect_http.errors import ArgumentError

# A name may consist of 32 hexadecimal digits, as a digest does: an id is told by its hyphens.
_HYPHENATED: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_HALF_A_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")

_BANNED_IN_WORK_QUEUES: Final = "/%&><"


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
    """Return what names a deployment: ``"flow/deployment"``, or an id."""
    if (parts := _halves(reference)) is not None:
        return DeploymentName(*parts)
    return _parse_id(reference, 'a deployment is written as "flow/deployment", or as its id')


def parse_work_queue(reference: str | UUID) -> WorkQueueName | UUID:
    """Return what names a work queue: ``"pool/queue"``, or an id."""
    if (parts := _halves(reference)) is not None:
        return WorkQueueName(*parts)
    rule = 'a work queue is written as "pool/queue", or as its id: names are unique within their pool only'
    return _parse_id(reference, rule)


def parse_block_document(reference: str | UUID) -> BlockDocumentName | UUID:
    """Return what names a block document: ``"type-slug/name"``, or an id."""
    if (parts := _halves(reference)) is not None:
        return BlockDocumentName(*parts)
    return _parse_id(reference, 'a block document is written as "type-slug/name", or as its id')


def parse_flow(reference: str | UUID) -> str | UUID:
    """Return what names a flow: its name, or an id."""
    rule = "a flow is written as its name, or as its id"
    if isinstance(reference, str) and "/" in reference:
        raise _names_nothing(reference, rule)
    return _parse_name_or_id(reference, rule)


def parse_work_pool(reference: str) -> str:
    """Return what names a work pool, which is its name alone."""
    return parse_name(reference, "a work pool is written as its name")


def parse_worker(reference: str) -> str:
    """Return what names a worker of a work pool, which is its name alone."""
    return parse_name(reference, "a worker is written as its name")


def parse_variable(reference: str | UUID) -> str | UUID:
    """Return what names a variable: its name, or an id."""
    return _parse_name_or_id(reference, "a variable is written as its name, or as its id")


def parse_concurrency_limit(reference: str | UUID) -> str | UUID:
    """Return what names a global concurrency limit: its name, or an id."""
    return _parse_name_or_id(reference, "a concurrency limit is written as its name, or as its id")


def parse_block_type(reference: str | UUID) -> str | UUID:
    """Return what names a block type: its slug, or an id."""
    return _parse_name_or_id(reference, "a block type is written as its slug, or as its id")


def parse_checksum_or_id(reference: str | UUID) -> str | UUID:
    """Return what names a block schema to look at: its checksum, or an id."""
    return _parse_name_or_id(reference, "a block schema is written as its checksum, or as its id")


def parse_block_schema(reference: str | UUID) -> UUID:
    """Return what names one block schema."""
    return _parse_id(reference, "this takes a block schema's id, since schemas of several versions share a checksum")


def parse_flow_run(reference: str | UUID) -> UUID:
    """Return what names a flow run."""
    return _parse_id(reference, "a flow run is named by its id, since names of flow runs are not unique")


def parse_task_run(reference: str | UUID) -> UUID:
    """Return what names a task run."""
    return _parse_id(reference, "a task run is named by its id, since names of task runs are not unique")


def parse_schedule(reference: str | UUID) -> UUID:
    """Return what names a schedule."""
    return _parse_id(reference, "a schedule is named by its id, as schedules.list(deployment) tells it")


def parse_automation(reference: str | UUID) -> UUID:
    """Return what names an automation."""
    return _parse_id(reference, "an automation is named by its id, since names of automations are not unique")


def parse_artifact(reference: str | UUID) -> UUID:
    """Return what names an artifact."""
    return _parse_id(reference, "an artifact is named by its id; the latest one of a key is artifacts.latest(key)")


def parse_saved_search(reference: str | UUID) -> UUID:
    """Return what names a saved search."""
    return _parse_id(reference, "a saved search is named by its id")


def parse_lease(reference: str | UUID) -> UUID:
    """Return what names a lease of concurrency slots."""
    return _parse_id(reference, "a lease is named by its id, as increment_with_lease tells it")


def parse_name(text: str, rule: str) -> str:
    """Return *text*, which stands for itself in a path; what *rule* says is what an error ends with."""
    name = _text(text, rule)
    if not _fits_path(name):
        raise _names_nothing(name, rule)
    return name


def check_work_queue_name(name: str) -> None:
    """Make sure that a work queue can bear *name*.

    Raises:
        ArgumentError: it is empty, or has a character that the server bans.
    """
    banned = [character for character in _BANNED_IN_WORK_QUEUES if character in name]
    if banned or not name:
        what = f"has {banned[0]!r} in it" if banned else "is empty"
        raise ArgumentError(
            f"{name!r} {what}, which no name of a work queue may have: a change to it is accepted, "
            "and then every listing with this queue in it fails"
        )


def _halves(reference: str | UUID) -> tuple[str, str] | None:
    """Return the two names in ``"one/other"``; the server allows no slash in names, so there is one way to read it."""
    if not isinstance(reference, str):
        return None
    match reference.split("/"):
        case [one, other] if _fits_path(one) and _fits_path(other):
            return one, other
        case _:
            return None


def _parse_name_or_id(reference: str | UUID, rule: str) -> str | UUID:
    if isinstance(reference, UUID):
        return reference
    name = parse_name(reference, rule)
    return UUID(name) if _HYPHENATED.fullmatch(name) else name


def _parse_id(reference: str | UUID, rule: str) -> UUID:
    if isinstance(reference, UUID):
        return reference
    try:
        return UUID(_text(reference, rule))
    except ValueError:
        raise _names_nothing(reference, rule) from None


def _fits_path(name: str) -> bool:
    # Half of a surrogate pair has no bytes in UTF-8.
    return name not in {"", ".", ".."} and not _HALF_A_CHARACTER.search(name)


def _text(reference: object, rule: str) -> str:
    if not isinstance(reference, str):
        raise _names_nothing(reference, rule)
    return reference


def _names_nothing(reference: object, rule: str) -> ArgumentError:
    return ArgumentError(f"{reference!r} names nothing: {rule}")

"""References: parse names and IDs of resources."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from typing import Final, Generic, NamedTuple, TypeVar
from uuid import UUID

from prefect_http._utils import LONE_SURROGATE, quote
from prefect_http.errors import ArgumentError
from prefect_http_api import referenced

T = TypeVar("T")
Pair = TypeVar("Pair", bound=tuple[str, str])

# A name can consist of 32 hexadecimal digits, such as a digest, so only the hyphenated form is treated as an ID.
_HYPHENATED_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_BANNED_IN_WORK_QUEUES: Final = "/%&><"


class DeploymentName(NamedTuple):
    """Full name of a deployment. Deployment names are unique only within a flow."""

    flow: str
    deployment: str

    def __str__(self) -> str:
        return f"{self.flow}/{self.deployment}"


class WorkQueueName(NamedTuple):
    """Full name of a work queue. Work queue names are unique only within a work pool."""

    work_pool: str
    work_queue: str

    def __str__(self) -> str:
        return f"{self.work_pool}/{self.work_queue}"


class BlockDocumentName(NamedTuple):
    """Full name of a block document. Block document names are unique only within a block type."""

    block_type_slug: str
    block_document: str

    def __str__(self) -> str:
        return f"{self.block_type_slug}/{self.block_document}"


class ReferenceKind(NamedTuple, Generic[T]):
    """Kind of reference: the forms in which a resource can be named.

    Attributes:
        noun: Name of the resource, for error messages.
        expected: Accepted forms, for error messages.
        read: Function that returns the name or ID, or None if the reference is invalid.
        attribute: Attribute with the name or ID of a model that is passed in its place. Default: ``"id"``.
        model: Kind of that model, in snake case. Default: *noun*.
        holder: Attribute with the model, of another model that is passed in its place. Default: none.
        bulk: Example of a method that takes several, for error messages. Default: none.
    """

    noun: str
    expected: str
    read: Callable[[object], T | None]
    attribute: str = "id"
    model: str = ""
    holder: str = ""
    bulk: str = ""

    def parse(self, reference: object) -> T:
        """Parse *reference* and return the name or ID.

        Args:
            reference: Name or ID, or a model of the resource, from this package or another one.

        Raises:
            ArgumentError: *reference* has none of the accepted forms. The message contains only the type of an object.
        """
        if isinstance(reference, str | UUID):
            found = self.read(reference)
            quoted, got = f" {quote(reference)}", ""
        else:
            model = getattr(reference, self.holder, reference) if self.holder else reference
            found = self.read(referenced(model, self.model or self.noun.replace(" ", "_"), self.attribute))
            quoted, got = "", f", got {type(reference).__name__}{self._advice(reference)}"
        if found is None:
            raise ArgumentError(f"invalid {self.noun}{quoted}: expected {self.expected}{got}")
        return found

    def _advice(self, reference: object) -> str:
        """Return what to pass instead of an object that is not a reference, or an empty string."""
        from prefect_http._domain.outcomes import Outcome, Outcomes

        if isinstance(reference, Outcome):
            return ": use outcome.id, or outcomes.ids for all of them"
        if not self.bulk or not isinstance(reference, Iterable | AsyncIterable) or isinstance(reference, Mapping):
            return ""
        ids = " with outcomes.ids" if isinstance(reference, Outcomes) else ""
        return f": for several, use a method such as {self.bulk}{ids}"


def check_work_queue_name(name: str) -> None:
    """Check that the server accepts *name* for a work queue.

    Raises:
        ArgumentError: *name* is empty or contains a forbidden character.
    """
    banned = [character for character in _BANNED_IN_WORK_QUEUES if character in name]
    if banned or not name:
        rule = f"must not contain {banned[0]!r}" if banned else "must not be empty"
        raise ArgumentError(
            f"invalid work queue name {quote(name)}: {rule} (the server would accept the change, "
            "and every listing that includes this queue would fail)"
        )


def _id(reference: object) -> UUID | None:
    if isinstance(reference, UUID):
        return reference
    if not isinstance(reference, str):
        return None
    try:
        return UUID(reference)
    except ValueError:
        return None


def _name(reference: object) -> str | None:
    if not isinstance(reference, str) or reference in {"", ".", ".."}:
        return None
    return None if LONE_SURROGATE.search(reference) else reference


def _name_or_id(reference: object) -> str | UUID | None:
    name = _name(reference)
    return _id(reference) if name is None or _HYPHENATED_UUID.fullmatch(name) else name


def _flow(reference: object) -> str | UUID | None:
    found = _name_or_id(reference)
    return None if isinstance(found, str) and "/" in found else found


def _pair_or_id(pair: Callable[[str, str], Pair]) -> Callable[[object], Pair | UUID | None]:
    def read(reference: object) -> Pair | UUID | None:
        # Names cannot contain slashes, so there is only one way to split.
        names = [_name(part) for part in reference.split("/")] if isinstance(reference, str) else []
        match names:
            case [str(first), str(second)]:
                return pair(first, second)
            case _:
                return _id(reference)

    return read


ARTIFACT: Final[ReferenceKind[UUID]] = ReferenceKind(
    "artifact", "a UUID (for the latest artifact of a key, call artifacts.get_latest(key))", _id
)
ARTIFACT_KEY: Final[ReferenceKind[str]] = ReferenceKind(
    "artifact key", "a name of lowercase letters, digits and dashes", _name, "key", model="artifact_collection"
)
AUTOMATION: Final[ReferenceKind[UUID]] = ReferenceKind(
    "automation", "a UUID (names of automations are not unique)", _id
)
BLOCK_DOCUMENT: Final[ReferenceKind[BlockDocumentName | UUID]] = ReferenceKind(
    "block document", '"type-slug/name" or a UUID', _pair_or_id(BlockDocumentName)
)
BLOCK_DOCUMENT_ID: Final[ReferenceKind[UUID]] = ReferenceKind("block document", "a UUID", _id)
BLOCK_SCHEMA: Final[ReferenceKind[str | UUID]] = ReferenceKind("block schema", "a checksum or a UUID", _name_or_id)
BLOCK_SCHEMA_ID: Final[ReferenceKind[UUID]] = ReferenceKind(
    "block schema", "a UUID (versions can share a checksum)", _id
)
BLOCK_TYPE: Final[ReferenceKind[str | UUID]] = ReferenceKind("block type", "a slug or a UUID", _name_or_id)
CONCURRENCY_LIMIT: Final[ReferenceKind[str | UUID]] = ReferenceKind(
    "concurrency limit", "a name or a UUID", _name_or_id
)
CONCURRENCY_LIMIT_NAME: Final[ReferenceKind[str]] = ReferenceKind("concurrency limit", "a name", _name, "name")
DEPLOYMENT: Final[ReferenceKind[DeploymentName | UUID]] = ReferenceKind(
    "deployment", '"flow/deployment" or a UUID', _pair_or_id(DeploymentName), bulk="pause_many"
)
EVENT: Final[ReferenceKind[UUID]] = ReferenceKind("event", "a UUID", _id)
FLOW: Final[ReferenceKind[str | UUID]] = ReferenceKind("flow", 'a name without "/" or a UUID', _flow)
FLOW_RUN: Final[ReferenceKind[UUID]] = ReferenceKind(
    "flow run", "a UUID (names of flow runs are not unique)", _id, holder="flow_run", bulk="wait_many"
)
LEASE: Final[ReferenceKind[UUID]] = ReferenceKind(
    "lease", "a UUID, as returned by increment_with_lease", _id, "lease_id"
)
SAVED_SEARCH: Final[ReferenceKind[UUID]] = ReferenceKind("saved search", "a UUID", _id)
SCHEDULE: Final[ReferenceKind[UUID]] = ReferenceKind(
    "schedule", "a UUID, as returned by schedules.list(deployment)", _id
)
TAG_LIMIT: Final[ReferenceKind[str]] = ReferenceKind("tag limit", "a tag", _name, "tag", model="concurrency_limit")
TASK_RUN: Final[ReferenceKind[UUID]] = ReferenceKind("task run", "a UUID (names of task runs are not unique)", _id)
VARIABLE: Final[ReferenceKind[str | UUID]] = ReferenceKind("variable", "a name or a UUID", _name_or_id)
VARIABLE_NAME: Final[ReferenceKind[str]] = ReferenceKind("variable", "a name", _name, "name")
WORK_POOL: Final[ReferenceKind[str]] = ReferenceKind("work pool", "a name", _name, "name")
WORK_QUEUE: Final[ReferenceKind[WorkQueueName | UUID]] = ReferenceKind(
    "work queue", '"pool/queue" or a UUID (names are unique only within a pool)', _pair_or_id(WorkQueueName)
)
WORKER: Final[ReferenceKind[str]] = ReferenceKind("worker", "a name", _name, "name")

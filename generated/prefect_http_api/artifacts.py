# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Artifacts: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "count_artifacts",
    "count_latest_artifacts",
    "create_artifact",
    "delete_artifact",
    "read_artifact",
    "read_artifacts",
    "read_latest_artifact",
    "read_latest_artifacts",
    "update_artifact",
]


def create_artifact(**body: Unpack[requests.ArtifactCreate]) -> Call[models.Artifact]:
    """Create an artifact.

    For more information, see https://www.prefect.io/docs/v3/concepts/artifacts.

    Success status: 200 or 201.

    API: ``POST /artifacts/``.
    """
    return Call(operations.ARTIFACTS_CREATE_ARTIFACT, body=body)


def count_artifacts(**body: Unpack[requests.CountArtifactsBody]) -> Call[int]:
    """Count artifacts.

    Success status: 200.

    API: ``POST /artifacts/count``.
    """
    return Call(operations.ARTIFACTS_COUNT_ARTIFACTS, body=body)


def read_artifacts(**body: Unpack[requests.ReadArtifactsBody]) -> Call[list[models.Artifact]]:
    """Retrieve artifacts.

    Success status: 200.

    API: ``POST /artifacts/filter``.
    """
    return Call(operations.ARTIFACTS_READ_ARTIFACTS, body=body)


def count_latest_artifacts(**body: Unpack[requests.CountLatestArtifactsBody]) -> Call[int]:
    """Count the latest artifacts, one per key.

    Success status: 200.

    API: ``POST /artifacts/latest/count``.
    """
    return Call(operations.ARTIFACTS_COUNT_LATEST_ARTIFACTS, body=body)


def read_latest_artifacts(**body: Unpack[requests.ReadLatestArtifactsBody]) -> Call[list[models.ArtifactCollection]]:
    """Retrieve the latest artifacts, one per key.

    Success status: 200.

    API: ``POST /artifacts/latest/filter``.
    """
    return Call(operations.ARTIFACTS_READ_LATEST_ARTIFACTS, body=body)


def read_artifact(id: UUID | str, /) -> Call[models.Artifact]:
    """Retrieve an artifact.

    Args:
        id: The ID of the artifact to retrieve.

    Success status: 200.

    API: ``GET /artifacts/{id}``.
    """
    return Call(operations.ARTIFACTS_READ_ARTIFACT, id)


def delete_artifact(id: UUID | str, /) -> Call[None]:
    """Delete an artifact.

    Args:
        id: The ID of the artifact to delete.

    Success status: 204.

    API: ``DELETE /artifacts/{id}``.
    """
    return Call(operations.ARTIFACTS_DELETE_ARTIFACT, id)


def update_artifact(id: UUID | str, /, **body: Unpack[requests.ArtifactUpdate]) -> Call[None]:
    """Update an artifact.

    Args:
        id: The ID of the artifact to update.

    Success status: 204.

    API: ``PATCH /artifacts/{id}``.
    """
    return Call(operations.ARTIFACTS_UPDATE_ARTIFACT, id, body=body)


def read_latest_artifact(key: str, /) -> Call[models.Artifact]:
    """Retrieve the latest artifact of a key.

    Args:
        key: The key of the artifact to retrieve.

    Success status: 200.

    API: ``GET /artifacts/{key}/latest``.
    """
    return Call(operations.ARTIFACTS_READ_LATEST_ARTIFACT, key)


def __dir__() -> list[str]:
    return __all__

"""Artifacts: get, list, count, create, update and delete."""

from __future__ import annotations

from typing import Unpack, cast
from uuid import UUID

from prefect_http import models
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.references import ARTIFACT, ARTIFACT_KEY
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._utils import given
from prefect_http_api import artifacts as api
from prefect_http_api import requests


class AsyncArtifacts(AsyncResource):
    """Artifacts: get, list, count, create, update and delete.

    Artifacts are results that runs publish.
    """

    async def get(self, artifact_id: UUID | str) -> models.Artifact:
        """Get an artifact by ID.

        Args:
            artifact_id: ID of the artifact.

        Raises:
            NotFoundError: The artifact does not exist.
            ArgumentError: *artifact_id* is not a valid UUID.

        API: ``GET /artifacts/{id}``.
        """
        return await self._connection.send(api.read_artifact(ARTIFACT.parse(artifact_id)))

    async def get_latest(self, key: str) -> models.Artifact:
        """Get the latest artifact with a key.

        Args:
            key: Key of the artifact.

        Raises:
            NotFoundError: No artifact has this key.
            ArgumentError: *key* is empty.

        API: ``POST /artifacts/filter``.
        """
        ARTIFACT_KEY.parse(key)
        newest = await self.list(artifacts={"key": {"any_": [key]}}, sort="CREATED_DESC").first()
        if newest is None:
            # Called for its error only. A response would contain the ID of the collection, which `get` does not find.
            return await self._connection.send(api.read_latest_artifact(key))
        return newest

    def list(
        self,
        *,
        artifacts: requests.ArtifactFilter | None = None,
        flow_runs: requests.FlowRunFilter | None = None,
        task_runs: requests.TaskRunFilter | None = None,
        flows: requests.FlowFilter | None = None,
        deployments: requests.DeploymentFilter | None = None,
        sort: requests.ArtifactSort = "CREATED_DESC",
    ) -> AsyncListing[models.Artifact]:
        """List artifacts, newest first.

        Pages are fetched lazily. An artifact that exists throughout the listing is listed exactly once, even if others
        are created or deleted in the meantime. Exceptions:

        - With ``"UPDATED_DESC"``, an artifact that is updated in the meantime may be missed.
        - With ``"KEY_ASC"`` or ``"KEY_DESC"``, if a key has more than a page of artifacts, one may be missed when
          another is deleted.

        Raises:
            ValidationError: A filter has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /artifacts/filter``.
        """
        body = cast(
            "requests.ReadArtifactsBody",
            given(
                artifacts=artifacts,
                flow_runs=flow_runs,
                task_runs=task_runs,
                flows=flows,
                deployments=deployments,
                sort=sort,
            ),
        )
        return AsyncListing(
            self._connection,
            lambda: sorted_cursor(sort),
            lambda window: api.read_artifacts(**paged(body, window)),
        )

    def list_latest(
        self,
        *,
        artifacts: requests.ArtifactCollectionFilter | None = None,
        flow_runs: requests.FlowRunFilter | None = None,
        task_runs: requests.TaskRunFilter | None = None,
        flows: requests.FlowFilter | None = None,
        deployments: requests.DeploymentFilter | None = None,
        sort: requests.ArtifactCollectionSort = "KEY_ASC",
    ) -> AsyncListing[models.ArtifactCollection]:
        """List the latest artifact of each key, sorted by key.

        ``latest_id`` is the ID of the artifact. ``id`` and ``created`` belong to the collection of all artifacts with
        the key and do not change when an artifact is added. Filters apply only to the latest artifacts.

        Pages are fetched lazily. A key that exists throughout the listing is listed exactly once. With
        ``"UPDATED_DESC"``, a key that gets a new artifact in the meantime may be missed.

        Raises:
            ValidationError: A filter has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /artifacts/latest/filter``.
        """
        body = cast(
            "requests.ReadLatestArtifactsBody",
            given(
                artifacts=artifacts,
                flow_runs=flow_runs,
                task_runs=task_runs,
                flows=flows,
                deployments=deployments,
                sort=sort,
            ),
        )
        return AsyncListing(
            self._connection,
            lambda: sorted_cursor(sort),
            lambda window: api.read_latest_artifacts(**paged(body, window)),
        )

    async def count(
        self,
        *,
        artifacts: requests.ArtifactFilter | None = None,
        flow_runs: requests.FlowRunFilter | None = None,
        task_runs: requests.TaskRunFilter | None = None,
        flows: requests.FlowFilter | None = None,
        deployments: requests.DeploymentFilter | None = None,
    ) -> int:
        """Count artifacts. Without filters, all artifacts are counted.

        Raises:
            ValidationError: A filter has an unknown key or an invalid value.

        API: ``POST /artifacts/count``.
        """
        body = given(
            artifacts=artifacts, flow_runs=flow_runs, task_runs=task_runs, flows=flows, deployments=deployments
        )
        return await self._connection.send(api.count_artifacts(**body))

    async def count_latest(
        self,
        *,
        artifacts: requests.ArtifactCollectionFilter | None = None,
        flow_runs: requests.FlowRunFilter | None = None,
        task_runs: requests.TaskRunFilter | None = None,
        flows: requests.FlowFilter | None = None,
        deployments: requests.DeploymentFilter | None = None,
    ) -> int:
        """Count the keys whose latest artifact matches. Without filters, all keys are counted.

        Raises:
            ValidationError: A filter has an unknown key or an invalid value.

        API: ``POST /artifacts/latest/count``.
        """
        body = given(
            artifacts=artifacts, flow_runs=flow_runs, task_runs=task_runs, flows=flows, deployments=deployments
        )
        return await self._connection.send(api.count_latest_artifacts(**body))

    async def create(self, **artifact: Unpack[requests.ArtifactCreate]) -> models.Artifact:
        """Create an artifact and return it. Several artifacts can share a key.

        Args:
            **artifact: Fields of the artifact. Optional: ``key``, ``type``, ``description``, ``data``, ``metadata_``,
                ``flow_run_id`` and ``task_run_id`` (default: none).

        Raises:
            ValidationError: A value is invalid, such as a key that contains characters other than lowercase letters,
                digits and dashes.

        API: ``POST /artifacts/``.
        """
        return await self._connection.send(api.create_artifact(**artifact))

    async def update(self, artifact_id: UUID | str, /, **changes: Unpack[requests.ArtifactUpdate]) -> None:
        """Update the given fields of an artifact.

        Args:
            artifact_id: ID of the artifact.
            **changes: Fields to update: ``description``, ``data`` and ``metadata_``. Default: unchanged.

        Raises:
            NotFoundError: The artifact does not exist.
            ArgumentError: *artifact_id* is not a valid UUID.

        API: ``PATCH /artifacts/{id}``.
        """
        await self._connection.send(api.update_artifact(ARTIFACT.parse(artifact_id), **changes))

    async def delete(self, artifact_id: UUID | str) -> None:
        """Delete an artifact. If it was the latest with its key, the previous one becomes the latest.

        Args:
            artifact_id: ID of the artifact.

        Raises:
            NotFoundError: The artifact does not exist.
            ArgumentError: *artifact_id* is not a valid UUID.

        API: ``DELETE /artifacts/{id}``.
        """
        await self._connection.send(api.delete_artifact(ARTIFACT.parse(artifact_id)))

# Generated from _async/resources/artifacts.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from prefect_http._domain.references import parse_artifact, parse_name
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._utils import given
from prefect_http_api import artifacts as api

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from prefect_http.models import Artifact, ArtifactCollection
    from prefect_http_api.requests import (
        ArtifactCollectionFilter,
        ArtifactCollectionSort,
        ArtifactCreate,
        ArtifactFilter,
        ArtifactSort,
        ArtifactUpdate,
        DeploymentFilter,
        FlowFilter,
        FlowRunFilter,
        ReadArtifactsBody,
        ReadLatestArtifactsBody,
        TaskRunFilter,
    )


class Artifacts(Resource):
    """Artifacts: what runs show of their results."""

    def get(self, artifact_id: UUID | str) -> Artifact:
        """Return the artifact with this id (``GET /artifacts/{id}``).

        Raises:
            NotFoundError: there is none.
            ArgumentError: *artifact_id* is a text that is no id.
        """
        return self._connection.send(api.read_artifact(parse_artifact(artifact_id)))

    def latest(self, key: str) -> Artifact:
        """Return the artifact that was created last with this key (``POST /artifacts/filter``).

        Raises:
            NotFoundError: there is none.
            ArgumentError: *key* is empty.
        """
        parse_name(key, "an artifact's key has lowercase letters, digits and dashes")
        newest = self.list(artifacts={"key": {"any_": [key]}}, sort="CREATED_DESC").first()
        if newest is None:
            # It gives an artifact the id of its collection, so that ``get`` does not find it: this is for its error.
            return self._connection.send(api.read_latest_artifact(key))
        return newest

    def list(
        self,
        *,
        artifacts: ArtifactFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        flows: FlowFilter | None = None,
        deployments: DeploymentFilter | None = None,
        sort: ArtifactSort = "CREATED_DESC",
    ) -> Listing[Artifact]:
        """Return all artifacts that match, newest first (``POST /artifacts/filter``).

        Pages are read as they are asked for. They go by position: each artifact comes once, and none is missed that
        was there before the listing began and is there at its end, though others are created and deleted meanwhile.
        With the *sort* ``"UPDATED_DESC"`` one that is updated meanwhile may be missed; by ``"KEY_ASC"`` and
        ``"KEY_DESC"``, where those of one key are more than a page, one when another of them is deleted.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast(
            "ReadArtifactsBody",
            given(
                artifacts=artifacts,
                flow_runs=flow_runs,
                task_runs=task_runs,
                flows=flows,
                deployments=deployments,
                sort=sort,
            ),
        )
        return Listing(
            self._connection,
            lambda: sorted_cursor(sort),
            lambda window: api.read_artifacts(**paged(body, window)),
        )

    def list_latest(
        self,
        *,
        artifacts: ArtifactCollectionFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        flows: FlowFilter | None = None,
        deployments: DeploymentFilter | None = None,
        sort: ArtifactCollectionSort = "KEY_ASC",
    ) -> Listing[ArtifactCollection]:
        """Return for each key what its latest artifact holds, by key (``POST /artifacts/latest/filter``).

        The artifact's own id is ``latest_id``. ``id`` is that of the collection, which stays when an artifact is added,
        and so does ``created``. The filters look at the latest artifacts alone.

        Pages are read as they are asked for. They go by position: each key comes once, and none is missed that was
        there before the listing began and is there at its end. With the *sort* ``"UPDATED_DESC"`` one that gets an
        artifact meanwhile may be missed.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast(
            "ReadLatestArtifactsBody",
            given(
                artifacts=artifacts,
                flow_runs=flow_runs,
                task_runs=task_runs,
                flows=flows,
                deployments=deployments,
                sort=sort,
            ),
        )
        return Listing(
            self._connection,
            lambda: sorted_cursor(sort),
            lambda window: api.read_latest_artifacts(**paged(body, window)),
        )

    def count(
        self,
        *,
        artifacts: ArtifactFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        flows: FlowFilter | None = None,
        deployments: DeploymentFilter | None = None,
    ) -> int:
        """Return how many artifacts match (``POST /artifacts/count``).

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = given(
            artifacts=artifacts, flow_runs=flow_runs, task_runs=task_runs, flows=flows, deployments=deployments
        )
        return self._connection.send(api.count_artifacts(**body))

    def count_latest(
        self,
        *,
        artifacts: ArtifactCollectionFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        flows: FlowFilter | None = None,
        deployments: DeploymentFilter | None = None,
    ) -> int:
        """Return how many keys there are whose latest artifact matches (``POST /artifacts/latest/count``).

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = given(
            artifacts=artifacts, flow_runs=flow_runs, task_runs=task_runs, flows=flows, deployments=deployments
        )
        return self._connection.send(api.count_latest_artifacts(**body))

    def create(self, **artifact: Unpack[ArtifactCreate]) -> Artifact:
        """Create an artifact, and return it (``POST /artifacts/``). There may be many with one key.

        Raises:
            ValidationError: the key has other characters than lowercase letters, digits and dashes.
        """
        return self._connection.send(api.create_artifact(**artifact))

    def update(self, artifact_id: UUID | str, /, **changes: Unpack[ArtifactUpdate]) -> None:
        """Change what is given of an artifact (``PATCH /artifacts/{id}``).

        Raises:
            NotFoundError: there is none with this id.
            ArgumentError: *artifact_id* is a text that is no id.
        """
        self._connection.send(api.update_artifact(parse_artifact(artifact_id), **changes))

    def delete(self, artifact_id: UUID | str) -> None:
        """Delete an artifact (``DELETE /artifacts/{id}``). If it was the latest of its key, the one before is now.

        Raises:
            NotFoundError: there is none with this id.
            ArgumentError: *artifact_id* is a text that is no id.
        """
        self._connection.send(api.delete_artifact(parse_artifact(artifact_id)))

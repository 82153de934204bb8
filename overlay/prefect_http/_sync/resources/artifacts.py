# Generated from _async/resources/artifacts.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Artifacts: get, list, count, create, update and delete."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack

from prefect_http import models
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import ARTIFACT, ARTIFACT_KEY
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.filters import resolve_run_filters
from prefect_http._sync.resources.similar_names import send_by_name
from prefect_http_api import artifacts as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class Artifacts(Resource):
    """Artifacts: get, list, count, create, update and delete.

    Artifacts are results that runs publish.
    """

    def get(self, artifact_id: references.Artifact) -> models.Artifact:
        """Get an artifact by ID.

        Args:
            artifact_id: ID of the artifact.

        Raises:
            NotFoundError: The artifact does not exist.
            ArgumentError: *artifact_id* is not a valid UUID.

        API: ``GET /artifacts/{id}``.
        """
        return self._connection.send(api.read_artifact(ARTIFACT.parse(artifact_id)))

    def get_latest(self, key: references.ArtifactKey) -> models.Artifact:
        """Get the latest artifact with a key.

        Args:
            key: Key of the artifact.

        Raises:
            NotFoundError: No artifact has this key. The message suggests similar keys.
            ArgumentError: *key* is empty.

        API: ``POST /artifacts/filter``.
        """
        key = ARTIFACT_KEY.parse(key)
        newest = self.first(where={"artifacts": {"key": {"any_": [key]}}})
        if newest is None:
            # Called for its error only. A response would contain the ID of the collection, which `get` does not find.
            call, searches = api.read_latest_artifact(key), [api.read_latest_artifacts()]
            return send_by_name(self._connection, call, "artifact with the key", key, searches, attribute="key")
        return newest

    def list(
        self,
        *,
        limit: int | None = None,
        sort: requests.ArtifactSort = "CREATED_DESC",
        **filters: Unpack[filters.Artifacts],
    ) -> Listing[models.Artifact]:
        """List artifacts, newest first.

        Pages are fetched lazily. An artifact that exists throughout the listing is listed exactly once, even if others
        are created or deleted in the meantime. Exceptions:

        - With ``"UPDATED_DESC"``, an artifact that is updated in the meantime may be missed.
        - With ``"KEY_ASC"`` or ``"KEY_DESC"``, if a key has more than a page of artifacts, one may be missed when
          another is deleted.

        Args:
            limit: Maximum number of artifacts. Default: no limit.
            sort: Order of the artifacts. Default: newest first.
            **filters: Keywords of `prefect_http.filters.Artifacts`: ``id``, ``key``, ``type``, ``flow_run``,
                ``task_run``, ``flow``, ``deployment`` and ``where``. Default: all artifacts.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A flow or deployment that a filter names does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /artifacts/filter``.
        """

        def paging(where: requests.ReadArtifactsBody) -> Paging[models.Artifact]:
            body: requests.ReadArtifactsBody = {**where, "sort": sort}
            return Paging(sorted_cursor(sort), lambda window: api.read_artifacts(**paged(body, window)))

        return Listing(
            self._connection,
            grammars.ARTIFACTS.parse(filters),
            paging,
            resolve=partial(resolve_run_filters, self._connection),
            count=lambda where: api.count_artifacts(**where),
            limit=limit,
        )

    def list_latest(
        self,
        *,
        limit: int | None = None,
        sort: requests.ArtifactCollectionSort = "KEY_ASC",
        **filters: Unpack[filters.LatestArtifacts],
    ) -> Listing[models.ArtifactCollection]:
        """List the latest artifact of each key, sorted by key.

        ``latest_id`` is the ID of the artifact. ``id`` and ``created`` belong to the collection of all artifacts with
        the key and do not change when an artifact is added. Filters apply only to the latest artifacts.

        Pages are fetched lazily. A key that exists throughout the listing is listed exactly once. With
        ``"UPDATED_DESC"``, a key that gets a new artifact in the meantime may be missed.

        Args:
            limit: Maximum number of keys. Default: no limit.
            sort: Order of the keys. Default: by key.
            **filters: Keywords of `prefect_http.filters.LatestArtifacts`: ``id``, ``key``, ``type``, ``flow_run``,
                ``task_run``, ``flow``, ``deployment`` and ``where``. Default: all keys.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A flow or deployment that a filter names does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /artifacts/latest/filter``.
        """

        def paging(where: requests.ReadLatestArtifactsBody) -> Paging[models.ArtifactCollection]:
            body: requests.ReadLatestArtifactsBody = {**where, "sort": sort}
            return Paging(sorted_cursor(sort), lambda window: api.read_latest_artifacts(**paged(body, window)))

        return Listing(
            self._connection,
            grammars.LATEST_ARTIFACTS.parse(filters),
            paging,
            resolve=partial(resolve_run_filters, self._connection),
            count=lambda where: api.count_latest_artifacts(**where),
            limit=limit,
        )

    def first(
        self, *, sort: requests.ArtifactSort = "CREATED_DESC", **filters: Unpack[filters.Artifacts]
    ) -> models.Artifact | None:
        """Return the first of the artifacts that `list` would list, or None if none matches.

        Args:
            sort: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /artifacts/filter``.
        """
        return self.list(sort=sort, **filters).first()

    def count(self, **filters: Unpack[filters.Artifacts]) -> int:
        """Count artifacts. Without filters, all artifacts are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the artifacts are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /artifacts/count``.
        """
        return self.list(**filters).count()

    def count_latest(self, **filters: Unpack[filters.LatestArtifacts]) -> int:
        """Count the keys whose latest artifact matches. Without filters, all keys are counted.

        Args:
            **filters: Filters, as in `list_latest`. If a key contains ``*``, the keys are listed.

        Raises:
            PrefectHTTPError: As in `list_latest`.

        API: ``POST /artifacts/latest/count``.
        """
        return self.list_latest(**filters).count()

    def create(self, **artifact: Unpack[requests.ArtifactCreate]) -> models.Artifact:
        """Create an artifact and return it. Several artifacts can share a key.

        Args:
            **artifact: Fields of the artifact. Optional: ``key``, ``type``, ``description``, ``data``, ``metadata_``,
                ``flow_run_id`` and ``task_run_id`` (default: none).

        Raises:
            ValidationError: A value is invalid, such as a key that contains characters other than lowercase letters,
                digits and dashes.

        API: ``POST /artifacts/``.
        """
        return self._connection.send(api.create_artifact(**artifact))

    def update(self, artifact_id: references.Artifact, /, **changes: Unpack[requests.ArtifactUpdate]) -> None:
        """Update the given fields of an artifact.

        Args:
            artifact_id: ID of the artifact.
            **changes: Fields to update: ``description``, ``data`` and ``metadata_``. Default: unchanged.

        Raises:
            NotFoundError: The artifact does not exist.
            ArgumentError: *artifact_id* is not a valid UUID.

        API: ``PATCH /artifacts/{id}``.
        """
        self._connection.send(api.update_artifact(ARTIFACT.parse(artifact_id), **changes))

    def delete(self, artifact_id: references.Artifact) -> None:
        """Delete an artifact. If it was the latest with its key, the previous one becomes the latest.

        Args:
            artifact_id: ID of the artifact.

        Raises:
            NotFoundError: The artifact does not exist.
            ArgumentError: *artifact_id* is not a valid UUID.

        API: ``DELETE /artifacts/{id}``.
        """
        self._connection.send(api.delete_artifact(ARTIFACT.parse(artifact_id)))

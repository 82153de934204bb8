# Generated from _async/resources/tag_limits.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Concurrency limits of tags: get, list, create, reset and delete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar, Unpack, cast

from prefect_http import models
from prefect_http._arguments import iterable
from prefect_http._domain.keywords import Query
from prefect_http._domain.references import TAG_LIMIT, TASK_RUN
from prefect_http._lazy import lazy_module
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.similar_names import send_by_name
from prefect_http._utils import given
from prefect_http_api import Call, requests
from prefect_http_api import concurrency_limits as api

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")

T = TypeVar("T")


class TagLimits(Resource):
    """Concurrency limits of tags: get, list, create, reset and delete.

    They limit how many task runs with a tag run at the same time. Since Prefect 3.4.25, the limit of the tag ``"etl"``
    is also the global concurrency limit ``"tag:etl"``.
    """

    def get(self, tag: references.TagLimit) -> models.ConcurrencyLimit:
        """Get the concurrency limit of a tag.

        Args:
            tag: The tag.

        Raises:
            NotFoundError: The tag has no limit. The message suggests similar tags.
            ArgumentError: *tag* is empty or not a string.

        API: ``GET /concurrency_limits/tag/{tag}``.
        """
        name = TAG_LIMIT.parse(tag)
        return self._send_by_tag(api.read_concurrency_limit_by_tag(name), name)

    def list(self, *, limit: int | None = None) -> Listing[models.ConcurrencyLimit]:
        """List the concurrency limits of all tags.

        Pages are fetched lazily. A limit that exists throughout the listing is listed exactly once. Exception: if 200
        global concurrency limits precede ``"tag:"`` in the alphabet, the server leaves out limits of tags.
        ``concurrency_limits.list`` lists all of them.

        Args:
            limit: Maximum number of limits. Default: no limit.

        Raises:
            ArgumentError: *limit* is negative.

        API: ``POST /concurrency_limits/filter``.
        """

        def paging(where: requests.ReadConcurrencyLimitsBody) -> Paging[models.ConcurrencyLimit]:
            return Paging(OffsetCursor(), lambda window: api.read_concurrency_limits(**paged(where, window)))

        return Listing(self._connection, Query({}), paging, limit=limit)

    def create(self, **fields: Unpack[requests.ConcurrencyLimitCreate]) -> models.ConcurrencyLimit:
        """Create the concurrency limit of a tag and return it.

        If the tag has a limit, it is changed and its ID is kept.

        Args:
            **fields: ``tag`` and ``concurrency_limit``, the number of slots. With 0, no task run with the tag starts.

        Raises:
            ValidationError: A value is missing or invalid.

        API: ``POST /concurrency_limits/``.
        """
        return self._connection.send(api.create_concurrency_limit(**fields))

    def reset(self, tag: references.TagLimit, *, task_runs: Iterable[references.TaskRun] | None = None) -> None:
        """Release all slots of a tag's limit that task runs hold.

        Args:
            tag: The tag.
            task_runs: IDs of the task runs that hold a slot afterwards. Default: none.

        Raises:
            NotFoundError: The tag has no limit.
            ArgumentError: *tag* is empty or not a string, or a task run is not a valid UUID.

        API: ``POST /concurrency_limits/tag/{tag}/reset``.
        """
        holders = None if task_runs is None else [TASK_RUN.parse(run) for run in iterable(task_runs, "task_runs")]
        body = cast("requests.ResetConcurrencyLimitByTagBody", given(slot_override=holders))
        name = TAG_LIMIT.parse(tag)
        self._send_by_tag(api.reset_concurrency_limit_by_tag(name, **body), name)

    def delete(self, tag: references.TagLimit) -> None:
        """Delete the concurrency limit of a tag.

        Args:
            tag: The tag.

        Raises:
            NotFoundError: The tag has no limit.
            ArgumentError: *tag* is empty or not a string.

        API: ``DELETE /concurrency_limits/tag/{tag}``.
        """
        name = TAG_LIMIT.parse(tag)
        self._send_by_tag(api.delete_concurrency_limit_by_tag(name), name)

    def _send_by_tag(self, call: Call[T], tag: str) -> T:
        searches = [api.read_concurrency_limits()]
        return send_by_name(self._connection, call, "limit of the tag", tag, searches, attribute="tag")

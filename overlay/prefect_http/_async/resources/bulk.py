"""Bulk calls: apply a change to many rows, batch by batch, and repeat what failed while the server was busy."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from prefect_http._async.connection import AsyncConnection, with_one_warning
from prefect_http._async.listing import AsyncListing
from prefect_http._concurrency import async_gather
from prefect_http._domain.bulk import (
    DELETE_SIZE,
    IN_FLIGHT,
    MAX_POSTPONED,
    PAGE_SIZE,
    ROW_ERRORS,
    OnProgress,
    ProgressMeter,
    Target,
    affects_all_rows,
    is_unavailable,
    may_be_repeated,
    retry_often,
    retry_once,
)
from prefect_http._domain.outcomes import Outcome, Outcomes
from prefect_http._domain.rows import AsyncRowReader
from prefect_http._http.request_size import halves, is_too_large
from prefect_http._http.response import decode_response
from prefect_http._http.server_features import is_unknown_operation
from prefect_http._pagination.cursors import HasId
from prefect_http._utils import batches
from prefect_http.errors import (
    DecodeError,
    NotFoundError,
    PermissionDeniedError,
    PrefectHTTPError,
    StatusError,
    TransportError,
)
from prefect_http_api import Call

Row = TypeVar("Row", bound=HasId)
Row_co = TypeVar("Row_co", bound=HasId, covariant=True)
Results = dict[UUID, PrefectHTTPError | None]
"""For each row that was handled, its error or None."""


def patient_connection(connection: AsyncConnection) -> AsyncConnection:
    """Return *connection* with more retries, except on Prefect Cloud, which has rate limits and no SQLite.

    Only the first retry is logged as a warning.
    """
    connection = with_one_warning(connection)
    if connection.cloud_url is not None:
        return connection
    return connection.with_options(retry=retry_often(connection.retry_policy))


class AsyncApply(Protocol):
    """Function that changes one row."""

    async def __call__(self, connection: AsyncConnection, ident: UUID, /) -> object:
        """Change the row with the ID *ident*."""
        ...


class AsyncResolve(Protocol):
    """Function that returns the ID of a row."""

    async def __call__(self, row: Any, /) -> UUID:  # noqa: ANN401  # checked by the function
        """Return the ID of *row*, given by ID, by name or as a model."""
        ...


class AsyncGet(Protocol[Row_co]):
    """Function that reads one row."""

    async def __call__(self, ident: UUID, /) -> Row_co:
        """Return the row with the ID *ident*."""
        ...


@dataclass(frozen=True, kw_only=True)
class AsyncChange(Generic[Row]):
    """Change to apply to each row.

    Attributes:
        apply: Function that changes one row.
        delete: Function that returns the call that deletes several rows. Default: none, rows are changed one by one.
        refuse: Function that returns the error for a row in a state that forbids the change, or None. Default: none.
        reads: Whether given rows must be read first, for *refuse*. Default: False.
        repeatable: Whether a second change has no effect, even minutes after the first one. Default: True.
        denies_rows: Whether the server may deny the change of some rows and allow that of others. Default: False.
    """

    apply: AsyncApply
    delete: Callable[[list[UUID]], Call[Any]] | None = None
    refuse: Callable[[Row], PrefectHTTPError | None] | None = None
    reads: bool = False
    repeatable: bool = True
    denies_rows: bool = False

    def affects_all_rows(self, error: PrefectHTTPError) -> bool:
        """Return whether *error*, raised by the change, concerns all rows."""
        return affects_all_rows(error) and not (self.denies_rows and isinstance(error, PermissionDeniedError))


@dataclass(frozen=True, kw_only=True)
class AsyncGivenRows(Generic[Row]):
    """Rows that the caller passes.

    Attributes:
        reader: Reader of IDs, names or models.
        resolve: Function that returns the ID of a row.
        select: Function that lists the rows with the given IDs.
        get: Function that reads one row.
    """

    reader: AsyncRowReader[Any]
    resolve: AsyncResolve
    select: Callable[[Sequence[UUID]], AsyncListing[Row]]
    get: AsyncGet[Row]

    async def count(self) -> int | None:
        """Return the number of rows, or None if they have no length."""
        return self.reader.size

    async def targets(self) -> AsyncGenerator[list[Target], None]:
        """Yield the rows in batches."""
        async with aclosing(self.reader):
            while batch := await self.reader.take(PAGE_SIZE):
                yield [await self._target(index, row) for index, row in batch]

    async def check(self, ids: Sequence[UUID], refuse: Callable[[Row], PrefectHTTPError | None] | None) -> Results:
        """Read the rows with *ids*, and return the errors of those that do not exist or that *refuse* refuses."""
        errors: Results = {}
        try:
            found = {row.id: row async for row in self.select(ids)}
            for ident in ids:
                try:
                    row = found[ident] if ident in found else await self.get(ident)
                except NotFoundError as error:
                    errors[ident] = error
                else:
                    errors[ident] = None if refuse is None else refuse(row)
        except (StatusError, TransportError, DecodeError) as error:
            if affects_all_rows(error):
                raise
            return dict.fromkeys(ids, error)
        return {ident: error for ident, error in errors.items() if error is not None}

    async def _target(self, index: int, row: object) -> Target:
        try:
            return Target(index, await self.resolve(row))
        except ROW_ERRORS as error:
            if affects_all_rows(error):
                raise
            return Target(index, None, error)


@dataclass(frozen=True, kw_only=True)
class AsyncMatchingRows(Generic[Row]):
    """Rows that match a filter.

    Attributes:
        listing: Rows that match.
        stable: Whether the listing misses no row while the rows change. If not, all IDs are read first.
        limit: Maximum number of rows, or None.
        includes: Function that returns whether the change concerns a row. Default: it concerns all.
    """

    listing: AsyncListing[Row]
    stable: bool
    limit: int | None
    includes: Callable[[Row], bool] | None = None

    async def count(self) -> int:
        """Count the rows, including those that the change does not concern."""
        total = await self.listing.count()
        return total if self.limit is None else min(total, self.limit)

    async def targets(self) -> AsyncGenerator[list[Target], None]:
        """Yield the rows in batches."""
        if self.stable:
            async with aclosing(self._pages()) as pages:
                async for page in pages:
                    yield page
        else:
            for batch in batches([target async for page in self._pages() for target in page], PAGE_SIZE):
                yield batch

    async def _pages(self) -> AsyncGenerator[list[Target], None]:
        count = 0
        async with aclosing(self.listing.pages()) as pages:
            async for page in pages:
                ids = [row.id for row in page if self.includes is None or self.includes(row)]
                if self.limit is not None:
                    ids = ids[: self.limit - count]
                yield [Target(index, ident) for index, ident in enumerate(ids, count)]
                count += len(ids)
                if count == self.limit:
                    return


class AsyncBulk(Generic[Row]):
    """One bulk call.

    Args:
        connection: Connection to send requests with, patiently.
        rows: Rows to change.
        change: Change to apply to each row.
    """

    def __init__(
        self,
        connection: AsyncConnection,
        rows: AsyncGivenRows[Row] | AsyncMatchingRows[Row],
        change: AsyncChange[Row],
    ) -> None:
        self._connection = connection
        self._hasty = connection.with_options(retry=retry_once(connection.retry_policy))
        self._rows = rows
        self._change = change
        self._can_delete = change.delete is not None
        self._unavailable = False
        self._postponed: list[Target] = []

    async def run(self, *, dry_run: bool, on_progress: OnProgress | None) -> Outcomes[Outcome]:
        """Change all rows and return their outcomes in order."""
        meter = ProgressMeter(on_progress)
        if on_progress is not None:
            meter.total = await self._rows.count()
        outcomes: list[Outcome] = []
        async with aclosing(self._parts(dry_run=dry_run)) as parts:
            async for part in parts:
                outcomes += part
                meter.add(part)
        meter.finish()
        return Outcomes(sorted(outcomes, key=attrgetter("index")), dry_run=dry_run)

    async def stream(self, *, dry_run: bool) -> AsyncGenerator[Outcome, None]:
        """Change the rows and yield each outcome as soon as it is known."""
        async with aclosing(self._parts(dry_run=dry_run)) as parts:
            async for part in parts:
                for outcome in part:
                    yield outcome

    async def _parts(self, *, dry_run: bool) -> AsyncGenerator[list[Outcome], None]:
        async with aclosing(self._rows.targets()) as targets:
            async for batch in targets:
                async with aclosing(self._handle(batch, dry_run=dry_run)) as parts:
                    async for part in parts:
                        yield part
        # As long as that helps: the server may be busy for minutes.
        while self._postponed:
            failed, self._postponed, self._unavailable = self._postponed, [], False
            for batch in batches(failed, PAGE_SIZE):
                again = [replace(target, error=None) for target in batch]
                async with aclosing(self._handle(again, dry_run=dry_run)) as parts:
                    async for part in parts:
                        yield part
            if len(self._postponed) == len(failed):
                break
        yield [target.outcome(target.error) for target in self._postponed]

    async def _handle(self, batch: Sequence[Target], *, dry_run: bool) -> AsyncGenerator[list[Outcome], None]:
        """Change the rows of a batch, part by part, and yield the outcomes. Rows to be repeated are postponed."""
        by_id: dict[UUID | None, list[Target]] = {}
        for target in batch:
            by_id.setdefault(target.id, []).append(target)
        yield [target.outcome(target.error) for target in by_id.pop(None, [])]
        ids = [ident for ident in by_id if ident is not None]
        checked: Results = {}
        if isinstance(self._rows, AsyncGivenRows) and (self._change.reads or (dry_run and self._change.delete is None)):
            checked = await self._rows.check(ids, self._change.refuse)
            yield self._outcomes(by_id, checked)
        pending = [ident for ident in ids if ident not in checked]
        if dry_run:
            yield self._outcomes(by_id, dict.fromkeys(pending))
            return
        while pending:
            size = DELETE_SIZE if self._can_delete else IN_FLIGHT
            part, pending = pending[:size], pending[size:]
            yield self._outcomes(by_id, await self._apply(part))

    def _outcomes(self, by_id: dict[UUID | None, list[Target]], results: Results) -> list[Outcome]:
        """Return the outcomes of the rows with *results*, without those that are postponed."""
        outcomes: list[Outcome] = []
        for ident, error in results.items():
            for target in by_id[ident]:
                if (
                    error is not None
                    and len(self._postponed) < MAX_POSTPONED
                    and may_be_repeated(error, idempotent=self._change.repeatable)
                ):
                    self._postponed.append(replace(target, error=error))
                else:
                    outcomes.append(target.outcome(error))
        return outcomes

    async def _apply(self, ids: list[UUID]) -> Results:
        if self._change.delete is not None and self._can_delete:
            return await self._delete(ids, self._change.delete)
        return await self._apply_each(ids)

    async def _delete(self, ids: list[UUID], delete: Callable[[list[UUID]], Call[Any]]) -> Results:
        """Delete rows together. If the server rejects that for another reason than its load, delete each alone."""
        call = delete(ids)
        try:
            response = await self._usable_connection().send_raw(call)
            deleted = set(decode_response(call, response).deleted)
        except (StatusError, TransportError, DecodeError) as error:
            self._unavailable = is_unavailable(error)
            if self._unavailable:
                return dict.fromkeys(ids, error)
            if isinstance(error, StatusError) and is_unknown_operation(error):
                self._can_delete = False
            elif self._change.affects_all_rows(error):
                raise
            elif len(ids) > 1 and is_too_large(error):
                first, second = halves(ids)
                return await self._delete(first, delete) | await self._delete(second, delete)
            return await self._apply_each(ids)
        self._unavailable = False
        rest = [ident for ident in ids if ident not in deleted]
        # What the response lacks was deleted by others, unless the server deletes fewer rows in one request.
        return dict.fromkeys(ids) | (await self._delete(rest, delete) if 0 < len(rest) < len(ids) else {})

    async def _apply_each(self, ids: Sequence[UUID]) -> Results:
        results: Results = {}
        for part in batches(ids, IN_FLIGHT):
            errors = await async_gather([partial(self._apply_one, ident) for ident in part])
            results.update(zip(part, errors, strict=True))
        return results

    async def _apply_one(self, ident: UUID) -> PrefectHTTPError | None:
        try:
            await self._change.apply(self._usable_connection(), ident)
        except ROW_ERRORS as error:
            if self._change.affects_all_rows(error):
                raise
            self._unavailable = is_unavailable(error)
            is_gone = isinstance(error, NotFoundError) and self._change.delete is not None
            return None if is_gone else error
        self._unavailable = False
        return None

    def _usable_connection(self) -> AsyncConnection:
        """Return the connection, with a single retry if all retries have just failed for the previous row."""
        return self._hasty if self._unavailable else self._connection

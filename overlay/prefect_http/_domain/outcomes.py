"""Outcomes of a call that handles many rows, one per row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, TypeVar
from uuid import UUID

from prefect_http.errors import PrefectHTTPError


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Outcome of one row.

    Attributes:
        index: Position of the row, counted from 0.
        id: ID of the flow run or deployment, or None if it is unknown.
        error: Error that prevented the change, or None.
    """

    index: int
    id: UUID | None
    error: PrefectHTTPError | None

    @property
    def ok(self) -> bool:
        """Whether the row was handled. To narrow types, compare ``error`` with None instead."""
        return self.error is None


AnyOutcome = TypeVar("AnyOutcome", bound=Outcome)


class Outcomes(tuple[AnyOutcome, ...]):  # noqa: SLOT001  # subclasses of tuple cannot have slots for values
    """Outcomes of all rows, in order: a tuple.

    Attributes:
        dry_run: Whether the rows were only checked, and nothing was changed.
    """

    dry_run: bool

    def __new__(cls, outcomes: Iterable[AnyOutcome] = (), *, dry_run: bool = False) -> Self:
        self = super().__new__(cls, outcomes)
        self.dry_run = dry_run
        return self

    def __repr__(self) -> str:
        rows = f"{len(self)} row{'' if len(self) == 1 else 's'}"
        of = " of a dry run" if self.dry_run else ""
        return f"<{type(self).__name__}{of}: {rows}, {len(self.failed)} failed>"

    @property
    def failed(self) -> Outcomes[AnyOutcome]:
        """Outcomes of the rows that failed."""
        return Outcomes((outcome for outcome in self if not outcome.ok), dry_run=self.dry_run)

    @property
    def succeeded(self) -> Outcomes[AnyOutcome]:
        """Outcomes of the rows that were handled."""
        return Outcomes((outcome for outcome in self if outcome.ok), dry_run=self.dry_run)

    @property
    def ids(self) -> list[UUID]:
        """Known IDs of the flow runs or deployments, such as those of the runs that ``trigger_many`` started."""
        return [outcome.id for outcome in self if outcome.id is not None]

    def raise_first_error(self) -> None:
        """Raise the error of the first row that failed, if any.

        Raises:
            PrefectHTTPError: A row failed.
        """
        failed = self.failed
        if failed and failed[0].error is not None:
            failed[0].error.add_note(f"Row {failed[0].index} failed, the first of {len(failed)} of {len(self)} rows.")
            raise failed[0].error

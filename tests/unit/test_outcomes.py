"""Outcomes of calls that handle many rows."""

import pickle
from uuid import UUID

import pytest

from prefect_http import ArgumentError, Outcome, Outcomes

ERROR = ArgumentError("no")
OUTCOMES = Outcomes(
    [
        Outcome(index=0, id=UUID(int=1), error=None),
        Outcome(index=1, id=None, error=ERROR),
        Outcome(index=2, id=UUID(int=3), error=ERROR),
    ]
)


def test_outcomes_are_a_sequence_that_separates_failures() -> None:
    assert len(OUTCOMES) == 3
    assert [outcome.index for outcome in OUTCOMES.failed] == [1, 2]
    assert [outcome.index for outcome in OUTCOMES.succeeded] == [0]
    assert [outcome.ok for outcome in OUTCOMES] == [True, False, False]
    assert pickle.loads(pickle.dumps(OUTCOMES.succeeded)) == OUTCOMES[:1]  # noqa: S301  # written here


def test_ids_leave_out_unknown_ones() -> None:
    assert OUTCOMES.ids == [UUID(int=1), UUID(int=3)]
    assert OUTCOMES.failed.ids == [UUID(int=3)]


def test_repr_counts_rows_and_failures() -> None:
    assert repr(OUTCOMES) == "<Outcomes: 3 rows, 2 failed>"
    assert repr(OUTCOMES.succeeded) == "<Outcomes: 1 row, 0 failed>"


def test_repr_tells_a_dry_run_apart() -> None:
    checked = Outcomes(OUTCOMES, dry_run=True)
    assert repr(checked) == "<Outcomes of a dry run: 3 rows, 2 failed>"
    assert repr(pickle.loads(pickle.dumps(checked.failed))) == "<Outcomes of a dry run: 2 rows, 2 failed>"  # noqa: S301
    assert checked == OUTCOMES
    assert (checked.succeeded.dry_run, OUTCOMES.succeeded.dry_run) == (True, False)


def test_first_error_is_raised_with_the_number_of_failed_rows() -> None:
    with pytest.raises(ArgumentError, match="no") as caught:
        OUTCOMES.raise_first_error()
    assert caught.value.__notes__ == ["Row 1 failed, the first of 2 of 3 rows."]
    OUTCOMES.succeeded.raise_first_error()

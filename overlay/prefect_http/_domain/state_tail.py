"""State tail: find the new states of a run. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from prefect_http import models
from prefect_http._domain.run_states import FINAL_STATE_TYPES
from prefect_http._utils import aware


class StateTail:
    """States of a run that have been read, and those not yet yielded.

    The last state is held back if it is final: the last log lines of a run arrive later, and a retried run goes on.
    """

    def __init__(self) -> None:
        self._seen: set[UUID] = set()
        self._current: tuple[UUID | None, models.StateType | None] | None = None
        self._waiting: list[models.State] = []

    def is_stale(self, run: models.FlowRun) -> bool:
        """Return whether *run* has entered states that have not been read."""
        return (run.state_id, run.state_type) != self._current or run.state_id not in self._seen

    def update(self, run: models.FlowRun, history: Iterable[models.State]) -> None:
        """Record all states of *run*, read after the run itself."""
        self._current = (run.state_id, run.state_type)
        self._waiting += [state for state in history if state.id not in self._seen]
        self._waiting.sort(key=lambda state: aware(state.timestamp))
        self._seen.update(state.id for state in self._waiting)

    def take(self, before: datetime | None = None) -> list[models.State]:
        """Return the new states up to a time, in order, except for a final one at the end.

        Args:
            before: Latest time to include. Default: no limit.
        """
        count = len(self._waiting)
        if count and self._waiting[-1].type in FINAL_STATE_TYPES:
            count -= 1
        if before is not None:
            count = sum(aware(state.timestamp) <= aware(before) for state in self._waiting[:count])
        return self._pop(count)

    def take_last(self) -> list[models.State]:
        """Return the states held back."""
        return self._pop(len(self._waiting))

    def _pop(self, count: int) -> list[models.State]:
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken

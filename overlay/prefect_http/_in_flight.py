"""How many requests for many rows are in flight at a time. No I/O.

A server on PostgreSQL starts up to a fifth more runs a second with two requests in flight. One on SQLite refuses the
second of two, with all its rows, and is slower for it. Nothing but trying tells which it is.
"""

from __future__ import annotations

from typing import Final

_SLOWER: Final = 1.1
"""How much longer a row may take with two requests in flight before that counts as slower, and not as chance."""

_SHORTEST_PAUSE: Final = 8
"""Rounds with one request in flight after a second one did not pay; twice as many after each further trial."""

_LONGEST_PAUSE: Final = 128
"""Rounds that no such pause exceeds."""


class InFlight:
    """Decides how many requests the next round has, and of how many rows, from what came of the rounds before.

    It begins with one. A second one is tried with the rows of one, so that a server that can't have it refuses half as
    many, and stays while the answers are no slower and without a fault.

    Args:
        size: how many rows one request takes.

    Attributes:
        requests: how many the next round has.
        rows: how many rows the next round has.
    """

    def __init__(self, size: int) -> None:
        self.requests = 1
        self.rows = size
        self._size = size
        self._pace = 0.0
        self._pause = _SHORTEST_PAUSE
        self._rounds_left = 1

    def after(self, rows: int, seconds: float, *, fault: bool) -> None:
        """Take notice of a round.

        Args:
            rows: how many were sent.
            seconds: how long it took until all was answered.
            fault: whether the server refused a request, lost its rows, or gave no answer.
        """
        pace = seconds / rows
        if self.requests == 1:
            if not fault:
                self._pace = pace
                self._rounds_left -= 1
                self.requests = 2 if self._rounds_left == 0 else 1
        elif fault or pace > _SLOWER * self._pace:
            self.requests, self.rows = 1, self._size
            self._rounds_left = self._pause
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        else:
            self.rows = 2 * self._size
            self._pause = _SHORTEST_PAUSE

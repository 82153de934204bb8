"""Exit codes: what each means, and that of a finished run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
CRASHED: Final = 3
CANCELLED: Final = 4
NOT_FOUND: Final = 5
AUTHENTICATION: Final = 6
UNREACHABLE: Final = 7
TIMEOUT: Final = 124
INTERRUPTED: Final = 130

TABLE: Final = """\
exit codes:
  0    done, or the run COMPLETED
  1    the run FAILED, or the server refused a change
  2    usage error, or rejected values
  3    the run CRASHED
  4    the run was CANCELLED
  5    not found
  6    authentication failed, or a permission is missing
  7    the server is unreachable, or did not respond as a Prefect server
  124  timeout
  130  interrupted, for example by Ctrl-C"""
"""Table for help texts."""

_OF_STATES: Final = {"FAILED": FAILED, "CRASHED": CRASHED, "CANCELLED": CANCELLED}


def of_state(state_type: str) -> int:
    """Return the exit code for a run that ended in a state of this type, or entered the state it was awaited in."""
    return _OF_STATES.get(state_type, DONE)


_SEVERITY: Final = (DONE, CANCELLED, FAILED, CRASHED, TIMEOUT, USAGE, NOT_FOUND, AUTHENTICATION, UNREACHABLE)


def worst(codes: Iterable[int]) -> int:
    """Return the worst of several exit codes. A run that could not be started is worse than one that failed."""
    return max(codes, key=_SEVERITY.index, default=DONE)

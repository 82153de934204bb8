"""Where a client's connections belong: an event loop, or a process. Elsewhere they would hang, or mix up answers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prefect_http.errors import ClientMovedError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


class AsyncHome:
    """The event loop on which an async client was first used."""

    def __init__(self) -> None:
        self._loop: AbstractEventLoop | None = None

    def left(self) -> bool:
        """Return whether the loop that runs is another than the one of the first call, which is remembered."""
        # The sync client has no use for it, and starts sooner without.
        from asyncio import get_running_loop

        try:
            loop = get_running_loop()
        except RuntimeError:
            return False  # Trio runs, whose loops are not told apart.
        self._loop = self._loop or loop
        return self._loop is not loop

    def check(self) -> None:
        """Make sure that the loop which runs is the one of the first call.

        Raises:
            ClientMovedError: it is another.
        """
        if self.left():
            raise ClientMovedError(
                "This client's connections belong to another event loop, on which it was used first: "
                "make one AsyncPrefect for each asyncio.run(), inside of it."
            )


class Home:
    """The process in which a client was made."""

    def __init__(self) -> None:
        self._process = os.getpid()

    def left(self) -> bool:
        """Return whether this is another process, forked from the one in which the client was made."""
        return os.getpid() != self._process

    def check(self) -> None:
        """Make sure that this is the process in which the client was made.

        Raises:
            ClientMovedError: it is one that was forked from it.
        """
        if self.left():
            raise ClientMovedError(
                "This client's connections belong to the process from which this one was forked: "
                "make a client in each process."
            )

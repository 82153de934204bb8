"""Context of a command: the client, and the output in the format that the user asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from prefect_http._cli import output, terminal
from prefect_http._cli.output.kinds import Kind

if TYPE_CHECKING:
    from prefect_http import Prefect
    from prefect_http._settings.resolve import Resolution


class Context:
    """What a command works with.

    Args:
        output: Format of the output.
        api_url: URL of the API. Default: from settings.
        profile: Name of the profile. Default: the active one.
        debug: Whether to show the traceback of an error.
    """

    def __init__(
        self, *, output: str = "table", api_url: str | None = None, profile: str | None = None, debug: bool = False
    ) -> None:
        self.output = output
        self.debug = debug
        self.api_url = api_url
        self.profile = profile

    @cached_property
    def client(self) -> Prefect:
        """Client of the server in the settings."""
        return self.connect()

    def connect(self, **options: Any) -> Prefect:  # noqa: ANN401  # options of the client
        """Return another client of the server in the settings, with *options*. The caller closes it."""
        from prefect_http import Prefect

        client = Prefect(self.api_url, profile=self.profile, **options)
        # Afterwards, because the client may have been told to write the whole log.
        terminal.show_log()
        return client

    def resolve(self) -> Resolution:
        """Return the settings of the client, and where they come from."""
        from prefect_http._settings.resolve import resolve_with_origins

        return resolve_with_origins(os.environ, api_url=self.api_url, profile=self.profile)

    def close(self) -> None:
        """Close the client if there is one."""
        if "client" in self.__dict__:
            self.client.close()

    def method(self, path: str) -> Any:  # noqa: ANN401  # methods differ in their arguments
        """Return a method of the client, such as ``"flow_runs.list"``."""
        found: Any = self.client
        for name in path.split("."):
            found = getattr(found, name)
        return found

    def show_rows(
        self,
        rows: Iterable[Any],
        kind: Kind,
        limit: int = 0,
        lines: Callable[[Iterable[Any]], Iterable[str]] | None = None,
    ) -> None:
        """Write rows to standard output, and say on standard error if there are more than *limit*, or none.

        Args:
            rows: Rows. If there is a limit, one row more tells whether there are more.
            kind: Kind of the rows.
            limit: Number of rows to write, or 0 for all.
            lines: Function that returns the lines of rows. Default: lines in the format that the user asked for.
        """
        remaining = iter(rows)
        shown: Iterable[Any] = islice(remaining, limit or None)
        if self.output in {"table", "wide"}:
            first = list(islice(shown, 1))
            if not first:
                return terminal.say(f"no {kind.noun}s found")
            shown = chain(first, shown)
        terminal.write(lines(shown) if lines else output.lines_of_rows(shown, kind, self.output, self.screen))
        if next(remaining, None) is not None:
            terminal.say(f"There are more {kind.noun}s: pass --limit N, or --limit 0 for all.")
        return None

    def show_row(self, row: Any, kind: Kind) -> None:  # noqa: ANN401  # any model
        """Write a single row to standard output."""
        terminal.write(output.lines_of_row(row, kind, self.output, self.screen))

    @property
    def screen(self) -> output.Screen:
        """What standard output is connected to."""
        return output.Screen(terminal.width(), terminal.has_colour(sys.stdout), terminal.is_unicode())

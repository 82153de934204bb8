"""Verbs that are the same for all nouns: ls, count and get."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from prefect_http._cli import arguments
from prefect_http._cli.arguments import Argument
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.output.kinds import Kind
from prefect_http._cli.terminal import write

if TYPE_CHECKING:
    from prefect_http import Prefect


AnyKind: TypeAlias = "Kind | Callable[[Prefect, Sequence[Any]], Kind]"
"""Kind of rows, or a function that returns it, after it has read for these rows what their columns need."""


def ls(
    words: str, calls: str, kind: AnyKind, *extra: Argument, filters: str | None = None, **options: object
) -> Command:
    """Return a command that lists rows.

    Args:
        words: Words that name the command.
        calls: Method of the client that returns a listing.
        kind: Kind of the rows.
        extra: Arguments other than filters and --limit.
        filters: Filters, as for `arguments.filters`. Default: none.
        **options: Further arguments of the method.
    """

    def run(context: Context, *, limit: int, **given: object) -> None:
        # One more row tells whether there are more.
        bound = limit + 1 if limit else None
        rows = context.method(calls)(limit=bound, **options, **_given(given))
        if not isinstance(kind, Kind):
            rows = list(rows)
        shown = known(context, kind, rows)
        context.show_rows(rows, shown, limit)

    given_filters = () if filters is None else (arguments.filters(filters),)
    return Command(words, run, calls, (arguments.limit, *extra, *given_filters))


def count(words: str, calls: str, *, filters: str) -> Command:
    """Return a command that counts rows."""

    def run(context: Context, **given: object) -> None:
        write([str(context.method(calls)(**_given(given)))])

    return Command(words, run, calls, (arguments.filters(filters),))


def get(
    words: str, calls: str, kind: AnyKind, reference: Argument, find: Callable[..., object] | None = None
) -> Command:
    """Return a command that shows one row.

    Args:
        words: Words that name the command.
        calls: Method of the client that returns a row.
        kind: Kind of the row.
        reference: Positional argument that names the row.
        find: Function that returns the ID for the first characters of one. Default: the argument is passed as it is.
    """

    def run(context: Context, **given: str) -> None:
        (text,) = given.values()
        row = context.method(calls)(text if find is None else find(context.client, text))
        context.show_row(row, known(context, kind, [row]))

    return Command(words, run, calls, (reference,))


def known(context: Context, kind: AnyKind, rows: Any) -> Kind:  # noqa: ANN401  # rows of any kind
    """Return *kind*, or the one that it returns for *rows*."""
    return kind if isinstance(kind, Kind) else kind(context.client, rows)


def _given(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}

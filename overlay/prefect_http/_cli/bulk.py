"""Commands that change one or many rows: by ID, or all that match a filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from prefect_http._cli import arguments, exit_codes
from prefect_http._cli.arguments import Argument
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError, code_of, line_of
from prefect_http._cli.output.kinds import Column, Kind, counted
from prefect_http._cli.progress import bar
from prefect_http._cli.terminal import confirm, optional_output, say
from prefect_http._cli.verbs import AnyKind, known

if TYPE_CHECKING:
    from prefect_http import Outcome, Prefect

Change: TypeAlias = Callable[..., Sequence["Outcome"]]
"""Function like the ``…_many`` methods of the client: it takes rows or filters, *dry_run* and *on_progress*."""

OUTCOME: Final = Kind("outcome", (Column("id"), Column("error")))


class Verb(NamedTuple):
    """What a command does, in words.

    Attributes:
        base: Infinitive, such as ``"delete"``.
        past: Past participle, such as ``"deleted"``.
        progressive: Present participle, such as ``"deleting"``.
        asks: Whether to ask first: always, or only if a filter selects the rows, or never.
        finished: Whether --older-than selects runs by their end. Default: by their expected start.
    """

    base: str
    past: str
    progressive: str
    asks: Literal["always", "filter", "never"] = "never"
    finished: bool = False


class Bulk(NamedTuple):
    """Command that changes rows.

    Attributes:
        calls: Method of the client that changes one row. The one that changes many has the suffix ``_many``.
        verb: What the command does, in words.
        kind: Kind of the rows.
        noun: Name of one row.
        find: Function that returns the ID for the first characters of one.
        filters: Filters, as for `arguments.filters`.
        many: Function that returns what changes many rows, for the values of the arguments that are not filters.
            Default: the client's method.
        reference: What names a row.
        remark: Function that returns what to say about the outcomes, or an empty string. Default: nothing is said.
    """

    calls: str
    verb: Verb
    kind: AnyKind
    noun: str
    find: Callable[[Prefect, str], object]
    filters: str
    many: Callable[[Context, Mapping[str, Any]], Change] | None = None
    reference: str = "ID"
    remark: Callable[[Prefect, Sequence[Outcome]], str] | None = None

    def command(self, words: str, *extra: Argument) -> Command:
        """Return the command that is named by *words*, with *extra* arguments."""
        metavar = self.noun.rpartition(" ")[2].upper()
        rows = arguments.several("rows", f"{self.reference} of a {self.noun}, or its first characters", metavar)
        confirmation = () if self.verb.asks == "never" else (arguments.yes,)
        filters = arguments.filters(self.filters, older="ended_until" if self.verb.finished else "until")
        options = (*extra, arguments.dry_run, *confirmation, filters)
        return Command(words, self._run, self.calls, (rows, *options))

    def _run(self, context: Context, *, rows: list[str], dry_run: bool, yes: bool = False, **given: object) -> int:
        names = [name for name in arguments.filter_names(self.filters) if name in given]
        popped = {name: given.pop(name) for name in names}
        filters = {name: value for name, value in popped.items() if value is not None}
        if bool(rows) == bool(filters):
            got = "both" if rows else "neither"
            raise CommandError(
                f"{self.verb.progressive} requires IDs or a filter, got {got} (to select all, pass --where '{{}}')"
            )
        change: Change = context.method(f"{self.calls}_many") if self.many is None else self.many(context, given)
        selected: dict[str, Any] = {"rows": [self.find(context.client, row) for row in rows]} if rows else filters
        if dry_run:
            return self._preview(context, change(**selected, dry_run=True))
        if self.verb.asks == "always" or (self.verb.asks == "filter" and not rows):
            if not yes and not rows:
                # What is confirmed is what is changed, whatever matches the filter by then.
                selected = {"rows": [one.id for one in change(**filters, dry_run=True) if one.ok]}
            found = selected.get("rows", [])
            action = f"{self.verb.base} {counted(len(found), self.noun)}"
            if found and not confirm(action, yes=yes, concerns=lambda: self._sample(context, found)):
                return exit_codes.INTERRUPTED
        with bar(self.verb.progressive.capitalize()) as on_progress:
            outcomes = change(**selected, on_progress=on_progress)
        if context.output not in {"table", "wide"}:
            with optional_output():
                context.show_rows(outcomes, OUTCOME)
        code = self._report(outcomes, self.verb.past)
        if self.remark is not None and (remark := self.remark(context.client, outcomes)):
            say(remark)
        return code

    def _sample(self, context: Context, ids: Sequence[object]) -> Iterable[str]:
        """Return lines for the first of the rows that would be changed."""
        from prefect_http._cli import samples

        rows = context.method(f"{self.calls.rpartition('.')[0]}.list")(id=ids[: samples.SIZE]).to_list()
        return samples.sample(rows, known(context, self.kind, rows), len(ids))

    def _preview(self, context: Context, outcomes: Sequence[Outcome]) -> int:
        """Show the rows that would be changed."""
        from prefect_http._utils import batches

        listing = context.method(f"{self.calls.rpartition('.')[0]}.list")
        rows = [row for ids in batches([one.id for one in outcomes if one.ok]) for row in listing(id=ids)]
        if rows or context.output not in {"table", "wide"}:
            context.show_rows(rows, known(context, self.kind, rows))
        return self._report(outcomes, f"would be {self.verb.past}")

    def _report(self, outcomes: Sequence[Outcome], done: str) -> int:
        """Say how many rows were changed and why others were not, and return the exit code."""
        errors = [one.error for one in outcomes if one.error is not None]
        for error in errors:
            say(f"error: {line_of(error)}")
        failed = f", {len(errors):,} failed" if errors else ""
        say(f"{counted(len(outcomes) - len(errors), self.noun)} {done}{failed}")
        return exit_code_of([code_of(error) for error in errors])


def each(method: Callable[[Any], object], listing: Callable[..., Iterable[Any]], *, state: str) -> Change:
    """Return what changes many rows, one by one, for a method that changes one.

    Args:
        method: Method of the client that changes one row.
        listing: Method of the client that lists the rows that match filters.
        state: State of the rows that a filter selects, unless it names states itself.
    """

    def apply(
        rows: Sequence[Any] | None = None,
        *,
        dry_run: bool = False,
        on_progress: Callable[[Any], object] | None = None,
        **filters: object,
    ) -> Sequence[Outcome]:
        from prefect_http import Outcome, PrefectHTTPError, Progress
        from prefect_http._domain.bulk import affects_all_rows

        ids = [row.id for row in listing(**{"state": state, **filters})] if rows is None else rows
        outcomes: list[Outcome] = []
        failed = 0
        for index, ident in enumerate(ids):
            error = None
            if not dry_run:
                try:
                    method(ident)
                except PrefectHTTPError as raised:
                    if affects_all_rows(raised):
                        raise
                    error = raised
                    failed += 1
            outcomes.append(Outcome(index=index, id=ident, error=error))
            if on_progress is not None:
                on_progress(Progress(done=len(outcomes), failed=failed, total=len(ids)))
        return outcomes

    return apply


def exit_code_of(codes: Sequence[int]) -> int:
    """Return the exit code for several rows: 0 if all are, the code of those that are not if they agree, else 1."""
    different = {code for code in codes if code != exit_codes.DONE}
    return exit_codes.FAILED if len(different) > 1 else max(different, default=exit_codes.DONE)

"""IDs on the command line: complete ones, or their first characters if those are unique."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from prefect_http._cli.errors import CommandError
from prefect_http._cli.exit_codes import NOT_FOUND

if TYPE_CHECKING:
    from prefect_http import Prefect
    from prefect_http.models import FlowRun
    from prefect_http_api import Call

BEGINNING: Final = re.compile(r"[0-9a-f]+(-[0-9a-f]*)*", re.ASCII)
"""What an ID can begin with, in lower case."""

_DIGITS: Final = 32
_CANDIDATES: Final = 5
"""Number of candidates to show."""


def complete(text: str, noun: str, search: Callable[[str], Iterable[Any]], *, listed_by: str, name: str = "") -> UUID:
    """Return the ID that *text* is, or begins.

    Args:
        text: ID, or its first characters.
        noun: Name of what the ID belongs to, such as ``"flow run"``.
        search: Function that returns rows, among them those whose IDs begin with the digits that it is called with.
        listed_by: Command that lists the IDs, for error messages.
        name: Form of a name, if there are names, such as ``"FLOW/NAME"``.

    Raises:
        CommandError: *text* cannot begin an ID, or begins none or several.
    """
    digits = text.lower().replace("-", "")
    if not BEGINNING.fullmatch(text.lower()) or len(digits) > _DIGITS:
        expected = f"{name}, an ID, or the first characters of one" if name else "an ID, or its first characters"
        raise CommandError(f"invalid {noun} {text!r}: expected {expected} (see {listed_by})")
    if len(digits) == _DIGITS:
        return UUID(digits)
    found = [row for row in search(digits) if row.id.hex.startswith(digits)]
    if not found:
        raise CommandError(f"no {noun} has an ID that begins with {text!r} (see {listed_by})", NOT_FOUND)
    if len(found) > 1:
        candidates = ", ".join(map(_describe, found[:_CANDIDATES]))
        more = ", and others" if len(found) > _CANDIDATES else ""
        raise CommandError(f"{text!r} begins the IDs of several {noun}s: {candidates}{more}")
    only: UUID = found[0].id
    return only


def _describe(row: Any) -> str:  # noqa: ANN401  # rows of any kind
    return f"{row.id} ({row.name})" if hasattr(row, "name") else str(row.id)


def find_run(client: Prefect, text: str) -> UUID:
    """Return the ID of the flow run that *text* names: an ID, or its first characters."""
    from prefect_http_api import flow_runs

    read, count = flow_runs.read_flow_runs, client.flow_runs.count
    return complete_sorted(client, text, "flow run", read, count, listed_by="prefect-http runs ls")


def runs_beginning(client: Prefect, text: str) -> list[FlowRun]:
    """Return the flow runs whose IDs begin with *text*, at most those of one page."""
    from prefect_http_api import flow_runs

    digits = text.lower().replace("-", "")
    if not BEGINNING.fullmatch(text.lower()) or len(digits) > _DIGITS:
        return []
    rows = _rows_near(client, digits, flow_runs.read_flow_runs, client.flow_runs.count)
    return [run for run in rows if run.id.hex.startswith(digits)]


def runs_with_keys(client: Prefect, keys: Iterable[str | None]) -> set[UUID]:
    """Return the IDs of the flow runs that have one of the idempotency *keys*. None is ignored."""
    given = [key for key in keys if key]
    if not given:
        return set()
    return {run.id for run in client.flow_runs.list(where={"flow_runs": {"idempotency_key": {"any_": given}}})}


def find_deployment(client: Prefect, text: str) -> str | UUID:
    """Return the name or the ID of the deployment that *text* names: ``"flow/deployment"``, or as in `find_run`."""
    if "/" in text:
        return text
    return complete(
        text,
        "deployment",
        lambda _digits: client.deployments.list(),
        listed_by="prefect-http deployments ls",
        name="FLOW/NAME",
    )


def complete_sorted(
    client: Prefect,
    text: str,
    noun: str,
    read: Callable[..., Call[list[Any]]],
    count: Callable[[], int],
    *,
    listed_by: str,
) -> UUID:
    """Return the ID that *text* is, or begins, among more rows than can be listed.

    Args:
        client: Client.
        text: ID, or its first characters.
        noun: Name of what the ID belongs to, such as ``"flow run"``.
        read: Operation that reads a page, and can sort by ID.
        count: Method of the client that counts all rows.
        listed_by: Command that lists the IDs, for error messages.

    Raises:
        CommandError: As in `complete`.
    """
    return complete(text, noun, lambda digits: _rows_near(client, digits, read, count), listed_by=listed_by)


def _rows_near(
    client: Prefect, digits: str, read: Callable[..., Call[list[Any]]], count: Callable[[], int]
) -> Sequence[Any]:
    """Return a page of rows, sorted by ID, that begins before the first one whose ID begins with *digits*.

    The API cannot filter by the beginning of an ID, but it can sort by ID. A recent run is usually on the first page.

    Args:
        client: Client.
        digits: First digits of an ID.
        read: Operation that reads a page.
        count: Method of the client that counts all rows.
    """
    highest = UUID(digits.ljust(_DIGITS, "f"))
    page = client.send(read(sort="ID_DESC"))
    if not page or page[-1].id < highest:
        return page
    low, high = len(page), count()
    while low < high:
        middle = (low + high) // 2
        rows = client.send(read(sort="ID_DESC", offset=middle, limit=1))
        if rows and rows[0].id > highest:
            low = middle + 1
        else:
            high = middle
    return client.send(read(sort="ID_DESC", offset=low))

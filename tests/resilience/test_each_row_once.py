"""Listings return each row that exists throughout exactly once, despite faults and concurrent changes."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from typing import cast
from uuid import UUID, uuid4

import pytest

from prefect_http import AsyncPrefect, DecodeError, Prefect, RetryPolicy, TriggerRow
from prefect_http_api.requests import FlowRunSort
from tests.conftest import Profile
from tests.resilience.proxy import AT_RANDOM, Fault, Proxy
from tests.resilience.rows import Deployments, Events, FlowRuns, Logs, Rows, TaskRuns, Variables
from tests.support.servers import Database, Provide, ServerAddress
from tests.support.transports import PatientTransport
from tests.support.versions import PINNED

# Truncated responses are not retried: see test_a_truncated_page_raises.
LOSING = [fault for fault in AT_RANDOM if fault is not Fault.TRUNCATE]
SHARE = 0.3
RETRY = RetryPolicy(attempts=21, wait_initial=0.02, wait_max=1, retry_after_max=0.1)

KINDS: dict[str, tuple[type[Rows], int, int]] = {
    "flow runs": (FlowRuns, 250, 5000),
    "task runs": (TaskRuns, 210, 500),
    "deployments": (Deployments, 210, 500),
    "variables": (Variables, 210, 500),
    "logs": (Logs, 500, 5000),
    "events": (Events, 110, 1000),
}
"""Number of rows of each kind in the short and in the full profile."""

ROUNDS, CHANGES = 10, 20
"""Maximum number of rounds, and the number of changes that suffices. A busy machine makes fewer changes per round."""

MAX_CHANGES = 40
"""Maximum number of changes during one listing."""

A_FEW = 60
"""Number of rows if a page has seven."""

SMALL_PAGES = {"PREFECT_API_DEFAULT_LIMIT": "7"}

# A page of events has 50 rows, whatever the server's limit.
CASES = [(kind, 50 if kind == "events" else 200) for kind in KINDS] + [(kind, 7) for kind in KINDS if kind != "events"]

IN_BULK = ("flow runs", "logs", "events")
"""Kinds that are created many at a time."""


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request: pytest.FixtureRequest) -> Database:
    """The server's database. Each orders ties in its own way."""
    return cast("Database", request.param)


@pytest.fixture
def server(server_of: Provide, database: Database, profile: Profile) -> ServerAddress:
    """A server with that database. In the short profile, its pages are small, so that a few rows fill several."""
    return server_of(PINNED, database, **(SMALL_PAGES if profile == "short" else {}))


@dataclass
class Disturbance:
    """Changes that another client has made so far."""

    changes: int = 0


@contextmanager
def disturbed(rows: Rows) -> Iterator[Disturbance]:
    """Create, delete and change rows at full speed during the block, up to a limit."""
    done, over = Disturbance(), threading.Event()
    errors: list[Exception] = []

    def disturb() -> None:
        try:
            while not over.is_set() and done.changes < MAX_CHANGES:
                rows.change()
                done.changes += 1
        except Exception as error:  # noqa: BLE001  # raised below
            errors.append(error)

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        yield done
    finally:
        over.set()
        thread.join()
    if errors:
        raise errors[0]


def check(found: list[str], kept: list[str], listing: str) -> None:
    assert len(found) == len(set(found)), f"{listing}: {len(found) - len(set(found))} repeated"
    missing = set(kept) - set(found)
    assert not missing, f"{listing}: {len(missing)} of {len(kept)} are missing"


@pytest.mark.parametrize(("kind", "limit"), CASES)
def test_each_row_is_returned_once(
    *,
    kind: str,
    limit: int,
    database: Database,
    profile: Profile,
    server_of: Provide,
    seed: int,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    if limit == 200 and (database == "PostgreSQL" or kind not in IN_BULK) and profile == "short":
        pytest.skip("the short profile has pages of 200 on SQLite only, with rows that are created in bulk")
    # On PostgreSQL, ties have no stable order.
    server = server_of(PINNED, database, **({} if limit == 200 else SMALL_PAGES))
    kind_of_rows, short, full = KINDS[kind]
    number = A_FEW if limit == 7 else scaled(short=short, full=full)
    chance = random.Random(seed)  # noqa: S311  # no secret
    with (
        Prefect(server.api_url, transport=PatientTransport()) as other,
        Proxy(server.origin, seed=seed, share=SHARE, faults=LOSING) as proxy,
        Prefect(server.api_url, transport=PatientTransport()) as prefect,
        Prefect(proxy.api_url, retry=RETRY) as unlucky,
    ):
        rows = kind_of_rows(other, chance)
        rows.create_all(number)
        returned = listings = changes = 0
        for client in islice(cycle((prefect, unlucky)), 2 * ROUNDS):
            for order, listing in rows.listings(client).items():
                with disturbed(rows) as meanwhile:
                    found = [rows.key(row) for row in listing]
                check(found, rows.kept, f"{kind}, {order}")
                returned, listings, changes = returned + len(found), listings + 1, changes + meanwhile.changes
            if changes >= CHANGES and client is unlucky:
                break
        survived(
            "Each row once",
            f"{number:,} {kind} on {database}, {limit} per page; {changes:,} concurrent changes, "
            f"{proxy.injected:,} faults in {proxy.requests:,} requests",
            f"{returned:,} rows returned by {listings} listings; 0 missing, 0 repeated",
        )


@pytest.mark.parametrize("sort", ["NAME_ASC", "END_TIME_DESC"])
def test_each_row_is_returned_once_if_a_tie_exceeds_a_page(
    server: ServerAddress, sort: FlowRunSort, seed: int, scaled: Callable[..., int]
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=f"tied-{uuid4()}")
        deployment = prefect.deployments.create(name="tied", flow_id=flow.id).id
        # None of the runs ever ends, so all have the same end time.
        rows: list[TriggerRow] = [{"name": chance.choice("ab")} for _ in range(scaled(short=A_FEW, full=1000))]
        created = [str(outcome.id) for outcome in prefect.deployments.trigger_many(deployment, rows)]
        found = prefect.flow_runs.list(where={"flow_runs": {"deployment_id": {"any_": [deployment]}}}, sort=sort)
        check([str(run.id) for run in found], created, sort)


@pytest.mark.anyio
async def test_an_async_listing_returns_each_row_once(
    server: ServerAddress, seed: int, scaled: Callable[..., int]
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    with (
        Prefect(server.api_url, transport=PatientTransport()) as other,
        Proxy(server.origin, seed=seed, share=SHARE, faults=LOSING) as proxy,
    ):
        rows = FlowRuns(other, chance)
        rows.create_all(scaled(short=A_FEW, full=205))
        async with AsyncPrefect(proxy.api_url, retry=RETRY) as prefect:
            with disturbed(rows) as meanwhile:
                found = [str(run.id) async for run in prefect.flow_runs.list(where={"flow_runs": rows.filter})]
        assert meanwhile.changes
        check(found, rows.kept, "flow runs")


def test_a_truncated_page_raises(server: ServerAddress, seed: int, scaled: Callable[..., int]) -> None:
    with (
        Prefect(server.api_url, transport=PatientTransport()) as other,
        Proxy(server.origin, seed=seed) as proxy,
        Prefect(proxy.api_url, retry=RETRY) as prefect,
    ):
        rows = Logs(other, random.Random(seed))  # noqa: S311  # no secret
        rows.create_all(scaled(short=A_FEW, full=410))
        listing = rows.listings(prefect)["earliest first"]
        pages = iter(listing.pages())
        found = [rows.key(row) for page in (next(pages), next(pages)) for row in page]
        proxy.always = Fault.TRUNCATE
        with pytest.raises(DecodeError):
            list(pages)
        assert len(set(found)) == len(found)
        proxy.always = None
        check([rows.key(row) for row in listing], rows.kept, "logs")


def write(prefect: Prefect, run: UUID, bursts: int, lines: int) -> None:
    """Write bursts of *lines* that share a timestamp, as a verbose run does, and end the run."""
    for burst in range(bursts):
        now = datetime.now(UTC)
        prefect.logs.create(
            {"name": "verbose", "level": 20, "message": f"{burst} {line}", "timestamp": now, "flow_run_id": run}
            for line in range(lines)
        )
        time.sleep(0.01)
    prefect.flow_runs.set_state(run, "COMPLETED", force=True)


def test_following_logs_returns_each_line_once_in_order(
    server: ServerAddress,
    database: Database,
    seed: int,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    bursts, burst_size = scaled(short=4, full=40), scaled(short=A_FEW, full=250)
    with (
        Prefect(server.api_url, transport=PatientTransport()) as other,
        Proxy(server.origin, seed=seed, share=SHARE, faults=LOSING) as proxy,
        Prefect(proxy.api_url, retry=RETRY) as prefect,
        ThreadPoolExecutor(1) as writer,
    ):
        flow = other.flows.create(name=f"verbose-{uuid4()}")
        run = other.flow_runs.create(flow_id=flow.id, state={"type": "RUNNING"}).id
        written = writer.submit(write, other, run, bursts, burst_size)
        lines = list(prefect.flow_runs.follow_logs(run, poll_interval=0.05))
        written.result()
        assert sorted(line.message for line in lines) == sorted(
            f"{burst} {line}" for burst in range(bursts) for line in range(burst_size)
        )
        assert [line.timestamp for line in lines] == sorted(line.timestamp for line in lines)
        survived(
            "Each row once",
            f"{len(lines):,} log lines on {database} followed, {burst_size} per timestamp, "
            f"{proxy.injected} faults in {proxy.requests} requests",
            "each returned once, in order",
        )

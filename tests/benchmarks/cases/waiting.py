"""Waiting for runs that never finish."""

from collections.abc import Iterator

from tests.benchmarks import pages
from tests.benchmarks.bench import Bench
from tests.benchmarks.sampling import Figure, Goal
from tests.benchmarks.table import OURS

RUNS = 500


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the requests per polling round, and the CPU time of a wait."""
    ours, api_url = bench.worker(OURS), bench.loopback.api_url()
    runs = [pages.ident("f1", pages.FIRST_RUNNING + number) for number in range(RUNS)]
    bench.say("wait: many runs")
    counts: list[tuple[int, int]] = []
    for seconds in (1.0, 4.0):
        before = bench.loopback.requests()
        rounds = ours.call("wait_many", api_url=api_url, runs=runs, seconds=seconds)
        counts.append((bench.loopback.requests() - before, rounds))
    # The first and the last round read all runs page by page, so the difference of two waits is measured.
    (requests, rounds), (more_requests, more_rounds) = counts
    yield Figure(
        "wait_many",
        f"{RUNS} running flow runs, average of {more_rounds - rounds} rounds between the first and the last",
        "requests per round",
        {OURS: [(more_requests - requests) / (more_rounds - rounds)]},
        [Goal(1.0)],
    )
    seconds = 3.0 if bench.quick else 20.0
    bench.say(f"wait: {seconds:g} s")
    took = ours.call("wait", api_url=api_url, run=runs[0], seconds=seconds)
    yield Figure(
        "wait", f"a running flow run, {seconds:g} s", "% CPU", {OURS: [took["cpu"] / took["wall"] * 100]}, [Goal(1.0)]
    )

"""Waiting for runs while nothing happens."""

from collections.abc import Iterator

from tests.benchmarks import pages
from tests.benchmarks.bench import Bench
from tests.benchmarks.sampling import Figure, Goal
from tests.benchmarks.table import OURS

RUNS = 500


def measure(bench: Bench) -> Iterator[Figure]:
    """Yield how many requests a round takes, and what waiting costs."""
    ours, api_url = bench.worker(OURS), bench.loopback.api_url()
    runs = [pages.ident("f1", pages.FIRST_GOING + number) for number in range(RUNS)]
    bench.say("wait: many runs")
    asked: list[tuple[int, int]] = []
    for seconds in (1.0, 4.0):
        before = bench.loopback.requests()
        rounds = ours.call("wait_many", api_url=api_url, runs=runs, seconds=seconds)
        asked.append((bench.loopback.requests() - before, rounds))
    # The first round and the last one read the runs themselves, page by page.
    (requests, rounds), (more_requests, more_rounds) = asked
    yield Figure(
        "wait_many",
        f"{RUNS} runs that go on, each of {more_rounds - rounds} rounds between the first and the last",
        "requests a round",
        {OURS: [(more_requests - requests) / (more_rounds - rounds)]},
        [Goal(1.0)],
    )
    seconds = 3.0 if bench.quick else 20.0
    bench.say(f"wait: {seconds:g} s")
    took = ours.call("wait", api_url=api_url, run=runs[0], seconds=seconds)
    yield Figure(
        "wait", f"a run that goes on, {seconds:g} s", "% CPU", {OURS: [took["cpu"] / took["wall"] * 100]}, [Goal(1.0)]
    )

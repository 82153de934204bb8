"""Waiting for runs while nothing happens."""

from collections.abc import Iterator

from tests.bench import pages
from tests.bench.bench import Bench
from tests.bench.sampling import Figure, Goal
from tests.bench.table import OURS

RUNS = 500


def measure(bench: Bench) -> Iterator[Figure]:
    """Yield how many requests a round takes, and what waiting costs."""
    ours, api_url = bench.worker(OURS), bench.loopback.api_url()
    runs = [pages.ident("f1", pages.FIRST_GOING + number) for number in range(RUNS)]
    bench.say("wait: many runs")
    before = bench.loopback.requests()
    rounds = ours.call("wait_many", api_url=api_url, runs=runs, seconds=1.0)
    requests = bench.loopback.requests() - before
    yield Figure(
        "wait_many",
        f"{RUNS} runs that go on, {rounds} rounds",
        "requests a round",
        {OURS: [requests / rounds]},
        [Goal(1.0)],
    )
    seconds = 3.0 if bench.quick else 20.0
    bench.say(f"wait: {seconds:g} s")
    took = ours.call("wait", api_url=api_url, run=runs[0], seconds=seconds)
    yield Figure(
        "wait", f"a run that goes on, {seconds:g} s", "% CPU", {OURS: [took["cpu"] / took["wall"] * 100]}, [Goal(1.0)]
    )

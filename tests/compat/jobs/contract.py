"""What each server declares, and what it answers, beside what the client was promised."""

from collections import Counter
from collections.abc import Iterable

import httpx

from prefect_http._contract.diff.collect import compare
from prefect_http._contract.findings import Finding
from prefect_http._contract.live import replay
from prefect_http._contract.openapi import document
from prefect_http._contract.sources.client import client_document
from tests.compat.jobs.world import connect
from tests.compat.results import Differences
from tests.support.servers import ServerAddress

WAIT_SECONDS = 60


def declared(server: ServerAddress) -> Differences | None:
    answer = httpx.get(f"{server.origin}/openapi.json", trust_env=False, timeout=WAIT_SECONDS)
    found = document.parse(answer.raise_for_status().json())
    assert found.version == server.version
    return _counted(compare(client_document(), found))


def answered(server: ServerAddress) -> Differences | None:
    with connect(server) as prefect:
        return _counted(replay(prefect, report_progress=lambda _line: None))


def _counted(findings: Iterable[Finding]) -> Differences | None:
    """Return how many of the findings matter to a caller; None when none does."""
    levels = Counter(finding.level for finding in findings)
    said = [f"{levels[level]} {level}" for level in ("breaking", "risky") if levels[level]]
    return Differences(", ".join(said)) if said else None

"""Jobs that compare a server's API document and responses with the API that the client expects."""

from collections import Counter
from collections.abc import Iterable

import httpx

from prefect_http._contract.diff.collect import compare
from prefect_http._contract.findings import Finding
from prefect_http._contract.live import replay
from prefect_http._contract.openapi import document
from prefect_http._contract.sources.client import client_document
from tests.compat.jobs.helpers import connect
from tests.compat.results import Differences
from tests.support.servers import ServerAddress

WAIT_SECONDS = 60


def api_document(server: ServerAddress) -> Differences | None:
    response = httpx.get(server.document_url, trust_env=False, timeout=WAIT_SECONDS)
    found = document.parse(response.raise_for_status().json())
    assert server.is_on_cloud or found.version == server.version
    return _summary(compare(client_document(), found))


def responses(server: ServerAddress) -> Differences | None:
    with connect(server) as prefect:
        return _summary(replay(prefect, report_progress=lambda _line: None))


def _summary(findings: Iterable[Finding]) -> Differences | None:
    """Count the findings that affect callers, or return None if no finding does."""
    levels = Counter(finding.level for finding in findings)
    counts = [f"{levels[level]} {level}" for level in ("breaking", "risky") if levels[level]]
    return Differences(", ".join(counts)) if counts else None

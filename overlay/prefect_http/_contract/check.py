"""Check: compare two documents, apply the baseline and build the report, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

import prefect_http_api
from prefect_http._contract.baseline import Acceptance, apply_baseline
from prefect_http._contract.cloud import LACKING
from prefect_http._contract.decoding import is_decoded
from prefect_http._contract.diff.collect import compare
from prefect_http._contract.diff.rules import advice_on_cloud
from prefect_http._contract.findings import LEVELS, AffectedOperation, Finding
from prefect_http._contract.openapi.document import Document
from prefect_http._contract.reports.report import FailOn, Report
from prefect_http._contract.usage.uses import Uses, affecting


def check(
    client: Document,
    server: Document,
    *,
    source: str,
    client_version: str,
    today: date,
    live_findings: Iterable[Finding] = (),
    acceptances: Sequence[Acceptance] = (),
    used: Uses | None = None,
    fail_on: FailOn = "breaking",
) -> Report:
    """Compare the client's document with the server's, and return the report.

    Args:
        client: Document that the client was generated from.
        server: Document of the server.
        source: URL or path of the server's document.
        client_version: Installed version of prefect-http.
        today: Date that decides which acceptances have expired.
        live_findings: Findings of a live replay. Default: none.
        acceptances: Accepted findings. Default: none.
        used: Operations to report on, each with its first use. Default: all operations.
        fail_on: Lowest level at which a finding breaks the contract. Default: breaking.
    """
    differences = (finding for finding in compare(client, server) if not is_decoded(finding))
    found = sorted([*differences, *live_findings], key=lambda finding: LEVELS.index(finding.level))
    if server.is_cloud:
        found = [replace(finding, advice=advice_on_cloud(finding.advice)) for finding in found]
    result = apply_baseline(found if used is None else affecting(found, used), acceptances, today)
    # An acceptance is not stale if its finding affects only unused operations.
    fingerprints = {finding.fingerprint for finding in found}
    return Report(
        source=source,
        client_version=client_version,
        client_prefect_version=prefect_http_api.SERVER_VERSION,
        server_version=server.version,
        fail_on=fail_on,
        findings=result.active,
        accepted=result.accepted,
        expired=result.expired,
        stale=[acceptance for acceptance in result.stale if acceptance.fingerprint not in fingerprints],
        used=used,
        lacking=[
            AffectedOperation(operation.name, operation.method, operation.path)
            for key, operation in client.operations.items()
            if server.is_cloud and operation.name in LACKING and key not in server.operations
            # Other servers receive some of these operations with any call, but not Prefect Cloud.
            if used is None or used.get(operation.name) is not None
        ],
    )

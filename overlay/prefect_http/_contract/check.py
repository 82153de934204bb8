"""A check, from documents to its report; nothing is asked or read here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import prefect_http_api
from prefect_http._contract.baseline import Acceptance, sort_out
from prefect_http._contract.diff.compare import compare
from prefect_http._contract.findings import LEVELS, Finding
from prefect_http._contract.openapi.document import Document
from prefect_http._contract.report import FailOn, Report
from prefect_http._contract.usage import touching
from prefect_http._contract.usage.uses import Uses


def check(
    promised: Document,
    server: Document,
    *,
    source: str,
    client_version: str,
    today: date,
    replayed: Iterable[Finding] = (),
    acceptances: Sequence[Acceptance] = (),
    used: Uses | None = None,
    fail_on: FailOn = "breaking",
) -> Report:
    """Return what a check comes to.

    Args:
        promised: what the client was generated from.
        server: what the server declares.
        source: where that came from.
        client_version: the installed version of prefect-http.
        today: the day on which acceptances expire, or not.
        replayed: what was found by calling the server.
        acceptances: the findings that are accepted.
        used: the operations that matter, with where they are used; None for all.
        fail_on: from which level on a finding breaks the contract.
    """
    found = sorted([*compare(promised, server), *replayed], key=lambda one: LEVELS.index(one.level))
    result = sort_out(found if used is None else touching(found, used), acceptances, today)
    # What only others use is there all the same.
    there = {one.fingerprint for one in found}
    return Report(
        source=source,
        client_version=client_version,
        promised_version=prefect_http_api.SERVER_VERSION,
        server_version=server.version,
        fail_on=fail_on,
        findings=result.counting,
        accepted=result.accepted,
        expired=result.expired,
        stale=[one for one in result.stale if one.fingerprint not in there],
        used=used,
    )

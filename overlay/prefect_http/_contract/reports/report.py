"""Report of a check, independent of its output format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from prefect_http._contract.baseline import Acceptance, AcceptedFinding
from prefect_http._contract.findings import LEVELS, AffectedOperation, Finding, Level
from prefect_http._contract.usage.uses import Use, Uses

FailOn = Literal["breaking", "risky", "any"]
"""Lowest level at which a finding breaks the contract."""

FAIL_ON: tuple[FailOn, ...] = get_args(FailOn)

Verdict = Literal["kept", "broken"]


class Report(msgspec.Struct, frozen=True):
    """Result of a check.

    Attributes:
        source: URL or path of the server's document.
        client_version: Installed version of prefect-http.
        client_prefect_version: Prefect version that the client was generated from.
        server_version: Prefect version of the server, or ``CLOUD``.
        fail_on: Lowest level at which a finding breaks the contract.
        findings: Findings that are not accepted, most severe first.
        accepted: Findings that are accepted.
        expired: Expired acceptances. Their findings are in *findings* again.
        stale: Acceptances that match no finding.
        used: Used operations, if the report is limited to them. None for a report on all operations.
        lacking: Operations, limited to used ones, that Prefect Cloud lacks by design.
    """

    source: str
    client_version: str
    client_prefect_version: str
    server_version: str
    fail_on: FailOn = "breaking"
    findings: Sequence[Finding] = ()
    accepted: Sequence[AcceptedFinding] = ()
    expired: Sequence[Acceptance] = ()
    stale: Sequence[Acceptance] = ()
    used: Uses | None = None
    lacking: Sequence[AffectedOperation] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the contract is kept or broken."""
        return "broken" if any(map(self.breaks, self.findings)) else "kept"

    @property
    def counts(self) -> dict[Level, int]:
        """Number of findings by level, without accepted ones."""
        return {level: sum(finding.level == level for finding in self.findings) for level in LEVELS}

    def breaks(self, finding: Finding) -> bool:
        """Return whether *finding* breaks the contract, given *fail_on*."""
        return self.fail_on == "any" or LEVELS.index(finding.level) <= LEVELS.index(self.fail_on)

    def first_use(self, finding: Finding) -> Use | None:
        """Return the first use of an operation that *finding* affects."""
        uses = [(self.used or {}).get(place.operation) for place in finding.places]
        return min((use for use in uses if use is not None), default=None)

    def summary(self) -> str:
        """Return the verdict and the counts in one line."""
        counts = ", ".join(f"{number} {level}" for level, number in self.counts.items())
        accepted = f" ({len(self.accepted)} more accepted)" if self.accepted else ""
        used = "" if self.used is None else f" in the {len(self.used)} operations used,"
        return (
            f"{self.verdict}: {counts} differences{accepted}{used} between prefect-http {self.client_version} "
            f"(Prefect {self.client_prefect_version}) and Prefect {self.server_version} at {self.source}"
        )

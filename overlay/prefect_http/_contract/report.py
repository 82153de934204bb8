"""What a check has come to, before it is written in any format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from prefect_http._contract.baseline import Acceptance, Accepted
from prefect_http._contract.findings import LEVELS, Finding, Level
from prefect_http._contract.usage.uses import Use, Uses

FailOn = Literal["breaking", "risky", "any"]
"""From which level on a finding breaks the contract."""

FAIL_ON: tuple[FailOn, ...] = get_args(FailOn)

Verdict = Literal["kept", "broken"]


class Report(msgspec.Struct, frozen=True):
    """What a check has come to.

    Attributes:
        source: where the server's document came from.
        client_version: the installed version of prefect-http.
        promised_version: the version of Prefect that it was generated from.
        server_version: the version of Prefect that the document is of.
        fail_on: from which level on a finding breaks the contract.
        findings: those that count, most severe first.
        accepted: those that somebody has accepted.
        expired: what was accepted until a day that is over.
        stale: what is accepted, and was not found.
        used: the operations of the API that the given sources use; None for all that there are.
    """

    source: str
    client_version: str
    promised_version: str
    server_version: str
    fail_on: FailOn = "breaking"
    findings: Sequence[Finding] = ()
    accepted: Sequence[Accepted] = ()
    expired: Sequence[Acceptance] = ()
    stale: Sequence[Acceptance] = ()
    used: Uses | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the contract is kept."""
        return "broken" if any(map(self.breaks, self.findings)) else "kept"

    @property
    def counts(self) -> dict[Level, int]:
        """How many findings of each level count."""
        return {level: sum(finding.level == level for finding in self.findings) for level in LEVELS}

    def breaks(self, finding: Finding) -> bool:
        """Tell whether a finding that counts breaks the contract."""
        return self.fail_on == "any" or LEVELS.index(finding.level) <= LEVELS.index(self.fail_on)

    def first_use(self, finding: Finding) -> Use | None:
        """Return where the given sources first use what a finding touches."""
        uses = [(self.used or {}).get(place.operation) for place in finding.places]
        return min((use for use in uses if use is not None), default=None)

    def sentence(self) -> str:
        """Return the verdict and its reasons in one line."""
        counts = ", ".join(f"{number} {level}" for level, number in self.counts.items())
        beside = f" ({len(self.accepted)} more accepted)" if self.accepted else ""
        within = "" if self.used is None else f" in the {len(self.used)} operations that are used"
        return (
            f"{self.verdict}: {counts} differences{beside}{within} between prefect-http {self.client_version} "
            f"(Prefect {self.promised_version}) and Prefect {self.server_version} at {self.source}"
        )

"""Findings: what the contract check says about the difference between two documents."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import GeneratorError
from generator.pipeline import GENERATED, OVERLAY

_SECONDS = 180.0
_DONE = (0, 1)
"""Exit codes of a check that ran: the contract is kept or broken."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, as in the JSON report of ``prefect-http contract``.

    Attributes:
        rule: Kind of difference, such as ``request-property-removed``.
        level: ``breaking``, ``risky`` or ``compatible``.
        pointer: JSON pointer to the difference.
        what: What differs.
        means: Effect on callers.
        operations: Names of the affected operations. An operation that the client lacks is a method and a path.
        subject: Part that differs at the pointer, such as an enum value, with which *what* ends. May be empty.
        at: JSON path in the request or response of the first affected operation.
        settings: Whether it concerns the server's own settings.
    """

    rule: str
    level: str
    pointer: str
    what: str
    means: str
    operations: tuple[str, ...]
    subject: str = ""
    at: str = ""
    settings: bool = False


def find_differences(document: Path) -> list[Finding]:
    """Compare the document that ``generated/`` was made from with the one in the file *document*.

    Raises:
        GeneratorError: The contract check failed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "prefect_http", "contract", "--spec", str(document), "--format", "json"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(GENERATED), str(OVERLAY)])},
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode not in _DONE:
        raise GeneratorError(f"the contract check failed: {done.stderr.strip()}", "Nothing was changed.")
    return parse_findings(json.loads(done.stdout))


def parse_findings(report: dict[str, Any]) -> list[Finding]:
    """Return the findings of a JSON report."""
    return [
        Finding(
            rule=found["rule"],
            level=found["level"],
            pointer=found["pointer"],
            what=found["what"],
            means=found["means"],
            operations=tuple(dict.fromkeys(place["operation"] for place in found["places"])),
            subject=found["subject"],
            at=found["places"][0]["at"],
            settings=found["settings"],
        )
        for found in report["findings"]
    ]

"""Findings of a check: one per difference, with every operation that it affects."""

from __future__ import annotations

import hashlib
from typing import Literal, get_args

import msgspec

Level = Literal["breaking", "risky", "compatible"]
"""Severity of a difference."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""Levels, most severe first."""


class AffectedOperation(msgspec.Struct, frozen=True, order=True):
    """An operation that a difference affects, and where in its request or response.

    Attributes:
        operation: Name of the client's function, such as ``"deployments.read_deployment"``, or method and path for an
            operation that the client lacks.
        method: HTTP method, in capitals.
        path: Path template, relative to the API URL.
        at: JSON path in the request or response, such as ``"$[*].state.type"``. Empty for the operation as a whole.
    """

    operation: str
    method: str
    path: str
    at: str = ""


class Finding(msgspec.Struct, frozen=True):
    """One difference between the client's document and the server.

    Attributes:
        rule: ID of the rule, see ``rules.RULES``.
        level: Severity for callers.
        pointer: JSON pointer to the difference in the client's document, or in the server's for an addition.
        subject: Part that differs at the pointer, such as an enum value. Empty if the pointer is specific enough.
        what: Description of the difference.
        means: Effect on callers.
        advice: Recommended action, or an empty string.
        places: Affected operations.
        settings: Whether the difference is in the server's own settings, which callers rarely read.
    """

    rule: str
    level: Level
    pointer: str
    subject: str
    what: str
    means: str
    advice: str
    places: tuple[AffectedOperation, ...]
    settings: bool = False

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that identify the finding across checks.

        The fingerprint ignores the order of union members, and the suffixes "-Input" and "-Output" of schema names,
        because both vary with the versions of the server's dependencies.
        """
        stable = [
            part.removesuffix("-Input").removesuffix("-Output")
            for part in self.pointer.split("/")
            if not part.isdecimal()
        ]
        return hashlib.sha256("\n".join([self.rule, *stable, self.subject]).encode()).hexdigest()[:12]

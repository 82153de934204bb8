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
        operation: Function of the client, such as ``"deployments.read_deployment"``. Method and path if the client has
            no such function.
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
        pointer: JSON pointer of the difference, into the client's document, or into the server's for an addition.
        subject: What differs at the pointer, such as a value of an enum. Empty if the pointer says it all.
        what: The difference in words.
        means: What it means for callers.
        advice: How to respond, or an empty string.
        places: Operations that it affects.
        settings: Whether it concerns the server's own settings, which callers rarely read.
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
        """Twelve hexadecimal digits that identify the difference in every check.

        They do not depend on schema names that vary with the server's dependencies, nor on the order of variants.
        """
        stable = [
            part.removesuffix("-Input").removesuffix("-Output")
            for part in self.pointer.split("/")
            if not part.isdecimal()
        ]
        return hashlib.sha256("\n".join([self.rule, *stable, self.subject]).encode()).hexdigest()[:12]

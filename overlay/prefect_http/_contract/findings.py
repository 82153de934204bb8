"""What a check finds: each difference once, with every operation that it touches."""

from __future__ import annotations

import hashlib
from typing import Literal, get_args

import msgspec

Level = Literal["breaking", "risky", "compatible"]
"""How much a difference matters: most first."""

LEVELS: tuple[Level, ...] = get_args(Level)


class Place(msgspec.Struct, frozen=True, order=True):
    """Where a caller meets a difference.

    Attributes:
        operation: the function of the client, such as ``"deployments.read_deployment"``; method and path where the
            client has none.
        method: the HTTP method, in capitals.
        path: the path's template, relative to the API's URL.
        at: the JSON path in the request or the answer, such as ``"$[*].state.type"``; empty for the operation itself.
    """

    operation: str
    method: str
    path: str
    at: str = ""


class Finding(msgspec.Struct, frozen=True):
    """One difference between what was promised and what there is.

    Attributes:
        rule: the id of the rule that it falls under, see ``rules.RULES``.
        level: how much it matters to a caller.
        pointer: the JSON pointer of what differs: into the promised document, or into the server's for what is new.
        subject: what of it differs, such as a value of an enum; empty where the pointer says it all.
        what: the difference in words.
        means: what it means for a caller.
        advice: what to do about it; empty when there is nothing to do.
        places: the operations that it touches.
        settings: whether it is about the server's own settings, which nobody calls a server for.
    """

    rule: str
    level: Level
    pointer: str
    subject: str
    what: str
    means: str
    advice: str
    places: tuple[Place, ...]
    settings: bool = False

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that stay the same for as long as the same thing differs in the same way.

        They do not depend on names that change with the server's dependencies, nor on the order of alternatives.
        """
        stable = [_stable(part) for part in self.pointer.split("/") if not part.isdecimal()]
        return hashlib.sha256("\n".join([self.rule, *stable, self.subject]).encode()).hexdigest()[:12]


def _stable(part: str) -> str:
    return part.removesuffix("-Input").removesuffix("-Output")

"""Profiles: which one is active, and what it sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from prefect_http._values import API_URL, Found, parse_table, parse_text
from prefect_http.errors import ConfigurationError

SHIPPED: Final[Mapping[str, Mapping[str, str]]] = {
    "ephemeral": {},
    "local": {API_URL: "http://127.0.0.1:4200/api"},
    "test": {},
    "cloud": {},
}
"""The profiles that come with Prefect, as far as they say anything to a client."""


def choose_profile(
    file: Mapping[str, object] | None, shown: str, wanted: Found | None
) -> tuple[str, Mapping[str, object]]:
    """Return where the active profile is, as an error names it, and what it sets.

    Args:
        file: what the file of profiles holds; None when there is none.
        shown: the file's path, as an error names it.
        wanted: the name that was asked for; None, or empty, for the one that the file says is active.

    Raises:
        ConfigurationError: there is no profile of that name, or it is malformed.
    """
    absent = file is None
    file = file or {}
    profiles = parse_table(Found("profiles", shown, file.get("profiles", {})))
    if wanted is None or not wanted.value:
        wanted = Found("active", shown, file.get("active", ""))
    name = parse_text(wanted)
    if not name:
        return f"{shown} ({'no such file' if absent else 'no profile is active'})", {}
    if name in profiles:
        return f"profile {name!r} in {shown}", parse_table(Found(f"profiles.{name}", shown, profiles[name]))
    if name in SHIPPED:
        return f"profile {name!r} as Prefect ships it", SHIPPED[name]
    raise _unknown(wanted, name, f"{shown}, which does not exist" if absent else shown, profiles)


def _unknown(wanted: Found, name: str, where: str, profiles: Iterable[str]) -> ConfigurationError:
    from difflib import SequenceMatcher

    useful = {*profiles, *(shipped for shipped, values in SHIPPED.items() if values)}
    closest = sorted(useful, key=lambda known: (-SequenceMatcher(None, name, known).ratio(), known))
    return wanted.wrong(f"there is no profile {name!r} in {where}", " or ".join(map(repr, closest)))

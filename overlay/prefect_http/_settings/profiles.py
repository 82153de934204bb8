"""Profiles: choose the active profile and return its settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from prefect_http._settings.fields import API_URL, RawValue, parse_string, parse_table
from prefect_http.errors import ConfigurationError

BUILT_IN_PROFILES: Final[Mapping[str, Mapping[str, str]]] = {
    "ephemeral": {},
    "local": {API_URL: "http://127.0.0.1:4200/api"},
    "test": {},
    "cloud": {},
}
"""Profiles that ship with Prefect, with the settings that matter to a client."""


def choose_profile(
    file: Mapping[str, object] | None, path: str, name: RawValue | None
) -> tuple[str, Mapping[str, object]]:
    """Return a description of the active profile for error messages, and its settings.

    Args:
        file: Contents of the profiles file, or None if it does not exist.
        path: Path of the file, for error messages.
        name: Name of the profile. If it is None or empty, the file's active profile is used.

    Raises:
        ConfigurationError: The profile does not exist or is malformed.
    """
    exists = file is not None
    file = file or {}
    profiles = parse_table(RawValue("profiles", path, file.get("profiles", {})))
    if name is None or not name.value:
        name = RawValue("active", path, file.get("active", ""))
    chosen = parse_string(name)
    if not chosen:
        return f"{path} ({'no profile is active' if exists else 'no such file'})", {}
    if chosen in profiles:
        return f"profile {chosen!r} in {path}", parse_table(RawValue(f"profiles.{chosen}", path, profiles[chosen]))
    if chosen in BUILT_IN_PROFILES:
        return f"profile {chosen!r} as shipped with Prefect", BUILT_IN_PROFILES[chosen]
    raise _unknown_profile(name, chosen, path if exists else f"{path} (no such file)", profiles)


def _unknown_profile(name: RawValue, chosen: str, path: str, profiles: Iterable[str]) -> ConfigurationError:
    from difflib import SequenceMatcher

    usable = {*profiles, *(known for known, values in BUILT_IN_PROFILES.items() if values)}
    closest_first = sorted(usable, key=lambda known: (-SequenceMatcher(None, chosen, known).ratio(), known))
    return name.error(
        f"refers to profile {chosen!r}, which is not in {path}: use {' or '.join(map(repr, closest_first))}"
    )

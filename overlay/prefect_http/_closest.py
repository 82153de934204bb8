"""Which of the names that there are was meant by one that there is not."""

from __future__ import annotations

from collections.abc import Iterable


def closest(name: str, names: Iterable[str]) -> list[str]:
    """Return those of *names* that are most like *name*, the likeliest first: three at most, and none that is unlike.

    Upper and lower case are taken for the same.
    """
    # Only who is about to read an error waits for it.
    from difflib import get_close_matches

    written: dict[str, list[str]] = {}
    for known in dict.fromkeys(names):
        written.setdefault(known.casefold(), []).append(known)
    matches = get_close_matches(name.casefold(), written, n=3)
    return [known for match in matches for known in written[match]][:3]

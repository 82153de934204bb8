"""Body keys: find keys of a request body that the server would ignore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from prefect_http._http.json_path import SCALARS, JsonPath, children, is_object
from prefect_http_api.body_keys import CONSTANTS, KEYS

Keys = Mapping[str, tuple[str, ...]]
"""Keys of an object, as in ``KEYS``."""

_ANY_OTHER: Final = "*"


class UnknownKey(NamedTuple):
    """Key that the server would ignore.

    Attributes:
        path: Path of the object that has the key.
        key: The key.
        known: Keys that the object may have.
    """

    path: JsonPath
    key: str
    known: tuple[str, ...]


def find_unknown_key(value: object, names: tuple[str, ...]) -> UnknownKey | None:
    """Return the first key in *value* that the server would ignore, or None.

    Args:
        value: Request body, or a part of it.
        names: Names in ``KEYS`` of the objects that *value*, or an item of it, may be.
    """
    if not is_object(value):
        for index, item in children(value):
            if type(item) not in SCALARS:
                found = find_unknown_key(item, names)
                if found is not None:
                    return found._replace(path=(index, *found.path))
        return None
    known = KEYS[names[0]] if len(names) == 1 else _union_keys(value, names)
    others = known.get(_ANY_OTHER)
    for key, item in value.items():
        inner = known.get(key, others)
        if inner is None:
            return UnknownKey((), key, tuple(known))
        if inner and type(item) not in SCALARS:
            found = find_unknown_key(item, inner)
            if found is not None:
                return found._replace(path=(key, *found.path))
    return None


def _union_keys(value: dict[str, object], names: tuple[str, ...]) -> Keys:
    """Return the keys that *value* may have: those of the object that fits best, or of all objects that fit."""
    candidates = [KEYS[name] for name in names if _has_constants(value, name)]
    if not candidates:
        return {_ANY_OTHER: ()}  # The server rejects the object, or is newer and knows it.
    unknown = [_count_unknown(value, keys) for keys in candidates]
    if min(unknown):
        return candidates[unknown.index(min(unknown))]
    fitting = [keys for keys, count in zip(candidates, unknown, strict=True) if not count]
    return {key: _inner_names(key, fitting) for key in value}


def _has_constants(value: dict[str, object], name: str) -> bool:
    """Return whether *value* does not contradict the constants of the object called *name*."""
    return all(value.get(key, constant) == constant for key, constant in CONSTANTS.get(name, {}).items())


def _count_unknown(value: dict[str, object], known: Keys) -> int:
    return 0 if _ANY_OTHER in known else sum(key not in known for key in value)


def _inner_names(key: str, fitting: Sequence[Keys]) -> tuple[str, ...]:
    """Return the names of the objects that the value of *key* may be, or none if it is not checked everywhere."""
    found = [keys.get(key, keys.get(_ANY_OTHER, ())) for keys in fitting]
    return tuple(dict.fromkeys(name for names in found for name in names)) if all(found) else ()

"""Body references: replace models in request bodies with their IDs, where the API expects an ID."""

from __future__ import annotations

from typing import Final

from prefect_http._http.json_path import SCALARS, JsonPath, children, is_object
from prefect_http._http.validation import FREE_FORM_KEYS
from prefect_http_api import EncodeError

_LIST_CONDITIONS: Final = frozenset({"any_", "not_any_", "all_"})
"""Filter keys whose values are lists of what the enclosing key names."""

_NOUNS: Final = {"work_pool_queues": "work_queue"}
"""Kinds of models that are not named by their filter's key."""


def with_ids(value: object, path: JsonPath = ()) -> object:
    """Return *value* with the IDs of models in place of models, such as in ``{"flow_runs": {"id": {"any_": [run]}}}``.

    Returns *value* itself if it contains no such model.

    Raises:
        EncodeError: A model is of another kind than the key requires.
    """
    if not _is_container(value):
        return _id(value, path) if hasattr(value, "id") else value
    changes: dict[str | int, object] = {}
    for key, child in children(value):
        if type(child) not in SCALARS and key not in FREE_FORM_KEYS:
            changed = with_ids(child, (*path, key))
            if changed is not child:
                changes[key] = changed
    if not changes:
        return value
    replaced = {key: changes.get(key, child) for key, child in children(value)}
    return replaced if is_object(value) else list(replaced.values())


def _is_container(value: object) -> bool:
    return isinstance(value, dict | list | tuple)


def _id(model: object, path: JsonPath) -> object:
    """Return the ID of *model*, or *model* itself if an object is expected at *path*."""
    from prefect_http_api import referenced

    noun = _noun([key for key in path if isinstance(key, str) and key not in _LIST_CONDITIONS])
    if noun is None:
        return model
    found = referenced(model, noun)
    if found is None:
        raise EncodeError(path, f"expected the ID of a {noun.replace('_', ' ')}, got {type(model).__name__}")
    return found


def _noun(keys: list[str]) -> str | None:
    """Return the kind of model whose ID is expected under the nested *keys*, in snake case, or None."""
    match keys:
        case [*_, parent, "id"]:
            return _NOUNS.get(parent, parent.removesuffix("s"))
        case [*_, key] if key.endswith(("_id", "_ids")):
            return key.rpartition("_")[0]
        case _:
            return None

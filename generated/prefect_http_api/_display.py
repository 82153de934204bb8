# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Representations of models for people: short ones, HTML for notebooks, and attributes with secrets masked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from html import escape
from typing import cast
from uuid import UUID

from ._export import to_dict
from ._masking import MASK, is_secret, masked
from ._models import IdentifiedModel, LevelMixin, ResponseModel

TITLES = ("name", "label", "key", "tag", "event")
"""Attributes that name a model, in order of preference."""

KINDS = ("state_type", "state", "status", "type", "kind")
"""Attributes that classify a model, in order of preference."""

MAX_DETAILS = 3
MAX_TEXT = 60
MAX_CELL = 200

# Attributes that are named like stored values, but hold what events are counted by, such as a name.
PUBLIC = frozenset({("EventCount", "value")})

# Data of blocks, which are secret as a whole, in objects that contain them.
STORED = frozenset({"data"})


def short(model: ResponseModel) -> str:
    """Return a representation of one line: name, kind and ID, or else the first attributes that are set."""
    parts = [type(model).__name__, *(_log_line(model) if isinstance(model, LevelMixin) else _identity(model))]
    return f"<{' '.join(parts)}>"


def _log_line(model: LevelMixin) -> list[str]:
    return [getattr(model, "level_name", ""), _quote(str(getattr(model, "message", "")))]


def _identity(model: ResponseModel) -> Iterator[str]:
    values = {attribute.name: getattr(model, attribute.name, None) for attribute in model.__attrs_attrs__}
    has_id = isinstance(model, IdentifiedModel)
    # The key of an artifact is its name, but that of a setting is a secret.
    title = next((name for name in TITLES if isinstance(values.get(name), str) and (has_id or name != "key")), None)
    kind = next((name for name in KINDS if isinstance(values.get(name), str | ResponseModel)), None)
    if title is not None:
        yield _quote(str(values[title]))
    if kind is not None:
        value = values[kind]
        yield _word(value if isinstance(value, str) else getattr(value, "type", kind))
    if has_id:
        # A schedule of a deployment has no name: the times at which it starts runs tell it apart.
        if isinstance(schedule := values.get("schedule"), ResponseModel):
            yield from _details(schedule, set())
        yield _brief(values["id"])
    else:
        yield from _details(model, {title, kind})


def _details(model: ResponseModel, used: set[str | None]) -> Iterator[str]:
    """Yield the first attributes that differ from their default, except those in *used*."""
    remaining = MAX_DETAILS
    for attribute in model.__attrs_attrs__:
        value = getattr(model, attribute.name, None)
        if attribute.name in used or value in (None, [], {}, attribute.default) or not remaining:
            continue
        is_public = (type(model).__name__, attribute.name) in PUBLIC
        secret = not is_public and (not attribute.repr or is_secret(attribute.name, value))
        yield f"{attribute.name}={MASK if secret else _brief(value)}"
        remaining -= 1


def _brief(value: object) -> str:
    match value:
        case UUID():
            return f"{str(value)[:8]}…"
        case Enum():
            return str(value.value)
        case str():
            return _quote(str(masked(value)))
        case datetime():
            return value.isoformat(timespec="seconds")
        case list() | dict():
            size = len(cast("list[object]", value))
            return f"[{size} item{'' if size == 1 else 's'}]"
        case ResponseModel() if not isinstance(value, IdentifiedModel):
            return f"<{type(value).__name__}>"
        case _:
            return repr(value)


def _word(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= MAX_TEXT else f"{line[: MAX_TEXT - 1]}…")


def attributes(model: ResponseModel) -> Iterator[tuple[str, object]]:
    """Yield the name and value of each attribute, with secrets masked."""
    for attribute in model.__attrs_attrs__:
        value = getattr(model, attribute.name, None)
        hidden = value is not None and (not attribute.repr or is_secret(attribute.name, value, frozenset()))
        yield attribute.name, MASK if hidden else masked(value, STORED)


def html(model: ResponseModel) -> str:
    """Return a table of the attributes of *model* that are set, with secrets masked."""
    rows = [(name, value) for name, value in attributes(model) if value not in (None, [], {})]
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{_cell(value)}</td></tr>" for name, value in rows)
    return f"<table><caption>{escape(repr(model))}</caption>{cells}</table>"


def _cell(value: object) -> str:
    match value:
        case None:
            text = ""
        case datetime():
            text = value.isoformat(sep=" ", timespec="seconds")
        case list() | dict():
            text = json.dumps(masked(to_dict(cast("object", value)), STORED), ensure_ascii=False)
        case ResponseModel():
            text = repr(value)
        case _:
            text = _word(value)
    return escape(text if len(text) <= MAX_CELL else f"{text[: MAX_CELL - 1]}…")

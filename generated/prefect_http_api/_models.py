# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Base classes of ``models``: equality, representations, and properties that are derived from several keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar
from uuid import UUID

CLIENT_ONLY = {"client_only": True}
"""Metadata of attributes that the client adds: the server does not send them."""

FINAL_STATES = frozenset({"CANCELLED", "COMPLETED", "CRASHED", "FAILED"})
"""Types of the states in which runs end. CANCELLING and PAUSED are not among them."""

LEVELS = {0: "NOTSET", 10: "DEBUG", 20: "INFO", 30: "WARNING", 40: "ERROR", 50: "CRITICAL"}
"""Names of the levels of the ``logging`` module."""


class ResponseModel:  # noqa: PLW1641  # mutable, so Python makes it unhashable
    """Base class of ``models`` without an ID: they are equal if all their attributes are.

    Sharing these methods halves the time that attrs takes to create a class.
    """

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[Any, ...]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = [attribute.name for attribute in self.__attrs_attrs__]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __repr__(self) -> str:
        return str(_load("_display").short(self))

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield from _load("_display").attributes(self)

    def _repr_html_(self) -> str:
        return str(_load("_display").html(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Any) -> Any:  # noqa: ANN401  # pydantic's own types
        return _load("_pydantic").model_schema(cls, handler)


class IdentifiedModel(ResponseModel):
    """Base class of ``models`` with an ID: objects of a class are equal if their IDs are, and hash accordingly."""

    __slots__ = ()
    id: UUID

    def __eq__(self, other: object) -> bool:
        return self.id == other.id if isinstance(other, type(self)) and type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)


class StateMixin:
    """Properties of runs, and of states."""

    __slots__ = ()

    @property
    def is_final(self) -> bool:
        """Whether the run has ended: its state is COMPLETED, FAILED, CRASHED or CANCELLED."""
        return _state_type(self) in FINAL_STATES

    @property
    def is_successful(self) -> bool:
        """Whether the run has ended COMPLETED."""
        return _state_type(self) == "COMPLETED"


class TimesMixin:
    """Properties of models with a start and an end."""

    __slots__ = ()

    @property
    def duration(self) -> timedelta | None:
        """Time from ``start_time`` to ``end_time``, or None while either is unknown.

        This is elapsed time. The server's ``total_run_time`` only contains the seconds in RUNNING, and its
        ``estimated_run_time`` also those of a run that is still running, up to when it was read.
        """
        start: datetime | None = getattr(self, "start_time", None)
        end: datetime | None = getattr(self, "end_time", None)
        return None if start is None or end is None else end - start


class LevelMixin:
    """Properties of log lines."""

    __slots__ = ()
    level: int

    @property
    def level_name(self) -> str:
        """Name of the level as in ``logging``, such as ``"WARNING"``; ``"Level 25"`` for others."""
        return LEVELS.get(self.level, f"Level {self.level}")


def _load(name: str) -> ModuleType:
    """Return the module *name* of this package, which is rarely needed and imports this one."""
    return import_module(f".{name}", __package__)


def _state_type(model: object) -> str | None:
    """Return the type of the state of a run, or of a state."""
    for name in ("state_type", "type"):
        kind: str | None = getattr(model, name, None)
        if kind is not None:
            return kind
    state: object = getattr(model, "state", None)
    return None if state is None else _state_type(state)

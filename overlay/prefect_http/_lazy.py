"""Modules that are imported on first use, for annotations that are rarely evaluated."""

from __future__ import annotations

from importlib import import_module


class _LazyModule:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        return getattr(import_module(self._name), attribute)


def lazy_module(name: str) -> object:
    """Return a stand-in for the module *name* that imports it when an attribute is read."""
    return _LazyModule(name)

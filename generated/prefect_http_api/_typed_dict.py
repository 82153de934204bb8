# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""``TypedDict`` whose classes pydantic accepts on every Python version."""

from __future__ import annotations

import sys
import typing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from typing import TypedDict as TypedDict
else:

    class _Meta(typing._TypedDictMeta):  # noqa: SLF001  # isinstance of it is how typing.is_typeddict recognises a class
        # Before Python 3.12, pydantic rejects a metaclass that is defined in `typing`, since it does not record generic
        # bases. These classes have none.
        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], *, total: bool = True) -> type:
            inherited = {key: value for base in bases for key, value in base.__annotations__.items()}
            namespace["__annotations__"] = inherited | namespace.get("__annotations__", {})
            created = super().__new__(cls, name, (), namespace, total)
            created.__class__ = cls
            return created

    def TypedDict(name: str, fields: dict[str, Any], /, *, total: bool = True) -> type:  # noqa: N802  # as in `typing`
        """Return a typed dict with *fields*."""
        namespace = {"__annotations__": fields, "__module__": sys._getframe(1).f_globals["__name__"]}  # noqa: SLF001
        return _Meta(name, (), namespace, total=total)

    TypedDict.__mro_entries__ = lambda _: (_Meta("TypedDict", (), {}),)

# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Schemas of models for pydantic, which imports this module when it meets a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NotRequired, Protocol, Union, get_type_hints

import attrs
from pydantic_core import core_schema
from typing_extensions import TypedDict

from ._decoding import UnionType
from ._export import fields, to_dict
from ._models import ResponseModel


class Handler(Protocol):
    """Generator of pydantic's schemas."""

    def generate_schema(self, source: Any, /) -> Any: ...  # noqa: ANN401  # any type in, any dict out


def model_schema(model: type[ResponseModel], handler: Handler) -> Any:  # noqa: ANN401  # pydantic's own type
    """Return the schema of *model*, which accepts its instances, and objects with its keys.

    pydantic validates and serializes each attribute, so that its errors and its options, such as ``exclude``, can refer
    to them.
    """
    keys = handler.generate_schema(_typed_dict(model))

    def validate(value: object, inner: Callable[[object], dict[str, Any]]) -> object:
        return value if isinstance(value, model) else model(**inner(value))

    def serialize(value: ResponseModel, inner: Callable[[object], object]) -> object:
        return inner(dict(fields(value)))

    serialization = core_schema.wrap_serializer_function_ser_schema(serialize, schema=keys)
    return core_schema.no_info_wrap_validator_function(validate, keys, serialization=serialization)


def union_schema(union: UnionType, handler: Handler) -> Any:  # noqa: ANN401  # pydantic's own type
    """Return the schema of *union*, which decodes objects in the same way as responses."""
    kinds = (*union.members.values(), *union.others, dict[str, Any])
    alternatives = handler.generate_schema(Union[kinds])  # noqa: UP007  # the number of types varies

    members: Any = union  # for type checkers, `isinstance` requires a class

    def validate(value: object, _: Callable[[object], object]) -> object:
        return value if isinstance(value, members) else union.read(value)

    serialization = core_schema.plain_serializer_function_ser_schema(to_dict)
    return core_schema.no_info_wrap_validator_function(validate, alternatives, serialization=serialization)


_typed_dicts: dict[type, object] = {}
_create: Any = TypedDict  # for type checkers, the keys must be constants


def _typed_dict(model: type[ResponseModel]) -> object:
    """Return a typed dict with the keys of *model*.

    It is created once, so that pydantic recognizes it inside itself, as in triggers that contain triggers.
    """
    if model not in _typed_dicts:
        hints = get_type_hints(model)
        keys = {
            one.name: hints[one.name] if one.default is attrs.NOTHING else NotRequired[hints[one.name]]
            for one in model.__attrs_attrs__
        }
        made = _create(model.__name__, keys)
        made.__doc__, made.__module__ = model.__doc__, model.__module__
        _typed_dicts[model] = made
    return _typed_dicts[model]

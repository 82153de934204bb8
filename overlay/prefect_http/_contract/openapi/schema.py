"""The shape of an OpenAPI document, as far as it is read: what has it holds no surprise."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, UnsetType, field


class SchemaShape(Struct, rename="camel"):
    """A JSON Schema; ``True`` in its place stands for any value, ``False`` for none."""

    ref: str = field(default="", name="$ref")
    type: str | list[str] = ""
    format: str = ""
    enum: list[Any] = []
    required: list[str] = []
    properties: dict[str, SchemaShape | bool] = {}
    additional_properties: SchemaShape | bool = True
    items: SchemaShape | bool = True
    prefix_items: list[SchemaShape | bool] = []
    all_of: list[SchemaShape] = []
    any_of: list[SchemaShape | bool] = []
    one_of: list[SchemaShape | bool] = []
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | bool | None = None
    exclusive_maximum: float | bool | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    min_properties: int | None = None
    max_properties: int | None = None


class ContentShape(Struct):
    """A body, in one media type."""

    schema: SchemaShape = field(default_factory=SchemaShape)


class ParameterShape(Struct):
    """A parameter of a path, a query or a header."""

    name: str
    place: str = field(name="in")
    required: bool = False
    schema: SchemaShape = field(default_factory=SchemaShape)


class BodyShape(Struct):
    """A request's body, or an answer."""

    required: bool = False
    content: dict[str, ContentShape] = {}


class OperationShape(Struct, rename="camel"):
    """One method of one path."""

    parameters: list[ParameterShape] = []
    request_body: BodyShape | None = None
    responses: dict[str, BodyShape] = {}
    deprecated: bool = False


class PathShape(Struct):
    """The methods of one path."""

    get: OperationShape | UnsetType = UNSET
    put: OperationShape | UnsetType = UNSET
    post: OperationShape | UnsetType = UNSET
    delete: OperationShape | UnsetType = UNSET
    options: OperationShape | UnsetType = UNSET
    head: OperationShape | UnsetType = UNSET
    patch: OperationShape | UnsetType = UNSET
    trace: OperationShape | UnsetType = UNSET


class InfoShape(Struct):
    """What the document says of itself."""

    title: str = ""
    version: str = ""


class ComponentsShape(Struct):
    """What others refer to."""

    schemas: dict[str, SchemaShape] = {}


class DocumentShape(Struct):
    """An OpenAPI 3 document."""

    openapi: str
    paths: dict[str, PathShape]
    info: InfoShape = field(default_factory=InfoShape)
    components: ComponentsShape = field(default_factory=ComponentsShape)

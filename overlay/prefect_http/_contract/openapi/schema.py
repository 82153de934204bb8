"""Shape of an OpenAPI document, for validating the parts that the check reads."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, UnsetType, field


class SchemaShape(Struct, rename="camel"):
    """A JSON Schema. The boolean ``True`` allows any value, and ``False`` no value."""

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
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    min_properties: int | None = None
    max_properties: int | None = None


class ContentShape(Struct):
    """A media type object: the schema of a body."""

    schema: SchemaShape = field(default_factory=SchemaShape)


class ParameterShape(Struct):
    """A path, query or header parameter."""

    name: str
    location: str = field(name="in")
    required: bool = False
    schema: SchemaShape = field(default_factory=SchemaShape)
    content: dict[str, ContentShape] = {}


class BodyShape(Struct):
    """A request body or a response."""

    required: bool = False
    content: dict[str, ContentShape] = {}


class ReferenceShape(Struct):
    """An object that may be a reference. Its shape is checked once the reference is resolved."""

    ref: str = field(default="", name="$ref")


class OperationShape(Struct, rename="camel"):
    """An operation: one method of one path."""

    parameters: list[ReferenceShape] = []
    request_body: ReferenceShape | None = None
    responses: dict[str, ReferenceShape] = {}
    deprecated: bool = False


class PathShape(Struct):
    """A path item: the operations of one path, by method, and parameters that they share."""

    parameters: list[ReferenceShape] = []
    get: OperationShape | UnsetType = UNSET
    put: OperationShape | UnsetType = UNSET
    post: OperationShape | UnsetType = UNSET
    delete: OperationShape | UnsetType = UNSET
    options: OperationShape | UnsetType = UNSET
    head: OperationShape | UnsetType = UNSET
    patch: OperationShape | UnsetType = UNSET
    trace: OperationShape | UnsetType = UNSET


class InfoShape(Struct):
    """Title and version of the API."""

    title: str = ""
    version: str = ""


class ComponentsShape(Struct):
    """Named schemas: the targets of references."""

    schemas: dict[str, SchemaShape] = {}


class DocumentShape(Struct):
    """An OpenAPI 3 document."""

    openapi: str
    paths: dict[str, ReferenceShape]
    info: InfoShape = field(default_factory=InfoShape)
    components: ComponentsShape = field(default_factory=ComponentsShape)

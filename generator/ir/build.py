"""Building the API model from a normalised document and the results of openapi-python-client's parser."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from inspect import cleandoc

from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import AnyProperty, EnumProperty, ModelProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty
from openapi_python_client.strings import PythonIdentifier

from generator.errors import GeneratorError
from generator.ir import defaults, layout, names, unions
from generator.ir.body_keys import body_keys
from generator.ir.constraints import describe
from generator.ir.model import (
    ANY,
    DATE,
    DATETIME,
    NONE,
    STRING,
    UUID,
    Alias,
    Api,
    Attribute,
    Body,
    Choice,
    Conversion,
    Definition,
    EnumClass,
    ListOf,
    MapOf,
    Member,
    Model,
    Named,
    OneOf,
    Operation,
    Parameter,
    Plain,
    Type,
)
from generator.ir.parse import HINT
from generator.ir.unions import Kind
from generator.spec.document import (
    ABOVE_WORKSPACE,
    ALWAYS_SENT,
    CLIENT_ONLY,
    DURATION,
    NULL_AS_EMPTY,
    REFERENCE,
    SCHEMA_NAME,
    SECRET,
    Object,
    merge_all_of,
    operations,
    schemas,
)

PLAIN: dict[type, Type] = {
    AnyProperty: ANY,
    BooleanProperty: Plain("bool"),
    DateProperty: DATE,
    DateTimeProperty: DATETIME,
    FileProperty: Plain("bytes"),
    FloatProperty: Plain("float"),
    IntProperty: Plain("int"),
    NoneProperty: NONE,
    StringProperty: STRING,
    UuidProperty: UUID,
}

CONVERSIONS = {NULL_AS_EMPTY: Conversion.NULL_TO_EMPTY, DURATION: Conversion.TEXT_TO_SECONDS}
"""Conversions by the schema keyword that requires them."""

# Characters that msgspec rejects in the key of a renamed attribute.
UNREADABLE = re.compile(r"""["\\\x00-\x1f]""")

# Content types of request bodies by media type. The boundary of a form must not occur in its files.
CONTENT_TYPES = {
    "application/json": "application/json",
    "multipart/form-data": "multipart/form-data; boundary=prefect-http-api-5c0e7f3b9a41",
}

# The parser's value for the source of a response without content.
NO_CONTENT = "None"


def read(responses: Object, data: GeneratorData, requests: Object) -> Api:
    """Return the API model of a normalised document.

    Args:
        responses: Document with the responses.
        data: Parser's results for *responses*.
        requests: Document with the requests.

    Raises:
        GeneratorError: A part of the document cannot be represented in a client. The message names the part.
    """
    reader = _Reader(responses, data)
    with_requests = {(path, method): operation for path, method, operation in operations(requests)}
    by_module: defaultdict[str, list[Operation]] = defaultdict(list)
    bodies = {route: _body(operation, requests) for route, operation in with_requests.items()}
    checked = body_keys(requests, sorted({body.type for body in bodies.values() if body is not None}))
    for path, method, operation, endpoint in reader.endpoints():
        body = bodies[path, method]
        if body is not None:
            body = replace(body, checked=checked.bodies.get(body.type, ()))
        found = reader.operation(path, method, operation, endpoint, body)
        by_module[found.module].append(found)
    _check_names([operation for found in by_module.values() for operation in found])
    request_modules: defaultdict[str, list[str]] = defaultdict(list)
    for name, module in layout.schema_modules(requests).items():
        request_modules[module].append(name)
    return Api(
        operations=dict(sorted(by_module.items())),
        definitions=reader.definitions(),
        requests=dict(sorted(request_modules.items())),
        body_keys=checked,
        schema_names={name: one[SCHEMA_NAME] for name, one in sorted(schemas(responses).items()) if SCHEMA_NAME in one},
    )


def _check_names(operations: list[Operation]) -> None:
    """Check that operation names are unique, in their module and in the table."""
    for name, times in Counter(operation.constant for operation in operations).items():
        if times > 1:
            paths = [f"{one.method} {one.path}" for one in operations if one.constant == name]
            raise GeneratorError(f"{' and '.join(paths)} would both be named {name}", HINT)


def _body(operation: Object, requests: Object) -> Body | None:
    declared = operation.get("requestBody")
    if declared is None:
        return None
    content = declared.get("content", {})
    if len(content) != 1 or not content.keys() <= CONTENT_TYPES.keys():
        raise GeneratorError(
            f"{operation['operationId']}: the request body must be {' or '.join(CONTENT_TYPES)},"
            f" got {' or '.join(content) or 'no media type'}",
            HINT,
        )
    ((media_type, written),) = content.items()
    name = written["schema"]["$ref"].removeprefix(REFERENCE)
    schema = schemas(requests)[name]
    spread = schema.get("type") == "object" and bool(schema.get("properties"))
    argument = None if spread else names.argument_name(schema.get("title") or "body")
    return Body(
        type=name,
        argument=argument,
        required=declared.get("required", False) is True,
        keys=tuple(schema.get("properties", ())),
        content_type=CONTENT_TYPES[media_type],
    )


class _Reader:
    """Converts the parser's results for one document, and collects the unions in its responses."""

    def __init__(self, document: Object, data: GeneratorData) -> None:
        self._document = document
        self._named = schemas(document)
        self._data = data
        self._modules = layout.schema_modules(document)
        self._parsed = {str(model.class_info.name): model for model in data.models}
        self._enums = {str(enum.class_info.name): enum for enum in data.enums if isinstance(enum, EnumProperty)}
        self._kinds: dict[str, Kind] = {
            **{name: Kind.OBJECT for name, model in self._parsed.items() if _has_attributes(model)},
            **{name: Kind.STRING if e.value_type is str else Kind.INTEGER for name, e in self._enums.items()},
        }
        self._open_maps: list[str] = []
        self._unions: dict[tuple[str, ...], str] = {}
        self._union_modules: defaultdict[str, set[str]] = defaultdict(set)

    def endpoints(self) -> Iterator[tuple[str, str, Object, Endpoint]]:
        """Yield (path, method, operation, endpoint): *endpoint* is the parser's result for *operation*."""
        remaining = {tag: iter(found.endpoints) for tag, found in self._data.endpoint_collections_by_tag.items()}
        for path, method, operation in operations(self._document):
            tag = PythonIdentifier(value=operation["tags"][0], prefix="tag")
            yield path, method, operation, next(remaining[tag])

    def operation(self, path: str, method: str, source: Object, endpoint: Endpoint, body: Body | None) -> Operation:
        """Return the model of the operation *source*, for which *endpoint* is the parser's result."""
        for unsupported in endpoint.cookie_parameters:
            key = unsupported.name.get_untrusted_value()
            raise GeneratorError(f"{method.upper()} {path} has a cookie parameter, {key!r}", HINT)
        module, name = layout.module_of(source), source["operationId"]
        responses = {
            response.status_code.range[0]: NONE
            if response.source["attribute"] == NO_CONTENT
            else self._type(response.prop, f"{module}.{name}", module)
            for response in endpoint.responses
            if response.status_code.range is not None
        }
        if not responses:
            raise GeneratorError(f"{method.upper()} {path} declares no successful response", HINT)
        declared = {(p["in"], p["name"]): p for p in source.get("parameters", ())}
        taken = [body.argument] if body is not None and body.argument is not None else []
        path_parameters = self._parameters("path", endpoint.path_parameters, declared, taken)
        taken += body.keys if body is not None and body.argument is None else ()
        query_parameters = self._parameters("query", endpoint.query_parameters, declared, taken)
        header_parameters = self._parameters("header", endpoint.header_parameters, declared, taken)
        media_types = {media for response in source["responses"].values() for media in response.get("content", {})}
        if len(media_types) > 1:
            listed = " and ".join(sorted(media_types))
            raise GeneratorError(f"{method.upper()} {path} has responses of several media types: {listed}", HINT)
        return Operation(
            module=module,
            name=name,
            method=method.upper(),
            path=path,
            description=cleandoc(source.get("description") or "") or _sentence(source.get("summary") or name),
            path_parameters=path_parameters,
            query_parameters=query_parameters,
            header_parameters=header_parameters,
            body=body,
            responses=dict(sorted(responses.items())),
            media_type=min(media_types, default="application/json"),
            above_workspace=source.get(ABOVE_WORKSPACE, False),
        )

    def definitions(self) -> dict[str, list[Definition]]:
        """Return the response definitions by module, each after its dependencies."""
        found: defaultdict[str, list[Definition]] = defaultdict(list)
        models: dict[str, Model] = {}
        for name, module in self._modules.items():
            if name in self._enums:
                found[module].append(self._enum(name))
            elif name in self._kinds:
                models[name] = self._model(name, module)
                found[module].append(models[name])
            elif name in self._parsed:
                described = describe(self._named[name]) or _sentence(name)
                found[module].append(Alias(name, described, self._type(self._parsed[name], name, module)))
        for members, name in self._unions.items():
            modules = self._union_modules[name]
            classes = [member for member in members if member in models]
            others = tuple(member for member in members if member not in models)
            module = min(modules) if len(modules) == 1 else layout.SHARED
            found[module].append(unions.discriminate(name, classes, others, models))
        return {module: defaults.in_order(definitions) for module, definitions in sorted(found.items())}

    def _parameters(
        self, place: str, found: Sequence[PropertyProtocol], declared: dict[tuple[str, str], Object], taken: list[str]
    ) -> tuple[Parameter, ...]:
        result = []
        for prop in found:
            key = prop.name.get_untrusted_value()
            name = names.unique(names.argument_name(key), taken)
            taken.append(name)
            source = declared[place, key]
            text = describe({"description": source.get("description", "")} | source.get("schema", {}))
            result.append(Parameter(name, key, self._argument(prop), prop.required, text))
        return tuple(result)

    def _argument(self, prop: PropertyProtocol) -> Type:
        """Return the type of an argument. UUIDs and dates are accepted as objects or as strings."""
        match prop:
            case EnumProperty():
                # The parser escapes strings for use between quotes.
                return Choice(tuple(json.loads(f'"{v}"') if isinstance(v, str) else v for v in prop.values.values()))
            case UnionProperty():
                members = [self._argument(inner) for inner in prop.inner_properties]
                flat = (
                    one for member in members for one in (member.members if isinstance(member, OneOf) else [member])
                )
                return OneOf(tuple(dict.fromkeys(flat)))
            case UuidProperty() | DateTimeProperty() | DateProperty():
                return OneOf((PLAIN[type(prop)], STRING))
            case ListProperty():
                return ListOf(self._argument(prop.inner_property))
            case _:
                return PLAIN.get(type(prop), ANY)

    def _member(self, default: Member) -> str:
        members = self._enum(default.enum).members
        return next((name for name, value in members.items() if value == default.value), "")

    def _enum(self, name: str) -> EnumClass:
        members: dict[str, str | int] = {}
        for value in dict.fromkeys(value for value in self._named[name]["enum"] if value is not None):
            members[names.unique(names.constant_name(str(value)), members)] = value
        return EnumClass(name, describe(self._named[name]) or _sentence(name), members)

    def _model(self, name: str, module: str) -> Model:
        schema = merge_all_of(self._named[name], self._named)
        parsed = self._parsed[name]
        properties = [*(parsed.required_properties or ()), *(parsed.optional_properties or ())]
        found = {prop.name.get_untrusted_value(): prop for prop in properties}
        # Properties are sorted in the document, but ``required`` has the order of the server's class.
        listed = [key for key in schema.get("required", ()) if key in found]
        found = {key: found[key] for key in [*listed, *sorted(found.keys() - set(listed))]}
        empty = frozenset(
            one for one, model in self._parsed.items() if one in self._kinds and not model.required_properties
        )
        attributes: list[Attribute] = []
        for key, prop in found.items():
            if UNREADABLE.search(key):
                raise GeneratorError(f"{name} has a key that msgspec does not support: {key!r}", HINT)
            source = schema.get("properties", {}).get(key, {})
            wanted = self._type(prop, f"{name}.{key}", module)
            wanted, default = defaults.with_default(
                source, wanted, required=prop.required, kinds=self._kinds, empty=empty
            )
            if isinstance(default, Member):
                default = replace(default, name=self._member(default))
            plain = key if names.is_attribute(key) else names.snake_case(key)
            attribute = names.unique(plain, {*(one.name for one in attributes), *found.keys() - {key}})
            conversion = next((CONVERSIONS[keyword] for keyword in CONVERSIONS if keyword in source), None)
            attributes.append(
                Attribute(
                    attribute,
                    key,
                    wanted,
                    default,
                    describe(source),
                    secret=SECRET in source,
                    client_only=CLIENT_ONLY in source,
                    always_sent=ALWAYS_SENT in source,
                    conversion=conversion,
                )
            )
        return Model(name, cleandoc(schema.get("description", "")) or _sentence(name), tuple(attributes))

    def _type(self, prop: PropertyProtocol, owner: str, module: str) -> Type:
        """Return the type of *prop*, a property of *owner*."""
        return self._with_unions(self._parsed_type(prop, owner), owner, module)

    def _parsed_type(self, prop: PropertyProtocol, owner: str) -> Type:
        match prop:
            case ConstProperty() if isinstance(prop.value.raw_value, float):
                return PLAIN[FloatProperty]
            case ConstProperty():
                return Choice((prop.value.raw_value,))
            case EnumProperty():
                return Named(prop.class_info.name)
            case ListProperty():
                return ListOf(self._parsed_type(prop.inner_property, owner))
            case ModelProperty() if prop.class_info.name in self._kinds:
                return Named(prop.class_info.name)
            case ModelProperty():
                return self._map(prop.class_info.name)
            case UnionProperty():
                return unions.simplify([self._parsed_type(p, owner) for p in prop.inner_properties], self._kinds)
            case _ if type(prop) in PLAIN:
                return PLAIN[type(prop)]
            case _:
                raise GeneratorError(f"{owner}: {type(prop).__name__} is not supported in responses", HINT)

    def _map(self, name: str) -> Type:
        values = self._parsed[name].additional_properties
        if values is None:
            return MapOf(ANY)
        if name in self._open_maps:
            raise GeneratorError(f"{name} is a map that contains itself", HINT)
        self._open_maps.append(name)
        try:
            return MapOf(self._parsed_type(values, name))
        finally:
            self._open_maps.remove(name)

    def _with_unions(self, wanted: Type, owner: str, module: str) -> Type:
        """Return *wanted* with unions of classes replaced by named unions: msgspec cannot decode the former."""
        match wanted:
            case ListOf(item):
                return ListOf(self._with_unions(item, owner, module))
            case MapOf(value):
                return MapOf(self._with_unions(value, owner, module))
            case OneOf(members):
                classes = sorted(m.name for m in members if isinstance(m, Named) and self._kinds[m.name] is Kind.OBJECT)
                if len(classes) < 2:  # noqa: PLR2004
                    return OneOf(tuple(self._with_unions(member, owner, module) for member in members))
                others = unions.plain_others(members, self._kinds)
                if others is None:
                    return ANY
                union = Named(self._union(classes, others, owner, module))
                return OneOf((union, NONE)) if NONE in members else union
            case _:
                return wanted

    def _union(self, classes: list[str], others: list[str], owner: str, module: str) -> str:
        """Return the name of the union of *classes* and *others*. A new union may be named after *owner*."""
        members = (*classes, *others)
        if members not in self._unions:
            name = unions.name_of(classes, owner.rpartition(".")[-1])
            self._unions[members] = names.unique(name, {*self._named, *self._kinds, *self._unions.values()}, joint="")
        self._union_modules[self._unions[members]].add(module)
        return self._unions[members]


def _sentence(title: str) -> str:
    first, *more = names.words(title) or ["value"]
    return (
        " ".join(
            [first if first.isupper() else first.capitalize(), *(one if one.isupper() else one.lower() for one in more)]
        )
        + "."
    )


def _has_attributes(model: ModelProperty) -> bool:
    return bool(model.required_properties or model.optional_properties)

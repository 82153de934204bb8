"""Rendering: the source of each module of the package, from templates and the API model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.emit.docstrings import docstring, operation_docstring
from generator.ir.body_keys import BodyKeys
from generator.ir.defaults import names_used
from generator.ir.layout import SHARED
from generator.ir.model import (
    STRING,
    UUID,
    Absent,
    Alias,
    Api,
    Attribute,
    Conversion,
    Definition,
    EnumClass,
    Factory,
    Fresh,
    ListOf,
    MapOf,
    Member,
    Model,
    OneOf,
    Operation,
    Parameter,
    Plain,
    Type,
    Union,
    annotation,
    names_in,
)
from generator.spec.prefect_server import CLOUD, describe_server

HERE = Path(__file__).parent
PACKAGE = "prefect_http_api"
STANDARD_NAMES = frozenset({"Any", "Literal", "UUID", "date", "datetime"})

Modules = dict[str, str]


@dataclass(frozen=True)
class Origin:
    """Source of the package: server version, API version and document hash."""

    server_version: str
    api_version: str | None
    spec_sha256: str

    @property
    def banner(self) -> str:
        """Comment at the top of every file."""
        return (
            f"# Generated from the OpenAPI document of {describe_server(self.server_version, self.api_version)}"
            f" (sha256 {self.spec_sha256[:16]}) by `python -m generator`.\n"
            "# Do not edit: run `nox -s regenerate` instead."
        )


class Constant(NamedTuple):
    """A package-level constant, as passed to the template."""

    type: str
    value: str | dict[str, str] | None
    description: str


def emit(api: Api, origin: Origin) -> Modules:
    """Return the source of each module by its path in the package, except for request types."""
    write = _Writer(origin.banner)
    modules: Modules = {"py.typed": ""}
    for source in sorted((HERE / "runtime").glob("*.py")):
        modules[source.name] = f"{origin.banner}\n{source.read_text('utf-8')}"
    for module, definitions in api.definitions.items():
        modules[f"models/{module}.py"] = write.models(module, definitions)
    model_modules = {one.name: module for module, definitions in api.definitions.items() for one in definitions}
    modules["models/__init__.py"] = write.lazy(
        "Response models, loaded on first use.",
        module_of=model_modules,
        constants={
            "SCHEMA_NAMES": Constant(
                "dict[str, str]",
                api.schema_names,
                "Schema names in the OpenAPI document, by class name, where the two differ.",
            )
        },
    )
    request_types = {name: module for module, found in api.requests.items() for name in found}
    modules["requests/__init__.py"] = write.lazy(
        "Request types: typed dicts that mirror the JSON, loaded on first use.",
        module_of=request_types,
    )
    for module, operations in api.operations.items():
        modules[f"{module}.py"] = write.endpoints(module, operations)
    modules["body_keys.py"] = write.body_keys(api.body_keys)
    modules["operations.py"] = write.operations([one for operations in api.operations.values() for one in operations])
    modules["__init__.py"] = write.lazy(
        "Typed functions and models for the HTTP API of "
        f"{describe_server(origin.server_version, origin.api_version)}.\n\n"
        "Each group of operations is a module, and each operation is a function. Functions do no I/O: each returns\n"
        "a ``Call``. A client sends it, and the call decodes the response.\n\n"
        "Modules and classes are loaded on first use.",
        module_of={
            "Call": "_call",
            "DecodeError": "_errors",
            "EncodeError": "_errors",
            "OpenEnum": "_decoding",
            "OpenIntEnum": "_decoding",
            "Operation": "_call",
            "Unknown": "_decoding",
            "encode": "_decoding",
            "plain": "_plain",
            "referenced": "_references",
            "secret_values": "_masking",
            "to_dict": "_export",
            "to_json": "_export",
        },
        modules=[*api.operations, "body_keys", "models", "operations", "requests"],
        constants={
            "API_VERSION": Constant(
                "str | None",
                origin.api_version,
                "API version of the server, or None if unknown.",
            ),
            "SERVER_VERSION": Constant(
                "str",
                origin.server_version,
                "Prefect version of the server that the document was fetched from."
                if origin.server_version != CLOUD
                else "The document is that of Prefect Cloud, which has no Prefect version.",
            ),
            "SPEC_SHA256": Constant("str", origin.spec_sha256, "SHA-256 of the server's OpenAPI document."),
        },
    )
    return modules


@cache
def _compiled_templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  # the output is Python, and its values are literals or safe names
        keep_trailing_newline=True,
    )
    filters: dict[str, Any] = {
        "annotation": annotation,
        "attribute_annotation": _attribute_annotation,
        "bases": _bases,
        "converted_value": _converted_value,
        "arguments": _arguments,
        "default_value": _default_value,
        "docstring": docstring,
        "literal": repr,
        "operation_docstring": operation_docstring,
        "qualified": partial(annotation, package="models."),
        "signature": _signature,
    }
    templates.filters.update(filters)
    return templates


class _Writer:
    """Renders the templates with the banner of one package."""

    def __init__(self, banner: str) -> None:
        self._templates = _compiled_templates()
        self._banner = banner

    def models(self, module: str, definitions: list[Definition]) -> str:
        """Return the source of the response models of *module*."""
        own = {definition.name for definition in definitions}
        used = set().union(*(_names_of(definition) for definition in definitions))
        decoding = {"OpenEnum", "OpenIntEnum"} & {d.base for d in definitions if isinstance(d, EnumClass)}
        factories = {_FACTORIES[_kind_of(d)] for d in definitions if isinstance(d, Union)}
        typing = used & {"Any", "Literal"}
        if factories:
            typing |= {"TYPE_CHECKING", "TypeAlias"}
            decoding |= factories | {"Unknown"}
        if any(isinstance(d, Alias) for d in definitions):
            typing |= {"TypeAlias"}
        models = [d for d in definitions if isinstance(d, Model)]
        for attribute in (one for model in models for one in model.attributes):
            decoding |= _CONVERSION_NAMES[attribute.conversion]
            decoding |= {"AlwaysSent", "NOT_SENT"} if attribute.always_sent else set()
        plain = [model for model in models if not model.renamed]
        bases = {base for model in plain for base in _bases(model)}
        if any(one.client_only for model in plain for one in model.attributes):
            bases.add("CLIENT_ONLY")
        return self._render(
            "models.py.jinja",
            subject="" if module == SHARED else _subject(module),
            definitions=[
                _DefinitionView(definition, later={one.name for one in definitions[index:]})
                for index, definition in enumerate(definitions)
            ],
            typing_imports=sorted(typing),
            datetime_imports=sorted(used & {"date", "datetime"}),
            uses_uuid="UUID" in used,
            uses_attrs=bool(plain),
            uses_struct=any(model.renamed for model in models),
            decoding_imports=sorted(decoding),
            model_imports=sorted(bases),
            shared_imports=sorted(used - own - STANDARD_NAMES),
        )

    def endpoints(self, module: str, operations: list[Operation]) -> str:
        """Return the source of the module with the functions for *operations*."""
        parameters = [p for o in operations for p in (*o.path_parameters, *o.query_parameters, *o.header_parameters)]
        returned = set().union(*(names_in(response_type(o)) for o in operations))
        used = returned.union(*(names_in(p.type) for p in parameters))
        bodies = [o.body for o in operations if o.body is not None]
        package_imports = ["operations"]
        package_imports += ["models"] if returned - STANDARD_NAMES else []
        package_imports += ["requests"] if bodies else []
        return self._render(
            "endpoints.py.jinja",
            subject=_subject(module),
            endpoints=[_OperationView(operation) for operation in operations],
            typing_imports=sorted(
                (used & {"Any", "Literal"}) | ({"Unpack"} if any(body.argument is None for body in bodies) else set())
            ),
            datetime_imports=sorted(used & {"date", "datetime"}),
            uses_uuid="UUID" in used,
            package_imports=sorted(package_imports),
        )

    def operations(self, operations: list[Operation]) -> str:
        """Return the source of the module with the table of *operations*."""
        used = set().union(*(names_in(one) for o in operations for one in o.responses.values()))
        return self._render(
            "operations.py.jinja",
            endpoints=[_OperationView(operation) for operation in operations],
            typing_imports=sorted(used & {"Any", "Literal"}),
            datetime_imports=sorted(used & {"date", "datetime"}),
            uses_uuid="UUID" in used,
        )

    def body_keys(self, known: BodyKeys) -> str:
        """Return the source of the module with the known keys of request bodies."""
        return self._render("body_keys.py.jinja", known=known)

    def lazy(
        self,
        description: str,
        *,
        module_of: Mapping[str, str],
        modules: Iterable[str] = (),
        constants: Mapping[str, Constant] | None = None,
    ) -> str:
        """Return the source of an ``__init__`` that loads its exports on first use.

        *module_of* contains the module of each exported class or function.
        """
        known = constants or {}
        return self._render(
            "lazy.py.jinja",
            description=description,
            module_of=dict(sorted(module_of.items())),
            modules=sorted(modules),
            constants=known,
            exports=sorted([*module_of, *modules, *known]),
        )

    def _render(self, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(banner=self._banner, **values)


_CONVERSION_NAMES: dict[Conversion | None, set[str]] = {
    None: set(),
    Conversion.NULL_TO_EMPTY: {"NullAsEmpty"},
    Conversion.TEXT_TO_SECONDS: {"Seconds", "seconds"},
}
"""Names that attributes with each conversion import."""

_FACTORIES = {"tagged": "tagged_union", "keyed": "keyed_union", "untagged": "untagged_union"}


def _kind_of(union: Union) -> str:
    if union.tag is not None:
        return "tagged"
    return "keyed" if union.keyed else "untagged"


class _DefinitionView:
    """A definition with its kind, the definitions after it and, for a union, the name of its factory function."""

    def __init__(self, definition: Definition, later: set[str]) -> None:
        self._definition = definition
        self.later = later
        self.kind = type(definition).__name__
        self.factory = _FACTORIES[_kind_of(definition)] if isinstance(definition, Union) else ""

    def __getattr__(self, name: str) -> object:
        return getattr(self._definition, name)


class _OperationView:
    """An operation with its response type."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self.response = response_type(operation)

    def __getattr__(self, name: str) -> object:
        return getattr(self._operation, name)


def response_type(operation: Operation) -> Type:
    """Return the response type of *operation*: a union if the types differ by status."""
    kinds = list(dict.fromkeys(operation.responses.values()))
    return kinds[0] if len(kinds) == 1 else OneOf(tuple(kinds))


def _names_of(definition: Definition) -> set[str]:
    return set(definition.members.values()) if isinstance(definition, Union) else names_used(definition)


def _subject(module: str) -> str:
    return "UI" if module == "ui" else module.replace("_", " ")


def _default_value(attribute: Attribute, renamed: Mapping[str, str]) -> str:
    make = "struct_field(default_factory=" if renamed else "field(factory="
    hidden = ", repr=False" if attribute.secret else ""
    if attribute.client_only:
        return " = field(default=None, metadata=CLIENT_ONLY)"
    if attribute.always_sent:
        return " = NOT_SENT"
    match attribute.default:
        case Absent():
            return " = field(repr=False)" if hidden else ""
        case Factory(name):
            return f" = {make}{name}{hidden})"
        case Fresh(value) if value:
            return f" = {make}lambda: {value!r}{hidden})"
        case Fresh(value):
            wanted = attribute.type.members if isinstance(attribute.type, OneOf) else (attribute.type,)
            empty = next(one for one in wanted if isinstance(one, ListOf if isinstance(value, list) else MapOf))
            return f" = {make}{_generic(empty)}{hidden})"
        case Member(enum, value, name):
            return f" = {enum}.{name}" if name else f" = {enum}({value!r})"
        case plain:
            return f" = field(default={plain!r}{hidden})" if hidden else f" = {plain!r}"


def _attribute_annotation(attribute: Attribute, later: set[str]) -> str:
    """Return the annotation of *attribute*, in quotes if it contains a name in *later*, which is not defined yet."""
    written = annotation(attribute.type)
    if attribute.always_sent:
        written = f"AlwaysSent[{written.removesuffix(' | None')}]"
    elif attribute.conversion is Conversion.NULL_TO_EMPTY:
        written = f"NullAsEmpty[{written}]"
    elif attribute.conversion is Conversion.TEXT_TO_SECONDS:
        written = "Seconds"
    return repr(written) if names_in(attribute.type) & later else written


def _bases(model: Model) -> list[str]:
    """Return the names of the base classes of *model*, by the attributes that their methods read."""
    types = {attribute.name: attribute.type for attribute in model.attributes}
    named = {name: names_in(kind) for name, kind in types.items()}
    identified = types.get("id") == UUID
    bases: list[str] = []
    by_type = any("StateType" in named.get(key, ()) for key in ("state_type", "type"))
    if identified and (by_type or "State" in named.get("state", ())):
        bases.append("StateMixin")
    if "duration" not in types and all("datetime" in named.get(key, ()) for key in ("start_time", "end_time")):
        bases.append("TimesMixin")
    if types.get("level") == Plain("int") and types.get("message") == STRING:
        bases.append("LevelMixin")
    return [*bases, "IdentifiedModel" if identified else "ResponseModel"]


def _converted_value(attribute: Attribute) -> str:
    """Return the expression that converts the decoded value of *attribute*."""
    value = f"self.{attribute.name}"
    if attribute.conversion is Conversion.TEXT_TO_SECONDS:
        return f"seconds({value})"
    return f"{value} or {'[]' if isinstance(attribute.type, ListOf) else '{}'}"


def _generic(container: ListOf | MapOf) -> str:
    """Return *container* as an expression with forward references in quotes."""
    inner = container.item if isinstance(container, ListOf) else container.value
    written = annotation(inner)
    quoted = written if not names_in(inner) - {"Any", "UUID", "date", "datetime"} else repr(written)
    return f"list[{quoted}]" if isinstance(container, ListOf) else f"dict[str, {quoted}]"


def _arguments(operation: Operation) -> str:
    """Return the arguments that the function of *operation* passes to ``Call``."""
    arguments = [f"operations.{operation.constant}", *(p.name for p in operation.path_parameters)]
    for keyword, parameters in (("query", operation.query_parameters), ("headers", operation.header_parameters)):
        if parameters:
            arguments.append(f"{keyword}={{{', '.join(f'{p.key!r}: {p.name}' for p in parameters)}}}")
    if operation.body is not None:
        arguments.append(f"body={operation.body.argument or 'body'}")
    return ", ".join(arguments)


def _signature(operation: Operation) -> str:
    body = operation.body
    given = [f"{p.name}: {annotation(p.type)}" for p in operation.path_parameters]
    if body is not None and body.argument is not None:
        given.append(f"{body.argument}: requests.{body.type}" + ("" if body.required else " | None = None"))
    parts = [*given, "/"] if given else []
    named = [_keyword(p) for p in (*operation.query_parameters, *operation.header_parameters)]
    parts += ["*", *named] if named else []
    if body is not None and body.argument is None:
        parts.append(f"**body: Unpack[requests.{body.type}]")
    return ", ".join(parts)


def _keyword(parameter: Parameter) -> str:
    written = f"{parameter.name}: {annotation(parameter.type)}"
    if parameter.required:
        return written
    return written if written.endswith("= None") else f"{written.removesuffix(' | None')} | None = None"

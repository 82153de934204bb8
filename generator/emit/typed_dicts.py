"""Request types: a TypedDict per schema, written by datamodel-code-generator."""

import ast
import json
import re
import warnings

from datamodel_code_generator import InputFileType, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import DatetimeClassType, PythonVersion
from datamodel_code_generator.parser import LiteralType

from generator.emit.docstrings import docstring
from generator.emit.render import Modules
from generator.errors import GeneratorError
from generator.ir.constraints import printable
from generator.ir.layout import homes
from generator.ir.parse import HINT
from generator.spec.document import Json, Object, rename_schemas, schemas

# Keywords that make up a type. The tool obeys more than these, such as what to import instead of writing a type.
KEYWORDS = frozenset(
    {"$ref", "additionalProperties", "allOf", "anyOf", "const", "description", "enum", "items", "oneOf", "prefixItems"}
    | {"maxItems", "minItems", "properties", "required", "type", "uniqueItems"}
)
# Formats that the tool has types for. It warns of any other.
FORMATS = frozenset({"date", "date-time", "duration", "uuid"})


def emit_requests(document: Object, banner: str) -> Modules:
    """Return the source of each module of request types, by its path in the package.

    *document* is the request side of a normalised document. It is changed.

    Raises:
        GeneratorError: The tool failed, or it warned.
    """
    # The tool puts a schema into the module that precedes the dot of its name.
    rename_schemas(document, {name: f"{module}.{name}" for name, module in homes(document).items()})
    named = {name: _only_types(schema) for name, schema in schemas(document).items() if "." in name}
    if not named:
        return {}
    source = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {}, "components": {"schemas": named}}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            written = generate(
                json.dumps(source),
                input_file_type=InputFileType.OpenAPI,
                output_model_type=DataModelType.TypingTypedDict,
                target_python_version=PythonVersion.PY_311,
                enum_field_as_literal=LiteralType.All,
                output_datetime_class=DatetimeClassType.Datetime,
                use_standard_collections=True,
                use_standard_primitive_types=True,
                use_union_operator=True,
                use_closed_typed_dict=False,
                use_exact_imports=True,
                use_schema_description=True,
                use_field_description=True,
                use_attribute_docstrings=True,
                use_single_line_docstring=True,
                disable_appending_item_suffix=True,
                custom_file_header=f'{banner}\n"""Request types: typed dicts in the shape of their JSON."""',
                formatters=[],
            )
        except Exception as error:
            raise GeneratorError(f"datamodel-code-generator failed: {error}", HINT) from error
    if not isinstance(written, dict):
        raise GeneratorError("datamodel-code-generator wrote one module, expected one per group of operations", HINT)
    modules = {
        f"requests/{'/'.join(path)}": _with_filled_docstrings(text)
        for path, text in written.items()
        if path != ("__init__.py",)
    }
    _check_complete(named, modules)
    return modules


def _with_filled_docstrings(source: str) -> str:
    """Return *source* with its docstrings filled to the line length: the tool writes each as one line."""
    lines = source.split("\n")
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr)]
    for node in sorted(found, key=lambda node: node.lineno, reverse=True):
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            indent = node.col_offset
            lines[node.lineno - 1 : node.end_lineno] = [" " * indent + docstring(node.value.value, indent)]
    return "\n".join(lines)


def _only_types(schema: Json) -> Json:
    """Return *schema* without keywords that are not part of a type."""
    if not isinstance(schema, dict):
        return schema
    result = {key: value for key, value in schema.items() if key in KEYWORDS}
    result |= {key: value for key, value in schema.items() if key == "format" and value in FORMATS}
    if "description" in schema:
        result["description"] = printable(schema["description"])
    if "properties" in schema:
        result["properties"] = {key: _only_types(value) for key, value in schema["properties"].items()}
    for keyword in ("items", "additionalProperties"):
        if keyword in schema:
            result[keyword] = _only_types(schema[keyword])
    for keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
        if keyword in schema:
            result[keyword] = [_only_types(alternative) for alternative in schema[keyword]]
    return result


def _check_complete(named: Object, modules: Modules) -> None:
    """Check that each schema has a type of its own name."""
    for name in named:
        module, _, plain = name.partition(".")
        if not re.search(rf"^(?:class )?{re.escape(plain)}\b", modules.get(f"requests/{module}.py", ""), re.MULTILINE):
            raise GeneratorError(f"datamodel-code-generator wrote no type {plain} for schema {name!r}", HINT)
